import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import type { ListRequest } from '../../shared/pages';
import { byOffset } from '../platform';

/** A mailing list; a contact's status on it is the consent. */
export interface MailingList {
	id: string;
	name: string;
}

export const listList: ListRequest = { path: ['lists'], rows: 'lists', style: byOffset };

/** Every list of the account, read once per run. */
export async function mailingLists(api: Api): Promise<MailingList[]> {
	return await api.once('mailing lists', async () => {
		const rows = await api.all(listList);
		return rows.map(({ id, name }) => ({ id: String(id), name: String(name ?? '') }));
	});
}

/** The field for one list. */
export const listLocator = (description: string, required = true): INodeProperties =>
	locator(
		{ displayName: 'List', name: 'list', required, description },
		{
			search: 'searchLists',
			idExample: '3',
			modes: [
				{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Newsletter' },
			],
		},
	);

/**
 * The list a locator means. It is looked up before anything is written, because a consent for a list that does not
 * exist would otherwise fail half-way.
 *
 * @throws Failure when none is given, when it does not exist, or when a name fits several
 */
export async function findList(api: Api, given: Locator | undefined): Promise<MailingList> {
	const { mode, value } = given ?? { mode: 'list', value: '' };
	if (isEmpty(value))
		throw invalid('List', 'no list is given', 'Choose a list, or give its ID or name.');
	const wanted = String(value).trim();
	const lists = await mailingLists(api);
	const found =
		mode === 'name'
			? lists.filter(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase())
			: lists.filter(({ id }) => id === wanted);
	if (found.length === 1) return found[0];
	const exact = found.filter(({ name }) => name === wanted);
	if (exact.length === 1) return exact[0];
	throw found.length === 0
		? invalid(
				'List',
				`there is no list ${mode === 'name' ? 'named' : 'with the ID'} "${wanted}"`,
				`Choose one of the account's lists: ${names(lists)}.`,
			)
		: invalid(
				'List',
				`"${wanted}" is the name of ${found.length} lists`,
				`Choose the list by its ID: ${found.map(({ id }) => id).join(', ')}.`,
			);
}

function names(lists: MailingList[]): string {
	const some = lists.slice(0, 10).map(({ id, name }) => `${name} (ID ${id})`);
	return (lists.length > 10 ? [...some, '…'] : some).join(', ');
}
