/** Ids of records that were met, each with a moment in milliseconds. Kept as short text. */
export class KnownIds {
	/** By id, the moment in whole seconds. */
	private readonly at = new Map<number, number>();

	/** @param saved what `save` gave; anything else holds nothing */
	constructor(saved?: unknown) {
		let second = 0;
		for (const word of typeof saved === 'string' ? saved.split(' ') : []) {
			const number = parseInt(word.replace('@', ''), 36);
			if (Number.isNaN(number)) continue;
			if (word.startsWith('@')) second = number;
			else this.at.set(number, second);
		}
	}

	has(id: number): boolean {
		return this.at.has(id);
	}

	/** @param id a whole number from 0 on */
	add(id: number, moment: number): void {
		this.at.set(id, Math.floor(moment / 1000));
	}

	/** Forgets those of before a moment. @returns the highest id forgotten; -1 where there is none */
	forgetBefore(moment: number): number {
		return this.forget([...this.at].filter(([, second]) => second * 1000 < moment));
	}

	/** Forgets the lowest ids, so that no more than this many remain. @returns the highest id forgotten, or -1 */
	forgetLowest(most: number): number {
		if (this.at.size <= most) return -1;
		const sorted = [...this.at].sort(([a], [b]) => a - b);
		return this.forget(sorted.slice(0, sorted.length - most));
	}

	private forget(entries: Array<[number, number]>): number {
		let highest = -1;
		for (const [id] of entries) {
			this.at.delete(id);
			highest = Math.max(highest, id);
		}
		return highest;
	}

	/** As text, by time, numbers to the base of 36: `@<second> <id> <id> @<second> …`. */
	save(): string {
		const words: string[] = [];
		let last = -1;
		for (const [id, second] of [...this.at].sort(([, a], [, b]) => a - b)) {
			if (second !== last) words.push(`@${second.toString(36)}`);
			last = second;
			words.push(id.toString(36));
		}
		return words.join(' ');
	}
}
