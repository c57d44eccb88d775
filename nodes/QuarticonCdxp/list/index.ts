import type { IDataObject } from 'n8n-workflow';

import { invalid } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { text, url } from '../../shared/entries';
import { createOne, GET_MANY, getMany, getOne, sameOne } from '../record/operations';
import { groupEntry, showToGroup } from './group';
import { listKind } from './lists';
import { setConsent } from './setConsent';

const name = text('Name', 'name', {
	description: 'What the list is called',
	placeholder: 'Newsletter',
	required: true,
});

/** The short name in links follows from the name where none is given: letters and digits of any language, hyphens between. */
function stringIdOf({ name: given, stringid }: IDataObject): string {
	const found = String(stringid ?? given)
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
	if (found !== '') return found;
	throw invalid(
		'Short Name',
		`"${String(stringid ?? given)}" has neither letters nor digits`,
		'Give a short name such as newsletter.',
	);
}

export const list: Resource = {
	value: 'list',
	name: 'List',
	initial: GET_MANY,
	operations: [
		createOne(listKind, {
			description: 'Add a list that contacts can give their consent to, and show it in the panel',
			fields: [
				name,
				url('Sender URL', 'senderUrl', {
					key: 'sender_url',
					description: 'The website that mails of this list are about',
					placeholder: 'https://shop.example.com',
					required: true,
				}),
				text('Sender Reminder', 'senderReminder', {
					key: 'sender_reminder',
					description: 'Why contacts get these mails; stands below each of them',
					placeholder: 'You signed up on our website',
					required: true,
				}),
				groupEntry,
			],
			more: [
				text('Short Name', 'stringId', {
					key: 'stringid',
					description: 'The name in links; made of the name where none is given',
					placeholder: 'newsletter',
				}),
			],
			complete: (content) => ({ ...content, stringid: stringIdOf(content) }),
			findExisting: sameOne(listKind, ['name']),
			finish: showToGroup,
			sample: { ...listKind.sample, group: '3' },
		}),
		getOne(listKind),
		getMany(listKind, {
			description: 'Show the lists that contacts can give their consent to',
			filters: [
				{
					...text('Name Contains', 'name', {
						description: 'Return only lists whose name contains this text',
						placeholder: 'News',
					}),
					write: (value) => ({ 'filters[name][contains]': String(value) }),
				},
			],
		}),
		setConsent,
	],
};
