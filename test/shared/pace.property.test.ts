import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Lane } from '../../nodes/shared/lane';
import type { Clock } from '../../nodes/shared/pace';
import { Pace, paceOf } from '../../nodes/shared/pace';
import { VirtualClock } from './virtualClock';
import fc from './properties';

type Window = 'fixed' | 'sliding';

/** A platform that counts requests when they arrive, in windows that start on the second (or minute) or slide. */
class Platform {
	readonly times: number[] = [];
	refused = 0;
	private recent: number[] = [];

	constructor(
		private readonly clock: VirtualClock,
		readonly limit: number,
		private readonly window: Window,
		private readonly windowMs = 1000,
	) {}

	/** Whether a request is let through, and what is left afterwards. */
	ask(): { ok: boolean; limit: number; remaining: number } {
		const now = this.clock.now();
		const from =
			this.window === 'fixed'
				? Math.floor(now / this.windowMs) * this.windowMs
				: now - this.windowMs + 0.001;
		this.recent = this.recent.filter((at) => at >= from);
		const ok = this.recent.length < this.limit;
		if (ok) this.recent.push(now);
		return { ok, limit: this.limit, remaining: this.limit - this.recent.length };
	}

	/** Somebody uses the whole limit up, whatever was left. */
	spend(): void {
		const now = this.clock.now();
		this.recent = Array.from({ length: this.limit }, () => now);
	}
}

/** What the road to the platform is like, in milliseconds. */
interface Road {
	/** There and back without delay. */
	latency: number;
	/** A request arrives up to this much later. */
	jitter?: number;
	/** In place of jitter: by how much each request arrives later, the first being 0. */
	delay?: (request: number) => number;
	/** Timers fire up to this much late. */
	lateTimers?: number;
}

