import type { IDataObject } from 'n8n-workflow';

import { checkEmail } from '../../shared/email';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { clearFieldsOption, customFieldsField, readFieldValues } from './customFields';
import { emailField, recordByEmail } from './email';
import { applyParts, partOptions, readParts } from './parts';
import { simplifyContact } from './simplify';
import { additionalFields } from './standardFields';

export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
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
			options: [partOptions[0], clearFieldsOption, ...partOptions.slice(1)],
		},
	],
	repeatable: true,
	record: recordByEmail,
	async run(call) {
		const email = checkEmail(call.param('email'));
		const fieldValues = await readFieldValues(call);
		const parts = await readParts(call);

		const [{ status, body }] = await call.inParts([
			{
				part: 'contact',
				work: async () =>
					await call.api.request({
						method: 'POST',
						path: ['contact', 'sync'],
						expects: 'contact',
						body: {
							contact: {
								email,
								...call.given('additionalFields'),
								...(fieldValues.length > 0 && { fieldValues }),
							},
						},
						repeatable: true,
					}),
			},
		]);
		const contact = body.contact as IDataObject;
		const created = status === 201;
		const done = await applyParts(call, String(contact.id), parts, created);
		return {
			...(call.param('simplify', true) ? simplifyContact(contact) : { contact }),
			created,
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
