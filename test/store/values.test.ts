/** What is checked before sending, and how answers are read. */
import type { IDataObject } from 'n8n-workflow';

import type { Shop } from './harness';
import { detailsOf, startShop } from './harness';

let shop: Shop;
beforeEach(async () => (shop = await startShop()));
afterEach(async () => await shop.close());

const continued = { onError: 'continueErrorOutput' } as const;

/** Runs one item; its failure, or undefined. */
async function refusal(parameters: IDataObject, item: IDataObject = {}) {
	const { rejected, done } = await shop.run(parameters, [item], continued);
	if (rejected.length === 0) return { done };
	return { field: detailsOf(rejected[0]).field, error: rejected[0].error as string };
}

describe('agreements', () => {
	const upsert = (entry: IDataObject, more: IDataObject[] = []) => ({
		resource: 'contact',
		operation: 'upsert',
		email: 'jan@example.com',
		additionalFields: { agreements: { values: [entry, ...more] } },
	});
	const good = { type: 'newsletter', text: 'I want news.', given: true };

	it.each([
		[true, true],
		[false, false],
		['yes', true],
		['No', false],
		['TRUE', true],
		['0', false],
		[1, true],
	])('given as %p are sent as %p', async (given, s) => {
		await refusal(upsert({ ...good, given }));
		expect(shop.sent('/contact')).toEqual([
			{ email: 'jan@example.com', agreements: [{ t: 'newsletter', c: 'I want news.', s }] },
		]);
	});

	it.each(['', null, ' ', undefined])(
		'of which %p is known are left out, never guessed',
		async (given) => {
			await refusal(upsert({ ...good, given }));
			expect(shop.sent('/contact')).toEqual([{ email: 'jan@example.com' }]);
		},
	);

	it.each([
		[{ ...good, text: '' }, 'Agreements: Text of "newsletter"'],
		[{ ...good, text: ' ', given: false }, 'Agreements: Text of "newsletter"'],
		[{ ...good, type: '' }, 'Agreements: Type of entry 1'],
		[{ ...good, given: 'maybe' }, 'Agreements: Given of "newsletter"'],
	])('%j are refused before anything is sent', async (entry, field) => {
		expect((await refusal(upsert(entry))).field).toBe(field);
		expect(shop.sandbox.journal.count()).toBe(0);
	});

	it('are refused when a type is given twice', async () => {
		expect((await refusal(upsert(good, [{ ...good, given: false }]))).error).toContain(
			'given twice',
		);
	});
});

it('a tag needs a name; one without a value is left out', async () => {
	const tagged = (values: IDataObject[]) => ({
		resource: 'contact',
		operation: 'upsert',
		email: 'jan@example.com',
		additionalFields: { tags: { values } },
	});
	expect((await refusal(tagged([{ name: '', value: 'x' }]))).field).toBe('Tags: Name of entry 1');
	await refusal(
		tagged([
			{ name: 'city', value: '' },
			{ name: 'firstname', value: 'Jan' },
		]),
	);
	expect(shop.sent('/contact')).toEqual([
		{ email: 'jan@example.com', tags: [{ n: 'firstname', v: 'Jan' }] },
	]);
});

describe('contact: get', () => {
	const get = { resource: 'contact', operation: 'get', email: '={{ $json.email }}' };
	const jan = { email: 'jan@example.com', agreements: [], tags: [{ n: 'city', v: 'Kraków' }] };
	beforeEach(() => shop.sandbox.loadAccount({ contacts: [jan] }));

	it('reads a contact in the envelope and a bare one', async () => {
		for (const enveloped of [true, false]) {
			shop.sandbox.rules.set({ storeContactEnveloped: enveloped });
			const { done } = await shop.run(get, [{ email: 'JAN@example.com' }]);
			expect(done).toEqual([
				{ email: 'jan@example.com', cookie: null, agreements: [], tags: { city: 'Kraków' } },
			]);
		}
		const { done } = await shop.run({ ...get, simplify: false }, [{ email: jan.email }]);
		expect(done).toEqual([jan]);
	});

	it('says who does not exist, and takes no other contact for the one asked', async () => {
		expect((await refusal(get, { email: 'nobody@example.com' })).error).toContain(
			'returned no contact',
		);
		const body = { status: 'OK', timestamp: 1, data: jan };
		shop.sandbox.faults.add({ kind: 'status', status: 200, body });
		const { rejected } = await shop.run(get, [{ email: 'anna@example.com' }], continued);
		expect(rejected[0].error).toContain('another contact than the one asked');
		expect(detailsOf(rejected[0]).code).toBe('not_found');
		expect(JSON.stringify(rejected)).not.toContain('jan@');
	});

	it('says what a refusal may mean', async () => {
		shop.sandbox.rules.set({ storeUnknownContactEmpty: false });
		const { rejected } = await shop.run(get, [{ email: 'nobody@example.com' }], continued);
		expect(detailsOf(rejected[0]).remedy).toContain('a contact it does not know');
	});
});

