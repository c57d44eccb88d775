import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isForbidden, parseForm, unbracket } from '../../shared/brackets';
import { isTooDeep } from '../../shared/json';
import { isRecord } from '../../shared/values';

/** Below these, numeric keys are ids of custom fields. */
const KEYED = ['fields'];

/** Everything as the form would bring it: text, objects and lists; `fields` an object by id. */
function asText(value: unknown, name = ''): unknown {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'object') return String(value);
	if (Array.isArray(value) && !KEYED.includes(name)) return value.map((entry) => asText(entry));
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !isForbidden(key))
			.map(([key, entry]) => [key, asText(entry, key)]),
	);
}

/**
 * The body of a delivery, nested, every value text: the same for JSON and for a form. n8n hands a form over flat and
 * only its first 1,000 keys, so it is read from the raw body where there is one.
 *
 * @returns undefined for what is no event: no body, plain text, an empty object, JSON nested beyond reason
 */
export function readBody(context: IWebhookFunctions): IDataObject | undefined {
	const type = String(context.getHeaderData()['content-type'] ?? '').toLowerCase();
	const body = context.getBodyData() as unknown;
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	let data: IDataObject | undefined;
	if (type.includes('multipart/form-data')) {
		const fields = isRecord(body) ? body.data : undefined;
		data = isRecord(fields) ? unbracket(fields as Record<string, string>, KEYED) : undefined;
	} else if (type.includes('application/x-www-form-urlencoded')) {
		const fields = rawBody === undefined ? body : parseForm(rawBody.toString('utf8'));
		data = isRecord(fields) ? unbracket(fields as Record<string, string>, KEYED) : undefined;
	} else if (isRecord(body) && !isTooDeep(body)) {
		data = asText(body) as IDataObject;
	}
	return data === undefined || Object.keys(data).length === 0 ? undefined : data;
}
