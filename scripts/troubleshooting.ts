/**
 * Makes `docs/troubleshooting.md`: what every error says, what it comes from and what to do, read from the sources, where
 * each error is made with its remedy. `npm run docs` writes it; a test compares.
 */
import type { Page } from './reference';
import type { Part } from './split/parts';
import { parts, sourceOf } from './split/parts';
import type { Cause, Saying } from './troubleshooting/sites';
import { allSayings } from './troubleshooting/sites';
import { readSources } from './troubleshooting/sources';
import type { Said } from './troubleshooting/texts';
import { Texts } from './troubleshooting/texts';

const INTRO = `# Error texts and what to do

Made of the sources by \`npm run docs\`; do not edit. \`…\` stands for what is known only when it happens: a value, a name, a
number, or the platform's own words. *Field* stands for the field of the node. Search this page for a few words of what you read.

Every error has two parts: what happened, and what to do. In n8n's panel the second is the description; on the error output it is
\`details.remedy\`, beside \`details.code\`, which this page gives in brackets. (Up to n8n 2.33 the error output has
\`message\` in place of \`details\`.)

| cause | what it means |
| --- | --- |
| input | A value of this item, found before a request was sent (\`invalid_value\`). Other items are not affected |
| set-up | The credential, the account or the address: every item would meet it, so it is said once and no further request is spent |
| answer | What the platform answered to this item |
| lost | A request that must not be sent twice was sent, and what became of it is not known: look in the platform first |
| stopped | The execution was stopped; nothing is wrong with the item |
`;

/** The name users know a platform by: that of its action node. */
const titleOf = ({ nodes }: Part): string =>
	(nodes.find(({ description }) => !description.group.includes('trigger')) ?? nodes[0]).description
		.displayName;

const cell = (text: string) =>
	text
		.replace(/\|/g, '\\|')
		.replace(/\s+/g, ' ')
		.replace(/…+/g, '…')
		.replace(/^…: /, '*Field*: ')
		.trim();

const labelled = ({ text, when }: Said, isTold: boolean) =>
	when === undefined || isTold ? text : `\`${when}\`: ${text}`;

interface Row {
	/** Of bad input: the fields it may be said of. */
	fields: string[];
	messages: string[];
	remedies: string[];
	cause: Cause;
	codes: string[];
}

/** The remedies that go with a message: those of its entry where both come from one table. */
function remediesFor(message: Said, remedies: Said[]): Said[] {
	const own = remedies.filter(({ when }) => when !== undefined && when === message.when);
	if (own.length > 0) return own;
	// The platform's own words may come with any of them.
	return message.when === undefined ? remedies : remedies.filter(({ when }) => when === undefined);
}

/** One row for all messages that share their remedies. */
function rowsOf({ field, messages, remedies, cause, codes }: Saying): Row[] {
	const rows = new Map<string, Row>();
	for (const message of messages) {
		const its = remediesFor(message, remedies);
		const isKeyed = its.some(({ when }) => when !== undefined && when !== message.when);
		const texts = its.map((remedy) =>
			isKeyed && remedy.when === undefined
				? `else: ${remedy.text}`
				: labelled(remedy, remedy.when === message.when),
		);
		// What a table of the platform's codes says stands under its code.
		const isOwn = message.when !== undefined && its.some(({ when }) => when === message.when);
		const key = JSON.stringify(texts);
		const row = rows.get(key) ?? {
			fields: field === undefined ? [] : [field],
			messages: [],
			remedies: texts,
			cause,
			codes: isOwn ? [message.when!] : codes,
		};
		row.messages.push(message.text);
		rows.set(key, row);
	}
	return [...rows.values()];
}

const unique = (all: string[]) => [...new Set(all.map(cell))].filter((text) => text !== '');

/** The same fault of several fields is one row. */
function joined(rows: Row[]): Row[] {
	const result = new Map<string, Row>();
	for (const row of rows) {
		const { fields, ...words } = row;
		const key = JSON.stringify(words);
		const known = result.get(key);
		if (known === undefined) result.set(key, { ...row });
		else known.fields = [...new Set([...known.fields, ...fields])].sort();
	}
	return [...result.values()];
}

function line({ fields, messages, remedies, cause, codes }: Row): string {
	// A code that is taken over from the platform tells nothing here.
	const known = unique(codes).filter((code) => /^\w+$/.test(code));
	const words =
		known.length === 0 || known.length > 2
			? cause
			: `${cause} (${known.map((code) => `\`${code}\``).join(', ')})`;
	const told = unique(remedies);
	const start = fields.length === 0 ? '' : `${fields.join(', ')}: `;
	const texts = unique(messages.map((message) => `${start}${message}`));
	return `| ${texts.join('<br>')} | ${words} | ${told.length === 0 ? '–' : told.join('<br>')} |`;
}

const ORDER: Cause[] = ['set-up', 'answer', 'lost', 'stopped', 'input'];

function table(all: Saying[]): string[] {
	const rows = joined(all.flatMap(rowsOf));
	const lines = ORDER.flatMap((cause) =>
		rows
			.filter((row) => row.cause === cause)
			.map(line)
			.sort((a, b) => a.localeCompare(b, 'en')),
	);
	return ['| it says | cause | what to do |', '| --- | --- | --- |', ...new Set(lines), ''];
}

/** One page. */
export function pages(): Page[] {
	const sources = readSources();
	const all = allSayings(sources, new Texts(sources));
	const known = parts();
	const isOf = ({ folder, credentialFiles }: Part, file: string) =>
		file.startsWith(`nodes/${folder}/`) || credentialFiles.map(sourceOf).includes(file);
	const shared = all.filter(({ file }) => file.startsWith('nodes/shared/'));
	const chapters = known.flatMap((part) => {
		const own = all.filter(({ file }) => isOf(part, file));
		return [
			`## ${titleOf(part)}`,
			'',
			...(own.length > 0 ? table(own) : ['Only what all nodes say.', '']),
		];
	});
	const text = [INTRO, '## All nodes', '', ...table(shared), ...chapters].join('\n');
	return [{ file: 'docs/troubleshooting.md', text: `${text.trimEnd()}\n` }];
}
