import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { detailsOf, engine, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const upsert = { resource: 'contact', operation: 'upsert', email: '={{ $json.email }}' };
const items = Array.from({ length: 40 }, (_, index) => ({
	email: `c${index}@example.com`,
	row: index,
}));

/** A server that is no CDXP. */
async function withServer<T>(
	handler: http.RequestListener,
	work: (url: string) => Promise<T>,
): Promise<T> {
	const server = http.createServer(handler);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}

/** Every item is on the error path with its input, and the user is told once. */
function expectSaidOnce(
	result: Awaited<ReturnType<Account['run']>>,
	code: string,
	message: string,
	remedy: string,
) {
	expect(result.done).toEqual([]);
	expect(result.rejected.map(inputOf)).toEqual(items);
	for (const item of result.rejected) {
		expect(detailsOf(item).code).toBe(code);
		expect(item.error).toContain(message);
		expect(detailsOf(item).remedy).toContain(remedy);
	}
	expect(result.rejected.slice(1).every((item) => detailsOf(item).status === 'not-attempted')).toBe(
		true,
	);
	expect(result.hints).toHaveLength(1);
	expect(result.hints[0]).toContain(message);
}

describe('faults of the set-up are said once, and no further request is spent', () => {
	it('a wrong token', async () => {
		const result = await account.run(upsert, items, {
			onError: 'continueErrorOutput',
			credential: { apiToken: 'wrong' },
		});
		expectSaidOnce(
			result,
			'wrong_token',
			'refuses the API token (403: Forbidden)',
			'Copy the token anew',
		);
		// The request itself, and the one that tells a wrong token from a missing permission.
		expect(account.sandbox.journal.count()).toBe(2);
	});

	it('a token without the permission', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 403,
			body: { message: 'Forbidden' },
			match: { path: /sync/ },
		});
		const result = await account.run(upsert, items, { onError: 'continueErrorOutput' });
		expectSaidOnce(
			result,
			'forbidden',
			'accepts the credential but does not allow this request',
			'permission',
		);
		expect(account.sandbox.journal.count()).toBe(2);
	});

	it('a host that does not exist', async () => {
		const result = await account.run(upsert, items, {
			onError: 'continueErrorOutput',
			credential: { accountUrl: 'http://127.0.0.1:1' },
		});
		expectSaidOnce(
			result,
			'no_answer',
			'No answer from 127.0.0.1:1: it refused the connection',
			'Check the address',
		);
	});

	it('http where https belongs', async () => {
		const result = await account.run(upsert, items, {
			onError: 'continueErrorOutput',
			credential: { accountUrl: 'http://shop.api-us1.com' },
		});
		expectSaidOnce(
			result,
			'invalid_address',
			'would send the credential unprotected',
			'https://youraccount.api-us1.com',
		);
		expect(result.rejected.every((item) => detailsOf(item).status === 'not-attempted')).toBe(true);
	});

	it('no token', async () => {
		const result = await account.run(upsert, items, {
			onError: 'continueErrorOutput',
			credential: { apiToken: ' ' },
		});
		expectSaidOnce(result, 'no_token', 'API Token', 'Settings → Developer');
	});

	it('a web page instead of JSON', async () => {
		for (const status of [200, 404]) {
			await withServer(
				(_, response) =>
					response
						.writeHead(status, { 'content-type': 'text/html' })
						.end('<!doctype html><html>Panel</html>'),
				async (accountUrl) => {
					const result = await account.run(upsert, items, {
						onError: 'continueErrorOutput',
						credential: { accountUrl },
					});
					expectSaidOnce(
						result,
						'html_answer',
						'answered with a web page instead of JSON',
						'not the address of the API',
					);
				},
			);
		}
	});

	it('another API at the address', async () => {
		await withServer(
			(_, response) =>
				response.writeHead(404, { 'content-type': 'application/json' }).end('{"statusCode":404}'),
			async (accountUrl) => {
				const result = await account.run(upsert, items, {
					onError: 'continueErrorOutput',
					credential: { accountUrl },
				});
				expectSaidOnce(
					result,
					'wrong_address',
					'no QuarticOn CDXP API at this address',
					'Copy the account URL',
				);
			},
		);
	});

	it('a redirect, which is named and not followed', async () => {
		const seen: string[] = [];
		await withServer(
			(request, response) => {
				seen.push(String(request.headers['api-token']));
				response.end('{}');
			},
			async (elsewhere) => {
				account.sandbox.faults.add({
					kind: 'redirect',
					headers: { location: `${elsewhere}/api/3/contact/sync` },
				});
				const result = await account.run(upsert, items, { onError: 'continueErrorOutput' });
				expectSaidOnce(
					result,
					'redirected',
					`redirects to ${elsewhere}`,
					'address of the API itself',
				);
				expect(seen).toEqual([]);
			},
		);
	});

	it('is one error without an item when On Error is Stop', async () => {
		const { failure } = await account.run(upsert, items, { credential: { apiToken: 'wrong' } });
		expect(failure?.message).toContain('refuses the API token');
		expect((failure as unknown as { context: IDataObject }).context.itemIndex).toBeUndefined();
	});
});

it('never shows the token, in what is stored of a run as in its errors', async () => {
	const secret = account.sandbox.token;
	account.sandbox.faults.add({ kind: 'status', status: 500, every: 3 });
	account.sandbox.faults.add({ kind: 'reset', times: 2 });
	account.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /sync/ }, times: 1 });
	for (const onError of ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const) {
		const result = await account.run(upsert, items.slice(0, 5), { onError });
		const everything = JSON.stringify(result.raw, (_, value: unknown) =>
			value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value,
		);
		expect(everything).not.toContain(secret);
	}
});

describe('the credential test', () => {
	const test = async (data: IDataObject) =>
		await engine.testCredential('quarticonCdxpApi', {
			accountUrl: account.sandbox.url,
			apiToken: account.sandbox.token,
			requestsPerSecond: 5,
			...data,
		} as never);

	it.each(['', '/', '/api/3', '/api/3/'])(
		'succeeds with the account URL followed by "%s"',
		async (suffix) => {
			expect(await test({ accountUrl: account.sandbox.url + suffix })).toMatchObject({
				status: 'OK',
			});
		},
	);

	it('fails for http to another machine, before a token is sent', async () => {
		const result = await test({ accountUrl: 'http://shop.api-us1.com' });
		expect(result).toMatchObject({ status: 'Error' });
	});

	it('tells a wrong token and a wrong address apart', async () => {
		expect(await test({ apiToken: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('refuses the API token'),
		});
		await withServer(
			(_, response) => response.writeHead(404).end('{}'),
			async (accountUrl) =>
				expect(await test({ accountUrl })).toMatchObject({
					status: 'Error',
					message: expect.stringContaining('not the address of the panel'),
				}),
		);
	});
});
