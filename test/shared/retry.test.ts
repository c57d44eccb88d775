import {
	MAX_ATTEMPTS,
	mayHaveBeenApplied,
	readRetryAfter,
	retryDelay,
} from '../../nodes/shared/retry';

const first = { attempt: 1, repeatable: true, spentMs: 0 };

describe('retryDelay', () => {
	it.each([408, 429, 500, 502, 503, 504])('repeats %d where repeating is safe', (status) => {
		expect(retryDelay({ kind: 'status', status }, first)).toBeGreaterThan(0);
	});

	it.each([400, 402, 403, 404, 422])('does not repeat %d', (status) => {
		expect(retryDelay({ kind: 'status', status }, first)).toBeUndefined();
	});

	it('repeats a lost or broken answer only where repeating is safe', () => {
		for (const trouble of [
			{ kind: 'network', code: 'ECONNRESET' } as const,
			{ kind: 'body', status: 200 } as const,
		]) {
			expect(retryDelay(trouble, first)).toBeGreaterThan(0);
			expect(retryDelay(trouble, { ...first, repeatable: false })).toBeUndefined();
		}
	});

	it('repeats what was never sent or was refused by the limit, whatever it is', () => {
		const create = { ...first, repeatable: false };
		expect(retryDelay({ kind: 'network', code: 'ECONNREFUSED' }, create)).toBeGreaterThan(0);
		expect(retryDelay({ kind: 'status', status: 429 }, create)).toBeGreaterThan(0);
		expect(retryDelay({ kind: 'status', status: 500 }, create)).toBeUndefined();
	});

	it('obeys the wait the platform asks for, exactly', () => {
		expect(retryDelay({ kind: 'status', status: 429, retryAfterMs: 30_000 }, first)).toBe(30_000);
	});

	it('fails at once when the wait is longer than what is left', () => {
		expect(
			retryDelay({ kind: 'status', status: 429, retryAfterMs: 300_001 }, first),
		).toBeUndefined();
		expect(
			retryDelay({ kind: 'status', status: 500 }, { ...first, spentMs: 299_990 }),
		).toBeUndefined();
	});

	it('doubles, with jitter between half and the whole of a step, up to a ceiling', () => {
		const delays = [1, 2, 3, 4, 5].map((attempt) =>
			[0, 1].map((random) =>
				retryDelay({ kind: 'status', status: 500 }, { ...first, attempt }, () => random),
			),
		);
		expect(delays).toEqual([
			[125, 250],
			[250, 500],
			[500, 1000],
			[1000, 2000],
			[2000, 4000],
		]);
	});

	it('goes on after refusals for as long as there is time, but never in a tight loop', () => {
		const refused = { kind: 'status', status: 429 } as const;
		expect(retryDelay(refused, { ...first, attempt: 100 })).toBeGreaterThan(0);
		expect(retryDelay({ ...refused, retryAfterMs: 0 }, { ...first, attempt: 100 })).toBe(100);
		expect(retryDelay(refused, { ...first, attempt: 100, spentMs: 300_000 })).toBeUndefined();
	});

	it('gives up after the last attempt', () => {
		expect(
			retryDelay({ kind: 'status', status: 500 }, { ...first, attempt: MAX_ATTEMPTS }),
		).toBeUndefined();
	});
});

describe('readRetryAfter', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	it.each([
		['30', 30_000],
		['0', 0],
		['0.5', 500],
		['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
		['Thu, 01 Jan 2025 00:00:00 GMT', 0],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
	])('reads %p as %p ms', (header, ms) => expect(readRetryAfter(header, now)).toBe(ms));
});

it('knows what may have been applied', () => {
	expect(mayHaveBeenApplied({ kind: 'network', code: 'ECONNRESET' })).toBe(true);
	expect(mayHaveBeenApplied({ kind: 'network', code: 'ENOTFOUND' })).toBe(false);
	expect(mayHaveBeenApplied({ kind: 'status', status: 503 })).toBe(true);
	expect(mayHaveBeenApplied({ kind: 'status', status: 429 })).toBe(false);
	expect(mayHaveBeenApplied({ kind: 'status', status: 422 })).toBe(false);
	expect(mayHaveBeenApplied({ kind: 'body', status: 200 })).toBe(true);
});
