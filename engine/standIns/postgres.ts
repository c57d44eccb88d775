import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';
import { MemoryDatabase } from './sql';

/** The one database of this process. */
export const database = new MemoryDatabase();

/** Postgres: Execute Query, one query per item, with Query Parameters given as a list by an expression. */
export class Postgres implements INodeType {
	description = describe(
		'postgres',
		[2.3, 2.4, 2.5, 2.6, 2.7],
		[
			property('operation', 'options', 'insert', {
				options: ['executeQuery', 'insert'].map((value) => ({ name: value, value })),
			}),
			property('query', 'string', '', shownFor('operation', 'executeQuery')),
			property(
				'options',
				'collection',
				{},
				{
					options: [
						property('queryBatching', 'string', 'single'),
						property('queryReplacement', 'string', ''),
					],
				},
			),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const [item] of this.getInputData().entries()) {
			const operation = this.getNodeParameter('operation', item) as string;
			const query = this.getNodeParameter('query', item, '') as string;
			const options = this.getNodeParameter('options', item, {}) as {
				queryBatching?: string;
				queryReplacement?: unknown;
			};
			const values = options.queryReplacement ?? [];
			const refuse = (problem: string) =>
				new NodeOperationError(this.getNode(), problem, { itemIndex: item });
			if (operation !== 'executeQuery') throw refuse('The stand-in executes queries only');
			if (options.queryBatching !== 'independently')
				throw refuse('The stand-in executes queries one by one: Query Batching is Independently');
			if (!Array.isArray(values)) throw refuse('The stand-in takes Query Parameters as a list');
			try {
				const { rows, isSelect } = database.query(query, values);
				// As the real node: what is no SELECT and returns nothing says that it went well.
				const found: IDataObject[] = rows.length > 0 || isSelect ? rows : [{ success: true }];
				output.push(...found.map((json) => ({ json, pairedItem: { item } })));
			} catch (error) {
				throw refuse((error as Error).message);
			}
		}
		return [output];
	}
}
