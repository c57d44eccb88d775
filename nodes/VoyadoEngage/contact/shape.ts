import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { isRecord } from '../../shared/values';

const GUID = /^"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"?$/i;

/** A GUID, also one in quotation marks; undefined for anything else. */
export const guidIn = (value: unknown): string | undefined =>
	typeof value === 'string' ? GUID.exec(value.trim())?.[1] : undefined;

/** The ID in an answer: a bare text, or under `id` or `contactId`. */
export const idIn = (answer: unknown): string | undefined =>
	isRecord(answer) ? (guidIn(answer.id) ?? guidIn(answer.contactId)) : guidIn(answer);

/** A contact as Engage shows it. Its fields stand in `attributes` (v2) or beside the ID; no source says which v3 does. */
export interface ContactParts {
	fields: IDataObject;
	preferences: IDataObject;
	consents: unknown;
}

export function partsOf(contact: IDataObject): ContactParts {
	const { id: _id, contactId: _same, attributes, meta: _meta, ...rest } = contact;
	const { preferences, consents, ...beside } = rest;
	return {
		fields: { ...beside, ...(isRecord(attributes) ? attributes : {}) },
		preferences: isRecord(preferences) ? preferences : {},
		consents: consents ?? [],
	};
}

/** Whether the answer to a body holds the contact, and not just its ID or word of how things stand. */
export function holdsContact(answer: unknown, content: IDataObject): answer is IDataObject {
	if (!isRecord(answer) || idIn(answer) === undefined) return false;
	return isRecord(answer.attributes) || Object.keys(content).some((name) => name in answer);
}

/** A contact with its fields side by side. */
export function simplifyContact(contact: IDataObject): IDataObject {
	const { fields, preferences, consents } = partsOf(contact);
	return {
		contactId: idIn(contact) ?? null,
		...fields,
		preferences,
		consents: consents as IDataObject[],
	};
}

/** Fields that Engage may write in another form than they were sent. */
const REWRITTEN = new Set(['mobilePhone', 'socialSecurityNumber']);

const plain = (value: unknown): string => {
	if (isEmpty(value)) return '';
	return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
};

/** Whether a field has the value already; a day is also one with a time. */
function isSame(sent: unknown, stored: unknown): boolean {
	const [one, other] = [plain(sent), plain(stored)];
	return (
		one === other ||
		(/^\d{4}-\d\d-\d\d$/.test(one) && /^.{10}T/i.test(other) && other.startsWith(one))
	);
}

/** What of a body differs from a contact: the changes alone. */
export function changesIn(content: IDataObject, contact: IDataObject): IDataObject {
	const { fields, preferences: present } = partsOf(contact);
	const { preferences, ...rest } = content;
	const differing = (sent: IDataObject, stored: IDataObject) =>
		Object.fromEntries(
			Object.entries(sent).filter(([name, value]) => !isSame(value, stored[name])),
		);
	const flipped = differing((preferences as IDataObject | undefined) ?? {}, present);
	return {
		...differing(rest, fields),
		...(Object.keys(flipped).length > 0 && { preferences: flipped }),
	};
}

const isKept = (name: string, sent: unknown, stored: IDataObject): boolean => {
	if (sent === null) return plain(stored[name]) === '';
	if (!Object.hasOwn(stored, name)) return false;
	return (
		REWRITTEN.has(name) || isSame(plain(sent).toLowerCase(), plain(stored[name]).toLowerCase())
	);
};

/**
 * The names of a body that a contact shows with another value. What it does not show says nothing: the tenant may have no
 * such field.
 */
export function differingIn(content: IDataObject, contact: IDataObject): string[] {
	const { fields, preferences } = partsOf(contact);
	const shown = [
		...Object.keys(fields),
		...Object.keys(preferences).map((name) => `preferences.${name}`),
	];
	return ignoredIn(content, contact).filter((name) => shown.includes(name));
}

/** The names of a body that a contact does not show: Engage takes fields it does not know without a word. */
export function ignoredIn(content: IDataObject, contact: IDataObject): string[] {
	const { fields, preferences: shown } = partsOf(contact);
	const { preferences, ...rest } = content;
	const lost = (sent: IDataObject, stored: IDataObject) =>
		Object.keys(sent).filter((name) => !isKept(name, sent[name], stored));
	return [
		...lost(rest, fields),
		...lost((preferences as IDataObject | undefined) ?? {}, shown).map(
			(name) => `preferences.${name}`,
		),
	];
}
