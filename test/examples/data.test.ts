/** The example data has the make-up its README promises, and comes from its generator. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
	compare,
	dataFile,
	expectedAfter,
	readAccount,
	readCustomers,
	type Row,
} from '../../scripts/expected';

const ROOT = join(__dirname, '..', '..');
const FILES = ['account.json', 'customers-60.csv', 'customers.csv', 'subscribers.csv'];

const rows = readCustomers(dataFile('customers.csv'));
const account = readAccount(dataFile('account.json'));
const expected = expectedAfter(rows, account);
const key = (row: Row) => row.email.toLowerCase();
const countOf = (value: string) => rows.filter((row) => row.marketing_consent === value).length;

function groupBy<T>(list: T[], keyOf: (entry: T) => string): Map<string, T[]> {
	const found = new Map<string, T[]>();
	for (const entry of list) found.set(keyOf(entry), [...(found.get(keyOf(entry)) ?? []), entry]);
	return found;
}

/** Rows that share an address, in the order of the file. */
const groups = [
	...groupBy(
		rows.filter((row) => row.email !== ''),
		key,
	).values(),
].filter((group) => group.length > 1);

test('the generator makes the committed files byte for byte', () => {
	const folder = mkdtempSync(join(tmpdir(), 'example-data-'));
	try {
		const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
		execFileSync(process.execPath, [tsx, join(ROOT, 'examples', 'data', 'generate.mts'), folder]);
		expect(readdirSync(folder).sort()).toEqual(FILES);
		for (const name of FILES)
			expect(readFileSync(join(folder, name)).equals(readFileSync(dataFile(name)))).toBe(true);
	} finally {
		rmSync(folder, { recursive: true });
	}
}, 30_000);

describe('the export', () => {
	test('has 1,000 rows with a number of their own, and all three consents', () => {
		expect(rows).toHaveLength(1000);
		expect(new Set(rows.map((row) => row.customer_id)).size).toBe(1000);
		expect(countOf('yes') + countOf('no') + countOf('withdrawn')).toBe(1000);
		expect(Math.min(countOf('yes'), countOf('no'), countOf('withdrawn'))).toBeGreaterThan(50);
	});

	test('has Polish letters, phones in six notations and only reserved domains', () => {
		expect(
			rows.filter((row) => /[ąćęłńóśźż]/i.test(row.first_name + row.last_name)).length,
		).toBeGreaterThan(100);
		const notations = [
			/^\+48 \d{3} \d{3} \d{3}$/,
			/^\+48\d{9}$/,
			/^\d{3}-\d{3}-\d{3}$/,
			/^0048\d{9}$/,
			/^\d{3} \d{3} \d{3}$/,
			/^\(22\) \d{3} \d\d \d\d$/,
		];
		for (const notation of notations)
			expect(rows.filter((row) => notation.test(row.billing_phone)).length).toBeGreaterThan(50);
		const addresses = [
			...rows.map(key),
			...account.contacts.map(({ email }) => email.toLowerCase()),
		];
		const domains = addresses
			.filter((email) => /^[^@\s]+@[^@\s]+\.[a-z]+$/.test(email))
			.map((email) => email.split('@')[1]);
		for (const domain of domains)
			expect(domain).toMatch(/(^|\.)example(\.com|\.org|\.net)?$|^example\.\.org$/);
	});

	test('repeats 40 customers with other capitals; consent is given and withdrawn in both orders', () => {
		expect(groups).toHaveLength(40);
		for (const group of groups) expect(new Set(group.map((row) => row.email)).size).toBe(2);
		const pairs = groups.map((group) => group.map((row) => row.marketing_consent).join(' then '));
		expect(pairs.filter((pair) => pair === 'yes then withdrawn')).toHaveLength(10);
		expect(pairs.filter((pair) => pair === 'withdrawn then yes')).toHaveLength(8);
	});

	test('has 12 impossible addresses and 5 unfit values, none of a repeated customer', () => {
		const byColumn = groupBy(expected.rejected, ({ column }) => column);
		expect(byColumn.get('email')).toHaveLength(12);
		expect(new Set(byColumn.get('email')?.map(({ value }) => value)).size).toBe(12);
		const unfit = expected.rejected.filter(({ column }) => column !== 'email');
		expect(new Set(unfit.map(({ column }) => column)).size).toBe(5);
		expect(unfit.map(({ value }) => value)).toEqual(
			expect.arrayContaining(['1985-02-30', 'Platynowy', 'abc', 'Sport, Numizmatyka', 'wczoraj']),
		);
		const repeated = new Set(groups.flat().map((row) => row.customer_id));
		for (const { customerId } of expected.rejected) expect(repeated.has(customerId)).toBe(false);
	});

	test('the small part holds 60 of its rows, each a customer of its own, none rejected', () => {
		const part = readCustomers(dataFile('customers-60.csv'));
		expect(part).toHaveLength(60);
		expect(new Set(part.map(key)).size).toBe(60);
		expect(expectedAfter(part, account).rejected).toEqual([]);
		for (const row of part) expect(rows).toContainEqual(row);
	});
});

