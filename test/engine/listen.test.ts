/** A published workflow takes calls over HTTP as n8n's server does. */
import { gzipSync } from 'node:zlib';

import { createEngine, type Listening } from '../../engine';
import { Mailbox, mailboxWorkflow, registered } from '../../engine/testing/mailbox';

const engine = createEngine({ nodes: { 'test.mailbox': Mailbox } });
let listening: Listening;
beforeEach(async () => (listening = await engine.listen(mailboxWorkflow())));
afterEach(async () => {
	await listening.close();
	registered.clear();
});

type Body = NonNullable<Parameters<typeof fetch>[1]>['body'];

const FORM = 'application/x-www-form-urlencoded';

async function post(body: Body, type?: string, query = '') {
	const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
	const response = await fetch(listening.url + query, { method: 'POST', body, headers });
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		text: await response.text(),
	};
}

/** What the trigger's item holds after this call. */
async function received(body: Body, type?: string) {
	await post(body, type);
	await listening.settled();
	return listening.executions.at(-1)?.out('Done')[0] as { body: unknown; rawBody: string };
}

describe('bodies', () => {
	test('a form arrives flat, with text values; a repeated key is a list', async () => {
		const form = 'contact%5Bemail%5D=a%40example.com&contact%5Bfields%5D%5B39%5D=x+y&list=1&list=2';
		expect(await received(form, `${FORM}; charset=UTF-8`)).toEqual({
			body: { 'contact[email]': 'a@example.com', 'contact[fields][39]': 'x y', list: ['1', '2'] },
			rawBody: form,
		});
	});

	test('of 1,001 keys the form keeps 1,000, the raw body all', async () => {
		const form = Array.from({ length: 1001 }, (_, index) => `k${index}=${index}`).join('&');
		const { body, rawBody } = await received(form, FORM);
		expect(Object.keys(body as object)).toHaveLength(1000);
		expect(rawBody).toBe(form);
	});

	test('JSON is parsed, text is text, another type and no body are undefined', async () => {
		expect(await received('{"a":{"b":[1]}}', 'application/json')).toEqual({
			body: { a: { b: [1] } },
			rawBody: '{"a":{"b":[1]}}',
		});
		expect((await received('a=1', 'text/plain')).body).toBe('a=1');
		expect(await received('a=1', 'application/octet-stream')).toEqual({
			body: 'undefined',
			rawBody: 'a=1',
		});
		expect(await received(undefined)).toEqual({ body: 'undefined', rawBody: '' });
	});

	test('multipart arrives as data and files, without a raw body', async () => {
		const form = new FormData();
		form.append('contact[email]', 'a@example.com');
		form.append('tag', 'x');
		form.append('tag', 'y');
		form.append('file', new Blob(['123'], { type: 'text/csv' }), 'a.csv');
		expect(await received(form)).toEqual({
			body: {
				data: { 'contact[email]': 'a@example.com', tag: ['x', 'y'] },
				files: { file: { originalFilename: 'a.csv', mimetype: 'text/csv', size: 3 } },
			},
			rawBody: 'none',
		});
	});

	test('a compressed body is opened', async () => {
		const headers = { 'content-type': FORM, 'content-encoding': 'gzip' };
		await fetch(listening.url, { method: 'POST', headers, body: new Uint8Array(gzipSync('a=1')) });
		await listening.settled();
		expect(listening.executions[0].out('Done')).toEqual([{ body: { a: '1' }, rawBody: 'a=1' }]);
	});

	test.each([
		['broken JSON', '{"a":', 'application/json', 422, 'Failed to parse request body'],
		['multipart without a boundary', 'x', 'multipart/form-data', 400, 'could not be parsed'],
		['more than 16 MB', 'x'.repeat(17 * 1024 * 1024), 'text/plain', 500, 'There was a problem'],
	])('%s never reaches the trigger', async (_, body, type, status, message) => {
		const answer = await post(body, type);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(message);
		await listening.settled();
		expect(listening.executions).toEqual([]);
	});
});

