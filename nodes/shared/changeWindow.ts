import type { IDataObject } from 'n8n-workflow';

/** A change may become visible this long after its time: several servers, clocks that differ. */
const OVERLAP_MS = 5 * 60_000;
/** Most records that are remembered. */
const MAX_KNOWN = 20_000;

/** A record as one pass meets it. */
export interface Observed {
	id: string;
	/** When it was last changed, by the platform's clock, in milliseconds. */
	updatedAt: number;
	/** When it was created, by the platform's clock, in milliseconds. */
	createdAt: number;
	/** A short text that differs where the record does. */
	hash: string;
}

/** Records by id; `at` is their time in whole seconds. */
type Known = Map<string, { at: number; hash: string }>;

/** As text, by time: `@<second> <id>=<hash> <id>=<hash> @<second> …`. */
function encode(known: Known): string {
	const words: string[] = [];
	let last = -1;
	for (const [id, { at, hash }] of [...known].sort(([, a], [, b]) => a.at - b.at)) {
		if (at !== last) words.push(`@${at.toString(36)}`);
		last = at;
		words.push(`${encodeURIComponent(id)}=${hash}`);
	}
	return words.join(' ');
}

function decode(text: unknown): Known {
	const known: Known = new Map();
	let at = 0;
	for (const word of String(text ?? '').split(' ')) {
		if (word.startsWith('@')) at = parseInt(word.slice(1), 36) || 0;
		else if (word.includes('=')) {
			const [id, hash] = word.split('=');
			known.set(decodeURIComponent(id), { at, hash });
		}
	}
	return known;
}

const wholeSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;

/** A pass that is under way. */
interface Pass {
	/** When it began, by the platform's clock, as far as known. */
	began: number;
	/** The cursor of the next pass. */
	floor: number;
	newest: number;
	known: Known;
	/** Where it reads on. */
	after: string;
}

/**
 * Tells, of records that a platform lists by day or by hour, which have changed since the last look. Each pass lists
 * every record changed since the cursor. What is older than the cursor is known; what is not is compared with the hash it
 * had when it was last seen. The next cursor lies a while before the beginning of the pass, so that what became visible
 * meanwhile is met by the next one, whatever its time.
 */
export class ChangeWindow {
	/** The cursor, by the platform's clock, in milliseconds; undefined until the first pass has begun. */
	since: number | undefined;
	/** The newest time met by passes that were completed. */
	private newest: number;
	private known: Known;
	private pass: Pass | undefined;

	/**
	 * @param saved what `save` gave
	 * @param start where a new window begins; undefined for the moment of its first pass
	 */
	constructor(saved: IDataObject | undefined, start?: number) {
		const { since, newest, known, pass } = (saved ?? {}) as IDataObject & { pass?: IDataObject };
		this.since =
			typeof since === 'number' ? since : start === undefined ? start : wholeSeconds(start);
		this.newest = Number(newest ?? 0);
		this.known = decode(known);
		if (pass !== undefined) {
			const [began, floor, newestMet] = [pass.began, pass.floor, pass.newest].map(Number);
			this.pass = {
				began,
				floor,
				newest: newestMet,
				known: decode(pass.known),
				after: String(pass.after ?? ''),
			};
		}
	}

	/** Where the pass under way reads on; empty at its beginning. */
	get after(): string {
		return this.pass?.after ?? '';
	}

	/**
	 * Begins a pass, unless one is under way.
	 * @param platformNow the platform's clock when the first records were read; undefined where it does not say
	 */
	begin(platformNow: number | undefined): void {
		if (this.pass !== undefined) return;
		const now = Date.now();
		this.since ??= wholeSeconds(platformNow ?? now);
		// A clock that is fast would skip changes; the newest time met is never too late.
		const began = platformNow === undefined ? this.newest : Math.min(platformNow, now);
		const floor = Math.max(this.since, wholeSeconds(began - OVERLAP_MS));
		this.pass = { began, floor, newest: this.newest, known: new Map(), after: '' };
	}

	/** What became of a record since it was last seen; undefined where nothing did. */
	judge({ id, updatedAt, createdAt, hash }: Observed): 'created' | 'updated' | undefined {
		const since = this.since ?? Infinity;
		if (!(updatedAt >= since)) return undefined;
		const before = this.pass?.known.get(id) ?? this.known.get(id);
		if (before?.hash === hash) return undefined;
		return before === undefined && createdAt >= since ? 'created' : 'updated';
	}

	/** Remembers what was read, and where the pass reads on. */
	keep(records: Observed[], after: string): void {
		const { pass } = this;
		if (pass === undefined) return;
		for (const { id, updatedAt, hash } of records) {
			if (!(updatedAt >= pass.floor)) continue;
			pass.known.set(id, { at: Math.floor(updatedAt / 1000), hash });
			pass.newest = Math.max(pass.newest, Math.min(updatedAt, Date.now() + OVERLAP_MS));
		}
		pass.after = after;
		if (pass.known.size > MAX_KNOWN) forget(pass);
	}

	/** Ends the pass: its cursor and what it met are what counts from now on. */
	end(): void {
		const { pass } = this;
		if (pass === undefined) return;
		this.since = pass.floor;
		this.newest = pass.newest;
		this.known = pass.known;
		this.pass = undefined;
	}

	save(): IDataObject {
		const { pass } = this;
		return {
			...(this.since !== undefined && { since: this.since }),
			newest: this.newest,
			known: encode(this.known),
			...(pass !== undefined && { pass: { ...pass, known: encode(pass.known) } }),
		};
	}
}

/**
 * More records changed than can be remembered. First the overlap goes; if that is not enough, the oldest records do, and
 * may be met a second time: better twice than never.
 */
function forget(pass: Pass): void {
	pass.floor = Math.max(pass.floor, wholeSeconds(pass.began));
	for (const [id, { at }] of pass.known) if (at * 1000 < pass.floor) pass.known.delete(id);
	if (pass.known.size <= MAX_KNOWN) return;
	const oldest = [...pass.known].sort(([, a], [, b]) => a.at - b.at);
	for (const [id] of oldest.slice(0, pass.known.size - MAX_KNOWN)) pass.known.delete(id);
}
