import type { Lane } from './lane';

/** Work on one record goes in the order it was begun, never side by side. */
export class RecordOrder {
	private readonly busy = new Map<string, Promise<void>>();

	constructor(private readonly lane: Lane) {}

	/** Does something once all earlier work on these records has ended. */
	async after<T>(records: string[], work: () => Promise<T>): Promise<T> {
		if (records.length === 0) return await work();
		const before = records
			.map((record) => this.busy.get(record))
			.filter((one) => one !== undefined);
		let leave = () => {};
		const ended = new Promise<void>((resolve) => (leave = resolve));
		for (const record of records) this.busy.set(record, ended);
		if (before.length > 0) await this.lane.aside(Promise.all(before));
		try {
			return await work();
		} finally {
			leave();
			for (const record of records) {
				if (this.busy.get(record) === ended) this.busy.delete(record);
			}
		}
	}
}
