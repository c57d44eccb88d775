import type { IDataObject } from 'n8n-workflow';

import type { AccountJson, CdxpStore } from '../../sandbox';
import { by, startAccount } from './harness';

/** What the account of these tests holds, as far as the sandbox takes it at the start. */
const ACCOUNT: AccountJson = {
	lists: [
		{ id: 1, name: 'Newsletter' },
		{ id: 2, name: 'Offers' },
	],
	fields: [
		{ id: 7, title: 'Tier', type: 'dropdown', options: ['Gold', 'Silver'] },
		{ id: 8, title: 'Remark', type: 'text' },
	],
	tags: [
		{ id: 16, tag: 'VIP' },
		{ id: 17, tag: 'Old' },
	],
	accounts: [
		{ id: 1, name: 'Example Shop', accountUrl: 'https://shop.example.com' },
		{ id: 2, name: 'Outlet' },
	],
	contacts: [
		{ id: 10, email: 'jan@example.com', tags: ['VIP'] },
		{ id: 11, email: 'ewa@example.com', tags: ['VIP', 'Old'] },
	],
	users: [
		{
			id: 2,
			username: 'anna',
			email: 'anna@example.com',
			firstName: 'Anna',
			lastName: 'Nowak',
		},
	],
	groups: [{ id: 4, title: 'Sales Team' }],
	pipelines: [
		{
			id: 1,
			title: 'Sales',
			stages: [
				{ id: 1, title: 'To Contact' },
				{ id: 2, title: 'Offer Sent' },
			],
		},
		{ id: 2, title: 'Support', autoassign: '0', stages: [{ id: 3, title: 'To Contact' }] },
	],
	connections: [
		{ service: 'woocommerce', externalid: 'a.example.com', name: 'Shop A' },
		{ service: 'magento', externalid: 'b.example.com', name: 'Shop B' },
	],
};

/** The key in the address of a trigger's hook. */
export const KEY = 'k'.repeat(48);

/** What the sandbox has no seeds for. */
function seed({ tables }: CdxpStore): void {
	const at = Date.parse('2024-02-28T12:00:00Z');
	const customer = { acceptsMarketing: '0', contact: '10', udate: at, email: 'jan@example.com' };
	tables.customers.add({ ...customer, connectionid: '1', externalid: 'c1' }, 1);
	tables.customers.add({ ...customer, connectionid: '0', externalid: '0' }, 2);
	tables.customers.add({ ...customer, connectionid: '2', externalid: 'c9' }, 3);
	tables.customers.add(
		{ ...customer, connectionid: '1', externalid: 'c2', email: 'ewa@example.com', contact: '11' },
		4,
	);
	const order = {
		connectionid: '1',
		customerid: '1',
		email: 'jan@example.com',
		totalPrice: '25998',
		currency: 'PLN',
		source: '1',
		externalCreatedDate: '2024-02-28T06:00:00-06:00',
	};
	const times = { cdate: at, udate: at };
	tables.orders.add({ texts: { ...order, externalid: '1001' }, state: '1', ...times }, 1);
	const cart = { externalcheckoutid: 'cart-77', abandonedDate: '2024-02-28T07:00:00-06:00' };
	tables.orders.add({ texts: { ...order, ...cart }, state: '2', ...times }, 2);
	const product = { name: 'Teddy bear', price: '9990', quantity: '2' };
	tables.products.add({ order: '1', texts: { ...product, externalid: 'SKU-1' }, cdate: at });
	tables.products.add({ order: '2', texts: { ...product, externalid: 'SKU-2' }, cdate: at });
	const deal = {
		description: 'Asked for an offer',
		currency: 'pln',
		percent: '0',
		contact: '10',
		account: '1',
		group: '1',
		stage: '1',
		owner: '1',
		cdate: at,
		mdate: at,
	};
	tables.deals.add({ ...deal, title: '20 Licences', value: 456050, status: '0' }, 1);
	tables.deals.add({ ...deal, title: 'Support Plan', value: 9900, status: '1', owner: '2' }, 2);
	const note = { cdate: at, mdate: at };
	tables.notes.add({ ...note, note: 'Call back', reltype: 'Subscriber', relid: '10' }, 1);
	tables.notes.add({ ...note, note: 'Paid late', reltype: 'CustomerAccount', relid: '1' }, 2);
	const hook = { events: ['unsubscribe'], sources: ['public'], listid: '0', cdate: at };
	tables.webhooks.add({ ...hook, name: 'To CRM', url: 'https://crm.example.com/a' }, 1);
	tables.webhooks.add(
		{ ...hook, name: 'To ERP', url: 'https://erp.example.com/b', listid: '2' },
		2,
	);
	const secret = `https://n8n.example.com/webhook/1?key=${KEY}`;
	tables.webhooks.add({ ...hook, name: 'n8n: Leavers', url: secret }, 3);
	// Somebody gave this one another name in the panel.
	tables.webhooks.add({ ...hook, name: 'Leavers', url: secret }, 4);
}

