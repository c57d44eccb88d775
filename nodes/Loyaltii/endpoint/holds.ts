import type { IDataObject } from 'n8n-workflow';

import { sameEmail } from '../../shared/email';

/** A moment that says its offset. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

const SECOND = 1000;

/** Whether a record's value is the one that was sent. Moments come back in another form, and not always with an offset. */
function isSame(there: unknown, sent: unknown): boolean {
	const [now, then] = [there, sent].map((one) => String(one ?? ''));
	if (!MOMENT.test(then)) return now === then;
	return !MOMENT.test(now) || Math.abs(Date.parse(now) - Date.parse(then)) < SECOND;
}

/**
 * Whether a record holds what was sent, as far as single values tell. Upper and lower case of an e-mail address do not count.
 *
 * @param sent by the vendor's keys; `id` and `Version` say which record, not what it holds
 */
export const holds = (record: IDataObject, sent: IDataObject): boolean =>
	Object.entries(sent).every(
		([key, value]) =>
			key === 'id' ||
			key === 'Version' ||
			(typeof value === 'object' && value !== null) ||
			isSame(record[key], value) ||
			(key === 'Email' && sameEmail(String(record[key] ?? '')) === sameEmail(String(value))),
	);