describe('events', () => {
	const view = (timestamp: unknown) => ({
		resource: 'event',
		operation: 'track',
		eventType: 'eventProductView',
		productId: '1',
		additionalFields: { timestamp } as IDataObject,
	});

	it.each([
		['2024-02-28T12:16:40+01:00', 1709119000],
		['2024-02-28T11:16:40.999Z', 1709119000],
		['2024-02-28 12:16:40', 1709119000],
		['28.02.2024 12:16', 1709118960],
		['2024-02-28', 1709074800],
		[1709119000, 1709119000],
		['1709119000', 1709119000],
		[1709119000123, 1709119000],
		['={{ DateTime.fromSeconds(1709119000) }}', 1709119000],
		['={{ new Date(1709119000000) }}', 1709119000],
	])('of %p are sent with %p', async (timestamp, seconds) => {
		await refusal(view(timestamp));
		expect(shop.sandbox.store.events.map((event) => event.timestamp)).toEqual([seconds]);
	});

	it('without a time happen now', async () => {
		const before = Math.floor(Date.now() / 1000);
		await refusal(view(''));
		const [{ timestamp }] = shop.sandbox.store.events;
		expect(timestamp).toBeGreaterThanOrEqual(before);
		expect(timestamp).toBeLessThanOrEqual(Date.now() / 1000);
	});

	it.each(['yesterday', '2024-02-30', '2024', 17091190, '170911900000000'])(
		'of %p are refused',
		async (timestamp) => {
			expect((await refusal(view(timestamp))).field).toBe('Time');
			expect(shop.sandbox.journal.count()).toBe(0);
		},
	);

	const order = (more: IDataObject) => ({
		resource: 'event',
		operation: 'track',
		eventType: 'eventTransaction',
		transactionId: 't1',
		...more,
	});
	const line = { productId: '1', price: '9.50', quantity: 2 };

	it('take a basket from fields', async () => {
		await refusal(order({ basketInput: 'fields', basket: { products: [line] } }));
		expect(shop.sandbox.store.events[0].basket).toEqual([
			{ productId: '1', price: 9.5, quantity: 2 },
		]);
	});

	it.each([
		[{ basketInput: 'fields', basket: {} }, 'Basket'],
		[{ basketInput: 'json', basketJson: '[]' }, 'Basket'],
		[{ basketInput: 'json', basketJson: '{' }, 'Basket (JSON)'],
		[{ basketInput: 'json', basketJson: '{}' }, 'Basket (JSON)'],
		[{ basketInput: 'json', basketJson: '[null]' }, 'Basket, product 1: Product ID'],
		[{ basket: { products: [line, { ...line, price: '' }] } }, 'Basket, product 2: Price'],
		[{ basket: { products: [{ ...line, price: '-1' }] } }, 'Basket, product 1: Price'],
		[{ basket: { products: [{ ...line, quantity: 0 }] } }, 'Basket, product 1: Quantity'],
		[{ basket: { products: [{ ...line, quantity: 1.5 }] } }, 'Basket, product 1: Quantity'],
		[{ transactionId: ' ', basket: { products: [line] } }, 'Transaction ID'],
		[{ eventType: 'EventTransaction' }, 'Event Type'],
		[{ basket: { products: [line] }, additionalFields: { userEmail: 'nobody' } }, 'User Email'],
	])('%j is refused before anything is sent', async (more, field) => {
		expect((await refusal(order(more))).field).toBe(field);
		expect(shop.sandbox.journal.count()).toBe(0);
	});
});

describe('products', () => {
	const upsert = (additionalFields: IDataObject, more: IDataObject = {}) => ({
		resource: 'product',
		operation: 'upsert',
		productId: '1',
		additionalFields,
		...more,
	});

	it.each([0, '0', 19.99, '19.99', ' 7. ', '.5'])('cost %p', async (price) => {
		await refusal(upsert({ price }));
		expect(shop.sandbox.store.product('1')?.price).toBe(Number(price));
	});

	it.each(['19,99', '19.99 PLN', '1e3', '-1', 'free', '1 000'])('do not cost %p', async (price) => {
		expect((await refusal(upsert({ price }))).field).toBe('Price');
	});

	it('take categories as JSON, but not twice, and only with whole IDs', async () => {
		await refusal(upsert({ categoriesJson: '[{ "id": "12", "name": "Shoes" }]' }));
		expect(shop.sandbox.store.product('1')?.categories).toEqual([{ id: 12, name: 'Shoes' }]);
		const values = [{ id: '1', name: 'A' }];
		const both = upsert({ categoriesJson: '[]', categories: { values } });
		expect((await refusal(both)).error).toContain('given twice');
		const wrong = upsert({ categories: { values: [{ id: 'shoes', name: 'Shoes' }] } });
		expect((await refusal(wrong)).field).toBe('Categories, entry 1: Category ID');
	});

	it('are visible unless said otherwise, and refuse what is neither yes nor no', async () => {
		await refusal(upsert({}));
		await refusal(upsert({}, { status: false }));
		expect(shop.sent('/data/product')).toEqual([
			{ id: '1', status: true },
			{ id: '1', status: false },
		]);
		expect((await refusal(upsert({}, { status: 'in stock' }))).field).toBe('Visible');
	});

	it('of the same ID and catalog follow each other in the order of the items', async () => {
		shop.sandbox.setLatency(10);
		const items = Array.from({ length: 30 }, (_, index) => ({
			id: `p${index % 3}`,
			title: `${index}`,
		}));
		await shop.run(
			{ ...upsert({ title: '={{ $json.title }}' }), productId: '={{ $json.id }}' },
			items,
		);
		for (const [id, title] of [
			['p0', '27'],
			['p1', '28'],
			['p2', '29'],
		])
			expect(shop.sandbox.store.product(id)?.title).toBe(title);
	});
});

