/** A seeded generator (Mulberry32): the same choices for the same seed on every machine. */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
	}

	/** From 0 to below 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	chance(share: number): boolean {
		return this.next() < share;
	}

	/** A whole number, both ends included. */
	int(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	pick<T>(choices: readonly T[]): T {
		return choices[this.int(0, choices.length - 1)];
	}

	some<T>(choices: readonly T[], share = 0.5): T[] {
		return choices.filter(() => this.chance(share));
	}
}
