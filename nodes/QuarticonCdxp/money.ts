import { invalid } from '../shared/errors';

/** What floating-point arithmetic may add to an amount, such as 0.1 + 0.2. */
const NOISE = 1e-6;

/**
 * An amount in units of its currency (19.99, also as text, also with a comma) as the platform wants it: whole cents.
 * @throws Failure when it is no amount from 0 up, or has parts of a cent
 */
export function toCents(field: string, value: unknown): number {
	const text =
		typeof value === 'number'
			? value
			: String(value)
					.trim()
					.replace(/^(\d+),(\d+)$/, '$1.$2');
	const isWritten = typeof text === 'number' || /^\d+(\.\d*)?$/.test(text);
	const cents = isWritten ? Number(text) * 100 : NaN;
	const whole = Math.round(cents);
	if (Number.isSafeInteger(whole) && whole >= 0 && Math.abs(cents - whole) < NOISE * 100)
		return whole;
	throw invalid(
		field,
		`"${String(value)}" is not an amount`,
		'Give units of the currency with a point, two decimals at most and no thousands separator, such as 1299.90.',
	);
}

/** Cents of the platform as an amount in units. */
export const fromCents = (cents: unknown): number => Math.round(Number(cents ?? 0)) / 100;
