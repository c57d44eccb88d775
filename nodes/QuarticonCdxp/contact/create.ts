import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { checkEmail } from '../../shared/email';
import { Failure } from '../../shared/errors';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { customFieldsField, readFieldValues } from './customFields';
import { emailField, recordByEmail } from './email';
import { lookUpByEmail } from './find';
import { applyParts, partOptions, readParts } from './parts';
import { simplifyContact } from './simplify';
import { additionalFields } from './standardFields';

/**
 * After a lost answer: the contact, if it was created; undefined if not; a Failure when the contact there has other data,
 * so that it was there before.
 */
async function findCreated(
	api: Api,
	email: string,
	fields: IDataObject,
): Promise<IDataObject | Failure | undefined> {
	const contact = await lookUpByEmail(api, email);
	if (contact === undefined) return undefined;
	const isOurs = Object.entries(fields).every(([name, value]) => contact[name] === String(value));
	if (isOurs) return { contact };
	return new Failure({
		message: `Email: a contact with the address "${email}" exists already`,
		code: 'duplicate',
		field: 'Email',
		remedy: 'Use Create or Update, or update the existing contact.',
	});
}

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

		const fields = call.given('additionalFields');
		const [{ body, perhapsApplied }] = await call.inParts([
			{
				part: 'contact',
				work: async () =>
					await call.api.request({
						method: 'POST',
						path: ['contacts'],
						expects: 'contact',
						findExisting: async () => await findCreated(call.api, email, fields),
						body: { contact: { email, ...fields, ...(fieldValues.length > 0 && { fieldValues }) } },
					}),
			},
		]);
		const contact = body.contact as IDataObject;
		const done = await applyParts(call, String(contact.id), parts, !perhapsApplied);
		return {
			...(call.flag('simplify', true) ? simplifyContact(contact) : { contact }),
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
