import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../shared/call';
import { byDisplayName } from '../shared/sorting';
import { readText, readWhole } from '../shared/values';
import { priorityOption } from './contact/identifiers';

/** What requests are marked with unless told otherwise. */
const SOURCE = 'n8n';

/** Items per request. The vendor names no most, so this is unverified. */
const BATCH_SIZE = 200;

const sourceOption: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'string',
	default: SOURCE,
	description: 'Where the data come from, as Cordial is to show it',
};

export const batchSizeOption: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: BATCH_SIZE,
	description:
		'The most items that share one request. Cordial names no limit, so 200 is a guess; a request it finds too large is sent again in halves.',
};

/** The options of an operation: those all have, and its own. */
export const optionsField = (own: INodeProperties[] = []): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [priorityOption, sourceOption, ...own].sort(byDisplayName),
});

/** The label of the data. @throws Failure */
export function sourceOf(call: Call): IDataObject {
	const { source } = call.given('options');
	return { source: source === undefined ? SOURCE : readText('Source', source) };
}

/** The most items of one request. @throws Failure */
export function readBatchSize(call: Call): number {
	const { batchSize } = call.given('options');
	return batchSize === undefined ? BATCH_SIZE : readWhole('Batch Size', batchSize, 1);
}
