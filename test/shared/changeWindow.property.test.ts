/** A platform with a clock of its own that shows changes late: the window must meet each once. */

import type { Observed } from '../../nodes/shared/changeWindow';
import { ChangeWindow } from '../../nodes/shared/changeWindow';
import fc from './properties';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOON = Date.UTC(2024, 4, 24, 12);

/** One record at one time, and when it becomes visible. */
interface Change extends Observed {
	visibleAt: number;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** One pass over what is visible, `pageSize` records at a time; the clock goes on by a second per page. */
function passOver(
	window: ChangeWindow,
	visible: () => Change[],
	options: { pageSize: number; clock: 'told' | 'unknown' | 'fast'; saved: boolean },
): { window: ChangeWindow; met: Array<{ change: Change; verdict: string }> } {
	const met = [];
	for (;;) {
		const after = Number(window.after);
		// One record is shown in its newest state, at the place of its id.
		const newest = new Map(visible().map((change) => [change.id, change]));
		const rest = [...newest.values()]
			.filter(({ id }) => Number(id) > after)
			.sort((a, b) => Number(a.id) - Number(b.id));
		const page = rest.slice(0, options.pageSize);
		const told = { told: Date.now(), unknown: undefined, fast: Date.now() + 60 * MINUTE };
		window.begin(told[options.clock]);
		for (const change of page) {
			const verdict = window.judge(change);
			if (verdict !== undefined) met.push({ change, verdict });
		}
		window.keep(page, page.at(-1)?.id ?? window.after);
		const done = page.length === rest.length;
		if (done) window.end();
		// As between two polls: what is remembered is stored as JSON.
		if (options.saved)
			window = new ChangeWindow(JSON.parse(JSON.stringify(window.save())) as never);
		jest.setSystemTime(Date.now() + SECOND);
		if (done) return { window, met };
	}
}

const change = fc.record({
	id: fc.integer({ min: 1, max: 12 }).map(String),
	/** After the one before. */
	wait: fc.integer({ min: 0, max: 400 }),
	/** How late it is seen; within the overlap of five minutes. */
	lag: fc.integer({ min: 0, max: 290 }),
});

it.each([
	['that tells its clock', 'told'],
	['that does not', 'unknown'],
	['whose clock seems to be an hour fast', 'fast'],
] as const)('on a platform %s, each change that lasts is met exactly once', (_, clock) => {
	fc.assert(
		fc.property(
			fc.array(change, { minLength: 1, maxLength: 30 }),
			fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 }),
			fc.integer({ min: 1, max: 5 }),
			fc.boolean(),
			(planned, pauses, pageSize, saved) => {
				jest.setSystemTime(NOON);
				let at = NOON;
				const shownUntil = new Map<string, number>();
				const changes = planned.map(({ id, wait, lag }, index): Change => {
					at += wait * SECOND;
					// A later state of a record is never seen before an earlier one.
					const visibleAt = Math.max(at + lag * SECOND, shownUntil.get(id) ?? 0);
					shownUntil.set(id, visibleAt);
					return { id, updatedAt: at, createdAt: 0, hash: `h${index}`, visibleAt };
				});
				const visible = () => changes.filter(({ visibleAt }) => visibleAt <= Date.now());
				let window = new ChangeWindow(undefined, NOON);
				const met = [];
				for (let round = 0; ; round++) {
					const result = passOver(window, visible, { pageSize, clock, saved });
					({ window } = result);
					met.push(...result.met.map(({ change: { hash } }) => hash));
					if (visible().length === changes.length && round >= pauses.length) break;
					jest.setSystemTime(Date.now() + (pauses[round % pauses.length] ?? 1) * SECOND);
				}
				met.push(
					...passOver(window, visible, { pageSize, clock, saved }).met.map(
						({ change: { hash } }) => hash,
					),
				);
				expect(new Set(met).size).toBe(met.length);
				const last = new Map(changes.map(({ id, hash }) => [id, hash]));
				expect(met).toEqual(expect.arrayContaining([...last.values()]));
			},
		),
		{ numRuns: 150 },
	);
});

