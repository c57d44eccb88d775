import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/operation';
import { runItems } from '../shared/runner';
import { methods } from './methods';
import { loyaltii } from './platform';
import { resources } from './resources';

export class Loyaltii implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Loyaltii',
		name: 'loyaltii',
		icon: { light: 'file:loyaltii.svg', dark: 'file:loyaltii.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Work with contacts, orders, loyalty points, segments, tables and e-mail in Loyaltii (Yulsn)',
		defaults: { name: 'Loyaltii' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'loyaltiiApi', required: true }],
		properties: nodeProperties(resources, 'contact'),
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, loyaltii, resources, { continueOnFail: this.continueOnFail() });
	}
}
