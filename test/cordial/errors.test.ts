/** Faults of the set-up, the limits, the errors' words, and the credential's test. */
import { CordialApi } from '../../credentials/CordialApi.credentials';
import { cordial } from '../../nodes/Cordial/platform';
import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const continued = { onError: 'continueErrorOutput' } as const;
const upsert = {
	resource: 'contact',
	operation: 'upsert',
	identifiers: by({ email: '={{ $json.email }}' }),
};
const people = Array.from({ length: 20 }, (_, index) => ({ email: `c${index}@example.com` }));

describe('faults of the set-up are said once', () => {
	it.each([
		[
			'a wrong key',
			{ apiKey: 'wrong' },
			'wrong_token',
			'refuses the API key (401: Access Denied',
			2,
		],
		['no key', { apiKey: ' ' }, 'no_token', 'API Key', 0],
		['no address', { baseUrl: '' }, 'invalid_address', 'no address is given', 0],
		[
			'http where https belongs',
			{ baseUrl: 'http://cordial.example.com/api' },
			'invalid_address',
			'would send the credential unprotected',
			0,
		],
		['an unknown region', { region: 'eu1' }, 'invalid_address', '"eu1" is none', 0],
		['a word of the language', { region: 'constructor' }, 'invalid_address', 'is none', 0],
	])('%s', async (_, credential, code, message, requests) => {
		const { done, rejected, hints } = await account.run(upsert, people, {
			...continued,
			credential,
		});
		expect(done).toEqual([]);
		expect(rejected.map(inputOf)).toEqual(people);
		for (const item of rejected) expect(detailsOf(item).code).toBe(code);
		expect(rejected[0].error).toContain(message);
		expect(rejected.slice(1).every((item) => detailsOf(item).status === 'not-attempted')).toBe(
			true,
		);
		expect(hints).toEqual([expect.stringContaining(message)]);
		// The refused request, and the check of the key.
		expect(account.sandbox.journal.count()).toBe(requests);
	});

	it('a wrong address', async () => {
		const { rejected } = await account.run(upsert, people, {
			...continued,
			credential: { baseUrl: `${account.sandbox.url}/wrong` },
		});
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'wrong_address' });
		expect(account.sandbox.journal.count()).toBe(1);
	});

	it.each([
		['a page', { kind: 'html', status: 404 }, 'html_answer'],
		['nothing', { kind: 'empty', status: 404 }, 'wrong_address'],
		[
			'no words of its own',
			{ kind: 'status', status: 404, body: { error: 'Not Found' } },
			'wrong_address',
		],
	] as const)('a 404 that holds %s', async (_, fault, code) => {
		account.sandbox.faults.add(fault);
		const { rejected } = await account.run(upsert, people, continued);
		expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code });
		expect(detailsOf(rejected[1])).toMatchObject({ status: 'not-attempted', code });
		expect(account.sandbox.journal.count()).toBe(1);
	});

	it('a 403 for a feature the account lacks is told from a wrong key', async () => {
		const body = { error: true, errorKey: 'FORBIDDEN', message: 'Merging is switched off' };
		account.sandbox.faults.add({ kind: 'status', status: 403, body, match: { method: 'POST' } });
		const { rejected } = await account.run(upsert, people, continued);
		expect(rejected[0].error).toBe(
			'Cordial accepts the credential but does not allow this request (Merging is switched off)',
		);
		expect(detailsOf(rejected[0]).code).toBe('forbidden');
		expect(account.sandbox.journal.entries.map(({ path }) => path)).toEqual([
			'/api/upsertContact',
			'/api/checkAuth',
		]);
	});
});

