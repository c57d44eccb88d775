import { invalid } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator, recordByLocator } from '../contact/find';
import { addTag, readTagNames, tagsOption } from './add';

export const addToContact: Operation = {
	value: 'addToContact',
	name: 'Add to Contact',
	action: 'Add tag to contact',
	description: 'Give tags to a contact; a tag the contact has already is no failure',
	fields: [contactLocator, { ...tagsOption, required: true }],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const tags = readTagNames(call.param('tags'));
		if (tags.length === 0) {
			throw invalid('Tags', 'no tag is given', 'Give the name of at least one tag.');
		}
		const contact = await contactId(call);
		await call.inParts(
			tags.map((tag) => ({
				part: `tag ${tag}`,
				work: async () => await addTag(call.api, contact, tag),
			})),
		);
		return { contact, tags };
	},
	sample: { contact: '10', tags: ['VIP'] },
};
