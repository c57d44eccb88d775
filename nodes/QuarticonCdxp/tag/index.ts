import type { Resource } from '../../shared/operation';
import type { Entry } from '../record/operations';
import { createOne, deleteOne, getMany, getOne, updateOne } from '../record/operations';
import { addToContact } from './addToContact';
import { removeFromContact } from './removeFromContact';
import { tagKind } from './tags';

const name: Entry = {
	field: {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. VIP',
		description: 'What the tag is called; names are unique',
	},
	write: (value) => ({ tag: String(value).trim() }),
};

const description: Entry = {
	field: {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spent more than 1,000 in a year',
		description: 'What the tag is for',
	},
};

export const tag: Resource = {
	value: 'tag',
	name: 'Tag',
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
				{
					field: {
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. Newsletter',
						description: 'Return only tags whose name contains this text',
					},
				},
			],
		}),
		removeFromContact,
		updateOne(tagKind, { fields: [name], more: [description] }),
	],
};
