import { stringify } from 'csv-stringify/sync';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';

/** The real node writes CSV through SheetJS, which starts the file with this mark and ends it without a line break. */
const BYTE_ORDER_MARK = '\ufeff';

/** Convert to File. CSV: all items become one file, nested keys become `a.b` columns. Text: each item a file of one field. */
export class ConvertToFile implements INodeType {
	description = describe(
		'convertToFile',
		[1, 1.1],
		[
			property('operation', 'options', 'csv', {
				options: ['csv', 'toText'].map((value) => ({ name: value, value })),
			}),
			property('sourceProperty', 'string', '', shownFor('operation', 'toText')),
			property('binaryPropertyName', 'string', 'data'),
			property(
				'options',
				'collection',
				{},
				{
					options: [
						property('delimiter', 'string', ','),
						property('fileName', 'string', ''),
						property('headerRow', 'boolean', true),
					],
				},
			),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as string;
		if (operation === 'toText') return [await textFiles.call(this)];
		if (operation !== 'csv')
			throw new NodeOperationError(
				this.getNode(),
				`The stand-in converts to CSV and text only, not to "${operation}"`,
			);
		const options = this.getNodeParameter('options', 0, {}) as IDataObject;
		const name = this.getNodeParameter('binaryPropertyName', 0, 'data') as string;
		const items = this.getInputData();
		const content = Buffer.from(
			BYTE_ORDER_MARK +
				csvOf(
					items.map((item) => item.json),
					options,
				),
		);
		const binary = await this.helpers.prepareBinaryData(
			content,
			(options.fileName as string | undefined) ?? 'File.csv',
		);
		return [
			[{ json: {}, binary: { [name]: binary }, pairedItem: items.map((_, item) => ({ item })) }],
		];
	}
}

async function textFiles(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [item, { json }] of this.getInputData().entries()) {
		const source = this.getNodeParameter('sourceProperty', item) as string;
		const name = this.getNodeParameter('binaryPropertyName', item, 'data') as string;
		const { fileName } = this.getNodeParameter('options', item, {}) as IDataObject;
		const text = json[source];
		if (typeof text !== 'string') {
			const message = `The stand-in needs text in "${source}"`;
			throw new NodeOperationError(this.getNode(), message, { itemIndex: item });
		}
		const binary = await this.helpers.prepareBinaryData(
			Buffer.from(text),
			(fileName as string) || 'file.txt',
			'text/plain',
		);
		output.push({ json: {}, binary: { [name]: binary }, pairedItem: { item } });
	}
	return output;
}

function csvOf(rows: IDataObject[], options: IDataObject): string {
	const flat = rows.map((row) => flatten(row));
	const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
	const text = stringify(flat, {
		header: options.headerRow !== false,
		columns,
		delimiter: (options.delimiter as string) || ',',
		cast: { boolean: (value) => (value ? 'TRUE' : 'FALSE') },
	});
	return text.replace(/\n$/, '');
}

function flatten(value: object, prefix = ''): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, nested]): Array<[string, unknown]> =>
			typeof nested === 'object' && nested !== null
				? Object.entries(flatten(nested as object, `${prefix}${key}.`))
				: [[prefix + key, nested]],
		),
	);
}
