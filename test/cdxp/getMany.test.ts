import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

const COUNT = 230;
/** Names fall while IDs rise, so that the two orders differ. */
const seeds = Array.from({ length: COUNT }, (_, index) => ({
	id: index + 1,
	email: `c${index + 1}@example.com`,
	firstName: `F${String(999 - index)}`,
	lastName: `L${String(500 + ((index * 7) % COUNT))}`,
	phone: index % 2 === 0 ? '+48555' : '+49555',
	fieldValues: { '1': `City ${index + 1}` },
	lists: { '1': index % 4 },
	tags: index % 10 === 0 ? ['VIP'] : [],
}));

let account: Account;
let now = Date.UTC(2024, 4, 24, 12);
beforeAll(async () => {
	account = await startAccount({
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			fields: [{ id: 1, title: 'City' }],
			tags: [{ id: 1, tag: 'VIP' }],
			contacts: seeds as never,
		},
		now: () => now,
	});
	now += 48 * 3600 * 1000;
	await account.run(
		{
			resource: 'contact',
			operation: 'update',
			contact: by('list', '7'),
			updateFields: { firstName: 'F993' },
		},
		[{}],
	);
});
afterAll(async () => await account.close());
beforeEach(() => account.sandbox.journal.clear());
afterEach(() => {
	account.sandbox.faults.clear();
	account.sandbox.rules.set({
		includeSideLoads: true,
		idGreaterFilters: true,
		pageSizeDefault20: true,
	});
});

const journal = () => account.sandbox.journal;
const requests = () => journal().find('GET', '/contacts');
const getAll = (more: IDataObject = {}) => ({ resource: 'contact', operation: 'getAll', ...more });
const all = (more: IDataObject = {}) => getAll({ returnAll: true, ...more });
const sort = (field: string, direction: string) => ({
	options: { sort: { by: { field, direction } } },
});
const ids = (rows: IDataObject[]) => rows.map(({ id }) => Number(id));
const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

describe('limit', () => {
	it.each([
		[1, 1, 1],
		[20, 20, 1],
		[99, 99, 1],
		[100, 100, 1],
		[101, 101, 2],
		[200, 200, 2],
		[229, 229, 3],
		[230, 230, 3],
		[231, 230, 3],
		[100_000, 230, 3],
		['50', 50, 1],
	])('%p: %d rows in %d requests', async (limit, rows, pages) => {
		const { done } = await account.run(getAll({ limit }), [{}]);
		expect(ids(done)).toEqual(upTo(rows));
		expect(requests()).toHaveLength(pages);
		// No more is asked for than is wanted.
		const asked = requests().map(({ query }) => Number(query.limit));
		expect(asked[asked.length - 1]).toBe(Math.min(100, Number(limit) - 100 * (pages - 1)));
	});

	it.each([0, -1, 1.5, 'many', '', null])('refuses %p before anything is asked', async (limit) => {
		const { rejected } = await account.run(
			getAll({ limit: '={{ $json.limit }}' }),
			[{ limit, row: 1 }],
			{ onError: 'continueErrorOutput' },
		);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field: 'Limit' });
		expect(inputOf(rejected[0])).toEqual({ limit, row: 1 });
		expect(journal().count()).toBe(0);
	});
});

