import type { Options } from 'csv-parse/sync';
import { parse } from 'csv-parse/sync';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property } from './describe';

/**
 * Extract from File, operation CSV. As in the real node every value is a string, empty cells are left out of the item
 * unless `includeEmptyCells` is on, and without a header row the cells come as `row`.
 */
export class ExtractFromFile implements INodeType {
	description = describe(
		'extractFromFile',
		[1, 1.1],
		[
			property('operation', 'options', 'csv', { options: [{ name: 'csv', value: 'csv' }] }),
			property('binaryPropertyName', 'string', 'data'),
			property(
				'options',
				'collection',
				{},
				{
					options: [
						property('delimiter', 'string', ','),
						property('encoding', 'string', 'utf-8'),
						property('enableBOM', 'boolean', false),
						property('relaxQuotes', 'boolean', false),
						property('headerRow', 'boolean', true),
						property('includeEmptyCells', 'boolean', false),
						property('maxRowCount', 'number', -1),
						property('fromLine', 'number', 0),
					],
				},
			),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const itemIndex of this.getInputData().keys()) {
			const operation = this.getNodeParameter('operation', itemIndex) as string;
			if (operation !== 'csv')
				throw new NodeOperationError(
					this.getNode(),
					`The stand-in extracts CSV only, not "${operation}"`,
				);
			const options = this.getNodeParameter('options', itemIndex, {}) as IDataObject;
			const name = this.getNodeParameter('binaryPropertyName', itemIndex) as string;
			const content = await this.helpers.getBinaryDataBuffer(itemIndex, name);
			for (const row of rowsOf(content, options)) {
				const json = options.headerRow === false ? { row } : row;
				output.push({ json, pairedItem: { item: itemIndex } });
			}
		}
		return [output];
	}
}

function rowsOf(content: Buffer, options: IDataObject): IDataObject[] {
	const maxRowCount = (options.maxRowCount as number | undefined) ?? -1;
	const records = parse(content, {
		delimiter: (options.delimiter as string) || ',',
		fromLine: (options.fromLine as number) || undefined,
		encoding: options.encoding as BufferEncoding | undefined,
		bom: options.enableBOM === true,
		to: maxRowCount > -1 ? maxRowCount : undefined,
		columns: options.headerRow !== false,
		relax_quotes: options.relaxQuotes === true,
	} as Options) as unknown as object[];
	return records.map((record) => {
		const cells = Object.entries(record) as Array<[string, string]>;
		return Object.fromEntries(
			options.includeEmptyCells ? cells : cells.filter(([, value]) => value !== ''),
		);
	});
}
