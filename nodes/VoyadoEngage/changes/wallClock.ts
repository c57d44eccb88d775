import { toApiDateTime } from '../../shared/dates';

const MINUTE_MS = 60_000;
/** By how much clocks are turned back, wherever they are. */
const TURNS_MS = [30 * MINUTE_MS, 60 * MINUTE_MS];

/** A moment as the vendor writes it, without an offset: `2023-05-04 11:05:00.000` (fact sheet, section 3.7). */
function written(ms: number, timezone: string): string {
	const shown = toApiDateTime(new Date(ms), timezone) ?? '';
	return `${shown.slice(0, 19).replace('T', ' ')}.${new Date(ms).toISOString().slice(20, 23)}`;
}

/** Whether a clock shows this time twice, since it is turned back between. */
function isShownTwice(ms: number, timezone: string): boolean {
	const shown = written(ms, timezone);
	return TURNS_MS.some(
		(turn) => written(ms - turn, timezone) === shown || written(ms + turn, timezone) === shown,
	);
}

/** The moment itself, or a nearby one in this direction that the words for it cannot mistake for another. */
export function unambiguous(ms: number, direction: -1 | 1, timezone: string): number {
	let at = ms;
	while (isShownTwice(at, timezone)) at += direction * TURNS_MS[0];
	return at;
}

/**
 * A span of time in the words of the vendor's clock. One that begins or ends in the hour that clocks show twice becomes
 * wider: what lies beside it may come along, and nothing in it is left out.
 */
export const inWords = ({ from, to }: { from: number; to: number }, timezone: string) => ({
	fromDate: written(unambiguous(from, -1, timezone), timezone),
	toDate: written(unambiguous(to, 1, timezone), timezone),
});
