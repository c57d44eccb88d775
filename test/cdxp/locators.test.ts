import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

const names = (count: number, name: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => name(index + 1));

let account: Account;
beforeAll(async () => {
	account = await startAccount({
		account: {
			lists: [
				{ id: 1, name: 'Newsletter' },
				...names(119, (n) => `List ${n + 1}`).map((name) => ({ name })),
			],
			accounts: names(120, (n) => `Shop ${n}`).map((name) => ({ name })),
			tags: names(120, (n) => `Tag ${n}`),
			contacts: names(230, (n) => `c${n}@example.com`).map((email) => ({ email })),
		},
	});
});
afterAll(async () => await account.close());
beforeEach(() => account.sandbox.journal.clear());
afterEach(() => account.sandbox.faults.clear());

const journal = () => account.sandbox.journal;

interface Page {
	results: Array<{ name: string; value: string }>;
	paginationToken?: string;
}

describe('the search of the editor', () => {
	/** Scrolls to the end. */
	async function scroll(search: string, filter = '') {
		const pages: Page[] = [];
		let token: string | undefined;
		do {
			const args = token === undefined ? [filter] : [filter, token];
			pages.push(await account.method<Page>('listSearch', search, args));
			token = pages[pages.length - 1].paginationToken;
		} while (token !== undefined && pages.length < 20);
		return { pages, found: pages.flatMap(({ results }) => results) };
	}

	it.each([
		['searchContacts', 230, 5],
		['searchAccounts', 120, 3],
		['searchTags', 120, 3],
	])('%s shows all %d rows on %d pages, each row once', async (search, rows, pages) => {
		const read = await scroll(search);
		expect([read.pages.length, journal().count()]).toEqual([pages, pages]);
		expect(new Set(read.found.map(({ value }) => value)).size).toBe(rows);
		expect(read.found).toHaveLength(rows);
	});

	it('reads contacts in an order of its own choosing, as their pages would overlap in any other', async () => {
		await scroll('searchContacts', 'c1');
		for (const { query } of journal().entries)
			expect(query).toMatchObject({ 'orders[id]': 'ASC', search: 'c1', limit: '50' });
	});

	it.each([
		['searchContacts', 'c22', 11],
		['searchAccounts', 'shop 11', 11],
		['searchTags', 'TAG 12', 2],
		['searchLists', 'list 11', 11],
	])('%s finds "%s" in any case: %d rows', async (search, filter, count) => {
		const { found } = await scroll(search, filter);
		expect(found).toHaveLength(count);
	});

	it('offers no further page after one that is full by chance', async () => {
		const { pages, found } = await scroll('searchContacts', 'c');
		expect([pages.length, found.length]).toEqual([5, 230]);
		const exact = names(50, (n) => `exact${n}@example.org`);
		for (const email of exact) account.sandbox.store.addContact({ email });
		const full = await scroll('searchContacts', 'exact');
		expect([full.pages.length, full.found.length]).toEqual([1, 50]);
	});

	it('goes on where the platform gives 20 rows whatever is asked for', async () => {
		const row = (id: number) => ({ id: String(id), email: `x${id}@example.com` });
		const rows = names(45, String).map((id) => row(Number(id)));
		for (const start of [0, 20, 40]) {
			account.sandbox.faults.add({
				kind: 'status',
				status: 200,
				times: 1,
				match: { path: /\/contacts$/ },
				body: { contacts: rows.slice(start, start + 20), meta: { total: '45' } },
			});
		}
		const { found } = await scroll('searchContacts');
		expect(found.map(({ value }) => value)).toEqual(rows.map(({ id }) => id));
	});
});

const get = { resource: 'contact', operation: 'get', contact: by('email', '={{ $json.who }}') };
const upsert = (options: IDataObject) => ({
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	options,
});
const setConsent = (more: IDataObject = {}) => ({
	resource: 'list',
	operation: 'setConsent',
	contact: by('email', '={{ $json.who }}'),
	list: by('name', 'Newsletter'),
	status: 'subscribed',
	...more,
});

describe('a contact by e-mail', () => {
	const lookUps = () =>
		journal()
			.find('GET', '/contacts')
			.map(({ query }) => String(query.email).toLowerCase());

	it.each([
		['get', get],
		['setConsent', setConsent()],
		[
			'assignContact',
			{
				resource: 'account',
				operation: 'assignContact',
				contact: by('email', '={{ $json.who }}'),
				account: by('name', 'Shop 1'),
			},
		],
	])('is looked up once per address and run, whatever its case: %s', async (_, parameters) => {
		const three = ['c1@example.com', 'C2@Example.com', 'c3@example.com'];
		const items = Array.from({ length: 60 }, (__, index) => ({
			who: index % 2 === 0 ? three[index % 3] : ` ${three[index % 3].toUpperCase()} `,
		}));
		const { done } = await account.run(parameters, items);
		expect(done).toHaveLength(60);
		expect(lookUps().sort()).toEqual(['c1@example.com', 'c2@example.com', 'c3@example.com']);
		// The next run asks anew.
		await account.run(parameters, items.slice(0, 1));
		expect(lookUps()).toHaveLength(4);
	});

	it('is looked up once also when no contact has it', async () => {
		const items = Array.from({ length: 40 }, () => ({ who: 'nobody@example.com' }));
		const { rejected } = await account.run(get, items, { onError: 'continueErrorOutput' });
		expect(rejected).toHaveLength(40);
		expect(lookUps()).toEqual(['nobody@example.com']);
	});

	it('is not looked up at all by ID', async () => {
		const { done } = await account.run({ ...get, contact: by('id', '={{ $json.who }}') }, [
			{ who: 1 },
			{ who: ' 2 ' },
		]);
		expect(done.map(({ id }) => id)).toEqual(['1', '2']);
		expect(lookUps()).toEqual([]);
	});
});

