/** The demo account lives at UTC−5 all year, like the recordings the sandbox is built from. */
const OFFSET = '-05:00';
const OFFSET_MS = -5 * 3600 * 1000;

/** 2020-05-24T05:16:42-05:00 */
export function isoDate(ms: number): string {
	return new Date(ms + OFFSET_MS).toISOString().slice(0, 19) + OFFSET;
}

/** 2020-05-24 05:16:42, the same clock as isoDate: the vendor's `*_utc_timestamp` are not UTC. */
export function plainDate(ms: number): string {
	return isoDate(ms).slice(0, 19).replace('T', ' ');
}

/** 2020-05-24T10:16:42+00:00: the custom fields of deals and accounts know no other zone. */
export function utcDate(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** The first moment of the day a filter names, in the account's zone; undefined when it is not a date. */
export function startOfDay(text: string): number | undefined {
	const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
	const ms = day ? Date.parse(`${day}T00:00:00${OFFSET}`) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

/** A datetime value in the zone of the account; text that is no datetime stays as it is. */
export function inAccountZone(text: string): string {
	const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(ms) ? text : isoDate(ms);
}
