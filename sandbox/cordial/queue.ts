import type { RuleSet } from '../shared/rules';
import type { EndpointName, Fields } from './records';
import type { CordialRuleId } from './rules';

/** How long what was accepted waits, unless told. */
export const LAG_MS = 1_000;

/** An accepted request. */
export interface Job {
	/** When it came, milliseconds since 1970. */
	at: number;
	endpoint: EndpointName;
	body: Fields;
}

/**
 * What was accepted, processed in order once its time has come. Nothing ticks: whoever looks at the account calls
 * `advance` first.
 */
export class IngestQueue {
	private waiting: Job[] = [];

	constructor(
		private readonly rules: RuleSet<CordialRuleId>,
		private readonly now: () => number,
		private readonly process: (job: Job) => void,
		/** Milliseconds an accepted request waits; may be changed at any time. */
		public lagMs = LAG_MS,
	) {}

	/** Accepted and not processed yet. */
	get pending(): readonly Job[] {
		return this.waiting;
	}

	/** Accepts a request. */
	add(endpoint: EndpointName, body: Fields): void {
		this.waiting.push({ at: this.now(), endpoint, body });
		if (!this.rules.on('cordialQueued')) this.finish();
	}

	/** Processes what is due. */
	advance(): void {
		const due = this.waiting.findIndex(({ at }) => at + this.lagMs > this.now());
		this.carryOut(due === -1 ? this.waiting.length : due);
	}

	/** Processes everything, due or not. */
	finish(): void {
		this.carryOut(this.waiting.length);
	}

	clear(): void {
		this.waiting = [];
	}

	private carryOut(count: number): void {
		for (const job of this.waiting.splice(0, count)) this.process(job);
	}
}
