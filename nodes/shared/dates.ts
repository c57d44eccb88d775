/** Calendar date and time of day as written, with the offset if there is one. */
interface Written {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	/** Minutes east of UTC; undefined where none is written. */
	offset?: number;
}

const ISO =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const two = (part: number) => String(part).padStart(2, '0');

function offsetOf(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (/^z$/i.test(text)) return 0;
	const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
	return text.startsWith('-') ? -minutes : minutes;
}

function exists({ year, month, day, hour, minute, second }: Written): boolean {
	const date = new Date(Date.UTC(year, month - 1, day));
	return (
		date.getUTCMonth() === month - 1 &&
		date.getUTCDate() === day &&
		hour < 24 &&
		minute < 60 &&
		second < 60
	);
}

function read(text: string): Written | undefined {
	const iso = ISO.exec(text);
	const dayFirst = iso === null ? DAY_FIRST.exec(text) : null;
	if (iso === null && dayFirst === null) return undefined;
	const [year, month, day] =
		iso !== null ? iso.slice(1, 4) : (dayFirst ?? []).slice(1, 4).reverse();
	const [hour, minute, second] = (iso ?? dayFirst ?? []).slice(4, 7);
	const written = {
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour ?? 0),
		minute: Number(minute ?? 0),
		second: Number(second ?? 0),
		offset: offsetOf(iso?.[7]),
	};
	return exists(written) ? written : undefined;
}

/** Minutes east of UTC that hold in a time zone at a moment. */
function zoneOffset(at: Date, timezone: string): number {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	}).formatToParts(at);
	const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value);
	const local = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/** The moment a wall clock in the zone shows what is written. */
function toMoment(written: Written, timezone: string): Date {
	const { year, month, day, hour, minute, second, offset } = written;
	const utc = Date.UTC(year, month - 1, day, hour, minute, second);
	if (offset !== undefined) return new Date(utc - offset * 60_000);
	const guess = zoneOffset(new Date(utc), timezone);
	const exact = zoneOffset(new Date(utc - guess * 60_000), timezone);
	return new Date(utc - exact * 60_000);
}

function wallClock(at: Date, timezone: string): { date: string; time: string; offset: string } {
	const minutes = zoneOffset(at, timezone);
	const local = new Date(at.getTime() + minutes * 60_000).toISOString();
	const size = Math.abs(minutes);
	return {
		date: local.slice(0, 10),
		time: local.slice(11, 19),
		offset: `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`,
	};
}

/** A JavaScript date, or n8n's DateTime, as a moment. */
function momentOf(value: unknown): Date | undefined {
	const date =
		value instanceof Date
			? value
			: ((value as { toJSDate?: () => Date } | null)?.toJSDate?.() ?? undefined);
	return date !== undefined && !Number.isNaN(date.getTime()) ? date : undefined;
}

/**
 * A date in one of the notations people use (`2011-12-23`, ISO 8601 with a time, `23.12.2011`, a date object), as the
 * API wants it: `YYYY-MM-DD`. A moment is the date it has in the workflow's time zone.
 *
 * @returns undefined if it is none, or no day of the calendar
 */
export function toApiDate(value: unknown, timezone: string): string | undefined {
	const moment = momentOf(value);
	if (moment !== undefined) return wallClock(moment, timezone).date;
	const written = read(String(value).trim());
	if (written === undefined) return undefined;
	if (written.offset !== undefined) return wallClock(toMoment(written, timezone), timezone).date;
	return `${String(written.year).padStart(4, '0')}-${two(written.month)}-${two(written.day)}`;
}

/** A date object, or a date as it is written, as a moment; the time zone holds where no offset is written. */
function readMoment(value: unknown, timezone: string): Date | undefined {
	const moment = momentOf(value);
	if (moment !== undefined) return moment;
	const written = read(String(value).trim());
	return written === undefined ? undefined : toMoment(written, timezone);
}

/**
 * A date and time as the API wants it, ISO 8601 with the offset: `2021-08-13T17:51:44+02:00`. Where no offset is
 * written, the workflow's time zone holds.
 */
export function toApiDateTime(value: unknown, timezone: string): string | undefined {
	const moment = readMoment(value, timezone);
	if (moment === undefined) return undefined;
	const { date, time, offset } = wallClock(moment, timezone);
	return `${date}T${time}${offset}`;
}

/** How many digits seconds and milliseconds since 1970 have, from the year 1973 on. */
const UNIX_SECONDS = /^\d{9,10}$/;
const UNIX_MILLISECONDS = /^\d{12,13}$/;

/**
 * A moment in one of the notations people use, also seconds or milliseconds since 1970, as seconds since 1970. Where no
 * offset is written, the workflow's time zone holds.
 *
 * @returns undefined if it is none
 */
export function toUnixSeconds(value: unknown, timezone: string): number | undefined {
	const text = String(value).trim();
	if (UNIX_SECONDS.test(text)) return Number(text);
	if (UNIX_MILLISECONDS.test(text)) return Math.floor(Number(text) / 1000);
	const moment = readMoment(value, timezone);
	return moment === undefined ? undefined : Math.floor(moment.getTime() / 1000);
}
