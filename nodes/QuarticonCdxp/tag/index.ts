import type { Resource } from '../../shared/operation';
import { text } from '../../shared/entries';
import { createOne, deleteOne, getMany, getOne, updateOne } from '../record/operations';
import { addToContact } from './addToContact';
import { removeFromContact } from './removeFromContact';
import { tagKind } from './tags';

const name = text('Name', 'name', {
	key: 'tag',
	description: 'What the tag is called; names are unique',
	placeholder: 'VIP',
	required: true,
});

const description = text('Description', 'description', {
	description: 'What the tag is for',
	placeholder: 'Spent more than 1,000 in a year',
	canBeEmptied: true,
});

export const tag: Resource = {
	value: 'tag',
	name: 'Tag',
	initial: 'addToContact',
	operations: [
		addToContact,
		createOne(tagKind, {
			description: 'Add a tag; where one of this name exists, that one is returned',
			fields: [name],
			more: [description],
			// Without a type the tag would be made but stay hidden.
			fixed: { tagType: 'contact' },
			// The platform answers an existing name with the existing tag.
			repeatable: true,
			record: (call) => call.text('name'),
		}),
		deleteOne(tagKind, {
			description:
				'Remove a tag for good, from all contacts too; one that is gone already is no failure',
		}),
		getOne(tagKind),
		getMany(tagKind, {
			filters: [
				text('Search', 'search', {
					description: 'Return only tags whose name contains this text',
					placeholder: 'Newsletter',
				}),
			],
		}),
		removeFromContact,
		updateOne(tagKind, { fields: [name], more: [description] }),
	],
};
