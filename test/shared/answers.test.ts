/** What a platform may tell the core beyond HTTP: a status in the body, settings, headers, and that nothing proves a token. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { createEngine } from '../../engine';
import type { Operation } from '../../nodes/shared/operation';
import type { Platform } from '../../nodes/shared/platform';
import { runItems } from '../../nodes/shared/runner';

const write: Operation = {
	value: 'write',
	name: 'Write',
	action: 'Write record',
	description: 'Sends a record',
	fields: [],
	repeatable: true,
	async run(call) {
		const { body } = await call.api.request({
			method: 'POST',
			path: ['records'],
			headers: { 'x-shop': call.api.setting('shop'), 'x-none': call.api.setting('none') },
			repeatable: call.input.repeatable !== false,
			expects: ['status', 'id'],
		});
		return body;
	},
	sample: {},
};

const platform: Platform = {
	displayName: 'Anywhere',
	credentialType: 'anywhereApi',
	connect: ({ baseUrl }) => ({
		baseUrl: String(baseUrl),
		account: String(baseUrl),
		perSecond: 0,
		settings: { shop: 'a shop' },
	}),
	statusOf: ({ status }) => (typeof status === 'number' ? status : undefined),
	explain: ({ status }) => ({
		message: `Refused with ${status}`,
		code: `http_${status}`,
		remedy: 'None.',
		scope: status === 403 ? 'denied' : 'item',
	}),
};

const engine = createEngine({
	nodes: {
		anywhere: {
			description: {
				displayName: 'Anywhere',
				name: 'anywhere',
				group: ['transform'],
				version: 1,
				description: 'Sends records',
				defaults: { name: 'Anywhere' },
				inputs: ['main'],
				outputs: ['main'],
				credentials: [{ name: 'anywhereApi', required: true }],
				properties: ['resource', 'operation'].map((name) => ({
					displayName: name,
					name,
					type: 'string',
					default: '',
				})),
			} as unknown as INodeTypeDescription,
			async execute(this: IExecuteFunctions) {
				const resources = [
					{ value: 'record', name: 'Record', initial: 'write', operations: [write] },
				];
				return await runItems(this, platform, resources, { continueOnFail: this.continueOnFail() });
			},
		} satisfies INodeType,
	},
	credentialTypes: {
		anywhereApi: class {
			name = 'anywhereApi';
			displayName = 'Anywhere API';
			properties = [];
		},
	},
});

/** Runs items against a server that gives these answers, the last one for good. */
async function run(answers: object[], items: object[] = [{}]) {
	const seen: http.IncomingHttpHeaders[] = [];
	const server = http.createServer((request, response) => {
		const answer = answers[Math.min(seen.length, answers.length - 1)];
		seen.push(request.headers);
		request.resume();
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const result = await engine.run(
			{
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					{
						name: 'Anywhere',
						type: 'anywhere',
						parameters: { resource: 'record', operation: 'write' },
						credentials: { anywhereApi: { id: 'anywhereApi', name: 'Anywhere' } },
						onError: 'continueErrorOutput',
					},
				],
				connections: {
					Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
					Items: { main: [[{ node: 'Anywhere', type: 'main', index: 0 }]] },
				},
			},
			{ credentials: { anywhereApi: { baseUrl } as never } },
		);
		return { seen, done: result.out('Anywhere', 0), rejected: result.out('Anywhere', 1) };
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

describe('a status that stands in the body of a 200', () => {
	it('is explained as if it were the status of the answer', async () => {
		const { done, rejected, seen } = await run([{ status: 422 }]);
		expect([done, seen.length]).toEqual([[], 1]);
		expect(rejected[0]).toMatchObject({ error: 'Refused with 422', details: { code: 'http_422' } });
	});

	it('is repeated where it is a passing one and the request may be', async () => {
		const { done, seen } = await run([{ status: 503 }, { status: 'fine' }]);
		expect([done, seen.length]).toEqual([[{ status: 'fine' }], 2]);
	});

	it('makes an item uncertain where the request may not be repeated', async () => {
		const { rejected, seen } = await run([{ status: 500 }], [{ repeatable: false }]);
		expect(seen).toHaveLength(1);
		expect(rejected[0].details).toMatchObject({ status: 'uncertain' });
	});
});

it('takes an answer with any of the keys it expects, and repeats one with none', async () => {
	const { done, seen } = await run([{}, { other: 1 }, { id: 7 }]);
	expect([done, seen.length]).toEqual([[{ id: 7 }], 3]);
});

it('sends the headers of a request, made of what the credential holds', async () => {
	const { seen } = await run([{ id: 1 }]);
	expect([seen[0]['x-shop'], seen[0]['x-none']]).toEqual(['a shop', '']);
});

it('says a refusal once, and asks nothing further, where no request proves a token', async () => {
	const { rejected, seen } = await run([{ status: 403 }], [{}, {}, {}]);
	expect(seen).toHaveLength(1);
	expect(rejected.map(({ details }) => (details as { status: string }).status)).toEqual([
		'failed',
		'not-attempted',
		'not-attempted',
	]);
	expect(rejected[0].error).toBe('Refused with 403');
});
