/** One attempt to send an event to a webhook. */
export interface Delivery {
	at: number;
	hookId: string;
	url: string;
	event: string;
	contentType: string;
	/** More headers, such as a signature. */
	headers?: Record<string, string>;
	body: string;
	/** Status the receiver answered; 0 when it could not be reached; undefined while under way. */
	status?: number;
	error?: string;
}

/** How a network and a sender at their worst treat events. */
export interface Unruly {
	/** How often each event is sent: 1, or more. */
	copies: number;
	/** Every n-th event is lost on its way; 1 loses all, 0 none. */
	loseEvery: number;
	/** Whether events wait until they are released, and then go all at once. */
	hold: boolean;
	/** The order in which released events start: each waits for the answer to the one before unless it is `sent`. */
	order: 'sent' | 'reversed' | 'shuffled';
}

const ORDERLY: Unruly = { copies: 1, loseEvery: 0, hold: false, order: 'sent' };

const TIMEOUT_MS = 10_000;
const MAX_LOG = 10_000;

/** Sends events in the background and keeps a record of each attempt. */
export class Deliveries {
	readonly log: Delivery[] = [];
	private readonly pending = new Set<Promise<unknown>>();
	private unruly = ORDERLY;
	private held: Array<() => Promise<void>> = [];
	private events = 0;

	constructor(private readonly now: () => number) {}

	/** Changes how events are treated; what is left out stays. @throws Error for an impossible value */
	misbehave(changes: Partial<Unruly>): void {
		const unruly = { ...this.unruly, ...changes };
		const { copies, loseEvery, order } = unruly;
		if (!Number.isInteger(copies) || copies < 1) throw new Error('copies is 1 or more');
		if (!Number.isInteger(loseEvery) || loseEvery < 0) throw new Error('loseEvery is 0 or more');
		if (!['sent', 'reversed', 'shuffled'].includes(order))
			throw new Error('order is sent, reversed or shuffled');
		this.unruly = unruly;
	}

	/** Sends an event now, or when it is released, or several times, or never. */
	send(deliver: () => Promise<void>): void {
		const { copies, loseEvery, hold } = this.unruly;
		this.events += 1;
		if (loseEvery > 0 && this.events % loseEvery === 0) return;
		for (let copy = 0; copy < copies; copy += 1) {
			if (hold) this.held.push(deliver);
			else this.run(deliver);
		}
	}

	/** Sends what waits. @returns how many deliveries that were */
	release(): number {
		const held = this.held.splice(0);
		const { order } = this.unruly;
		if (order === 'sent') {
			for (const deliver of held) this.run(deliver);
			return held.length;
		}
		const queue = order === 'reversed' ? held.reverse() : shuffled(held);
		// One after another, or the receiver might see another order.
		this.run(async () => {
			for (const deliver of queue) await deliver().catch(() => undefined);
		});
		return held.length;
	}

	/** Runs the work in the background; settled() waits for it. */
	private run(work: () => Promise<void>): void {
		const running: Promise<unknown> = work()
			.catch(() => undefined)
			.finally(() => this.pending.delete(running));
		this.pending.add(running);
	}

	/** Makes one attempt and records what came of it. */
	async attempt(delivery: Omit<Delivery, 'at' | 'status' | 'error'>): Promise<Delivery> {
		const record: Delivery = { ...delivery, at: this.now() };
		this.log.push(record);
		if (this.log.length > MAX_LOG) this.log.splice(0, MAX_LOG / 10);
		try {
			const response = await fetch(record.url, {
				method: 'POST',
				headers: { 'content-type': record.contentType, ...record.headers },
				body: record.body,
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			await response.arrayBuffer();
			record.status = response.status;
		} catch (error) {
			record.status = 0;
			record.error = error instanceof Error ? error.message : String(error);
		}
		return record;
	}

	/** Waits until nothing is under way any more, also what was started meanwhile; not for what is held. */
	async settled(): Promise<void> {
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	/** Forgets everything and behaves again. */
	clear(): void {
		this.log.length = 0;
		this.held = [];
		this.events = 0;
		this.unruly = ORDERLY;
	}
}

/** The same order for the same number of entries, so that a test that fails can be run again. */
function shuffled<T>(entries: T[]): T[] {
	let seed = entries.length;
	const keyed = entries.map((entry) => {
		// A linear congruential generator (Numerical Recipes).
		seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return { entry, seed };
	});
	return keyed.sort((a, b) => a.seed - b.seed).map(({ entry }) => entry);
}
