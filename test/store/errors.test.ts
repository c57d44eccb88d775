/** Every error the reference documents, and those it does not speak of. */
import type { Shop } from './harness';
import { detailsOf, inputOf, startShop } from './harness';

let shop: Shop;
beforeEach(async () => (shop = await startShop()));
afterEach(async () => await shop.close());

const upsert = { resource: 'contact', operation: 'upsert', email: '={{ $json.email }}' };
const product = { resource: 'product', operation: 'upsert', productId: '={{ $json.id }}' };
const view = {
	resource: 'event',
	operation: 'track',
	eventType: 'eventProductView',
	productId: '={{ $json.id }}',
};
const recommend = {
	resource: 'recommendation',
	operation: 'get',
	placementId: 'home',
	cookie: '={{ $json.cookie }}',
};
const people = ['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com` }));
const ids = ['1', '2', '3'].map((id) => ({ id }));
const continued = { onError: 'continueErrorOutput' } as const;
const error = (code: string | undefined, text?: string) => ({
	status: 'ERROR',
	timestamp: '2017-01-01 13:00:00',
	data: { ...(code && { error_code: code }), ...(text && { error_message: text }) },
});

describe('the envelope decides', () => {
	it.each([
		[
			'with a code',
			error('http.status.405', 'Invalid data'),
			'http.status.405',
			'QuarticOn Store says: Invalid data (http.status.405)',
		],
		[
			'without a code',
			error(undefined, 'Invalid data'),
			'http_400',
			'QuarticOn Store says: Invalid data',
		],
		[
			'without words',
			{ status: 'ERROR', timestamp: 1 },
			'http_400',
			'QuarticOn Store rejected the request (400)',
		],
		[
			'with data of another kind',
			{ status: 'error', data: [] },
			'http_400',
			'QuarticOn Store rejected the request (400)',
		],
	])('an error %s is one, although the status is 200', async (_, body, code, message) => {
		shop.sandbox.faults.add({ kind: 'status', status: 200, body, times: 1 });
		const { done, rejected } = await shop.run(upsert, people, continued);
		expect(done).toHaveLength(2);
		expect(rejected.map(inputOf)).toEqual([people[0]]);
		expect(rejected[0].error).toBe(message);
		expect(detailsOf(rejected[0]).code).toBe(code);
		// It was not sent again: the input is at fault.
		expect(shop.sandbox.journal.count()).toBe(3);
	});

	it('a fault of the platform in an answer with 200 is repeated as one with 500 is', async () => {
		const body = error('http.status.500', 'Unexpected error');
		shop.sandbox.faults.add({ kind: 'status', status: 200, body, times: 2 });
		const { done } = await shop.run(upsert, people);
		expect(done).toHaveLength(3);
		expect(shop.sandbox.journal.count()).toBe(5);
	});

	it('an answer without an envelope is broken and repeated', async () => {
		shop.sandbox.faults.add({ kind: 'empty', times: 1 });
		shop.sandbox.faults.add({ kind: 'status', status: 200, body: {}, times: 1 });
		const { done } = await shop.run(product, ids);
		expect(done).toHaveLength(3);
		expect(shop.sandbox.journal.count()).toBe(5);
	});
});

describe('an order or another event', () => {
	it.each([
		['500', { kind: 'status', status: 500, body: error('http.status.500', 'Unexpected error') }],
		['a connection that breaks after it was sent', { kind: 'reset', when: 'after' }],
		['an answer cut short', { kind: 'truncate', when: 'after' }],
	] as const)('is not sent again after %s, because it would count twice', async (_, fault) => {
		await shop.run(view, [ids[0]]);
		shop.sandbox.faults.add({ ...fault, times: 1 });
		const { done, rejected } = await shop.run(view, ids, continued);
		expect(done).toHaveLength(2);
		expect(rejected.map(inputOf)).toEqual([ids[0]]);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'uncertain',
			remedy: expect.stringContaining('look in the platform before you repeat it'),
		});
		expect(shop.sandbox.journal.count()).toBe(4);
	});

	it('is not sent twice by Retry On Fail', async () => {
		const invalid = error('http.status.405', 'Invalid data');
		shop.sandbox.faults.add({ kind: 'status', status: 405, body: invalid, times: 1 });
		const { status } = await shop.run(view, ids, { retry: 3 });
		expect(status).toBe('success');
		const sent = shop.sandbox.store.events.map(({ productId }) => productId);
		expect(sent.sort()).toEqual(['1', '2', '3']);
	});

	it('goes one by one, in the order of the items', async () => {
		shop.sandbox.setLatency(20);
		const items = Array.from({ length: 8 }, (_, index) => ({ id: `p${index}` }));
		await shop.run(view, items);
		const starts = shop.sandbox.journal.entries.map(({ at }) => at);
		expect(shop.sandbox.store.events.map(({ productId }) => productId)).toEqual(
			items.map(({ id }) => id),
		);
		for (const [index, at] of starts.slice(1).entries())
			expect(at - starts[index]).toBeGreaterThanOrEqual(19);
	});
});

