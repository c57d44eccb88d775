import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { methods } from './methods';
import { poll } from './trigger/poll';
import { triggerProperties } from './trigger/properties';

export class LoyaltiiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Loyaltii Trigger',
		name: 'loyaltiiTrigger',
		icon: { light: 'file:loyaltii.svg', dark: 'file:loyaltii.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description:
			'Start a workflow with the contact events, points, registrations, e-mail receivers or table rows that are new in Loyaltii (Yulsn) since the last poll',
		defaults: { name: 'Loyaltii Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'loyaltiiApi', required: true }],
		properties: triggerProperties,
	};

	methods = {
		listSearch: { searchTables: methods.listSearch.searchTables },
		loadOptions: { loadPointTypes: methods.loadOptions.loadPointTypes },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
