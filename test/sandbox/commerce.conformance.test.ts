/** Connections, e-commerce customers, orders and carts. */
import { closeAll, scene, type Json, type Scene } from './support';

afterEach(closeAll);

const SHOP = {
	service: 'fooCommerce',
	externalid: 'toystore123',
	name: 'Toystore, Inc.',
	logoUrl: 'https://example.com/foo.png',
	linkUrl: 'https://example.com/foo/',
};
const PRODUCTS = [
	{ externalid: 'P1', name: 'Pogo Stick', price: 4900, quantity: 1, category: 'Toys' },
	{ externalid: 'P2', name: 'Skateboard', price: 3000, quantity: 2, category: 'Sport' },
];
const ORDER = {
	externalid: 'O-1',
	source: 1,
	email: 'alice@example.com',
	totalPrice: 10_900,
	currency: 'USD',
	connectionid: 1,
	customerid: 1,
	externalCreatedDate: '2016-09-13T17:41:39-04:00',
	orderProducts: PRODUCTS,
};
const CART = { ...ORDER, externalid: undefined, externalcheckoutid: 'C-1' };
const ABANDONED = { ...CART, abandonedDate: '2016-09-13T18:00:00-04:00' };
const ids = (rows: Json[]): string[] => rows.map(({ id }) => id);

/** A sandbox with one shop and one customer of it. */
async function shop() {
	const it = await scene();
	await it.api('POST', '/connections', { connection: SHOP });
	await customer(it);
	return it;
}
const customer = async ({ api }: Scene, change: object = {}) =>
	await api('POST', '/ecomCustomers', {
		ecomCustomer: {
			connectionid: '1',
			externalid: '56789',
			email: 'alice@example.com',
			acceptsMarketing: '1',
			...change,
		},
	});
const order = async ({ api }: Scene, ecomOrder: object = ORDER) =>
	await api('POST', '/ecomOrders', { ecomOrder });

describe('connections', () => {
	it('are created, found, changed and deleted', async () => {
		const { api } = await scene();
		const created = await api('POST', '/connections', { connection: SHOP });
		expect([created.status, created.json.connection]).toEqual([
			200,
			{
				isInternal: 0,
				...SHOP,
				cdate: '2024-05-24T07:00:00-05:00',
				udate: '2024-05-24T07:00:00-05:00',
				links: { options: expect.any(String), customers: expect.any(String) },
				id: '1',
			},
		]);
		const found = await api('GET', '/connections?filters[service]=fooCommerce');
		expect(found.json).toMatchObject({
			connections: [{ ...SHOP, isInternal: '0', status: '1', lastSync: null, listId: '0' }],
			meta: { total: '1' },
		});
		expect((await api('GET', '/connections?filters[externalid]=other')).json.connections).toEqual(
			[],
		);
		const changed = await api('PUT', '/connections/1', { connection: { name: 'New', status: 0 } });
		expect(changed.json.connection).toMatchObject({
			name: 'New',
			status: '0',
			service: SHOP.service,
		});
		expect((await api('DELETE', '/connections/1')).json).toEqual({});
		expect((await api('GET', '/connections/1')).status).toBe(404);
		const lacking = await api('POST', '/connections', { connection: { name: 'X' } });
		expect(lacking.json.errors.map(({ title }: Json) => title)).toEqual([
			'The connection service was not provided.',
			'The connection externalid was not provided.',
			'The connection logoUrl was not provided.',
			'The connection linkUrl was not provided.',
		]);
	});

	it('[connectionUnique] exist once per service and externalid', async () => {
		const { api } = await shop();
		const again = await api('POST', '/connections', { connection: SHOP });
		expect([again.status, again.json.errors?.[0].code]).toEqual([422, 'duplicate']);
		const other = { connection: { ...SHOP, externalid: 'other' } };
		expect((await api('POST', '/connections', other)).status).toBe(200);
		expect((await api('PUT', '/connections/2', { connection: SHOP })).status).toBe(422);
	});
});

