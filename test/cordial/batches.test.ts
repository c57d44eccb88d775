/** Items that share requests: which, in what order, and an outcome for each of them. */
import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const email = by({ email: '={{ $json.email }}' });
const continued = { onError: 'continueErrorOutput' } as const;

const add = (options: IDataObject = {}) => ({
	resource: 'list',
	operation: 'addContacts',
	list: '={{ $json.list }}',
	identifiers: email,
	options,
});
const view = (more: IDataObject = {}) => ({
	resource: 'activity',
	operation: 'create',
	identifiers: email,
	activityName: '={{ $json.event }}',
	...more,
});
const cart = {
	resource: 'cart',
	operation: 'removeProducts',
	identifiers: email,
	items: { values: [{ productID: '={{ $json.id }}', qty: 1 }] },
};

/** The values of a key in the lists of a call's requests, request by request. */
const told = (call: string, list: string, key: string) =>
	account.sent(call).map((body) => (body[list] as IDataObject[]).map((entry) => entry[key]));

const membersSent = () =>
	account.sent('addContactsToList').map(({ listName, contacts }) => ({
		list: listName,
		emails: (contacts as { identifiers: IDataObject[] }).identifiers.map((one) => one.email),
	}));

it('puts 10,000 additions to 20 interleaved lists into 59 requests, each with an outcome of its own', async () => {
	const items = Array.from({ length: 10_000 }, (_, index) => ({
		email: index % 100 === 7 ? 'nobody' : `c${Math.floor(index / 20)}@example.com`,
		list: `list-${index % 20}`,
	}));
	const contacts = Array.from({ length: 500 }, (_, index) => ({
		identifiers: { email: `c${index}@example.com` },
	}));
	account.sandbox.loadAccount({ contacts });
	const { done, rejected, paired } = await account.run(add(), items, continued);
	const isGood = ({ email: address }: IDataObject) => address !== 'nobody';
	expect(done.map(({ identifiers, list, accepted }) => ({ identifiers, list, accepted }))).toEqual(
		items.filter(isGood).map(({ list, email: address }) => ({
			identifiers: { email: address },
			list,
			accepted: true,
		})),
	);
	expect(rejected.map(inputOf)).toEqual(items.filter((item) => !isGood(item)));
	expect([...paired(), ...paired(1)].sort((a, b) => a - b)).toEqual([...items.keys()]);

	// 500 to a list, 200 to a request; one list has 400 only.
	expect(account.sandbox.journal.count()).toBe(19 * 3 + 2);
	const sent = membersSent();
	expect(Math.max(...sent.map(({ emails }) => emails.length))).toBe(200);
	for (const list of new Set(items.map((item) => item.list))) {
		const emails = sent.filter((one) => one.list === list).flatMap((one) => one.emails);
		const wanted = items.filter((item) => item.list === list && isGood(item));
		expect([...emails].sort()).toEqual(wanted.map((item) => item.email).sort());
		const { lists } = await account.processed();
		expect(lists.get(list)?.members.size ?? 0).toBe(wanted.length);
	}
	expect(account.sandbox.store.dropped).toEqual([]);
}, 60_000);

it('takes the batch size of the options, and other requests for other options', async () => {
	const items = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({
		email: `${name}@example.com`,
		list: 'MyList',
		source: index === 2 ? 'shop' : '',
	}));
	await account.run(add({ batchSize: 2, source: '={{ $json.source }}' }), items);
	expect(
		membersSent()
			.map(({ emails }) => emails.length)
			.sort(),
	).toEqual([1, 2, 2]);
	for (const batchSize of [0, -1, 1.5, 'many']) {
		const { rejected } = await account.run(add({ batchSize }), [items[0]], continued);
		expect(detailsOf(rejected[0]).field).toBe('Batch Size');
	}
});

it('takes a contact that is named twice for a list into one request', async () => {
	const items = Array.from({ length: 3 }, () => ({ email: 'jan@example.com', list: 'MyList' }));
	const { done } = await account.run(add(), items);
	expect(done).toHaveLength(3);
	expect(membersSent().map(({ emails }) => emails.length)).toEqual([3]);
});

