/** Every operation over HTTP: what is sent, what comes out, and that items stay apart. */
import type { IDataObject } from 'n8n-workflow';

import type { Account, Run } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

interface Row {
	title: string;
	parameters: IDataObject;
	/** Three items; the second fails before anything is sent. */
	items: [IDataObject, IDataObject, IDataObject];
	field: string;
	/** What the good items send, to which call. */
	call: string;
	bodies: unknown[];
	/** What comes out. */
	rows: [unknown, unknown];
	/** Whether it is sent again after an answer that was lost. */
	repeatable: boolean;
}

const ACCEPTED = { accepted: true, processing: 'later', answer: null, warning: null };
const email = by({ email: '={{ $json.email }}' });
const JAN = { identifiers: { email: 'jan@example.com' } };
const ANNA = { identifiers: { email: 'anna@example.com' } };
const byEmail = { identifiersPriority: ['email'] };
const TIME = '2024-02-28T12:16:40+01:00';

const product = { productID: '1', qty: 1, sku: 'G-32', name: 'Monopoly', category: 'Games' };

const ROWS: Row[] = [
	{
		title: 'contact: upsert',
		parameters: {
			resource: 'contact',
			operation: 'upsert',
			identifiers: by({ customId: '={{ $json.id }}', email: '={{ $json.email }}' }),
			contactFields: {
				attributes: {
					values: [
						{ key: 'firstName', value: '={{ $json.name }}' },
						{ key: 'birthday', type: 'date', value: '={{ $json.born }}' },
						{ key: 'location.postal_code', type: 'text', value: '={{ $json.code }}' },
					],
				},
				lists: { values: [{ list: 'VIP', membership: '={{ $json.vip }}' }] },
				subscribeStatus: '={{ $json.status }}',
			},
		},
		items: [
			{
				id: 7,
				email: 'jan@example.com',
				name: 'Jan',
				born: '1990-05-01T12:00:00Z',
				code: 92613,
				vip: true,
				status: 'subscribed',
			},
			{ id: '', email: ' ', name: 'Nobody' },
			{ email: 'anna@example.com', name: '', vip: '', status: '' },
		],
		field: 'Identifiers',
		call: 'upsertContact',
		bodies: [
			{
				source: 'n8n',
				identifiers: { customId: '7', email: 'jan@example.com' },
				identifiersPriority: ['customId', 'email'],
				attributes: {
					firstName: 'Jan',
					birthday: '1990-05-01T12:00:00Z',
					'location.postal_code': '92613',
					VIP: true,
					'channels.email.subscribeStatus': 'subscribed',
				},
			},
			{ source: 'n8n', ...ANNA, ...byEmail },
		],
		rows: [
			{ identifiers: { customId: '7', email: 'jan@example.com' }, ...ACCEPTED },
			{ ...ANNA, ...ACCEPTED },
		],
		repeatable: true,
	},
	{
		title: 'activity: create',
		parameters: {
			resource: 'activity',
			operation: 'create',
			identifiers: email,
			activityName: '={{ $json.event }}',
			additionalFields: {
				time: TIME,
				propertiesJson: '={{ $json.about }}',
			},
			contactFields: { canBeCreated: true },
		},
		items: [
			{ email: 'jan@example.com', event: 'view', about: { url: '/a', tags: ['x', { y: null }] } },
			{ email: 'anna@example.com', event: '' },
			{ email: 'anna@example.com', event: 'view', about: '{ "price": 1.5 }' },
		],
		field: 'Activity Name',
		call: 'createContactactivities',
		bodies: [
			{
				source: 'n8n',
				contact: { ...JAN, ...byEmail, canBeCreated: true },
				contactActivities: [
					{ name: 'view', time: TIME, properties: { url: '/a', tags: ['x', { y: null }] } },
				],
			},
			{
				source: 'n8n',
				contact: { ...ANNA, ...byEmail, canBeCreated: true },
				contactActivities: [{ name: 'view', time: TIME, properties: { price: 1.5 } }],
			},
		],
		rows: [
			{ ...JAN, activities: ['view'], ...ACCEPTED },
			{ ...ANNA, activities: ['view'], ...ACCEPTED },
		],
		repeatable: false,
	},
	{
		title: 'list: addContacts',
		parameters: {
			resource: 'list',
			operation: 'addContacts',
			list: '={{ $json.list }}',
			identifiers: email,
			options: { source: 'shop' },
		},
		items: [
			{ email: 'jan@example.com', list: 'MyList' },
			{ email: 'jan@example.com', list: 'not a name' },
			{ email: 'anna@example.com', list: 'MyList' },
		],
		field: 'List',
		call: 'addContactsToList',
		bodies: [
			{
				source: 'shop',
				listName: 'MyList',
				contacts: { identifiers: [JAN.identifiers, ANNA.identifiers], ...byEmail },
			},
		],
		rows: [
			{ ...JAN, list: 'MyList', ...ACCEPTED },
			{ ...ANNA, list: 'MyList', ...ACCEPTED },
		],
		repeatable: true,
	},
	{
		title: 'list: removeContacts',
		parameters: {
			resource: 'list',
			operation: 'removeContacts',
			list: 'old list',
			identifiers: email,
		},
		items: [{ email: 'jan@example.com' }, { email: 'jan@' }, { email: 'anna@example.com' }],
		field: 'identifiers.email',
		call: 'removeContactsFromList',
		bodies: [
			{
				source: 'n8n',
				identifyListBy: { name: 'old list' },
				contacts: { identifiers: [JAN.identifiers, ANNA.identifiers], ...byEmail },
			},
		],
		rows: [
			{ ...JAN, list: 'old list', ...ACCEPTED },
			{ ...ANNA, list: 'old list', ...ACCEPTED },
		],
		repeatable: true,
	},
	{
		title: 'order: upsert',
		parameters: {
			resource: 'order',
			operation: 'upsert',
			identifiers: email,
			orderId: '={{ $json.number }}',
			purchaseDate: '={{ $json.at }}',
			status: 'paid',
			itemsInput: 'json',
			itemsJson: '={{ $json.lines }}',
			additionalFields: { totalAmount: '={{ $json.total }}' },
			options: { removeItemsFromCart: false },
		},
		items: [
			{
				email: 'jan@example.com',
				number: 1001,
				at: '28.02.2024 12:16',
				total: '20',
				lines: [{ productID: 7, sku: 'a', name: 'A', qty: '2', itemPrice: '9.99' }],
			},
			{
				email: 'jan@example.com',
				number: 1002,
				at: TIME,
				lines: [
					{ productID: '7', sku: 'a', name: 'A' },
					{ productID: '8', sku: '', name: 'B' },
				],
			},
			{
				email: 'anna@example.com',
				number: '1003',
				at: TIME,
				lines: '[{ "productID": "7", "sku": "a", "name": "A" }]',
			},
		],
		field: 'items[1].sku',
		call: 'upsertOrder',
		bodies: [
			{
				source: 'n8n',
				contact: { ...JAN, ...byEmail },
				orderID: '1001',
				purchaseDate: '2024-02-28T12:16:00+01:00',
				status: 'paid',
				totalAmount: 20,
				shouldRemoveItemsFromCart: false,
				items: [{ productID: '7', sku: 'a', name: 'A', qty: 2, itemPrice: 9.99 }],
			},
			{
				source: 'n8n',
				contact: { ...ANNA, ...byEmail },
				orderID: '1003',
				purchaseDate: TIME,
				status: 'paid',
				shouldRemoveItemsFromCart: false,
				items: [{ productID: '7', sku: 'a', name: 'A' }],
			},
		],
		rows: [
			{ ...JAN, orderId: '1001', items: 1, ...ACCEPTED },
			{ ...ANNA, orderId: '1003', items: 1, ...ACCEPTED },
		],
		repeatable: true,
	},
	{
		title: 'supplement: upsert',
		parameters: {
			resource: 'supplement',
			operation: 'upsert',
			identifiers: email,
			supplement: 'recharge_subscriptions',
			recordId: '={{ $json.id }}',
			recordFields: {
				values: [
					{ key: 'title', value: '={{ $json.title }}' },
					{ key: 'updated_at', value: '={{ $json.at }}' },
				],
			},
			options: { updatedDateField: 'updated_at' },
		},
		items: [
			{ email: 'jan@example.com', id: 5, title: 'Ring', at: TIME },
			{ email: 'anna@example.com', id: 6, title: 'Ring' },
			{ email: 'anna@example.com', id: 's-6', title: '', at: '2024-02-28T11:16:40Z' },
		],
		field: 'records[0].updated_at',
		call: 'upsertSupplementRecords',
		bodies: [
			{
				source: 'n8n',
				contact: { ...JAN, ...byEmail },
				supplement: 'recharge_subscriptions',
				updatedDateField: 'updated_at',
				records: [{ id: 5, title: 'Ring', updated_at: TIME }],
			},
			{
				source: 'n8n',
				contact: { ...ANNA, ...byEmail },
				supplement: 'recharge_subscriptions',
				updatedDateField: 'updated_at',
				records: [{ id: 's-6', updated_at: '2024-02-28T11:16:40Z' }],
			},
		],
		rows: [
			{ ...JAN, supplement: 'recharge_subscriptions', records: ['5'], ...ACCEPTED },
			{ ...ANNA, supplement: 'recharge_subscriptions', records: ['s-6'], ...ACCEPTED },
		],
		repeatable: true,
	},
	{
		title: 'cart: addProducts',
		parameters: {
			resource: 'cart',
			operation: 'addProducts',
			identifiers: email,
			items: {
				values: [
					{
						...product,
						productID: '={{ $json.id }}',
						qty: '={{ $json.qty }}',
						images: 'https://a.example.com/1.jpg https://a.example.com/w_1,h_2.jpg',
					},
				],
			},
		},
		items: [
			{ email: 'jan@example.com', id: 1, qty: 2 },
			{ email: 'jan@example.com', id: 2, qty: 0 },
			{ email: 'anna@example.com', id: 3, qty: '1' },
		],
		field: 'items[0].qty',
		call: 'addProductsToCart',
		bodies: [
			[JAN, '1', 2],
			[ANNA, '3', 1],
		].map(([who, productID, qty]) => ({
			source: 'n8n',
			contact: { ...(who as object), ...byEmail },
			items: [
				{
					...product,
					productID,
					qty,
					images: ['https://a.example.com/1.jpg', 'https://a.example.com/w_1,h_2.jpg'],
				},
			],
		})),
		rows: [
			{ ...JAN, products: ['1'], ...ACCEPTED },
			{ ...ANNA, products: ['3'], ...ACCEPTED },
		],
		repeatable: false,
	},
	{
		title: 'cart: removeProducts',
		parameters: {
			resource: 'cart',
			operation: 'removeProducts',
			identifiers: email,
			itemsInput: 'json',
			itemsJson: '={{ $json.lines }}',
		},
		items: [
			{ email: 'jan@example.com', lines: [{ productID: '1', qty: 1 }] },
			{ email: 'jan@example.com', lines: [{ productID: '1' }] },
			{ email: 'anna@example.com', lines: [{ productID: '3', qty: 2, sku: 'x' }] },
		],
		field: 'items[0].qty',
		call: 'removeProductsFromCart',
		bodies: [
			{
				source: 'n8n',
				contact: { ...JAN, ...byEmail },
				items: [{ productID: '1', qty: 1 }],
			},
			{
				source: 'n8n',
				contact: { ...ANNA, ...byEmail },
				items: [{ productID: '3', qty: 2, sku: 'x' }],
			},
		],
		rows: [
			{ ...JAN, products: ['1'], ...ACCEPTED },
			{ ...ANNA, products: ['3'], ...ACCEPTED },
		],
		repeatable: false,
	},
];

