import type { IDataObject } from 'n8n-workflow';

import { toApiDateTime } from './dates';
import { invalid } from './errors';
import { shown } from './values';

/** Whether a value is an object of keys and values; dates are none. */
export const isObject = (value: unknown): value is IDataObject =>
	Object.prototype.toString.call(value) === '[object Object]' &&
	typeof (value as { toJSDate?: unknown }).toJSDate !== 'function';

/** Names a part of a value: `items.sku`, `properties["a b"]`. */
const partOf = (field: string, key: string): string =>
	/^\w+$/.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`;

/**
 * A value as JSON holds it, at any depth; moments become ISO 8601. JSON itself would make `null` of a number that is none,
 * which empties a field on many platforms.
 *
 * @throws Failure that names the place of what JSON cannot hold
 */
export function readJson(field: string, value: unknown, timezone: string): unknown {
	if (Array.isArray(value)) {
		return value.map((one, index) => readJson(`${field}[${index}]`, one, timezone));
	}
	if (isObject(value)) return readInside(field, value, timezone);
	if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const moment = typeof value === 'object' ? toApiDateTime(value, timezone) : undefined;
	if (moment !== undefined) return moment;
	throw invalid(field, `${String(value)} cannot be sent`, 'Give text, a number, true or false.');
}

/** The parts of an object; what has no value is left out. @throws Failure */
function readInside(field: string, value: IDataObject, timezone: string): IDataObject {
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(
		entries.map(([key, one]) => {
			if (key.trim() === '') throw invalid(field, 'a key is empty', 'Give every value a name.');
			return [key, readJson(partOf(field, key), one, timezone)];
		}),
	) as IDataObject;
}

/** An object given as JSON text or by an expression, with all inside checked. @throws Failure */
export function readJsonObject(field: string, value: unknown, timezone: string): IDataObject {
	const remedy = 'Give a JSON object such as { "key": "value" }, as text or by an expression.';
	let object = value;
	if (typeof value === 'string') {
		try {
			object = JSON.parse(value);
		} catch {
			throw invalid(field, `${shown(value)} is not JSON`, remedy);
		}
	}
	if (!isObject(object)) throw invalid(field, `${shown(object)} is not an object`, remedy);
	return readInside(field, object, timezone);
}
