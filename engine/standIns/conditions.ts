import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { describe, property } from './describe';

const VERSIONS = [2, 2.1, 2.2, 2.3];

const properties = [property('conditions', 'filter', {}), property('options', 'json', {})];

/** The items that meet the conditions, and the others. n8n-core itself evaluates them. */
function divided(this: IExecuteFunctions): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], []];
	for (const [itemIndex, item] of this.getInputData().entries()) {
		const meets = this.getNodeParameter('conditions', itemIndex, false, { extractValue: true });
		outputs[meets === true ? 0 : 1].push(item);
	}
	return outputs;
}

/** If: the first output for items that meet the conditions, the second for the others. */
export class If implements INodeType {
	description = describe('if', VERSIONS, properties, { outputs: ['main', 'main'] });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return divided.call(this);
	}
}

/** Filter: hands on the items that meet the conditions. As in the real node the others are kept with the run. */
export class Filter implements INodeType {
	description = describe('filter', VERSIONS, properties);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return divided.call(this);
	}
}
