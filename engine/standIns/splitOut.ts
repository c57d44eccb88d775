import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property } from './describe';

/** Split Out: each entry of a list becomes an item, without the other fields of the item that held it. */
export class SplitOut implements INodeType {
	description = describe('splitOut', 1, [
		property('fieldToSplitOut', 'string', ''),
		property('include', 'options', 'noOtherFields', {
			options: [{ name: 'noOtherFields', value: 'noOtherFields' }],
		}),
		property('options', 'json', {}),
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const [itemIndex, { json }] of this.getInputData().entries()) {
			const field = this.getNodeParameter('fieldToSplitOut', itemIndex) as string;
			const include = this.getNodeParameter('include', itemIndex) as string;
			const options = this.getNodeParameter('options', itemIndex, {}) as IDataObject;
			if (/[,.$]/.test(field) || include !== 'noOtherFields' || Object.keys(options).length > 0)
				throw new NodeOperationError(
					this.getNode(),
					'The stand-in splits out one field of the item itself, alone and without options',
				);
			for (const entry of entriesOf(json[field])) {
				const isObject = typeof entry === 'object' && entry !== null;
				output.push({
					json: isObject ? { ...(entry as IDataObject) } : { [field]: entry as string },
					pairedItem: { item: itemIndex },
				});
			}
		}
		return [output];
	}
}

/** A field that is missing holds nothing; a single value counts as a list of one. */
function entriesOf(value: unknown): unknown[] {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return [value];
	return Array.isArray(value) ? value : Object.values(value);
}
