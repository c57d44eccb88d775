/**
 * A date of an answer in ISO 8601, UTC. The vendor writes absent dates as null, `0000-00-00` or
 * `0000-00-00 00:00:00`, by the record's age.
 *
 * @returns null where there is none
 */
export function toIso(value: unknown): string | null {
	if (typeof value !== 'string' || value === '' || value.startsWith('0000')) return null;
	if (value !== latest.value) {
		const date = new Date(value);
		latest = { value, iso: Number.isNaN(date.getTime()) ? value : date.toISOString() };
	}
	return latest.iso;
}

/** Rows that were written together have dates of one second; to read one takes longer than the rest of a row. */
let latest = { value: '', iso: '' };
