/** So many of the latest trips are remembered, so that another network is noticed after as many answers. */
const REMEMBERED = 150;
/** With fewer answers than this it is not known what is usual. */
const FEW = 20;
/** So large a share of the trips counts as usual. */
const USUAL = 0.9;
/** A usual trip is at most so much late: where all differ by more, it is the platform's work, done after it has counted. */
export const LATEST_MS = 100;
/** Nor is any other: one that took longer has been waiting for its answer. */
const EVER_LATEST_MS = 1_000;
/** The fewer trips are known, the further below the fastest of them the next may be: this often their range, shared out. */
const UNSEEN = 6;

/**
 * How long the latest requests took there and back. Requests are spaced when they are sent, the platform counts them when
 * they arrive; a slower trip than others says that a request may have arrived later than them. So does the first of a
 * process, which waits until the code that sends it is loaded.
 */
export class Trips {
	private latest: number[] = [];
	private fastest = 0;
	private usual = 0;
	/** What a trip without any delay may take. */
	private undelayed = 0;

	/** Remembers a trip, in milliseconds. */
	add(ms: number): void {
		this.latest = [...this.latest.slice(1 - REMEMBERED), ms];
		const sorted = [...this.latest].sort((a, b) => a - b);
		const count = sorted.length;
		this.fastest = sorted[0];
		this.usual = sorted[Math.floor((count - 1) * USUAL)];
		const range = Math.min(LATEST_MS, sorted[count - 1] - this.fastest);
		this.undelayed = this.fastest - (UNSEEN * range) / count;
	}

	/** By how many milliseconds a request whose trip took `ms` may have arrived later than the fastest one does. */
	lateness(ms: number): number {
		// Who never hears of answers, such as a budget of requests per minute, has nothing to go by.
		if (this.latest.length === 0) return 0;
		if (this.latest.length < FEW) return between(LATEST_MS, ms - this.fastest, EVER_LATEST_MS);
		const most = ms > this.usual ? EVER_LATEST_MS : LATEST_MS;
		return between(0, ms - this.undelayed, most);
	}

	/** The same of a request that has had no answer for `ms`: it is taken to be as slow as is usual, at least. */
	latenessSoFar(ms: number): number {
		return this.lateness(Math.max(ms, this.usual));
	}
}

const between = (low: number, value: number, high: number): number =>
	Math.max(low, Math.min(value, high));
