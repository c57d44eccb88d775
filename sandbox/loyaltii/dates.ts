import type { RuleSet } from '../shared/rules';
import type { LoyaltiiRuleId } from './rules';

const DANISH_TIME = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Copenhagen',
	timeZoneName: 'longOffset',
});

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Reads ISO 8601; undefined when it is none. */
export function readDate(text: string): Date | undefined {
	if (!ISO.test(text)) return undefined;
	const withZone = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
	const date = new Date(withZone);
	return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Writes a moment with the offset of Danish time, e.g. 2024-05-24T14:00:00+02:00. */
export function writeDate(date: Date): string {
	const name = DANISH_TIME.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value;
	const offset = name?.slice('GMT'.length) ?? '+00:00';
	const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
	const local =
		date.getTime() + (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
	return `${new Date(local).toISOString().replace(/\.000Z$|Z$/, '')}${offset}`;
}

/** Writes an answer: JSON with dates as the vendor has them. */
export function writeJson(body: unknown, rules: RuleSet<LoyaltiiRuleId>): string {
	const write = rules.on('loyaltiiDatesWithOffset')
		? writeDate
		: (date: Date) => date.toISOString();
	return JSON.stringify(body, function (this: Record<string, unknown>, key, value: unknown) {
		const raw = this[key];
		return raw instanceof Date ? write(raw) : value;
	});
}