describe('what is safe to repeat is repeated', () => {
	it.each([
		['500', { kind: 'status', status: 500, body: error('http.status.500', 'Unexpected error') }],
		['a broken connection', { kind: 'reset', when: 'after' }],
		['an answer cut short', { kind: 'truncate', when: 'after' }],
		['a refusal for the limit', { kind: 'status', status: 429, headers: { 'retry-after': '0.2' } }],
	] as const)('after %s every product is stored', async (_, fault) => {
		shop.sandbox.faults.add({ ...fault, times: 2 });
		const { done } = await shop.run(product, ids);
		expect(done.map(({ id }) => id)).toEqual(['1', '2', '3']);
	});

	it('a fault that stays fails the item with the words of the platform', async () => {
		const body = error('http.status.500', 'Unexpected error');
		shop.sandbox.faults.add({
			kind: 'status',
			status: 500,
			body,
			match: { path: /recommendation/ },
		});
		const { rejected } = await shop.run(recommend, [{ cookie: 'c1' }], continued);
		expect(rejected[0].error).toBe('QuarticOn Store says: Unexpected error (http.status.500)');
		expect(detailsOf(rejected[0]).remedy).toContain('Run these items again later');
	}, 30_000);
});

describe('faults of the set-up are said once', () => {
	const items = Array.from({ length: 20 }, (_, index) => ({
		email: `c${index}@example.com`,
		id: `${index}`,
	}));

	it.each([
		[
			'a wrong key',
			upsert,
			{ apiKey: 'wrong' },
			'wrong_token',
			'refuses the API key (401: Unauthorized',
			1,
		],
		['no key', upsert, { apiKey: ' ' }, 'no_token', 'API Key', 0],
		['no customer symbol', view, { customer: '' }, 'no_customer', 'Customer Symbol', 0],
		[
			'http where https belongs',
			upsert,
			{ baseUrl: 'http://restapi.quartic.pl/store/' },
			'invalid_address',
			'would send the credential unprotected',
			0,
		],
		[
			'a path that is not the API',
			upsert,
			{ baseUrl: 'https://restapi.quartic.pl/panel' },
			'invalid_address',
			'unexpected path',
			0,
		],
	])('%s', async (_, parameters, credential, code, message, requests) => {
		const { done, rejected, hints } = await shop.run(parameters, items, {
			...continued,
			credential,
		});
		expect(done).toEqual([]);
		expect(rejected.map(inputOf)).toEqual(items);
		for (const item of rejected) expect(detailsOf(item).code).toBe(code);
		expect(rejected[0].error).toContain(message);
		expect(rejected.slice(1).every((item) => detailsOf(item).status === 'not-attempted')).toBe(
			true,
		);
		expect(hints).toEqual([expect.stringContaining(message)]);
		expect(shop.sandbox.journal.count()).toBe(requests);
	});

	it('a 404', async () => {
		shop.sandbox.faults.add({ kind: 'status', status: 404, body: { error: 'Not Found' } });
		const { rejected } = await shop.run(upsert, items, continued);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'wrong_address' });
		expect(shop.sandbox.journal.count()).toBe(1);
	});

	it('a redirect, which is not followed', async () => {
		shop.sandbox.faults.add({
			kind: 'redirect',
			headers: { location: 'https://elsewhere.example.com/store/contact' },
		});
		const { rejected } = await shop.run(upsert, items, continued);
		expect(rejected[0].error).toContain('redirects to https://elsewhere.example.com');
		expect(shop.sandbox.journal.count()).toBe(1);
	});
});

it('never shows the key', async () => {
	const secret = shop.sandbox.token;
	shop.sandbox.faults.add({ kind: 'reset', times: 1 });
	shop.sandbox.faults.add({ kind: 'status', status: 401, times: 1 });
	for (const onError of ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const) {
		const { raw } = await shop.run(upsert, people, { onError });
		const everything = JSON.stringify(raw, (_, value: unknown) =>
			value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value,
		);
		expect(everything).not.toContain(secret);
	}
});

describe('the credential test', () => {
	const status = async (changes = {}) => await shop.testCredential(changes);

	it.each(['/store/', '/store', '', '/'])(
		'is green for the address followed by "%s"',
		async (path) => {
			expect(await status({ baseUrl: shop.sandbox.url + path })).toMatchObject({ status: 'OK' });
			expect(shop.sandbox.journal.entries[0]).toMatchObject({
				method: 'GET',
				path: '/store/contact',
				query: { email: 'credential-test@example.com' },
			});
		},
	);

	it('is red for a wrong key, a wrong address, and http to another machine', async () => {
		expect(await status({ apiKey: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('refuses the API key'),
		});
		shop.sandbox.faults.add({ kind: 'status', status: 404, times: 1 });
		expect(await status()).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('no QuarticOn Store API'),
		});
		expect(await status({ baseUrl: 'http://restapi.quartic.pl/store/' })).toMatchObject({
			status: 'Error',
		});
	});

	it.each([405, 200])(
		'says that it proves nothing when the platform calls its input invalid (%s)',
		async (code) => {
			shop.sandbox.faults.add({
				kind: 'status',
				status: code,
				body: error('http.status.405', 'Invalid data'),
			});
			expect(await status()).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('says nothing about the API key'),
			});
		},
	);
});
