/** Every operation over HTTP: what is sent, what comes out, and that items stay apart. */
import type { IDataObject } from 'n8n-workflow';

import type { Run, Shop } from './harness';
import { detailsOf, inputOf, startShop } from './harness';

let shop: Shop;
beforeEach(async () => (shop = await startShop()));
afterEach(async () => await shop.close());

interface Row {
	title: string;
	parameters: IDataObject;
	/** Three items; the second fails before anything is sent. */
	items: [IDataObject, IDataObject, IDataObject];
	field: string;
	/** What the good items send. */
	path: string;
	bodies?: unknown[];
	queries?: unknown[];
	/** What comes out, the first item's rows first. */
	rows: unknown[];
	paired: number[];
}

const ANSWERED = { accepted: true, answeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) };
const TIME = '2024-02-28T12:16:40+01:00';
const SECONDS = 1709119000;
const OCCURRED = '2024-02-28T11:16:40.000Z';
const recommended = (id: string) =>
	expect.objectContaining({
		id,
		trackingString: expect.any(String),
		qrId: expect.stringMatching(/^ad_/),
	});

const ROWS: Row[] = [
	{
		title: 'contact: upsert',
		parameters: {
			resource: 'contact',
			operation: 'upsert',
			email: '={{ $json.email }}',
			additionalFields: {
				cookie: '={{ $json.cookie }}',
				agreements: {
					values: [{ type: 'newsletter', text: 'I want news.', given: '={{ $json.news }}' }],
				},
				tags: { values: [{ name: 'firstname', value: '={{ $json.name }}' }] },
			},
		},
		items: [
			{ email: 'jan@example.com', cookie: 'c1', news: false, name: 'Jan' },
			{ email: 'nobody', cookie: 'c2', news: true, name: 'X' },
			{ email: 'anna@example.com', cookie: '', news: '', name: '' },
		],
		field: 'Email',
		path: '/contact',
		bodies: [
			{
				email: 'jan@example.com',
				cookie: 'c1',
				agreements: [{ t: 'newsletter', c: 'I want news.', s: false }],
				tags: [{ n: 'firstname', v: 'Jan' }],
			},
			{ email: 'anna@example.com' },
		],
		rows: [
			{ email: 'jan@example.com', ...ANSWERED },
			{ email: 'anna@example.com', ...ANSWERED },
		],
		paired: [0, 2],
	},
	{
		title: 'contact: get',
		parameters: { resource: 'contact', operation: 'get', email: '={{ $json.email }}' },
		items: [{ email: 'Old@example.com' }, { email: '' }, { email: 'new@example.com' }],
		field: 'Email',
		path: '/contact',
		queries: [{ email: 'Old@example.com' }, { email: 'new@example.com' }],
		rows: [
			{
				email: 'old@example.com',
				cookie: 'c9',
				agreements: [{ type: 'terms', text: 'I agree.', given: true }],
				tags: { city: 'Kraków' },
			},
			{ email: 'new@example.com', cookie: null, agreements: [], tags: {} },
		],
		paired: [0, 2],
	},
	{
		title: 'profile: collect',
		parameters: {
			resource: 'profile',
			operation: 'collect',
			userId: '={{ $json.id }}',
			cookie: '={{ $json.cookie }}',
			additionalFields: { email: '={{ $json.email }}', agreement: '={{ $json.agrees }}' },
		},
		items: [
			{ id: 7, cookie: 'c1', email: 'jan@example.com', agrees: 'yes' },
			{ id: 8, cookie: '', email: 'x@example.com', agrees: false },
			{ id: 9, cookie: 'c3' },
		],
		field: 'Cookie',
		path: '/collectprofile',
		bodies: [
			{ userId: '7', cookie: 'c1', email: 'jan@example.com', agreement: true },
			{ userId: '9', cookie: 'c3' },
		],
		rows: [
			{ userId: '7', ...ANSWERED },
			{ userId: '9', ...ANSWERED },
		],
		paired: [0, 2],
	},
	{
		title: 'event: track, a click',
		parameters: {
			resource: 'event',
			operation: 'track',
			eventType: 'eventClick',
			productId: '={{ $json.id }}',
			trackingString: '={{ $json.tracking }}',
			additionalFields: {
				timestamp: TIME,
				deviceId: '={{ $json.device }}',
				referrer: 'https://a.example.com',
			},
		},
		items: [
			{ id: '101', tracking: 'abc', device: 'android-12' },
			{ id: '102' },
			{ id: 103, tracking: 'def' },
		],
		field: 'Tracking String',
		path: '/track/event',
		bodies: [
			{
				customer: 'shop',
				eventType: 'eventClick',
				timestamp: SECONDS,
				deviceId: 'android-12',
				referrer: 'https://a.example.com',
				productId: '101',
				trackingString: 'abc',
			},
			{
				customer: 'shop',
				eventType: 'eventClick',
				timestamp: SECONDS,
				referrer: 'https://a.example.com',
				productId: '103',
				trackingString: 'def',
			},
		],
		rows: ['101', '103'].map((productId) => ({
			eventType: 'eventClick',
			productId,
			transactionId: null,
			occurredAt: OCCURRED,
			...ANSWERED,
		})),
		paired: [0, 2],
	},
	{
		title: 'event: track, a product view',
		parameters: {
			resource: 'event',
			operation: 'track',
			eventType: 'eventProductView',
			productId: '={{ $json.id }}',
			additionalFields: { timestamp: TIME, cookie: 'c1', userId: 5, userEmail: 'jan@example.com' },
		},
		items: [{ id: 'a-1' }, { id: 'a 1' }, { id: 'A_1' }],
		field: 'Product ID',
		path: '/track/event',
		bodies: ['a-1', 'A_1'].map((productId) => ({
			customer: 'shop',
			eventType: 'eventProductView',
			timestamp: SECONDS,
			cookie: 'c1',
			userId: '5',
			userEmail: 'jan@example.com',
			productId,
		})),
		rows: ['a-1', 'A_1'].map((productId) => ({
			eventType: 'eventProductView',
			productId,
			transactionId: null,
			occurredAt: OCCURRED,
			...ANSWERED,
		})),
		paired: [0, 2],
	},
	{
		title: 'event: track, an order',
		parameters: {
			resource: 'event',
			operation: 'track',
			eventType: 'eventTransaction',
			transactionId: '={{ $json.order }}',
			basketInput: 'json',
			basketJson: '={{ $json.lines }}',
			additionalFields: { timestamp: TIME, userId: 'u1' },
		},
		items: [
			{
				order: 1001,
				lines: [
					{ productId: 101, price: '99.00', quantity: '2' },
					{ productId: '102', price: 0.5, quantity: 1 },
				],
			},
			{ order: 1002, lines: [{ productId: '101', price: '99,00', quantity: 1 }] },
			{ order: '1003', lines: '[{ "productId": "103", "price": 7, "quantity": 3 }]' },
		],
		field: 'Basket, product 1: Price',
		path: '/track/event',
		bodies: [
			[
				'1001',
				[
					{ productId: '101', price: 99, quantity: 2 },
					{ productId: '102', price: 0.5, quantity: 1 },
				],
			],
			['1003', [{ productId: '103', price: 7, quantity: 3 }]],
		].map(([transactionId, basket]) => ({
			customer: 'shop',
			eventType: 'eventTransaction',
			timestamp: SECONDS,
			userId: 'u1',
			transactionId,
			basket,
		})),
		rows: ['1001', '1003'].map((transactionId) => ({
			eventType: 'eventTransaction',
			productId: null,
			transactionId,
			occurredAt: OCCURRED,
			...ANSWERED,
		})),
		paired: [0, 2],
	},
	{
		title: 'product: upsert',
		parameters: {
			resource: 'product',
			operation: 'upsert',
			productId: '={{ $json.id }}',
			status: '={{ $json.visible }}',
			additionalFields: {
				title: '={{ $json.title }}',
				image: '={{ $json.image }}',
				description: '={{ $json.text }}',
				url: '={{ $json.url }}',
				price: '={{ $json.price }}',
				priceOld: '={{ $json.before }}',
				custom1: '={{ $json.one }}',
				custom2: '={{ $json.two }}',
				custom3: '={{ $json.three }}',
				catalogSymbol: '={{ $json.catalog }}',
				categories: { values: [{ id: '={{ $json.category }}', name: 'Shoes' }] },
			},
		},
		items: [
			{
				id: 2,
				visible: true,
				title: 'Shoe',
				image: 'https://shop.example.com/2.jpg',
				text: 'Light',
				url: 'https://shop.example.com/2',
				price: '99.00',
				before: 199,
				one: 'a',
				two: 'b',
				three: 3,
				catalog: 'pl',
				category: '12',
			},
			{ id: 3, visible: true, price: '99.00 PLN', category: 12 },
			{ id: 'x_4', visible: 'no', category: 13 },
		],
		field: 'Price',
		path: '/data/product',
		bodies: [
			{
				id: '2',
				title: 'Shoe',
				image: 'https://shop.example.com/2.jpg',
				description: 'Light',
				url: 'https://shop.example.com/2',
				price: 99,
				priceOld: 199,
				custom1: 'a',
				custom2: 'b',
				custom3: '3',
				status: true,
				categories: [{ id: 12, name: 'Shoes' }],
				catalogSymbol: 'pl',
			},
			{ id: 'x_4', status: false, categories: [{ id: 13, name: 'Shoes' }] },
		],
		rows: [
			{ id: '2', visible: true, ...ANSWERED },
			{ id: 'x_4', visible: false, ...ANSWERED },
		],
		paired: [0, 2],
	},
	{
		title: 'product: hide',
		parameters: {
			resource: 'product',
			operation: 'hide',
			productId: '={{ $json.id }}',
			additionalFields: { catalogSymbol: '={{ $json.catalog }}' },
		},
		items: [{ id: 1, catalog: 'pl' }, { id: 'a.b' }, { id: '3' }],
		field: 'Product ID',
		path: '/data/product',
		bodies: [
			{ id: '1', catalogSymbol: 'pl', status: false },
			{ id: '3', status: false },
		],
		rows: [
			{ id: '1', visible: false, ...ANSWERED },
			{ id: '3', visible: false, ...ANSWERED },
		],
		paired: [0, 2],
	},
	{
		title: 'recommendation: get',
		parameters: {
			resource: 'recommendation',
			operation: 'get',
			placementId: 'home',
			cookie: '={{ $json.cookie }}',
			deviceId: '={{ $json.device }}',
			additionalFields: { userId: '={{ $json.user }}', filterCategory: '={{ $json.category }}' },
		},
		items: [{ cookie: 'c1', user: 5 }, { user: 6 }, { device: 'android-12', category: 'Shoes' }],
		field: 'Cookie',
		path: '/recommendation',
		queries: [
			{ placementId: 'home', cookie: 'c1', userId: '5', customer: 'shop' },
			{ placementId: 'home', deviceId: 'android-12', filterCategory: 'Shoes', customer: 'shop' },
		],
		rows: [recommended('1'), recommended('2'), recommended('3'), recommended('2')],
		paired: [0, 0, 0, 2],
	},
];

