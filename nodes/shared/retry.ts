/** Why a request brought no usable answer. */
export interface Trouble {
	kind: 'status' | 'network' | 'body';
	/** The status, where there was an answer; by the platform's own word where that stands in the body. */
	status?: number;
	/** True where it was the limit of the request's budget that refused it. */
	ofBudget?: boolean;
	/** Node's or n8n's code of a network fault, such as `ECONNRESET`. */
	code?: string;
	/** True where it looks as if the platform is not at this address at all. */
	elsewhere?: boolean;
	/** What the platform asked us to wait, in milliseconds. */
	retryAfterMs?: number;
}

export interface Attempt {
	/** 1 for the first try. */
	attempt: number;
	/** Whether sending the request twice leaves the platform as sending it once. */
	repeatable: boolean;
	/** Milliseconds since the request was first sent. */
	spentMs: number;
}

export const MAX_ATTEMPTS = 6;
/** A request that was not answered in this time is given up, however many tries are left. */
export const MAX_TOTAL_MS = 300_000;
const BASE_MS = 250;
const CEILING_MS = 8_000;
/** A platform that asks to wait less would be asked in a tight loop. */
const MIN_QUIET_MS = 100;

/** Faults of the platform or of a proxy before it (52x); what it does not know or support (501, 505) does not get better. */
const isTransient = (status = 0): boolean =>
	status === 408 || (status >= 500 && status !== 501 && status !== 505);
/** The request never reached the platform, so that repeating it is always safe. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether the request never left for the platform. */
export const neverReached = (code: string): boolean => NOT_SENT.has(code);

/** Whether the platform may have acted on the request although no usable answer came. */
export function mayHaveBeenApplied({ kind, status, code }: Trouble): boolean {
	if (kind === 'status') return isTransient(status);
	return !(kind === 'network' && code !== undefined && neverReached(code));
}

/**
 * How long to wait before the request is sent again, in milliseconds; undefined to give up.
 * A wait the platform asked for is obeyed as it is; our own is random between half and the whole of a doubling step
 * (full jitter with a floor), so that many items do not come back together.
 */
export function retryDelay(
	trouble: Trouble,
	{ attempt, repeatable, spentMs }: Attempt,
	random: () => number = Math.random,
): number | undefined {
	// Refused for the limit: the platform did not act, so any request is sent again for as long as there is time.
	const refused = trouble.kind === 'status' && trouble.status === 429;
	if (attempt >= MAX_ATTEMPTS && !refused) return undefined;
	const transient = trouble.kind !== 'status' || refused || isTransient(trouble.status);
	if (!transient) return undefined;
	if (!repeatable && mayHaveBeenApplied(trouble)) return undefined;
	const step = Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1));
	const own = step * (0.5 + random() / 2);
	const delay = refused
		? Math.max(MIN_QUIET_MS, trouble.retryAfterMs ?? own)
		: (trouble.retryAfterMs ?? own);
	return spentMs + delay > MAX_TOTAL_MS ? undefined : delay;
}

/**
 * Reads a Retry-After header: seconds or an HTTP date.
 *
 * @returns milliseconds, or undefined if absent or malformed
 */
export function readRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
