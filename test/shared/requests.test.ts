/** What the client makes of requests and answers that other platforms than ours have: bodies, statuses, waits, look-ups. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { createEngine } from '../../engine';
import type { ItemOperation } from '../../nodes/shared/operation';
import type { ApiRequest, Platform } from '../../nodes/shared/platform';
import { runItems } from '../../nodes/shared/runner';

/** The request of the test at hand, by item. */
let requestOf: (item: IDataObject, send: (request: ApiRequest) => Promise<unknown>) => ApiRequest;

const ask: ItemOperation = {
	value: 'ask',
	name: 'Ask',
	action: 'Ask',
	description: 'Sends a request',
	fields: [],
	repeatable: true,
	async run(call) {
		const request = requestOf(call.input, async (other) => (await call.api.request(other)).body);
		const { body } = await call.api.request<unknown>(request);
		return { body } as IDataObject;
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
	}),
	explain: ({ status }) => ({
		message: `Refused with ${status}`,
		code: `http_${status}`,
		remedy: 'None.',
		scope: status === 403 ? 'denied' : 'item',
	}),
	proof: { method: 'GET', path: ['me'] },
};

const engine = createEngine({
	nodes: {
		anywhere: {
			description: {
				displayName: 'Anywhere',
				name: 'anywhere',
				group: ['transform'],
				version: 1,
				description: 'Sends requests',
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
				const resources = [{ value: 'it', name: 'It', initial: 'ask', operations: [ask] }];
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

interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** Sent as it is. */
	text?: string;
}

interface Seen {
	method: string;
	path: string;
	body: string;
	at: number;
}

/** Runs items against a server that answers by this function. */
async function run(answer: (seen: Seen, before: Seen[]) => Reply, items: object[] = [{}]) {
	const seen: Seen[] = [];
	const server = http.createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const one = { method: request.method ?? '', path: request.url ?? '', body, at: Date.now() };
			const { status = 200, headers = {}, text = '{}' } = answer(one, seen);
			seen.push(one);
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(text);
		});
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
						parameters: { resource: 'it', operation: 'ask' },
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
		return {
			seen,
			done: result.out('Anywhere', 0),
			rejected: result.out('Anywhere', 1),
			hints: result.hints('Anywhere').map(({ message }) => message),
		};
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

const statusOf = ({ details }: IDataObject) => (details as IDataObject).status;
const codeOf = ({ details }: IDataObject) => (details as IDataObject).code;

describe('bodies', () => {
	it.each([
		['a text', '"2e40"', (body: unknown) => typeof body === 'string', '2e40'],
		['a number', '17', (body: unknown) => typeof body === 'number', 17],
		['a word', 'false', (body: unknown) => typeof body === 'boolean', false],
	])('takes %s where the request expects it', async (_, text, expects, body) => {
		requestOf = () => ({ method: 'GET', path: ['it'], expects });
		const { done, seen } = await run(() => ({ text }));
		expect([done, seen.length]).toEqual([[{ body }], 1]);
	});

	it('repeats an empty answer where a list is expected', async () => {
		requestOf = () => ({ method: 'GET', path: ['orders'], expects: Array.isArray });
		const { done, seen } = await run((_, before) => ({ text: before.length === 0 ? '' : '[1]' }));
		expect([done, seen.length]).toEqual([[{ body: [1] }], 2]);
	});

	it('takes a bare text for a broken answer where nothing says otherwise', async () => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const { done, seen } = await run((_, before) => ({ text: before.length === 0 ? '"no' : '{}' }));
		expect([done, seen.length]).toEqual([[{ body: {} }], 2]);
	});

	it('takes a bare text for an answer where the request accepts its status', async () => {
		requestOf = () => ({ method: 'GET', path: ['it'], accept: [404] });
		const { done, seen } = await run(() => ({ status: 404, text: 'There is none' }));
		expect([done, seen.length]).toEqual([[{ body: 'There is none' }], 1]);
	});

	it('repeats an accepted status whose JSON was cut short', async () => {
		requestOf = () => ({ method: 'GET', path: ['it'], accept: [404] });
		const { done, seen } = await run((_, before) =>
			before.length === 0 ? { status: 404, text: '{"detail": "The' } : {},
		);
		expect([done, seen.length]).toEqual([[{ body: {} }], 2]);
	});

	it('sends arrays, and SEARCH', async () => {
		requestOf = () => ({ method: 'SEARCH', path: ['it'], body: [1, 'two'] });
		const { seen } = await run(() => ({}));
		expect(seen[0]).toMatchObject({ method: 'SEARCH', body: '[1,"two"]' });
	});
});

it.each(['', '.', '..'])(
	'refuses "%s" as a part of the address before it is asked',
	async (part) => {
		requestOf = () => ({ method: 'DELETE', path: ['table', part, 'rows'] });
		const { seen, rejected } = await run(() => ({}));
		expect([seen, codeOf(rejected[0])]).toEqual([[], 'invalid_value']);
	},
);

describe('statuses', () => {
	it.each([520, 524, 529])('takes %i for a passing fault', async (status) => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const { done, seen } = await run((_, before) => (before.length === 0 ? { status } : {}));
		expect([done.length, seen.length]).toEqual([1, 2]);
		requestOf = () => ({ method: 'POST', path: ['it'] });
		const { rejected } = await run(() => ({ status }));
		expect(statusOf(rejected[0])).toBe('uncertain');
	});

	it.each([501, 505])('does not repeat after %i', async (status) => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const { rejected, seen } = await run(() => ({ status }));
		expect([statusOf(rejected[0]), seen.length]).toEqual(['failed', 1]);
	});

	it('asks nothing further where the platform wants to be left alone for an hour', async () => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
		const { rejected, seen } = await run(answer, [{}, {}, {}, {}]);
		expect(seen).toHaveLength(1);
		expect(rejected[0].error).toContain('asks to wait 3600 s');
		expect(rejected.map(statusOf)).toEqual([
			'failed',
			'not-attempted',
			'not-attempted',
			'not-attempted',
		]);
	});

	it('says in the hint how long it waited', async () => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const { hints } = await run(
			(_, before) => (before.length === 0 ? { status: 429, headers: { 'retry-after': '1' } } : {}),
			[{}, {}],
		);
		expect(hints[0]).toContain('1 s of waiting for the limit or a repeat');
	});
});

