import type { BatchOperation } from '../../shared/operation';
import { activityContactFields, readContactFields } from '../contact/fields';
import { identifiersField, recordsByContact } from '../contact/identifiers';
import { batchSizeOption, optionsField } from '../options';
import { ofOneContact } from '../together';
import { activityFields, readActivities } from './activities';

export const create: BatchOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create activities',
	description:
		'Record what a contact did, such as a page view; items of one contact share requests',
	fields: [
		identifiersField,
		...activityFields,
		activityContactFields,
		optionsField([batchSizeOption]),
	],
	// Nothing tells a second activity from the first.
	repeatable: false,
	sideBySide: true,
	record: recordsByContact,
	batch: ofOneContact(
		{ name: 'createContactactivities', repeatable: false },
		'contactActivities',
		(call) => {
			const entries = readActivities(call);
			return {
				contact: readContactFields(call),
				entries,
				told: { activities: entries.map(({ name }) => name) as string[] },
			};
		},
	),
	sample: {
		identifiers: { email: 'jan@example.com' },
		activities: ['pageView'],
		accepted: true,
		processing: 'later',
		answer: null,
		warning: null,
	},
};
