import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

const contacts = Array.from({ length: 230 }, (_, index) => ({
	email: `c${index + 1}@example.com`,
	firstName: `First ${index + 1}`,
	fieldValues: { '1': `City ${index + 1}`, '2': '||Books||Music||' } as Record<string, string>,
	lists: { '1': (index % 3) as number },
	tags: index % 2 === 0 ? ['VIP'] : [],
}));
const fields = [
	{ id: 1, title: 'City', type: 'text' },
	{ id: 2, title: 'Interests', type: 'listbox', options: ['Books', 'Music'] },
	...Array.from({ length: 248 }, (_, index) => ({
		id: index + 3,
		title: `Field ${index + 3}`,
		type: 'text',
	})),
];

let account: Account;
beforeAll(async () => {
	account = await startAccount({
		account: {
			lists: [
				{ id: 1, name: 'Newsletter' },
				...Array.from({ length: 119 }, (_, index) => ({
					id: index + 2,
					name: `List ${index + 2}`,
				})),
			],
			fields,
			contacts,
		} as never,
	});
});
afterAll(async () => await account.close());
beforeEach(() => account.sandbox.journal.clear());

const id = (email: string) => String(account.sandbox.store.contactByEmail(email)!.id);

describe('contact: get', () => {
	const get = (more: IDataObject = {}) => ({
		resource: 'contact',
		operation: 'get',
		contact: { __rl: true, mode: 'email', value: '={{ $json.who }}' },
		...more,
	});

	it('finds contacts by e-mail in any case, asks once per address, and keeps the links', async () => {
		const { done, paired } = await account.run(get(), [
			{ who: 'c1@example.com' },
			{ who: 'C1@Example.com' },
			{ who: 'c2@example.com' },
		]);
		expect(done.map(({ email }) => email)).toEqual([
			'c1@example.com',
			'c1@example.com',
			'c2@example.com',
		]);
		expect(paired()).toEqual([0, 1, 2]);
		expect(account.sandbox.journal.count('GET', /\/contacts$/)).toBe(2);
	});

	it('finds a contact by ID', async () => {
		const { done } = await account.run(get({ contact: by('id', id('c7@example.com')) }), [{}]);
		expect(done[0]).toMatchObject({ email: 'c7@example.com', firstName: 'First 7' });
	});

	it('brings custom fields by title, lists in words and tags by name', async () => {
		const { done } = await account.run(
			get({ options: { include: ['customFields', 'lists', 'tags'] } }),
			[{ who: 'c3@example.com' }],
		);
		expect(done[0]).toMatchObject({
			fields: { City: 'City 3', Interests: ['Books', 'Music'] },
			lists: [{ list: '1', status: 'unsubscribed' }],
			tags: ['VIP'],
		});
	});

	it('gives the raw answer when Simplify is off', async () => {
		const { done } = await account.run(get({ simplify: false }), [{ who: 'c1@example.com' }]);
		expect(done[0]).toMatchObject({
			contact: { email: 'c1@example.com' },
			contactLists: [expect.anything()],
		});
	});

	it.each([
		[
			by('email', 'nobody@example.com'),
			'no contact has the e-mail address "nobody@example.com"',
			'not_found',
		],
		[by('email', ''), 'no e-mail address is given', 'invalid_value'],
		[by('email', 'nope'), 'has no @', 'invalid_value'],
		[by('id', '999999'), 'No Result found for Subscriber with id 999999', 'not_found'],
		[by('id', 'abc'), '"abc" is not a contact ID', 'invalid_value'],
		[by('list', ''), 'no contact is given', 'invalid_value'],
	])('says what is wrong with %j, and reads the other item', async (contact, message, code) => {
		const item = { contact, row: 1 };
		const parameters = get({
			contact: { __rl: true, mode: contact.mode, value: '={{ $json.contact.value }}' },
		});
		const good =
			contact.mode === 'email' ? by('email', 'c2@example.com') : by('id', id('c2@example.com'));
		const { done, rejected, paired } = await account.run(parameters, [item, { contact: good }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain(message);
		expect(detailsOf(rejected[0]).code).toBe(code);
		expect(inputOf(rejected[0])).toEqual(item);
		expect(done.map(({ email }) => email)).toEqual(['c2@example.com']);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
	});
});

describe('contact: get many', () => {
	const getAll = (more: IDataObject = {}) => ({
		resource: 'contact',
		operation: 'getAll',
		...more,
	});
	const emails = (rows: IDataObject[]) => rows.map(({ email }) => email);

	it('returns 50 unless told otherwise, and exactly the limit', async () => {
		expect((await account.run(getAll(), [{}])).done).toHaveLength(50);
		expect((await account.run(getAll({ limit: 130 }), [{}])).done).toHaveLength(130);
	});

	it('reads all contacts by cursor, each linked to its item', async () => {
		const { done, paired } = await account.run(getAll({ returnAll: true }), [{}, {}]);
		expect(emails(done)).toEqual([...contacts, ...contacts].map(({ email }) => email));
		expect(paired()).toEqual([...contacts.map(() => 0), ...contacts.map(() => 1)]);
		expect(account.sandbox.journal.count()).toBe(6);
	});

	it('reads all contacts in another order by offset', async () => {
		const { done } = await account.run(
			getAll({ returnAll: true, options: { sort: { by: { field: 'id', direction: 'DESC' } } } }),
			[{}],
		);
		expect(emails(done)).toEqual(contacts.map(({ email }) => email).reverse());
	});

	it.each([
		['an exact e-mail', { email: 'c9@example.com' }, (n: number) => n === 9],
		['a part of the e-mail', { emailContains: 'c22' }, (n: number) => String(n).startsWith('22')],
		['a search', { search: 'First 11' }, (n: number) => String(n).startsWith('11')],
		['a list', { list: by('name', 'newsletter') }, () => true],
		['a list and status', { list: by('id', '1'), status: 2 }, (n: number) => (n - 1) % 3 === 2],
		['a tag', { tag: by('id', '1') }, (n: number) => n % 2 === 1],
		['ids', { ids: '2, 4' }, (n: number) => n === 2 || n === 4],
		['a lower bound', { idGreater: '220' }, (n: number) => n > 220],
		['days', { createdBefore: '2001-01-01' }, () => false],
	])('filters by %s', async (_, filters, wanted) => {
		const { done } = await account.run(getAll({ returnAll: true, filters }), [{}]);
		expect(emails(done).sort()).toEqual(
			contacts
				.map(({ email }) => email)
				.filter((__, index) => wanted(index + 1))
				.sort(),
		);
	});

	it('brings custom fields, lists and tags with the contacts', async () => {
		const { done } = await account.run(
			getAll({ limit: 3, options: { include: ['customFields', 'lists', 'tags'] } }),
			[{}],
		);
		expect(done[2]).toMatchObject({
			fields: { City: 'City 3', Interests: ['Books', 'Music'] },
			lists: [{ list: '1', status: 'unsubscribed' }],
			tags: ['VIP'],
		});
		expect(done[1].tags).toEqual([]);
	});

	it.each([
		[{ limit: 0 }, 'Limit', '"0" is not a whole number above 0'],
		[{ filters: { createdAfter: 'yesterday' } }, 'Filters', '"yesterday" is not a date'],
		[{ filters: { list: by('id', '999') } }, 'List', 'with the ID "999"'],
	])('refuses %j', async (more, field, problem) => {
		const { rejected } = await account.run(getAll(more), [{ row: 1 }, { row: 2 }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected.map(inputOf)).toEqual([{ row: 1 }, { row: 2 }]);
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0]).field).toBe(field);
	});
});

