/** So many of the latest trips are remembered, so that another network is noticed after as many answers. */
const REMEMBERED = 150;
/** With fewer answers than this, any request may have been a slow one. */
const FEW = 12;
/** No request counts as later than this: what takes longer is the platform's work, done after it has counted. */
export const LATEST_MS = 100;
/** The fewer trips are known, the further below the fastest of them the next may be: this often their range, shared out. */
const UNSEEN = 6;

/**
 * How long the latest requests took there and back. Requests are spaced when they are sent, the platform counts them when
 * they arrive; a slower trip than others says that a request may have arrived later than them.
 */
export class Trips {
	private latest: number[] = [];
	private slowest = 0;
	/** What a trip without any delay may take. */
	private undelayed = 0;

	/** Remembers a trip, in milliseconds. */
	add(ms: number): void {
		this.latest = [...this.latest.slice(1 - REMEMBERED), ms];
		const fastest = Math.min(...this.latest);
		this.slowest = Math.max(...this.latest);
		const range = Math.min(LATEST_MS, this.slowest - fastest);
		this.undelayed = fastest - (UNSEEN * range) / this.latest.length;
	}

	/**
	 * By how many milliseconds a request may have arrived later than the fastest one does.
	 *
	 * @param ms its trip; left out while it has no answer, which is then taken to be as slow as any
	 */
	lateness(ms = this.slowest): number {
		// Who never hears of answers, such as a budget of requests per minute, has nothing to go by.
		if (this.latest.length === 0) return 0;
		if (this.latest.length < FEW) return LATEST_MS;
		return Math.min(LATEST_MS, Math.max(0, ms - this.undelayed));
	}
}
