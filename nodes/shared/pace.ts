import { sleep } from 'n8n-workflow';

import type { Lane } from './lane';

/** Time in milliseconds; replaced by a virtual one in tests. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms, signal) => await sleep(ms, signal),
};

/** Requests are spaced this much wider than the limit asks, so that jitter on the way never makes one too many. */
const MARGIN = 1.03;
/** After a refusal the speed starts at this share of the limit … */
const CAUTIOUS = 0.5;
/** … and is whole again after this time. */
const RECOVERY_MS = 4_000;
/** How long a foreign consumer, seen in the platform's count, is taken into account. */
const FOREIGN_MS = 1_000;
/** An account nobody asked about for this long is forgotten. */
const IDLE_MS = 60_000;

/** The platform's own count, as an answer states it: requests per second in all, and what is left of them. */
export interface Allowance {
	limit?: number;
	remaining?: number;
}

/**
 * Spaces the requests of everybody in this process who shares one account.
 *
 * A turn is reserved before it is waited for, so no two take the same moment. Each run (lane) waits for one turn at a
 * time, so a small run never queues behind a large one. A refusal holds for everybody, those already waiting too.
 */
export class Pace {
	/** Requests per second; 0 for no pace of our own (refusals are obeyed all the same). */
	perSecond = 0;

	private lastUsed: number;
	private waiting = 0;
	private nextAt = 0;
	private quietUntil = -Infinity;
	/** When the latest requests started, oldest first; no more than the limit of one second. */
	private started: number[] = [];
	private foreign = { perSecond: 0, until: 0 };

	constructor(private readonly clock: Clock = realClock) {
		this.lastUsed = clock.now();
	}

	/**
	 * Waits until the account may be asked again.
	 *
	 * @returns milliseconds waited
	 * @throws the signal's reason when it fires while waiting
	 */
	async turn(lane: Lane, signal?: AbortSignal): Promise<number> {
		const asked = this.clock.now();
		this.lastUsed = asked;
		if (this.perSecond === 0 && this.quietUntil <= asked) return 0;
		this.waiting++;
		try {
			await lane.queue(async () => await this.slot(signal));
		} finally {
			this.waiting--;
		}
		return this.clock.now() - asked;
	}

	private async slot(signal?: AbortSignal): Promise<void> {
		for (;;) {
			// A stopped run must not reserve the turns of others.
			signal?.throwIfAborted();
			const at = Math.max(this.clock.now(), this.nextAt, this.quietUntil);
			this.nextAt = at + this.interval(at);
			await this.until(() => at, signal);
			// Turns that started late move the moment at which the second has room again.
			await this.until(() => this.windowOpens(), signal);
			// A refusal that arrived meanwhile holds for everybody: take another place.
			if (this.quietUntil <= this.clock.now()) break;
		}
		this.note(this.clock.now());
	}

	private async until(moment: () => number, signal?: AbortSignal): Promise<void> {
		for (let left = moment() - this.clock.now(); left > 0; left = moment() - this.clock.now()) {
			await this.clock.sleep(left, signal);
		}
	}

	/** The earliest moment at which one more request keeps any second within the limit, however late timers fire. */
	private windowOpens(): number {
		const count = Math.floor(this.perSecond);
		if (count < 1 || this.started.length < count) return 0;
		return this.started[0] + (count / this.perSecond) * 1000 * MARGIN;
	}

	private note(now: number): void {
		this.lastUsed = now;
		if (this.perSecond < 1) return;
		this.started.push(now);
		while (this.started.length > Math.floor(this.perSecond)) this.started.shift();
	}

	/** Milliseconds between two requests at this moment. */
	private interval(at: number): number {
		if (this.perSecond === 0) return 0;
		const since = at - this.quietUntil;
		const recovered = CAUTIOUS + (1 - CAUTIOUS) * Math.min(1, Math.max(0, since / RECOVERY_MS));
		const ours = at < this.foreign.until ? this.perSecond - this.foreign.perSecond : this.perSecond;
		const floor = Math.min(1, this.perSecond);
		return (1000 * MARGIN) / Math.max(floor, Math.min(this.perSecond * recovered, ours));
	}

	/** The platform refused: nobody asks again for `ms` milliseconds, and then slowly at first. */
	quiet(ms: number): void {
		this.quietUntil = Math.max(this.quietUntil, this.clock.now() + ms);
	}

	/**
	 * Learns from the platform's count. What is missing from it beyond our own requests of the last second, somebody else
	 * has used: another worker, another tool. (Where the platform counts from second to second, our own requests of the
	 * second before hide that; then only a refusal tells.)
	 */
	observe({ limit, remaining }: Allowance): void {
		if (this.perSecond === 0 || limit === undefined || remaining === undefined) return;
		const now = this.clock.now();
		const ours = this.started.filter((at) => now - at < 1000).length;
		const foreign = limit - remaining - ours;
		if (foreign > 0) this.foreign = { perSecond: foreign, until: now + FOREIGN_MS };
	}

	/** Whether nobody has asked for a while and no refusal has to be remembered. */
	get isIdle(): boolean {
		const now = this.clock.now();
		return this.waiting === 0 && now - this.lastUsed > IDLE_MS && now > this.quietUntil;
	}
}

const paces = new Map<string, Pace>();

/**
 * The pace of an account, shared by all executions and editor look-ups of this process.
 *
 * @param account identifies the account among all platforms; holds no secret
 * @param perSecond requests per second, 0 for none of our own; the newest caller's figure holds
 */
export function paceOf(account: string, perSecond: number, clock?: Clock): Pace {
	for (const [key, pace] of paces) if (pace.isIdle) paces.delete(key);
	const pace = paces.get(account) ?? new Pace(clock);
	pace.perSecond = perSecond;
	paces.set(account, pace);
	return pace;
}

/** How many accounts have a pace at present. */
export const paceCount = (): number => paces.size;
