import type { IDataObject } from 'n8n-workflow';

import { MAX_DEPTH } from './brackets';
import { invalid } from './errors';
import { readObject, shown } from './values';

/** Whether a value is an object of keys and values; dates are none. */
export const isObject = (value: unknown): value is IDataObject =>
	Object.prototype.toString.call(value) === '[object Object]' &&
	typeof (value as { toJSDate?: unknown }).toJSDate !== 'function';

/** Names a part of a value: `items[3].sku`, `properties["a b"]`. */
export const partOf = (field: string, key: string): string =>
	/^\w+$/.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`;

/** Whether data nests deeper than anybody's does; to walk it could exhaust the stack. */
export const isTooDeep = (value: unknown, left = MAX_DEPTH): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(left === 0 || Object.values(value).some((entry) => isTooDeep(entry, left - 1)));

/** Writes a moment as the platform wants it; undefined for what is none. @throws Failure */
type WriteMoment = (field: string, value: unknown) => string | undefined;

/**
 * A value as JSON holds it, at any depth. JSON itself would make `null` of a number that is none, which empties a field on
 * many platforms.
 *
 * @throws Failure that names the place of what JSON cannot hold
 */
export function readJson(field: string, value: unknown, writeMoment: WriteMoment): unknown {
	if (Array.isArray(value)) {
		return value.map((one, index) => readJson(`${field}[${index}]`, one, writeMoment));
	}
	if (isObject(value)) return readInside(field, value, writeMoment);
	if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const moment = typeof value === 'object' ? writeMoment(field, value) : undefined;
	if (moment !== undefined) return moment;
	throw invalid(field, `${String(value)} cannot be sent`, 'Give text, a number, true or false.');
}

/** The parts of an object; what has no value is left out. @throws Failure */
function readInside(field: string, value: IDataObject, writeMoment: WriteMoment): IDataObject {
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(
		entries.map(([key, one]) => {
			if (key.trim() === '') throw invalid(field, 'a key is empty', 'Give every value a name.');
			return [key, readJson(partOf(field, key), one, writeMoment)];
		}),
	) as IDataObject;
}

/** An object given as JSON text or by an expression, with all inside checked. @throws Failure */
export function readJsonObject(
	field: string,
	value: unknown,
	writeMoment: WriteMoment,
): IDataObject {
	const object = readObject(field, value);
	// Dates are objects too.
	if (isObject(object)) return readInside(field, object, writeMoment);
	throw invalid(field, `${shown(object)} is not an object`, 'Give an object of keys and values.');
}
