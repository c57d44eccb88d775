import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { byId } from '../platform';

/** What the vendor may send beside contacts; its reference does not promise it (fact sheet, section 4). */
const BESIDE = ['fieldValues', 'contactTags'] as const;

/** A contact in the vendor's rows. */
export interface ContactRows {
	contact: IDataObject;
	fieldValues: IDataObject[];
	contactTags: IDataObject[];
}

/** One page of the contact list, by rising id. */
export interface ContactPage {
	contacts: IDataObject[];
	/** Whether contacts with higher ids remain. */
	more: boolean;
	body: IDataObject;
	/** The platform's clock when it answered, in milliseconds; undefined where it does not say. */
	now: number | undefined;
}

export const rowsIn = (body: IDataObject, key: string): IDataObject[] | undefined =>
	Array.isArray(body[key]) ? (body[key] as IDataObject[]) : undefined;

/** Reads the contacts after an id. @throws Failure */
export async function readPage(
	api: Api,
	after: string,
	query: IDataObject,
	include: string[],
): Promise<ContactPage> {
	const last = after === '' ? undefined : { id: after };
	const { body, headers } = await api.request({
		method: 'GET',
		path: ['contacts'],
		query: { ...query, ...byId.query({ seen: 0, last }, byId.size), include: include.join(',') },
		expects: 'contacts',
	});
	const rows = rowsIn(body, 'contacts') ?? [];
	// A server that ignores the position must not keep the reading going.
	const contacts = rows.filter(({ id }) => after === '' || Number(id) > Number(after));
	const position = { seen: 0, last };
	const now = Date.parse(String(headers.date ?? ''));
	return {
		contacts,
		more: contacts.length > 0 && byId.hasMore({ body, rows, position, size: byId.size }),
		body,
		now: Number.isNaN(now) ? undefined : now,
	};
}

/** What came beside the contacts of a page, by contact; undefined where the account sends nothing beside them. */
export function besideOf(body: IDataObject): Map<string, Omit<ContactRows, 'contact'>> | undefined {
	const [fieldValues, contactTags] = BESIDE.map((key) => rowsIn(body, key));
	if (fieldValues === undefined || contactTags === undefined) return undefined;
	const beside = new Map<string, Omit<ContactRows, 'contact'>>();
	const of = ({ contact }: IDataObject) => {
		const id = String(contact);
		const rows = beside.get(id) ?? { fieldValues: [], contactTags: [] };
		beside.set(id, rows);
		return rows;
	};
	for (const row of fieldValues) of(row).fieldValues.push(row);
	for (const row of contactTags) of(row).contactTags.push(row);
	return beside;
}

/** The parameter that asks for custom fields and tags beside contacts. */
export const INCLUDE_BESIDE: string[] = [...BESIDE];

/** One contact with its custom fields and tags, for accounts that send nothing beside contacts. */
export async function readAlone(api: Api, contact: IDataObject): Promise<ContactRows> {
	const path = ['contacts', String(contact.id)];
	const [one, tags] = await Promise.all([
		// Who is deleted meanwhile goes out as the list had it.
		api.request({ method: 'GET', path, accept: [404] }),
		api.request({ method: 'GET', path: [...path, 'contactTags'], accept: [404] }),
	]);
	return {
		contact,
		fieldValues: rowsIn(one.body, 'fieldValues') ?? [],
		contactTags: rowsIn(tags.body, 'contactTags') ?? [],
	};
}