interface Scene {
	limit: number;
	window: Window;
	windowMs?: number;
	road: Road;
	seed?: number;
	retryAfterMs?: number;
	/** Whether the pace hears of answers. */
	isTold?: boolean;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function setUp({ limit, window, windowMs = 1000, road, seed = 1, ...rest }: Scene) {
	const { retryAfterMs = 1000, isTold = true } = rest;
	const { latency, jitter = 0, lateTimers = 0 } = road;
	const next = random(seed);
	const { delay = () => next() * jitter } = road;
	const clock = new VirtualClock();
	// As in Node: read in whole milliseconds, never shorter than one.
	const ticking: Clock = {
		now: () => Math.floor(clock.now()),
		sleep: async (ms, signal) =>
			await clock.sleep(Math.max(1, Math.floor(ms)) + next() * lateTimers, signal),
	};
	const pace = new Pace(ticking);
	pace.perSecond = limit / (windowMs / 1000);
	const platform = new Platform(clock, limit, window, windowMs);
	/** When our requests were let through. */
	const times: number[] = [];
	let refused = 0;
	let sent = 0;

	const request = async (lane: Lane, signal?: AbortSignal) => {
		for (;;) {
			const turn = await pace.turn(lane, signal);
			await clock.sleep(latency / 2 + delay(sent++));
			const { ok, ...allowance } = platform.ask();
			const at = clock.now();
			await clock.sleep(latency / 2);
			if (isTold) turn.answered(windowMs === 1000 ? allowance : undefined);
			if (ok) return times.push(at);
			refused++;
			pace.quiet(retryAfterMs);
		}
	};
	/** Sends requests over some lanes: the first alone, as the runner does. */
	const send = async (count: number, lanes: number) => {
		const runs = Array.from({ length: lanes }, () => new Lane());
		await request(runs[0]);
		const others = Array.from({ length: count - 1 }, async (_, index) =>
			request(runs[index % lanes]),
		);
		await Promise.all(others);
	};
	return { clock, pace, platform, times, request, send, refused: () => refused };
}

/** The share of the limit that requests use from a moment on. */
function share(times: number[], perSecond: number, fromMs = 0): number {
	const later = times.filter((at) => at >= fromMs).sort((a, b) => a - b);
	return (later.length - 1) / ((later[later.length - 1] - later[0]) / 1000) / perSecond;
}

/** What is measured is chance, so that every run of the tests draws the same. */
const SAME = { seed: 1 };

const windows = fc.constantFrom<Window>('fixed', 'sliding');
const seeds = fc.nat();
const anyLanes = fc.integer({ min: 1, max: 6 });

describe('an account of its own', () => {
	it('earns no refusal and keeps 95 % of the speed where every request takes the same time', async () => {
		await fc.assert(
			fc.asyncProperty(
				windows,
				fc.integer({ min: 1, max: 20 }),
				anyLanes,
				fc.integer({ min: 0, max: 3000 }),
				async (window, limit, lanes, latency) => {
					const { clock, times, send, refused } = setUp({ limit, window, road: { latency } });
					await clock.run(send(limit * 40, lanes));
					expect(refused()).toBe(0);
					// Few answers are known at first, which is a reason to be careful.
					expect(share(times, limit, 10_000)).toBeGreaterThanOrEqual(0.95);
				},
			),
			{ ...SAME, numRuns: 25 },
		);
	});

	it('earns no more than 1 % refusals and keeps 95 % of the speed on an uneven network with late timers', async () => {
		const count = 1000;
		await fc.assert(
			fc.asyncProperty(
				windows,
				fc.integer({ min: 1, max: 10 }),
				anyLanes,
				fc.integer({ min: 10, max: 400 }),
				seeds,
				async (window, limit, lanes, latency, seed) => {
					const road = { latency, jitter: 80, lateTimers: 4 };
					const { clock, times, send, refused } = setUp({ limit, window, road, seed });
					await clock.run(send(count, lanes));
					expect(refused()).toBeLessThanOrEqual(count / 100);
					const fromMs = (100 / limit) * 1000;
					expect(share(times, limit, fromMs)).toBeGreaterThanOrEqual(0.95);
				},
			),
			{ ...SAME, numRuns: 8 },
		);
	});

	it('is not deceived by a first request that waits for code to load, nor by a rare standstill', async () => {
		const delay = (request: number) => (request === 0 ? 450 : request % 70 === 0 ? 300 : 0);
		await fc.assert(
			fc.asyncProperty(windows, fc.integer({ min: 5, max: 10 }), async (window, limit) => {
				const { clock, times, send, refused } = setUp({
					limit,
					window,
					road: { latency: 20, delay },
				});
				await clock.run(send(400, 1));
				expect(refused()).toBe(0);
				expect(share(times, limit)).toBeGreaterThanOrEqual(0.95);
			}),
			{ ...SAME, numRuns: 6 },
		);
	});

	it('makes up for what a late request holds back', async () => {
		// One of every 20 arrives so late that the turn which follows it a second later is held back by two turns.
		const delay = (request: number) => (request % 20 === 0 ? 90 : 0);
		const { clock, times, send, refused } = setUp({
			limit: 20,
			window: 'sliding',
			road: { latency: 150, delay },
		});
		await clock.run(send(1000, 1));
		expect(refused()).toBe(0);
		expect(share(times, 20, 10_000)).toBeGreaterThanOrEqual(0.97);
	});

	it('takes hardly longer for a first hundred than the limit asks for', async () => {
		await fc.assert(
			fc.asyncProperty(windows, anyLanes, seeds, async (window, lanes, seed) => {
				const road = { latency: 10, jitter: 20, lateTimers: 4 };
				const { clock, times, send, refused } = setUp({ limit: 5, window, road, seed });
				await clock.run(send(100, lanes));
				expect(refused()).toBe(0);
				expect(share(times, 5)).toBeGreaterThanOrEqual(0.95);
			}),
			{ ...SAME, numRuns: 20 },
		);
	});

	it.each([
		['100 requests per minute', 100, true],
		['100 requests per minute, without a word on answers', 100, false],
		['20 requests per minute, without a word on answers', 20, false],
	])('keeps 97 %% of %s', async (_, limit, isTold) => {
		for (const window of ['fixed', 'sliding'] as const) {
			const road = { latency: 150, jitter: isTold ? 0 : 80, lateTimers: 20 };
			const scene = setUp({ limit, window, windowMs: 60_000, road, isTold });
			const { clock, times, send, refused } = scene;
			await clock.run(send(limit * 8, 3));
			expect(refused()).toBe(0);
			expect(share(times, limit / 60, 60_000)).toBeGreaterThanOrEqual(0.97);
		}
	});
});

describe('an account that others use as well', () => {
	const LIMIT = 5;
	const COUNT = 600;

	/** Sends our requests while another tool asks, and measures once it can have been noticed. */
	async function beside(
		{ perSecond, uneven }: { perSecond: number; uneven: number },
		window: Window,
		road: Road,
		seed: number,
	) {
		const { clock, platform, times, send, refused } = setUp({ limit: LIMIT, window, road, seed });
		const next = random(seed);
		let ended = false;
		const other = async () => {
			await clock.sleep(next() * 1000);
			while (!ended) {
				platform.ask();
				await clock.sleep((1000 / perSecond) * (1 + uneven * (2 * next() - 1)));
			}
		};
		const ours = send(COUNT, 2).then(() => (ended = true));
		await clock.run(Promise.all([ours, other()]));
		return { refused: refused(), share: share(times, LIMIT - perSecond, 20_000) };
	}

	it.each([
		{ jitter: 0, uneven: 0, refusals: 0.01, wanted: 0.97 },
		{ jitter: 80, uneven: 0, refusals: 0.01, wanted: 0.94 },
		{ jitter: 80, uneven: 0.1, refusals: 0.03, wanted: 0.8 },
	])(
		'leaves them room and takes the rest (jitter $jitter ms, they uneven by $uneven)',
		async ({ jitter, uneven, refusals, wanted }) => {
			await fc.assert(
				fc.asyncProperty(
					fc.integer({ min: 1, max: 3 }),
					fc.integer({ min: 10, max: 900 }),
					seeds,
					async (perSecond, latency, seed) => {
						const road = { latency, jitter, lateTimers: 4 };
						const ours = await beside({ perSecond, uneven }, 'sliding', road, seed);
						expect(ours.refused).toBeLessThanOrEqual(COUNT * refusals);
						expect(ours.share).toBeGreaterThanOrEqual(wanted);
					},
				),
				{ ...SAME, numRuns: 5 },
			);
		},
	);

	it('lives with them where windows start on the second, which hides them now and then', async () => {
		await fc.assert(
			fc.asyncProperty(seeds, async (seed) => {
				const road = { latency: 150, jitter: 80, lateTimers: 4 };
				const ours = await beside({ perSecond: 1, uneven: 0.1 }, 'fixed', road, seed);
				expect(ours.refused).toBeLessThanOrEqual(COUNT * 0.04);
				expect(ours.share).toBeGreaterThanOrEqual(0.8);
			}),
			{ ...SAME, numRuns: 5 },
		);
	});
});

it.each([1000, 30_000])(
	'asks nothing for %i ms if told so, and is at full speed 5 s later',
	async (ms) => {
		const road = { latency: 150, jitter: 80, lateTimers: 4 };
		const scene = setUp({ limit: 5, window: 'sliding', road, retryAfterMs: ms });
		const { clock, platform, times, send, refused } = scene;
		// Somebody uses up the whole limit, once.
		const burst = (async () => {
			await clock.sleep(60_000);
			platform.spend();
			return clock.now();
		})();
		const [at] = await clock.run(Promise.all([burst, send(600, 2)]));
		expect(refused()).toBeGreaterThan(0);
		const resumed = Math.min(...times.filter((time) => time > at + 500));
		expect(resumed).toBeGreaterThanOrEqual(at + ms);
		expect(share(times, 5, resumed + 5000)).toBeGreaterThanOrEqual(0.95);
	},
);

it('takes what the platform leaves of its limit, not of a lower one of our own', async () => {
	const { clock, pace, platform, times, send } = setUp({
		limit: 5,
		window: 'sliding',
		road: { latency: 50 },
	});
	pace.perSecond = 3;
	let ended = false;
	const other = async () => {
		while (!ended) {
			platform.ask();
			await clock.sleep(500);
		}
	};
	await clock.run(Promise.all([other(), send(100, 1).then(() => (ended = true))]));
	expect(share(times, 3)).toBeGreaterThanOrEqual(0.97);
});

describe('several runs on one account', () => {
	it('ends a small run within a second while one of 10,000 items holds the account', async () => {
		const scene = setUp({ limit: 5, window: 'sliding', road: { latency: 150, jitter: 80 } });
		const { clock, request } = scene;
		const stop = new AbortController();
		const large = new Lane();
		const items = Array.from({ length: 10_000 }, async () => await request(large, stop.signal));
		const ends = Promise.allSettled(items);
		await clock.run(clock.sleep(5000));
		const since = clock.now();
		await clock.run(request(new Lane()));
		expect(clock.now() - since).toBeLessThanOrEqual(1000);
		stop.abort(new Error('stopped'));
		await clock.run(ends);
	});

	it('serves them alike', async () => {
		const { clock, pace } = setUp({ limit: 10, window: 'sliding', road: { latency: 0 } });
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

	it('leaves the turns of a stopped run to others', async () => {
		const { clock, pace } = setUp({ limit: 5, window: 'fixed', road: { latency: 0 } });
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
});

describe('an account nobody asks about', () => {
	const pass = async (clock: VirtualClock, ms: number) => await clock.run(clock.sleep(ms));

	it('is forgotten after a minute, and its memory freed', async () => {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const clock = new VirtualClock();
		const ask = async (account: string) => {
			const pace = paceOf(account, 5, clock);
			await clock.run(pace.turn(new Lane()));
			return new WeakRef(pace);
		};
		const idle = await ask('idle');
		const isAlive = async () => {
			await new Promise((resolve) => setImmediate(resolve));
			collect();
			return idle.deref() !== undefined;
		};
		await pass(clock, 59_000);
		await ask('other');
		expect(await isAlive()).toBe(true);
		await pass(clock, 2000);
		await ask('other');
		expect(await isAlive()).toBe(false);
	});

	it('is remembered while a refusal holds', async () => {
		const clock = new VirtualClock();
		const quiet = paceOf('quiet', 5, clock);
		quiet.quiet(300_000);
		await pass(clock, 299_000);
		expect(paceOf('quiet', 5, clock)).toBe(quiet);
		await pass(clock, 2000);
		expect(paceOf('quiet', 5, clock)).not.toBe(quiet);
	});

	it('is remembered while somebody waits', async () => {
		const clock = new VirtualClock();
		const perSecond = 1 / 100;
		const pace = paceOf('slow', perSecond, clock);
		const lane = new Lane();
		const turns = Promise.all([pace.turn(lane), pace.turn(lane)]);
		await pass(clock, 90_000);
		expect(paceOf('slow', perSecond, clock)).toBe(pace);
		await clock.run(turns);
	});
});
