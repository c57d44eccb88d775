import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { MailingList } from '../list/lists';
import { readThese, STATUSES } from './consents';
import { consentItem, contactEventId, contactItem } from './items';
import { EVENTS } from './properties';
import { rowsIn } from './rows';
import type { Wish } from './wish';

/** The contact that fits best, if any. @throws Failure */
async function first(api: Api, query: IDataObject): Promise<IDataObject | undefined> {
	const { body } = await api.request({
		method: 'GET',
		path: ['contacts'],
		query: { ...query, limit: 1 },
		expects: 'contacts',
	});
	return rowsIn(body, 'contacts')?.[0];
}

async function ofList(api: Api, list: MailingList): Promise<IDataObject | undefined> {
	for (const status of STATUSES) {
		const contact = await first(api, { listid: list.id, status });
		if (contact === undefined) continue;
		const [rows] = await readThese(api, [contact]);
		return await consentItem(api, rows, { list, status, at: new Date().toISOString() });
	}
	return undefined;
}

/**
 * An example of each type of item the user wants: the newest contact, and a contact of the first list that has one.
 * @throws Failure
 */
export async function sample(api: Api, { types, lists }: Wish): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	const ofContacts = [EVENTS.contactCreated, EVENTS.contactUpdated].filter((type) =>
		types.has(type),
	);
	if (ofContacts.length > 0) {
		const newest = await first(api, { 'orders[cdate]': 'DESC' });
		const [rows] = await readThese(api, newest === undefined ? [] : [newest]);
		for (const type of rows === undefined ? [] : ofContacts)
			items.push(await contactItem(api, rows, { type, eventId: contactEventId(rows) }));
	}
	for (const list of lists) {
		const item = await ofList(api, list);
		if (item === undefined) continue;
		items.push(item);
		break;
	}
	return items;
}
