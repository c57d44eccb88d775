/** What may be given and how it is sent; what is refused, with the place of the fault. */
import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const continued = { onError: 'continueErrorOutput' } as const;
const jan = by({ email: 'jan@example.com' });

/** Runs one item. @returns what came out of either output */
async function outcome(parameters: IDataObject, item: IDataObject = {}) {
	const { done, rejected } = await account.run(parameters, [item], continued);
	expect(done.length + rejected.length).toBe(1);
	return done[0] ?? rejected[0];
}

/** Runs one item that is refused before anything is sent. */
async function fault(parameters: IDataObject, item: IDataObject = {}) {
	const before = account.sandbox.journal.count();
	const row = await outcome(parameters, item);
	expect(account.sandbox.journal.count()).toBe(before);
	expect(detailsOf(row)).toMatchObject({ status: 'failed', code: 'invalid_value' });
	expect(detailsOf(row).remedy).toMatch(/\S/);
	return { ...detailsOf(row), error: String(row.error) };
}

/** Runs one item that is sent. @returns the last body */
async function body(call: string, parameters: IDataObject, item: IDataObject = {}) {
	expect(await outcome(parameters, item)).toMatchObject({ accepted: true });
	return account.sent(call).at(-1) as Record<string, never>;
}

const upsert = (contactFields: IDataObject = {}, more: IDataObject = {}) => ({
	resource: 'contact',
	operation: 'upsert',
	identifiers: jan,
	contactFields,
	...more,
});

describe('identifiers', () => {
	const values = (...entries: IDataObject[]) => upsert({}, { identifiers: { values: entries } });

	it('take any key, spelt as it is given, in the order of the user', async () => {
		const sent = await body(
			'upsertContact',
			values(
				{ key: 'other', otherKey: 'Loyalty_No', value: '={{ 12 }}' },
				{ key: '={{ "memberID" }}', value: ' x ' },
				{ key: 'customID', value: 'a' },
				{ key: 'customId', value: '' },
				{ key: 'channels.phone.address', value: '+48 600 100 200' },
			),
		);
		expect(sent.identifiers).toEqual({
			Loyalty_No: '12',
			memberID: 'x',
			customID: 'a',
			'channels.phone.address': '+48 600 100 200',
		});
		expect(sent.identifiersPriority).toEqual([
			'Loyalty_No',
			'memberID',
			'customID',
			'channels.phone.address',
		]);
	});

	it.each([
		['none', [], 'Identifiers'],
		['only empty ones', [{ key: 'email', value: ' ' }], 'Identifiers'],
		[
			'one twice',
			[
				{ key: 'email', value: 'a@example.com' },
				{ key: 'email', value: '' },
			],
			'Identifiers',
		],
		['no key', [{ key: 'other', value: '1' }], 'Identifiers: Other Key of entry 1'],
		['an empty key', [{ key: '', value: '1' }], 'Identifiers: Key of entry 1'],
		['no address', [{ key: 'email', value: 'jan@example' }], 'identifiers.email'],
		[
			'no address of the channel',
			[{ key: 'channels.email.address', value: 'jan' }],
			'identifiers["channels.email.address"]',
		],
		['a list', [{ key: 'customId', value: '={{ [1] }}' }], 'identifiers.customId'],
	])('refuse %s', async (_, entries, field) => {
		expect((await fault(values(...entries))).field).toBe(field);
	});

	it.each([
		['contact', 'upsert', {}],
		['activity', 'create', { activityName: 'view' }],
		['list', 'addContacts', { list: 'MyList' }],
		['list', 'removeContacts', { list: 'MyList' }],
		['order', 'upsert', { orderId: '1', purchaseDate: '2024-02-28', status: 'paid' }],
		['supplement', 'upsert', { supplement: 's', recordId: '1' }],
		['cart', 'addProducts', {}],
		['cart', 'removeProducts', {}],
	])(
		'are needed for %s: %s, because the API would do nothing',
		async (resource, operation, more) => {
			const { error } = await fault({ resource, operation, ...more });
			expect(error).toContain('Identifiers: none has a value');
		},
	);

	it('are searched in the order of the option; a name that is none of them is told, not refused', async () => {
		const both = by({ email: 'jan@example.com', customId: '7' });
		const order = async (identifiersPriority: unknown) => {
			const parameters = upsert({}, { identifiers: both, options: { identifiersPriority } });
			const row = await outcome(parameters as IDataObject);
			return [account.sent('upsertContact').at(-1)?.identifiersPriority, row.warning];
		};
		expect(await order('customId, email')).toEqual([['customId', 'email'], null]);
		expect(await order('={{ ["customId"] }}')).toEqual([['customId'], null]);
		expect(await order('customId, phone')).toEqual([
			['customId', 'phone'],
			expect.stringContaining('names "phone", which is none of the identifiers'),
		]);
	});
});