describe('a window', () => {
	const record = (id: number, updatedAt = NOON, hash = `h${id}`): Observed => ({
		id: String(id),
		updatedAt,
		createdAt: updatedAt,
		hash,
	});
	const wholePass = (window: ChangeWindow, records: Observed[], now = Date.now()) => {
		window.begin(now);
		const verdicts = records.map((one) => window.judge(one));
		window.keep(records, '');
		window.end();
		return verdicts;
	};

	it('tells a record that was created from one that was updated', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON);
		const old = { ...record(1), createdAt: NOON - 1 };
		expect(wholePass(window, [old, record(2)])).toEqual(['updated', 'created']);
		expect(wholePass(window, [record(2, NOON, 'other')])).toEqual(['updated']);
	});

	it('leaves records without a time alone', () => {
		const window = new ChangeWindow(undefined, NOON);
		expect(wholePass(window, [record(1, NaN)])).toEqual([undefined]);
	});

	it('meets a record once that a page border shows twice', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON);
		window.begin(NOON);
		for (const verdict of ['created', undefined]) {
			expect(window.judge(record(1))).toBe(verdict);
			window.keep([record(1)], '1');
		}
		expect(window.judge(record(1, NOON, 'other'))).toBe('updated');
	});

	it('remembers nothing that the next pass will not ask about', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON - 60 * MINUTE);
		const records = Array.from({ length: 60 }, (_, minute) =>
			record(minute, NOON - minute * MINUTE),
		);
		wholePass(window, records, NOON);
		// Five minutes of overlap: these six.
		expect(String(window.save().known).match(/=/g)).toHaveLength(6);
	});

	it('keeps ids of any kind', () => {
		jest.setSystemTime(NOON);
		const ids = ['a b', '@1', 'x=y', 'ł', '5f0c-11'];
		const records = ids.map((id) => ({ ...record(1), id }));
		const window = new ChangeWindow(undefined, NOON);
		wholePass(window, records);
		const again = new ChangeWindow(window.save());
		expect(wholePass(again, records)).toEqual(ids.map(() => undefined));
	});

	it('is not led astray by a record from the future', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON);
		wholePass(window, [record(1, NOON + 999 * MINUTE)], undefined);
		jest.setSystemTime(NOON + 10 * MINUTE);
		const later = [record(1, NOON + 999 * MINUTE), record(2, NOON + 9 * MINUTE)];
		expect(wholePass(window, later, undefined)).toEqual([undefined, 'created']);
	});

	it('remembers 20,000 records at most: of more, the overlap goes first', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON - 10 * MINUTE);
		// 15,000 within the overlap, 15,000 since the pass began.
		const records = Array.from({ length: 30_000 }, (_, index) =>
			record(index, index < 15_000 ? NOON - 2 * MINUTE : NOON),
		);
		expect(wholePass(window, records, NOON)).not.toContain(undefined);
		expect(window.since).toBe(NOON);
		expect(JSON.stringify(window.save()).length).toBeLessThan(300_000);
		// None of them comes again.
		expect(new Set(wholePass(window, records, NOON))).toEqual(new Set([undefined]));
	});

	it('lets the oldest come twice where even that is too much, but none be missed', () => {
		jest.setSystemTime(NOON);
		const window = new ChangeWindow(undefined, NOON);
		const records = Array.from({ length: 26_000 }, (_, index) =>
			record(index, NOON + Math.floor(index / 100) * SECOND),
		);
		wholePass(window, records, NOON);
		const verdicts = wholePass(window, records, NOON);
		expect(verdicts.filter((verdict) => verdict !== undefined)).toHaveLength(6_000);
		expect(verdicts.slice(6_000)).not.toContain('created');
	});
});