describe('recommendations', () => {
	const get = (more: IDataObject = {}) => ({
		resource: 'recommendation',
		operation: 'get',
		placementId: 'home',
		cookie: 'c1',
		...more,
	});

	it.each([
		[{ cookie: '' }, 'Cookie'],
		[{ cookie: 'jan@example.com' }, 'Cookie'],
		[{ cookie: '', deviceId: 'my phone' }, 'Device ID'],
		[{ placementId: 'a/b' }, 'Placement ID'],
		[{ additionalFields: { userId: 'żółw' } }, 'User ID'],
		[{ additionalFields: { requestId: 'r.1', deduplicate: true } }, 'Request ID'],
		[{ additionalFields: { requestId: 'r1' } }, 'Request ID'],
		[{ additionalFields: { filterProduct: '1 2' } }, 'Related to Product ID'],
	])('%j is refused before anything is sent', async (more, field) => {
		expect((await refusal(get(more))).field).toBe(field);
		expect(shop.sandbox.journal.count()).toBe(0);
	});

	it('read prices in both forms, and keep what a click needs', async () => {
		const { done } = await shop.run(get(), [{}]);
		expect(done[0]).toEqual({
			id: '1',
			title: 'Shoe',
			description: '',
			url: 'https://shop.example.com/1',
			image: '',
			price: 10,
			priceOld: 12.5,
			trackingString: expect.any(String),
			qrId: expect.stringMatching(/^ad_/),
		});
		expect(done[1]).toMatchObject({ price: 20, priceOld: null });
		expect(new Set(done.map(({ qrId }) => qrId)).size).toBe(1);
	});

	it('come as the platform sends them without Simplify', async () => {
		const { done } = await shop.run(get({ simplify: false }), [{}]);
		expect(done[0]).toMatchObject({ price: '10.00', priceOld: 12.5, custom1: '', status: true });
		expect(done[0].qrId).toMatch(/^ad_/);
	});

	it('may be none', async () => {
		const { done, status } = await shop.run(get({ additionalFields: { filterCategory: 'Hats' } }), [
			{},
		]);
		expect([status, done]).toEqual(['success', []]);
	});

	it('do not repeat a product under the same request ID, in the order of the items', async () => {
		shop.sandbox.setLatency(10);
		const items = ['a', 'b', 'c'].map((row) => ({ row }));
		const additionalFields = { requestId: 'mail-1', deduplicate: true };
		const { done, paired } = await shop.run(get({ placementId: 'one', additionalFields }), items);
		expect(done.map(({ id }) => id)).toEqual(['1', '2', '3']);
		expect(paired()).toEqual([0, 1, 2]);
		expect(shop.sandbox.journal.entries[0].query).toMatchObject({
			requestId: 'mail-1',
			deduplicate: 'true',
		});
	});

	it('depend on what was tracked', async () => {
		const click = { resource: 'event', operation: 'track', eventType: 'eventClick' };
		const { done } = await shop.run(get(), [{}]);
		await shop.run(
			{
				...click,
				productId: '={{ $json.id }}',
				trackingString: '={{ $json.trackingString }}',
				additionalFields: { cookie: 'c1' },
			},
			[done[1]],
		);
		const { done: after } = await shop.run(get(), [{}]);
		expect(after[0].id).toBe('2');
	});
});

describe('headers', () => {
	const product = { resource: 'product', operation: 'hide', productId: '1' };

	it('carry the version where the reference has it, and nothing where there is none', async () => {
		const credential = { acceptVersion: ' 1.0.6 ' };
		await shop.run(product, [{}], { credential });
		await shop.run({ resource: 'contact', operation: 'upsert', email: 'a@example.com' }, [{}], {
			credential,
		});
		await shop.run(product, [{}]);
		expect(shop.sandbox.journal.entries.map(({ headers }) => headers['accept-version'])).toEqual([
			'1.0.6',
			undefined,
			undefined,
		]);
	});
});

it('reads both forms of the time of an answer', async () => {
	const times = async () => {
		const contact = { resource: 'contact', operation: 'upsert', email: 'a@example.com' };
		const { done } = await shop.run(contact, [{}]);
		return done[0].answeredAt;
	};
	// The text names no time zone, so none is added.
	expect(await times()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
	shop.sandbox.rules.set({ storeTextTimestamps: false });
	expect(await times()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
});