describe('attributes', () => {
	const attribute = (value: unknown, type = 'given', key = 'a.b') =>
		upsert({ attributes: { values: [{ key, type, value }] } as IDataObject });

	it.each([
		['given', '12', '12'],
		['given', '={{ 12 }}', 12],
		['given', '={{ false }}', false],
		['given', '={{ [1, "a", { b: null }] }}', [1, 'a', { b: null }]],
		['given', '={{ DateTime.fromISO("2024-02-28T11:16:40Z") }}', '2024-02-28T12:16:40.000+01:00'],
		['given', '={{ new Date(1709119000000) }}', '2024-02-28T12:16:40+01:00'],
		['given', '={{ { at: [new Date(1709119000000)] } }}', { at: ['2024-02-28T12:16:40+01:00'] }],
		['text', '={{ 12 }}', '12'],
		['number', ' -1.5 ', -1.5],
		['number', '={{ 0 }}', 0],
		['boolean', 'yes', true],
		['boolean', '={{ false }}', false],
		['date', '2023-02-01T14:29:03+00:00', '2023-02-01T14:29:03+00:00'],
		['date', '28.02.2024 12:16', '2024-02-28T12:16:00+01:00'],
		['date', '2024-02-28', '2024-02-28T00:00:00+01:00'],
	])('as %s: %s is sent as %j', async (type, value, sent) => {
		expect((await body('upsertContact', attribute(value, type))).attributes).toEqual({
			'a.b': sent,
		});
	});

	it.each([
		['number', '1,5'],
		['number', '12 kg'],
		['number', '={{ [1] }}'],
		['boolean', 'maybe'],
		['date', '2024-02-30'],
		['date', '03/04/2024'],
		['text', '={{ {} }}'],
	])('as %s refuse %s, and name the place', async (type, value) => {
		expect((await fault(attribute(value, type))).field).toBe('attributes["a.b"]');
	});

	it.each(['', ' ', 'a..b', '.a', 'a.'])('refuse the key "%s"', async (key) => {
		expect((await fault(attribute('1', 'given', key))).field).toContain(
			'Attributes: Key of entry 1',
		);
	});

	it('without a value are left out', async () => {
		expect(await body('upsertContact', attribute(''))).not.toHaveProperty('attributes');
	});

	it('may come as JSON, but none twice', async () => {
		const sent = await body(
			'upsertContact',
			upsert({ attributesJson: '{ "number": 1, "old": null, "location": { "city": "X" } }' }),
		);
		expect(sent.attributes).toEqual({ number: 1, old: null, location: { city: 'X' } });
		const values = [{ key: 'number', value: '1' }];
		const twice = upsert({ attributesJson: '{ "number": 1 }', attributes: { values } });
		expect((await fault(twice)).error).toContain('"number" is given twice');
		const asList = upsert({
			attributesJson: '{ "VIP": 1 }',
			lists: { values: [{ list: 'VIP', membership: true }] },
		});
		expect((await fault(asList)).error).toContain('"VIP" is given twice');
		for (const attributesJson of ['{', '[]', '1'])
			expect((await fault(upsert({ attributesJson }))).field).toBe('Attributes (JSON)');
		const deep = upsert({ attributesJson: '={{ { a: { " ": 1 } } }}' });
		expect((await fault(deep)).field).toBe('Attributes (JSON).a');
	});

	it.each([
		[{ a: { b: 1 } }, '"a.b" is given twice'],
		[{ a: { b: { c: 1 } } }, '"a.b.c" is given, and "a.b" as a whole'],
		[{ a: null }, '"a.b" is given, and "a" as a whole'],
		[{ a: [1] }, '"a.b" is given, and "a" as a whole'],
		[{ a: {} }, '"a.b" is given, and "a" as a whole'],
		[{ 'x.y': 1, x: { z: 1, y: 1 } }, '"x.y" is given twice'],
		[{ x: { y: { z: 1 }, 'y.z': 1 } }, '"x.y.z" is given twice'],
		[{ 'x.y': 1, x: 2 }, '"x.y" is given, and "x" as a whole'],
	])('in another form are not given twice: a.b beside %j', async (attributesJson, said) => {
		const values = [{ key: 'a.b', value: '1' }];
		const { error } = await fault(upsert({ attributes: { values }, attributesJson }));
		expect(error).toContain(said);
	});

	it('may have their parts in several places', async () => {
		const sent = await body(
			'upsertContact',
			upsert({
				attributes: { values: [{ key: 'location.city', value: 'X' }] },
				attributesJson: { location: { country: 'Y' }, locations: 1, 'location.city2': 'Z' },
			}),
		);
		expect(sent.attributes).toEqual({
			'location.city': 'X',
			location: { country: 'Y' },
			locations: 1,
			'location.city2': 'Z',
		});
	});

	it('have the types that are offered, and no other word', async () => {
		for (const type of ['money', 'constructor']) {
			const { field, error } = await fault(attribute('1', type));
			expect(field).toBe('Attributes: Type of entry 1');
			expect(error).toContain(`"${type}" is not one of the types`);
		}
	});

	it('of lists are true or false, and left out where nothing is said', async () => {
		const lists = (...memberships: unknown[]) =>
			upsert({
				lists: {
					values: memberships.map((membership, index) => ({ list: `L${index}`, membership })),
				} as IDataObject,
			});
		const sent = await body('upsertContact', lists('true', 'false', '', '={{ false }}', 'yes'));
		expect(sent.attributes).toEqual({ L0: true, L1: false, L3: false, L4: true });
		expect((await fault(lists('perhaps'))).field).toBe('Lists: Membership of "L0"');
		const point = upsert({ lists: { values: [{ list: 'a.b', membership: 'true' }] } });
		expect((await fault(point)).error).toContain('holds a point');
		const nameless = upsert({ lists: { values: [{ list: '', membership: 'true' }] } });
		expect((await fault(nameless)).field).toBe('Lists: List of entry 1');
	});
});

