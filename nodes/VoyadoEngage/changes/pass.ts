import type { Memory, Pass, Span } from './memory';
import { joined, markOf } from './memory';
import { unambiguous } from './wallClock';

/** What was read already is read once more for this long: a change may become visible after its time. */
export const OVERLAP_MS = 5 * 60_000;
/** What is younger is left to the next pass, so that a change has this long to become visible. */
const SETTLE_MS = 10_000;
/** A span that is refused is halved, down to this. */
const SHORTEST_MS = 1000;

/** The last millisecond before the second of a moment: spans meet there, where hardly anything happens. */
const beforeSecondOf = (ms: number): number => Math.floor(ms / 1000) * 1000 - 1;

/** Where the last minutes before a moment begin. */
const overlapOf = (to: number, timezone: string): number =>
	unambiguous(to - OVERLAP_MS, -1, timezone);

/**
 * The memory with a pass under way. A pass begins with what the one before it has read last.
 * @param timezone that of the vendor's dates, an IANA name
 */
export function begun(memory: Memory, timezone: string): Memory & { pass: Pass } {
	if (memory.pass !== undefined) return { ...memory, pass: memory.pass };
	const to = memory.since ?? beforeSecondOf(Date.now());
	const overlap: Span = { kind: 'overlap', from: overlapOf(to, timezone), to };
	const none = new Set<string>();
	return { ...memory, pass: { spans: [overlap], after: '', met: none, handed: none } };
}

/** Contacts of the first span: those to hand over, and how far that is. */
export interface Part {
	/** To hand over. */
	ids: string[];
	/** Marks of all that were looked at. */
	marks: string[];
	/** The last one looked at; empty at the end of the span. */
	after: string;
}

/**
 * Takes the next contacts of the first span.
 *
 * @param ids those that changed in it, in rising order
 * @param most how many to hand over
 */
export function take({ known, pass }: Memory & { pass: Pass }, ids: string[], most: number): Part {
	const { kind } = pass.spans[0];
	const part: Part = { ids: [], marks: [], after: '' };
	// In the overlap only what was not there is news. Where that is not known, as in the first pass, nothing is.
	const isNews = (mark: string) =>
		pass.handed?.has(mark) !== true &&
		(kind !== 'overlap' || (known !== undefined && !known.has(mark)));
	for (const id of ids) {
		if (id <= pass.after) continue;
		if (part.ids.length === most) return part;
		const mark = markOf(id);
		part.marks.push(mark);
		if (isNews(mark)) part.ids.push(id);
		part.after = id;
	}
	return { ...part, after: '' };
}

/** What is to be read once the platform's time is known. What is read last comes first, so that it is not told twice. */
function news(since: number, to: number, timezone: string): Span[] {
	if (to <= since) return [];
	const last = Math.max(since, overlapOf(to, timezone));
	return [
		{ kind: 'last', from: last, to },
		...(last > since ? [{ kind: 'earlier' as const, from: since, to: last }] : []),
	];
}

/**
 * The memory once a part was handed over.
 * @param now the platform's clock when it answered, in milliseconds
 */
export function advanced(
	memory: Memory & { pass: Pass },
	part: Part,
	{ now, timezone }: { now: number; timezone: string },
): Memory {
	const { pass } = memory;
	const since = memory.since ?? beforeSecondOf(now);
	// The hours that clocks show twice are left to the first pass after them.
	const settled = unambiguous(beforeSecondOf(now - SETTLE_MS), -1, timezone);
	const to = pass.to ?? Math.max(since, settled);
	const more = pass.to === undefined ? news(since, to, timezone) : [];
	const [first, ...others] = [...pass.spans, ...more];
	const next: Pass = {
		to,
		spans: part.after === '' ? others : [first, ...others],
		after: part.after,
		met: first.kind === 'earlier' ? pass.met : joined(pass.met, part.marks),
		handed: joined(pass.handed, part.ids.map(markOf)),
	};
	return next.spans.length === 0
		? { since: to, known: next.met }
		: { since, known: memory.known, pass: next };
}

/** The memory with the first span in two halves; undefined where it is too short for that. */
export function halved(memory: Memory & { pass: Pass }): Memory | undefined {
	const { pass } = memory;
	const [{ kind, from, to }, ...others] = pass.spans;
	const middle = beforeSecondOf((from + to) / 2 + 1);
	if (middle - from < SHORTEST_MS || to - middle < SHORTEST_MS) return undefined;
	const halves: Span[] = [
		{ kind, from, to: middle },
		{ kind, from: middle, to },
	];
	return { ...memory, pass: { ...pass, spans: [...halves, ...others], after: '' } };
}
