import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf } from './harness';
import { CASES, startRecords } from './recordCases';

let account: Account;
beforeEach(async () => {
	account = await startRecords();
});
afterEach(async () => await account.close());

const store = () => account.sandbox.store;
const journal = () => account.sandbox.journal;
const onError = 'continueErrorOutput' as const;

/** The next answer to such a request does not arrive, though the request is carried out. */
const loseAnswer = (method: string, path: RegExp, when: 'before' | 'after' = 'after') =>
	account.sandbox.faults.add({ kind: 'reset', when, times: 1, match: { method, path } });

describe('a create whose answer is lost', () => {
	const known: Array<[string, string, RegExp, () => number]> = [
		['account.create', 'Branch', /\/accounts$/, () => store().tables.accounts.size],
		['connection.create', 'Shop C', /\/connections$/, () => store().tables.connections.size],
		['ecommerceCustomer.create', '', /\/ecomCustomers$/, () => store().tables.customers.size],
		['ecommerceOrder.create', '', /\/ecomOrders$/, () => store().tables.orders.size],
		['field.create', 'Size', /\/fields$/, () => store().tables.fields.size],
		['list.create', '', /\/lists$/, () => store().tables.lists.size],
		['tag.create', 'Fresh', /\/tags$/, () => store().tables.tags.size],
	];

	it.each(known)('%s finds what was made, and makes it once', async (name, _, path, count) => {
		const { parameters, items, output } = CASES[name];
		const before = count();
		loseAnswer('POST', path);
		const { done } = await account.run(parameters, [items[0]]);
		expect(done).toMatchObject([output[0]]);
		// A first customer with an address brings the row that sums it up.
		expect(count() - before).toBe(name === 'ecommerceCustomer.create' ? 2 : 1);
		expect(journal().count('POST', path)).toBe(name === 'tag.create' ? 2 : 1);
	});

	it.each(known)('%s sends it again where it was not made', async (name, _, path) => {
		const { parameters, items, output } = CASES[name];
		loseAnswer('POST', path, 'before');
		const { done } = await account.run(parameters, [items[0]]);
		expect(done).toMatchObject([output[0]]);
		expect(journal().count('POST', path)).toBe(2);
	});

	it.each([
		['account.create', { name: 'Outlet', url: 'https://x.example.com', owner: '' }, /\/accounts$/],
		['connection.create', { domain: 'a.example.com', name: 'Other' }, /\/connections$/],
		['field.create', { title: 'Tier', type: 'date' }, /\/fields$/],
	])('%s takes a record of others for no success of its own', async (name, item, path) => {
		loseAnswer('POST', path, 'before');
		const { rejected } = await account.run(CASES[name].parameters, [item], { onError });
		expect(rejected[0].error).toMatch(/exists already/);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'duplicate', status: 'failed' });
		expect(journal().count('POST', path)).toBe(1);
	});

	it.each([
		['deal.create', /\/deals$/, () => store().tables.deals.size, 3],
		['note.create', /\/notes$/, () => store().tables.notes.size, 3],
		['webhook.create', /\/webhooks$/, () => store().tables.webhooks.size, 5],
	])('%s is never sent twice, as nothing tells its record', async (name, path, count, left) => {
		const { parameters, items } = CASES[name];
		loseAnswer('POST', path);
		const { rejected } = await account.run(parameters, [items[0]], { onError });
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
		expect([count(), journal().count('POST', path)]).toEqual([left, 1]);
	});

	it('asks for accounts by name, not for all of them', async () => {
		loseAnswer('POST', /\/accounts$/);
		await account.run(CASES['account.create'].parameters, [{ name: 'Branch' }]);
		const [asked] = journal().find('GET', '/accounts');
		expect(asked.query.search).toBe('Branch');
	});

	it('tells which of two lists of one name is its own', async () => {
		store().addList({ name: 'Sale' });
		const { parameters, items } = CASES['list.create'];
		loseAnswer('POST', /\/lists$/);
		const { done } = await account.run(parameters, [items[1]]);
		expect(done).toMatchObject([{ id: '4', stringId: 'big-sale' }]);
		expect(store().tables.lists.size).toBe(4);
	});
});

