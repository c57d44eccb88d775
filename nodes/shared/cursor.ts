import type { IDataObject } from 'n8n-workflow';

import { KnownIds } from './knownIds';
import type { ChangeSource, PollStep } from './poll';
import { Seek } from './seek';

/** A row may become visible this long after one with a higher id: its transaction was the longer one. */
const OVERLAP_MS = 5 * 60_000;
/** Most rows that are read again for that. */
const MAX_OVERLAP = 500;

/** A row of a list that grows at its end. */
export interface CursorRow {
	/** A whole number from 1 on; rows that are added later have higher ones. */
	id: number;
	row: IDataObject;
}

/** The lowest rows after an id, in any order. */
export interface CursorPage {
	rows: CursorRow[];
	/** Whether there may be further rows; false where these are all. */
	more: boolean;
}

/** A list of a platform that gives rows by "ids higher than this one". */
export interface CursorList {
	/** Its place in the trigger's static data. */
	key: string;
	/** @throws Failure */
	read(after: number): Promise<CursorPage>;
	/** What is handed over of rows that are new; it may leave out some. @throws Failure */
	toItems(rows: IDataObject[]): Promise<IDataObject[]>;
	/** The id after which the first pass begins; undefined to skip what is there. */
	start?: number;
	/** The highest id there can be. */
	highestId: number;
	/** Most rows of one step, where each costs requests of its own; a page unless given. */
	atOnce?: number;
}

/** What is left of a page: rows by rising id. */
type Rest = CursorPage;

const wholeOr = <T>(value: unknown, otherwise: T): number | T =>
	Number.isInteger(value) && Number(value) >= 0 ? Number(value) : otherwise;

/**
 * Rows that are new in a list. A pass reads on from the cursor, page by page, to the end. Rows are handed over once: those
 * after the cursor that were met are remembered. The cursor passes a row five minutes after it was met, because one with a
 * lower id may become visible meanwhile, but it stays no more than some hundred rows behind.
 */
export class NewRows implements ChangeSource {
	readonly key: string;
	/** The cursor: every row up to this id has been handed over, or is of before the start. */
	private after: number | undefined;
	private readonly known: KnownIds;
	/** Where the pass under way reads on. */
	private at: number | undefined;
	/** Looks for the newest row, until the cursor is there. */
	private readonly seek: Seek;
	/** What is left of the page that this poll read last. */
	private rest: Rest | undefined;

	constructor(
		private readonly list: CursorList,
		saved: IDataObject | undefined,
	) {
		this.key = list.key;
		this.after = wholeOr(saved?.after, list.start);
		this.at = wholeOr(saved?.at, undefined);
		this.known = new KnownIds(saved?.known);
		this.seek = new Seek(saved?.seek, list.highestId);
	}

	async step(): Promise<PollStep> {
		if (this.after === undefined) return await this.stepToNewest();
		const page = this.rest ?? (await this.readPage(this.at ?? this.after));
		const fresh: CursorRow[] = [];
		let read = 0;
		for (const one of page.rows) {
			if (fresh.length === this.list.atOnce) break;
			read++;
			if (!this.known.has(one.id)) fresh.push(one);
		}
		const items = await this.list.toItems(fresh.map(({ row }) => row));
		const rest = { ...page, rows: page.rows.slice(read) };
		const done = rest.rows.length === 0 && !rest.more;
		return { items, done, keep: () => this.keep(fresh, page.rows[read - 1], rest) };
	}

	private async stepToNewest(): Promise<PollStep> {
		const { seek } = this;
		const page = await this.readPage(seek.next);
		const highest = page.rows[page.rows.length - 1]?.id;
		const newest = seek.newest(highest, page.more);
		const keep = () => {
			if (newest === undefined) seek.narrow(highest);
			else this.after = newest;
		};
		return { items: [], done: newest !== undefined, keep };
	}

	private async readPage(after: number): Promise<Rest> {
		const { rows, more } = await this.list.read(after);
		// The order within a page need not be that of the ids, and a server may ignore where to begin.
		const next = rows.filter(({ id }) => id > after).sort((a, b) => a.id - b.id);
		return { rows: next, more: more && next.length > 0 };
	}

	private keep(fresh: CursorRow[], last: CursorRow | undefined, rest: Rest): void {
		const now = Date.now();
		for (const { id } of fresh) this.known.add(id, now);
		this.at = last?.id ?? this.at;
		this.moveTo(this.known.forgetLowest(MAX_OVERLAP));
		this.rest = rest.rows.length > 0 ? rest : undefined;
		if (rest.rows.length > 0 || rest.more) return;
		this.at = undefined;
		this.moveTo(this.known.forgetBefore(now - OVERLAP_MS));
	}

	/** Moves the cursor to an id that is known no more. */
	private moveTo(id: number): void {
		this.after = Math.max(this.after ?? 0, id);
	}

	save(): IDataObject {
		const { after, at, known, seek } = this;
		if (after === undefined) return { seek: seek.save() };
		return { after, known: known.save(), ...(at !== undefined && { at }) };
	}
}
