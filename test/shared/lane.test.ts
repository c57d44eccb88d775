import { Crowd } from '../../nodes/shared/crowd';
import { Lane } from '../../nodes/shared/lane';

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

describe('Lane', () => {
	it('gives turns in the order they were asked for', async () => {
		const lane = new Lane();
		const turns: number[] = [];
		await Promise.all(
			[1, 2, 3].map(async (name) => await lane.queue(async () => void turns.push(name))),
		);
		expect(turns).toEqual([1, 2, 3]);
	});

	it('gives the next turn although one before failed', async () => {
		const lane = new Lane();
		const failed = lane.queue(async () => await Promise.reject(new Error('stopped')));
		const next = lane.queue(async () => {});
		await expect(failed).rejects.toThrow('stopped');
		await next;
	});

	it('lets two items in, and a further one for each that ends', async () => {
		const lane = new Lane();
		let started = 0;
		for (let item = 0; item < 10; item++) void lane.enter().then(() => started++);
		await settle();
		expect(started).toBe(2);
		lane.leave();
		await settle();
		expect(started).toBe(3);
	});

	it('lets further items in while the request of one is out', async () => {
		const lane = new Lane();
		let started = 0;
		let answer = () => {};
		for (let item = 0; item < 10; item++) void lane.enter().then(() => started++);
		await settle();
		const request = lane.aside(new Promise<void>((resolve) => (answer = resolve)));
		await settle();
		expect(started).toBe(3);
		answer();
		await request;
		await settle();
		expect(started).toBe(3);
	});

	it('counts the requests that are out where no limit spaces them', async () => {
		const crowd = new Crowd();
		crowd.room = 3;
		const lane = new Lane(crowd);
		let started = 0;
		const answers: Array<() => void> = [];
		const item = async () => {
			await lane.enter();
			started++;
			await lane.answer(new Promise<void>((resolve) => answers.push(resolve)));
			lane.leave();
		};
		const items = Array.from({ length: 10 }, item);
		await settle();
		expect(started).toBe(3);
		answers.shift()?.();
		await settle();
		expect(started).toBe(4);
		crowd.room = 5;
		answers.shift()?.();
		await settle();
		expect(started).toBe(7);
		while (started < 10 || answers.length > 0) {
			answers.shift()?.();
			await settle();
		}
		await Promise.all(items);
	});

	it('lets further items in while one waits for something else', async () => {
		const crowd = new Crowd();
		crowd.room = 1;
		const lane = new Lane(crowd);
		let started = 0;
		let goOn = () => {};
		for (let item = 0; item < 3; item++) void lane.enter().then(() => started++);
		await settle();
		expect(started).toBe(1);
		const pause = lane.aside(new Promise<void>((resolve) => (goOn = resolve)));
		await settle();
		expect(started).toBe(2);
		goOn();
		await pause;
	});
});
