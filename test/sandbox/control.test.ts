import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Script } from 'node:vm';

import { startSandbox } from '../../sandbox';
import { call, closeAll, scene } from './support';

afterEach(closeAll);

describe('journal', () => {
	it('keeps what was asked, without the token', async () => {
		const { api, sandbox } = await scene({ latencyMs: 1 });
		await api('POST', '/contact/sync', { contact: { email: 'a@example.com' } });
		await api('GET', '/contacts?email=a%2Bb@example.com&ids[]=1');
		const [first, second] = sandbox.journal.entries;
		expect(first).toMatchObject({
			method: 'POST',
			path: '/api/3/contact/sync',
			body: { contact: { email: 'a@example.com' } },
			status: 201,
		});
		expect(second).toMatchObject({
			query: { email: 'a+b@example.com', 'ids[]': '1' },
			status: 200,
			connection: expect.any(Number),
		});
		expect(JSON.stringify(sandbox.journal.entries)).not.toContain(sandbox.token);
		expect([
			sandbox.journal.count(),
			sandbox.journal.count('post'),
			sandbox.journal.count('GET', '/contacts'),
			sandbox.journal.count(undefined, /sync/),
		]).toEqual([2, 1, 1, 1]);
		sandbox.journal.clear();
		expect(sandbox.journal.count()).toBe(0);
	});

	it('keeps refused requests too', async () => {
		const { api, sandbox } = await scene({ limit: { perSecond: 1 } });
		await api('GET', '/users/me', undefined, {});
		await api('POST', '/contact/sync', { contact: {} });
		expect(sandbox.journal.entries.map(({ status, body }) => [status, body])).toEqual([
			[403, undefined],
			[429, { contact: {} }],
		]);
	});
});

describe('control over HTTP', () => {
	it('tells the state and the journal and changes faults, limit, rules and data', async () => {
		const { api, sandbox } = await scene({ limit: { perSecond: 2 } });
		const post = async (path: string, body: unknown) =>
			await call(`${sandbox.url}/_sandbox/${path}`, 'POST', body);
		await post('limit', { perSecond: 0 });
		await post('faults', {
			kind: 'status',
			status: 500,
			times: 1,
			match: { method: 'GET', path: 'users' },
		});
		expect((await api('GET', '/users/me')).status).toBe(500);
		await post('rules', { syncPutAlias: false });
		expect(
			(await api('PUT', '/contact/sync', { contact: { email: 'a@example.com' } })).status,
		).toBe(404);
		expect((await post('rules', { noSuchRule: false })).status).toBe(422);
		await post('account', { contacts: [{ email: 'b@example.com', lists: { 1: 1 } }] });
		expect((await post('unsubscribe', { email: 'b@example.com', list: '1' })).json).toEqual({
			ok: true,
		});
		expect((await post('unsubscribe', { email: 'nobody@example.com', list: '1' })).status).toBe(
			404,
		);
		const state = (await call(`${sandbox.url}/_sandbox/state`)).json;
		expect(state).toMatchObject({
			url: sandbox.url,
			token: sandbox.token,
			contacts: 1,
			requests: 2,
			limitHits: 0,
			rulesOff: ['syncPutAlias'],
			consents: { 1: { unsubscribed: 1 } },
		});
		expect(state.html).toBeUndefined();
		expect((await call(`${sandbox.url}/_sandbox/journal`)).json.entries).toHaveLength(2);
		await post('reset', {});
		expect([
			sandbox.store.contacts().length,
			sandbox.journal.count(),
			Object.keys(sandbox.store.tables.lists.all()).length,
		]).toEqual([0, 0, 2]);
	});
});

describe('page', () => {
	it('shows what happened, escapes everything and offers to unsubscribe', async () => {
		const { api, sandbox } = await scene({ rules: { textLimit: false } });
		const evil = '<script>alert("x")</script>';
		sandbox.store.addContact({
			email: `"'><img src=x>@example.com`,
			firstName: evil,
			fieldValues: { 1: evil },
			lists: { 1: 1 },
			tags: [evil],
		});
		await api('GET', `/contacts?search=${evil}`);
		const page = await call(sandbox.pageUrl);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(page.text).not.toContain(evil);
		expect(page.text).not.toContain('<img');
		for (const part of [
			'&#60;script&#62;',
			sandbox.url,
			sandbox.token,
			'textLimit',
			'Newsletter: subscribed',
			'Unsubscribe',
		])
			expect(page.text).toContain(part);
		expect(() => new Script(/<script>(.*?)<\/script>/s.exec(page.text)?.[1] ?? '(')).not.toThrow();
		expect(page.text).not.toMatch(/(src|href)="(http|\/\/)/);
		expect((await call(`${sandbox.url}/_sandbox/state?html=1`)).json.html).toContain(
			'Newsletter: subscribed',
		);
		expect(sandbox.journal.count()).toBe(1);
	});

	it('stays small with 10,000 contacts', async () => {
		const { sandbox } = await scene();
		for (let n = 0; n < 10_000; n += 1)
			sandbox.store.addContact({ email: `u${n}@example.com`, lists: { 1: 1 } });
		const { text } = await call(sandbox.pageUrl);
		expect(text).toContain('u9999@example.com');
		expect(text).not.toContain('u9949@example.com');
		expect(text.length).toBeLessThan(60_000);
	});
});

describe('starting', () => {
	it('uses the vendor’s limit, a token and an empty account by default', async () => {
		const sandbox = await startSandbox();
		try {
			expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
			const { headers } = await call(`${sandbox.url}/api/3/users/me`, 'GET', undefined, {
				'Api-Token': sandbox.token,
			});
			expect(headers.get('ratelimit-limit')).toBe('5');
			expect(sandbox.store.contacts()).toEqual([]);
		} finally {
			await sandbox.close();
		}
	});

	it('from the command line prints address, token and page, and ends on a signal', async () => {
		const child = spawn(process.execPath, [
			require.resolve('tsx/cli'),
			join(__dirname, '../../sandbox/cli.ts'),
			'--port',
			'0',
			'--token',
			'abc',
			'--limit',
			'7',
			'--rules',
			'textLimit',
		]);
		let printed = '';
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		await new Promise<void>((resolve, reject) => {
			child.stdout.on('data', (chunk: Buffer) => {
				printed += chunk.toString();
				if (printed.includes('Ctrl-C')) resolve();
			});
			child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
		});
		const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
		expect(printed).toContain('abc');
		expect(printed).toContain(`${url}/`);
		const { status, headers } = await call(`${url}/api/3/users/me`, 'GET', undefined, {
			'Api-Token': 'abc',
		});
		expect([status, headers.get('ratelimit-limit')]).toEqual([200, '7']);
		expect((await call(`${url}/_sandbox/state`)).json.rulesOff).toEqual(['textLimit']);
		child.kill('SIGINT');
		expect(await ended).toBe(0);
	}, 15_000);
});
