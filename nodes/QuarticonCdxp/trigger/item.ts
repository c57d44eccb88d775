import type { IDataObject } from 'n8n-workflow';

import { toIso } from '../dates';
import { isRecord } from '../../shared/values';

/** Keys that the simplified item has in another place or form. */
const COMMON = new Set([
	'type',
	'date_time',
	'initiated_by',
	'initiated_from',
	'contact',
	'list',
	'tags',
	'customer_acct_id',
	'customer_acct_name',
	'orgname',
]);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The vendor joins tags by commas; a tag that holds one can't be told apart. */
function toTags(value: unknown): string[] {
	const tags = Array.isArray(value) ? value.map(text) : text(value).split(',');
	return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}

function toContact(contact: IDataObject, organization: unknown): IDataObject {
	return {
		id: text(contact.id),
		email: text(contact.email),
		firstName: text(contact.first_name),
		lastName: text(contact.last_name),
		phone: text(contact.phone),
		// Automation steps write ip4.
		ip: text(contact.ip ?? contact.ip4),
		tags: toTags(contact.tags),
		organization: text(contact.orgname ?? organization),
		fields: isRecord(contact.fields) ? contact.fields : {},
	};
}

/** `list=0` means none, `list=3` one; an event about consents brings entries with names. */
function toLists(list: unknown): IDataObject[] {
	if (Array.isArray(list))
		return list.filter(isRecord).map(({ id, name }) => ({ id: text(id), name: text(name) }));
	const id = text(list);
	return id === '' || id === '0' ? [] : [{ id, name: '' }];
}

function toAccount({
	customer_acct_id: id,
	customer_acct_name: name,
	contact,
}: IDataObject): IDataObject | null {
	const known = text(id) !== '' && text(id) !== '0';
	const title = text(name) || text(isRecord(contact) ? contact.customer_acct_name : '');
	return known || title !== '' ? { id: known ? text(id) : '', name: title } : null;
}

/**
 * An event as the trigger's item: people's names, ids as text, tags as a list, dates in ISO 8601 UTC. Keys that only
 * this kind of event has stay as they are, nested.
 */
export function toItem(body: IDataObject): IDataObject {
	const own = Object.fromEntries(Object.entries(body).filter(([key]) => !COMMON.has(key)));
	// A list that was just created is the event's own subject.
	const list = isRecord(body.list) ? { list: body.list } : {};
	const tags = toTags(body.tags);
	const item: IDataObject = {
		type: body.type ?? null,
		occurredAt: toIso(body.date_time),
		initiatedBy: text(body.initiated_by),
		initiatedFrom: text(body.initiated_from),
		contact: isRecord(body.contact) ? toContact(body.contact, body.orgname) : null,
		lists: toLists(body.list),
		account: own.account ?? toAccount(body),
	};
	const others = Object.entries(own).filter(([key]) => !Object.hasOwn(item, key));
	return { ...item, ...(tags.length > 0 && { tags }), ...list, ...Object.fromEntries(others) };
}
