import type { IDataObject } from 'n8n-workflow';

import type { CdxpStore } from '../../sandbox';
import type { Account } from './harness';
import { by, detailsOf } from './harness';
import { startRecords } from './recordCases';

const COUNT = 230;

/** Adds rows until a kind has many. */
const more = (add: (n: number) => unknown, from: number) => {
	for (let n = from; n <= COUNT; n++) add(n);
};

/** Fills every kind up to 230 rows. */
function fill(add: CdxpStore): void {
	const { tables } = add;
	const at = Date.now();
	const times = { cdate: at, udate: at };
	more((n) => add.addAccount({ name: `Account ${n}` }), tables.accounts.size + 1);
	more((n) => add.addTag({ tag: `Tag ${n}` }), tables.tags.size + 1);
	more((n) => add.addList({ name: `List ${n}` }), tables.lists.size + 1);
	more((n) => add.addField({ title: `Field ${n}` }), tables.fields.size + 1);
	const [deal, connection, hook] = [
		tables.deals.all()[0],
		tables.connections.all()[0],
		tables.webhooks.all()[0],
	];
	more((n) => tables.deals.add({ ...deal, title: `Deal ${n}` }), tables.deals.size + 1);
	more(
		(n) => tables.connections.add({ ...connection, externalid: `${n}`, name: `Connection ${n}` }),
		tables.connections.size + 1,
	);
	more((n) => tables.webhooks.add({ ...hook, name: `Hook ${n}` }), tables.webhooks.size + 1);
	const note = { reltype: 'Subscriber', relid: '10', cdate: at, mdate: at };
	more((n) => tables.notes.add({ ...note, note: `Note ${n}` }), tables.notes.size + 1);
	more(
		(n) =>
			tables.customers.add({
				connectionid: '1',
				externalid: `x${n}`,
				email: `c${n}@example.com`,
				acceptsMarketing: '0',
				contact: '10',
				udate: at,
			}),
		tables.customers.size + 1,
	);
	more(
		(n) =>
			tables.orders.add({
				texts: { connectionid: '1', externalid: `O${n}`, email: 'jan@example.com' },
				state: '1',
				...times,
			}),
		tables.orders.size + 1,
	);
	more(
		(n) => tables.groups.add({ title: `Group ${n}`, descript: '', cdate: at }),
		tables.groups.size + 1,
	);
	more(
		(n) => tables.users.add({ username: `u${n}`, email: '', firstName: `User`, lastName: `${n}` }),
		tables.users.size + 1,
	);
	const [pipeline, stage] = [tables.pipelines.all()[0], tables.stages.all()[0]];
	more((n) => tables.pipelines.add({ ...pipeline, title: `Line ${n}` }), tables.pipelines.size + 1);
	more(
		(n) => tables.stages.add({ ...stage, texts: { ...stage.texts, title: `Stage ${n}` } }),
		tables.stages.size + 1,
	);
}

let account: Account;
beforeAll(async () => {
	account = await startRecords();
	fill(account.sandbox.store);
});
afterAll(async () => await account.close());
beforeEach(() => account.sandbox.journal.clear());

const journal = () => account.sandbox.journal;

/** Resource, field of one, path, a name behind the first hundred and its ID. */
const KINDS: Array<[string, string, string, string, string]> = [
	['account', 'account', 'accounts', 'Account 222', '222'],
	['connection', 'connection', 'connections', 'Connection 222', '222'],
	['deal', 'deal', 'deals', 'Deal 222', '222'],
	['ecommerceCustomer', 'customer', 'ecomCustomers', 'c222@example.com', '222'],
	['ecommerceOrder', 'order', 'ecomOrders', 'O222', '222'],
	['field', 'field', 'fields', 'Field 222', '228'],
	['list', 'list', 'lists', 'List 222', '222'],
	['note', 'note', 'notes', '222: Note 222', '222'],
	['tag', 'tag', 'tags', 'Tag 222', '237'],
	['webhook', 'webhook', 'webhooks', 'Hook 222', '222'],
];

