import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator } from './find';
import { includeOption, readInclude, simplifyWith } from './include';

/** Tags do not come with the contact. */
async function readTags(api: Api, id: string): Promise<IDataObject[]> {
	const { body } = await api.request({ method: 'GET', path: ['contacts', id, 'contactTags'] });
	return body.contactTags as IDataObject[];
}

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Look up one contact by its e-mail address or ID',
	fields: [
		contactLocator,
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				includeOption(
					'What to return beside the contact. Tags cost one more request per contact; names of fields and tags one per 100 and run.',
				),
			],
		},
	],
	repeatable: true,
	async run(call) {
		const id = await contactId(call);
		const include = readInclude(call);
		const { body } = await call.api.request({ method: 'GET', path: ['contacts', id] });
		const included = {
			...body,
			...(include.has('tags') && { contactTags: await readTags(call.api, id) }),
		};
		if (!call.flag('simplify', true)) return included;
		return await simplifyWith(call.api, body.contact as IDataObject, included, include);
	},
	sample: {
		id: '10',
		email: 'jan@example.com',
		firstName: 'Jan',
		lastName: 'Kowalski',
		phone: '+48555555555',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
		fields: { 'Customer Tier': 'Gold' },
		lists: [{ list: '1', status: 'subscribed' }],
		tags: ['VIP'],
	},
};
