import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Locator } from '../../shared/fields';
import { toIso } from '../dates';
import { byOffset } from '../platform';
import { reference } from '../record/entries';
import type { Kind, Reference } from '../record/kind';
import { allRecords, findRecord, recordLocator } from '../record/kind';
import type { Entry } from '../../shared/entry';

/** A mailing list; a contact's status on it is the consent. */
export type MailingList = Reference;

export const listKind: Kind = {
	noun: 'list',
	plural: 'lists',
	field: 'list',
	list: { path: ['lists'], rows: 'lists', style: byOffset },
	key: 'list',
	nameOf: ({ name }) => String(name ?? ''),
	example: { id: '3', name: 'Newsletter' },
	simplify: ({ id, name, stringid, sender_url: senderUrl, cdate, udate }) => ({
		id: String(id),
		name,
		stringId: stringid,
		senderUrl,
		createdAt: toIso(cdate),
		updatedAt: toIso(udate),
	}),
	sample: {
		id: '1',
		name: 'Newsletter',
		stringId: 'newsletter',
		senderUrl: 'https://shop.example.com',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};

/** Every list of the account, read once per run. */
export const mailingLists = async (api: Api): Promise<MailingList[]> =>
	await allRecords(api, listKind);

/** The field for one list. */
export const listLocator = (description: string, required = true): INodeProperties =>
	recordLocator(listKind, description, required);

/** The list as a part of another record. */
export const listReference = (description: string): Entry =>
	// 0 stands for all lists.
	reference(listKind, { key: 'listid', emptied: 0, description });

/**
 * The list a locator means. It is looked up before anything is written, because a consent for a list that does not
 * exist would otherwise fail half-way.
 *
 * @throws Failure when none is given, when it does not exist, or when a name fits several
 */
export const findList = async (api: Api, given: Locator | undefined): Promise<MailingList> =>
	await findRecord(api, listKind, given);