describe.each(KINDS)('%s', (resource, field, path, name, id) => {
	const get = { resource, operation: 'get' };

	it('lists all rows, 100 per request, each once and linked to its item', async () => {
		const parameters = { resource, operation: 'getAll', returnAll: true };
		const { done, paired } = await account.run(parameters, [{}, {}]);
		expect(done).toHaveLength(2 * COUNT);
		expect(new Set(done.map((row) => row.id)).size).toBe(COUNT);
		expect(paired()).toEqual([...Array(COUNT).fill(0), ...Array(COUNT).fill(1)]);
		expect(
			journal()
				.find('GET', `/${path}`)
				.map(({ query }) => query.offset)
				.sort(),
		).toEqual(['0', '0', '100', '100', '200', '200']);
	});

	it('lists 50 unless told otherwise, and asks for no more than the limit', async () => {
		expect((await account.run({ resource, operation: 'getAll' }, [{}])).done).toHaveLength(50);
		expect(
			journal()
				.find('GET', `/${path}`)
				.map(({ query }) => query.limit),
		).toEqual(['50']);
	});

	it('is found from the list, by ID, and by name in any case', async () => {
		for (const [mode, value] of [
			['list', id],
			['id', ` ${id} `],
			['name', name.toUpperCase()],
		]) {
			const { done, failure } = await account.run({ ...get, [field]: by(mode, value) }, [{}]);
			expect([mode, failure?.message, done.map((row) => row.id)]).toEqual([mode, undefined, [id]]);
		}
	});

	it.each([
		['id', 'seven', /is not an? \w+ ID/],
		['id', '0', /is not an? \w+ ID/],
		['list', '', /no \w+ is given/],
		['name', ' ', /no \w+ is given/],
		['name', 'Nobody knows', /there is no \w+ named "Nobody knows"/],
	])('is refused by %s "%s", and nothing is read but names', async (mode, value, error) => {
		const parameters = { ...get, [field]: by(mode, '={{ $json.value }}') };
		const onError = 'continueErrorOutput';
		const { rejected } = await account.run(parameters, [{ value }], { onError });
		expect(rejected[0].error).toMatch(error);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value' });
		if (mode !== 'name' || value === ' ') expect(journal().total).toBe(0);
	});
});

describe('the editor', () => {
	interface Page {
		results: Array<{ name: string; value: string }>;
		paginationToken?: string;
	}
	const search = async (name: string, args: string[]) =>
		await account.method<Page>('listSearch', name, args);

	it.each([
		['searchAccounts', 'Account 222', '222'],
		['searchConnections', 'Connection 222', '222'],
		['searchCustomers', 'c222@example.com – x222 (connection ID 1)', '222'],
		['searchDeals', 'Deal 222', '222'],
		['searchFields', 'Field 222', '228'],
		['searchGroups', 'Group 222', '224'],
		['searchLists', 'List 222', '222'],
		['searchNotes', '222: Note 222', '222'],
		['searchOrders', 'O222 – jan@example.com', '222'],
		['searchOwners', 'User 222', '222'],
		['searchPipelines', 'Line 222', '222'],
		['searchStages', 'Stage 222 (pipeline ID 1)', '222'],
		['searchTags', 'Tag 222', '237'],
		['searchWebhooks', 'Hook 222', '222'],
	])('%s offers every row once, page by page, among them "%s"', async (method, name, value) => {
		const pages: Page[] = [];
		let token: string | undefined;
		do {
			pages.push(await search(method, token === undefined ? [''] : ['', token]));
			token = pages[pages.length - 1].paginationToken;
		} while (token !== undefined && pages.length < 9);
		const rows = pages.flatMap(({ results }) => results);
		expect(new Set(rows.map((row) => row.value)).size).toBe(COUNT);
		expect(rows).toHaveLength(COUNT);
		expect(rows).toContainEqual({ name, value });
		// 50 at a time where the platform searches itself, else all at once.
		expect(pages).toHaveLength(pages.length > 1 ? 5 : 1);
	});

	it.each([
		['searchAccounts', 'account 22', 11],
		['searchConnections', 'connection 22', 11],
		['searchCustomers', 'c222@example.com', 1],
		['searchDeals', 'deal 22', 11],
		['searchOrders', 'O222', 1],
		['searchStages', 'stage 22', 11],
		['searchTags', 'tag 22', 11],
		['searchWebhooks', 'hook 22', 11],
	])('%s finds "%s": %d rows', async (method, filter, count) => {
		expect((await search(method, [filter])).results).toHaveLength(count);
	});

	it('offers no page after one that is full by chance, and goes on after a short one', async () => {
		const row = (n: number) => ({ id: String(n), name: `A ${n}` });
		const answer = (from: number, count: number, total: number) =>
			account.sandbox.faults.add({
				kind: 'status',
				status: 200,
				times: 1,
				match: { path: /\/accounts$/ },
				body: {
					accounts: Array.from({ length: count }, (_, n) => row(from + n)),
					meta: { total: String(total) },
				},
			});
		answer(1, 50, 50);
		expect((await search('searchAccounts', ['x'])).paginationToken).toBeUndefined();
		answer(1, 20, 45);
		expect((await search('searchAccounts', ['x'])).paginationToken).toBe('20');
	});
});

