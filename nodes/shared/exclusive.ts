import type { Client } from './client';

/** Things whose latest turn is remembered; those beyond are long past. */
const MOST_REMEMBERED = 10_000;

/**
 * Work on one thing goes one after another in this process, whichever execution it belongs to, so that what one reads
 * before it writes is not changed by another in between. Other processes and other tools are not seen.
 */
export class Exclusive {
	private readonly queues = new Map<string, Promise<void>>();
	private readonly latest = new Map<string, number>();
	private turns = 0;

	/** A moment, to compare with that of a thing's latest turn. */
	now(): number {
		return this.turns;
	}

	/**
	 * Does something once all earlier work on the thing has ended.
	 *
	 * @param thing its name within the client's account
	 * @param work is told when the thing had its turn before, 0 for never
	 * @throws Failure when the execution is stopped while it waits; what `work` throws
	 */
	async run<T>(client: Client, thing: string, work: (before: number) => Promise<T>): Promise<T> {
		const key = `${client.account} ${thing}`;
		const before = this.queues.get(key);
		let leave = () => {};
		const mine = new Promise<void>((resolve) => (leave = resolve));
		// Who gives up waiting must not let the next one in before its time.
		const ended = Promise.all([before, mine]).then(() => undefined);
		this.queues.set(key, ended);
		try {
			if (before !== undefined) await client.until(before);
			return await work(this.note(key));
		} finally {
			leave();
			if (this.queues.get(key) === ended) this.queues.delete(key);
		}
	}

	private note(key: string): number {
		const before = this.latest.get(key) ?? 0;
		this.latest.delete(key);
		this.latest.set(key, ++this.turns);
		if (this.latest.size > MOST_REMEMBERED) {
			const [oldest] = this.latest.keys();
			this.latest.delete(oldest);
		}
		return before;
	}
}
