import type { Resource } from '../../shared/operation';
import { choice, text } from '../../shared/entries';
import {
	createOne,
	deleteOne,
	GET_MANY,
	getMany,
	getOne,
	sameOne,
	updateOne,
} from '../record/operations';
import { fieldKind } from './fields';
import { checkOptions, listEntry, optionsEntry, publish } from './publish';

const title = text('Title', 'title', {
	description: 'What people see; no two fields share one',
	placeholder: 'Customer Tier',
	required: true,
});
const type = choice(
	'Type',
	'type',
	[
		{ name: 'Checkbox', value: 'checkbox' },
		{ name: 'Date', value: 'date' },
		{ name: 'Date and Time', value: 'datetime' },
		{ name: 'Dropdown', value: 'dropdown' },
		{ name: 'Hidden', value: 'hidden' },
		{ name: 'List Box', value: 'listbox' },
		{ name: 'Number', value: 'number' },
		{ name: 'Radio', value: 'radio' },
		{ name: 'Text', value: 'text' },
		{ name: 'Text Area', value: 'textarea' },
	],
	{ initial: 'text', required: true, description: 'What the field holds' },
);
const more = [
	text('Default Value', 'defaultValue', {
		key: 'defval',
		description: 'What forms begin with',
	}),
	text('Description', 'description', { key: 'descript', description: 'What the field is for' }),
	{
		...text('Personalization Tag', 'personalizationTag', {
			description:
				'The name in mails; the platform takes spaces out and writes it in capitals, and makes one of the title where none is given',
			placeholder: 'CUSTOMER_TIER',
		}),
		// As the platform writes it, so that after a lost answer the field is known again.
		write: (value: unknown) => ({ perstag: String(value).replace(/\s+/g, '').toUpperCase() }),
	},
];

export const field: Resource = {
	value: 'field',
	name: 'Field',
	initial: GET_MANY,
	operations: [
		createOne(fieldKind, {
			description: 'Add a custom field of contacts with its options, and show it in the panel',
			fields: [title, type],
			more: [...more, listEntry, optionsEntry],
			fixed: { visible: 1 },
			check: checkOptions,
			findExisting: sameOne(fieldKind, ['title']),
			finish: publish,
			sample: { ...fieldKind.sample, list: null },
		}),
		deleteOne(fieldKind, {
			description:
				'Remove a custom field and its values for good; one that is gone already is no failure',
		}),
		getOne(fieldKind),
		getMany(fieldKind, {
			description: 'List the custom fields of contacts with their types and options',
		}),
		updateOne(fieldKind, { fields: [title], more }),
	],
};
