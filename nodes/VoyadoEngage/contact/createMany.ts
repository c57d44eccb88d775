import type { BatchOperation } from '../../shared/operation';
import { batchSizeOption, bulkBatch, bulkTypeOption } from './bulk';
import { checkKey, contentFields, readContent } from './fields';
import { keysOf } from './records';

export const createMany: BatchOperation = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many contacts',
	description:
		'Add many contacts with few requests; Engage takes them into a queue and works through them in the background',
	fields: [
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [batchSizeOption, bulkTypeOption],
		},
	],
	// No source says what a batch does that comes twice.
	repeatable: false,
	sideBySide: true,
	record: keysOf,
	batch: bulkBatch('POST', false, async (call) => {
		const content = await readContent(call);
		checkKey(content);
		return content;
	}),
	sample: {
		email: 'anna@example.com',
		accepted: true,
		batchId: '37fbcf9a-02a7-4f8e-a9ea-6f50b1085e81',
		index: 0,
	},
};
