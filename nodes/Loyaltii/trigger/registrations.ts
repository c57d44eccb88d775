import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { CursorRow } from '../../shared/cursor';
import { KnownIds } from '../../shared/knownIds';
import type { ChangeSource, PollStep } from '../../shared/poll';
import { MOST_ROWS } from '../platform';
import { toItems } from './items';
import { FEW, readRows } from './lists';
import type { Wish } from './wish';

const MINUTE_MS = 60_000;
/** A registration may become visible this long after its time. */
const OVERLAP_MINUTES = 5;
/** Most contacts that are remembered. */
const MAX_KNOWN = 20_000;

/** An answer: contacts by rising ID. */
interface Answer {
	rows: CursorRow[];
	/** The platform's clock, in milliseconds; this machine's where it does not say. */
	now: number;
}

/** A pass that is under way. */
interface Pass {
	/** When it began, by the platform's clock. */
	began: number;
	/** The last contact it handed over. */
	at: number;
}

/** Minutes to ask for, so that the answer begins a while before `since`. */
const minutesSince = (since: number, now: number) =>
	Math.ceil(Math.max(0, now - since) / MINUTE_MS) + OVERLAP_MINUTES;

/** Who registered in the last so many minutes (fact sheet, number 29). @throws Failure */
export async function readRegistrations(
	api: Api,
	{ registration }: Wish,
	minutes: number,
): Promise<Answer> {
	const { rows, headers } = await readRows(api, {
		path: ['Contacts', 'Registration'],
		query: { ...registration, timespan: minutes },
	});
	const now = Date.parse(String(headers.date ?? ''));
	return { rows: rows.sort((a, b) => a.id - b.id), now: Number.isNaN(now) ? Date.now() : now };
}

/**
 * Contacts that registered. The platform tells who did in the last so many minutes, so each pass asks for the time since
 * the one before began and some minutes more, and leaves out who was there already.
 */
export class Registrations implements ChangeSource {
	readonly key = 'registrations';
	/** When the last complete pass began, by the platform's clock; undefined before the first. */
	private since: number | undefined;
	/** Whom the last answers had. */
	private readonly known: KnownIds;
	private pass: Pass | undefined;
	/** What is left of the answer this poll got. */
	private rest: Answer | undefined;

	constructor(
		private readonly api: Api,
		private readonly wish: Wish,
		saved: IDataObject | undefined,
	) {
		const { since, known, pass } = (saved ?? {}) as IDataObject & { pass?: IDataObject };
		this.since = Number.isFinite(since) ? Number(since) : wish.start;
		this.known = new KnownIds(known);
		if (Number.isFinite(pass?.began))
			this.pass = { began: Number(pass?.began), at: Number(pass?.at ?? 0) || 0 };
	}

	async step(): Promise<PollStep> {
		const { pass, since } = this;
		const answer = this.rest ?? (await this.read());
		const rows = answer.rows.filter(({ id }) => id > (pass?.at ?? 0));
		const atOnce = this.wish.fullContact ? FEW : MOST_ROWS;
		const fresh: IDataObject[] = [];
		let read = 0;
		for (const { id, row } of rows) {
			if (fresh.length === atOnce) break;
			read++;
			// The first pass of a start from now takes those who are there for known.
			if (since !== undefined && !this.known.has(id)) fresh.push(row);
		}
		const items = await toItems(this.api, this.wish, fresh);
		const met = rows.slice(0, read).map(({ id }) => id);
		const rest = { ...answer, rows: rows.slice(read) };
		return { items, done: rest.rows.length === 0, keep: () => this.keep(met, rest) };
	}

	private async read(): Promise<Answer> {
		const { since = Infinity } = this;
		const minutes = minutesSince(since, Date.now());
		const answer = await readRegistrations(this.api, this.wish, minutes);
		// Where this machine's clock is wrong, the answer begins too late, or so early that it has whom nobody remembers.
		const needed = minutesSince(since, answer.now);
		const fits = needed <= minutes && minutes <= needed + 1;
		return fits ? answer : await readRegistrations(this.api, this.wish, needed);
	}

	private keep(met: number[], rest: Answer): void {
		const { now } = rest;
		for (const id of met) this.known.add(id, now);
		this.known.forgetLowest(MAX_KNOWN);
		this.pass = { began: this.pass?.began ?? now, at: met[met.length - 1] ?? this.pass?.at ?? 0 };
		this.rest = rest;
		if (rest.rows.length > 0) return;
		// Whom this pass did not meet, the next one won't.
		this.known.forgetBefore(this.pass.began - OVERLAP_MINUTES * MINUTE_MS);
		this.since = this.pass.began;
		this.pass = undefined;
		this.rest = undefined;
	}

	save(): IDataObject {
		const { since, known, pass } = this;
		return {
			...(since !== undefined && { since }),
			known: known.save(),
			...(pass !== undefined && { pass: { ...pass } }),
		};
	}
}
