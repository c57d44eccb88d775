/** The sandbox of Cordial keeps to the fact sheet: one test per rule. Access, checks and contacts. */
import { call, type Json } from './support';
import { basic, closeCordials, cordial, CORDIAL, who } from './cordialSupport';

afterEach(closeCordials);

const upsert = (email: string, attributes: object, more: object = {}) => ({
	...who(email),
	attributes,
	...more,
});
const activity = (more: object = {}) => ({
	name: 'pageView',
	time: '2024-05-01T10:00:00Z',
	...more,
});
const activities = (email: string, rows: object[], more: object = {}) => ({
	contact: { ...who(email), ...more },
	contactActivities: rows,
});
const item = { productID: 'p1', sku: 's1', name: 'Shoe', category: 'Shoes', qty: 1 };
const order = (more: object = {}) => ({
	contact: who('anna@example.com'),
	orderID: 'o1',
	purchaseDate: '2024-05-01T10:00:00+00:00',
	status: 'paid',
	items: [item],
	...more,
});
const members = { identifiers: [{ email: 'anna@example.com' }] };

/** A body every endpoint takes. */
const GOOD: Record<string, Json> = {
	upsertContact: upsert('anna@example.com', {}),
	createContactactivities: activities('anna@example.com', [activity()]),
	addContactsToList: { contacts: members, listName: 'News' },
	removeContactsFromList: { contacts: members, listIdentifier: 'News' },
	upsertOrder: order(),
	upsertSupplementRecords: {
		contact: who('anna@example.com'),
		supplement: 'cars',
		records: [{ id: 1 }],
	},
	addProductsToCart: { contact: who('anna@example.com'), items: [item] },
	removeProductsFromCart: { contact: who('anna@example.com'), items: [item] },
};