describe('what belongs to a new record', () => {
	it.each([
		[
			'list.create',
			/\/listGroups$/,
			['list', 'group'],
			() => store().tables.listGroups.of('3').length,
		],
		[
			'field.create',
			/\/fieldRels$/,
			['field', 'options', 'relation'],
			() => store().tables.options.of('9').length / 3,
		],
		[
			'field.create',
			/\/fieldOption\/bulk$/,
			['field', 'options', 'relation'],
			() => store().tables.options.of('9').length / 3,
		],
	])('%s: a lost answer of %s does not double it', async (name, path, _, count) => {
		const { parameters, items, output } = CASES[name];
		loseAnswer('POST', path);
		const { done } = await account.run(parameters, [items[0]]);
		expect(done).toMatchObject([output[0]]);
		expect(count()).toBe(1);
	});

	it.each([
		[
			'list.create',
			/\/listGroups$/,
			[
				['list', true],
				['group', false],
			],
		],
		[
			'field.create',
			/\/fieldOption\/bulk$/,
			[
				['field', true],
				['options', false],
				['relation', true],
			],
		],
	])(
		'%s: says what was done when %s is refused; a second try does the rest',
		async (name, path, parts) => {
			const { parameters, items, output } = CASES[name];
			const fault = { kind: 'status', status: 422, times: 1, match: { path } } as const;
			account.sandbox.faults.add({ ...fault, body: { errors: 'No.' } });
			const { rejected } = await account.run(parameters, [items[0]], { onError });
			expect(detailsOf(rejected[0]).parts).toEqual(
				(parts as Array<[string, boolean]>).map(([part, done]) => ({ part, done })),
			);
			account.sandbox.reset();
			account.sandbox.faults.add({ ...fault, body: { errors: 'No.' } });
			const { done } = await account.run(parameters, [items[0]], { retry: 2 });
			expect(done).toMatchObject([{ ...output[0], id: expect.any(String) }]);
			expect(journal().count('POST', /\/(lists|fields)$/)).toBe(1);
		},
	);
});

describe('deleting', () => {
	const kinds = Object.keys(CASES).filter((name) => name.endsWith('.delete'));

	it('is offered for every kind but lists', () => expect(kinds).toHaveLength(9));

	it.each(kinds)('%s after a lost answer says that it did', async (name) => {
		const { parameters, items } = CASES[name];
		loseAnswer('DELETE', /./);
		const { done } = await account.run(parameters, [items[0]]);
		expect(done).toEqual([{ id: String(items[0].id), deleted: true }]);
		expect(journal().count('DELETE')).toBe(2);
	});
});

describe('an account without the CRM', () => {
	const crm = Object.keys(CASES).filter((name) => /^(account|deal)\./.test(name));

	it.each(crm)('%s says so once, and asks no more', async (name) => {
		await account.close();
		account = await startRecords({ account: { crm: false } });
		const { parameters, items } = CASES[name];
		const { rejected, hints } = await account.run(parameters, [...items, ...items], { onError });
		expect(rejected).toHaveLength(4);
		for (const item of rejected) {
			expect(item.error).toMatch(/accepts the credential but does not allow this request/);
			expect(detailsOf(item).code).toBe('forbidden');
		}
		expect(hints.join()).toContain('does not allow');
		// The request, the test of the token, and what was looked up before.
		expect(journal().total).toBeLessThan(6);
	});
});