describe('customers', () => {
	it('are created, changed and deleted', async () => {
		const it = await shop();
		const created = await customer(it, { externalid: '2', email: 'bob@example.com' });
		expect([created.status, created.json]).toMatchObject([
			201,
			{
				connections: [{ id: '1', service: SHOP.service }],
				ecomCustomer: {
					connectionid: '1',
					externalid: '2',
					email: 'bob@example.com',
					totalOrders: 0,
					connection: '1',
					id: '3',
				},
			},
		]);
		const changed = await it.api('PUT', '/ecomCustomers/3', {
			ecomCustomer: { externalid: '98765', acceptsMarketing: 0 },
		});
		expect(changed.json.ecomCustomer).toMatchObject({
			externalid: '98765',
			email: 'bob@example.com',
			acceptsMarketing: '0',
			totalRevenue: '0',
		});
		expect((await it.api('DELETE', '/ecomCustomers/3')).json).toEqual({});
		const gone = await it.api('GET', '/ecomCustomers/3');
		expect([gone.status, gone.json.message]).toEqual([
			404,
			'No Result found for EcomCustomer with id 3',
		]);
		for (const change of [{ email: 'nobody' }, { connectionid: 9 }, { externalid: '' }])
			expect((await customer(it, { externalid: '7', ...change })).status).toBe(422);
	});

	it('[customerUnique] exist once per connection and externalid', async () => {
		const it = await shop();
		const again = await customer(it, { email: 'bob@example.com' });
		expect([again.status, again.json.errors?.[0].code]).toEqual([422, 'duplicate']);
		await customer(it, { externalid: '2' });
		const renamed = { ecomCustomer: { externalid: '56789' } };
		expect((await it.api('PUT', '/ecomCustomers/3', renamed)).status).toBe(422);
		expect((await it.api('PUT', '/ecomCustomers/1', renamed)).status).toBe(200);
	});

	it('[customerMakesContact] belong to the contact with their e-mail, made if need be', async () => {
		const it = await shop();
		expect((await it.api('GET', '/contacts?email=alice@example.com')).json.meta.total).toBe('1');
		const { json } = await customer(it, { externalid: '2', email: 'ALICE@example.com' });
		expect(json.ecomCustomer.subscriberid).toBe('1');
	});

	it('[customersSummedUp] with one e-mail are summed up in one more row', async () => {
		const it = await shop();
		await it.api('POST', '/connections', { connection: { ...SHOP, externalid: 'second' } });
		await customer(it, { connectionid: 2 });
		await order(it);
		await order(it, { ...ORDER, connectionid: 2, customerid: 3, totalPrice: 100 });
		const found = async (filter: string) =>
			(await it.api('GET', `/ecomCustomers?filters${filter}`)).json.ecomCustomers.map(
				({ id, connectionid, connection, totalRevenue, totalOrders }: Json) =>
					[id, connectionid, connection, totalRevenue, totalOrders].join(),
			);
		expect(await found('[email]=alice@example.com')).toEqual([
			'1,1,1,10900,1',
			'2,0,,11000,2',
			'3,2,2,100,1',
		]);
		expect(await found('[connectionid]=2&filters[externalid]=56789')).toHaveLength(1);
		await it.api('DELETE', '/ecomCustomers/1');
		await it.api('DELETE', '/ecomCustomers/3');
		expect(await found('[email]=alice@example.com')).toEqual([]);
	});

	it('know sums of their orders, in cents, as texts', async () => {
		const it = await shop();
		await order(it);
		await order(it, { ...ORDER, externalid: 'O-2', totalPrice: 101, orderProducts: [] });
		await order(it, ABANDONED);
		expect((await it.api('GET', '/ecomCustomers/1')).json.ecomCustomer).toMatchObject({
			totalRevenue: '11001',
			totalOrders: '2',
			totalProducts: '3',
			avgRevenuePerOrder: '5501',
			avgProductCategory: 'Toys',
		});
	});
});