describe("the platform's words", () => {
	it.each([
		['a text', { error: 'Invalid JSON' }, 'Invalid JSON', 'http_422', null],
		[
			'a message',
			{ error: true, errorKey: 'X', message: 'No such thing' },
			'No such thing',
			'X',
			null,
		],
		['messages', { error: true, messages: ['One', 'Two'] }, 'One; Two', 'http_422', null],
		[
			'validationErrors',
			{ error: true, errorKey: 'V', validationErrors: { email: ['is taken'] } },
			'email: is taken',
			'V',
			'email',
		],
		[
			'fieldErrors',
			{ error: true, fieldErrors: [{ message: 'qty is missing' }] },
			'qty is missing',
			'http_422',
			null,
		],
		['errors', { error: true, errors: ['Bad'] }, 'Bad', 'http_422', null],
	])('are read from %s', async (_, body, said, code, field) => {
		account.sandbox.faults.add({ kind: 'status', status: 422, body, times: 1 });
		const { rejected } = await account.run(upsert, [people[0]], continued);
		expect(rejected[0].error).toBe(`Cordial says: ${said}`);
		expect(detailsOf(rejected[0])).toMatchObject({ code, field });
	});

	it.each([
		[
			'a code and words',
			{ error: true, errorKey: 'RECORD_NOT_FOUND', message: 'No such contact' },
			'Cordial says: No such contact',
			'RECORD_NOT_FOUND',
		],
		[
			'a code',
			{ error: true, errorKey: 'RECORD_NOT_FOUND' },
			'Cordial rejected the request (404)',
			'RECORD_NOT_FOUND',
		],
		['words', { message: 'No such contact' }, 'Cordial says: No such contact', 'http_404'],
	])('of a 404 with %s are about the item alone', async (_, body, said, code) => {
		account.sandbox.faults.add({ kind: 'status', status: 404, body, times: 1 });
		const { done, rejected } = await account.run(upsert, people, continued);
		expect(rejected.map(inputOf)).toEqual([people[0]]);
		expect(rejected[0].error).toBe(said);
		expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code });
		expect(done).toHaveLength(19);
	});

	it('may be missing', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 422, body: {}, times: 1 });
		const { rejected } = await account.run(upsert, [people[0]], continued);
		expect(rejected[0].error).toBe('Cordial rejected the request (422)');
	});
});

describe('answers', () => {
	it.each([
		['nothing', { kind: 'empty', status: 202 }, null],
		['an empty object', { kind: 'status', status: 200, body: {} }, null],
		['an object', { kind: 'status', status: 202, body: { id: 'x' } }, { id: 'x' }],
		['a bare text', { kind: 'status', status: 200, body: 'Good' }, 'Good'],
		[
			'a text in brackets',
			{ kind: 'status', status: 200, body: '[accepted] {1}' },
			'[accepted] {1}',
		],
		['true', { kind: 'status', status: 200, body: true }, true],
		['false', { kind: 'status', status: 200, body: false }, false],
		['a number', { kind: 'status', status: 200, body: 12 }, 12],
		['zero', { kind: 'status', status: 200, body: 0 }, 0],
		['a list', { kind: 'status', status: 200, body: [{ id: 1 }] }, [{ id: 1 }]],
	] as const)('of %s are taken', async (_, fault, answer) => {
		account.sandbox.faults.add({ ...fault, times: 1 });
		const { done } = await account.run(upsert, [people[0]]);
		expect(done).toEqual([
			{ identifiers: people[0], accepted: true, processing: 'later', answer, warning: null },
		]);
	});

	it.each([
		['a web page', { kind: 'html', status: 200 }],
		['JSON that is cut short', { kind: 'truncate', body: undefined }],
		['a list that is cut short', { kind: 'status', status: 200, body: '[{"id":1},{"i' }],
		['a list cut short in a text', { kind: 'status', status: 200, body: ' ["}]", "a\\' }],
	] as const)('of %s are broken, and the contact is sent again', async (_, fault) => {
		account.sandbox.faults.add({ ...fault, times: 1 });
		const { done } = await account.run(upsert, people);
		expect(done).toHaveLength(20);
		expect(account.sandbox.journal.count()).toBe(21);
	});
});