describe('consent', () => {
	const gone = {
		identifiers: { email: 'gone@example.com' },
		attributes: { 'channels.email.subscribeStatus': 'unsubscribed' },
	};
	const status = async (contactFields: IDataObject) => {
		account.sandbox.reset();
		account.sandbox.loadAccount({ contacts: [gone] });
		const row = await outcome(upsert(contactFields, { identifiers: by(gone.identifiers) }));
		expect(row).toMatchObject({ accepted: true });
		const { contacts } = await account.processed();
		const contact = [...contacts.values()].find(
			({ identifiers }) => identifiers.email === 'gone@example.com',
		);
		return (contact?.attributes.channels as { email: { subscribeStatus: string } }).email
			.subscribeStatus;
	};

	it('of who has unsubscribed is never changed but by an explicit choice', async () => {
		const subscribeStatus = 'subscribed';
		expect(await status({ subscribeStatus })).toBe('unsubscribed');
		expect(account.sent('upsertContact')[0]).not.toHaveProperty('forceSubscribe');
		expect(await status({ subscribeStatus, forceSubscribe: '' })).toBe('unsubscribed');
		expect(await status({ subscribeStatus, forceSubscribe: false })).toBe('unsubscribed');
		expect(await status({ subscribeStatus, forceSubscribe: true })).toBe('subscribed');
	});

	it.each([
		{ subscribeStatus: 'Subscribed' },
		{ attributesJson: { 'channels.sms.subscribeStatus': 'yes' } },
		{ attributesJson: { channels: { email: { subscribeStatus: true } } } },
		{ subscribeStatus: 'subscribed', attributesJson: { 'channels.email.subscribeStatus': 'none' } },
		{
			subscribeStatus: 'subscribed',
			attributesJson: { channels: { email: { subscribeStatus: 'unsubscribed' } } },
		},
		{
			attributesJson: {
				'channels.sms': { subscribeStatus: 'subscribed' },
				channels: { sms: { subscribeStatus: 'unsubscribed' } },
			},
		},
		{ subscribeStatus: 'subscribed', attributesJson: { 'channels.email': null } },
		{ forceSubscribe: 'if they want' },
	])('is not guessed from %j', async (contactFields) => {
		await fault(upsert(contactFields as IDataObject));
	});

	it('is left out unless it is chosen', async () => {
		expect(await body('upsertContact', upsert({ subscribeStatus: '' }))).toEqual({
			source: 'n8n',
			identifiers: { email: 'jan@example.com' },
			identifiersPriority: ['email'],
		});
	});
});

