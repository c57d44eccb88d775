import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/operation';
import { runItems } from '../shared/runner';
import { engage } from './platform';
import { resources } from './resources';

export class VoyadoEngage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voyado Engage',
		name: 'voyadoEngage',
		icon: { light: 'file:voyadoEngage.svg', dark: 'file:voyadoEngage.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Keep contacts, preferences and promotions in Voyado Engage in step with a shop or a point of sale, without lost changes',
		defaults: { name: 'Voyado Engage' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voyadoEngageApi', required: true }],
		properties: nodeProperties(resources, 'contact'),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, engage, resources, { continueOnFail: this.continueOnFail() });
	}
}