const OLD = {
	contacts: [
		{
			email: 'old@example.com',
			cookie: 'c9',
			agreements: [{ t: 'terms', c: 'I agree.', s: true }],
			tags: [{ n: 'city', v: 'Kraków' }],
		},
		{ email: 'new@example.com' },
	],
};

describe.each(ROWS.map((row) => [row.title, row] as const))('%s', (_, row) => {
	const run = async (options: Run) => await shop.run(row.parameters, row.items, options);
	beforeEach(() => shop.sandbox.loadAccount(OLD));

	it('does the good items, and the bad one leaves by the error output with its input', async () => {
		const { done, rejected, paired } = await run({ onError: 'continueErrorOutput' });
		expect(done).toEqual(row.rows);
		expect(paired()).toEqual(row.paired);
		expect(rejected.map(inputOf)).toEqual([row.items[1]]);
		expect(paired(1)).toEqual([1]);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'invalid_value',
			field: row.field,
			remedy: expect.stringMatching(/\S/),
		});
		const entries = shop.sandbox.journal.find(undefined, row.path);
		if (row.bodies) expect(entries.map(({ body }) => body)).toEqual(row.bodies);
		if (row.queries) expect(entries.map(({ query }) => query)).toEqual(row.queries);
		expect(shop.sandbox.journal.count()).toBe(2);
	});

	it('keeps the bad item in its place on the regular output', async () => {
		const { done, paired } = await run({ onError: 'continueRegularOutput' });
		const bad = done.findIndex(({ error }) => error !== undefined);
		expect(inputOf(done[bad])).toEqual(row.items[1]);
		expect(paired()).toEqual([...row.paired, 1].sort());
	});

	it('stops at the bad item, named', async () => {
		const { failure } = await run({});
		expect(failure?.message).toContain(row.field);
		expect((failure as unknown as { context: IDataObject }).context.itemIndex).toBe(1);
	});

	it('brings the words of the platform, whatever the status of the answer', async () => {
		const error = {
			status: 'ERROR',
			timestamp: 1486987017,
			data: { error_code: 'http.status.405', error_message: 'Invalid data' },
		};
		const items = [row.items[0], row.items[2]];
		for (const status of [405, 200]) {
			shop.sandbox.faults.add({ kind: 'status', status, body: error, times: 1 });
			const { rejected, done } = await shop.run(row.parameters, items, {
				onError: 'continueErrorOutput',
			});
			expect(rejected).toHaveLength(1);
			expect(done.length).toBeGreaterThan(0);
			expect(rejected[0].error).toBe('QuarticOn Store says: Invalid data (http.status.405)');
			expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code: 'http.status.405' });
		}
	});
});
