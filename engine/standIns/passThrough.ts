import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { describe, property } from './describe';

/** No Operation: hands its items on. Also the collector `test.collect`. */
export class NoOp implements INodeType {
	description = describe('noOp', 1, []);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Sticky Note: never runs, but a workflow file may hold it. */
export class StickyNote implements INodeType {
	description = describe(
		'stickyNote',
		1,
		['content', 'width', 'height', 'color'].map((name) => property(name, 'string', '')),
		{
			inputs: [],
			outputs: [],
		},
	);
}

/** `test.items`, of this engine only: emits the objects of its parameter `items` (a list, or its JSON text). */
export class Items implements INodeType {
	description = describe('items', 1, [property('items', 'json', '[]')]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getNodeParameter('items', 0) as string | IDataObject[];
		return [
			this.helpers.returnJsonArray(
				typeof items === 'string' ? jsonParse<IDataObject[]>(items) : items,
			),
		];
	}
}
