import { withDarkScheme } from '../../bench/report/charts';
import { toPage } from '../../bench/report/page';
import { barTable } from '../../bench/report/terminal';
import type { Finding } from '../../bench/report/types';
import { number, percent, seconds, times } from '../../bench/report/words';
import { atLeast, atMost } from '../../bench/rows/row';

describe('words', () => {
	it.each([
		[number(1.234), '1.23'],
		[number(12.34), '12.3'],
		[number(1234.5), '1,235'],
		[percent(0.974), '97.4 %'],
		[seconds(20_600), '20.6 s'],
		[times(1.5), '1.50 ×'],
	])('%s', (text, wanted) => expect(text).toBe(wanted));
});

describe('bars', () => {
	it('pass on the bar itself and fail beyond it', () => {
		expect(atLeast('speed', 10, 10, times).passed).toBe(true);
		expect(atLeast('speed', 9.99, 10, times).passed).toBe(false);
		expect(atMost('memory', 1.05, 1.05, percent).passed).toBe(true);
		expect(atMost('memory', 1.06, 1.05, percent).passed).toBe(false);
	});

	it('a measurement that gave no number misses every bar', () => {
		expect(atLeast('speed', NaN, 1, times).passed).toBe(false);
		expect(atMost('memory', NaN, 1, percent).passed).toBe(false);
	});

	it('are shown with what was wanted', () => {
		expect(barTable([atLeast('speed', 12, 10, times)]).rows).toEqual([
			['speed', '≥ 10.0 ×', '12.0 ×', 'passed'],
		]);
	});
});

test('the page has the command, the machine and every table', () => {
	const finding: Finding = {
		id: '2',
		title: 'Slow answers',
		how: 'Measured so.',
		tables: [{ title: 'All', head: ['node', 'a | b'], rows: [['ours', '1']] }],
		bars: [atMost('refusals', 2, 1, String)],
		raw: undefined,
	};
	const machine = {
		date: '2026-01-01',
		cores: 2,
		processor: 'Chip',
		memoryGb: 8,
		system: 'Linux x64',
		node: '20.0.0',
		load: '0.10',
		core: '1.0.0',
		workflow: '1.0.1',
		peer: '1.0.2',
	};
	const page = toPage([finding], machine, 'npm run bench');
	for (const part of [
		'Made by `npm run bench` on 2026-01-01: 0 of 1 bars passed.',
		'| processor | 2 × Chip |',
		'`npm run bench -- --rows 2`',
		'| node | a \\| b |',
		'| refusals | ≤ 1 | 2 | FAILED |',
	]) {
		expect(page).toContain(part);
	}
});

test("charts follow the reader's colour scheme and have a name", () => {
	const svg = withDarkScheme('<svg width="1"><path fill="#1f2328"/></svg>', 'A < B');
	expect(svg).toContain('<title>A &#60; B</title>');
	expect(svg).toContain('[fill="#1f2328"]{fill:#e6edf3}');
});
