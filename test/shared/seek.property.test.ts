/** Finding the newest row of a list that is asked for the rows after an id. */

import { Seek } from '../../nodes/shared/seek';
import fc from './properties';

const HIGHEST = 2 ** 31 - 1;
const PAGE = 1000;

/** Asks until the newest is found. Rows may come between two questions. */
function search(ids: number[], { grow = () => {}, page = PAGE } = {}) {
	let saved: unknown;
	for (let asked = 1; asked <= 100; asked++) {
		// Each question may be that of another poll.
		const seek = new Seek(saved, HIGHEST);
		expect(seek.next).toBeLessThanOrEqual(HIGHEST);
		const rest = ids.filter((id) => id > seek.next).sort((a, b) => a - b);
		const rows = rest.slice(0, page);
		const highest = rows.length === 0 ? undefined : Math.max(...rows);
		const newest = seek.newest(highest, rows.length >= page);
		if (newest !== undefined) return { newest, asked };
		seek.narrow(highest);
		saved = JSON.parse(JSON.stringify(seek.save())) as unknown;
		grow();
	}
	throw new Error('The search does not end');
}

const dense = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

it('finds the newest of any list', () => {
	const island = fc
		.record({ from: fc.integer({ min: 1, max: HIGHEST - 3000 }), count: fc.nat(3000) })
		.map(({ from, count }) => dense(from, count));
	const scattered = fc.uniqueArray(fc.integer({ min: 1, max: HIGHEST }), { maxLength: 3000 });
	fc.assert(
		fc.property(fc.array(fc.oneof(island, scattered), { maxLength: 3 }), (parts) => {
			const ids = [...new Set(parts.flat())];
			const { newest, asked } = search(ids);
			expect(newest).toBe(ids.reduce((a, b) => Math.max(a, b), 0));
			expect(asked).toBeLessThanOrEqual(55);
		}),
		{ numRuns: 200 },
	);
});

it.each([
	[0, 1],
	[1, 1],
	[999, 1],
	[1000, 12],
	[10_000, 16],
	[100_000, 22],
])('of %i rows without gaps within %i requests', (count, most) => {
	const { newest, asked } = search(dense(1, count));
	expect(newest).toBe(count);
	expect(asked).toBeLessThanOrEqual(most);
});

it('ends while rows come, with one that was the newest then', () => {
	const ids = dense(1, 5000);
	for (const count of [1, 300, 700]) {
		const grow = () => ids.push(...dense(ids.length + 1, count));
		expect(search(ids, { grow }).newest).toBe(ids.length);
	}
});

it.each([{}, { low: 'x' }, { high: null }, 7, null])('starts anew where damaged: %j', (saved) => {
	expect(new Seek(saved, HIGHEST).next).toBe(0);
});
