/** How many requests an account may send, and what the platform says when it was too many. */
export interface Limit {
	/** Requests per second; 0 = no limit. */
	perSecond: number;
	/** `fixed`: the count starts anew with every second of the clock. `sliding`: any 1,000 ms hold at most that many. */
	window?: 'fixed' | 'sliding';
	/** Value of the Retry-After header. */
	retryAfterSeconds?: number;
	/** What the refusal looks like: JSON 429 (default), 429 with an empty body, 429 with HTML, or the 503 of old times. */
	answer?: 'json' | 'empty' | 'html' | '503';
}

/** The limiter's word on one request. */
export interface Turn {
	allowed: boolean;
	limit: number;
	remaining: number;
}

/** Counts requests against the limit of an account, or of each of its keys. */
export class RateLimiter {
	/** Requests that were refused. */
	hits = 0;
	/** Arrival times of the allowed requests inside the current window, by who counts for himself. */
	private readonly recent = new Map<string, number[]>();
	private settings: Limit;

	constructor(
		limit: Limit,
		private readonly now: () => number,
	) {
		this.settings = limit;
	}

	get limit(): Limit {
		return this.settings;
	}

	/** Replaces the limit and starts a new window. */
	setLimit(limit: Limit): void {
		this.settings = limit;
		this.recent.clear();
	}

	clear(): void {
		this.hits = 0;
		this.recent.clear();
	}

	/** Asks for a turn. A refused request does not count against the next window. */
	take(who = ''): Turn {
		const { perSecond, window = 'fixed' } = this.settings;
		if (perSecond <= 0) return { allowed: true, limit: 0, remaining: 0 };
		const now = this.now();
		const start = window === 'fixed' ? Math.floor(now / 1000) * 1000 : now - 999;
		const recent = (this.recent.get(who) ?? []).filter((at) => at >= start);
		const allowed = recent.length < perSecond;
		if (allowed) recent.push(now);
		else this.hits += 1;
		this.recent.set(who, recent);
		return { allowed, limit: perSecond, remaining: perSecond - recent.length };
	}
}
