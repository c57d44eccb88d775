import { sleep } from './host';
import type { Lane } from './lane';
import { LATEST_MS, Trips } from './trips';

/** Time in milliseconds; replaced by a virtual one in tests. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Not the time of day, which may be set back: everybody would wait until it has caught up. */
const realClock: Clock = {
	now: () => performance.now(),
	sleep: async (ms, signal) => await sleep(ms, signal),
};

/** Requests are spaced this much wider than the limit asks, since clocks are read in whole milliseconds. */
const MARGIN = 1.004;
/** After a refusal the speed starts at this share of the limit … */
const CAUTIOUS = 0.5;
/** … and is whole again after this time. */
const RECOVERY_MS = 4_000;
/** How long a foreign consumer, seen in the platform's count, is taken into account. */
const FOREIGN_MS = 3_000;
/** An account nobody asked about for this long is forgotten. */
const IDLE_MS = 60_000;

/** The platform's own count, as an answer states it: requests per second in all, and what is left of them. */
export interface Allowance {
	limit?: number;
	remaining?: number;
}

/** Leave to send one request now. */
export interface Turn {
	/** Milliseconds it took to come. */
	waitedMs: number;
	/** Tells the pace that the request was answered, and what the answer says of the platform's count. */
	answered(allowance?: Allowance): void;
}

/** A turn that is reserved. */
interface Place {
	at: number;
}

/** A request that still counts. */
interface Sent {
	at: number;
	/** Milliseconds to the answer, once there is one. */
	trip?: number;
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
	/** Turns that are reserved and have not come, first come first. */
	private line: Place[] = [];
	private nextAt = 0;
	private quietUntil = -Infinity;
	/** The requests that still count against the limit, in the order they were sent. */
	private sent: Sent[] = [];
	private readonly trips = new Trips();
	/** What others leave of the platform's limit. */
	private left = { perSecond: Infinity, until: 0 };

	constructor(private readonly clock: Clock = realClock) {
		this.lastUsed = clock.now();
	}

	/**
	 * Waits until the account may be asked again.
	 *
	 * @throws the signal's reason when it fires while waiting
	 */
	async turn(lane: Lane, signal?: AbortSignal): Promise<Turn> {
		const asked = this.clock.now();
		return this.atOnce() ?? (await lane.queue(async () => await this.slot(asked, signal)));
	}

	/** A turn where nothing spaces the requests. */
	atOnce(): Turn | undefined {
		const now = this.clock.now();
		return this.perSecond === 0 && this.quietUntil <= now ? this.take(now) : undefined;
	}

	private async slot(asked: number, signal?: AbortSignal): Promise<Turn> {
		// A stopped run must not reserve the turns of others.
		signal?.throwIfAborted();
		let place = this.reserve();
		try {
			for (;;) {
				const now = this.clock.now();
				// A refusal that arrived meanwhile holds for everybody: take another place.
				if (this.quietUntil > Math.max(place.at, now)) {
					this.leave(place);
					place = this.reserve();
				}
				const opens = this.opensAt(now, this.line.indexOf(place));
				const wait = Math.max(place.at, opens) - now;
				if (wait <= 0) return this.take(asked);
				// Answers that come meanwhile may show that less is enough.
				await this.clock.sleep(wait > LATEST_MS ? wait - LATEST_MS : wait, signal);
			}
		} finally {
			this.leave(place);
		}
	}

	private reserve(): Place {
		// What was lost because an earlier request may have arrived late is made up for.
		const at = Math.max(this.clock.now() - LATEST_MS, this.nextAt, this.quietUntil);
		this.nextAt = at + this.interval(at);
		const place = { at };
		this.line.push(place);
		return place;
	}

	private leave(place: Place): void {
		this.line = this.line.filter((other) => other !== place);
	}

	/** Milliseconds between two requests at this moment. */
	private interval(at: number): number {
		if (this.perSecond === 0) return 0;
		const since = at - this.quietUntil;
		const recovered = CAUTIOUS + (1 - CAUTIOUS) * Math.min(1, Math.max(0, since / RECOVERY_MS));
		return (1000 * MARGIN) / this.within(Math.min(this.perSecond * recovered, this.share(at)));
	}

	/** Requests per second that are ours at this moment. */
	private share(at: number): number {
		return this.within(at < this.left.until ? this.left.perSecond : Infinity);
	}

	/** However little others leave, one request per second is asked for. */
	private within(perSecond: number): number {
		return Math.max(Math.min(1, this.perSecond), Math.min(perSecond, this.perSecond));
	}

	/**
	 * The earliest moment at which a request keeps any second within the limit, however late timers fire.
	 *
	 * @param before so many others have their turn first
	 */
	private opensAt(now: number, before: number): number {
		if (this.perSecond === 0) return 0;
		const share = this.share(now);
		const room = Math.ceil(share);
		const second = timeOf(room, share);
		const arrivals = this.sent.map((request) => this.arrival(request)).sort((a, b) => a - b);
		const inTheWay = arrivals.length + before - room;
		if (inTheWay < 0) return 0;
		return inTheWay < arrivals.length ? arrivals[inTheWay] + second : now + second;
	}

	/** The latest moment at which a request arrives that left when the fastest would have arrived at once. */
	private arrival({ at, trip }: Sent): number {
		if (trip !== undefined) return at + this.trips.lateness(trip);
		return at + this.trips.latenessSoFar(this.clock.now() - at);
	}

	private take(asked: number): Turn {
		const now = this.clock.now();
		const waitedMs = now - asked;
		this.lastUsed = now;
		if (this.perSecond === 0) return { waitedMs, answered: () => {} };
		const since = now - timeOf(Math.ceil(this.perSecond), this.perSecond);
		const request: Sent = { at: now };
		this.sent = [...this.sent.filter((other) => this.arrival(other) > since), request];
		const ours = this.sent.filter((other) => this.arrival(other) > now - 1000).length;
		return {
			waitedMs,
			answered: (allowance = {}) => {
				request.trip = this.clock.now() - now;
				this.trips.add(request.trip);
				const later = this.sent.slice(this.sent.indexOf(request) + 1);
				const overtakers = later.filter(({ at }) => at <= this.arrival(request)).length;
				this.learn(allowance, ours + overtakers);
			},
		};
	}

	/** The platform refused: nobody asks again for `ms` milliseconds, and then slowly at first. */
	quiet(ms: number): void {
		this.quietUntil = Math.max(this.quietUntil, this.clock.now() + ms);
	}

	/**
	 * Learns from the platform's count. What is missing from it beyond our own requests of the second before the one that
	 * was answered, somebody else has used: another worker, another tool. (Where the platform counts from second to second,
	 * our own requests of the second before hide that; then only a refusal tells.)
	 */
	private learn({ limit, remaining }: Allowance, ours: number): void {
		if (limit === undefined || remaining === undefined) return;
		const left = remaining + ours;
		const now = this.clock.now();
		// Others ask unevenly: for a while the least counts that they have left.
		const lessIsLeft = now < this.left.until && this.left.perSecond < left;
		if (left < limit && !lessIsLeft) {
			this.left = { perSecond: left, until: now + FOREIGN_MS };
		}
	}

	/** Whether nobody has asked for a while and no refusal has to be remembered. */
	get isIdle(): boolean {
		const now = this.clock.now();
		return this.line.length === 0 && now - this.lastUsed > IDLE_MS && now > this.quietUntil;
	}
}

/** Milliseconds in which so many requests may be sent. */
const timeOf = (requests: number, perSecond: number): number =>
	(requests / perSecond) * 1000 * MARGIN;

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
