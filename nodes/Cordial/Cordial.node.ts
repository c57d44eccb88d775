import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/operation';
import { runItems } from '../shared/runner';
import { cordial } from './platform';
import { resources } from './resources';

export class Cordial implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Cordial',
		name: 'cordial',
		icon: { light: 'file:cordial.svg', dark: 'file:cordial.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Stream contacts, activities, list membership, orders, supplements and carts into Cordial, which processes them after it has answered',
		defaults: { name: 'Cordial' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cordialApi', required: true }],
		properties: nodeProperties(resources, 'contact'),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, cordial, resources, { continueOnFail: this.continueOnFail() });
	}
}
