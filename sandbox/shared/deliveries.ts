/** One attempt to send an event to a webhook. */
export interface Delivery {
	at: number;
	hookId: string;
	url: string;
	event: string;
	contentType: string;
	body: string;
	/** Status the receiver answered; 0 when it could not be reached; undefined while under way. */
	status?: number;
	error?: string;
}

const TIMEOUT_MS = 10_000;
const MAX_LOG = 10_000;

/** Sends events in the background and keeps a record of each attempt. */
export class Deliveries {
	readonly log: Delivery[] = [];
	private readonly pending = new Set<Promise<unknown>>();

	constructor(private readonly now: () => number) {}

	/** Runs the work in the background; settled() waits for it. */
	run(work: () => Promise<void>): void {
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
				headers: { 'content-type': record.contentType },
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

	/** Waits until nothing is under way any more, also what was started meanwhile. */
	async settled(): Promise<void> {
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	clear(): void {
		this.log.length = 0;
	}
}
