import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

/** 120 accounts, three of whose names differ in case only. */
const accounts = [
	{ id: 1, name: 'Example Shop', accountUrl: 'https://shop.example.com' },
	{ id: 2, name: 'Outlet' },
	{ id: 3, name: 'Twin' },
	{ id: 4, name: 'TWIN' },
	...Array.from({ length: 116 }, (_, index) => ({ id: index + 5, name: `Branch ${index + 5}` })),
];

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			accounts,
			contacts: [
				{ id: 10, email: 'free@example.com' },
				{ id: 11, email: 'in@example.com', account: 1 },
				{ id: 12, email: 'out@example.com', account: 2 },
			],
		},
	});
});
afterEach(async () => await account.close());

const store = () => account.sandbox.store;
const journal = () => account.sandbox.journal;
const accountOf = (contact: string) => store().accountOf(contact)?.id;
const titleOf = (contact: string) => store().tables.accountContacts.of(contact)[0]?.jobTitle;
/** A locator whose value each item brings. */
const who = by('email', '={{ $json.who }}');
const whoById = by('id', '={{ $json.who }}');

describe('account: get many', () => {
	const getAll = (more: IDataObject = {}) => ({
		resource: 'account',
		operation: 'getAll',
		...more,
	});

	it('returns 50 unless told otherwise, exactly the limit, or all, each row linked to its item', async () => {
		expect((await account.run(getAll(), [{}])).done).toHaveLength(50);
		const some = await account.run(getAll({ limit: '={{ $json.limit }}' }), [
			{ limit: 1 },
			{ limit: 101 },
		]);
		expect(some.done).toHaveLength(102);
		expect(some.paired()).toEqual([0, ...Array.from({ length: 101 }, () => 1)]);
		journal().clear();
		const all = await account.run(getAll({ returnAll: true }), [{}, {}]);
		expect(all.done.map(({ id }) => id)).toEqual(
			[...accounts, ...accounts].map(({ id }) => String(id)),
		);
		expect(all.paired()).toEqual([...accounts.map(() => 0), ...accounts.map(() => 1)]);
		expect(journal().count('GET', '/accounts')).toBe(4);
	});

	it('searches by name and simplifies unless told not to', async () => {
		const parameters = getAll({ filters: { search: '={{ $json.search }}' } });
		const { done, paired } = await account.run(parameters, [
			{ search: 'example' },
			{ search: 'nothing like it' },
			{ search: 'outlet' },
		]);
		expect(done).toEqual([
			{
				id: '1',
				name: 'Example Shop',
				accountUrl: 'https://shop.example.com',
				createdAt: expect.stringMatching(/Z$/),
				updatedAt: expect.stringMatching(/Z$/),
			},
			expect.objectContaining({ id: '2', name: 'Outlet', accountUrl: '' }),
		]);
		expect(paired()).toEqual([0, 2]);
		const raw = await account.run({ ...parameters, simplify: false }, [
			{ search: 'example' },
			{ search: 'outlet' },
		]);
		expect(raw.done[0]).toMatchObject({ createdTimestamp: expect.any(String), links: {} });
	});

	it.each([
		['continueErrorOutput', 1],
		['continueRegularOutput', 0],
	] as const)('refuses a limit of 0 and serves the other item (%s)', async (onError, output) => {
		const result = await account.run(
			getAll({ limit: '={{ $json.limit }}' }),
			[{ limit: 0 }, { limit: 2 }],
			{ onError },
		);
		const [failed] = output === 1 ? result.rejected : result.done;
		expect(failed.error).toContain('Limit: "0" is not a whole number above 0');
		expect(detailsOf(failed)).toMatchObject({ code: 'invalid_value', field: 'Limit' });
		expect(inputOf(failed)).toEqual({ limit: 0 });
		expect(result.paired(0)).toEqual(output === 1 ? [1, 1] : [0, 1, 1]);
	});

	it("says once that the account's plan has no accounts", async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 403,
			body: { message: 'Forbidden' },
			match: { path: /accounts/ },
		});
		const { rejected, hints } = await account.run(getAll(), [{ row: 1 }, { row: 2 }, { row: 3 }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected.map(inputOf)).toEqual([{ row: 1 }, { row: 2 }, { row: 3 }]);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual([
			'failed',
			'not-attempted',
			'not-attempted',
		]);
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'forbidden',
			remedy: expect.stringContaining('plan lacks the feature'),
		});
		expect(hints).toHaveLength(1);
		expect(journal().count()).toBe(2);
	});
});

