import type { ItemOperation } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { required, text } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import type { Listed } from '../endpoint/operation';
import { contentOf, operation } from '../endpoint/operation';
import { address, CONTACT, dynamic, more, source, TAKEN } from './fields';
import { writeVersioned } from './versioned';

const version = text('Version', 'Version', 'The version of the contact as it was read last', {
	placeholder: 'AAAAAAAB9vE=',
});

const entered = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace contact',
	description:
		'Write a contact anew: fields left out are emptied, dynamic fields left out stay; refused if it was changed meanwhile',
	endpoint: at(35, 'PUT Contacts/{id}'),
	fields: [contact('id', 'The contact to replace'), required(version), dynamic],
	more: [address, ...more, source],
	answer: done('Updated', CONTACT),
	record: 'contact',
	meanings: { 409: TAKEN },
};

export const replace: ItemOperation & Listed = {
	...operation(entered),
	run: async (call) => await writeVersioned(call, await contentOf(entered, call), entered),
};
