import { invalid } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { clearOptions, readCleared } from './clear';
import { contentFields, readContent } from './fields';
import { contactId, contactLocator, recordByLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { keysOf } from './records';
import { change, onlyChangesOption, readBackOption } from './write';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Change fields of one contact; what is left out or empty keeps its value',
	fields: [
		contactLocator,
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [...clearOptions, onlyChangesOption, multipleMatchesOption, readBackOption],
		},
	],
	repeatable: true,
	record: (call) => [recordByLocator(call), ...keysOf(call)],
	async run(call) {
		const given = { ...readCleared(call), ...(await readContent(call)) };
		if (Object.keys(given).length === 0) {
			throw invalid(
				'Fields',
				'nothing is given to change',
				'Give a field a value, or name it under Clear Fields to empty it.',
			);
		}
		const id = await contactId(call);
		return { contactId: id, ...(await change(call, id, given)) };
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		updated: true,
		changedFields: ['city', 'preferences.acceptsSms'],
		ignoredFields: ['favouriteColour'],
	},
};
