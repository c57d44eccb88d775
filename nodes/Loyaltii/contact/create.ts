import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import { one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { required } from '../endpoint/entries';
import { holds } from '../endpoint/holds';
import { lookUpContact } from '../endpoint/locators';
import { operation } from '../endpoint/operation';
import { address, CONTACT, dynamic, more, source, TAKEN } from './fields';

/** After a lost answer: e-mail and phone are unique, so a contact that has them is the one, if it says the same. */
function sameContact(content: IDataObject, { api }: Call) {
	const { Email, Phone } = content;
	return async () => {
		const [field, value] = Email === undefined ? ['Phone', Phone] : ['Email', Email];
		const contact = await lookUpContact(api, field.toLowerCase(), String(value));
		if (contact === undefined || holds(contact, content)) return contact;
		return new Failure({
			message: `${field}: a contact with "${String(value)}" exists already`,
			code: 'conflict',
			field,
			remedy: 'Update the existing contact instead.',
			httpStatus: 409,
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
	check: ({ Email, Phone }) => {
		if (Email !== undefined || Phone !== undefined) return;
		throw invalid(
			'Email',
			'neither an e-mail address nor a phone number is given',
			'Give one of them; without both, nobody could be reached, nor found again.',
		);
	},
	findExisting: sameContact,
	meanings: { 409: TAKEN },
});
