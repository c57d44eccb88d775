import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../shared/call';
import { toApiDateTime, whyNoDate } from '../shared/dates';
import { invalid } from '../shared/errors';
import * as json from '../shared/json';
import { readText, shown } from '../shared/values';

const nothing = (field: string) => invalid(field, 'nothing is given', `Give ${field}.`);

/** A number, given as one or as text; unlike the shared one it may have an exponent, as JSON has in 1e-7. @throws Failure */
export function readNumber(field: string, value: unknown): number {
	if (isEmpty(value)) throw nothing(field);
	const text = typeof value === 'object' ? '' : String(value).trim();
	const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
	if (Number.isFinite(number)) return number;
	throw invalid(
		field,
		`${shown(value)} is not a number`,
		'Give digits with a point as decimal sign and without a unit, such as 18.99.',
	);
}

/** How many of a product. @throws Failure */
export function readQuantity(field: string, value: unknown): number {
	const quantity = readNumber(field, value);
	if (quantity > 0) return quantity;
	throw invalid(field, `${shown(value)} is not a quantity`, 'Give a number above 0.');
}

const ISO_WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A moment in ISO 8601 with its offset; one that is written so stays as it is. @throws Failure */
export function readMoment(field: string, value: unknown, timezone: string): string {
	if (isEmpty(value)) throw nothing(field);
	const moment = toApiDateTime(value, timezone);
	if (moment === undefined) {
		throw invalid(
			field,
			`${shown(value)} ${whyNoDate(value)}`,
			'Give it as 2024-02-28T12:16:48+01:00; the day must exist.',
		);
	}
	const text = String(value).trim();
	return ISO_WITH_OFFSET.test(text) ? text : moment;
}

/** A value as JSON holds it, at any depth; moments become ISO 8601. @throws Failure that names the place */
export const readJson = (field: string, value: unknown, timezone: string): unknown =>
	json.readJson(field, value, (at, moment) => readMoment(at, moment, timezone));

/** An object given as JSON text or by an expression. @throws Failure */
export const readObject = (field: string, value: unknown, timezone: string): IDataObject =>
	json.readJsonObject(field, value, (at, moment) => readMoment(at, moment, timezone));

/** Several texts: an array, or one text. @throws Failure */
export const readTexts = (field: string, value: unknown, separator: RegExp): string[] =>
	Array.isArray(value)
		? value.map((one, index) => readText(`${field}[${index}]`, one))
		: readText(field, value)
				.split(separator)
				.map((one) => one.trim())
				.filter((one) => one !== '');

/** What is given, without what was left empty. */
export const filledIn = (given: unknown): IDataObject =>
	Object.fromEntries(
		Object.entries((given ?? {}) as IDataObject).filter(([, value]) => !isEmpty(value)),
	);

/** The entries of a fixed collection. */
export const entriesOf = (given: unknown): IDataObject[] => {
	const { values = [] } = (given ?? {}) as { values?: IDataObject | IDataObject[] };
	return [values].flat();
};
