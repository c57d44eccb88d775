import type { IDataObject } from 'n8n-workflow';

import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { customFieldsField, readFieldValues } from './customFields';
import { checkEmail, emailField, recordByEmail } from './email';
import { applyParts, partOptions, readParts } from './parts';
import { simplifyContact } from './simplify';
import { additionalFields } from './standardFields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Add a contact who must not exist yet; use Create or Update where it may',
	fields: [
		emailField,
		additionalFields,
		customFieldsField,
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: partOptions,
		},
	],
	repeatable: false,
	record: recordByEmail,
	async run(call) {
		const email = checkEmail(call.param('email'));
		const fieldValues = await readFieldValues(call);
		const parts = await readParts(call);

		const [{ body }] = await call.inParts([
			{
				part: 'contact',
				work: async () =>
					await call.api.request({
						method: 'POST',
						path: ['contacts'],
						expects: 'contact',
						body: {
							contact: {
								email,
								...call.given('additionalFields'),
								...(fieldValues.length > 0 && { fieldValues }),
							},
						},
					}),
			},
		]);
		const contact = body.contact as IDataObject;
		const done = await applyParts(call, String(contact.id), parts, true);
		return {
			...(call.param('simplify', true) ? simplifyContact(contact) : { contact }),
			created: true,
			...done,
		};
	},
	sample: {
		id: '10',
		email: 'jan@example.com',
		firstName: 'Jan',
		lastName: 'Kowalski',
		phone: '+48555555555',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
		created: true,
		lists: [{ list: '1', status: 'subscribed' }],
		account: '1',
		tags: ['VIP'],
	},
};
