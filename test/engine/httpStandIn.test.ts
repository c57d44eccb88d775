/** The stand-in for HTTP Request does what n8n's node does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { createEngine, type NodeJson } from '../../engine';
import { chained } from '../../engine/testing/chained';

const engine = createEngine();
let server: Server;
let seen: string[];
beforeEach(async () => {
	seen = [];
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			seen.push(`${request.method} ${request.url} ${body}`);
			response.statusCode = request.url === '/2' ? 500 : 200;
			response.end(JSON.stringify({ at: request.url }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

/** Runs the node over items with n = 1, 2 and 3; the second is answered with 500. */
async function run(parameters: IDataObject, more: Partial<NodeJson> = {}) {
	const { port } = server.address() as AddressInfo;
	const items = [{ n: 1 }, { n: 2 }, { n: 3 }];
	return await engine.run(
		chained([
			{ name: 'Manual', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Items', type: 'test.items', parameters: { items } },
			{
				name: 'HTTP',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: `=http://127.0.0.1:${port}/{{ $json.n }}`,
					...parameters,
				} as NodeJson['parameters'],
				...more,
			},
		]),
	);
}
const json = { method: 'PUT', sendBody: true, specifyBody: 'json' };

test('one request per item, with its own body; a failed one leaves by the error output', async () => {
	const parameters = { ...json, jsonBody: '={{ { n: $json.n } }}' };
	const result = await run(parameters, { onError: 'continueErrorOutput' });
	expect([...seen].sort()).toEqual(['PUT /1 {"n":1}', 'PUT /2 {"n":2}', 'PUT /3 {"n":3}']);
	expect(result.out('HTTP')).toEqual([{ at: '/1' }, { at: '/3' }]);
	expect(result.out('HTTP', 1)).toEqual([
		// n8n's engine adds the input.
		{ n: 2, error: { message: expect.stringContaining('status code 500') } },
	]);
	expect(result.items('HTTP', 1)[0].pairedItem).toMatchObject({ item: 1 });
});

test('a body may be JSON text, and GET has none', async () => {
	await run({ ...json, jsonBody: '{ "a": 1 }' }, { onError: 'continueRegularOutput' });
	await run({}, { onError: 'continueRegularOutput' });
	expect(seen).toContain('PUT /1 {"a":1}');
	expect(seen).toContain('GET /1 ');
});

test('a failed request fails the run, and what the stand-in leaves out is refused', async () => {
	expect((await run({})).failure?.message).toMatch(/500/);
	expect((await run({ sendBody: true })).failure?.message).toMatch(/sends JSON only/);
	expect((await run({ options: { timeout: 1 } })).failure?.message).toMatch(/takes no options/);
});