it('searches the contacts of a request by all keys the builder has, in its order', async () => {
	const identifiers = by({ customId: '={{ $json.id }}', email: '={{ $json.email }}' });
	const items = [
		{ email: 'a@example.com', list: 'MyList' },
		{ email: 'b@example.com', id: 7, list: 'MyList' },
		{ email: 'c@example.com', list: 'VIP' },
	];
	await account.run({ ...add(), identifiers }, items);
	expect(account.sent('addContactsToList').map(({ contacts }) => contacts)).toEqual([
		{
			identifiers: [{ email: 'a@example.com' }, { customId: '7', email: 'b@example.com' }],
			identifiersPriority: ['customId', 'email'],
		},
		{ identifiers: [{ email: 'c@example.com' }], identifiersPriority: ['email'] },
	]);
});

describe('activities of one contact', () => {
	const of = (...events: Array<[string, string]>) =>
		events.map(([name, event]) => ({ email: `${name}@example.com`, event }));

	it('become one request in the order of the items, also where contacts interleave', async () => {
		const items = of(['a', '1'], ['b', '2'], ['a', '3'], ['b', ''], ['A', '4'], ['b', '5']);
		const { done, rejected } = await account.run(view(), items, continued);
		expect(told('createContactactivities', 'contactActivities', 'name')).toEqual([
			// Another spelling is sent as it is, and after what came before it.
			['1', '3'],
			['2', '5'],
			['4'],
		]);
		expect(done.map(({ activities }) => activities)).toEqual([['1'], ['2'], ['3'], ['4'], ['5']]);
		expect(rejected.map(inputOf)).toEqual([items[3]]);
	});

	it('keep their order from request to request', async () => {
		account.sandbox.setLatency(20);
		const names = Array.from({ length: 40 }, (_, index) => `${index}`);
		const items = of(...names.map((name): [string, string] => [`c${Number(name) % 2}`, name]));
		await account.run(view({ options: { batchSize: 3 } }), items);
		const sent = account.sandbox.journal.find('POST').map(({ at, ms = 0, body }) => ({
			at,
			end: at + ms,
			body: body as { contact: unknown; contactActivities: Array<{ name: string }> },
		}));
		for (const who of ['c0@example.com', 'c1@example.com']) {
			const mine = sent.filter(({ body }) => JSON.stringify(body.contact).includes(who));
			const order = mine.flatMap(({ body }) => body.contactActivities.map(({ name }) => name));
			expect(order).toEqual(items.filter((item) => item.email === who).map((item) => item.event));
			for (const [index, { at }] of mine.slice(1).entries())
				expect(at).toBeGreaterThanOrEqual(mine[index].end - 1);
		}
	});

	it('stand in requests of their own where they say other things of the contact', async () => {
		const items = of(['a', '1'], ['a', '2'], ['a', '3']).map((item, index) => ({
			...item,
			may: index === 1,
		}));
		const contactFields = { canBeCreated: '={{ $json.may }}' };
		await account.run(view({ contactFields }), items);
		expect(told('createContactactivities', 'contactActivities', 'name')).toEqual([
			['1'],
			['2'],
			['3'],
		]);
	});

	it('keep their order where contacts share one of their identifiers', async () => {
		const identifiers = by({ customId: '={{ $json.id }}', email: '={{ $json.email }}' });
		const items = [
			{ id: 1, event: 'a' },
			{ id: 1, email: 'jan@example.com', event: 'b' },
			{ email: 'jan@example.com', event: 'c' },
		];
		account.sandbox.setLatency(20);
		await account.run(view({ identifiers }), items);
		expect(told('createContactactivities', 'contactActivities', 'name')).toEqual([
			['a'],
			['b'],
			['c'],
		]);
	});
});

it('never puts the same product, or the same record, into a request twice', async () => {
	const items = ['1', '2', '1', '3'].map((id) => ({ email: 'jan@example.com', id }));
	await account.run(cart, items);
	expect(told('removeProductsFromCart', 'items', 'productID')).toEqual([
		['1', '2'],
		['1', '3'],
	]);
	const record = {
		resource: 'supplement',
		operation: 'upsert',
		identifiers: email,
		supplement: 'recharge_subscriptions',
		recordId: '={{ $json.id }}',
	};
	await account.run(record, items);
	expect(told('upsertSupplementRecords', 'records', 'id')).toEqual([
		['1', '2'],
		['1', '3'],
	]);
});

