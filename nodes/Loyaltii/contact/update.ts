import type { ItemOperation } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { text } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import type { Listed } from '../endpoint/operation';
import { changes, contentOf, operation } from '../endpoint/operation';
import { address, clearFields, CONTACT, dynamic, more, source, TAKEN } from './fields';
import { writeVersioned } from './versioned';

const version = text(
	'Version',
	'Version',
	'The version of the contact as it was read last; the change is refused if it was changed meanwhile',
	{ placeholder: 'AAAAAAAB9vE=' },
);

const entered = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Change a contact; fields left out keep their value',
	endpoint: at(37, 'PATCH Contacts/{id}'),
	fields: [contact('id', 'The contact to change'), dynamic],
	more: [address, clearFields, ...more, source, version],
	answer: done('Updated', CONTACT),
	record: 'contact',
	check: changes('Update Fields', 'id', 'Version'),
	meanings: {
		404: { message: 'There is no such contact', remedy: 'Correct the ID of the contact.' },
		409: TAKEN,
	},
};

export const update: ItemOperation & Listed = {
	...operation(entered),
	run: async (call) => await writeVersioned(call, await contentOf(entered, call), entered),
};
