import type { IDataObject } from 'n8n-workflow';

/**
 * Finds the newest row of a list that can only be asked for "the rows after this id", without reading the list: asks after
 * 0, then ever farther, doubling the id, until nothing comes, and then in the middle between what is there and what is
 * not, until an answer has the last rows. A list of one page takes one request, one of a million rows some 20, any list of
 * 32-bit ids no more than 55. Needs no order within an answer: an answer that is not a full page holds all that is left.
 */
export class Seek {
	/** An id that a row has, or 0. */
	private low: number;
	/** An id after which there was no row. */
	private high: number | undefined;

	/** @param highestId the highest id there can be */
	constructor(
		saved: unknown,
		private readonly highestId: number,
	) {
		const { low, high } = (saved ?? {}) as IDataObject;
		this.low = Number.isInteger(low) ? Number(low) : 0;
		this.high = Number.isInteger(high) ? Number(high) : undefined;
	}

	/** The id to ask after. */
	get next(): number {
		const { low, high } = this;
		if (high === undefined) return Math.min(low * 2, this.highestId);
		// Rows that came meanwhile may lie beyond what was the end.
		return low < high ? Math.floor((low + high) / 2) : low;
	}

	/**
	 * The id of the newest row, if the answer tells; 0 for an empty list.
	 * @param highest the highest id of the answer; undefined where it has no rows
	 * @param more whether there may be further rows
	 */
	newest(highest: number | undefined, more: boolean): number | undefined {
		if (highest !== undefined) return more ? undefined : highest;
		return this.next <= this.low ? this.low : undefined;
	}

	/** Takes in an answer that did not tell. */
	narrow(highest: number | undefined): void {
		if (highest === undefined) this.high = this.next;
		else this.low = Math.max(this.low, highest);
	}

	save(): IDataObject {
		return { low: this.low, ...(this.high !== undefined && { high: this.high }) };
	}
}
