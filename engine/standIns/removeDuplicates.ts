import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';

interface Options {
	historySize?: number;
	scope?: 'node' | 'workflow';
}

const HISTORY_SIZE = 10_000;

/**
 * Remove Duplicates: *Remove Items Processed in Previous Executions* where *Value Is New*, and *Clear Deduplication
 * History*. As the real node, it fails once its history is full.
 */
export class RemoveDuplicates implements INodeType {
	description = describe('removeDuplicates', 2, [
		property('operation', 'options', 'removeDuplicateInputItems', {
			options: [
				'removeDuplicateInputItems',
				'removeItemsSeenInPreviousExecutions',
				'clearDeduplicationHistory',
			].map((value) => ({ name: value, value })),
		}),
		property(
			'logic',
			'string',
			'removeItemsWithAlreadySeenKeyValues',
			shownFor('operation', 'removeItemsSeenInPreviousExecutions'),
		),
		property(
			'dedupeValue',
			'string',
			'',
			shownFor('operation', 'removeItemsSeenInPreviousExecutions'),
		),
		property('mode', 'string', 'cleanDatabase', shownFor('operation', 'clearDeduplicationHistory')),
		property(
			'options',
			'collection',
			{},
			{
				options: [
					property('historySize', 'number', HISTORY_SIZE),
					property('scope', 'string', 'node'),
				],
			},
		),
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const operation = this.getNodeParameter('operation', 0) as string;
		const options = this.getNodeParameter('options', 0, {}) as Options;
		const { historySize: maxEntries = HISTORY_SIZE, scope = 'node' } = options;
		if (operation === 'clearDeduplicationHistory') {
			await this.helpers.clearAllProcessedItems(scope, { mode: 'entries' });
			return [items];
		}
		if (
			operation !== 'removeItemsSeenInPreviousExecutions' ||
			this.getNodeParameter('logic', 0) !== 'removeItemsWithAlreadySeenKeyValues'
		)
			throw new NodeOperationError(this.getNode(), 'The stand-in does not do this');

		const byValue = new Map<string, INodeExecutionData[]>();
		for (const [index, item] of items.entries()) {
			const value = String(this.getNodeParameter('dedupeValue', index, '') as string);
			byValue.set(value, [...(byValue.get(value) ?? []), item]);
		}
		const history = { mode: 'entries', maxEntries } as const;
		if ((await this.helpers.getProcessedDataCount(scope, history)) + items.length > maxEntries) {
			throw new NodeOperationError(
				this.getNode(),
				'The number of items to be processed exceeds the maximum history size. Please increase the history size or reduce the number of items to be processed.',
			);
		}
		const processed = await this.helpers.checkProcessedAndRecord(
			[...byValue.keys()],
			scope,
			history,
		);
		return [processed.new, processed.processed].map((values) =>
			values.flatMap((value) => byValue.get(String(value)) ?? []),
		);
	}
}
