import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import { one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { required } from '../endpoint/entries';
import { lookUpContact } from '../endpoint/locators';
import { operation } from '../endpoint/operation';
import { address, CONTACT, dynamic, more, source, TAKEN } from './fields';

const says = (contact: IDataObject, content: IDataObject): boolean =>
	['Email', 'Phone', 'FirstName', 'LastName', 'RegistrationSource'].every(
		(key) =>
			content[key] === undefined ||
			String(contact[key] ?? '').toLowerCase() === String(content[key]).toLowerCase(),
	);

/** After a lost answer: e-mail and phone are unique, so a contact that has them is the one, if it says the same. */
function sameContact(content: IDataObject, { api }: Call) {
	const { Email, Phone } = content;
	if (Email === undefined && Phone === undefined) return undefined;
	return async () => {
		const [key, value] = Email === undefined ? ['phone', Phone] : ['email', Email];
		const contact = await lookUpContact(api, String(key), String(value));
		if (contact === undefined || says(contact, content)) return contact;
		return new Failure({
			message: `Email: a contact with ${key} "${String(value)}" exists already`,
			code: 'conflict',
			field: 'Email',
			remedy: 'Update the existing contact instead.',
		});
	};
}

const startsWith = required(source);

export const create = operation({
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Add a contact; e-mail address and phone number must be new',
	endpoint: at(31, 'POST Contacts'),
	fields: [address, { ...startsWith, field: { ...startsWith.field, default: 'n8n' } }, dynamic],
	more,
	answer: one(CONTACT),
	findExisting: sameContact,
	meanings: { 409: TAKEN },
});