describe('account: assign contact', () => {
	const assign = (more: IDataObject = {}) => ({
		resource: 'account',
		operation: 'assignContact',
		contact: who,
		account: by('name', 'Example Shop'),
		...more,
	});
	const posts = () => journal().count('POST', '/accountContacts');

	it('assigns, leaves who is there already, and says which; a second run changes nothing', async () => {
		const items = [{ who: 'free@example.com' }, { who: 'in@example.com' }];
		const parameters = assign({ options: { jobTitle: '={{ $json.title }}' } });
		const first = await account.run(parameters, items);
		expect(first.status).toBe('success');
		const row = { account: '1', accountName: 'Example Shop' };
		expect(first.done).toEqual([
			{ ...row, contact: '10', result: 'assigned' },
			{ ...row, contact: '11', result: 'already-assigned' },
		]);
		expect(first.paired()).toEqual([0, 1]);
		expect([accountOf('10'), accountOf('11')]).toEqual(['1', '1']);
		const before = structuredClone(store().tables.accountContacts.all());
		const second = await account.run(parameters, items);
		expect(second.done.map(({ result }) => result)).toEqual([
			'already-assigned',
			'already-assigned',
		]);
		expect(store().tables.accountContacts.all()).toEqual(before);
	});

	it('finds the account by choice, ID or name in any case, once per run', async () => {
		const ways = [by('list', '2'), by('id', ' 2 '), by('id', 2), by('name', ' outlet ')];
		for (const way of ways) {
			journal().clear();
			const { done } = await account.run(assign({ account: way }), [
				{ who: 'out@example.com' },
				{ who: 'free@example.com' },
			]);
			expect(done).toMatchObject([{ account: '2' }, { account: '2', accountName: 'Outlet' }]);
			expect(journal().count('GET', /\/accounts/)).toBe(1);
			await account.run(
				{ resource: 'account', operation: 'unassignContact', contact: by('id', '10') },
				[{}],
			);
		}
	});

	it('writes the job title, changes it where it differs, and leaves it where none is given', async () => {
		const parameters = assign({ options: { jobTitle: '={{ $json.title }}' } });
		const titles = () => [titleOf('10'), titleOf('11')];
		await account.run(parameters, [
			{ who: 'free@example.com', title: 'Buyer' },
			{ who: 'in@example.com', title: 'Owner' },
		]);
		expect(titles()).toEqual(['Buyer', 'Owner']);
		journal().clear();
		const { done } = await account.run(parameters, [
			{ who: 'free@example.com', title: 'Head of buying' },
			{ who: 'in@example.com', title: '' },
		]);
		expect(done.map(({ result }) => result)).toEqual(['already-assigned', 'already-assigned']);
		expect(titles()).toEqual(['Head of buying', 'Owner']);
		expect(journal().count('PUT')).toBe(1);
	});

	it('refuses to take a contact out of another account unasked, and says how to', async () => {
		const items = [{ who: 'out@example.com', row: 1 }, { who: 'free@example.com' }];
		const { done, rejected, paired } = await account.run(assign(), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toBe(
			'Account: the contact belongs to the account with the ID "2" already',
		);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'other_account',
			field: 'Account',
			remedy: expect.stringContaining('with Move From Other Account switched on'),
		});
		expect(inputOf(rejected[0])).toEqual(items[0]);
		expect(done).toMatchObject([{ contact: '10', result: 'assigned' }]);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
		expect(accountOf('12')).toBe('2');
		expect(journal().count('DELETE')).toBe(0);

		const kept = await account.run(assign(), items, { onError: 'continueRegularOutput' });
		expect(kept.done[0]).toMatchObject({ ...items[0], details: { code: 'other_account' } });
		expect(kept.done[1]).toMatchObject({ contact: '10' });
		const { failure } = await account.run(assign(), items);
		expect(failure).toMatchObject({
			message: expect.stringContaining('belongs to the account with the ID "2"'),
			description: expect.stringContaining('Move From Other Account'),
			context: { itemIndex: 0 },
		});
	});

	it('moves a contact when told to, for the items that say so', async () => {
		const parameters = assign({ options: { move: '={{ $json.move }}', jobTitle: 'Buyer' } });
		const { done, rejected } = await account.run(
			parameters,
			[
				{ who: 'out@example.com', move: true },
				{ who: 'free@example.com', move: true },
				{ who: 'in@example.com', move: false },
			],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected).toEqual([]);
		expect(done.map(({ result }) => result)).toEqual(['moved', 'assigned', 'already-assigned']);
		expect(['10', '11', '12'].map(accountOf)).toEqual(['1', '1', '1']);
		expect(titleOf('12')).toBe('Buyer');
		expect(store().tables.accountContacts.of('12')).toHaveLength(1);
	});

	it('lets items of one contact follow each other', async () => {
		const { done } = await account.run(
			assign({ account: by('name', '={{ $json.shop }}'), options: { move: true } }),
			['Outlet', 'Example Shop', 'Outlet'].map((shop) => ({ who: 'Free@example.com', shop })),
		);
		expect(done.map(({ account: id, result }) => [id, result])).toEqual([
			['2', 'assigned'],
			['1', 'moved'],
			['2', 'moved'],
		]);
		expect(accountOf('10')).toBe('2');
	});

	describe('when answers are lost', () => {
		const lose = (method: string, path: RegExp, more: object = {}) =>
			account.sandbox.faults.add({
				kind: 'reset',
				when: 'after',
				times: 1,
				match: { method, path },
				...more,
			});

		it('finds out that the contact is assigned', async () => {
			lose('POST', /accountContacts/);
			const { done } = await account.run(assign(), [
				{ who: 'free@example.com' },
				{ who: 'in@example.com' },
			]);
			expect(done).toMatchObject([{ contact: '10' }, { contact: '11' }]);
			expect(['10', '11'].map(accountOf)).toEqual(['1', '1']);
		});

		it.each([
			['the new assignment', 'POST', { every: 2 }],
			['leaving the old account', 'DELETE', {}],
			['reading the old account', 'GET', {}],
		])('finds out that the contact is moved: %s', async (_, method, more) => {
			lose(method, /accountContacts/, more);
			const { done, rejected } = await account.run(
				assign({ options: { move: true } }),
				[{ who: 'out@example.com' }, { who: 'in@example.com' }],
				{ onError: 'continueErrorOutput' },
			);
			expect(rejected).toEqual([]);
			expect(done.map(({ result }) => result)).toEqual(['moved', 'already-assigned']);
			expect(accountOf('12')).toBe('1');
		});

		it('takes an empty answer for no answer, not for "has no account"', async () => {
			for (const path of [/accountContacts/, /accounts\/1$/]) {
				account.sandbox.faults.add({ kind: 'empty', times: 1, match: { method: 'GET', path } });
			}
			const { done } = await account.run(assign({ account: by('id', '1') }), [
				{ who: 'in@example.com' },
				{ who: 'free@example.com' },
			]);
			expect(done).toMatchObject([
				{ accountName: 'Example Shop', result: 'already-assigned' },
				{ accountName: 'Example Shop', result: 'assigned' },
			]);
		});
	});

	it('says that a move is half done, and finishes it when the item is run again', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 422,
			body: { errors: [{ title: 'Not now', code: 'field_invalid' }] },
			every: 2,
			times: 1,
			match: { method: 'POST', path: /accountContacts/ },
		});
		const parameters = assign({ contact: whoById, options: { move: true } });
		const items = [{ who: '12', row: 1 }, { who: '11' }];
		const first = await account.run(parameters, [items[0]], { onError: 'continueErrorOutput' });
		expect(first.rejected[0].error).toBe('QuarticOn CDXP says: Not now');
		expect(detailsOf(first.rejected[0])).toMatchObject({
			status: 'failed',
			remedy: expect.stringContaining('has left the account with the ID "2" already'),
			parts: [
				{ part: 'leave account (ID 2)', done: true },
				{ part: 'account Example Shop (ID 1)', done: false },
			],
		});
		expect(accountOf('12')).toBeUndefined();
		const second = await account.run(parameters, items);
		expect(second.done.map(({ result }) => result)).toEqual(['assigned', 'already-assigned']);
		expect(accountOf('12')).toBe('1');
	});

	it.each<[string, IDataObject, IDataObject, string, string, string]>([
		[
			'an unknown contact',
			{},
			{ who: 'nobody@example.com' },
			'no contact has the e-mail address "nobody@example.com"',
			'not_found',
			'Contact',
		],
		['no contact', {}, { who: '' }, 'no e-mail address is given', 'invalid_value', 'Contact'],
		[
			'an unknown contact ID',
			{ contact: whoById },
			{ who: '999' },
			'The related contact does not exist',
			'related_missing',
			'Contact',
		],
		[
			'an unknown account ID',
			{ account: by('id', '={{ $json.shop ?? 1 }}') },
			{ who: 'free@example.com', shop: '999' },
			'there is no account with the ID "999"',
			'invalid_value',
			'Account',
		],
		[
			'a text for an account ID',
			{ account: by('id', '={{ $json.shop ?? 1 }}') },
			{ who: 'free@example.com', shop: '1 shop' },
			'"1 shop" is not an account ID',
			'invalid_value',
			'Account',
		],
		[
			'an unknown account name',
			{ account: by('name', '={{ $json.shop ?? "Example Shop" }}') },
			{ who: 'free@example.com', shop: 'Example' },
			'there is no account named "Example"',
			'invalid_value',
			'Account',
		],
		[
			'an ambiguous account name',
			{ account: by('name', '={{ $json.shop ?? "Example Shop" }}') },
			{ who: 'free@example.com', shop: 'twin' },
			'"twin" is the name of 2 accounts',
			'invalid_value',
			'Account',
		],
		[
			'no account',
			{ account: by('id', '={{ $json.shop ?? 1 }}') },
			{ who: 'free@example.com', shop: '' },
			'no account is given',
			'invalid_value',
			'Account',
		],
	])('refuses %s, and assigns the other', async (_, more, wrong, problem, code, field) => {
		const good = { who: more.contact === undefined ? 'in@example.com' : '11' };
		const items = [wrong, good];
		const { done, rejected, paired } = await account.run(assign(more), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code, field });
		expect(detailsOf(rejected[0]).remedy).not.toBe('');
		expect(inputOf(rejected[0])).toEqual(wrong);
		expect(done).toMatchObject([{ contact: '11', result: 'already-assigned' }]);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
		expect(accountOf('10')).toBeUndefined();
	});

	it('names the IDs where a name is ambiguous, and takes the one spelt exactly so', async () => {
		const parameters = assign({ account: by('name', '={{ $json.shop }}') });
		const { done, rejected } = await account.run(
			parameters,
			[
				{ who: 'free@example.com', shop: 'tWIN' },
				{ who: 'free@example.com', shop: 'TWIN' },
			],
			{ onError: 'continueErrorOutput' },
		);
		expect(detailsOf(rejected[0]).remedy).toBe('Choose it by its ID: 3, 4.');
		expect(done).toMatchObject([{ account: '4', accountName: 'TWIN' }]);
	});

	it('finds a name that stands behind the first hundred', async () => {
		const { done } = await account.run(assign({ account: by('name', '={{ $json.shop }}') }), [
			{ who: 'free@example.com', shop: 'Branch 12' },
			{ who: 'in@example.com', shop: 'Example Shop' },
		]);
		expect(done[0]).toMatchObject({ account: '12' });
		// "Branch" fits 116 accounts and is the name of none.
		const { rejected } = await account.run(
			assign({ account: by('name', 'Branch') }),
			[{ who: 'free@example.com' }, { who: 'in@example.com' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected.map(({ error }) => error)).toEqual([
			'Account: there is no account named "Branch"',
			'Account: there is no account named "Branch"',
		]);
		expect(posts()).toBe(2);
	});
});

