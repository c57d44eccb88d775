import type { Trouble } from '../../nodes/shared/retry';
import {
	MAX_ATTEMPTS,
	MAX_TOTAL_MS,
	mayHaveBeenApplied,
	readRetryAfter,
	retryDelay,
} from '../../nodes/shared/retry';
import { VirtualClock } from './virtualClock';
import fc from './properties';

const waits = fc.option(fc.double({ min: 0, max: 400_000, noNaN: true }), { nil: undefined });
const troubles: fc.Arbitrary<Trouble> = fc.oneof(
	fc.record({
		kind: fc.constant('status' as const),
		status: fc.constantFrom(400, 402, 403, 404, 408, 422, 429, 500, 502, 503, 504),
		retryAfterMs: waits,
	}),
	fc.record({
		kind: fc.constant('network' as const),
		code: fc.constantFrom('ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'),
	}),
	fc.record({ kind: fc.constant('body' as const), status: fc.constantFrom(200, 201) }),
);
const randoms = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

interface Sent {
	at: number;
	trouble: Trouble;
	/** How long it waits afterwards; undefined if it is given up. */
	delay?: number;
}

/** Sends one request as the client does, on a clock of its own, and tells each try. */
async function send(
	story: Iterator<Trouble>,
	{ repeatable, random, lastsMs }: { repeatable: boolean; random: () => number; lastsMs: number },
): Promise<Sent[]> {
	const clock = new VirtualClock();
	const tries: Sent[] = [];
	const work = async () => {
		for (let attempt = 1; ; attempt++) {
			const at = clock.now();
			const trouble = story.next().value as Trouble;
			await clock.sleep(lastsMs);
			const delay = retryDelay(trouble, { attempt, repeatable, spentMs: clock.now() }, random);
			tries.push({ at, trouble, delay });
			if (delay === undefined) return;
			await clock.sleep(delay);
		}
	};
	await clock.run(work());
	return tries;
}

const inStory = async (judge: (tries: Sent[], repeatable: boolean) => void) =>
	await fc.assert(
		fc.asyncProperty(
			fc.infiniteStream(troubles),
			fc.boolean(),
			randoms,
			fc.integer({ min: 1, max: 30_000 }),
			async (story, repeatable, chance, lastsMs) => {
				const random = () => chance.next().value as number;
				judge(await send(story, { repeatable, random, lastsMs }), repeatable);
			},
		),
		{ numRuns: 300 },
	);

const isRefusal = ({ trouble }: Sent) => trouble.kind === 'status' && trouble.status === 429;

it('sends nothing again that may have been carried out and must not be twice', async () => {
	await inStory((tries, repeatable) => {
		const again = tries.filter(({ delay }) => delay !== undefined);
		if (!repeatable)
			for (const { trouble } of again) expect(mayHaveBeenApplied(trouble)).toBe(false);
		for (const { trouble } of again)
			expect([400, 402, 403, 404, 422]).not.toContain(trouble.kind === 'status' && trouble.status);
	});
});

it('ends in time, and after so many tries where the platform is not merely busy', async () => {
	await inStory((tries) => {
		const last = tries[tries.length - 1];
		expect(last.at).toBeLessThanOrEqual(MAX_TOTAL_MS);
		// Only refusals for the limit may go on beyond the number of tries.
		for (const one of tries.slice(MAX_ATTEMPTS - 1, -1)) expect(isRefusal(one)).toBe(true);
	});
});

it('waits as long as it is asked, and else no longer than its own steps', async () => {
	await inStory((tries) => {
		for (const [index, { trouble, delay }] of tries.entries()) {
			if (delay === undefined) continue;
			const step = Math.min(8_000, 250 * 2 ** index);
			if (trouble.retryAfterMs !== undefined)
				expect(delay).toBe(
					trouble.status === 429 ? Math.max(100, trouble.retryAfterMs) : trouble.retryAfterMs,
				);
			else {
				expect(delay).toBeGreaterThanOrEqual(Math.max(100, step / 2));
				expect(delay).toBeLessThanOrEqual(step);
			}
		}
	});
});

it('gives up at once what cannot end in time', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0, max: MAX_TOTAL_MS, noNaN: true }),
			fc.double({ min: 0, max: 2 * MAX_TOTAL_MS, noNaN: true }),
			(spentMs, retryAfterMs) => {
				const delay = retryDelay(
					{ kind: 'status', status: 429, retryAfterMs },
					{ attempt: 1, repeatable: true, spentMs },
				);
				const fits = spentMs + Math.max(100, retryAfterMs) <= MAX_TOTAL_MS;
				expect(delay).toBe(fits ? Math.max(100, retryAfterMs) : undefined);
			},
		),
	);
});

it('reads every Retry-After as seconds, as a date or not at all, and never as a wait below nothing', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1e6 }), (seconds) => {
			expect(readRetryAfter(String(seconds), now)).toBe(seconds * 1000);
			expect(readRetryAfter(new Date(now + seconds * 1000).toUTCString(), now)).toBe(
				seconds * 1000,
			);
		}),
	);
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.anything()), (header) => {
			const wait = readRetryAfter(header, now);
			expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
		}),
	);
});
