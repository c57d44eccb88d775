import type { Crowd } from './crowd';

/** With this many items of a run about to take a turn, it starts no further one. */
const ENOUGH = 2;

/**
 * One run's place before the pace. Its requests take their turns one after another, first come, first served. A new item
 * starts only when those under way leave room, so that what was begun is ended first and the time between reading a consent
 * and writing it stays short; items whose request is out do not count, so that a slow platform is kept busy.
 *
 * Where no limit of the platform spaces the requests, those that are out count too, and the crowd says how many there may be.
 */
export class Lane {
	private tail: Promise<void> = Promise.resolve();
	/** Items that have started, have not ended, and wait for nothing but a turn. */
	private here = 0;
	/** Requests that are out. */
	private out = 0;
	private readonly parked: Array<() => void> = [];

	/** @param crowd where requests are not spaced */
	constructor(private readonly crowd?: Crowd) {}

	/** Takes a turn after those who came before. */
	async queue<T>(takeTurn: () => Promise<T>): Promise<T> {
		const before = this.tail;
		let leave = () => {};
		this.tail = new Promise((resolve) => (leave = resolve));
		try {
			await before;
			return await takeTurn();
		} finally {
			leave();
		}
	}

	/** An item waits until it may start; each call is followed by one of `leave`. */
	async enter(): Promise<void> {
		while (this.room <= 0) await new Promise<void>((resolve) => this.parked.push(resolve));
		this.here++;
	}

	/** An item has ended. */
	leave(): void {
		this.here--;
		this.wake();
	}

	/** Waits for the answer to a request. @throws what the request throws */
	async answer<T>(sent: Promise<T>): Promise<T> {
		this.out++;
		this.leave();
		try {
			return await sent;
		} finally {
			this.here++;
			this.out--;
			this.crowd?.answered();
			this.wake();
		}
	}

	/** Waits for something that takes time but no turn: others may start meanwhile. */
	async aside<T>(work: Promise<T>): Promise<T> {
		this.leave();
		try {
			return await work;
		} finally {
			this.here++;
		}
	}

	/** How many items may start now. */
	private get room(): number {
		return this.crowd === undefined ? ENOUGH - this.here : this.crowd.room - this.here - this.out;
	}

	private wake(): void {
		for (let { room } = this; room > 0; room--) this.parked.shift()?.();
	}
}
