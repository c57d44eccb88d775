import { invalid } from '../shared/errors';
import { readText, shown } from '../shared/values';

/** An ID in the characters the platform allows for it. @throws Failure */
export function readId(field: string, value: unknown): string {
	const id = readText(field, value);
	if (/^[a-zA-Z0-9_-]+$/.test(id)) return id;
	throw invalid(
		field,
		`${shown(id)} holds a character the platform does not allow`,
		'Use letters without accents, digits, hyphens and underscores only.',
	);
}

/** A price, given as a number or as text. @throws Failure */
export function readPrice(field: string, value: unknown): number {
	const text = typeof value === 'object' ? '' : String(value).trim();
	if (/^(\d+(\.\d*)?|\.\d+)$/.test(text)) return Number(text);
	throw invalid(
		field,
		`${shown(value)} is not a price`,
		'Give digits with a point as decimal sign and without a currency, such as 199.00.',
	);
}