describe('account: unassign contact', () => {
	const unassign = (more: IDataObject = {}) => ({
		resource: 'account',
		operation: 'unassignContact',
		contact: who,
		...more,
	});

	it('takes contacts out of their accounts and leaves who has none', async () => {
		const { done, paired, status } = await account.run(unassign(), [
			{ who: 'in@example.com' },
			{ who: 'free@example.com' },
			{ who: 'out@example.com' },
			{ who: 'IN@example.com' },
		]);
		expect(status).toBe('success');
		expect(done).toEqual([
			{ contact: '11', account: '1', unassigned: true },
			{ contact: '10', account: null, unassigned: false },
			{ contact: '12', account: '2', unassigned: true },
			{ contact: '11', account: null, unassigned: false },
		]);
		expect(paired()).toEqual([0, 1, 2, 3]);
		expect(store().tables.accountContacts.all()).toEqual([]);
		// The contacts and accounts themselves stay.
		expect(store().contacts()).toHaveLength(3);
		expect(store().tables.accounts.all()).toHaveLength(120);
	});

	it.each([
		['a lost answer', { kind: 'reset', when: 'after', match: { method: 'DELETE' } }],
		['an empty answer', { kind: 'empty', match: { method: 'GET', path: /accountContacts/ } }],
		['a 500', { kind: 'status', status: 500, match: { path: /accountContacts/ } }],
	] as const)('absorbs %s', async (_, fault) => {
		account.sandbox.faults.add({ ...fault, times: 1 });
		const { done } = await account.run(unassign({ contact: whoById }), [
			{ who: '11' },
			{ who: '12' },
		]);
		expect(done).toEqual([
			{ contact: '11', account: '1', unassigned: true },
			{ contact: '12', account: '2', unassigned: true },
		]);
	});

	it("never touches another contact's link when the platform ignores the filter", async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			body: { accountContacts: [{ id: '1', contact: '11', account: '1' }], meta: { total: '2' } },
			times: 1,
			match: { method: 'GET', path: /accountContacts/ },
		});
		const { done } = await account.run(unassign({ contact: whoById }), [
			{ who: '10' },
			{ who: '12' },
		]);
		expect(done.filter(({ unassigned }) => unassigned === true)).toHaveLength(1);
		expect(accountOf('11')).toBe('1');
	});

	it.each([
		[who, 'nobody@example.com', 'no contact has the e-mail address', 'not_found'],
		[who, '', 'no e-mail address is given', 'invalid_value'],
		[whoById, 'abc', '"abc" is not a contact ID', 'invalid_value'],
	])('refuses %j for "%s", in both ways to go on', async (contact, wrong, problem, code) => {
		const good = { who: contact === who ? 'in@example.com' : '11' };
		const items = [{ who: wrong, row: 1 }, good];
		const { done, rejected, paired } = await account.run(unassign({ contact }), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0])).toMatchObject({ code, field: 'Contact' });
		expect(inputOf(rejected[0])).toEqual(items[0]);
		expect(done).toEqual([{ contact: '11', account: '1', unassigned: true }]);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
		const kept = await account.run(unassign({ contact }), items, {
			onError: 'continueRegularOutput',
		});
		expect(kept.done).toMatchObject([
			{ ...items[0], details: { code } },
			{ contact: '11', unassigned: false },
		]);
		expect(kept.paired()).toEqual([0, 1]);
	});
});