describe('filters', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['account', { search: ' outlet ' }, { search: 'outlet' }],
		['connection', { service: 'magento' }, { 'filters[service]': 'magento' }],
		['connection', { externalId: 'a' }, { 'filters[externalid]': 'a' }],
		['ecommerceCustomer', { connection: by('name', 'shop b') }, { 'filters[connectionid]': '2' }],
		['ecommerceCustomer', { email: 'a@example.com' }, { 'filters[email]': 'a@example.com' }],
		['ecommerceOrder', { state: 0 }, { 'filters[state]': '0' }],
		['ecommerceOrder', { state: 'abandoned' }, { 'filters[state]': '2' }],
		['ecommerceOrder', { externalCheckoutId: 'cart' }, { 'filters[externalcheckoutid]': 'cart' }],
		['list', { name: 'News' }, { 'filters[name][contains]': 'News' }],
		['tag', { search: 'V' }, { search: 'V' }],
		['webhook', { url: 'https://a.example.com' }, { 'filters[url]': 'https://a.example.com' }],
		['webhook', { list: by('name', 'Offers') }, { 'filters[listid]': '2' }],
		['deal', { status: 'open' }, { 'filters[status]': '0' }],
		[
			'deal',
			{ titleContains: 'Lic' },
			{ 'filters[search]': 'Lic', 'filters[search_field]': 'title' },
		],
		['deal', { minimumValue: '99,5' }, { 'filters[minimum_value]': '99.5' }],
		['deal', { maximumValue: 100 }, { 'filters[maximum_value]': '100' }],
		['deal', { createdAfter: '28.2.2024' }, { 'filters[created_after]': '2024-02-28' }],
		['deal', { createdBefore: '2024-03-01' }, { 'filters[created_before]': '2024-03-01' }],
		['deal', { owner: by('name', 'anna nowak') }, { 'filters[owner]': '2' }],
		[
			'deal',
			{ pipeline: by('id', 2), stage: by('name', 'To Contact') },
			{ 'filters[group]': '2', 'filters[stage]': '3' },
		],
	])('%s: %j is asked as %j', async (resource, filters, query) => {
		const operation = 'getAll';
		const { failure } = await account.run({ resource, operation, filters, limit: 3 }, [{}]);
		expect(failure).toBeUndefined();
		const [asked] = journal().entries.slice(-1);
		expect(asked.query).toEqual({ ...query, limit: '3', offset: '0' });
	});

	it('brings the deals that fit', async () => {
		const titles = async (filters: IDataObject) =>
			(
				await account.run({ resource: 'deal', operation: 'getAll', returnAll: true, filters }, [{}])
			).done.map(({ title }) => title);
		expect(await titles({ status: 1 })).toEqual(['Support Plan']);
		expect(await titles({ titleContains: 'support' })).toEqual(['Support Plan']);
		expect(await titles({ maximumValue: '99' })).toEqual(['Support Plan']);
		expect(await titles({ owner: by('id', 2) })).toEqual(['Support Plan']);
		expect(await titles({ createdBefore: '2024-01-01' })).toEqual([]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['deal', { minimumValue: '1 000' }, /Value at Least: "1 000" is not an amount/],
		['deal', { createdAfter: '3/4/2024' }, /Created After: "3\/4\/2024" may be/],
		['deal', { status: 'gone' }, /Status: "gone" is not one of its values/],
		['tag', { search: { a: 1 } }, /Search: .* is not a text/],
		['ecommerceOrder', { email: 'x' }, /Email: "x" is not an e-mail address/],
	])('%s: %j is refused before anything is asked', async (resource, filters, error) => {
		const { failure } = await account.run({ resource, operation: 'getAll', filters }, [{}]);
		expect(failure?.message).toMatch(error);
		expect(journal().total).toBe(0);
	});
});
