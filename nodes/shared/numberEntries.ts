import type { About } from './entries';
import { field } from './entries';
import type { Entry } from './entry';
import { invalid } from './errors';
import { readWhole, shown } from './values';

/** A whole number from `least` on (1 unless given), such as an ID. */
export const whole = (
	displayName: string,
	name: string,
	{ least = 1, ...about }: About & { least?: number },
): Entry => ({
	field: field(displayName, name, about),
	write: (value) => ({ [about.key ?? name]: readWhole(displayName, value, least) }),
});

/** A number that may have decimals and a sign. @throws Failure */
export function readDecimal(field: string, value: unknown): number {
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const text = typeof value === 'object' ? '' : String(value).trim();
	if (/^-?(\d+(\.\d*)?|\.\d+)$/.test(text)) return Number(text);
	throw invalid(
		field,
		`${shown(value)} is not a number`,
		'Give digits with a point as decimal sign, such as 19.99.',
	);
}

/** A number that may have decimals and a sign. */
export const decimal = (displayName: string, name: string, about: About): Entry => ({
	field: field(displayName, name, { placeholder: '19.99', ...about }),
	write: (value) => ({ [about.key ?? name]: readDecimal(displayName, value) }),
});

/** Several values, as an array or as text separated by commas. */
export const listed = (value: unknown): unknown[] =>
	(Array.isArray(value) ? (value as unknown[]) : String(value).split(',')).filter(
		(one) => String(one ?? '').trim() !== '',
	);

/** Several whole numbers from 1 on, such as IDs: an array, or text separated by commas. */
export const wholes = (displayName: string, name: string, about: About): Entry => ({
	field: field(displayName, name, { placeholder: '12, 34', ...about }),
	write: (value) => {
		const numbers = listed(value).map((one) => readWhole(displayName, one, 1));
		if (numbers.length > 0) return { [about.key ?? name]: numbers };
		throw invalid(displayName, 'it names none', 'Give numbers separated by commas, or an array.');
	},
});
