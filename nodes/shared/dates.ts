import type { Written } from './writtenDate';
import { MONTHS, readWritten } from './writtenDate';

const DAY_MS = 24 * 3600 * 1000;

const two = (part: number) => String(part).padStart(2, '0');

/** By time zone: to make one takes longer than to use it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(timezone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
	clocks.set(timezone, clock);
	return clock;
}

/** Minutes east of UTC that hold in a time zone at a moment. */
function zoneOffset(at: Date, timezone: string): number {
	const parts = clockOf(timezone).formatToParts(at);
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

/**
 * The moment a wall clock in the zone shows what is written. Where clocks are turned back, what they show twice means the
 * first time; where they are turned forward, what they leave out is as much later (both as in JavaScript).
 */
function toMoment(written: Written, timezone: string): Date {
	const { year, month, day, hour, minute, second, offset } = written;
	const utc = Date.UTC(year, month - 1, day, hour, minute, second);
	if (offset !== undefined) return new Date(utc - offset * 60_000);
	const [before, after] = [-DAY_MS, DAY_MS].map((shift) =>
		zoneOffset(new Date(utc + shift), timezone),
	);
	const shown = [before, after]
		.map((minutes) => new Date(utc - minutes * 60_000))
		.filter((at) => at.getTime() + zoneOffset(at, timezone) * 60_000 === utc)
		.sort((a, b) => a.getTime() - b.getTime());
	return shown[0] ?? new Date(utc - before * 60_000);
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

/** How many digits seconds and milliseconds since 1970 have, from the year 1973 on. */
const UNIX_SECONDS = /^\d{9,10}(\.\d+)?$/;
const UNIX_MILLISECONDS = /^\d{12,13}$/;

/** A JavaScript date, n8n's DateTime, or seconds or milliseconds since 1970, as a moment. */
function momentOf(value: unknown): Date | undefined {
	const text = String(value).trim();
	const date = UNIX_SECONDS.test(text)
		? new Date(Number(text) * 1000)
		: UNIX_MILLISECONDS.test(text)
			? new Date(Number(text))
			: value instanceof Date
				? value
				: (value as { toJSDate?: () => Date } | null)?.toJSDate?.();
	return date !== undefined && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** The one date a text means. */
function readOne(value: unknown): Written | undefined {
	const [written, ...others] = readWritten(String(value));
	return others.length === 0 ? written : undefined;
}

/** Says in words why a value is no date that could be sent: `is not a date`, or `may be 3 April or 4 March`. */
export function whyNoDate(value: unknown): string {
	const readings = readWritten(String(value));
	if (readings.length < 2) return 'is not a date';
	const [first, second] = readings.map(({ day, month }) => `${day} ${MONTHS[month - 1]}`);
	return `may be ${first} or ${second}`;
}

/**
 * A date in one of the notations people use (see `readWritten`), a date object, or seconds or milliseconds since 1970, as
 * the API wants it: `YYYY-MM-DD`. A moment is the date it has in the workflow's time zone.
 *
 * @returns undefined if it is none, no day of the calendar, or may mean two
 */
export function toApiDate(value: unknown, timezone: string): string | undefined {
	const moment = momentOf(value);
	if (moment !== undefined) return wallClock(moment, timezone).date;
	const written = readOne(value);
	if (written === undefined) return undefined;
	if (written.offset !== undefined) return wallClock(toMoment(written, timezone), timezone).date;
	return `${written.year}-${two(written.month)}-${two(written.day)}`;
}

/** A date object, or a date as it is written, as a moment; the time zone holds where no offset is written. */
function readMoment(value: unknown, timezone: string): Date | undefined {
	const moment = momentOf(value);
	if (moment !== undefined) return moment;
	const written = readOne(value);
	return written === undefined ? undefined : toMoment(written, timezone);
}

/**
 * A date and time as the API wants it, ISO 8601 with the offset: `2021-08-13T17:51:44+02:00`. Where no offset is
 * written, the workflow's time zone holds.
 *
 * @returns undefined if it is none, or may mean two
 */
export function toApiDateTime(value: unknown, timezone: string): string | undefined {
	const moment = readMoment(value, timezone);
	if (moment === undefined) return undefined;
	const { date, time, offset } = wallClock(moment, timezone);
	return `${date}T${time}${offset}`;
}

/**
 * A moment in one of the notations people use, as seconds since 1970. Where no offset is written, the workflow's time
 * zone holds.
 *
 * @returns undefined if it is none, or may mean two
 */
export function toUnixSeconds(value: unknown, timezone: string): number | undefined {
	const moment = readMoment(value, timezone);
	return moment === undefined ? undefined : Math.floor(moment.getTime() / 1000);
}