describe('a request that must not be repeated', () => {
	/** A platform that is still at it when it gives 504: the record is there after this time. */
	const slow = (doneAfterMs: number) => (one: Seen, before: Seen[]) => {
		const first = before.find(({ method }) => method === 'POST');
		if (one.method === 'POST') return first === undefined ? { status: 504 } : { text: '{"id":2}' };
		const there = first !== undefined && one.at - first.at >= doneAfterMs;
		return { text: there ? '{"id":1}' : '{}' };
	};

	it('is looked for only after a while, so that the platform can end what it began', async () => {
		requestOf = (_, send) => ({
			method: 'POST',
			path: ['it'],
			findExisting: async () => {
				const body = (await send({ method: 'GET', path: ['it'] })) as IDataObject;
				return body.id === undefined ? undefined : body;
			},
		});
		const { done, seen } = await run(slow(60));
		expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET']);
		expect(done).toEqual([{ body: { id: 1 } }]);
	});

	it('is looked for once more when its repeat is refused', async () => {
		requestOf = (_, send) => ({
			method: 'POST',
			path: ['it'],
			findExisting: async () => {
				const body = (await send({ method: 'GET', path: ['it'] })) as IDataObject;
				return body.id === undefined ? undefined : body;
			},
		});
		const { done, seen } = await run((one, before) => {
			const posts = before.filter(({ method }) => method === 'POST').length;
			if (one.method === 'POST') return { status: posts === 0 ? 504 : 422 };
			return { text: posts === 1 ? '{}' : '{"id":1}' };
		});
		expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
		expect(done).toEqual([{ body: { id: 1 } }]);
	});
});

describe('a refusal for lack of rights', () => {
	const answer = (proof: Reply) => (one: Seen) => (one.path === '/me' ? proof : { status: 403 });
	const denied = async (proof: Reply) => {
		requestOf = () => ({ method: 'GET', path: ['it'] });
		const { rejected } = await run(answer(proof));
		return codeOf(rejected[0]);
	};

	it.each([
		['a wrong credential', { status: 401 }, 'http_403'],
		['a missing right', { text: '{}' }, 'forbidden'],
		['neither, where that cannot be told', { status: 400 }, 'denied'],
	])('is taken for %s', async (_, proof, code) => {
		expect(await denied(proof)).toBe(code);
	});

	it('is asked about in mid-run as well: the credential may have been revoked', async () => {
		requestOf = ({ bad }) => ({ method: 'GET', path: [bad === true ? 'bad' : 'it'] });
		const { rejected } = await run(
			({ path }) => (path === '/it' ? {} : { status: 403 }),
			[{}, { bad: true }],
		);
		expect(rejected.map(codeOf)).toEqual(['http_403']);
	});
});
