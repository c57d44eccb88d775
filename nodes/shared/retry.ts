/** Why a request brought no usable answer. */
export interface Trouble {
	kind: 'status' | 'network' | 'body';
	/** HTTP status, where there was an answer. */
	status?: number;
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
	/** Milliseconds since the first try. */
	spentMs: number;
}

export const MAX_ATTEMPTS = 6;
/** A request that was not answered in this time is given up, however many tries are left. */
export const MAX_TOTAL_MS = 120_000;
const BASE_MS = 250;
const CEILING_MS = 8_000;

const TRANSIENT = new Set([408, 500, 502, 503, 504]);
/** The request never reached the platform, so that repeating it is always safe. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether the request never left for the platform. */
export const neverReached = (code: string): boolean => NOT_SENT.has(code);

/** Whether the platform may have acted on the request although no usable answer came. */
export function mayHaveBeenApplied({ kind, status, code }: Trouble): boolean {
	if (kind === 'status') return status !== undefined && TRANSIENT.has(status);
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
	if (attempt >= MAX_ATTEMPTS) return undefined;
	// 429: the platform says that it did not act, so any request may be sent again.
	const transient =
		trouble.kind !== 'status' || trouble.status === 429 || TRANSIENT.has(trouble.status ?? 0);
	if (!transient) return undefined;
	if (!repeatable && mayHaveBeenApplied(trouble)) return undefined;
	const step = Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1));
	const delay = trouble.retryAfterMs ?? step * (0.5 + random() / 2);
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
