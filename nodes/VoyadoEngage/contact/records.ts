import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { isObject } from '../../shared/json';
import { KEY_FIELDS } from './fields';
import { plainPhone } from './phone';

/** The form in which two values mean the same contact. */
export const recordOf = (by: string, value: unknown): string =>
	`${by} ${(by === 'mobilePhone' ? plainPhone(value) : String(value ?? '').trim()).toLowerCase()}`;

/** An object as given, or as JSON; nothing where it is neither, which is told when it is read to be sent. */
function objectIn(given: unknown): IDataObject {
	try {
		const object: unknown = typeof given === 'string' ? JSON.parse(given) : given;
		return isObject(object) ? object : {};
	} catch {
		return {};
	}
}

/** The records an item names by key, wherever it gives them, so that two items of one contact never go side by side. */
export function keysOf(call: Call): string[] {
	const { moreFields, ...fields } = call.given('fields');
	const { values } = call.param<{ values?: unknown } | null>('customFields', {}) ?? {};
	const named = (Array.isArray(values) ? (values as IDataObject[]) : []).map(
		({ name, value }) => [String(name ?? '').trim(), value] as const,
	);
	const given = [...Object.entries(fields), ...named, ...Object.entries(objectIn(moreFields))];
	return given
		.filter(([name, value]) => KEY_FIELDS.some((key) => key === name) && !isEmpty(value))
		.map(([name, value]) => recordOf(name, value));
}
