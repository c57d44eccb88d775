import type { Fields } from './records';

export const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object, or none in its place. */
export const fieldsIn = (value: unknown): Fields => (isObject(value) ? value : {});

/** The objects of an array, or none. */
export const rowsIn = (value: unknown): Fields[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

/** The texts of an array, or none. */
export const textsIn = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Whether it is an ISO 8601 date: a day, with or without a time and an offset. */
export const isIsoDate = (value: unknown): value is string =>
	typeof value === 'string' &&
	/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) &&
	!Number.isNaN(Date.parse(value));

/** Parts of a key with dots; undefined for one that would reach what every object has. */
export function pathOf(key: string): string[] | undefined {
	const path = key.split('.');
	return path.some((part) => part === '' || part === '__proto__') ? undefined : path;
}

/** Sets one part of nested objects, making those that are missing. */
export function setAt(target: Fields, [first = '', ...rest]: string[], value: unknown): void {
	if (rest.length === 0) {
		target[first] = value;
		return;
	}
	const inner = Object.hasOwn(target, first) ? fieldsIn(target[first]) : {};
	target[first] = inner;
	setAt(inner, rest, value);
}

/** One part of nested objects. */
export function valueAt(target: Fields, path: string[]): unknown {
	return path.reduce<unknown>((inner, part) => fieldsIn(inner)[part], target);
}

/** What is known, with what the other has and it lacks. */
export function filled(known: Fields, other: Fields): Fields {
	const both = { ...other, ...known };
	for (const [key, value] of Object.entries(known))
		if (isObject(value) && isObject(other[key])) both[key] = filled(value, other[key]);
	return both;
}
