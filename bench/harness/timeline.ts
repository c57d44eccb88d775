import type { Clock } from '../../nodes/shared/pace';

/** A clock whose time passes only when everybody sleeps; made for millions of short sleeps by few sleepers. */
export class Timeline implements Clock {
	private time = 0;
	/** Latest first, so that the next to wake is at the end. */
	private readonly sleepers: Array<{ at: number; wake: () => void }> = [];

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => {
			const at = this.time + ms;
			let place = this.sleepers.length;
			while (place > 0 && this.sleepers[place - 1].at <= at) place--;
			this.sleepers.splice(place, 0, { at, wake });
		});
	}

	/** Lets time pass until the work is done. */
	async run<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finished = work.finally(() => (done = true));
		finished.catch(() => {});
		for (;;) {
			// Everything that can go on without time passing goes on first.
			await new Promise((resolve) => setImmediate(resolve));
			const next = done ? undefined : this.sleepers.pop();
			if (next === undefined) return await finished;
			this.time = next.at;
			next.wake();
		}
	}
}
