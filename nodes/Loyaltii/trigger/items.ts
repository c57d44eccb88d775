import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { fingerprint } from '../../shared/canonical';
import { lookUpContact } from '../endpoint/locators';
import type { Event } from './properties';
import { EVENTS } from './properties';
import type { Wish } from './wish';

/** Where each kind of row has its time; that receivers have one is unverified (docs/loyaltii-trigger.md). */
const TIMES: Record<Event, string> = {
	contactEvent: 'Created',
	contactRegistered: 'RegistrationDateTime',
	emailReceiver: 'Created',
	point: 'DateTime',
	tableRow: 'Created',
};

/** A moment of an answer in ISO 8601, UTC; null where it is missing or names no offset. */
function toIso(value: unknown): string | null {
	if (typeof value !== 'string' || !/T.*(Z|[+-]\d\d:?\d\d)$/i.test(value)) return null;
	const date = new Date(value);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The contact as it is now, read once per poll; null where there is none any more. @throws Failure */
async function contactOf(api: Api, id: unknown): Promise<IDataObject | null> {
	const number = Number(id ?? 0);
	if (!Number.isInteger(number) || number < 1) return null;
	return await api.once(
		`full contact ${number}`,
		async () => (await lookUpContact(api, 'id', number)) ?? null,
	);
}

/** Rows of one kind as the items that go out. @throws Failure */
export async function toItems(
	api: Api,
	{ event, table, fullContact }: Wish,
	rows: IDataObject[],
): Promise<IDataObject[]> {
	const type = EVENTS[event];
	const contactKey = event === 'contactRegistered' ? 'Id' : 'ContactId';
	return await Promise.all(
		rows.map(async (row) => ({
			eventId: fingerprint({ type, table, id: Number(row.Id) }),
			type,
			occurredAt: toIso(row[TIMES[event]]),
			...(table !== '' && { table }),
			data: row,
			...(fullContact && { contact: await contactOf(api, row[contactKey]) }),
		})),
	);
}