/** The account of these tests. */
export async function startRecords(
	options: Parameters<typeof startAccount>[0] & { account?: AccountJson } = {},
) {
	const account = await startAccount({
		...options,
		account: { ...ACCOUNT, ...options.account },
	});
	seed(account.sandbox.store);
	return account;
}

/** What an operation is shown to do. */
export interface RecordCase {
	/** Parameters with expressions. */
	parameters: IDataObject;
	/** Two items whose values differ. */
	items: [IDataObject, IDataObject];
	/** What comes out for them, one row each unless `rows` says otherwise. */
	output: IDataObject[];
	/** The rows per item. */
	rows?: [number, number];
	/** What the platform's own answer holds for the first item. */
	raw?: IDataObject;
	/** What the platform then holds. */
	holds?: [(store: CdxpStore) => unknown, unknown];
	/** An item that cannot be carried out, its error and its code. */
	bad: IDataObject;
	error: RegExp;
	code: string;
}

const id = '={{ $json.id }}';
const byId = by('id', id);
const gone = { id: 999 };

/** The three operations that all kinds have alike. */
function plain(
	field: string,
	noun: string,
	table: (store: CdxpStore) => { all(): Array<{ id: string }> },
	{
		sample,
		raw,
		ids = [1, 2],
		left,
	}: { sample: IDataObject; raw: IDataObject; ids?: [number, number]; left: string[] },
): Record<string, RecordCase> {
	const items: [IDataObject, IDataObject] = [{ id: ids[0] }, { id: ids[1] }];
	const noSuch = new RegExp(`there is no ${noun} with the ID "999"`);
	const filtered = { returnAll: false, limit: '={{ $json.limit }}' };
	return {
		get: {
			parameters: { [field]: byId },
			items,
			output: [sample, { id: String(ids[1]) }],
			raw,
			bad: gone,
			error: noSuch,
			code: 'not_found',
		},
		getAll: {
			parameters: filtered,
			items: [{ limit: 1 }, { limit: 2 }],
			output: [{ id: expect.any(String) }, {}, {}],
			rows: [1, 2],
			raw: { links: expect.anything() },
			bad: { limit: 0 },
			error: /Limit: "0" is not a whole number above 0/,
			code: 'invalid_value',
		},
		delete: {
			parameters: { [field]: byId, options: { failIfNotFound: '={{ $json.strict }}' } },
			items: [items[0], { id: 999, strict: false }],
			output: [
				{ id: String(ids[0]), deleted: true },
				{ id: '999', deleted: false },
			],
			holds: [
				(store) =>
					table(store)
						.all()
						.map((row) => row.id),
				left,
			],
			bad: { id: 998, strict: true },
			error: new RegExp(`there is no ${noun} with the ID "998"`),
			code: 'not_found',
		},
	};
}

const orderItem = (changes: IDataObject = {}): IDataObject => ({
	connection: 1,
	email: 'jan@example.com',
	number: '2001',
	total: '259.98',
	currency: 'pln',
	at: '2024-03-01 10:00',
	...changes,
});

