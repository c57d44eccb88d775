import { interleaved, median, pairedRatio, range, seeded } from '../../bench/harness/statistics';

describe('median', () => {
	it('is the middle value, whatever the order', () => expect(median([9, 1, 5])).toBe(5));
	it('is the mean of the middle two of an even count', () =>
		expect(median([4, 1, 3, 2])).toBe(2.5));
	it('of nothing is not a number', () => expect(median([])).toBeNaN());
	it('sorts numbers as numbers and leaves its input alone', () => {
		const values = [100, 9, 20];
		expect(median(values)).toBe(20);
		expect(values).toEqual([100, 9, 20]);
	});
});

describe('pairedRatio', () => {
	it('compares values of the same round', () => {
		// The machine was half as fast in the second round; the ratio does not show it.
		expect(pairedRatio([10, 20, 10], [5, 10, 5])).toBe(2);
	});

	it('is not led astray by one odd round', () => {
		expect(pairedRatio([2, 2, 50], [1, 1, 1])).toBe(2);
	});
});

test('range tells the smallest and the largest value', () => {
	expect(range([3, 1, 2])).toEqual({ low: 1, high: 3 });
});

describe('interleaved', () => {
	it('lets sides take turns, each first as often as last', async () => {
		const order: string[] = [];
		const results = await interleaved(['a', 'b'], 3, async (side, round) => {
			order.push(`${side}${round}`);
			return order.length;
		});
		expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
		expect(results).toEqual({ a: [1, 4, 5], b: [2, 3, 6] });
	});

	it('ends with the first failure', async () => {
		const failing = interleaved(['a', 'b'], 2, async (side) => {
			if (side === 'b') throw new Error('b failed');
			return 1;
		});
		await expect(failing).rejects.toThrow('b failed');
	});
});

test('seeded numbers are spread over 0 to 1 and come again', () => {
	const [first, second] = [seeded(7), seeded(7)];
	const numbers = Array.from({ length: 1000 }, first);
	expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, second));
	expect(range(numbers).low).toBeGreaterThanOrEqual(0);
	expect(range(numbers).high).toBeLessThan(1);
	expect(median(numbers)).toBeGreaterThan(0.4);
	expect(median(numbers)).toBeLessThan(0.6);
});
