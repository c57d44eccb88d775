import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { fingerprint } from '../../shared/canonical';
import { toIso } from '../dates';
import { statusWord } from '../list/consents';
import type { MailingList } from '../list/lists';
import { tagNames } from '../tag/names';
import type { ContactRows } from './rows';

const text = (value: unknown): string =>
	value === null || value === undefined || typeof value === 'object' ? '' : String(value);

/** Values by field id, as the platform holds them. */
const fieldsOf = (fieldValues: IDataObject[]): IDataObject =>
	Object.fromEntries(fieldValues.map(({ field, value }) => [String(field), text(value)]));

/** A contact as the webhook trigger gives it. Names of tags are read once per poll. @throws Failure */
async function toContact(
	api: Api,
	{ contact, fieldValues, contactTags }: ContactRows,
): Promise<IDataObject> {
	const names = contactTags.length > 0 ? await tagNames(api) : new Map<string, string>();
	return {
		id: text(contact.id),
		email: text(contact.email),
		firstName: text(contact.firstName),
		lastName: text(contact.lastName),
		phone: text(contact.phone),
		ip: text(contact.ip),
		tags: contactTags.map(({ tag }) => names.get(String(tag)) ?? String(tag)),
		organization: text(contact.orgname),
		fields: fieldsOf(fieldValues),
	};
}

/** The same for the same state of a contact: what goes out, and the time of its last change. */
export function contactEventId({ contact, fieldValues, contactTags }: ContactRows): string {
	const { id, email, firstName, lastName, phone, orgname, udate } = contact;
	return fingerprint({
		contact: { id, email, firstName, lastName, phone, orgname, udate },
		fields: fieldsOf(fieldValues),
		// A tag that is renamed changes no contact.
		tags: contactTags.map(({ tag }) => String(tag)).sort(),
	});
}

/** The item of a contact that changed. @throws Failure */
export async function contactItem(
	api: Api,
	rows: ContactRows,
	{ type, eventId }: { type: string; eventId: string },
): Promise<IDataObject> {
	return {
		eventId,
		type,
		occurredAt: toIso(rows.contact.udate),
		contact: await toContact(api, rows),
		lists: [],
	};
}

/** A consent that changed, statuses as the API's numbers. */
export interface ConsentChange {
	list: MailingList;
	status: number;
	/** Undefined where the contact was not known to be on the list. */
	previous?: number;
	/** When it changed, or else when that was noticed; ISO 8601, UTC. */
	at: string;
}

/** The item of a consent that changed. @throws Failure */
export async function consentItem(
	api: Api,
	rows: ContactRows,
	{ list, status, previous, at }: ConsentChange,
): Promise<IDataObject> {
	const word = statusWord(status);
	return {
		eventId: fingerprint({ contact: String(rows.contact.id), list: list.id, status: word, at }),
		type: 'consent_changed',
		occurredAt: at,
		contact: await toContact(api, rows),
		lists: [{ id: list.id, name: list.name }],
		consent: {
			list: list.id,
			status: word,
			previous: previous === undefined ? null : statusWord(previous),
		},
	};
}