describe('refusals in the platform’s words', () => {
	it.each<[string, IDataObject, RegExp, string]>([
		['tag.update', { id: 999, name: 'X' }, /there is no tag with the ID "999"/, 'not_found'],
		[
			'account.update',
			{ id: 999, name: 'X' },
			/there is no account with the ID "999"/,
			'not_found',
		],
		['deal.update', { id: 999, value: 1 }, /there is no deal with the ID "999"/, 'not_found'],
		['ecommerceOrder.update', { id: 999, tax: 1 }, /there is no order with the ID/, 'not_found'],
		['webhook.update', { id: 999, name: 'X' }, /there is no webhook with the ID/, 'not_found'],
		['note.update', { id: 999, text: 'X' }, /there is no note with the ID/, 'not_found'],
		['account.update', { id: 1, name: 'Outlet' }, /already exists/, 'duplicate'],
		['connection.update', { name: 'Shop B', external: 'x' }, /./, ''],
	])('%s %j', async (name, item, error, code) => {
		const { rejected, done } = await account.run(CASES[name].parameters, [item, item], { onError });
		if (code === '') expect(done).toHaveLength(2);
		else {
			expect(rejected.map((row) => row.error)).toEqual([
				expect.stringMatching(error),
				expect.stringMatching(error),
			]);
			expect(detailsOf(rejected[0]).code).toBe(code);
		}
	});

	it('names every key that is missing', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 422,
			times: 1,
			match: { method: 'POST', path: /\/connections$/ },
			body: {
				errors: ['service', 'name'].map((key) => ({
					title: `The connection ${key} was not provided.`,
					code: 'field_missing',
					source: { pointer: `/data/attributes/${key}` },
				})),
			},
		});
		const { parameters, items } = CASES['connection.create'];
		const { rejected } = await account.run(parameters, [items[0]], { onError });
		expect(rejected[0].error).toContain('connection service was not provided');
		expect(rejected[0].error).toContain('connection name was not provided');
		expect(detailsOf(rejected[0]).code).toBe('field_missing');
	});
});

describe('a required field left empty is refused before anything is sent', () => {
	it.each<[string, IDataObject, RegExp]>([
		['account.create', {}, /Name: nothing is given/],
		['connection.create', { name: 'X' }, /External ID: nothing is given/],
		['deal.create', { value: 1 }, /Title: nothing is given/],
		['deal.create', { title: 'X', currency: 'EUR' }, /Value: nothing is given/],
		[
			'ecommerceCustomer.create',
			{ number: 1, email: 'a@example.com' },
			/Connection: nothing is given/,
		],
		['ecommerceOrder.create', { connection: 1 }, /Customer: nothing is given/],
		['field.create', { type: 'text' }, /Title: nothing is given/],
		['list.create', { name: 'X' }, /Group: nothing is given/],
		['note.create', { on: 'contact', who: '', text: 'X' }, /Contact: nothing is given/],
		['note.create', { on: 'account', who: 'Outlet' }, /Note Text: nothing is given/],
		[
			'note.create',
			{ on: 'shop', who: 'Outlet', text: 'X' },
			/On: "shop" is not one of its values/,
		],
		[
			'webhook.create',
			{ name: 'X', url: 'https://x.example.com', events: [], sources: ['api'] },
			/Event Names or IDs: nothing is given/,
		],
		[
			'webhook.create',
			{ name: 'X', url: 'https://x.example.com', events: ['update'], sources: ['me'] },
			/Sources: "me" is not one of its values/,
		],
	])('%s %j', async (name, item, error) => {
		const { failure } = await account.run(CASES[name].parameters, [item]);
		expect(failure?.message).toMatch(error);
		expect(journal().total).toBe(0);
	});
});

describe('updating', () => {
	it('empties what the user names, and nothing else', async () => {
		const update = (resource: string, field: string, clearFields: unknown, updateFields = {}) =>
			account.run(
				{
					resource,
					operation: 'update',
					[field]: by('id', 2),
					updateFields,
					options: { clearFields },
				},
				[{}],
			);
		store().tables.accounts.get('2')!.accountUrl = 'https://outlet.example.com';
		await update('account', 'account', ['accountUrl']);
		expect(store().tables.accounts.get('2')).toMatchObject({ name: 'Outlet', accountUrl: '' });
		await update('deal', 'deal', 'description', { title: 'Plan' });
		expect(store().tables.deals.get('2')).toMatchObject({ title: 'Plan', description: '' });
		await update('webhook', 'webhook', ['list']);
		expect(store().tables.webhooks.get('2')).toMatchObject({ name: 'To ERP', listid: '0' });
		const { failure } = await update('deal', 'deal', ['title']);
		expect(failure?.message).toMatch(/Clear Fields: "title" is not a field that can be emptied/);
	});

	it('lets items on one record follow each other', async () => {
		const names = Array.from({ length: 10 }, (_, n) => ({ id: 1, name: `Name ${n}` }));
		account.sandbox.setLatency(5);
		await account.run(CASES['account.update'].parameters, names);
		expect(
			journal()
				.find('PUT')
				.map(({ body }) => (body as { account: IDataObject }).account.name),
		).toEqual(names.map(({ name }) => name));
	});
});
