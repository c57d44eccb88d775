import { setTimeout as pause } from 'node:timers/promises';

import { Crowd } from '../../nodes/shared/crowd';

/** Keeps the process busy. */
function work(ms: number): void {
	const since = performance.now();
	while (performance.now() - since < ms);
}

/** So long that what jest does meanwhile in the same process does not count. */
const LONG_MS = 400;

/** A process that is busy between two answers, or waits for the second. */
async function answers(crowd: Crowd, { times, idleMs = 0, busyMs = 0 }: Record<string, number>) {
	for (let time = 0; time < times; time++) {
		if (idleMs > 0) await pause(idleMs);
		work(busyMs);
		crowd.answered();
	}
}

describe('Crowd', () => {
	it('grows to 32, at most doubled from one look to the next, while the process waits for answers', async () => {
		const crowd = new Crowd();
		expect(crowd.room).toBe(8);
		await answers(crowd, { times: 1, idleMs: LONG_MS });
		expect(crowd.room).toBe(16);
		await answers(crowd, { times: 4, idleMs: LONG_MS });
		expect(crowd.room).toBe(32);
	});

	it('looks no more often than every 20 ms, however many answers come', async () => {
		const crowd = new Crowd();
		await pause(LONG_MS);
		for (let answer = 0; answer < 32; answer++) crowd.answered();
		expect(crowd.room).toBe(16);
	});

	it('shrinks while the process is busy, but never below 4', async () => {
		const crowd = new Crowd();
		// Without a turn of the event loop in between, all of the time is work.
		await answers(crowd, { times: 5, busyMs: 25 });
		expect(crowd.room).toBeLessThan(8);
		expect(crowd.room).toBeGreaterThan(4);
		await answers(crowd, { times: 60, busyMs: 21 });
		expect(crowd.room).toBe(4);
	});
});
