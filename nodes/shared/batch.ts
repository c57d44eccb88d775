import type { Call } from './call';
import type { Failure } from './errors';
import type { JointRow, Row } from './files';

/** How an operation carries many items out with one request. */
export interface Batch<Entry = unknown> {
	/**
	 * Reads and checks one item.
	 *
	 * @returns what it adds to the request, as JSON
	 * @throws Failure for this item; nothing is sent for it
	 */
	prepare(call: Call): Promise<Entry>;
	/** Rows of one group share requests, such as those for one list; without it, all rows do. */
	group?(row: Entry, call: Call): string;
	/**
	 * What no two rows of one request may have in common. Where it is given, rows that name the same record may share a
	 * request, because the platform carries its rows out in their order; without it, they never do.
	 */
	apart?(row: Entry, call: Call): string[];
	/** The most one request carries; `bytes` are those of its rows as JSON. */
	limits(call: Call): { rows: number; bytes?: number };
	/**
	 * Carries a batch out.
	 *
	 * @param call that of its first item, for what holds for the whole request
	 * @returns one result per row, in order, or one for them all
	 * @throws Failure that every row met
	 */
	send(rows: Entry[], call: Call): Promise<Array<Row | Failure> | JointRow>;
}

/** A row on its way into a batch. */
export interface Prepared {
	/** The item's place in the input. */
	index: number;
	call: Call;
	/** The records it writes, as far as the operation names them. */
	records: string[];
	row: unknown;
}

/** Groups gathered side by side; beyond them, the one begun first is sent as it is, so that memory stays bounded. */
const MOST_OPEN = 100;

const COMMA = 1;
const bytesOf = (row: unknown): number => Buffer.byteLength(JSON.stringify(row)) + COMMA;

interface Open {
	rows: Prepared[];
	bytes: number;
	/** What a further row may not have in common with these, see `Batch.apart`. */
	apart: Set<string>;
}

/**
 * Gathers rows into batches. Rows that name the same record keep their order, and share a batch only where `Batch.apart`
 * allows it.
 */
export class Gatherer {
	private readonly open = new Map<string, Open>();
	/** The group in whose open batch a record stands. */
	private readonly places = new Map<string, string>();

	constructor(private readonly batch: Batch) {}

	/** Adds a row. @returns the batches that are thereby complete, in the order they have to be sent */
	add(prepared: Prepared): Prepared[][] {
		const { row, call, records } = prepared;
		const key = this.batch.group?.(row, call) ?? '';
		const limits = this.batch.limits(call);
		const bytes = limits.bytes === undefined ? 0 : bytesOf(row);
		const complete: Prepared[][] = [];
		const close = (group: string | undefined) => {
			if (group !== undefined && this.open.has(group)) complete.push(this.take(group));
		};

		const apart = this.batch.apart?.(row, call);
		for (const record of records) {
			const place = this.places.get(record);
			if (apart === undefined || place !== key) close(place);
		}
		if (apart?.some((one) => this.open.get(key)?.apart.has(one))) close(key);
		if ((this.open.get(key)?.bytes ?? 0) + bytes > (limits.bytes ?? Infinity)) close(key);
		if (!this.open.has(key) && this.open.size >= MOST_OPEN) close(this.open.keys().next().value);
		const mine = this.open.get(key) ?? { rows: [], bytes: 0, apart: new Set() };
		this.open.set(key, mine);
		mine.rows.push(prepared);
		mine.bytes += bytes;
		for (const record of records) this.places.set(record, key);
		for (const one of apart ?? []) mine.apart.add(one);
		if (mine.rows.length >= limits.rows) close(key);
		return complete;
	}

	/** The batches that no further row fills. */
	rest(): Prepared[][] {
		return [...this.open.keys()].map((group) => this.take(group));
	}

	private take(group: string): Prepared[] {
		const rows = this.open.get(group)?.rows ?? [];
		this.open.delete(group);
		for (const record of rows.flatMap(({ records }) => records)) this.places.delete(record);
		return rows;
	}
}