it('merges only as it is told to', async () => {
	const keys = 'email, channels.phone.address';
	expect((await body('upsertContact', upsert({ mergeAllowed: false }))).mergeOptions).toEqual({
		mergeAllowed: false,
	});
	const both = upsert({ mergeAllowed: true, mergeableSecondaryKeys: keys });
	expect((await body('upsertContact', both)).mergeOptions).toEqual({
		mergeAllowed: true,
		mergeableSecondaryKeys: ['email', 'channels.phone.address'],
	});
	const { field } = await fault(upsert({ mergeableSecondaryKeys: keys }));
	expect(field).toBe('Mergeable Secondary Keys');
});

it('sends an item that goes by a new address after the one that gives it', async () => {
	account.sandbox.setLatency(30);
	const items = [
		{ email: 'jan@example.com', renamed: 'new@example.com', name: 'A' },
		{ email: 'new@example.com', renamed: '', name: 'B' },
	];
	const contactFields = {
		attributes: {
			values: [
				{ key: 'email', value: '={{ $json.renamed }}' },
				{ key: 'firstName', value: '={{ $json.name }}' },
			],
		},
	};
	// One answer first, since the first item of a run goes alone.
	const first = { email: 'anna@example.com', renamed: '', name: 'C' };
	await account.run(upsert(contactFields, { identifiers: by({ email: '={{ $json.email }}' }) }), [
		first,
		...items,
	]);
	const entries = account.sandbox.journal.find('POST', 'upsertContact');
	expect(entries[2].at).toBeGreaterThanOrEqual(entries[1].at + 29);
	const { contacts } = await account.processed();
	const named = [...contacts.values()].map(({ identifiers: { email }, attributes }) => [
		email,
		attributes.firstName,
	]);
	expect(named).toContainEqual(['new@example.com', 'B']);
});

describe('activities', () => {
	const create = (more: IDataObject) => ({
		resource: 'activity',
		operation: 'create',
		identifiers: jan,
		activityName: 'view',
		...more,
	});
	const json = (activities: unknown) =>
		create({ activitiesInput: 'json', activitiesJson: activities as IDataObject });
	const extra = (additionalFields: IDataObject) => create({ additionalFields });

	it('may be several of an item, in their order', async () => {
		const sent = await body(
			'createContactactivities',
			json([
				{ name: 'a', time: '2024-02-28T12:16:40Z', device: { robot: 'no', os: 'x' } },
				{ name: 'b', geo: { state: 'CA', geoLoc: { lat: '1', lon: 2 } }, properties: { x: [1] } },
			]),
		);
		expect(sent.contactActivities).toEqual([
			{ name: 'a', time: '2024-02-28T12:16:40Z', device: { robot: false, os: 'x' } },
			{ name: 'b', geo: { state: 'CA', geoLoc: { lat: 1, lon: 2 } }, properties: { x: [1] } },
		]);
	});

	it.each([
		[create({ activityName: 'x'.repeat(41) }), 'Activity Name'],
		[extra({ time: 'yesterday' }), 'Time'],
		[extra({ geo: { values: { lat: '1' } } }), 'geo'],
		[extra({ geo: { values: { lat: '91', lon: '0' } } }), 'geo.geoLoc.lat'],
		[extra({ geo: { values: { lat: '0', lon: 'west' } } }), 'geo.geoLoc.lon'],
		[extra({ device: { values: { robot: 'perhaps' } } }), 'device.robot'],
		[extra({ properties: { values: [{ key: 'a.b', value: '1' }] } }), 'properties["a.b"]'],
		[extra({ properties: { values: [{ key: '12', value: '1' }] } }), 'properties.12'],
		[extra({ properties: { values: [{ key: '', value: '1' }] } }), 'Properties: Key of entry 1'],
		[extra({ propertiesJson: '[1]' }), 'Properties (JSON)'],
		[json('{}'), 'Activities (JSON)'],
		[json([]), 'Activities (JSON)'],
		[json(['view']), 'activities[0]'],
		[json([{ name: 'a' }, { time: '2024-02-28' }]), 'activities[1].name'],
		[json([{ name: 'a', time: 'never' }]), 'activities[0].time'],
		[json([{ name: 'a', url: '/a' }]), 'activities[0].url'],
		[json('[{ "name": "a", "constructor": "b" }]'), 'activities[0].constructor'],
		[json([{ name: 'a', properties: [] }]), 'activities[0].properties'],
		[extra({ propertiesJson: '={{ DateTime.now() }}' }), 'Properties (JSON)'],
		[extra({ propertiesJson: '={{ new Date() }}' }), 'Properties (JSON)'],
		[json([{ name: 'a', properties: { 'b.c': 1 } }]), 'activities[0].properties["b.c"]'],
		[json([{ name: 'a', geo: { geoLoc: { lat: 1 } } }]), 'activities[0].geo.geoLoc.lon'],
	])('%j are refused at %s', async (parameters, field) => {
		expect((await fault(parameters as IDataObject)).field).toBe(field);
	});

	it('have 1,000 properties at most', async () => {
		const many = (count: number) =>
			json([
				{
					name: 'a',
					properties: Object.fromEntries([...Array(count).keys()].map((n) => [`p${n}`, n])),
				},
			]);
		await body('createContactactivities', many(1000));
		expect((await fault(many(1001))).field).toBe('activities[0].properties');
	});
});

