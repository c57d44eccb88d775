import { Timeline } from '../../bench/harness/timeline';

describe('Timeline', () => {
	it('wakes sleepers in the order of their times, and time jumps', async () => {
		const clock = new Timeline();
		const woken: string[] = [];
		const sleeper = async (name: string, ms: number) => {
			await clock.sleep(ms);
			woken.push(`${name} at ${clock.now()}`);
		};
		await clock.run(Promise.all([sleeper('late', 3_600_000), sleeper('soon', 5)]));
		expect(woken).toEqual(['soon at 5', 'late at 3600000']);
	});

	it('wakes sleepers of the same moment in the order they lay down', async () => {
		const clock = new Timeline();
		const woken: number[] = [];
		await clock.run(
			Promise.all([1, 2, 3].map(async (name) => clock.sleep(10).then(() => woken.push(name)))),
		);
		expect(woken).toEqual([1, 2, 3]);
	});

	it('hands on what the work returns or throws', async () => {
		const clock = new Timeline();
		expect(await clock.run(clock.sleep(1).then(() => 'done'))).toBe('done');
		await expect(clock.run(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
	});
});
