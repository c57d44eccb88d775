import type { IDataObject } from 'n8n-workflow';

import { isTooDeep } from '../../shared/json';
import { isRecord } from '../../shared/values';
import { guidIn } from '../contact/shape';
import type { Stamp } from './signature';

/*
 * The vendor shows the payload of its events in its portal only. Type, time and contact are looked for where senders
 * usually put them; what is not found is null, and the payload goes out as it came.
 */

/** Where the type of an event may stand. */
const TYPE_KEYS = ['type', 'eventType', 'event'];
/** Where its time may stand. */
const TIME_KEYS = ['timestamp', 'occurredAt'];
/** A moment that says which time zone it is of. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/i;

/** A body as data; as text where it is not JSON, such as an encrypted one. */
export function readPayload(body: Buffer): unknown {
	const text = body.toString('utf8').replace(/^\ufeff/, '');
	try {
		const data: unknown = JSON.parse(text);
		return isTooDeep(data) ? text : data;
	} catch {
		return text;
	}
}

const textIn = (payload: unknown, keys: string[]): string | undefined => {
	const values = isRecord(payload) ? keys.map((key) => payload[key]) : [];
	return values.find((value) => typeof value === 'string' && value.trim() !== '') as
		string | undefined;
};

/** The type of an event; null where it does not say. */
export const typeOf = (payload: unknown): string | null =>
	textIn(payload, TYPE_KEYS)?.trim() ?? null;

/** The GUID of the contact an event is about; `id` is that of a contact in events of contacts alone. */
function contactIn(payload: unknown, type: string | null): string | null {
	if (!isRecord(payload)) return null;
	const places = [payload.data, payload].filter(isRecord);
	const ids = places.flatMap(({ contactId, contact }) => [
		contactId,
		isRecord(contact) ? contact.id : undefined,
	]);
	if (type?.startsWith('contact.') === true) ids.push(...places.map(({ id }) => id));
	return ids.map(guidIn).find((id) => id !== undefined) ?? null;
}

/** When it happened, ISO 8601 in UTC: as the event says, else when it was sent. */
function timeOf(payload: unknown, { timestamp }: Stamp): string | null {
	const said = textIn(payload, TIME_KEYS) ?? '';
	const at = MOMENT.test(said) ? Date.parse(said) : Number(timestamp || NaN) * 1000;
	const date = new Date(at);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A delivery as the trigger's item. */
export function toItem(payload: unknown, stamp: Stamp, isSigned: boolean): IDataObject {
	const type = typeOf(payload);
	return {
		// An unsigned call may come without an ID.
		eventId: stamp.id === '' ? null : stamp.id,
		type,
		occurredAt: timeOf(payload, stamp),
		contactId: contactIn(payload, type),
		isSigned,
		payload: payload as IDataObject,
	};
}
