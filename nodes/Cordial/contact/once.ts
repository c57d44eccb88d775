import { isObject } from '../../shared/json';
import { invalid } from '../../shared/errors';

/** The paths at which a value stands: those of its parts, where it is an object that has some. */
function pathsOf(path: string, value: unknown): string[] {
	const parts = isObject(value) ? Object.entries(value) : [];
	if (parts.length === 0) return [path];
	return parts.flatMap(([key, part]) => pathsOf(`${path}.${key}`, part));
}

/** `a` and `a.b` of `a.b.c`. */
function wholesOf(path: string): string[] {
	const names = path.split('.');
	return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}

const REMEDY = 'Keep one value per attribute.';

const twice = (path: string) => invalid('Attributes', `"${path}" is given twice`, REMEDY);

const within = (part: string, whole: string) =>
	invalid('Attributes', `"${part}" is given, and "${whole}" as a whole`, REMEDY);

/**
 * Refuses attributes of which the platform could take one value or the other: the same path, or a path and a part of it,
 * whether written with points or as an object in an object.
 *
 * @throws Failure
 */
export function checkOnce(attributes: Array<[path: string, value: unknown]>): void {
	const keys = new Set<string>();
	const leaves = new Set<string>();
	/** Paths of which parts are given, with one of these. */
	const wholes = new Map<string, string>();
	for (const [key, value] of attributes) {
		// One of the two would be lost on the way already, whatever stands in them.
		if (keys.has(key)) throw twice(key);
		keys.add(key);
		for (const path of pathsOf(key, value)) {
			if (leaves.has(path)) throw twice(path);
			const part = wholes.get(path);
			if (part !== undefined) throw within(part, path);
			leaves.add(path);
			for (const whole of wholesOf(path)) {
				if (leaves.has(whole)) throw within(path, whole);
				wholes.set(whole, path);
			}
		}
	}
}