describe('return all', () => {
	it.each([
		['by ID', {}, upTo(COUNT)],
		['by falling ID', sort('id', 'DESC'), upTo(COUNT).reverse()],
		['by ID from a lower bound', { filters: { idGreater: '15' } }, upTo(COUNT - 15, 16)],
		['by ID to an upper bound', { filters: { idLess: '216' } }, upTo(215)],
		[
			'by falling ID between bounds',
			{ ...sort('id', 'DESC'), filters: { idGreater: '5', idLess: '226' } },
			upTo(220, 6).reverse(),
		],
	])('%s goes on behind the last row', async (_, more, expected) => {
		const { done } = await account.run(all(more), [{}]);
		expect(ids(done)).toEqual(expected);
		expect(requests()).toHaveLength(3);
		for (const { query } of requests()) expect(query).not.toHaveProperty('offset');
		const bound = expected[0] < expected[1] ? 'id_greater' : 'id_less';
		expect(requests()[2].query[bound]).toBe(String(expected[199]));
	});

	it.each<[string, string, (one: number) => number | string]>([
		['cdate', 'ASC', (one: number) => one],
		['email', 'ASC', (one: number) => `c${one}@example.com`],
		['first_name', 'ASC', (one: number) => -one],
		['first_name', 'DESC', (one: number) => one],
		['last_name', 'ASC', (one: number) => 500 + (((one - 1) * 7) % COUNT)],
		['name', 'DESC', (one: number) => one],
		['score', 'ASC', (one: number) => one],
	])('sorted by %s %s goes by offset', async (field, direction, key) => {
		const { done } = await account.run(all(sort(field, direction)), [{}]);
		const keys = ids(done).map((id) => key(id));
		expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
		expect(new Set(ids(done)).size).toBe(COUNT);
		expect(requests().map(({ query }) => query.offset)).toEqual(['0', '100', '200']);
		expect(requests()[0].query[`orders[${field}]`]).toBe(direction);
	});

	it('does not miss or repeat a contact while others are deleted or added', async () => {
		account.sandbox.faults.add({
			kind: 'delay',
			delayMs: 60,
			when: 'before',
			every: 2,
			times: 1,
			match: { path: /\/contacts$/ },
		});
		const work = account.run(all(), [{}]);
		while (requests().length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
		const { store } = account.sandbox;
		const [gone] = store.contacts();
		store.deleteContact(gone);
		const added = store.addContact({ email: 'late@example.com' });
		const { done } = await work;
		expect(ids(done)).toEqual([...upTo(COUNT), Number(added.id)]);
		store.deleteContact(added);
		const { cdate, udate } = gone;
		Object.assign(store.addContact(seeds[0] as never), { cdate, udate });
	});

	it.each(['email', 'id'])(
		'ends where the platform ignores where a page starts (sort: %s)',
		async (by) => {
			const body = {
				contacts: upTo(100).map((id) => ({ id: String(id), email: `c${id}@example.com` })),
				meta: { total: String(COUNT) },
			};
			account.sandbox.faults.add({
				kind: 'status',
				status: 200,
				body,
				match: { path: /\/contacts$/ },
			});
			const { done, failure } = await account.run(all(sort(by, 'ASC')), [{}]);
			expect(failure?.message).toBeUndefined();
			expect(ids(done)).toEqual(upTo(100));
			expect(requests()).toHaveLength(2);
		},
	);

	it('ends where the platform ignores the cursor', async () => {
		account.sandbox.rules.set({ idGreaterFilters: false });
		const { done } = await account.run(all(), [{}]);
		expect(ids(done)).toEqual(upTo(100));
		expect(requests()).toHaveLength(2);
	});

	it('brings a row once that moved to the next page meanwhile', async () => {
		account.sandbox.faults.add({
			kind: 'delay',
			delayMs: 60,
			when: 'before',
			every: 2,
			times: 1,
			match: { path: /\/contacts$/ },
		});
		const work = account.run(all(sort('email', 'ASC')), [{}]);
		while (requests().length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
		const { store } = account.sandbox;
		const first = ['a1@example.com', 'a2@example.com'].map((email) => store.addContact({ email }));
		const { done } = await work;
		expect(ids(done)).toHaveLength(COUNT);
		expect(new Set(ids(done)).size).toBe(COUNT);
		first.forEach((contact) => store.deleteContact(contact));
	});

	const row = (id: number) => ({ id: String(id), email: `c${id}@example.com` });
	it.each([
		['id', true],
		['id', false],
		['email', true],
		['email', false],
	])(
		'reads to the end where pages have 20 rows whatever is asked for (sort: %s, total told: %p)',
		async (by, told) => {
			for (const start of [1, 21, 41]) {
				const contacts = upTo(20, start)
					.filter((id) => id <= 45)
					.map(row);
				const left = by === 'id' ? 45 - start + 1 : 45;
				account.sandbox.faults.add({
					kind: 'status',
					status: 200,
					times: 1,
					body: { contacts, ...(told && { meta: { total: String(left) } }) },
					match: { path: /\/contacts$/ },
				});
			}
			const { done } = await account.run(all(sort(by, 'ASC')), [{}]);
			expect(ids(done)).toEqual(upTo(45));
			expect(requests()).toHaveLength(3);
		},
	);
});

describe('filters', () => {
	it.each<[string, IDataObject, IDataObject, (id: number) => boolean]>([
		['email', { email: ' c9@example.com ' }, { email: 'c9@example.com' }, (id) => id === 9],
		[
			'email in another case',
			{ email: 'C9@Example.com' },
			{ email: 'C9@Example.com' },
			(id) => id === 9,
		],
		[
			'emailContains',
			{ emailContains: 'c22' },
			{ email_like: 'c22' },
			(id) => /^22/.test(String(id)),
		],
		['search', { search: 'F98' }, { search: 'F98' }, (id) => /^98/.test(String(1000 - id))],
		['phone', { phone: '+49' }, { phone: '+49' }, (id) => id % 2 === 0],
		['excludeId', { excludeId: 5 }, { exclude: '5' }, (id) => id !== 5],
		['ids', { ids: '2, 4,,9' }, { 'ids[]': ['2', '4', '9'] }, (id) => [2, 4, 9].includes(id)],
		[
			'ids as a list',
			{ ids: '={{ [2, "4"] }}' },
			{ 'ids[]': ['2', '4'] },
			(id) => [2, 4].includes(id),
		],
		['idGreater', { idGreater: '200' }, { id_greater: '200' }, (id) => id > 200],
		['idLess', { idLess: 31 }, { id_less: '31' }, (id) => id < 31],
		['list', { list: by('name', 'newsletter') }, { listid: '1' }, () => true],
		['status', { status: 2 }, { status: '2' }, (id) => (id - 1) % 4 === 2],
		['status 0', { status: 0 }, { status: '0' }, (id) => (id - 1) % 4 === 0],
		['status of any kind', { status: -1 }, { status: '-1' }, () => true],
		[
			'list and status',
			{ list: by('list', '1'), status: 3 },
			{ listid: '1', status: '3' },
			(id) => id % 4 === 0,
		],
		['tag by ID', { tag: by('list', '1') }, { tagid: '1' }, (id) => id % 10 === 1],
		['tag by name', { tag: by('name', 'vip') }, { tagid: '1' }, (id) => id % 10 === 1],
		[
			'createdAfter',
			{ createdAfter: '25.05.2024' },
			{ 'filters[created_after]': '2024-05-25' },
			() => false,
		],
		[
			'createdBefore',
			{ createdBefore: '2024-05-25' },
			{ 'filters[created_before]': '2024-05-25' },
			() => true,
		],
		[
			'updatedAfter',
			{ updatedAfter: '2024-05-25T00:00:00' },
			{ 'filters[updated_after]': '2024-05-25' },
			(id) => id === 7,
		],
		[
			'updatedBefore',
			{ updatedBefore: '={{ DateTime.fromISO("2024-05-25T12:00") }}' },
			{ 'filters[updated_before]': '2024-05-25' },
			(id) => id !== 7,
		],
	])('%s', async (_, filters, query, wanted) => {
		const { done, failure } = await account.run(all({ filters }), [{}]);
		expect(failure?.message).toBeUndefined();
		expect(requests()[0].query).toMatchObject(query);
		expect(ids(done)).toEqual(upTo(COUNT).filter(wanted));
	});

	// The sandbox has no automations, forms or segments; what is sent is what the vendor documents.
	it.each([
		[{ automationId: '5' }, { seriesid: '5' }],
		[{ formId: 5 }, { formid: '5' }],
		[{ segmentId: ' 5 ' }, { segmentid: '5' }],
		[{ waitId: '5' }, { waitid: '5' }],
	])('%j is sent as %j', async (filters, query) => {
		await account.run(getAll({ limit: 1, filters }), [{}]);
		expect(requests()[0].query).toMatchObject(query);
	});

	it('sends nothing for a filter that is left empty', async () => {
		const empty = { email: '', search: '  ', ids: '', formId: '', createdAfter: '', status: '' };
		await account.run(getAll({ limit: 1, filters: empty }), [{}]);
		expect(requests()[0].query).toEqual({ limit: '1', 'orders[id]': 'ASC' });
	});

	it.each<[IDataObject, string, string]>([
		[{ segmentId: 'abc' }, 'Filters', '"abc" is not an ID'],
		[{ formId: '5; 6' }, 'Filters', '"5; 6" is not an ID'],
		[{ idGreater: '-1' }, 'Filters', '"-1" is not an ID'],
		[{ ids: '1, x' }, 'Filters', '"x" is not an ID'],
		[{ ids: ', ,' }, 'Filters', 'IDs holds no ID'],
		[{ ids: '={{ [] }}' }, 'Filters', 'IDs holds no ID'],
		[{ status: '={{ "active" }}' }, 'Status', '"active" is none of its choices'],
		[{ createdAfter: '03/04/2024' }, 'Filters', '"03/04/2024" may be 3 April or 4 March'],
		[{ updatedBefore: '={{ "soon" }}' }, 'Filters', '"soon" is not a date'],
		[{ list: by('id', '={{ 99 }}') }, 'List', 'with the ID "99"'],
		[{ tag: by('id', '={{ "x" }}') }, 'Tag', '"x" is not a tag ID'],
		[{ tag: by('name', 'Nope') }, 'Tag', 'named "Nope"'],
	])(
		'%j is refused, because the platform would bring every contact',
		async (filters, field, problem) => {
			const items = [{ row: 1 }, { row: 2 }];
			const { rejected, paired } = await account.run(getAll({ filters }), items, {
				onError: 'continueErrorOutput',
			});
			expect(rejected.map(({ error }) => error)).toEqual(
				items.map(() => expect.stringContaining(problem)),
			);
			expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field });
			expect(rejected.map(inputOf)).toEqual(items);
			expect(paired(1)).toEqual([0, 1]);
			expect(requests()).toEqual([]);
		},
	);

	it.each([
		[sort('={{ "shoe_size" }}', 'ASC'), '"shoe_size" is none of its choices'],
		[sort('email', '={{ "up" }}'), '"up" is none of its choices'],
		[{ options: { include: '={{ ["lists", "deals"] }}' } }, '"deals" is nothing that comes beside'],
	])('%j is refused', async (more, problem) => {
		const { rejected } = await account.run(getAll(more), [{}], { onError: 'continueErrorOutput' });
		expect(rejected[0].error).toContain(problem);
		expect(journal().count()).toBe(0);
	});
});

