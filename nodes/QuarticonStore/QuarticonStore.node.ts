import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/operation';
import { runItems } from '../shared/runner';
import { store } from './platform';
import { resources } from './resources';

export class QuarticonStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'QuarticOn Store',
		name: 'quarticonStore',
		icon: { light: 'file:quarticonStore.svg', dark: 'file:quarticonStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			"Feed products, events and contacts to QuarticOn's recommendation engine, and read recommendations from it",
		defaults: { name: 'QuarticOn Store' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'quarticonStoreApi', required: true }],
		properties: nodeProperties(resources, 'product'),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, store, resources, { continueOnFail: this.continueOnFail() });
	}
}
