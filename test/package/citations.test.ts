/** The tests that pages of `docs/` name exist, and no operation of the node or of its peer is left out. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { CASES } from '../cdxp/recordCases';
import { manifest, nodes, readJson, ROOT } from './nodes';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const page = read('docs/quarticon-cdxp.md');
const comparison = read('docs/compared-with-activecampaign.md');
const verification = read('docs/verification.md');

/** The rows of a page's tables whose last column has this heading, as cells. */
function tables(text: string, last: RegExp): string[][] {
	const rows: string[][] = [];
	let isWanted = false;
	for (const line of text.split('\n')) {
		const cells = line.split(/(?<!\\)\|/).slice(1, -1);
		const trimmed = cells.map((cell) => cell.trim());
		if (cells.length === 0) isWanted = false;
		else if (isWanted && !/^-+$/.test(trimmed[0])) rows.push(trimmed);
		else if (last.test(trimmed[trimmed.length - 1])) isWanted = true;
	}
	return rows;
}

const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/** Whether what a page names is there: a command, a file, a case, or in a test a title that starts or holds these words. */
function isThere(citation: string): boolean {
	const [, command] = /^npm (?:run )?([\w:]+)$/.exec(citation) ?? [];
	if (command !== undefined) return command in manifest.scripts;
	if (/\.\w+$/.test(citation) && existsSync(path.join(ROOT, citation))) return true;
	if (/^\w+\.\w+$/.test(citation)) return citation in CASES;
	const [, name, title] =
		/^([\w/]+(?:\.property)?)(?:: (.+))?$/.exec(citation.replace('.test.ts', '')) ?? [];
	if (name === undefined) return false;
	const file = path.join(ROOT, name.startsWith('test/') ? '' : 'test', inFolder(name));
	if (!existsSync(file)) return false;
	if (title === undefined) return citation.endsWith('.test.ts');
	const words = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`\\(\\s*(['"\`])[^\\n]*${words}`).test(readFileSync(file, 'utf8'));
}

const inFolder = (name: string) => `${name.includes('/') ? '' : 'cdxp/'}${name}.test.ts`;

const features = tables(page, /^test$/);
const compared = tables(comparison, /^shown by$/);
const verified = tables(verification, /^proof$/);

it.each([
	['docs/quarticon-cdxp.md', features, 60],
	['docs/compared-with-activecampaign.md', compared, 45],
	['docs/verification.md', verified, 30],
])('%s names tests that exist, in every row', (_, rows, most) => {
	expect(rows.length).toBeGreaterThan(most);
	const cells = rows.map((row) => row[row.length - 1]);
	// A dash says that there is nothing to show; a link leads to another table.
	const bare = rows.filter((_row, index) => !/^(–|\[.*\))$/.test(cells[index]));
	expect(bare.filter((row) => codes(row[row.length - 1]).length === 0)).toEqual([]);
	expect(cells.flatMap(codes).filter((citation) => !isThere(citation))).toEqual([]);
});

it.each([
	['docs/quarticon-cdxp.md', page],
	['docs/compared-with-activecampaign.md', comparison],
])('%s names tests that exist, in its text', (_, text) => {
	const named = [...text.matchAll(/`([\w/]+: [^`[]+)`/g)]
		.map(([, code]) => code.replace(/\s+/g, ' '))
		// What says how tests are named.
		.filter((code) => !/^(name|file): title$/.test(code));
	expect(named.length).toBeGreaterThan(4);
	expect(named.filter((citation) => !isThere(citation))).toEqual([]);
});

it('docs/quarticon-cdxp.md has every operation in a table of tests', () => {
	const { properties } = nodes.find(({ className }) => className === 'QuarticonCdxp')!.made
		.description;
	const optionsOf = (options: unknown[] = []) => options as INodePropertyOptions[];
	const resources = optionsOf(properties.find(({ name }) => name === 'resource')?.options);
	const wanted = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const [value] = displayOptions?.show?.resource ?? [];
			const resource = resources.find((one) => one.value === value)?.name;
			return optionsOf(options).map(({ name }) => `${String(resource)}: ${name}`);
		});
	let resource = '';
	const shown = features.flatMap(([first, operations]) => {
		resource = first || resource;
		const plain = operations.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
		return plain.split(', ').map((operation) => `${resource}: ${operation}`);
	});
	expect(wanted.filter((operation) => !shown.includes(operation))).toEqual([]);
});

describe("n8n's ActiveCampaign node", () => {
	const FIVE = ['create', 'delete', 'get', 'getAll', 'update'];
	/** Its operations in the version the comparison names. */
	const PEER: Record<string, string[]> = {
		account: FIVE,
		accountContact: ['create', 'delete', 'update'],
		connection: FIVE,
		contact: FIVE,
		contactList: ['add', 'remove'],
		contactTag: ['add', 'remove'],
		deal: [...FIVE, 'createNote', 'updateNote'],
		ecommerceCustomer: FIVE,
		ecommerceOrder: FIVE,
		ecommerceOrderProducts: ['getAll', 'getByProductId', 'getByOrderId'],
		list: ['getAll'],
		tag: FIVE,
	};

	it('is compared operation by operation', () => {
		const operations = Object.entries(PEER).flatMap(([resource, names]) =>
			names.map((name) => `${resource}.${name}`),
		);
		expect(comparison).toContain(`Theirs are ${operations.length} in`);
		const named = compared
			.filter(({ length }) => length === 3)
			.flatMap(([theirs]) => codes(theirs));
		expect(named.sort()).toEqual(operations.sort());
	});

	it('is compared in the version that the bench measures', () => {
		const { dependencies } = readJson<{ dependencies: Record<string, string> }>(
			'bench/peer/package.json',
		);
		expect(comparison).toContain(`n8n-nodes-base ${dependencies['n8n-nodes-base']},`);
	});
});