describe('products', () => {
	const good = { productID: '1', sku: 'a', name: 'A', category: 'c', qty: 1 };
	const cart = (items: unknown, operation = 'addProducts') => ({
		resource: 'cart',
		operation,
		identifiers: jan,
		itemsInput: 'json',
		itemsJson: items as IDataObject,
	});

	it.each([
		['[]', 'Items'],
		['{', 'Items (JSON)'],
		[[null], 'items[0]'],
		[[good, good, good, { ...good, sku: '' }], 'items[3].sku'],
		[[{ ...good, category: undefined }], 'items[0].category'],
		[[{ ...good, qty: -1 }], 'items[0].qty'],
		[[{ ...good, itemPrice: '18,99' }], 'items[0].itemPrice'],
		[[{ ...good, images: [''] }], 'items[0].images[0]'],
		[[{ ...good, properties: 'red' }], 'items[0].properties'],
		[[{ ...good, properties: [1] }], 'items[0].properties'],
		[[{ ...good, attr: ['red'] }], 'items[0].attr'],
		[[{ ...good, manufacturerName: 'X' }], 'items[0].manufacturerName'],
		[[{ ...good, name: { en: 'A' } }], 'items[0].name'],
	])('%j are refused at %s', async (items, field) => {
		expect((await fault(cart(items))).field).toBe(field);
	});

	it('with a key that is misspelt are refused, because it would be lost', async () => {
		const { field, remedy } = await fault(cart([{ ...good, productId: '1' }]));
		expect(field).toBe('items[0].productId');
		expect(remedy).toContain('productID');
	});

	it('in fields leave out what is empty, and take objects as text', async () => {
		const values = [{ ...good, qty: '0.5', properties: '{"a":{"b":1}}', attr: '', url: ' ' }];
		const parameters = { ...cart([]), itemsInput: 'fields', items: { values } };
		const sent = await body('addProductsToCart', parameters);
		expect(sent.items).toEqual([{ ...good, qty: 0.5, properties: { a: { b: 1 } } }]);
	});
});

describe('orders', () => {
	const order = (more: IDataObject) => ({
		resource: 'order',
		operation: 'upsert',
		identifiers: jan,
		orderId: '1001',
		purchaseDate: '2024-02-28T12:16:40+01:00',
		status: 'paid',
		items: { values: [{ productID: '1', sku: 'a', name: 'A', qty: 1 }] },
		...more,
	});

	it.each([
		[{ orderId: ' ' }, 'Order ID'],
		[{ purchaseDate: ' ' }, 'Purchase Date'],
		[{ purchaseDate: '31.02.2024' }, 'Purchase Date'],
		[{ status: ' ' }, 'Status'],
		[{ items: {} }, 'Items'],
		[{ additionalFields: { totalAmount: '1 299,00' } }, 'Total Amount'],
		[{ additionalFields: { tax: 'none' } }, 'Tax'],
		[{ options: { removeItemsFromCart: 'perhaps' } }, 'Remove Items From Cart'],
		[{ options: { cartFlagName: 'keepCart' } }, 'Cart Flag Name'],
		[{ options: { source: '={{ [] }}' } }, 'Source'],
	])('%j are refused at %s', async (more, field) => {
		expect((await fault(order(more as IDataObject))).field).toBe(field);
	});

	it('say nothing of the cart unless told, and then under the name that was chosen', async () => {
		const flags = async (options: IDataObject) =>
			Object.entries(await body('upsertOrder', order({ options }))).filter(([key]) =>
				/FromCart/.test(key),
			);
		expect(await flags({})).toEqual([]);
		expect(await flags({ cartFlagName: 'removeItemsFromCart' })).toEqual([]);
		expect(await flags({ removeItemsFromCart: true })).toEqual([
			['shouldRemoveItemsFromCart', true],
		]);
		expect(await flags({ removeItemsFromCart: 'no', cartFlagName: 'removeItemsFromCart' })).toEqual(
			[['removeItemsFromCart', false]],
		);
	});
});

