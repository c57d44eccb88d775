import type { Api } from '../../shared/api';
import type { Locator } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator, recordByLocator } from '../contact/find';
import { byOffset } from '../platform';
import { findRecord, recordLocator } from '../record/kind';
import { tagKind } from './tags';

/** The link between a contact and a tag, which is what gets deleted. */
async function linkId(api: Api, contact: string, tag: string): Promise<string | undefined> {
	const rows = await api.all({
		path: ['contacts', contact, 'contactTags'],
		rows: 'contactTags',
		style: byOffset,
	});
	const link = rows.find((row) => String(row.tag) === tag);
	return link === undefined ? undefined : String(link.id);
}

export const removeFromContact: Operation = {
	value: 'removeFromContact',
	name: 'Remove From Contact',
	action: 'Remove tag from contact',
	description: 'Take a tag off a contact; one who does not have it is no failure',
	fields: [contactLocator, recordLocator(tagKind, 'The tag to take off')],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const { api } = call;
		const tag = await findRecord(api, tagKind, call.param<Locator>('tag'));
		const contact = await contactId(call);
		const link = await linkId(api, contact, tag.id);
		if (link !== undefined) {
			// Somebody else may have been faster.
			await api.request({ method: 'DELETE', path: ['contactTags', link], accept: [404] });
		}
		return { contact, tag: tag.id, tagName: tag.name, removed: link !== undefined };
	},
	sample: { contact: '10', tag: '16', tagName: 'VIP', removed: true },
};
