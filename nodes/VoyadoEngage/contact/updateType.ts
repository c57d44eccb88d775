import type { Operation } from '../../shared/operation';
import { readText } from '../../shared/values';
import { contentFields, readContent } from './fields';
import { contactId, contactLocator, recordByLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { keysOf } from './records';
import type { Changed } from './write';
import { anyAnswer, change, readBackOption } from './write';

const NOTHING: Changed = { updated: false, changedFields: [], ignoredFields: [] };

export const updateType: Operation = {
	value: 'updateType',
	name: 'Update Type',
	action: 'Update type of contact',
	description:
		'Make one contact a Member or a contact of another type; fields that are given are stored before, because the new type may need them',
	fields: [
		contactLocator,
		{
			displayName: 'New Contact Type',
			name: 'contactTypeId',
			type: 'string',
			required: true,
			default: 'Member',
			placeholder: 'e.g. Member',
			description: 'The ID of a contact type that is set up in Engage',
		},
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [multipleMatchesOption, readBackOption],
		},
	],
	repeatable: true,
	record: (call) => [recordByLocator(call), ...keysOf(call)],
	async run(call) {
		const contactTypeId = readText('New Contact Type', call.param('contactTypeId', ''));
		const content = await readContent(call);
		const id = await contactId(call);
		const [changed] =
			Object.keys(content).length === 0
				? [NOTHING]
				: await call.inParts([
						{ part: 'fields', work: async () => await change(call, id, content) },
					]);
		await call.inParts([
			{
				part: 'type',
				work: async () =>
					await call.api.request<unknown>({
						method: 'POST',
						path: ['contacts', id, 'updateContactType'],
						query: { contactTypeId },
						// The same type twice is the same as once.
						repeatable: true,
						expects: anyAnswer,
					}),
			},
		]);
		return { contactId: id, contactType: contactTypeId, ...changed };
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		contactType: 'Member',
		updated: true,
		changedFields: ['firstName'],
		ignoredFields: ['favouriteColour'],
	},
};
