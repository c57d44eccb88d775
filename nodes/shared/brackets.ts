import type { IDataObject } from 'n8n-workflow';

/** Deeper brackets are nobody's data; such a key stays as it is. */
export const MAX_DEPTH = 32;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that would reach into JavaScript itself. */
export const isForbidden = (key: string): boolean => FORBIDDEN.has(key);

/** The steps of a bracketed key: `contact[fields][39]` → contact, fields, 39. Undefined if it is not one. */
function stepsOf(key: string): string[] | undefined {
	const first = key.indexOf('[');
	if (first <= 0) return [key];
	if (!key.endsWith(']')) return undefined;
	const steps = [key.slice(0, first), ...key.slice(first + 1, -1).split('][')];
	return steps.length <= MAX_DEPTH && !steps.some((step) => /[[\]]/.test(step)) ? steps : undefined;
}

type Branch = Map<string, Branch | string | string[]>;

/** Puts a value in its place. Where a key is both a value and a branch, the branch stays, whichever came first. */
function put(root: Branch, steps: string[], value: string | string[]): void {
	let branch = root;
	for (const step of steps.slice(0, -1)) {
		const next = branch.get(step);
		if (next instanceof Map) branch = next;
		else {
			const made: Branch = new Map();
			branch.set(step, made);
			branch = made;
		}
	}
	const last = steps[steps.length - 1];
	if (!(branch.get(last) instanceof Map)) branch.set(last, value);
}

/** A branch as an object; keys 0, 1, 2 … in any order are a list, except below `keyed` names, where numbers are ids. */
function toValue(branch: Branch, name: string, keyed: Set<string>): unknown {
	const valueOf = (key: string): unknown => {
		const value = branch.get(key);
		return value instanceof Map ? toValue(value, key, keyed) : value;
	};
	const places = Array.from({ length: branch.size }, (_, index) => String(index));
	const isList = !keyed.has(name) && places.every((place) => branch.has(place));
	return isList
		? places.map(valueOf)
		: Object.fromEntries([...branch.keys()].map((key) => [key, valueOf(key)]));
}

/**
 * Form fields with PHP brackets as nested data. Every value is text; a repeated key is a list of texts.
 * `list[][id]=1&list[][id]=2` means two entries.
 *
 * @param fields flat fields, a repeated key with an array
 * @param keyed names below which numeric keys are ids and not places in a list
 */
export function unbracket(
	fields: Record<string, string | string[]>,
	keyed: Iterable<string> = [],
): IDataObject {
	const root: Branch = new Map();
	for (const [key, value] of Object.entries(fields)) {
		const steps = stepsOf(key) ?? [key];
		if (steps.some(isForbidden)) continue;
		const open = steps.indexOf('', 1);
		if (open === -1) {
			put(root, steps, value);
			continue;
		}
		const values = Array.isArray(value) ? value : [value];
		for (const [index, entry] of values.entries()) {
			put(root, [...steps.slice(0, open), String(index), ...steps.slice(open + 1)], entry);
		}
	}
	// The whole is an object even if its keys are numbers.
	return toValue(root, '', new Set(['', ...keyed])) as IDataObject;
}

/** A form body as flat fields, a repeated key with an array. n8n's own parser stops after 1,000 keys. */
export function parseForm(body: string): Record<string, string | string[]> {
	const fields = new Map<string, string | string[]>();
	for (const [key, value] of new URLSearchParams(body)) {
		const known = fields.get(key);
		if (known === undefined) fields.set(key, value);
		else if (Array.isArray(known)) known.push(value);
		else fields.set(key, [known, value]);
	}
	return Object.fromEntries(fields);
}
