/** What an expression of the sources can say: its texts, with `…` for what is known only when it happens. */
import ts from 'typescript';

import type { Sources } from './sources';

/** One of the texts, and the key it stands under where it comes from a table. */
export interface Said {
	text: string;
	when?: string;
}

/** What parameters stand for in one call; several things where a table was read. */
export type Given = Map<ts.Symbol, Meant[]>;

interface Meant {
	value: ts.Expression;
	given: Given;
	when?: string;
}

/** An object that a table or a call gives. */
interface Found {
	object: ts.ObjectLiteralExpression;
	given: Given;
	when?: string;
}

export const UNKNOWN = '…';
const unknown: Said[] = [{ text: UNKNOWN }];

/** More alternatives than this in the middle of a sentence are not spelt out. */
const MOST = 12;
const DEEPEST = 12;

type Named = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** The function that a symbol names, if it is one. */
export function functionOf(symbol: ts.Symbol | undefined): Named | undefined {
	const declaration = symbol?.valueDeclaration;
	if (declaration === undefined) return undefined;
	if (ts.isFunctionDeclaration(declaration)) return declaration;
	const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
	return made !== undefined && (ts.isArrowFunction(made) || ts.isFunctionExpression(made))
		? made
		: undefined;
}

/** What a function gives back, where that is one expression. */
function resultOf({ body }: Named): ts.Expression | undefined {
	if (body === undefined || !ts.isBlock(body)) return body;
	const [statement, ...others] = body.statements;
	return others.length === 0 && statement !== undefined && ts.isReturnStatement(statement)
		? statement.expression
		: undefined;
}

const keyOf = (name: ts.PropertyName): string =>
	ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : '';

/** The value of a property of an object; undefined where it has none that can be read. */
export function propertyOf(object: ts.ObjectLiteralExpression, key: string) {
	for (const property of object.properties) {
		if (ts.isShorthandPropertyAssignment(property) && property.name.text === key)
			return property.name as ts.Expression;
		if (ts.isPropertyAssignment(property) && keyOf(property.name) === key)
			return property.initializer;
	}
	return undefined;
}

type Wrapped =
	ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression;

const isWrapped = (expression: ts.Expression): expression is Wrapped =>
	ts.isParenthesizedExpression(expression) ||
	ts.isAsExpression(expression) ||
	ts.isNonNullExpression(expression) ||
	ts.isSatisfiesExpression(expression);

/** `a ?? b` or `a || b`. */
const isEither = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
	kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;

export class Texts {
	/** Objects whose texts were said by way of another expression. */
	readonly said = new Set<ts.ObjectLiteralExpression>();

	constructor(private readonly sources: Sources) {}

