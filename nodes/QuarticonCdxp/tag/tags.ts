import { toIso } from '../dates';
import type { Kind } from '../record/kind';
import { tagList } from './names';

export const tagKind: Kind = {
	noun: 'tag',
	plural: 'tags',
	field: 'tag',
	list: tagList,
	key: 'tag',
	nameOf: ({ tag }) => String(tag ?? ''),
	search: (text) => ({ search: text }),
	example: { id: '16', name: 'VIP' },
	simplify: ({ id, tag, tagType, description, subscriber_count: contacts, cdate }) => ({
		id: String(id),
		name: tag,
		type: tagType,
		description: description ?? '',
		// A tag just made comes without a count, as does one that was there under this name.
		...(contacts !== undefined && { contacts: Number(contacts) }),
		createdAt: toIso(cdate),
	}),
	sample: {
		id: '16',
		name: 'VIP',
		type: 'contact',
		description: 'Spent more than 1,000 in a year',
		contacts: 12,
		createdAt: '2024-02-28T12:16:48.000Z',
	},
};
