/** So many requests may be out at once to begin with. */
const AT_FIRST = 8;
const FEWEST = 4;
/** However slow the platform, so many at most. */
export const MOST_AT_ONCE = 32;
/** How busy the process was is looked at no more often than this. */
const LOOK_EVERY_MS = 20;
/** The share of its time that the process is to be busy; the rest it waits for answers. */
const BUSY = 0.96;
/** What was busy for some milliseconds says little; in one step it becomes no more than so many times as many. */
const STEP = 2;

/**
 * How many requests of a run may be out at once where no limit of the platform spaces them: as many as keep this process
 * busy. With a platform far away that is as many as are allowed; with one that answers at once, more would only queue up in
 * memory.
 */
export class Crowd {
	/** How many may be out. */
	room = AT_FIRST;
	private since = performance.eventLoopUtilization();
	private lookedAt = performance.now();

	/** An answer has come: sees whether there is room for more. */
	answered(): void {
		const now = performance.now();
		if (now - this.lookedAt < LOOK_EVERY_MS) return;
		this.lookedAt = now;
		const { utilization } = performance.eventLoopUtilization(this.since);
		this.since = performance.eventLoopUtilization();
		const wanted = this.room * Math.min(STEP, BUSY / utilization);
		this.room = Math.min(MOST_AT_ONCE, Math.max(FEWEST, wanted));
	}
}
