import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property } from './describe';

interface Group {
	/** The values the items of this group share, by field. */
	shared: IDataObject;
	items: number[];
}

/** Summarize, aggregation Count, each split in an item of its own: how many items have a value in a field. */
export class Summarize implements INodeType {
	description = describe('summarize', 1.1, [
		property(
			'fieldsToSummarize',
			'fixedCollection',
			{},
			{
				typeOptions: { multipleValues: true },
				options: [
					{
						displayName: 'values',
						name: 'values',
						values: [property('aggregation', 'string', 'count'), property('field', 'string', '')],
					},
				],
			},
		),
		property('fieldsToSplitBy', 'string', ''),
		property('options', 'json', {}),
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const options = this.getNodeParameter('options', 0, {}) as IDataObject;
		const summaries = this.getNodeParameter('fieldsToSummarize.values', 0, []) as Array<{
			aggregation: string;
			field: string;
		}>;
		const names = (this.getNodeParameter('fieldsToSplitBy', 0, '') as string)
			.split(',')
			.map((name) => name.trim());
		const known = summaries.every(({ aggregation }) => aggregation === 'count');
		if (!known || names.includes('') || Object.keys(options).length > 0)
			throw new NodeOperationError(
				this.getNode(),
				'The stand-in counts by fields to split by only, without options',
			);
		return [
			groupsOf(items, names).map(({ shared, items: members }) => ({
				json: {
					...Object.fromEntries(
						summaries.map(({ field }) => [
							`count_${field}`,
							members.filter((item) => !isEmpty(items[item].json[field])).length,
						]),
					),
					...shared,
				},
				pairedItem: members.map((item) => ({ item })),
			})),
		];
	}
}

/** Groups in the order of the real node: by the first field, within it by the next, each as it first appears. */
function groupsOf(items: INodeExecutionData[], names: string[]): Group[] {
	let groups: Group[] = [{ shared: {}, items: [...items.keys()] }];
	for (const name of names) {
		groups = groups.flatMap(({ shared, items: members }) => {
			const parts = new Map<unknown, number[]>();
			for (const item of members) {
				const value = items[item].json[name];
				const part = parts.get(value);
				if (part === undefined) parts.set(value, [item]);
				else part.push(item);
			}
			return [...parts].map(([value, part]) => ({
				shared: { [name]: value as string, ...shared },
				items: part,
			}));
		});
	}
	return groups;
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
