import { Lane } from '../../nodes/shared/lane';
import { Pace, paceOf } from '../../nodes/shared/pace';
import { VirtualClock } from './virtualClock';

function setUp(perSecond: number) {
	const clock = new VirtualClock();
	const pace = new Pace(clock);
	pace.perSecond = perSecond;
	const times: number[] = [];
	const ask = async (lane: Lane) => {
		await pace.turn(lane);
		times.push(clock.now());
	};
	return { clock, pace, times, ask };
}

/** The largest number of moments within any second. */
const densest = (times: number[]) =>
	Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

describe('Pace', () => {
	it('never puts more than the limit into any second, and keeps 95 % of its speed', async () => {
		const { clock, times, ask } = setUp(5);
		const lanes = [new Lane(), new Lane(), new Lane()];
		await clock.run(
			Promise.all(Array.from({ length: 100 }, async (_, index) => await ask(lanes[index % 3]))),
		);
		expect(densest(times)).toBeLessThanOrEqual(5);
		expect((times.length - 1) / (times[99] / 1000)).toBeGreaterThanOrEqual(0.95 * 5);
	});

	it('lets a small run through while a large one holds the account', async () => {
		const { clock, ask } = setUp(5);
		const large = new Lane();
		const all = Array.from({ length: 1000 }, async () => await ask(large));
		const small = new Lane();
		await clock.run(ask(small));
		expect(clock.now()).toBeLessThanOrEqual(500);
		await clock.run(Promise.all(all));
	});

	it('holds everybody back after a refusal, those already waiting too', async () => {
		const { clock, pace, times, ask } = setUp(5);
		const lanes = [new Lane(), new Lane()];
		const waiting = Promise.all([ask(lanes[0]), ask(lanes[0]), ask(lanes[1]), ask(lanes[1])]);
		pace.quiet(3000);
		await clock.run(waiting);
		expect(times.filter((at) => at > 0 && at < 3000)).toEqual([]);
	});

	it('does not wait at all without a limit', async () => {
		const { pace } = setUp(0);
		expect((await pace.turn(new Lane())).waitedMs).toBe(0);
	});

	it('ends a wait when the execution is stopped, and lets the next in line go on', async () => {
		const { clock, pace, ask } = setUp(1);
		const lane = new Lane();
		const stop = new AbortController();
		await clock.run(ask(lane));
		const stopped = pace.turn(lane, stop.signal);
		const next = ask(lane);
		const outcome = expect(stopped).rejects.toThrow('stopped');
		// The wait has begun by now.
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		stop.abort(new Error('stopped'));
		await outcome;
		await clock.run(next);
	});
});

it('shares one pace per account', () => {
	expect(paceOf('shop a', 5)).toBe(paceOf('shop a', 5));
	expect(paceOf('shop a', 5)).not.toBe(paceOf('shop b', 5));
});
