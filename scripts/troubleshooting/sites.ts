/** Every place of the sources where an error is put into words. */
import ts from 'typescript';

import type { Sources } from './sources';
import type { Given, Said, Texts } from './texts';
import { functionOf, propertyOf, UNKNOWN } from './texts';

/** An error as users meet it, with all that it may say. */
export interface Saying {
	/** The file that decides what is said. */
	file: string;
	/** Of bad input: the field, where it has a name; the messages say what is wrong with it. */
	field?: string;
	messages: Said[];
	remedies: Said[];
	codes: string[];
	cause: Cause;
}

/** `input`: a value of the item; `set-up`: credential or account; `answer`: what the platform said; `lost`: no answer to a request that is not repeated. */
export type Cause = 'input' | 'set-up' | 'answer' | 'lost' | 'stopped';

/** Expressions of one error, wherever they stand. */
interface Site {
	at: ts.Node;
	message?: ts.Expression;
	/** In place of a message: the field and what is wrong with it. */
	field?: ts.Expression;
	problem?: ts.Expression;
	remedy: ts.Expression;
	code?: ts.Expression;
	cause: Cause;
}

/** More calls than this of a function that words an error are told in general. */
const MOST_CALLS = 12;
const NOTHING: Given = new Map();

const isText = (node: ts.Expression | undefined, text: string) =>
	node !== undefined && ts.isStringLiteralLike(node) && node.text === text;

function causeOf(object: ts.ObjectLiteralExpression): Cause {
	const scope = propertyOf(object, 'scope');
	const status = propertyOf(object, 'status');
	const setup = propertyOf(object, 'setup');
	if (isText(scope, 'setup') || isText(scope, 'denied')) return 'set-up';
	const spreads = object.properties.filter(ts.isSpreadAssignment);
	// `{ ...wrong, … }`: what is spread says it, and is called so.
	if (spreads.some(({ expression }) => expression.getText() === 'wrong')) return 'set-up';
	if (setup !== undefined && setup.kind !== ts.SyntaxKind.FalseKeyword) return 'set-up';
	if (isText(status, 'uncertain')) return 'lost';
	if (propertyOf(object, 'cancelled') !== undefined) return 'stopped';
	return 'answer';
}

/** The calls of `invalid(field, problem, remedy)` and the objects that hold a message and a remedy. */
function sitesIn(file: ts.SourceFile): Site[] {
	const found: Site[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && node.expression.getText() === 'invalid') {
			const [field, problem, remedy] = node.arguments;
			found.push({ at: node, field, problem, remedy, cause: 'input' });
		}
		if (ts.isObjectLiteralExpression(node)) {
			const message = propertyOf(node, 'message');
			const remedy = propertyOf(node, 'remedy');
			if (message !== undefined && remedy !== undefined) {
				const code = propertyOf(node, 'code');
				found.push({ at: node, message, remedy, code, cause: causeOf(node) });
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

/** The function with a name that a node stands in. */
function around(node: ts.Node, sources: Sources) {
	for (let at = node.parent; at !== undefined; at = at.parent) {
		const name = ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at) ? at.name : undefined;
		if (name === undefined || !ts.isIdentifier(name)) continue;
		const symbol = sources.symbolOf(name);
		const made = functionOf(symbol);
		if (symbol !== undefined && made !== undefined) return { symbol, made };
	}
	return undefined;
}

/** The field in front of a message, unless most of its name is known only when it happens. */
const FIELD = '*Field*';
const namedField = (text = UNKNOWN) => (/\p{L}{2}/u.test(text) ? text : FIELD);

/** What an error says with certain parameters. */
function saying(site: Site, given: Given, file: string, texts: Texts): Saying {
	const of = (expression?: ts.Expression) =>
		expression === undefined ? [] : texts.of(expression, given);
	const codes = of(site.code).map(({ text }) => text);
	const same = { file, remedies: of(site.remedy), codes, cause: site.cause };
	if (site.problem === undefined) return { ...same, messages: of(site.message) };
	return { ...same, field: namedField(of(site.field)[0]?.text), messages: of(site.problem) };
}

const wordsOf = ({ field, messages, remedies }: Saying) =>
	JSON.stringify([field, messages, remedies]);

/** The same for each call of the function that words it, where the calls say more; else in general. */
function sayings(site: Site, sources: Sources, texts: Texts): Saying[] {
	const fileOf = (node: ts.Node) => {
		const source = node.getSourceFile();
		return [...sources.files].find(([, one]) => one === source)?.[0] ?? '';
	};
	const plain = saying(site, NOTHING, fileOf(site.at), texts);
	const outer = around(site.at, sources);
	if (outer === undefined) return [plain];
	// A call that says no more than the function itself leaves it at that.
	const told = sources
		.callsOf(outer.symbol)
		.map((call) => saying(site, texts.giving(outer.made, call, NOTHING), fileOf(call), texts))
		.map((here) => (wordsOf(here) === wordsOf(plain) ? plain : here));
	const distinct = told.filter(
		(one, at) =>
			told.findIndex((other) => wordsOf(other) === wordsOf(one) && other.file === one.file) === at,
	);
	return distinct.length === 0 || distinct.length > MOST_CALLS ? [plain] : distinct;
}

/** What the tests of credentials answer: their texts hold the remedy as well. */
function testsOf(file: string, source: ts.SourceFile, texts: Texts): Saying[] {
	const found: Saying[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isObjectLiteralExpression(node) && propertyOf(node, 'value') !== undefined) {
			const message = propertyOf(node, 'message');
			if (message !== undefined) {
				const [{ text }] = texts.of(message, NOTHING);
				const [, first, rest] = /^(.*?[^.]\.)(?: (.*))?$/s.exec(text) ?? [undefined, text, ''];
				found.push({
					file,
					messages: [{ text: first ?? text }],
					remedies: rest ? [{ text: rest }] : [],
					codes: [],
					cause: 'set-up',
				});
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** Every error that nodes and credentials can put into words. */
export function allSayings(sources: Sources, texts: Texts): Saying[] {
	const sites = [...sources.files].flatMap(([, file]) => sitesIn(file));
	const said = sites.map((site) => ({ site, all: sayings(site, sources, texts) }));
	const nodes = said
		// What another expression has said in its own words is not said twice.
		.filter(({ site: { at } }) => !texts.said.has(at as ts.ObjectLiteralExpression))
		.flatMap(({ all }) => all)
		.filter(({ messages, remedies }) => [messages, remedies].every((all) => saysSomething(all)));
	const tests = [...sources.files]
		.filter(([file]) => file.startsWith('credentials/'))
		.flatMap(([file, source]) => testsOf(file, source, texts));
	return [...nodes, ...tests];
}

const saysSomething = (all: Said[]) => all.some(({ text }) => /\p{L}{2}/u.test(text));
