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
import { cdxp } from './platform';
import { resources } from './resources';

export class QuarticonCdxp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'QuarticOn CDXP',
		name: 'quarticonCdxp',
		icon: { light: 'file:quarticonCdxp.svg', dark: 'file:quarticonCdxp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Keep contacts, custom fields and consents in QuarticOn CDXP in step with other systems',
		defaults: { name: 'QuarticOn CDXP' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'quarticonCdxpApi', required: true }],
		properties: nodeProperties(resources, 'contact'),
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, cdxp, resources, { continueOnFail: this.continueOnFail() });
	}
}
