import type { About } from './entries';
import { field } from './entries';
import type { Entry } from './entry';
import { invalid } from './errors';
import { readList, shown } from './values';

/** An object given as JSON text or by an expression. @throws Failure */
export function readObject(field: string, value: unknown): Record<string, unknown> {
	const remedy = 'Give a JSON object such as { "key": "value" }, as text or by an expression.';
	let given = value;
	if (typeof value === 'string') {
		try {
			given = JSON.parse(value);
		} catch {
			throw invalid(field, `${shown(value)} is not JSON`, remedy);
		}
	}
	if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
		return given as Record<string, unknown>;
	}
	throw invalid(field, `${shown(given)} is not an object`, remedy);
}

/** An object, as JSON. */
export const jsonObject = (displayName: string, name: string, about: About): Entry => ({
	field: { ...field(displayName, name, about), type: 'json', default: '{}' },
	write: (value) => ({ [about.key ?? name]: readObject(displayName, value) as never }),
});

/** A list, as JSON. */
export const jsonList = (displayName: string, name: string, about: About): Entry => ({
	field: { ...field(displayName, name, about), type: 'json', default: '[]' },
	write: (value) => ({ [about.key ?? name]: readList(displayName, value) as never }),
});