describe.each(ROWS.map((row) => [row.title, row] as const))('%s', (_, row) => {
	const run = async (options: Run) => await account.run(row.parameters, row.items, options);
	const good = [row.items[0], row.items[2]];

	it('does the good items, and the bad one leaves by the error output with its input', async () => {
		const { done, rejected, paired } = await run({ onError: 'continueErrorOutput' });
		expect(done).toEqual(row.rows);
		expect(paired()).toEqual([0, 2]);
		expect(rejected.map(inputOf)).toEqual([row.items[1]]);
		expect(paired(1)).toEqual([1]);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'invalid_value',
			field: row.field,
			remedy: expect.stringMatching(/\S/),
		});
		expect(account.sent(row.call)).toEqual(row.bodies);
		expect(account.sandbox.journal.count()).toBe(row.bodies.length);
	});

	it('keeps the bad item in its place on the regular output', async () => {
		const { done, paired } = await run({ onError: 'continueRegularOutput' });
		expect(inputOf(done[1])).toEqual(row.items[1]);
		expect(paired()).toEqual([0, 1, 2]);
	});

	it('stops at the bad item, named', async () => {
		const { failure } = await run({});
		expect(failure?.message).toContain(row.field);
		expect((failure as unknown as { context: IDataObject }).context.itemIndex).toBe(1);
	});

	it('brings the words of the platform, for each item of the request', async () => {
		const body = { error: true, errorKey: 'VALIDATION', message: 'Something is wrong' };
		account.sandbox.faults.add({ kind: 'status', status: 422, body });
		const { rejected } = await account.run(row.parameters, good, {
			onError: 'continueErrorOutput',
		});
		expect(rejected.map(inputOf)).toEqual(good);
		for (const item of rejected) {
			expect(item.error).toBe('Cordial says: Something is wrong');
			expect(detailsOf(item)).toMatchObject({ status: 'failed', code: 'VALIDATION' });
		}
	});

	it(`is ${row.repeatable ? '' : 'not '}sent again after an answer that was lost`, async () => {
		// One answer first: with none, a lost one looks like a wrong address.
		await account.run(row.parameters, [good[0]]);
		account.sandbox.journal.clear();
		account.sandbox.faults.add({ kind: 'reset', when: 'after', times: 1 });
		const { done, rejected } = await account.run(row.parameters, good, {
			onError: 'continueErrorOutput',
		});
		if (row.repeatable) {
			expect(done).toEqual(row.rows);
			expect(account.sandbox.journal.count()).toBe(row.bodies.length + 1);
		} else {
			expect(rejected.map(inputOf)).toEqual([good[0]]);
			expect(detailsOf(rejected[0])).toMatchObject({ status: 'uncertain' });
			expect(done).toEqual([row.rows[1]]);
			expect(account.sandbox.journal.count()).toBe(row.bodies.length);
		}
	});

	it('is sent again after a refusal for the limit', async () => {
		const headers = { 'retry-after': '0.2' };
		account.sandbox.faults.add({ kind: 'status', status: 429, headers, times: 2 });
		const { done } = await account.run(row.parameters, good);
		expect(done).toEqual(row.rows);
		expect(account.sandbox.journal.count()).toBe(row.bodies.length + 2);
	});

	it('takes an empty answer and a bare text for an answer', async () => {
		const isOk = { kind: 'status', status: 202, times: 1 } as const;
		account.sandbox.faults.add({ ...isOk, body: '' });
		account.sandbox.faults.add({ ...isOk, body: '"Queued"' });
		const { done } = await account.run(row.parameters, good);
		expect(done.map(({ accepted }) => accepted)).toEqual([true, true]);
	});
});
