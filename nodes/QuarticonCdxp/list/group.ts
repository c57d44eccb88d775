import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import type { Locator } from '../../shared/fields';
import { byOffset } from '../platform';
import type { Referable } from '../record/kind';
import { findRecord, recordLocator } from '../record/kind';
import type { Entry } from '../../shared/entry';

/** User groups: who may see a list in the panel. */
export const groupKind: Referable = {
	noun: 'group',
	plural: 'groups',
	field: 'group',
	list: { path: ['groups'], rows: 'groups', style: byOffset },
	key: 'group',
	nameOf: ({ title }) => String(title ?? ''),
	example: { id: '3', name: 'Admin' },
};

export const groupEntry: Entry = {
	field: recordLocator(
		groupKind,
		'The user group that sees the list in the panel; without one, the list is invisible there',
		true,
	),
	asks: true,
	// Checked with the rest, and used once the list is there.
	write: async (given, { api }) => {
		await findRecord(api, groupKind, given as Locator);
		return {};
	},
};

/** Shows a new list to its group. */
export async function showToGroup(list: IDataObject, call: Call): Promise<IDataObject> {
	const { id } = await findRecord(call.api, groupKind, call.param<Locator>('group'));
	await call.inParts([
		{
			part: 'group',
			work: async () =>
				await call.api.request({
					method: 'POST',
					path: ['listGroups'],
					body: { listGroup: { listid: Number(list.id), groupid: Number(id) } },
					expects: 'listGroup',
					repeatable: true,
				}),
		},
	]);
	return { group: id };
}