describe('access', () => {
	it('[cordialKeyRequired] refuses a missing or wrong key', async () => {
		const { api, sandbox } = await cordial();
		for (const headers of [{}, { 'x-api-key': 'wrong' }, basic(sandbox.token)] as Array<
			Record<string, string>
		>)
			for (const [method, path] of [
				['GET', '/checkAuth'],
				['POST', '/upsertContact'],
			]) {
				const body = method === 'POST' ? GOOD.upsertContact : undefined;
				const { status, json } = await api(method, path, body, headers);
				expect([status, json]).toEqual([401, { error: 'Access Denied: Authentication Failure' }]);
			}
		expect(sandbox.queue.pending).toEqual([]);
	});

	it('[cordialCheckAuth] says Good to a good key', async () => {
		const { api } = await cordial();
		const { status, text, headers } = await api('GET', '/checkAuth');
		expect([status, text]).toEqual([200, 'Good']);
		expect(headers.get('content-type')).toContain('text/plain');
	});

	it('[cordialUnknownRoute404] does not know other paths', async () => {
		const { api, sandbox } = await cordial();
		expect((await api('POST', '/deleteContact', {})).status).toBe(404);
		expect((await api('GET', '/upsertContact')).status).toBe(404);
		const key = { 'x-api-key': sandbox.token };
		const bare = await call(`${sandbox.url}/upsertContact`, 'POST', GOOD.upsertContact, key);
		expect([bare.status, bare.json.error]).toEqual([404, true]);
	});

	it('[cordialActivitiesPath] knows createContactactivities in this spelling only', async () => {
		const { api } = await cordial();
		const body = GOOD.createContactactivities;
		expect((await api('POST', '/createContactactivities', body)).status).toBe(200);
		expect((await api('POST', '/createContactActivities', body)).status).toBe(404);
	});

	it('[cordialLimitPerEndpoint] counts each method and endpoint on its own', async () => {
		const { api, sandbox } = await cordial({ limit: { perSecond: 1 } });
		const statuses = [];
		for (const [method, path, body] of [
			['POST', '/upsertContact', GOOD.upsertContact],
			['POST', '/upsertOrder', GOOD.upsertOrder],
			['GET', '/checkAuth', undefined],
			['POST', '/upsertContact', GOOD.upsertContact],
		])
			statuses.push((await api(method, path, body)).status);
		expect(statuses).toEqual([200, 200, 200, 429]);
		expect(sandbox.limitHits).toBe(1);
	});

	it('[cordialLimitHeaders] says in a 429 what is left and how long to wait', async () => {
		const { api } = await cordial({ limit: { perSecond: 1, retryAfterSeconds: 7 } });
		expect((await api('GET', '/checkAuth')).headers.get('x-rate-limit-limit')).toBeNull();
		const { status, headers } = await api('GET', '/checkAuth');
		const told = ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-rate-limit-${name}`));
		expect([status, ...told, headers.get('retry-after')]).toEqual([429, '1', '0', '7', '7']);
	});
});

describe('what is accepted', () => {
	it('[cordialEmptyAnswer] is answered with 200 and {}', async () => {
		const { api } = await cordial();
		for (const [endpoint, body] of Object.entries(GOOD)) {
			const { status, text } = await api('POST', `/${endpoint}`, body);
			expect([endpoint, status, text]).toEqual([endpoint, 200, '{}']);
		}
	});

	it('[cordialQueued] is processed later, in order', async () => {
		const { api, lookup, pass, sandbox } = await cordial({ lagMs: 500 });
		await api('POST', '/upsertContact', upsert('new@example.com', { points: 1 }));
		await api('POST', '/upsertContact', upsert('new@example.com', { points: 2 }));
		expect(sandbox.store.contacts.size).toBe(2);
		expect(sandbox.queue.pending).toHaveLength(2);
		pass(499);
		expect((await lookup('/contacts/new@example.com')).status).toBe(404);
		pass(1);
		expect((await lookup('/contacts/new@example.com')).json).toMatchObject({ points: 2 });
		await api('POST', '/upsertContact', upsert('new@example.com', { points: 3 }));
		await sandbox.settled();
		expect(sandbox.store.find('email', 'new@example.com')?.attributes).toEqual({ points: 3 });
	});

	it('[cordialStrictJson] is a JSON object', async () => {
		const { api } = await cordial();
		for (const body of [
			"{ 'identifiers': { 'email': 'a@example.com' } }",
			'{"a":1,}',
			'[]',
			'"a"',
		]) {
			const { status, json } = await api('POST', '/upsertContact', body);
			expect([status, json.message]).toEqual([
				422,
				expect.stringMatching(/^The body is not (JSON|a JSON object)$/),
			]);
		}
	});

	it('[cordialErrorEnvelope] is told from the rest by 422 and the envelope', async () => {
		const { api } = await cordial();
		const { status, json } = await api('POST', '/upsertContact', '{');
		expect([status, json]).toEqual([
			422,
			{ error: true, errorKey: 'GENERIC_ERROR_KEY', message: 'The body is not JSON' },
		]);
	});

	it.each([
		['upsertContact', ['identifiers']],
		['createContactactivities', ['contact', 'contactActivities', 'contact.identifiers']],
		['addContactsToList', ['contacts', 'listName', 'contacts.identifiers']],
		['removeContactsFromList', ['contacts', 'contacts.identifiers']],
		[
			'upsertOrder',
			['contact', 'orderID', 'purchaseDate', 'status', 'items', 'contact.identifiers'],
		],
		['upsertSupplementRecords', ['contact', 'supplement', 'records', 'contact.identifiers']],
		['addProductsToCart', ['contact', 'items', 'contact.identifiers']],
		['removeProductsFromCart', ['contact', 'items', 'contact.identifiers']],
	])('%s names the key it misses', async (endpoint, keys) => {
		const { api, sandbox } = await cordial({ rules: { cordialRequiredKeys: true } });
		for (const key of keys)
			for (const empty of [undefined, null, '']) {
				const { status, json } = await api(
					'POST',
					`/${endpoint}`,
					changed(GOOD[endpoint], key, empty),
				);
				expect([key, status, json.message]).toEqual([key, 422, `${key} is required`]);
			}
		expect(sandbox.queue.pending).toEqual([]);
	});

	it('[cordialRequiredKeys] has the keys that are required', async () => {
		const { api } = await cordial();
		expect((await api('POST', '/upsertContact', { source: 'n8n' })).status).toBe(422);
		expect((await api('POST', '/upsertOrder', order({ orderID: '' }))).status).toBe(422);
	});

	it('[cordialTypes] has values of the documented types', async () => {
		const { api } = await cordial();
		for (const [endpoint, key, value] of [
			['upsertContact', 'identifiers', [{ email: 'a@example.com' }]],
			['upsertContact', 'identifiersPriority', { 0: 'email' }],
			['upsertContact', 'attributes', 'x'],
			['upsertContact', 'forceSubscribe', 'true'],
			['upsertContact', 'mergeOptions', true],
			['upsertContact', 'mergeOptions', { mergeableSecondaryKeys: 'email' }],
			['createContactactivities', 'contact.canBeCreated', 'yes'],
			['createContactactivities', 'contactActivities', { name: 'x' }],
			['addContactsToList', 'contacts.identifiers', { email: 'a@example.com' }],
			['addContactsToList', 'isAllowedToCreateLists', 0],
			['removeContactsFromList', 'listIdentifier', { name: 'News' }],
			['upsertOrder', 'totalAmount', '10.00'],
			['upsertOrder', 'orderID', 7],
			['upsertOrder', 'items', [{ ...item, qty: '1' }]],
			['upsertSupplementRecords', 'records', { id: 1 }],
			['addProductsToCart', 'items', [{ ...item, images: 'https://example.com/1.jpg' }]],
			['removeProductsFromCart', 'source', 1],
		] as Array<[string, string, unknown]>) {
			const { status, json } = await api(
				'POST',
				`/${endpoint}`,
				changed(GOOD[endpoint], key, value),
			);
			expect([endpoint, key, status, json.message]).toEqual([
				endpoint,
				key,
				422,
				expect.stringContaining('wrong type'),
			]);
		}
		for (const [endpoint, key, value] of [
			['upsertOrder', 'properties', []],
			['upsertOrder', 'properties', { shop: 'PL' }],
			[
				'upsertOrder',
				'items',
				[
					{ ...item, attr: [] },
					{ ...item, attr: { size: 'M' } },
				],
			],
			['upsertContact', 'forceSubscribe', null],
		] as Array<[string, string, unknown]>)
			expect((await api('POST', `/${endpoint}`, changed(GOOD[endpoint], key, value))).status).toBe(
				200,
			);
	});

	it('[cordialIsoDates] has dates in ISO 8601', async () => {
		const { api } = await cordial();
		for (const [date, status] of [
			['2024-05-01', 200],
			['2024-05-01T10:00:00Z', 200],
			['2024-05-01T10:00:00.123+02:00', 200],
			['01.05.2024', 422],
			['2024-13-01T10:00:00Z', 422],
			[1714557600, 422],
		]) {
			const body = order({ purchaseDate: date });
			expect([date, (await api('POST', '/upsertOrder', body)).status]).toEqual([date, status]);
		}
		const late = activities('anna@example.com', [activity({ time: 'now' })]);
		expect((await api('POST', '/createContactactivities', late)).status).toBe(422);
	});

	it('[cordialItemKeys] has items with the keys each endpoint asks for', async () => {
		const { api } = await cordial();
		const needs = {
			upsertOrder: ['productID', 'sku', 'name'],
			addProductsToCart: ['productID', 'qty', 'sku', 'name', 'category'],
			removeProductsFromCart: ['productID', 'qty'],
		};
		for (const [endpoint, needed] of Object.entries(needs))
			for (const key of Object.keys(item)) {
				const items = [item, { ...item, [key]: undefined }];
				const { status } = await api('POST', `/${endpoint}`, { ...GOOD[endpoint], items });
				expect([endpoint, key, status]).toEqual([endpoint, key, needed.includes(key) ? 422 : 200]);
			}
	});
});

describe('identifiers', () => {
	it('[cordialValidIdentifier] must be those of the account', async () => {
		const { sandbox, send, reasons } = await cordial();
		for (const identifiers of [{ nickname: 'x' }, {}, { email: '' }])
			await send('upsertContact', { identifiers, attributes: { points: 1 } });
		expect(sandbox.store.contacts.size).toBe(2);
		expect(reasons()).toEqual(Array(3).fill('no valid identifier'));
		await send('upsertContact', { identifiers: { nickname: 'x', email: 'c@example.com' } });
		expect(sandbox.store.find('email', 'c@example.com')?.identifiers).toEqual({
			email: 'c@example.com',
		});
	});

	it('[cordialKeyCase] are different keys in different spellings', async () => {
		const { sandbox, send } = await cordial();
		await send('upsertContact', { identifiers: { custom_id: 'a' } });
		await send('upsertContact', { identifiers: { customID: 'a' } });
		expect(sandbox.store.contacts.size).toBe(3);
		expect(sandbox.store.find('custom_id', 'a')?.identifiers).toEqual({ custom_id: 'a' });
	});

	it('[cordialPriority] are tried in the order of identifiersPriority', async () => {
		const { byEmail, send } = await cordial();
		const identifiers = { email: 'ben@example.com', customId: 'a' };
		const points = (value: number) => ({ attributes: { points: value }, identifiers });
		await send('upsertContact', points(1));
		await send('upsertContact', { ...points(2), identifiersPriority: ['phone', 'customId'] });
		expect(byEmail('ben@example.com').attributes).toEqual({ points: 1 });
		expect(byEmail('anna@example.com').attributes).toEqual({ points: 2 });
	});

	it('[cordialIdentifierByAttribute] get a new value by an attribute', async () => {
		const { byEmail, sandbox, send } = await cordial();
		const identifiers = {
			customId: 'a',
			email: 'other@example.com',
			'channels.phone.address': '+48',
		};
		await send('upsertContact', { identifiers, identifiersPriority: ['customId'] });
		expect(byEmail('anna@example.com').identifiers).toEqual({
			email: 'anna@example.com',
			customId: 'a',
			'channels.phone.address': '+48',
		});
		await send('upsertContact', upsert('anna@example.com', { email: 'new@example.com' }));
		expect(byEmail('anna@example.com')).toBeUndefined();
		expect(byEmail('new@example.com').identifiers).toMatchObject({ customId: 'a' });
		expect(sandbox.store.contacts.size).toBe(2);
	});

	it('[cordialUniqueConflict] are not taken from another contact', async () => {
		const { byEmail, send, reasons } = await cordial();
		const attributes = { email: 'ben@example.com', points: 5 };
		await send('upsertContact', upsert('anna@example.com', attributes));
		expect(reasons()).toEqual(['another contact has that identifier']);
		expect(byEmail('anna@example.com').attributes).toEqual({});
	});

	const both = { identifiers: { customId: 'a', email: 'ben@example.com' } };
	const merging = (...mergeableSecondaryKeys: string[]) => ({
		mergeOptions: { mergeAllowed: true, mergeableSecondaryKeys },
	});

	it('[cordialMerge] of two contacts make one of them where that is allowed', async () => {
		const { byEmail, sandbox, send } = await cordial();
		await send('upsertContact', upsert('ben@example.com', { points: 7, VIP: true }));
		await send('upsertOrder', order({ contact: who('ben@example.com') }));
		await send('createContactactivities', activities('ben@example.com', [activity()]));
		await send('addProductsToCart', { contact: who('ben@example.com'), items: [item] });
		await send('upsertContact', both);
		expect(sandbox.store.contacts.size).toBe(2);
		await send('upsertContact', { ...both, ...merging('email') });
		const merged = byEmail('anna@example.com');
		expect([...sandbox.store.contacts.values()]).toEqual([merged]);
		expect(merged.attributes).toEqual({ points: 7 });
		expect(merged.cart).toHaveLength(1);
		expect(sandbox.store.listsOf(merged)).toEqual(['News', 'VIP']);
		expect(sandbox.store.orders.get('o1')?.cID).toBe(merged.cID);
		expect(sandbox.store.activities[0].cID).toBe(merged.cID);
	});

	it('[cordialMergeableKeys] that conflict prevent the merge, unless they are named', async () => {
		const { sandbox, send, reasons } = await cordial();
		await send('upsertContact', { ...both, ...merging('customId') });
		expect(sandbox.store.contacts.size).toBe(2);
		const renamed = upsert('anna@example.com', { email: 'ben@example.com' });
		await send('upsertContact', { ...renamed, ...merging() });
		expect(reasons()).toEqual(['another contact has that identifier']);
		await send('upsertContact', { ...renamed, ...merging('email') });
		expect([...sandbox.store.contacts.values()].map(({ identifiers }) => identifiers)).toEqual([
			{ email: 'ben@example.com', customId: 'a' },
		]);
	});
});

describe('attributes', () => {
	it('[cordialUnknownAttributes] the account does not have are ignored', async () => {
		const { byEmail, sandbox, send } = await cordial();
		const attributes = { points: 1, shoeSize: 43, firstname: 'Anna', 'location.city': 'Kraków' };
		await send('upsertContact', upsert('anna@example.com', attributes));
		expect(byEmail('anna@example.com').attributes).toEqual({
			points: 1,
			location: { city: 'Kraków' },
		});
		expect(sandbox.store.dropped.map(({ what }) => what)).toEqual([
			{ shoeSize: 43 },
			{ firstname: 'Anna' },
		]);
	});

	it('[cordialDotPaths] with dots set one part', async () => {
		const { byEmail, send } = await cordial();
		const parts = { 'location.city': 'Kraków', 'location.postal_code': '30-001' };
		await send('upsertContact', upsert('anna@example.com', parts));
		await send('upsertContact', upsert('anna@example.com', { 'location.city': 'Gdańsk' }));
		expect(byEmail('anna@example.com').attributes).toEqual({
			location: { city: 'Gdańsk', postal_code: '30-001' },
		});
		await send('upsertContact', upsert('anna@example.com', { 'location.__proto__.evil': 1 }));
		expect(({} as Json).evil).toBeUndefined();
	});

	it('[cordialListFlags] named as a list put the contact on it or take it off', async () => {
		const { byEmail, sandbox, send } = await cordial();
		await send('upsertContact', upsert('anna@example.com', { VIP: true, News: false }));
		expect(sandbox.store.listsOf(byEmail('anna@example.com'))).toEqual(['VIP']);
	});

	const status = 'channels.email.subscribeStatus';
	const statusOf = (contact: Json) => contact.attributes.channels?.email?.subscribeStatus;

	it('[cordialForceSubscribe] do not subscribe who has unsubscribed, unless forced', async () => {
		const { byEmail, send, reasons } = await cordial({ rules: { cordialDotPaths: true } });
		const email = 'anna@example.com';
		await send('upsertContact', upsert(email, { [status]: 'subscribed' }));
		await send('upsertContact', upsert(email, { [status]: 'unsubscribed' }));
		const again = upsert(email, { [status]: 'subscribed', points: 3 });
		await send('upsertContact', again);
		await send('upsertContact', { ...again, forceSubscribe: false });
		expect(statusOf(byEmail(email))).toBe('unsubscribed');
		expect(byEmail(email).attributes.points).toBe(3);
		expect(reasons()).toEqual(Array(2).fill('unsubscribed, and not forced'));
		await send('upsertContact', { ...again, forceSubscribe: true });
		expect(statusOf(byEmail(email))).toBe('subscribed');
	});

	it('[cordialSubscribeStatuses] know three statuses', async () => {
		const { byEmail, send } = await cordial({ rules: { cordialDotPaths: true } });
		for (const sent of ['none', 'Subscribed', true])
			await send('upsertContact', upsert('anna@example.com', { [status]: sent }));
		expect(statusOf(byEmail('anna@example.com'))).toBe('none');
	});
});

describe('activities', () => {
	const stored = async (rows: object[], options: Parameters<typeof cordial>[0] = {}) => {
		const { sandbox, send, reasons } = await cordial(options);
		await send('createContactactivities', activities('anna@example.com', rows));
		return { all: sandbox.store.activities, reasons: reasons() };
	};

	it('[cordialActivitiesRepeat] count twice when sent twice', async () => {
		expect((await stored([activity(), activity()])).all).toHaveLength(2);
	});

	it('[cordialActivityMayCreate] make a contact only when told', async () => {
		const { byEmail, sandbox, send, reasons } = await cordial();
		const rows = [activity()];
		const attributes = { points: 1 };
		await send('createContactactivities', activities('new@example.com', rows, { attributes }));
		expect([sandbox.store.contacts.size, sandbox.store.activities.length]).toEqual([2, 0]);
		expect(reasons()).toEqual(['no such contact']);
		const told = { attributes, canBeCreated: true };
		await send('createContactactivities', activities('new@example.com', rows, told));
		expect(byEmail('new@example.com').attributes).toEqual({ points: 1 });
		expect(sandbox.store.activities[0].cID).toBe(byEmail('new@example.com').cID);
	});

	it('[cordialActivityMayUpdate] change a contact only when told', async () => {
		const { byEmail, sandbox, send } = await cordial();
		for (const [points, canBeUpdated] of [
			[1, undefined],
			[2, true],
			[3, false],
		]) {
			const more = { attributes: { points }, canBeCreated: true, canBeUpdated };
			await send('createContactactivities', activities('anna@example.com', [activity()], more));
		}
		expect(byEmail('anna@example.com').attributes).toEqual({ points: 2 });
		expect(sandbox.store.activities).toHaveLength(3);
	});

	it('[cordialActivityName] need a name', async () => {
		const { all, reasons } = await stored([activity({ name: undefined }), activity()]);
		expect([all.length, reasons]).toEqual([1, ['no name']]);
	});

	it('[cordialActivityNameLength] have a name of 40 characters at most', async () => {
		const rows = [41, 40].map((length) => activity({ name: 'x'.repeat(length) }));
		const { all, reasons } = await stored(rows);
		expect([all.map(({ name }) => name.length), reasons]).toEqual([[40], ['name too long']]);
	});

	it('[cordialActivityTime] without a time have that of their receipt', async () => {
		const { all } = await stored([activity({ time: undefined }), activity()]);
		expect(all.map(({ time }) => time)).toEqual([
			'2024-05-24T12:00:00.000Z',
			'2024-05-01T10:00:00Z',
		]);
	});

	it('[cordialPropertyKeys] lose properties named by a number or with a dot', async () => {
		const properties = { url: '/a', 7: 'x', 'a.b': 'x', a7: true };
		const geo = { city: 'Kraków' };
		const { all } = await stored([activity({ properties, geo })]);
		expect(all[0]).toMatchObject({ properties: { url: '/a', a7: true }, geo });
		expect(Object.keys(all[0].properties)).toEqual(['url', 'a7']);
	});

	it('[cordialPropertyCount] have 1,000 properties at most', async () => {
		const rows = [1_001, 1_000].map((count) =>
			activity({
				properties: Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, n])),
			}),
		);
		const { all, reasons } = await stored(rows);
		expect([all.length, reasons]).toEqual([1, ['too many properties']]);
	});
});

describe('look-ups of REST v2', () => {
	it('[cordialBasicForLookups] want the key as the user of Basic', async () => {
		const { lookup, sandbox } = await cordial();
		const url = `${sandbox.url}/v2/accountlists`;
		for (const headers of [{}, { 'x-api-key': sandbox.token }, basic('wrong')] as Array<
			Record<string, string>
		>) {
			const { status, json } = await call(url, 'GET', undefined, headers);
			expect([status, json]).toEqual([401, { error: 'Access Denied: Authentication Failure' }]);
		}
		expect((await lookup('/accountlists')).status).toBe(200);
	});

	it('[cordialListsByName] find a list by its name', async () => {
		const { lookup } = await cordial();
		const vip = { id: 2, name: 'VIP', enhanced: false };
		expect((await lookup('/accountlists')).json).toEqual([
			{ id: 1, name: 'News', enhanced: false },
			vip,
		]);
		expect((await lookup('/accountlists?name=VIP')).json).toEqual([vip]);
		const { status, json } = await lookup('/accountlists?name=Nobody');
		expect([status, json]).toEqual([
			404,
			{ error: true, errorKey: 'RECORD_NOT_FOUND', message: 'record not found' },
		]);
	});

	it('[cordialAttributeFilters] narrow attributes by type and index', async () => {
		const { lookup } = await cordial();
		const keys = async (query: string) =>
			(await lookup(`/accountcontactattributes${query}`)).json.map(({ key }: Json) => key);
		expect(await keys('')).toEqual([
			...(CORDIAL.attributes ?? []).map(({ key }) => key),
			...(CORDIAL.identifierKeys ?? []),
		]);
		expect(await keys('?type=number')).toEqual(['points']);
		expect(await keys('?indexed=0')).toEqual(['firstName']);
		expect((await lookup('/accountcontactattributes?type=geo')).json).toEqual([
			{ key: 'location', name: 'location', type: 'geo', index: true, unique: false },
		]);
	});

	it('[cordialSupplementPages] cut supplements into pages', async () => {
		const { lookup } = await cordial();
		const keys = async (query: string) =>
			(await lookup(`/supplements${query}`)).json.map(({ key }: Json) => key);
		expect(await keys('')).toEqual(['cars', 'bikes']);
		expect(await keys('?page=2&per_page=1')).toEqual(['bikes']);
		expect(await keys('?page=3&per_page=1')).toEqual([]);
	});

	it('[cordialContactByKey] find a contact by cID, primary key or key:value', async () => {
		const { byEmail, lookup } = await cordial();
		const { cID } = byEmail('anna@example.com');
		for (const id of [cID, 'anna@example.com', 'customId:a', 'email:anna@example.com'])
			expect((await lookup(`/contacts/${encodeURIComponent(id)}`)).json).toEqual({
				cID,
				email: 'anna@example.com',
				customId: 'a',
				channels: { email: { address: 'anna@example.com' } },
				News: true,
			});
		expect((await lookup('/contacts/nobody@example.com')).status).toBe(404);
	});
});

/** The body with another value at the path. */
function changed(body: Json, path: string, value: unknown): Json {
	const [key = '', ...rest] = path.split('.');
	return { ...body, [key]: rest.length ? changed(body[key], rest.join('.'), value) : value };
}
