import type { IDataObject } from 'n8n-workflow';

import { checkEmail } from '../../shared/email';
import { invalid } from '../../shared/errors';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import {
	clearedStandardFields,
	clearFieldsOption,
	customFieldsField,
	readFieldValues,
} from './customFields';
import { contactId, contactLocator, recordByLocator } from './find';
import { simplifyContact } from './simplify';
import { standardFields } from './standardFields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Change fields of a contact who exists; fields left out keep their value',
	fields: [
		contactLocator,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'e.g. name@email.com',
					description: 'The new e-mail address',
				},
				...standardFields,
			],
		},
		customFieldsField,
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [clearFieldsOption],
		},
	],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const { email, ...fields } = call.given('updateFields');
		const fieldValues = await readFieldValues(call);
		const changes: IDataObject = {
			...(email !== undefined && { email: checkEmail(email) }),
			...clearedStandardFields(call),
			...fields,
			...(fieldValues.length > 0 && { fieldValues }),
		};
		if (Object.keys(changes).length === 0) {
			throw invalid(
				'Update Fields',
				'nothing is given to change',
				'Add a field under Update Fields or Custom Fields.',
			);
		}
		const id = await contactId(call);
		const { body } = await call.api.request({
			method: 'PUT',
			path: ['contacts', id],
			expects: 'contact',
			body: { contact: changes },
		});
		const contact = body.contact as IDataObject;
		return call.flag('simplify', true) ? simplifyContact(contact) : { contact };
	},
	sample: {
		id: '10',
		email: 'jan@example.com',
		firstName: 'Jan',
		lastName: 'Kowalski',
		phone: '+48555555555',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