/** Every operation on records, by `resource.operation`. */
export const CASES: Record<string, RecordCase> = Object.fromEntries(
	Object.entries({
		account: {
			...plain('account', 'account', ({ tables }) => tables.accounts, {
				sample: {
					id: '1',
					name: 'Example Shop',
					accountUrl: 'https://shop.example.com',
					createdAt: expect.stringMatching(/Z$/),
				},
				raw: { id: '1', createdTimestamp: expect.any(String), links: expect.anything() },
				left: ['2'],
			}),
			create: {
				parameters: {
					name: '={{ $json.name }}',
					additionalFields: {
						accountUrl: '={{ $json.url }}',
						owner: by('name', '={{ $json.owner }}'),
					},
				},
				items: [
					{ name: ' Branch ', url: 'https://branch.example.com', owner: 'anna nowak' },
					{ name: 'Kiosk', url: '', owner: '' },
				],
				output: [
					{ id: '3', name: 'Branch', accountUrl: 'https://branch.example.com' },
					{ id: '4', name: 'Kiosk', accountUrl: '' },
				],
				raw: { id: '3', owner: '2', createdTimestamp: expect.any(String) },
				holds: [
					({ tables }) => tables.accounts.all().slice(2),
					[
						expect.objectContaining({ name: 'Branch', owner: '2' }),
						expect.objectContaining({ name: 'Kiosk', owner: '1' }),
					],
				],
				bad: { name: 'Outlet' },
				error: /An account named "Outlet" already exists/,
				code: 'duplicate',
			},
			update: {
				parameters: {
					account: byId,
					updateFields: { name: '={{ $json.name }}', accountUrl: '={{ $json.url }}' },
				},
				items: [
					{ id: 1, name: 'New Name', url: '' },
					{ id: 2, name: '', url: 'https://outlet.example.com' },
				],
				output: [
					{ id: '1', name: 'New Name', accountUrl: 'https://shop.example.com' },
					{ id: '2', name: 'Outlet', accountUrl: 'https://outlet.example.com' },
				],
				raw: { id: '1', updatedTimestamp: expect.any(String) },
				holds: [
					({ tables }) => tables.accounts.all().map(({ name, accountUrl }) => [name, accountUrl]),
					[
						['New Name', 'https://shop.example.com'],
						['Outlet', 'https://outlet.example.com'],
					],
				],
				bad: { id: 1, name: '', url: 'shop' },
				error: /Account URL: "shop" is not a web address/,
				code: 'invalid_value',
			},
		},
		connection: {
			...plain('connection', 'connection', ({ tables }) => tables.connections, {
				sample: { id: '1', service: 'woocommerce', externalId: 'a.example.com', name: 'Shop A' },
				raw: { externalid: 'a.example.com', connectionType: 'ecommerce' },
				left: ['2'],
			}),
			create: {
				parameters: {
					service: 'woocommerce',
					externalId: '={{ $json.domain }}',
					name: '={{ $json.name }}',
					logoUrl: '=https://{{ $json.domain }}/logo.png',
					linkUrl: '=https://{{ $json.domain }}',
				},
				items: [
					{ domain: 'c.example.com', name: 'Shop C' },
					{ domain: 'd.example.com', name: 'Shop D' },
				],
				output: [
					{ id: '3', externalId: 'c.example.com', linkUrl: 'https://c.example.com' },
					{ id: '4', externalId: 'd.example.com', name: 'Shop D' },
				],
				raw: { externalid: 'c.example.com', isInternal: 0 },
				holds: [
					({ tables }) => tables.connections.all().map(({ name, logoUrl }) => [name, logoUrl]),
					[
						['Shop A', ''],
						['Shop B', ''],
						['Shop C', 'https://c.example.com/logo.png'],
						['Shop D', 'https://d.example.com/logo.png'],
					],
				],
				bad: { domain: 'a.example.com', name: 'Again' },
				error: /There is already a connection/,
				code: 'duplicate',
			},
			update: {
				parameters: {
					connection: by('name', '={{ $json.name }}'),
					updateFields: { name: '={{ $json.rename }}', externalId: '={{ $json.external }}' },
				},
				items: [
					{ name: 'shop a', rename: 'First' },
					{ name: 'Shop B', external: 'c.example.com' },
				],
				output: [
					{ id: '1', name: 'First', externalId: 'a.example.com' },
					{ id: '2', name: 'Shop B', externalId: 'c.example.com' },
				],
				raw: { name: 'First', serviceName: 'woocommerce' },
				bad: { name: 'Shop B' },
				error: /Update Fields: nothing is given to change/,
				code: 'invalid_value',
			},
		},
		deal: {
			...plain('deal', 'deal', ({ tables }) => tables.deals, {
				sample: {
					id: '1',
					title: '20 Licences',
					value: 4560.5,
					currency: 'PLN',
					status: 'open',
					pipeline: '1',
					stage: '1',
					owner: '1',
					contact: '10',
					account: '1',
				},
				raw: { value: '456050', group: '1', mdate: expect.any(String) },
				left: ['2'],
			}),
			create: {
				parameters: {
					title: '={{ $json.title }}',
					value: '={{ $json.value }}',
					currency: '={{ $json.currency }}',
					contact: by('email', '={{ $json.email }}'),
					pipeline: by('name', '={{ $json.pipeline }}'),
					additionalFields: {
						stage: by('name', '={{ $json.stage }}'),
						owner: by('name', '={{ $json.owner }}'),
						account: by('name', '={{ $json.account }}'),
						status: '={{ $json.status }}',
					},
				},
				items: [
					{
						title: 'First',
						value: '129.90',
						currency: 'EUR',
						email: 'JAN@example.com',
						pipeline: 'sales',
					},
					{
						title: 'Second',
						value: 0.3,
						currency: 'pln',
						email: 'ewa@example.com',
						pipeline: 'Support',
						stage: 'To Contact',
						owner: 'Anna Nowak',
						account: 'Outlet',
						status: 'won',
					},
				],
				output: [
					{ id: '3', value: 129.9, currency: 'EUR', stage: '1', contact: '10', account: null },
					{ id: '4', value: 0.3, stage: '3', owner: '2', account: '2', status: 'won' },
				],
				raw: { value: 12990, currency: 'eur' },
				holds: [
					({ tables }) =>
						tables.deals
							.all()
							.slice(2)
							.map(({ value, currency, group, stage, owner, contact, account, status }) =>
								[value, currency, group, stage, owner, contact, account, status].join(),
							),
					['12990,eur,1,1,1,10,,0', '30,pln,2,3,2,11,2,1'],
				],
				bad: {
					title: 'Third',
					value: 1,
					currency: 'EUR',
					email: 'x@example.com',
					pipeline: 'Sales',
				},
				error: /no contact has the e-mail address "x@example.com"/,
				code: 'not_found',
			},
			update: {
				parameters: {
					deal: byId,
					updateFields: {
						value: '={{ $json.value }}',
						description: '={{ $json.text }}',
						stage: by('id', '={{ $json.stage }}'),
						status: '={{ $json.status }}',
					},
				},
				items: [
					{ id: 1, value: '10', text: '', stage: 2, status: 0 },
					{ id: 2, value: '', text: 'Signed', stage: '', status: 2 },
				],
				output: [
					{ id: '1', value: 10, stage: '2', description: 'Asked for an offer', status: 'open' },
					{ id: '2', value: 99, stage: '1', description: 'Signed', status: 'lost' },
				],
				raw: { value: 1000, stage: '2' },
				holds: [
					({ tables }) =>
						tables.deals.all().map(({ value, stage, status }) => [value, stage, status]),
					[
						[1000, '2', '0'],
						[9900, '1', '2'],
					],
				],
				bad: { id: 1, value: '10.999' },
				error: /Value: "10.999" is not an amount/,
				code: 'invalid_value',
			},
		},
		ecommerceCustomer: {
			...plain('customer', 'customer', ({ tables }) => tables.customers, {
				sample: {
					id: '1',
					connection: '1',
					externalId: 'c1',
					email: 'jan@example.com',
					acceptsMarketing: false,
					orders: 1,
					revenue: 259.98,
					products: 2,
				},
				raw: { totalRevenue: '25998', connectionid: '1' },
				ids: [1, 3],
				left: ['2', '3', '4'],
			}),
			create: {
				parameters: {
					connection: by('name', '={{ $json.shop }}'),
					externalId: '={{ $json.number }}',
					email: '={{ $json.email }}',
					additionalFields: { acceptsMarketing: '={{ $json.agreed }}' },
				},
				items: [
					{ shop: 'Shop A', number: 'c7', email: ' new@example.com ', agreed: true },
					{ shop: 'Shop B', number: 'c7', email: 'new@example.com', agreed: false },
				],
				output: [
					{ connection: '1', externalId: 'c7', email: 'new@example.com', acceptsMarketing: true },
					{ connection: '2', externalId: 'c7', acceptsMarketing: false, orders: 0, revenue: 0 },
				],
				raw: { connectionid: '1', externalid: 'c7', totalRevenue: 0 },
				holds: [
					({ tables }) =>
						tables.customers
							.all()
							.filter(({ externalid }) => externalid === 'c7')
							.map(({ connectionid, acceptsMarketing }) => [connectionid, acceptsMarketing]),
					[
						['1', '1'],
						['2', '0'],
					],
				],
				bad: { shop: 'Shop A', number: 'c1', email: 'jan@example.com', agreed: '' },
				error: /There is already a customer/,
				code: 'duplicate',
			},
			update: {
				parameters: {
					customer: byId,
					updateFields: {
						email: '={{ $json.email }}',
						acceptsMarketing: '={{ $json.agreed }}',
						externalId: '={{ $json.number }}',
					},
				},
				items: [
					{ id: 1, email: 'jk@example.com', agreed: '' },
					{ id: 4, email: '', agreed: 'true', number: 'c22' },
				],
				output: [
					{ id: '1', email: 'jk@example.com', acceptsMarketing: false, externalId: 'c1' },
					{ id: '4', email: 'ewa@example.com', acceptsMarketing: true, externalId: 'c22' },
				],
				raw: { email: 'jk@example.com', subscriber: '10' },
				bad: { id: 1, email: 'jan' },
				error: /Email: "jan" is not an e-mail address/,
				code: 'invalid_value',
			},
		},
		ecommerceOrder: {
			...plain('order', 'order', ({ tables }) => tables.orders, {
				sample: {
					id: '1',
					externalId: '1001',
					externalCheckoutId: null,
					state: 'completed',
					totalPrice: 259.98,
					currency: 'PLN',
					orderedAt: '2024-02-28T12:00:00.000Z',
					abandonedAt: null,
				},
				raw: { totalPrice: '25998', state: '1' },
				left: ['2'],
			}),
			create: {
				parameters: {
					connection: by('id', '={{ $json.connection }}'),
					customer: by('name', '={{ $json.email }}'),
					email: '={{ $json.email }}',
					externalId: '={{ $json.number }}',
					totalPrice: '={{ $json.total }}',
					currency: '={{ $json.currency }}',
					orderedAt: '={{ $json.at }}',
					products: {
						values: [
							{ externalId: 'SKU-1', name: 'Teddy bear', price: '={{ $json.total }}', quantity: 1 },
						],
					},
					additionalFields: {
						externalCheckoutId: '={{ $json.cart }}',
						abandonedAt: '={{ $json.left }}',
						historical: '={{ $json.old }}',
						shippingAmount: '={{ $json.shipping }}',
					},
				},
				items: [
					orderItem({ shipping: 15.5 }),
					orderItem({
						connection: 2,
						number: '',
						cart: 'cart-1',
						left: '2024-03-01T12:00:00Z',
						total: 0.1,
						old: true,
					}),
				],
				output: [
					{
						id: '3',
						externalId: '2001',
						state: 'completed',
						customer: '1',
						totalPrice: 259.98,
						shippingAmount: 15.5,
						currency: 'PLN',
						orderedAt: '2024-03-01T09:00:00.000Z',
					},
					{
						id: '4',
						externalId: null,
						externalCheckoutId: 'cart-1',
						state: 'abandoned',
						customer: '3',
						totalPrice: 0.1,
						abandonedAt: '2024-03-01T12:00:00.000Z',
					},
				],
				raw: { totalPrice: 25998, source: '1', orderProducts: [expect.any(String)] },
				holds: [
					({ tables }) => [
						...tables.orders
							.all()
							.slice(2)
							.map(({ texts }) => [texts.totalPrice, texts.source]),
						...tables.products
							.all()
							.slice(2)
							.map(({ texts }) => [texts.price, texts.quantity]),
					],
					[
						['25998', '1'],
						['10', '0'],
						['25998', '1'],
						['10', '1'],
					],
				],
				bad: orderItem({ number: '1001' }),
				error: /There is already a order/,
				code: 'duplicate',
			},
			getProducts: {
				parameters: { order: byId },
				items: [{ id: 1 }, { id: 2 }],
				output: [
					{ externalId: 'SKU-1', name: 'Teddy bear', price: 99.9, quantity: 2, sku: null },
					{ externalId: 'SKU-2' },
				],
				raw: { externalid: 'SKU-1', price: '9990' },
				bad: gone,
				error: /there is no order with the ID "999"/,
				code: 'not_found',
			},
			update: {
				parameters: {
					order: byId,
					updateFields: {
						externalId: '={{ $json.number }}',
						taxAmount: '={{ $json.tax }}',
						productsJson: '={{ $json.products }}',
					},
				},
				items: [
					{ id: 1, tax: 12.5 },
					{
						id: 2,
						number: '1002',
						products: [{ externalId: 'X', name: 'Cap', price: '9.99', quantity: 1 }],
					},
				],
				output: [
					{ id: '1', externalId: '1001', taxAmount: 12.5, state: 'completed', totalPrice: 259.98 },
					{ id: '2', externalId: '1002', externalCheckoutId: 'cart-77', state: 'recovered' },
				],
				raw: { taxAmount: 1250 },
				holds: [
					({ tables }) =>
						tables.products.all().map(({ order, texts }) => [order, texts.externalid, texts.price]),
					[
						['1', 'SKU-1', '9990'],
						['2', 'X', '999'],
					],
				],
				bad: { id: 1, products: '[]' },
				error: /Products \(JSON\): no product is given/,
				code: 'invalid_value',
			},
		},
		field: {
			...plain('field', 'field', ({ tables }) => tables.fields, {
				sample: {
					id: '7',
					title: 'Tier',
					type: 'dropdown',
					perstag: 'TIER',
					options: ['Gold', 'Silver'],
				},
				raw: { perstag: 'TIER', fieldOptions: [expect.anything(), expect.anything()] },
				ids: [7, 8],
				left: ['8'],
			}),
			create: {
				parameters: {
					title: '={{ $json.title }}',
					type: '={{ $json.type }}',
					additionalFields: {
						fieldOptions: '={{ $json.options }}',
						list: by('name', '={{ $json.list }}'),
						personalizationTag: '={{ $json.tag }}',
					},
				},
				items: [
					{ title: 'Size', type: 'dropdown', options: 'S, M ,L', tag: 'my size' },
					{ title: 'Hobby', type: 'text', list: 'offers' },
				],
				output: [
					{ id: '9', title: 'Size', perstag: 'MYSIZE', options: ['S', 'M', 'L'], list: null },
					{ id: '10', title: 'Hobby', type: 'text', options: [], list: '2' },
				],
				raw: { id: '9', visible: 1, options: ['S', 'M', 'L'] },
				holds: [
					({ tables }) => ({
						options: tables.options.of('9').map(({ value, orderid }) => [value, orderid]),
						relations: tables.fieldRels
							.all()
							.slice(2)
							.map(({ field, relid }) => [field, relid]),
					}),
					{
						options: [
							['S', '1'],
							['M', '2'],
							['L', '3'],
						],
						relations: [
							['9', '0'],
							['10', '2'],
						],
					},
				],
				bad: { title: 'Tier', type: 'text' },
				error: /There is already a field with this title/,
				code: 'duplicate',
			},
			update: {
				parameters: {
					field: byId,
					updateFields: { title: '={{ $json.title }}', description: '={{ $json.text }}' },
				},
				items: [
					{ id: 7, title: 'Level', text: '' },
					{ id: 8, title: '', text: 'What we know' },
				],
				output: [
					{ id: '7', title: 'Level', type: 'dropdown', perstag: 'TIER' },
					{ id: '8', title: 'Remark' },
				],
				raw: { title: 'Level' },
				holds: [
					({ tables }) => tables.fields.all().map(({ title, descript }) => [title, descript]),
					[
						['Level', ''],
						['Remark', 'What we know'],
					],
				],
				bad: { id: 7, title: 'Remark' },
				error: /There is already a field with this title/,
				code: 'duplicate',
			},
		},
		list: {
			...plain('list', 'list', ({ tables }) => tables.lists, {
				sample: { id: '1', name: 'Newsletter', stringId: 'newsletter' },
				raw: { stringid: 'newsletter', sender_url: expect.any(String) },
				left: [],
			}),
			create: {
				parameters: {
					name: '={{ $json.name }}',
					senderUrl: 'https://shop.example.com',
					senderReminder: 'You signed up',
					group: by('name', '={{ $json.group }}'),
					additionalFields: { stringId: '={{ $json.short }}' },
				},
				items: [
					{ name: 'Żółte Ceny!', group: 'Admin' },
					{ name: 'Sale', group: 'Sales Team', short: 'Big Sale' },
				],
				output: [
					{ id: '3', name: 'Żółte Ceny!', stringId: 'zołte-ceny', group: '3' },
					{ id: '4', stringId: 'big-sale', group: '4' },
				],
				raw: { stringid: 'zołte-ceny', group: '3' },
				holds: [
					({ tables }) => tables.listGroups.all().map(({ list, group }) => [list, group]),
					[
						['1', '3'],
						['2', '3'],
						['3', '3'],
						['4', '4'],
					],
				],
				bad: { name: 'Other', group: 'Nobody' },
				error: /Group: there is no group named "Nobody"/,
				code: 'invalid_value',
			},
		},
		note: {
			...plain('note', 'note', ({ tables }) => tables.notes, {
				sample: { id: '1', note: 'Call back', on: 'contact', onId: '10' },
				raw: { reltype: 'Subscriber', relid: '10' },
				left: ['2'],
			}),
			create: {
				parameters: {
					on: '={{ $json.on }}',
					contact: by('email', '={{ $json.who }}'),
					account: by('name', '={{ $json.who }}'),
					deal: by('name', '={{ $json.who }}'),
					text: '={{ $json.text }}',
				},
				items: [
					{ on: 'contact', who: 'ewa@example.com', text: 'One\nTwo' },
					{ on: 'account', who: 'outlet', text: 'Three' },
				],
				output: [
					{ note: 'One\nTwo', on: 'contact', onId: '11' },
					{ note: 'Three', on: 'account', onId: '2' },
				],
				raw: { reltype: 'Subscriber', relid: '11' },
				holds: [
					({ tables }) =>
						tables.notes
							.all()
							.slice(2)
							.map(({ reltype, relid }) => [reltype, relid]),
					[
						['Subscriber', '11'],
						['CustomerAccount', '2'],
					],
				],
				bad: { on: 'deal', who: 'Nothing', text: 'Four' },
				error: /Deal: there is no deal named "Nothing"/,
				code: 'invalid_value',
			},
			update: {
				parameters: { note: byId, text: '={{ $json.text }}' },
				items: [
					{ id: 1, text: 'Called' },
					{ id: 2, text: 'Paid' },
				],
				output: [
					{ id: '1', note: 'Called', on: 'contact', onId: '10' },
					{ id: '2', note: 'Paid', on: 'account', onId: '1' },
				],
				raw: { note: 'Called', reltype: 'Subscriber' },
				holds: [
					({ tables }) => tables.notes.all().map(({ note, relid }) => [note, relid]),
					[
						['Called', '10'],
						['Paid', '1'],
					],
				],
				bad: { id: 1, text: ' ' },
				error: /Note Text: nothing is given/,
				code: 'invalid_value',
			},
		},
		tag: {
			...plain('tag', 'tag', ({ tables }) => tables.tags, {
				sample: { id: '16', name: 'VIP', type: 'contact', contacts: 2 },
				raw: { tag: 'VIP', tagType: 'contact', subscriber_count: '2' },
				ids: [16, 17],
				left: ['17'],
			}),
			addToContact: {
				parameters: { contact: byId, tags: '={{ $json.tags }}' },
				items: [
					{ id: 10, tags: 'Old, New' },
					{ id: 11, tags: ['New'] },
				],
				output: [
					{ contact: '10', tags: ['Old', 'New'] },
					{ contact: '11', tags: ['New'] },
				],
				holds: [
					(store) => [store.tagsOf(10), store.tagsOf(11)],
					[
						['VIP', 'Old', 'New'],
						['VIP', 'Old', 'New'],
					],
				],
				bad: { id: 10, tags: ' , ' },
				error: /Tags: no tag is given/,
				code: 'invalid_value',
			},
			create: {
				parameters: {
					name: '={{ $json.name }}',
					additionalFields: { description: '={{ $json.text }}' },
				},
				items: [
					{ name: ' Fresh ', text: 'New ones' },
					{ name: 'VIP', text: 'Again' },
				],
				output: [
					{ id: '18', name: 'Fresh', type: 'contact', description: 'New ones' },
					{ id: '16', name: 'VIP', description: '' },
				],
				raw: { tag: 'Fresh', tagType: 'contact' },
				holds: [({ tables }) => tables.tags.all().map(({ tag }) => tag), ['VIP', 'Old', 'Fresh']],
				bad: { name: ' ' },
				error: /Name: nothing is given/,
				code: 'invalid_value',
			},
			removeFromContact: {
				parameters: { contact: byId, tag: by('name', '={{ $json.tag }}') },
				items: [
					{ id: 10, tag: 'vip' },
					{ id: 10, tag: 'Old' },
				],
				output: [
					{ contact: '10', tag: '16', tagName: 'VIP', removed: true },
					{ contact: '10', tag: '17', removed: false },
				],
				holds: [(store) => [store.tagsOf(10), store.tagsOf(11)], [[], ['VIP', 'Old']]],
				bad: { id: 999, tag: 'VIP' },
				error: /No Result found for Subscriber with id 999/,
				code: 'not_found',
			},
			update: {
				parameters: {
					tag: byId,
					updateFields: { name: '={{ $json.name }}', description: '={{ $json.text }}' },
				},
				items: [
					{ id: 16, name: 'Best', text: '' },
					{ id: 17, name: '', text: 'Long gone' },
				],
				output: [
					{ id: '16', name: 'Best', contacts: 2 },
					{ id: '17', name: 'Old', description: 'Long gone' },
				],
				raw: { tag: 'Best' },
				bad: { id: 16, name: 'Old' },
				error: /There is already a tag/,
				code: 'duplicate',
			},
		},
		webhook: {
			...plain('webhook', 'webhook', ({ tables }) => tables.webhooks, {
				sample: {
					id: '1',
					name: 'To CRM',
					url: 'https://crm.example.com/a',
					events: ['unsubscribe'],
					sources: ['public'],
					list: null,
					active: true,
					ofTrigger: false,
				},
				raw: { listid: '0', state: '1' },
				left: ['2', '3', '4'],
			}),
			create: {
				parameters: {
					name: '={{ $json.name }}',
					url: '={{ $json.url }}',
					events: '={{ $json.events }}',
					sources: '={{ $json.sources }}',
					additionalFields: { list: by('name', '={{ $json.list }}') },
				},
				items: [
					{
						name: 'One',
						url: 'https://one.example.com/x',
						events: ['subscribe', 'update'],
						sources: ['api'],
						list: 'Offers',
					},
					{
						name: 'Two',
						url: 'https://two.example.com/x',
						events: 'bounce, click',
						sources: 'public,admin',
						list: '',
					},
				],
				output: [
					{ id: '5', name: 'One', events: ['subscribe', 'update'], list: '2', ofTrigger: false },
					{ id: '6', events: ['bounce', 'click'], sources: ['public', 'admin'], list: null },
				],
				raw: { id: '5', listid: '2', links: [] },
				holds: [
					({ tables }) =>
						tables.webhooks
							.all()
							.slice(4)
							.map(({ listid, events }) => [listid, events]),
					[
						['2', ['subscribe', 'update']],
						['0', ['bounce', 'click']],
					],
				],
				bad: { name: 'X', url: 'https://x.example.com', events: ['nonsense'], sources: ['api'] },
				error: /The events attribute is not valid/,
				code: 'field_invalid',
			},
			getEvents: {
				parameters: {},
				items: [{ row: 1 }, { row: 2 }],
				output: Array.from({ length: 50 }, () => ({ event: expect.any(String) })),
				rows: [25, 25],
				bad: {},
				error: /never/,
				code: '',
			},
			update: {
				parameters: {
					webhook: byId,
					updateFields: { name: '={{ $json.name }}', events: '={{ $json.events }}' },
				},
				items: [
					{ id: 1, name: 'Renamed', events: [] },
					{ id: 2, name: '', events: ['update'] },
				],
				output: [
					{ id: '1', name: 'Renamed', events: ['unsubscribe'] },
					{ id: '2', name: 'To ERP', events: ['update'], list: '2' },
				],
				raw: { name: 'Renamed', url: 'https://crm.example.com/a' },
				bad: { id: 3, name: 'Mine', events: '' },
				error: /"n8n: Leavers" \(ID 3\) belongs to a QuarticOn CDXP Trigger/,
				code: 'owned_by_trigger',
			},
		},
	} satisfies Record<string, Record<string, RecordCase>>).flatMap(([resource, operations]) =>
		Object.entries(operations)
			// Lists cannot be deleted with the node.
			.filter(([operation]) => resource !== 'list' || operation !== 'delete')
			.map(([operation, one]: [string, RecordCase]) => [
				`${resource}.${operation}`,
				{ ...one, parameters: { resource, operation, ...one.parameters } },
			]),
	),
);
