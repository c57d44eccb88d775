import fc from 'fast-check';

import { Lane } from '../../nodes/shared/lane';
import { Pace, paceCount, paceOf } from '../../nodes/shared/pace';
import { VirtualClock } from './virtualClock';

/** A platform that counts requests per second, in windows that start on the second or slide. */
class Platform {
	readonly times: number[] = [];
	readonly foreign: number[] = [];
	refused = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly limit: number,
		private readonly window: 'fixed' | 'sliding',
	) {}

	private used(now: number): number {
		const from = this.window === 'fixed' ? Math.floor(now / 1000) * 1000 : now - 999.999;
		return [...this.times, ...this.foreign].filter((at) => at >= from && at <= now).length;
	}

	/** Whether a request is let through, and what is left afterwards. */
	ask(times = this.times): { ok: boolean; remaining: number } {
		const now = this.clock.now();
		const used = this.used(now);
		if (used >= this.limit) {
			if (times === this.times) this.refused++;
			return { ok: false, remaining: 0 };
		}
		times.push(now);
		return { ok: true, remaining: this.limit - used - 1 };
	}
}

/** Sends `count` requests over some lanes, with network jitter before each arrives. */
async function send(
	{ clock, pace, platform }: { clock: VirtualClock; pace: Pace; platform: Platform },
	{
		count,
		lanes,
		jitter,
		limit,
		retryAfterMs = 1000,
	}: { count: number; lanes: number; jitter: () => number; limit: number; retryAfterMs?: number },
): Promise<void> {
	const runs = Array.from({ length: lanes }, () => new Lane());
	const one = async (lane: Lane) => {
		for (;;) {
			await pace.turn(lane);
			const delay = jitter();
			if (delay > 0) await clock.sleep(delay);
			const { ok, remaining } = platform.ask();
			pace.observe({ limit, remaining });
			if (ok) return;
			pace.quiet(retryAfterMs);
		}
	};
	await Promise.all(
		Array.from({ length: count }, async (_, index) => await one(runs[index % lanes])),
	);
}

const setUp = (limit: number, window: 'fixed' | 'sliding') => {
	const clock = new VirtualClock();
	const pace = new Pace(clock);
	pace.perSecond = limit;
	return { clock, pace, platform: new Platform(clock, limit, window) };
};

const windows = fc.constantFrom('fixed' as const, 'sliding' as const);

it('earns no more than 1 % refusals on an account of its own, and keeps 95 % of its speed', async () => {
	await fc.assert(
		fc.asyncProperty(
			windows,
			fc.integer({ min: 1, max: 50 }),
			fc.integer({ min: 1, max: 6 }),
			fc.infiniteStream(fc.double({ min: 0, max: 8, noNaN: true })),
			async (window, limit, lanes, delays) => {
				const all = setUp(limit, window);
				const count = limit * 20;
				const jitter = () => delays.next().value as number;
				await all.clock.run(send(all, { count, lanes, jitter, limit }));
				expect(all.platform.refused).toBeLessThanOrEqual(count / 100);
				expect(all.clock.now()).toBeLessThanOrEqual((count / limit / 0.95) * 1000 + 100);
			},
		),
		{ numRuns: 40 },
	);
});

it('is at full speed again within 5 s after a wait the platform asked for', async () => {
	const { clock, pace, platform } = setUp(5, 'sliding');
	pace.quiet(30_000);
	await clock.run(
		send({ clock, pace, platform }, { count: 60, lanes: 2, jitter: () => 0, limit: 5 }),
	);
	expect(platform.times[0]).toBeGreaterThanOrEqual(30_000);
	const late = platform.times.filter((at) => at >= 35_000 && at < 40_000);
	expect(late.length).toBeGreaterThanOrEqual(24);
});

it("leaves room for a consumer it sees in the platform's count", async () => {
	const { clock, pace, platform } = setUp(5, 'sliding');
	// Another tool takes 2 of 5 requests each second, at the start of the second.
	const other = (async () => {
		for (let second = 0; second < 40; second++) {
			platform.ask(platform.foreign);
			platform.ask(platform.foreign);
			await clock.sleep(1000);
		}
	})();
	await clock.run(
		Promise.all([
			other,
			send({ clock, pace, platform }, { count: 80, lanes: 1, jitter: () => 1, limit: 5 }),
		]),
	);
	// By the refusals alone it learns more slowly: 15 of them.
	expect(platform.refused).toBeLessThan(6);
	expect(platform.times).toHaveLength(80);
});

it('does not slow down for its own requests', async () => {
	const { clock, pace, platform } = setUp(5, 'fixed');
	await clock.run(
		send({ clock, pace, platform }, { count: 100, lanes: 3, jitter: () => 120, limit: 5 }),
	);
	expect(clock.now()).toBeLessThanOrEqual(100 * 206 + 500);
});

it('serves several runs alike', async () => {
	const { clock, pace } = setUp(10, 'sliding');
	const ended: Record<string, number> = {};
	const run = async (name: string, count: number) => {
		const lane = new Lane();
		await Promise.all(Array.from({ length: count }, async () => await pace.turn(lane)));
		ended[name] = clock.now();
	};
	await clock.run(Promise.all([run('large', 1000), run('small', 5), run('middle', 50)]));
	expect(ended.small).toBeLessThanOrEqual(5 * 3 * 103 + 200);
	expect(ended.middle).toBeLessThanOrEqual(50 * 2 * 103 + 1000);
});

it('forgets an account nobody asks about, but not while a refusal holds or somebody waits', async () => {
	const clock = new VirtualClock();
	const before = paceCount();
	const pass = async (ms: number) => await clock.run(clock.sleep(ms));
	const idle = paceOf('idle', 5, clock);
	const quiet = paceOf('quiet', 5, clock);
	quiet.quiet(300_000);
	await clock.run(idle.turn(new Lane()));
	await pass(61_000);
	expect(paceOf('quiet', 5, clock)).toBe(quiet);
	expect(paceCount()).toBe(before + 1);
	await pass(300_000);
	paceOf('other', 5, clock);
	expect(paceOf('quiet', 5, clock)).not.toBe(quiet);
});

it('leaves the turns of a stopped run to others', async () => {
	const { clock, pace } = setUp(5, 'fixed');
	const stop = new AbortController();
	const stopped = new Lane();
	const waiting = Array.from({ length: 200 }, async () => await pace.turn(stopped, stop.signal));
	const gone = Promise.allSettled(waiting);
	await clock.run(clock.sleep(1000));
	stop.abort(new Error('stopped'));
	await clock.run(pace.turn(new Lane()));
	expect(clock.now()).toBeLessThan(2000);
	const ends = (await gone).map(({ status }) => status);
	expect(ends.filter((status) => status === 'rejected').length).toBeGreaterThan(190);
});
