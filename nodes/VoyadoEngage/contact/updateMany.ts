import type { BatchOperation } from '../../shared/operation';
import { batchSizeOption, bulkBatch, bulkTypeOption } from './bulk';
import { contactIdField, readChange, recordsOfChange } from './bulkChange';
import { clearOptions } from './clear';
import { contentFields } from './fields';

export const updateMany: BatchOperation = {
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update many contacts',
	description:
		'Change many contacts with few requests; Engage takes them into a queue and works through them in the background',
	fields: [
		contactIdField,
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Avoid Triggering Export',
					name: 'avoidTriggeringExport',
					type: 'boolean',
					default: false,
					description: 'Whether Engage leaves these changes out of its exports to other systems',
				},
				batchSizeOption,
				...clearOptions,
				bulkTypeOption,
			],
		},
	],
	repeatable: true,
	sideBySide: true,
	record: recordsOfChange,
	batch: bulkBatch('PATCH', true, readChange),
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		accepted: true,
		batchId: '37fbcf9a-02a7-4f8e-a9ea-6f50b1085e81',
		index: 0,
	},
};
