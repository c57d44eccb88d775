import type { FaultPlan } from '../../sandbox';
import { closeAll, scene } from './support';

afterEach(closeAll);

const body = (email: string) => ({ contact: { email } });

it.each<[FaultPlan, number, string]>([
	[{ kind: 'status', status: 500 }, 500, '{"message":"Internal Server Error"}'],
	[
		{
			kind: 'status',
			status: 429,
			headers: { 'Retry-After': '1' },
			body: { message: 'slow down' },
		},
		429,
		'{"message":"slow down"}',
	],
	[{ kind: 'empty' }, 200, ''],
	[{ kind: 'redirect', headers: { location: 'http://127.0.0.1:9/' } }, 302, ''],
])('answers %j instead of applying the request', async (plan, status, text) => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ ...plan, times: 1 });
	const answer = await api('POST', '/contact/sync', body('a@example.com'));
	expect([answer.status, answer.text]).toEqual([status, text]);
	for (const [name, value] of Object.entries(plan.headers ?? {}))
		expect(answer.headers.get(name)).toBe(value);
	expect(sandbox.store.contacts()).toHaveLength(0);
	expect((await api('POST', '/contact/sync', body('a@example.com'))).status).toBe(201);
	expect(sandbox.journal.entries.map((entry) => entry.status)).toEqual([status, 201]);
});

it('answers as a proxy does', async () => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ kind: 'html' });
	const answer = await api('GET', '/users/me');
	expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
	expect(answer.text).toContain('<h1>502 Bad Gateway</h1>');
});

it('breaks the connection before or after the request is applied', async () => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ kind: 'reset', times: 1 });
	await expect(api('POST', '/contact/sync', body('a@example.com'))).rejects.toThrow();
	expect(sandbox.store.contacts()).toHaveLength(0);
	sandbox.faults.add({ kind: 'reset', times: 1, when: 'after' });
	await expect(api('POST', '/contact/sync', body('b@example.com'))).rejects.toThrow();
	expect(sandbox.store.contacts()).toHaveLength(1);
	expect(sandbox.journal.entries.map((entry) => entry.status)).toEqual([0, 0]);
});

it('cuts the true answer in half', async () => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ kind: 'truncate', match: { method: 'POST', path: /contact\/sync$/ } });
	const answer = await api('POST', '/contact/sync', body('a@example.com'));
	expect([answer.status, answer.json]).toEqual([201, undefined]);
	expect(answer.text).toMatch(/^\{"contact":\{"email":"a@example\.com"/);
	expect(sandbox.store.contacts()).toHaveLength(1);
	expect((await api('GET', '/users/me')).json.user.id).toBe('1');
});

it('loses the answer of an applied request', async () => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ kind: 'status', status: 503, when: 'after' });
	expect((await api('POST', '/contact/sync', body('a@example.com'))).status).toBe(503);
	expect(sandbox.store.contacts()).toHaveLength(1);
	sandbox.faults.clear();
	expect((await api('POST', '/contact/sync', body('a@example.com'))).status).toBe(200);
});

it('never answers a timed-out request, and still closes', async () => {
	const { sandbox } = await scene();
	sandbox.faults.add({ kind: 'timeout', times: 1 });
	const asked = fetch(`${sandbox.url}/api/3/users/me`, {
		headers: { 'api-token': sandbox.token },
		signal: AbortSignal.timeout(50),
	});
	await expect(asked).rejects.toThrow();
	sandbox.faults.add({ kind: 'timeout', when: 'after', times: 1 });
	const hanging = fetch(`${sandbox.url}/api/3/users/me`, {
		headers: { 'api-token': sandbox.token },
	}).catch(() => 'closed');
	while (sandbox.journal.count() < 2) await new Promise((resolve) => setTimeout(resolve, 2));
	await sandbox.close();
	expect(await hanging).toBe('closed');
});

it('answers late', async () => {
	const { api, sandbox } = await scene();
	sandbox.faults.add({ kind: 'delay', delayMs: 40, times: 1 });
	const started = performance.now();
	expect((await api('GET', '/users/me')).status).toBe(200);
	expect(performance.now() - started).toBeGreaterThanOrEqual(38);
});

it('strikes every n-th request, and by chance in a way that can be repeated', async () => {
	const pattern = async (plan: FaultPlan) => {
		const { api, sandbox } = await scene();
		sandbox.faults.add(plan);
		const statuses: number[] = [];
		for (let n = 0; n < 12; n += 1) statuses.push((await api('GET', '/users/me')).status);
		return statuses.map((status) => (status === 200 ? '.' : 'x')).join('');
	};
	expect(await pattern({ kind: 'status', status: 500, every: 3 })).toBe('..x..x..x..x');
	expect(await pattern({ kind: 'status', status: 500, every: 3, times: 2 })).toBe('..x..x......');
	const drawn = await pattern({ kind: 'status', status: 500, probability: 0.5, seed: 7 });
	expect(await pattern({ kind: 'status', status: 500, probability: 0.5, seed: 7 })).toBe(drawn);
	expect(drawn).toMatch(/x/);
	expect(drawn).toMatch(/\./);
});