	/** Every text the expression may be; nothing for `undefined`. */
	of(expression: ts.Expression, given: Given, depth = 0): Said[] {
		const inner = (one: ts.Expression) => this.of(one, given, depth + 1);
		if (depth > DEEPEST) return unknown;
		if (ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression))
			return [{ text: expression.text }];
		if (ts.isTemplateExpression(expression)) return this.ofTemplate(expression, given, depth);
		if (isWrapped(expression)) return inner(expression.expression);
		if (ts.isConditionalExpression(expression))
			return [...inner(expression.whenTrue), ...inner(expression.whenFalse)];
		if (ts.isBinaryExpression(expression) && isEither(expression)) {
			const first = inner(expression.left);
			const known = first.filter(({ text }) => text !== UNKNOWN);
			// `list || 'none'` is a list as a rule; `named ?? 'in general'` may well be the second.
			const isList = expression.operatorToken.kind === ts.SyntaxKind.BarBarToken;
			const start = known.length === 0 && isList ? first : known;
			return [...start, ...inner(expression.right)];
		}
		if (ts.isIdentifier(expression)) {
			if (expression.text === 'undefined') return [];
			const found = this.follow(expression, given);
			return found.length === 0 ? unknown : this.ofAll(found, depth);
		}
		if (ts.isCallExpression(expression)) {
			const called = this.inside(expression, given);
			return called === undefined ? unknown : this.of(called.value, called.given, depth + 1);
		}
		if (ts.isPropertyAccessExpression(expression)) {
			const found = this.objects(expression.expression, given, depth + 1);
			const meant = this.properties(found, expression.name.text);
			return meant.length > 0 ? this.ofAll(meant, depth) : unknown;
		}
		if (ts.isElementAccessExpression(expression)) {
			const meant = this.entries(expression, given, depth);
			return meant.length > 0 ? this.ofAll(meant, depth) : unknown;
		}
		return unknown;
	}

	private ofAll(meant: Meant[], depth: number): Said[] {
		return meant.flatMap(({ value, given, when }) =>
			this.of(value, given, depth + 1).map((said) => ({ ...said, when: said.when ?? when })),
		);
	}

	/** A property of several objects, which count as said by it. */
	private properties(found: Found[], key: string): Meant[] {
		return found.flatMap(({ object, given, when }) => {
			const value = propertyOf(object, key);
			if (value === undefined) return [];
			this.said.add(object);
			return [{ value, given, when }];
		});
	}

	/** What a call gives to the parameters of the function. */
	giving(called: Named, call: ts.CallExpression, given: Given): Given {
		const result: Given = new Map();
		called.parameters.forEach(({ name }, index) => {
			const value = call.arguments[index];
			if (value === undefined) return;
			if (ts.isIdentifier(name)) {
				const symbol = this.sources.symbolOf(name);
				if (symbol !== undefined) result.set(symbol, [{ value, given }]);
			} else if (ts.isObjectBindingPattern(name)) {
				this.unpack(name, value, given, result);
			}
		});
		return result;
	}

	private unpack(
		pattern: ts.ObjectBindingPattern,
		value: ts.Expression,
		given: Given,
		result: Given,
	): void {
		const found = this.objects(value, given, 0);
		for (const { name, propertyName } of pattern.elements) {
			if (!ts.isIdentifier(name)) continue;
			const key = propertyName !== undefined && ts.isIdentifier(propertyName) ? propertyName : name;
			const meant = this.properties(found, key.text);
			const symbol = this.sources.symbolOf(name);
			if (meant.length > 0 && symbol !== undefined) result.set(symbol, meant);
		}
	}

	/** A sentence with every combination; what may be left out of it is. */
	private ofTemplate({ head, templateSpans }: ts.TemplateExpression, given: Given, depth: number) {
		let result: Said[] = [{ text: head.text }];
		for (const { expression, literal } of templateSpans) {
			let parts = this.of(expression, given, depth + 1);
			const others = parts.filter(({ text }) => text !== '');
			if (others.length < parts.length)
				parts = others.some(({ text }) => text !== UNKNOWN) ? [{ text: '' }] : unknown;
			if (parts.length === 0 || parts.length > MOST) {
				const keyed = parts.length > 0 && parts.every(({ when }) => when !== undefined);
				if (!keyed) parts = unknown;
			}
			result = result.flatMap((start) =>
				parts.map((part) => ({
					text: `${start.text}${part.text}${literal.text}`,
					when: start.when ?? part.when,
				})),
			);
		}
		return result;
	}

	/** What a name was made as. */
	private follow(name: ts.Identifier, given: Given): Meant[] {
		const symbol = this.sources.symbolOf(name);
		if (symbol === undefined) return [];
		const passed = given.get(symbol);
		if (passed !== undefined) return passed;
		const declaration = symbol.valueDeclaration;
		if (
			declaration === undefined ||
			!ts.isVariableDeclaration(declaration) ||
			declaration.initializer === undefined ||
			!ts.isIdentifier(declaration.name) ||
			(declaration.parent.flags & ts.NodeFlags.Const) === 0
		)
			return [];
		return [{ value: declaration.initializer, given }];
	}

	/** A call of a function that is one expression: that expression, with what the call gives it. */
	private inside(call: ts.CallExpression, given: Given) {
		const called = functionOf(this.sources.symbolOf(call.expression));
		const value = called === undefined ? undefined : resultOf(called);
		if (called === undefined || value === undefined) return undefined;
		return { value, given: this.giving(called, call, given) };
	}

	/** The objects an expression may be. */
	private objects(expression: ts.Expression, given: Given, depth: number): Found[] {
		const inner = (one: ts.Expression, its = given) => this.objects(one, its, depth + 1);
		if (depth > DEEPEST) return [];
		if (ts.isObjectLiteralExpression(expression)) return [{ object: expression, given }];
		if (isWrapped(expression)) return inner(expression.expression);
		if (ts.isConditionalExpression(expression))
			return [...inner(expression.whenTrue), ...inner(expression.whenFalse)];
		if (ts.isBinaryExpression(expression) && isEither(expression)) {
			const all = [...inner(expression.left), ...inner(expression.right)];
			return all.filter(({ object }, at) => all.findIndex((one) => one.object === object) === at);
		}
		if (ts.isIdentifier(expression)) {
			return this.follow(expression, given).flatMap(({ value, given: its, when }) =>
				inner(value, its).map((found) => ({ ...found, when: found.when ?? when })),
			);
		}
		if (ts.isCallExpression(expression)) {
			const called = this.inside(expression, given);
			return called === undefined ? [] : inner(called.value, called.given);
		}
		if (ts.isPropertyAccessExpression(expression)) {
			return inner(expression.expression).flatMap((one) => {
				const value = propertyOf(one.object, expression.name.text);
				return value === undefined ? [] : inner(value, one.given);
			});
		}
		if (ts.isElementAccessExpression(expression)) {
			return this.entries(expression, given, depth).flatMap(({ value, when, given: its }) =>
				inner(value, its).map((found) => ({ ...found, when })),
			);
		}
		return [];
	}

	/** The entries of a table that are meant: all, unless the key is written out. */
	private entries(access: ts.ElementAccessExpression, given: Given, depth: number): Meant[] {
		const { expression, argumentExpression: key } = access;
		const only = ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
		return this.objects(expression, given, depth + 1).flatMap((table) =>
			table.object.properties.flatMap((property) => {
				if (!ts.isPropertyAssignment(property)) return [];
				const when = keyOf(property.name);
				if (only !== undefined && only !== when) return [];
				return [{ value: property.initializer, given: table.given, when }];
			}),
		);
	}
}
