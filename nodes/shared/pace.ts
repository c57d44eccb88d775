import { sleep } from 'n8n-workflow';

/** Time in milliseconds; replaced by a virtual one in tests. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms, signal) => await sleep(ms, signal),
};

/** Keeps this much below the limit, so that jitter on the way never puts one request too many into a second. */
const MARGIN = 1.03;

/** An account nobody asked about for this long is forgotten. */
const IDLE_MS = 60_000;

/** A run's place in the queue: each run waits for one turn at a time, so a small run never queues behind a large one. */
export interface Lane {
	tail: Promise<void>;
}

export const newLane = (): Lane => ({ tail: Promise.resolve() });

/** Spaces the requests of everybody in this process who shares one account. */
export class Pace {
	private nextAt = 0;
	private quietUntil = 0;
	lastUsed = 0;
	perSecond = 0;

	constructor(private readonly clock: Clock = realClock) {}

	/**
	 * Waits until the account may be asked again and reserves that moment.
	 *
	 * @returns milliseconds waited
	 * @throws the signal's reason when it fires while waiting
	 */
	async turn(lane: Lane, signal?: AbortSignal): Promise<number> {
		const asked = this.clock.now();
		this.lastUsed = asked;
		if (this.perSecond === 0 && this.quietUntil <= asked) return 0;
		const before = lane.tail;
		let leave = () => {};
		lane.tail = new Promise((resolve) => (leave = resolve));
		try {
			await before;
			await this.slot(signal);
		} finally {
			leave();
		}
		return this.clock.now() - asked;
	}

	private async slot(signal?: AbortSignal): Promise<void> {
		const interval = this.perSecond > 0 ? (1000 * MARGIN) / this.perSecond : 0;
		for (;;) {
			signal?.throwIfAborted();
			const now = this.clock.now();
			// Reserve first, then sleep: no other turn can take the same moment.
			const at = Math.max(now, this.nextAt, this.quietUntil);
			this.nextAt = at + interval;
			if (at > now) await this.clock.sleep(at - now, signal);
			this.lastUsed = this.clock.now();
			// A refusal that arrived meanwhile holds for everybody: look again.
			if (this.quietUntil <= at) return;
		}
	}

	/** The platform refused: nobody asks again for `ms` milliseconds. */
	quiet(ms: number): void {
		this.quietUntil = Math.max(this.quietUntil, this.clock.now() + ms);
	}
}

const paces = new Map<string, Pace>();

/**
 * The pace of an account, shared by all executions and editor look-ups of this process.
 *
 * @param account identifies the account among all platforms; holds no secret
 * @param perSecond requests per second, 0 for none of our own; the newest caller's figure holds
 */
export function paceOf(account: string, perSecond: number): Pace {
	const now = Date.now();
	for (const [key, pace] of paces) if (now - pace.lastUsed > IDLE_MS) paces.delete(key);
	const pace = paces.get(account) ?? new Pace();
	pace.perSecond = perSecond;
	pace.lastUsed = now;
	paces.set(account, pace);
	return pace;
}
