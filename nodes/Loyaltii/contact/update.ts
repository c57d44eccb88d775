import { invalid } from '../../shared/errors';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { text } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import { operation } from '../endpoint/operation';
import { address, clearFields, CONTACT, dynamic, more, source, TAKEN } from './fields';

const version = text(
	'Version',
	'Version',
	'The version of the contact as it was read last; the change is refused if it was changed meanwhile',
	{ placeholder: 'AAAAAAAB9vE=' },
);

export const update = operation({
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Change a contact; fields left out keep their value',
	endpoint: at(37, 'PATCH Contacts/{id}'),
	fields: [contact('id', 'The contact to change'), dynamic],
	more: [address, clearFields, ...more, source, version],
	answer: done('Updated', CONTACT),
	record: 'contact',
	check: ({ id, Version, ...changes }) => {
		void id;
		void Version;
		if (Object.keys(changes).length > 0) return;
		throw invalid(
			'Update Fields',
			'nothing is given to change',
			'Add a field under Update Fields.',
		);
	},
	meanings: {
		404: { message: 'There is no such contact', remedy: 'Correct the ID of the contact.' },
		409: TAKEN,
	},
});