describe('field and list: get many', () => {
	it('reads all 250 custom fields in three requests, with their options', async () => {
		const { done } = await account.run(
			{ resource: 'field', operation: 'getAll', returnAll: true },
			[{}],
		);
		expect(done).toHaveLength(250);
		expect(done[1]).toMatchObject({
			id: '2',
			title: 'Interests',
			type: 'listbox',
			options: ['Books', 'Music'],
		});
		expect(account.sandbox.journal.count('GET', /fields/)).toBe(3);
	});

	it('reads all lists, or those whose name contains a text', async () => {
		const all = await account.run({ resource: 'list', operation: 'getAll', returnAll: true }, [{}]);
		expect(all.done).toHaveLength(120);
		expect(all.done[0]).toMatchObject({ id: '1', name: 'Newsletter' });
		const some = await account.run(
			{ resource: 'list', operation: 'getAll', filters: { name: 'News' } },
			[{}],
		);
		expect(some.done.map(({ name }) => name)).toEqual(['Newsletter']);
	});

	it('gives the raw rows when Simplify is off', async () => {
		const { done } = await account.run(
			{ resource: 'field', operation: 'getAll', limit: 2, simplify: false },
			[{}],
		);
		expect(done[1]).toMatchObject({
			perstag: expect.any(String),
			fieldOptions: [{ value: 'Books' }, { value: 'Music' }],
		});
	});
});

describe('the editor', () => {
	it('offers every custom field in the mapper, none of them irremovable', async () => {
		const { fields: offered } = await account.method<{ fields: IDataObject[] }>(
			'resourceMapping',
			'mapCustomFields',
		);
		expect(offered).toHaveLength(250);
		expect(offered[0]).toMatchObject({
			id: '1',
			displayName: 'City (ID 1)',
			required: false,
			type: 'string',
		});
		expect(account.sandbox.journal.count()).toBe(3);
	});

	it('offers every custom field to clear', async () => {
		expect(await account.method('loadOptions', 'loadCustomFields')).toHaveLength(3 + 250);
	});

	it('searches lists, tags and contacts', async () => {
		expect(await account.method('listSearch', 'searchLists', ['newsl'])).toEqual({
			results: [{ name: 'Newsletter', value: '1' }],
		});
		expect(await account.method('listSearch', 'searchLists')).toHaveProperty('results.length', 120);
		expect(await account.method('listSearch', 'searchTags', ['vip'])).toHaveProperty(
			'results.length',
			1,
		);
		const page = await account.method<{ results: IDataObject[]; paginationToken: string }>(
			'listSearch',
			'searchContacts',
			[''],
		);
		expect(page.results).toHaveLength(50);
		const next = await account.method<{ results: IDataObject[] }>('listSearch', 'searchContacts', [
			'',
			page.paginationToken,
		]);
		expect(next.results[0]).not.toEqual(page.results[0]);
		expect(await account.method('listSearch', 'searchContacts', ['c99@'])).toMatchObject({
			results: [{ name: 'c99@example.com – First 99' }],
		});
	});

	it('says what is wrong in words the editor can show', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 403, body: { message: 'Forbidden' } });
		await expect(account.method('resourceMapping', 'mapCustomFields')).rejects.toThrow(
			'refuses the API token',
		);
		account.sandbox.faults.clear();
	});
});