describe('records', () => {
	const records = (list: unknown, options: IDataObject = {}) => ({
		resource: 'supplement',
		operation: 'upsert',
		identifiers: jan,
		supplement: 'recharge_subscriptions',
		recordsInput: 'json',
		recordsJson: list as IDataObject,
		options,
	});
	const dated = { updatedDateField: 'updated_at' };

	it.each([
		[records('[]'), 'Records (JSON)'],
		[records(['a']), 'records[0]'],
		[records([{ id: 1 }, { name: 'x' }]), 'records[1].id'],
		[records([{ id: 1 }, { id: '1' }]), 'records[1].id'],
		[records([{ id: '507f1f77bcf86cd799439011' }]), 'records[0].id'],
		[records([{ id: 1 }], dated), 'records[0].updated_at'],
		[records([{ id: 1, updated_at: 'x' }], dated), 'records[0].updated_at'],
		[{ ...records([{ id: 1 }]), supplement: ' ' }, 'Supplement'],
	])('%j are refused at %s', async (parameters, field) => {
		expect((await fault(parameters as IDataObject)).field).toBe(field);
	});

	it('keep their shape, and the form of their ID', async () => {
		const list = [
			{ id: 1, a: { b: [true, null] } },
			{ id: 'x', updated_at: '28.02.2024' },
		];
		expect((await body('upsertSupplementRecords', records(list))).records).toEqual(list);
	});

	it('in fields take no key twice', async () => {
		const fields = (values: IDataObject[]) => ({
			...records([]),
			recordsInput: 'fields',
			recordId: '1',
			recordFields: { values },
		});
		expect((await fault(fields([{ key: 'id', value: '2' }]))).error).toContain('given twice');
		expect((await fault(fields([{ key: '', value: '2' }]))).field).toBe(
			'Record Fields: Key of entry 1',
		);
	});
});

describe('lists', () => {
	const change = (operation: string, list: string, options: IDataObject = {}) => ({
		resource: 'list',
		operation,
		list,
		identifiers: jan,
		options,
	});

	it('that may be created need a name the platform takes', async () => {
		for (const name of ['my list', 'my_list', 'cid', 'x'.repeat(129), ' '])
			expect((await fault(change('addContacts', name))).field).toBe('List');
		const existing = change('addContacts', 'my_list', { isAllowedToCreateLists: false });
		expect(await body('addContactsToList', existing)).toMatchObject({
			listName: 'my_list',
			isAllowedToCreateLists: false,
		});
	});

	it('are named for a removal in the form that was chosen', async () => {
		const listIdentifier = { listIdentifierFormat: 'listIdentifier' };
		const sent = async (options: IDataObject) => {
			const { contacts, source, ...rest } = await body(
				'removeContactsFromList',
				change('removeContacts', 'test-list', options),
			);
			expect([contacts, source]).toEqual([
				{ identifiers: [{ email: 'jan@example.com' }], identifiersPriority: ['email'] },
				'n8n',
			]);
			return rest;
		};
		expect(await sent({})).toEqual({ identifyListBy: { name: 'test-list' } });
		expect(await sent(listIdentifier)).toEqual({ listIdentifier: 'test-list' });
		expect(await sent({ ...listIdentifier, listIdentifierKey: 'segment_group_id' })).toEqual({
			listIdentifier: 'test-list',
			listIdentifierKey: 'segment_group_id',
		});
		const values = [{ key: 'segment_group_id', value: '777' }];
		for (const options of [
			{ listIdentifierKey: 'x' },
			{ ...listIdentifier, listKeys: { values } },
			{ listIdentifierFormat: 'listName' },
			{ listKeys: { values: [{ key: '', value: '7' }] } },
		])
			await fault(change('removeContacts', 'test-list', options));
	});

	it('lose the contact in either form', async () => {
		for (const options of [{}, { listIdentifierFormat: 'listIdentifier' }]) {
			account.sandbox.reset();
			await body('addContactsToList', change('addContacts', 'test-list'));
			const { lists } = await account.processed();
			expect(lists.get('test-list')?.members.size).toBe(1);
			await body('removeContactsFromList', change('removeContacts', 'test-list', options));
			await account.processed();
			expect(lists.get('test-list')?.members.size).toBe(0);
		}
	});
});
