import { RateLimiter, type Limit } from '../../sandbox/shared/limiter';
import { closeAll, scene } from './support';

afterEach(closeAll);

function asked(limit: Limit, times: number[]): string {
	let now = 0;
	const limiter = new RateLimiter(limit, () => now);
	return times
		.map((at) => {
			now = at;
			return limiter.take().allowed ? 'y' : 'n';
		})
		.join('');
}

it('starts anew with every second of the clock', () => {
	expect(asked({ perSecond: 2, window: 'fixed' }, [900, 950, 990, 1000, 1001, 1002])).toBe(
		'yynyyn',
	);
});

it('allows no more than the limit in any second when it slides', () => {
	expect(asked({ perSecond: 2, window: 'sliding' }, [900, 950, 1000, 1899, 1900, 1901, 1950])).toBe(
		'yynnyny',
	);
});

it('allows everything without a limit', () => {
	expect(asked({ perSecond: 0 }, [0, 0, 0, 0, 0, 0, 0])).toBe('yyyyyyy');
});

it.each([
	['empty', 429, ''],
	['html', 429, '<html>'],
	['503', 503, ''],
] as const)('can refuse with %s', async (answer, status, text) => {
	const { api, sandbox } = await scene({ limit: { perSecond: 1, answer, retryAfterSeconds: 2 } });
	await api('GET', '/users/me');
	const refused = await api('GET', '/users/me');
	expect(refused.status).toBe(status);
	expect(refused.text.startsWith(text)).toBe(true);
	expect(refused.headers.get('retry-after')).toBe(answer === '503' ? null : '2');
	expect(sandbox.limitHits).toBe(1);
});

it('can be changed while the sandbox runs', async () => {
	const { api, sandbox } = await scene({ limit: { perSecond: 1 } });
	await api('GET', '/users/me');
	sandbox.setLimit({ perSecond: 0 });
	expect((await api('GET', '/users/me')).status).toBe(200);
	expect((await api('GET', '/users/me')).headers.get('ratelimit-limit')).toBeNull();
});