describe('a request that is refused', () => {
	const contacts = Array.from({ length: 16 }, (_, index) => ({
		email: `c${index}@example.com`,
		list: 'MyList',
		event: `${index}`,
	}));

	it('for its size is sent in halves', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 413, times: 1 });
		const { done } = await account.run(add(), contacts);
		expect(done).toHaveLength(16);
		expect(membersSent().map(({ emails }) => emails.length)).toEqual([16, 8, 8]);
	});

	it('for what it holds is sent in halves until the bad item stands alone', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 400, times: 5 });
		const { done, rejected } = await account.run(add(), contacts, continued);
		expect(rejected.map(inputOf)).toEqual([contacts[0]]);
		expect(done).toHaveLength(15);
		expect(membersSent().map(({ emails }) => emails.length)).toEqual([16, 8, 4, 2, 1, 1, 2, 4, 8]);
	});

	it('for something Cordial does not know leaves the other items alone', async () => {
		const body = { error: true, errorKey: 'RECORD_NOT_FOUND', message: 'No such contact' };
		account.sandbox.faults.add({ kind: 'status', status: 404, body, times: 5 });
		const { done, rejected } = await account.run(add(), contacts, continued);
		expect(rejected.map(inputOf)).toEqual([contacts[0]]);
		expect(rejected[0].error).toBe('Cordial says: No such contact');
		expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code: 'RECORD_NOT_FOUND' });
		expect(done).toHaveLength(15);
	});

	it('because nothing is at the address is not sent in halves', async () => {
		account.sandbox.faults.add({ kind: 'empty', status: 404 });
		const { rejected } = await account.run(add(), contacts, continued);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual(
			contacts.map(() => 'wrong_address'),
		);
		expect(account.sandbox.journal.count()).toBe(1);
	});

	it('keeps the order of activities when it is sent in halves', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 400, times: 1 });
		const items = contacts.map((item) => ({ ...item, email: 'jan@example.com' }));
		await account.run(view(), items);
		const { activities } = await account.processed();
		expect(activities.map(({ name }) => name)).toEqual(items.map(({ event }) => event));
	});

	it('as a whole costs few more, and every item has an outcome', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 422, body: { message: 'No' } });
		const { rejected } = await account.run(add(), contacts, continued);
		expect(rejected.map(inputOf)).toEqual(contacts);
		const codes = rejected.map((item) => detailsOf(item).code);
		expect(codes).toEqual([
			...Array.from({ length: 5 }, () => 'http_422'),
			...Array.from({ length: 11 }, () => 'too_many_refused'),
		]);
		expect(account.sandbox.journal.count()).toBeLessThanOrEqual(14);
	});

	it('whose answer is lost leaves all its activities uncertain, and no others', async () => {
		await account.run(view(), [contacts[0]]);
		account.sandbox.journal.clear();
		account.sandbox.faults.add({ kind: 'reset', when: 'after', times: 1 });
		const items = contacts.map((item, index) => ({ ...item, email: `c${index % 2}@example.com` }));
		const { done, rejected } = await account.run(view(), items, continued);
		expect(rejected.map(inputOf)).toEqual(items.filter((_, index) => index % 2 === 0));
		for (const item of rejected) expect(detailsOf(item).status).toBe('uncertain');
		expect(done).toHaveLength(8);
		expect(account.sandbox.journal.count()).toBe(2);
	});
});

it('sends no activity twice under Retry On Fail', async () => {
	account.sandbox.faults.add({ kind: 'status', status: 422, times: 1 });
	const items = ['1', '2', '3'].map((event) => ({ email: `c${event}@example.com`, event }));
	const { status } = await account.run(view({ contactFields: { canBeCreated: true } }), items, {
		retry: 3,
	});
	expect(status).toBe('success');
	const { activities } = await account.processed();
	expect(activities.map(({ name }) => name).sort()).toEqual(['1', '2', '3']);
});
