/** Calendar date and time of day as written, with the offset if there is one. */
export interface Written {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	/** Minutes east of UTC; undefined where none is written. */
	offset?: number;
}

export const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

type Day = Pick<Written, 'year' | 'month' | 'day'>;
type Time = Omit<Written, keyof Day>;

const MIDNIGHT: Time = { hour: 0, minute: 0, second: 0 };

const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i;
/** What JavaScript writes behind a date: `(Central European Standard Time)`. */
const ZONE_NAME = /\s+\([^)]*\)$/;
const TIME =
	/(?:t|,?\s+(?:at\s+)?)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\.?)?\s*(z|(?:utc|gmt)?([+-]\d{2}:?(?:\d{2})?)|utc|gmt)?$/i;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})()(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const DAY_NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i;
const NAMED_MONTH_DAY = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;

const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;
/** No clock on earth is further from UTC. */
const MOST_HOURS = 14;

/** @returns minutes; NaN for an offset that no place has */
function offsetOf(text: string | undefined): number {
	const [, sign, hours, minutes = '0'] = OFFSET.exec(text ?? '+00') ?? [];
	const size = Number(hours) * 60 + Number(minutes);
	if (Number(minutes) > 59 || size > MOST_HOURS * 60) return NaN;
	return sign === '-' ? -size : size;
}

/** Hours of a clock with two halves count from 1 to 12; NaN for any other hour. */
function hourOf(hour: number, half: string | undefined): number {
	if (half === undefined) return hour;
	if (hour < 1 || hour > 12) return NaN;
	return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function monthNamed(name: string): number {
	const wanted = name.toLowerCase();
	return MONTHS.findIndex((month) => month.toLowerCase().startsWith(wanted)) + 1;
}

const day = (year: string, month: string | number, of: string): Day => ({
	year: Number(year),
	month: Number(month),
	day: Number(of),
});

/** Every day the text may mean, whether it exists or not. */
function daysOf(text: string): Day[] {
	const [, year, , month = '', of = ''] = YEAR_FIRST.exec(text) ?? COMPACT.exec(text) ?? [];
	if (year !== undefined) return [day(year, month, of)];
	const [, first, sign, second = '', last = ''] = YEAR_LAST.exec(text) ?? [];
	if (first !== undefined) {
		// Points stand between day and month wherever they are used; slashes and hyphens in both orders.
		return sign === '.' || Number(first) === Number(second)
			? [day(last, second, first)]
			: [day(last, second, first), day(last, first, second)];
	}
	const named = DAY_NAMED_MONTH.exec(text);
	if (named !== null) return [day(named[3], monthNamed(named[2]), named[1])];
	const american = NAMED_MONTH_DAY.exec(text);
	return american === null ? [] : [day(american[3], monthNamed(american[1]), american[2])];
}

function exists({ year, month, day: of, hour, minute, second, offset = 0 }: Written): boolean {
	const date = new Date(Date.UTC(year, month - 1, of));
	return (
		// An earlier year is a placeholder, such as 0001-01-01.
		year >= 1000 &&
		date.getUTCMonth() === month - 1 &&
		date.getUTCDate() === of &&
		hour < 24 &&
		minute < 60 &&
		second < 60 &&
		!Number.isNaN(offset)
	);
}

/**
 * Reads a date as people and programs write it, with or without a time: `2011-12-23`, `20111223`, `23.12.2011`,
 * `12/23/2011 5:30 PM`, `23 Dec 2011`, ISO 8601, RFC 2822, what JavaScript makes of a date.
 *
 * @returns every date the text may mean, days of the calendar only: none, one, or two where day and month can be swapped
 */
export function readWritten(text: string): Written[] {
	const plain = text.trim().replace(WEEKDAY, '').replace(ZONE_NAME, '');
	const clock = TIME.exec(plain);
	const time: Time =
		clock === null
			? MIDNIGHT
			: {
					hour: hourOf(Number(clock[1]), clock[4]),
					minute: Number(clock[2]),
					second: Number(clock[3] ?? 0),
					...(clock[5] !== undefined && { offset: offsetOf(clock[6]) }),
				};
	return daysOf(clock === null ? plain : plain.slice(0, clock.index))
		.map((one) => ({ ...one, ...time }))
		.filter(exists);
}
