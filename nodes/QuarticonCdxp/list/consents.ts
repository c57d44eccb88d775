import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { Failure, invalid } from '../../shared/errors';
import { Exclusive } from '../../shared/exclusive';
import { byOffset } from '../platform';
import type { MailingList } from './lists';

/** The API's numbers for a contact's status on a list. */
const STATUS = { unconfirmed: 0, subscribed: 1, unsubscribed: 2 } as const;
export type ConsentStatus = keyof typeof STATUS;

const WORDS = ['unconfirmed', 'subscribed', 'unsubscribed', 'bounced'];

/** A status as a word; the API knows further numbers, which stay as they are. */
export const statusWord = (status: unknown): string => WORDS[Number(status)] ?? String(status);

/** A contact's statuses, as the API's numbers by list id. */
type Statuses = Map<string, number>;

/** What is known of a contact's statuses; read anew where time has passed. */
export interface Present {
	statuses?: Statuses;
}

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

/** Whether the options keep a withdrawn consent: unless they plainly say no, which an expression may bring as text. */
export const keepsUnsubscribed = (options: IDataObject): boolean =>
	String(options.keepUnsubscribed).trim().toLowerCase() !== 'false';

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

const unreadable = () =>
	new Failure({
		message: "The contact's present consents could not be read, so none was changed",
		code: 'consents_unreadable',
		field: 'Status',
		remedy: 'Run this item again.',
	});

/** An answer without rows is no proof that the contact has no statuses. @throws Failure */
function consentRows(body: IDataObject): IDataObject[] {
	if (Array.isArray(body.contactLists)) return body.contactLists as IDataObject[];
	throw unreadable();
}

const isNumber = (value: unknown): boolean => /^\d+$/.test(String(value));

/** Reads a contact's status on every list. @throws Failure also when the answer does not plainly say it */
export async function readStatuses(api: Api, contactId: string): Promise<Statuses> {
	const rows = await api.all({
		path: ['contacts', contactId, 'contactLists'],
		rows: consentRows,
		expects: 'contactLists',
		style: byOffset,
	});
	const statuses: Statuses = new Map();
	for (const { list, status } of rows) {
		if (!isNumber(list) || !isNumber(status)) throw unreadable();
		// Should a list come twice, a withdrawal counts.
		if (statuses.get(String(list)) !== STATUS.unsubscribed)
			statuses.set(String(list), Number(status));
	}
	return statuses;
}

const turns = new Exclusive();

/** A moment, for `consentTurn`. */
export const consentMoment = (): number => turns.now();

/**
 * Does everything about one contact's consents that belongs together, the reading and the writing. Nothing else in this
 * process changes them in between.
 *
 * @param work is told the moment of the contact's turn before
 */
export const consentTurn = async <T>(
	{ client }: Api,
	contactId: string,
	work: (before: number) => Promise<T>,
): Promise<T> => await turns.run(client, contactId, work);

/**
 * Sets a contact's status on one list, within a `consentTurn`. With `keep`, a contact who is unsubscribed there is never
 * moved. The status was read a moment before, and is read anew before a request is repeated or sent late; a withdrawal
 * in the moment between reading and writing can't be seen, because the API knows no conditional write.
 *
 * @param present without statuses: to write without looking
 */
export async function setConsent(
	api: Api,
	contactId: string,
	{ list, status }: { list: MailingList; status: ConsentStatus },
	{ keep, present }: { keep: boolean; present: Present },
): Promise<ConsentResult> {
	const mayMove = keep && status !== 'unsubscribed';
	const isKept = () => mayMove && present.statuses?.get(list.id) === STATUS.unsubscribed;
	const wasRead = present.statuses !== undefined;
	const before = present.statuses?.get(list.id);
	if (!isKept() && before !== STATUS[status]) {
		await api.request({
			method: 'POST',
			path: ['contactLists'],
			expects: 'contactList',
			body: {
				contactList: { list: Number(list.id), contact: Number(contactId), status: STATUS[status] },
			},
			repeatable: true,
			...(mayMove && {
				reconsider: async () => {
					present.statuses = await readStatuses(api, contactId);
					const now = present.statuses.get(list.id);
					return isKept() || now === STATUS[status] ? {} : undefined;
				},
			}),
		});
	}
	return {
		list: list.id,
		status: isKept() ? 'kept-unsubscribed' : status,
		...(wasRead && { previous: before === undefined ? null : statusWord(before) }),
	};
}

/** Whether the present statuses must be read before these are set. */
export const needsReading = (consents: Array<{ status: ConsentStatus }>, keep: boolean): boolean =>
	keep && consents.some(({ status }) => status !== 'unsubscribed');
