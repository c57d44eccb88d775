import { invalid } from '../../shared/errors';
import { readText } from '../../shared/values';

/** A zero in brackets after the country code is dialled without the code only: `+46 (0)73-565 43 21`. */
const TRUNK_ZERO = /^((?:\+|00)[\s.-]*\d{1,3})[\s.-]*\(0\)/;

/** A number without what people put between digits; whether it is one is not looked at. */
export const plainPhone = (value: unknown): string =>
	String(value ?? '')
		.trim()
		.replace(TRUNK_ZERO, '$1')
		.replace(/[\s().-]/g, '')
		.replace(/^00/, '+');

/** A number as the vendor looks it up: E.164, without what people put between digits. @throws Failure */
export function checkPhone(value: unknown, field = 'Mobile Phone'): string {
	const given = readText(field, value);
	const number = plainPhone(given);
	if (/^\+\d{6,15}$/.test(number)) return number;
	throw invalid(
		field,
		`"${given}" is not a phone number in international form`,
		'Give it with the country code, such as +46735654321.',
	);
}