describe('a wrong one costs one look-up for 1,000 items', () => {
	const items = Array.from({ length: 1000 }, (_, index) => ({ email: `n${index}@example.com` }));
	const list = (mode: string, value: string) => ({
		lists: { values: [{ list: by(mode, value), status: 'subscribed' }] },
	});

	it.each([
		['list by ID', upsert(list('id', '={{ "999" }}')), 'with the ID "999"', 2],
		['list by name', upsert(list('name', 'Nope')), 'named "Nope"', 2],
		['account by ID', upsert({ account: by('id', '={{ "999" }}') }), 'with the ID "999"', 1],
		['account by name', upsert({ account: by('name', 'Nope') }), 'named "Nope"', 1],
	])('%s', async (_, parameters, problem, requests) => {
		const { rejected } = await account.run(parameters, items, { onError: 'continueErrorOutput' });
		expect(rejected).toHaveLength(1000);
		expect(rejected[999].error).toContain(problem);
		expect(inputOf(rejected[999])).toEqual(items[999]);
		// 120 lists are two pages.
		expect(journal().count()).toBe(requests);
	});

	it('but a look-up that failed for another reason is made again', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 400,
			times: 1,
			match: { path: /\/accounts\/1$/ },
		});
		const { done, rejected } = await account.run(
			upsert({ account: by('id', '={{ $json.shop }}') }),
			names(4, (n) => `again${n}@example.com`).map((email) => ({ email, shop: '1' })),
			{ onError: 'continueErrorOutput' },
		);
		expect([done.length, rejected.length]).toEqual([3, 1]);
		expect(journal().count('GET', /accounts/)).toBe(2);
	});
});

describe('IDs are checked before anything is asked', () => {
	const locators: Array<[string, IDataObject, string]> = [
		['contact', get, 'contact'],
		['contact', setConsent(), 'contact'],
		[
			'account',
			{
				resource: 'account',
				operation: 'assignContact',
				contact: by('id', '1'),
				account: by('list', ''),
			},
			'account',
		],
	];
	const cases = locators.flatMap(([noun, parameters, name]) =>
		['abc', '1 shop', '1;2', '-1', '0', '1.5', '=1', '', '  '].map(
			(value) => [noun, value, parameters, name] as const,
		),
	);

	it.each(cases)('%s "%s"', async (noun, value, parameters, name) => {
		const { rejected } = await account.run(
			{ ...parameters, [name]: by('id', '={{ $json.value }}') },
			[{ value, row: 1 }],
			{ onError: 'continueErrorOutput' },
		);
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'invalid_value',
			field: noun.charAt(0).toUpperCase() + noun.slice(1),
		});
		expect(inputOf(rejected[0])).toEqual({ value, row: 1 });
		expect(journal().find(undefined, /contacts|accounts/)).toEqual([]);
	});

	it.each([
		['abc', '"abc" is not a list ID'],
		['1 list', '"1 list" is not a list ID'],
		['0', '"0" is not a list ID'],
		['999', 'there is no list with the ID "999"'],
	])('list "%s"', async (value, problem) => {
		const { rejected } = await account.run(
			setConsent({ list: by('id', '={{ $json.value }}') }),
			[{ who: 'c1@example.com', value }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected[0].error).toContain(problem);
		expect(journal().count('POST')).toBe(0);
	});
});

describe('a locator left empty means that nothing is chosen', () => {
	const empty = [
		['an empty text', ''],
		['spaces', '   '],
		['null', null],
		['undefined', undefined],
	] as const;

	it.each(empty)('in the options: %s', async (_, value) => {
		const chosen = by('id', '={{ $json.chosen }}');
		const { done } = await account.run(
			upsert({ account: chosen, lists: { values: [{ list: chosen, status: 'subscribed' }] } }),
			[
				{ email: `empty${journal().total}@example.com`, chosen: value },
				{ email: `chosen${journal().total}@example.com`, chosen: '1' },
			],
		);
		expect(done).toMatchObject([
			{ account: null, lists: [] },
			{ account: '1', lists: [{ list: '1', status: 'subscribed' }] },
		]);
	});

	it.each(empty)('in the filters: %s', async (_, value) => {
		const chosen = by('id', '={{ $json.chosen }}');
		const { done } = await account.run(
			{
				resource: 'contact',
				operation: 'getAll',
				limit: 3,
				filters: { list: chosen, tag: chosen },
			},
			[{ chosen: value }],
		);
		expect(done).toHaveLength(3);
		const [{ query }] = journal().find('GET', '/contacts');
		expect(query).not.toHaveProperty('listid');
		expect(query).not.toHaveProperty('tagid');
	});
});