describe('the account', () => {
	const customers = new Map(rows.map((row) => [key(row), row]));
	const known = account.contacts.filter(({ email }) => customers.has(email.toLowerCase()));

	test('has more fields than a page, and the sync writes beyond the first', () => {
		expect(account.fields.length).toBeGreaterThan(120);
		const written = JSON.parse(
			readFileSync(join(ROOT, 'examples', 'sync-customers.json'), 'utf8'),
		) as {
			nodes: Array<{
				name: string;
				parameters: {
					customFields?: {
						value: Record<string, string>;
						schema: Array<{ id: string; displayName: string; removed: boolean }>;
					};
				};
			}>;
		};
		const mapper = written.nodes.find(({ name }) => name === 'Store Contact')?.parameters
			.customFields;
		const ids = Object.keys(mapper?.value ?? {}).map(Number);
		expect(ids.filter((id) => id > 100).length).toBeGreaterThan(1);
		const titles = ids.map(
			(id) => `${account.fields.find((field) => field.id === id)?.title} (ID ${id})`,
		);
		const shown = mapper?.schema.filter(({ removed }) => !removed);
		expect(shown?.map(({ displayName }) => displayName)).toEqual(titles);
		// n8n calls a list that lacks a field of the account outdated.
		expect(mapper?.schema).toHaveLength(account.fields.length);
	});

	test('knows 100 of the customers; 20 have left the list, most of whom the export says yes for', () => {
		expect(known).toHaveLength(100);
		const left = known.filter(({ lists }) => lists['1'] === 2);
		expect(left).toHaveLength(20);
		expect(
			left.filter(({ email }) => customers.get(email.toLowerCase())?.marketing_consent === 'yes'),
		).toHaveLength(16);
	});

	test('holds values and contacts the export does not touch', () => {
		expect(known.filter(({ fieldValues }) => '3' in fieldValues).length).toBeGreaterThan(20);
		expect(account.contacts.length - known.length).toBe(10);
	});
});

describe('the expected state', () => {
	test('is worked out without the code of the nodes', () => {
		const sources = ['expected.ts', 'expected-compare.ts'].map((name) =>
			readFileSync(join(ROOT, 'scripts', name), 'utf8'),
		);
		const imports = [...sources.join('\n').matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)];
		expect(imports.map(([, name]) => name).sort()).toEqual([
			'./expected',
			'./expected-compare',
			'csv-parse/sync',
			'node:fs',
			'node:path',
		]);
	});

	test('accounts for every row', () => {
		expect(expected.created + expected.updated + expected.rejected.length).toBe(rows.length);
		expect(expected.contacts.size).toBe(account.contacts.length + expected.created);
	});

	test('lets a withdrawn consent stand, before and after a yes', () => {
		for (const [first, later] of groups) {
			const withdrawn = [first, later].some((row) => row.marketing_consent === 'withdrawn');
			if (withdrawn) expect(expected.contacts.get(key(first))?.lists['1']).toBe(2);
		}
	});

	test('differences are named', () => {
		const state = [...expected.contacts.values()].map((contact) => structuredClone(contact));
		expect(compare(expected, state)).toEqual([]);
		const [first, second, third] = state;
		first.phone = 'other';
		second.fieldValues['999'] = 'x';
		third.lists['1'] = 7;
		expect(compare(expected, state.slice(0, -1))).toEqual([
			expect.stringMatching(/: phone is "other", must be /),
			expect.stringMatching(/: field 999 is "x", must be not set/),
			expect.stringMatching(/: status on list 1 is "7", must be /),
			expect.stringMatching(/ is missing$/),
		]);
	});
});
