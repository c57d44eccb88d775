/** One way in which the platform shall fail, and when. Without times/every/probability it hits every matching request. */
export interface FaultPlan {
	/**
	 * status: answer this status. reset: break the connection. truncate: cut the answer in half. html: a proxy's page
	 * (502 unless told). empty: no body (200 unless told). delay: answer late. redirect: point elsewhere (302 unless
	 * told; give headers.location). timeout: never answer.
	 */
	kind: 'status' | 'reset' | 'truncate' | 'html' | 'empty' | 'delay' | 'redirect' | 'timeout';
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** How long kind `delay` waits. */
	delayMs?: number;
	/** At most this many requests are hit. */
	times?: number;
	/** Only every n-th matching request is hit. */
	every?: number;
	/** Chance from 0 to 1, drawn from a seeded generator so that a run can be repeated. */
	probability?: number;
	seed?: number;
	match?: { method?: string; path?: RegExp };
	/** before (default): the request is not applied. after (default of truncate): it is applied, then the answer suffers. */
	when?: 'before' | 'after';
}

/** A planned fault and how often it struck. */
export interface Fault extends FaultPlan {
	when: 'before' | 'after';
	matched: number;
	hits: number;
	random: () => number;
}

/** The faults the sandbox has been told to produce. */
export class FaultPlans {
	private faults: Fault[] = [];

	/**
	 * Plans a fault. The first planned one that is due strikes; a request meets at most one. Requests that the limit or
	 * the token check refuses meet none, so that `times` counts what would have been applied.
	 */
	add(plan: FaultPlan): Fault {
		const when = plan.when ?? (plan.kind === 'truncate' ? 'after' : 'before');
		const fault: Fault = { ...plan, when, matched: 0, hits: 0, random: seeded(plan.seed ?? 1) };
		this.faults.push(fault);
		return fault;
	}

	clear(): void {
		this.faults = [];
	}

	list(): Fault[] {
		return [...this.faults];
	}

	/** The fault this request meets, if any. */
	next(method: string, path: string): Fault | undefined {
		for (const fault of this.faults) {
			if (!matches(fault, method, path)) continue;
			fault.matched += 1;
			if (!isDue(fault)) continue;
			fault.hits += 1;
			return fault;
		}
		return undefined;
	}
}

function matches({ match }: Fault, method: string, path: string): boolean {
	if (match?.method && match.method.toUpperCase() !== method) return false;
	return (
		!match?.path || new RegExp(match.path.source, match.path.flags.replace('g', '')).test(path)
	);
}

function isDue(fault: Fault): boolean {
	if (fault.times !== undefined && fault.hits >= fault.times) return false;
	if (fault.every !== undefined && fault.matched % fault.every !== 0) return false;
	return fault.probability === undefined || fault.random() < fault.probability;
}

/** Mulberry32: small, and the same sequence for the same seed on every machine. */
function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