describe('include', () => {
	const include = (...what: string[]) => ({ options: { include: what } });
	const EVERYTHING = include('customFields', 'lists', 'tags');
	const expected = {
		id: '11',
		fields: { City: 'City 11' },
		lists: [{ list: '1', status: 'unsubscribed' }],
		tags: ['VIP'],
	};

	it('brings everything with the contacts, and names once per run', async () => {
		const { done } = await account.run(all(EVERYTHING), [{}, {}]);
		expect(done).toHaveLength(2 * COUNT);
		expect(done[10]).toMatchObject(expected);
		expect(done[11]).toMatchObject({ id: '12', tags: [] });
		// Two items of three pages each; fields and tags are one page each.
		expect([requests().length, journal().count()]).toEqual([6, 8]);
	});

	it('brings only what was asked for', async () => {
		const { done } = await account.run(getAll({ limit: 11, ...include('lists') }), [{}]);
		expect(done[10]).toMatchObject({ lists: expected.lists });
		expect(done[10]).not.toHaveProperty('tags');
		expect(done[10]).not.toHaveProperty('fields');
		expect(journal().count()).toBe(1);
		expect(requests()[0].query.include).toBe('contactLists');
	});

	it('takes a text with commas', async () => {
		const options = { include: '={{ "tags, customFields" }}' };
		const { done } = await account.run(getAll({ limit: 11, options }), [{}]);
		expect(done[10]).toMatchObject({ fields: expected.fields, tags: expected.tags });
	});

	it('keeps the platform’s rows when Simplify is off', async () => {
		const { done } = await account.run(getAll({ limit: 11, simplify: false, ...EVERYTHING }), [{}]);
		expect(done[10]).toMatchObject({
			id: '11',
			cdate: expect.any(String),
			fieldValues: [{ field: '1', value: 'City 11' }],
			contactLists: [{ list: '1', status: '2' }],
			contactTags: [{ tag: '1' }],
		});
	});

	it('asks for each contact where the platform does not send it along', async () => {
		account.sandbox.rules.set({ includeSideLoads: false });
		const { done } = await account.run(getAll({ limit: 11, ...EVERYTHING }), [{}]);
		expect(done[10]).toMatchObject(expected);
		expect(journal().count('GET', /\/contacts\/\d+\/contactLists$/)).toBe(11);
		expect(journal().count()).toBe(1 + 3 * 11 + 2);
	});

	it('asks for the contacts whose rows did not come whole', async () => {
		const contact = (id: string, lists: string[]) => ({ id, email: '', contactLists: lists });
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			match: { path: /\/contacts$/ },
			body: {
				contacts: [contact('10', ['10']), contact('11', ['11'])],
				contactLists: [{ id: '10', contact: '10', list: '1', status: '1' }],
				meta: { total: '2' },
			},
		});
		const { done } = await account.run(all(include('lists')), [{}]);
		expect(done).toMatchObject([
			{ id: '10', lists: [{ list: '1', status: 'subscribed' }] },
			{ id: '11', lists: expected.lists },
		]);
		expect(journal().count()).toBe(2);
	});
});
