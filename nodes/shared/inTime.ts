import { sleep } from './host';

/** What `inTime` gives where the work took too long. */
export const TOO_LATE = Symbol('too late');

/**
 * Waits for work, but not longer than this many milliseconds. Work that is late goes on unheard.
 *
 * @throws what the work throws in time
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | typeof TOO_LATE> {
	// Whatever it ends with once nobody listens any more.
	work.catch(() => undefined);
	const ended = new AbortController();
	const tooLate = sleep(Math.max(0, ms), ended.signal).then(
		() => TOO_LATE,
		() => TOO_LATE,
	) as Promise<typeof TOO_LATE>;
	try {
		return await Promise.race([work, tooLate]);
	} finally {
		ended.abort();
	}
}