describe('the editor', () => {
	interface Page {
		results: Array<{ name: string; value: string }>;
		paginationToken?: string;
	}
	const search = async (...args: unknown[]) =>
		await account.method<Page>('listSearch', 'searchAccounts', args);

	it('offers all accounts, 50 at a time', async () => {
		const offered: Page['results'] = [];
		const sizes: number[] = [];
		let token: string | undefined;
		do {
			const page: Page = await search('', token);
			offered.push(...page.results);
			sizes.push(page.results.length);
			token = page.paginationToken;
		} while (token !== undefined && sizes.length < 10);
		expect(sizes).toEqual([50, 50, 20]);
		expect(offered).toEqual(accounts.map(({ id, name }) => ({ name, value: String(id) })));
	});

	it('lets the platform search, page by page', async () => {
		const first = await search(' branch ');
		expect(first.results).toHaveLength(50);
		const third = await search('branch', '100');
		expect(third.results).toHaveLength(16);
		expect(third).not.toHaveProperty('paginationToken');
		expect(await search('example')).toEqual({
			results: [{ name: 'Example Shop', value: '1' }],
		});
		expect(await search('no such shop')).toEqual({ results: [] });
		expect(journal().count()).toBe(4);
	});

	it('shows what is wrong', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 403, body: { message: 'Forbidden' } });
		await expect(search()).rejects.toThrow('refuses the API token (403: Forbidden)');
	});
});
