/** The embedded engine behaves as n8n does, shown with a small node of the test's own. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createEngine, type NodeJson } from '../../engine';
import { Shop, ShopApi, workflow } from '../../engine/testing/shop';

const engine = createEngine({
	nodes: { 'test.shop': Shop },
	credentialTypes: { shopApi: ShopApi },
});
describe('a run', () => {
	test('stops with the error of the failing item', async () => {
		const result = await engine.run(workflow());
		expect(result.status).toBe('error');
		expect(result.failure).toMatchObject({ message: 'bad row', context: { itemIndex: 1 } });
		expect(result.error('Shop')?.message).toBe('bad row');
		expect(result.out('Good')).toEqual([]);
	});

	test('continues on the regular output with all items in order', async () => {
		const result = await engine.run(workflow({ onError: 'continueRegularOutput' }));
		expect(result.status).toBe('success');
		expect(result.out('Good')).toEqual([
			{ name: 'a', done: true },
			{ error: 'bad row', details: { code: 'bad' } },
			{ name: 'c', done: true },
		]);
	});

	test('splits the error output, which carries the input and its pairing', async () => {
		const result = await engine.run(workflow({ onError: 'continueErrorOutput' }));
		expect(result.out('Good').map(({ name }) => name)).toEqual(['a', 'c']);
		expect(result.out('Bad')).toEqual([
			{ name: 'b', bad: true, error: 'bad row', details: { code: 'bad' } },
		]);
		expect(result.out('Shop', 1)).toEqual(result.out('Bad'));
		expect(result.items('Shop').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(result.items('Shop', 1)[0].pairedItem).toMatchObject({ item: 1 });
		expect(result.hints('Shop')).toEqual([expect.objectContaining({ message: '3 rows seen' })]);
		expect(result.ms).toBeGreaterThan(0);
	});

	test('takes pinned data instead of running a node', async () => {
		const pinData = { Shop: [{ json: { pinned: 1 } }, { json: { pinned: 2 } }] };
		expect((await engine.run(workflow(), { pinData })).out('Good')).toEqual([
			{ pinned: 1 },
			{ pinned: 2 },
		]);
	});

	test.each([
		['after a time', () => ({ cancelAfterMs: 50 })],
		['by a signal', () => ({ signal: AbortSignal.timeout(50) })],
	])('is cancelled %s', async (_how, options) => {
		const result = await engine.run(
			workflow({ parameters: { wait: 20_000 }, onError: 'continueErrorOutput' }),
			options(),
		);
		expect(result.status).toBe('canceled');
		expect(result.ms).toBeLessThan(2000);
		expect(result.out('Good')).toEqual([]);
	});

	test('says what keeps it from running', async () => {
		const unknown = await engine.run({ nodes: [{ name: 'X', type: 'no.such' }] });
		expect(unknown).toMatchObject({
			status: 'crashed',
			failure: { message: expect.stringContaining('no node type "no.such"') },
		});
		const startless = await engine.run(workflow(), { startNode: 'Nobody' });
		expect(startless).toMatchObject({
			status: 'crashed',
			failure: { message: expect.stringContaining('Nobody') },
		});
	});
});

describe('with an API', () => {
	const requests: Array<Pick<IncomingMessage, 'url' | 'headers'>> = [];
	let server: Server;
	let answer: { status: number; body: string };
	let url: string;

	beforeAll(async () => {
		server = createServer((request, response) => {
			requests.push({ url: request.url, headers: request.headers });
			response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));
	beforeEach(() => {
		requests.length = 0;
		answer = { status: 200, body: '{"account":{"state":"open"}}' };
	});

	test('signs requests with the credential of the node, by id or by type', async () => {
		const shop = {
			parameters: { call: true },
			onError: 'continueErrorOutput' as const,
			credentials: { shopApi: { id: 'c7', name: 'Shop' } },
		};
		await engine.run(workflow(shop), { credentials: { c7: { url, key: 'by id' } } });
		await engine.run(workflow(shop), { credentials: { shopApi: { url, key: 'by type' } } });
		expect(requests.map(({ headers }) => headers['x-key'])).toEqual([
			...Array(3).fill('by id'),
			...Array(3).fill('by type'),
		]);
	});

	test('a missing credential fails the node', async () => {
		const result = await engine.run(
			workflow({
				parameters: { call: true },
				credentials: { shopApi: { id: 'c7', name: 'Shop' } },
			}),
		);
		expect(result.failure?.message).toContain('c7');
	});

	test('the credential test sends the described request and reports OK', async () => {
		expect(await engine.testCredential('shopApi', { url, key: 'k' })).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(requests).toEqual([
			{ url: '/me/basic', headers: expect.objectContaining({ 'x-key': 'k', 'x-test': 'yes' }) },
		]);
	});

	test.each([
		[403, '{}', 'The key is wrong'],
		[200, '{"account":{"state":"closed"}}', 'The account is closed'],
		[404, '{}', 'Not Found'],
	])('the credential test reads %i %s by its rules', async (status, body, message) => {
		answer = { status, body };
		expect(await engine.testCredential('shopApi', { url, key: 'k' })).toEqual({
			status: 'Error',
			message,
		});
	});

	test('the credential test reports a host that does not answer', async () => {
		expect(await engine.testCredential('shopApi', { url: 'http://127.0.0.1:1', key: 'k' })).toEqual(
			{ status: 'Error', message: 'ECONNREFUSED' },
		);
	});
});

describe('editor methods and triggers', () => {
	const node: NodeJson = {
		name: 'Shop',
		type: 'test.shop',
		webhookId: 'w1',
		parameters: { wait: 5 },
		credentials: { shopApi: { id: 'c7', name: 'Shop' } },
	};

	test('a list search gets its arguments, its credential and the parameters', async () => {
		const options = { credentials: { c7: { key: 'k' } }, args: ['News'] };
		expect(await engine.method(node, 'listSearch', 'find', options)).toEqual({
			results: [{ name: 'News for k', value: '5' }],
		});
		await expect(engine.method(node, 'loadOptions', 'none')).rejects.toThrow(
			'no loadOptions method "none"',
		);
	});

	test('the hooks of a trigger share static data', async () => {
		expect((await engine.hook(node, 'checkExists')).result).toBe(false);
		const { staticData } = await engine.hook(node, 'create', {
			webhookBaseUrl: 'https://n8n.example/webhook',
		});
		expect(JSON.stringify(staticData)).toContain('https://n8n.example/webhook/');
		expect((await engine.hook(node, 'checkExists', { staticData })).result).toBe(true);
		expect(
			JSON.stringify((await engine.hook(node, 'delete', { staticData })).staticData),
		).not.toContain('https://');
	});

	test('a webhook call gives the items and the answer', async () => {
		const signed = await engine.webhook(node, {
			body: { 'contact[email]': 'a@example.com' },
			headers: { 'x-signature': 's' },
		});
		expect(signed.workflowData?.[0].map(({ json }) => json)).toEqual([
			{ 'contact[email]': 'a@example.com' },
		]);
		expect(signed.response.statusCode).toBe(200);
		expect((await engine.webhook(node)).response.statusCode).toBe(401);
	});
});