describe('limits', () => {
	const track = {
		resource: 'activity',
		operation: 'create',
		identifiers: upsert.identifiers,
		activityName: 'view',
	};

	/** The most requests that arrived within one second, whatever they asked for. */
	const busiest = () => {
		const times = account.sandbox.journal.entries.map(({ at }) => at);
		const after = (from: number) => times.filter((at) => at >= from && at < from + 1000);
		return Math.max(...times.map((from) => after(from).length));
	};

	it('of the platform hold back their own call alone', async () => {
		const credential = { requestsPerSecond: 20 };
		account.sandbox.setLimit({ perSecond: 6, retryAfterSeconds: 2 });
		const slow = account.run(upsert, people, { credential });
		while (account.sandbox.limitHits === 0) await new Promise(setImmediate);
		const refusedAt = Date.now();
		const free = await account.run(track, people.slice(0, 4), { credential });
		expect(free.done).toHaveLength(4);
		expect(Date.now() - refusedAt).toBeLessThan(1500);
		expect((await slow).done).toHaveLength(20);
		const ended = (call: string) =>
			account.sandbox.journal.find('POST', `/api/${call}`).map(({ status }) => status);
		expect(ended('createContactactivities')).toEqual([200, 200, 200, 200]);
		expect(ended('upsertContact')).toContain(429);
		expect(busiest()).toBeLessThanOrEqual(20);
	}, 20_000);

	it('of our own hold for all calls together', async () => {
		const credential = { requestsPerSecond: 10 };
		const runs = await Promise.all(
			[upsert, track].map((call) => account.run(call, people.slice(0, 15), { credential })),
		);
		expect(runs.map(({ done }) => done.length)).toEqual([15, 15]);
		expect(busiest()).toBeLessThanOrEqual(10);
	}, 20_000);

	it('are obeyed at 429 until every contact is accepted', async () => {
		account.sandbox.setLimit({ perSecond: 10 });
		const { done } = await account.run(upsert, people);
		expect(done).toHaveLength(20);
		expect(account.sandbox.limitHits).toBeGreaterThan(0);
		expect(account.sandbox.limitHits).toBeLessThan(30);
	}, 20_000);

	it('of one call hold back no other call', async () => {
		const headers = { 'retry-after': '2' };
		const match = { path: /upsertContact/ };
		account.sandbox.faults.add({ kind: 'status', status: 429, headers, match, times: 1 });
		const slow = account.run(upsert, [people[0]]);
		while (account.sandbox.journal.count() === 0) await new Promise(setImmediate);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const { ms, done } = await account.run(track, [people[1]]);
		expect(done).toHaveLength(1);
		expect(ms).toBeLessThan(1000);
		expect((await slow).ms).toBeGreaterThanOrEqual(1900);
	});
});

it('never shows the key', async () => {
	const secret = account.sandbox.token;
	account.sandbox.faults.add({ kind: 'reset', times: 1 });
	account.sandbox.faults.add({ kind: 'status', status: 401, times: 1 });
	for (const onError of ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const) {
		const { raw } = await account.run(upsert, people, { onError });
		const everything = JSON.stringify(raw, (_, value: unknown) =>
			value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value,
		);
		expect(everything).not.toContain(secret);
	}
});

describe('the credential test', () => {
	const status = async (changes = {}) => await account.testCredential(changes);

	it.each(['/api', '/api/'])('is green for the address followed by "%s"', async (path) => {
		expect(await status({ baseUrl: account.sandbox.url + path })).toMatchObject({ status: 'OK' });
		expect(account.sandbox.journal.entries[0]).toMatchObject({
			method: 'GET',
			path: '/api/checkAuth',
		});
	});

	it('is red for a wrong key, a wrong address, and http to another machine', async () => {
		expect(await status({ apiKey: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('allow-list of the key'),
		});
		expect(await status({ baseUrl: account.sandbox.url })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('no Asynchronous API of Cordial'),
		});
		expect(await status({ baseUrl: 'http://cordial.example.com/api' })).toMatchObject({
			status: 'Error',
		});
	});
});

describe('regions', () => {
	it.each([
		['usw1', 'https://integrations-ingest-svc.cordial.com/api'],
		['usw2', 'https://integrations-ingest-svc.usw2.cordial.com/api'],
		['use1', 'https://integrations-ingest-svc.use1.cordial.com/api'],
	])('%s: node and credential test have the same address', (region, address) => {
		expect(cordial.connect({ region, apiKey: 'k', baseUrl: '' }).baseUrl).toBe(address);
		const { baseURL = '' } = new CordialApi().test.request;
		const expression = baseURL.replace(/^=\{\{|\}\}$/g, '');
		const evaluate = new Function('$credentials', `return ${expression}`) as (
			credentials: object,
		) => string;
		expect(evaluate({ region, baseUrl: '' })).toBe(address);
	});

	it('keep accounts of one host apart, without the key', () => {
		const [one, other] = ['key-one', 'key-two'].map((apiKey) =>
			cordial.connect({ region: 'usw1', apiKey }),
		);
		expect(one.account).not.toBe(other.account);
		expect(one.account).not.toContain('key-one');
	});
});
