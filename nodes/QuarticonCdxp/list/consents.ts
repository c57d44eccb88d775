import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { Failure, invalid } from '../../shared/errors';
import type { MailingList } from './lists';

/** The API's numbers for a contact's status on a list. */
const STATUS = { unconfirmed: 0, subscribed: 1, unsubscribed: 2 } as const;
export type ConsentStatus = keyof typeof STATUS;

const WORDS = ['unconfirmed', 'subscribed', 'unsubscribed', 'bounced'];

/** A status as a word; the API knows further numbers, which stay as they are. */
export const statusWord = (status: unknown): string => WORDS[Number(status)] ?? String(status);

/** A contact's statuses, as the API's numbers by list id. */
export type Statuses = Map<string, number>;

/** What became of one consent. */
export interface ConsentResult {
	list: string;
	status: ConsentStatus | 'kept-unsubscribed';
	/** What it was before; undefined where it was not read, null where the contact was not on the list. */
	previous?: string | null;
}

export const statusField: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Subscribed', value: 'subscribed' },
		{ name: 'Unconfirmed', value: 'unconfirmed' },
		{ name: 'Unsubscribed', value: 'unsubscribed' },
	],
	default: 'subscribed',
	description: 'The consent of the contact to hear from this list',
};

export const keepUnsubscribed: INodeProperties = {
	displayName: 'Keep Unsubscribed',
	name: 'keepUnsubscribed',
	type: 'boolean',
	default: true,
	description:
		'Whether a contact who has unsubscribed from a list stays unsubscribed, whatever status is set here. Switch it off only when the contact has given a new consent.',
};

/** @throws Failure when the text is no status */
export function readStatus(value: unknown): ConsentStatus {
	const word = String(value ?? '')
		.trim()
		.toLowerCase();
	if (Object.hasOwn(STATUS, word)) return word as ConsentStatus;
	throw invalid(
		'Status',
		`"${String(value ?? '')}" is not a consent status`,
		'Use subscribed, unsubscribed or unconfirmed.',
	);
}

/** Reads a contact's status on every list. */
export async function readStatuses(api: Api, contactId: string): Promise<Statuses> {
	const { body } = await api.request({
		method: 'GET',
		path: ['contacts', contactId, 'contactLists'],
	});
	const rows = Array.isArray(body.contactLists) ? (body.contactLists as IDataObject[]) : undefined;
	// An answer without the list is no proof that the contact has no statuses.
	if (rows === undefined) {
		throw new Failure({
			message: "The contact's present consents could not be read, so none was changed",
			code: 'consents_unreadable',
			field: 'Status',
			remedy: 'Run this item again.',
		});
	}
	return new Map(rows.map(({ list, status }) => [String(list), Number(status)]));
}

/**
 * Sets a contact's status on one list. With `keep`, a contact who is unsubscribed there is never moved; the status was
 * read a moment before, and a withdrawal in between can't be seen: the API knows no conditional write.
 *
 * @param present the contact's statuses, or undefined to write without looking
 */
export async function setConsent(
	api: Api,
	contactId: string,
	{ list, status }: { list: MailingList; status: ConsentStatus },
	{ keep, present }: { keep: boolean; present?: Statuses },
): Promise<ConsentResult> {
	const before = present?.get(list.id);
	const previous =
		present === undefined ? undefined : before === undefined ? null : statusWord(before);
	if (keep && before === STATUS.unsubscribed && status !== 'unsubscribed') {
		return { list: list.id, status: 'kept-unsubscribed', previous };
	}
	if (before !== STATUS[status]) {
		await api.request({
			method: 'POST',
			path: ['contactLists'],
			expects: 'contactList',
			body: {
				contactList: { list: Number(list.id), contact: Number(contactId), status: STATUS[status] },
			},
			repeatable: true,
		});
	}
	return { list: list.id, status, previous };
}

/** Whether the present statuses must be read before these are set. */
export const needsReading = (consents: Array<{ status: ConsentStatus }>, keep: boolean): boolean =>
	keep && consents.some(({ status }) => status !== 'unsubscribed');