describe('answers', () => {
	const HTML = 'text/html; charset=utf-8';
	const JSON_TYPE = 'application/json; charset=utf-8';

	test.each([
		['the text of webhookResponse', '', 200, 'OK', HTML, 1],
		['the same without an execution', '?do=ignore', 200, 'seen', HTML, 0],
		['neither', '?do=nothing', 200, '{"message":"Webhook call received"}', JSON_TYPE, 0],
		['an execution only', '?do=started', 200, '{"message":"Workflow was started"}', JSON_TYPE, 1],
		['the answer of the node itself', '?do=own', 202, 'own', null, 1],
	])('%s', async (_, query, status, text, type, executions) => {
		expect(await post('a=1', FORM, query)).toEqual({ status, text, type });
		await listening.settled();
		expect(listening.executions.map((run) => run.status)).toEqual(
			Array(executions).fill('success'),
		);
	});

	test.each([
		[undefined, 'firstEntryJson'],
		['noData', ''],
	])('responseData %s goes before webhookResponse', async (responseData, text) => {
		const mailbox = new Mailbox();
		Object.assign(mailbox.description.webhooks?.[0] ?? {}, { responseData });
		await listening.close();
		listening = await createEngine({ nodes: { 'test.mailbox': mailbox } }).listen(
			mailboxWorkflow(),
		);
		expect((await post('a=1', FORM)).text).toBe(text);
	});

	test('a trigger that throws gives 500 and a failed execution', async () => {
		const answer = await post('a=1', FORM, '?do=crash');
		expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('not be started') });
		await listening.settled();
		expect(listening.executions).toEqual([
			expect.objectContaining({
				status: 'error',
				failure: expect.objectContaining({ message: 'crashed' }),
			}),
		]);
		expect(listening.executions[0].out('Done')).toEqual([]);
	});

	test('an unknown path and another method give 404', async () => {
		const other = await fetch(listening.url.replace('m1', 'm2'), { method: 'POST' });
		expect(other.status).toBe(404);
		expect(await other.text()).toContain('is not registered');
		const get = await fetch(listening.url);
		expect(get.status).toBe(404);
		expect(await get.text()).toContain('Did you mean to make a POST request?');
	});
});

describe('the life of a publication', () => {
	test('publishing registers the address, closing tells the service nothing, unpublishing removes it', async () => {
		expect([...registered]).toEqual([listening.url]);
		expect(new URL(listening.url).pathname).toBe('/webhook/m1/webhook');
		await listening.close();
		expect([...registered]).toEqual([listening.url]);

		const port = Number(new URL(listening.url).port);
		const { staticData } = listening;
		listening = await engine.listen(mailboxWorkflow(), { port, staticData });
		expect([...registered]).toEqual([listening.url]);
		await listening.unpublish();
		expect(registered.size).toBe(0);
		expect((await post('a=1', FORM)).status).toBe(404);
	});

	test('a change of static data is saved unless the call starts an execution', async () => {
		const calls = () => (listening.staticData['node:Mailbox'] as { calls?: number }).calls;
		await post('a=1', FORM);
		expect(calls()).toBeUndefined();
		await post('a=1', FORM, '?do=ignore');
		await post('a=1', FORM, '?do=ignore');
		expect(calls()).toBe(2);
	});

	test('what keeps a workflow from being published is thrown', async () => {
		await expect(engine.listen(mailboxWorkflow({ refuse: true }))).rejects.toThrow('refused');
		await expect(
			engine.listen({ nodes: [{ name: 'Done', type: 'test.collect' }] }),
		).rejects.toThrow('no trigger with a webhook');
		const port = Number(new URL(listening.url).port);
		await expect(engine.listen(mailboxWorkflow(), { port })).rejects.toThrow('EADDRINUSE');
	});
});