describe('orders', () => {
	it('are created with products and discounts', async () => {
		const it = await shop();
		const orderDiscounts = [{ name: '1OFF', type: 'order', discountAmount: 100 }];
		const { status, json } = await order(it, { ...ORDER, orderDiscounts });
		expect([status, Object.keys(json)]).toEqual([
			201,
			['connections', 'ecomOrderProducts', 'ecomOrderDiscounts', 'ecomOrder'],
		]);
		expect(json.ecomOrderProducts).toEqual(PRODUCTS);
		expect(json.ecomOrderDiscounts).toMatchObject([
			{ name: '1OFF', type: 'order', orderid: '1', discountAmount: '100', id: '1' },
		]);
		expect(json.ecomOrder).toMatchObject({
			externalid: 'O-1',
			source: 1,
			connectionid: 1,
			orderProducts: ['1', '2'],
			orderDiscounts: ['1'],
			customer: '1',
			id: '1',
		});
		const lacking = await order(it, { externalid: 'x' });
		expect(lacking.json.errors).toHaveLength(7);
		const product = { ...ORDER, externalid: 'x', orderProducts: [{ name: 'Nothing' }] };
		expect((await order(it, product)).json.errors).toHaveLength(3);
		const nowhere = { ...ORDER, externalid: 'x', customerid: 9 };
		expect((await order(it, nowhere)).json.errors[0]).toMatchObject({ code: 'related_missing' });
	});

	it('[orderNumbersDiffer] have ints where they are written, texts where they are read', async () => {
		const it = await shop();
		expect((await order(it)).json.ecomOrder).toMatchObject({
			totalPrice: 10_900,
			shippingAmount: 0,
			totalProducts: 3,
			state: 1,
		});
		const put = await it.api('PUT', '/ecomOrders/1', { ecomOrder: { totalPrice: 5 } });
		expect(put.json.ecomOrder).toMatchObject({ totalPrice: 5, taxAmount: 0, state: '1' });
		const read = { totalPrice: '5', taxAmount: '0', totalProducts: '3', state: '1', source: '1' };
		expect((await it.api('GET', '/ecomOrders/1')).json.ecomOrder).toMatchObject(read);
		expect((await it.api('GET', '/ecomOrders')).json.ecomOrders[0]).toMatchObject(read);
	});

	it('[orderChecked] take whole cents, a known source and a currency', async () => {
		const it = await shop();
		for (const change of [
			{ totalPrice: -1 },
			{ totalPrice: 49.9 },
			{ taxAmount: 'much' },
			{ source: 2 },
			{ currency: 'US Dollar' },
			{ orderProducts: [{ ...PRODUCTS[0], price: 1.5 }] },
		])
			expect([change, (await order(it, { ...ORDER, ...change })).status]).toEqual([change, 422]);
		expect((await order(it, { ...ORDER, source: '0', totalPrice: '10900' })).status).toBe(201);
	});

	it('[orderUnique] exist once per connection', async () => {
		const it = await shop();
		await order(it);
		const again = await order(it);
		expect([again.status, again.json.errors?.[0].code]).toEqual([422, 'duplicate']);
		await order(it, { ...ORDER, externalid: 'O-2' });
		const renamed = { ecomOrder: { externalid: 'O-1' } };
		expect((await it.api('PUT', '/ecomOrders/2', renamed)).status).toBe(422);
	});

	it('[orderDatesInAccountZone] have their dates in the zone of the account', async () => {
		const it = await shop();
		const at = { externalCreatedDate: '2016-09-13T16:41:39-05:00' };
		expect((await order(it)).json.ecomOrder).toMatchObject(at);
		expect((await it.api('GET', '/ecomOrders/1')).json.ecomOrder).toMatchObject({
			...at,
			orderDate: at.externalCreatedDate,
			abandonedDate: null,
			externalcheckoutid: null,
		});
	});

	it('[orderPutRenewsProducts] get new product rows when products are sent', async () => {
		const it = await shop();
		await order(it);
		const same = await it.api('PUT', '/ecomOrders/1', { ecomOrder: { orderNumber: '7' } });
		expect(ids(same.json.ecomOrderProducts)).toEqual(['1', '2']);
		const put = await it.api('PUT', '/ecomOrders/1', { ecomOrder: { orderProducts: PRODUCTS } });
		expect(put.json.ecomOrder).toMatchObject({ orderProducts: ['3', '4'], orderNumber: '7' });
		const products = await it.api('GET', '/ecomOrders/1/orderProducts');
		expect(products.json).toEqual({
			ecomOrderProducts: [
				expect.objectContaining({ id: '3', orderid: '1', price: '4900', quantity: '1', sku: '' }),
				expect.objectContaining({ id: '4', name: 'Skateboard', ecomOrder: '1' }),
			],
		});
		expect((await it.api('GET', '/ecomOrderProducts')).json).toEqual(products.json);
		expect((await it.api('GET', '/ecomOrderProducts/1')).json.message).toBe(
			'No Result found for EcomOrderProduct with id 1',
		);
	});

	it('are found by filters, sorted, deleted with their products', async () => {
		const it = await shop();
		await order(it);
		await order(it, { ...ORDER, externalid: 'O-2', email: 'bob@example.com' });
		await order(it, ABANDONED);
		const found = async (query: string) =>
			ids((await it.api('GET', `/ecomOrders?${query}`)).json.ecomOrders).join();
		expect(await found('filters[externalid]=O-2')).toBe('2');
		expect(await found('filters[externalcheckoutid]=C-1')).toBe('3');
		expect(await found('filters[email]=bob@example.com')).toBe('2');
		expect(await found('filters[state]=1&filters[connectionid]=1')).toBe('1,2');
		expect(await found('filters[customerid]=1&orders[externalid]=DESC')).toBe('2,1,3');
		expect(await found('filters[unknown]=1&limit=1&offset=1')).toBe('2');
		expect((await it.api('DELETE', '/ecomOrders/1')).json).toEqual({});
		expect((await it.api('GET', '/ecomOrderProducts/1')).status).toBe(404);
		expect((await it.api('GET', '/ecomOrders')).json.meta.total).toBe('2');
	});
});

describe('carts', () => {
	it('[cartNeedsDate] need the id of the cart and the date it was left', async () => {
		const it = await shop();
		const noDate = await order(it, CART);
		expect([noDate.status, noDate.json.errors?.[0].source.pointer]).toEqual([
			422,
			'/data/attributes/abandonedDate',
		]);
		const noId = await order(it, { ...ABANDONED, externalcheckoutid: undefined });
		expect(noId.json.errors[0].source.pointer).toBe('/data/attributes/externalcheckoutid');
		const { status, json } = await order(it, ABANDONED);
		expect([status, json.ecomOrder]).toMatchObject([
			201,
			{ state: 2, externalid: '', externalcheckoutid: 'C-1' },
		]);
	});

	it('[cartBecomesOrder] become orders when they get the id of one', async () => {
		const it = await shop();
		await order(it, ABANDONED);
		const put = await it.api('PUT', '/ecomOrders/1', { ecomOrder: { externalid: 'O-9' } });
		expect(put.json.ecomOrder).toMatchObject({ state: '3', externalid: 'O-9', id: '1' });
		expect((await it.api('GET', '/ecomCustomers/1')).json.ecomCustomer.totalOrders).toBe('1');
	});
});
