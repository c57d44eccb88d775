import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { poll } from './changes/poll';
import { changesProperties } from './changes/properties';

export class VoyadoEngageChangesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voyado Engage Changes Trigger',
		name: 'voyadoEngageChangesTrigger',
		icon: { light: 'file:voyadoEngage.svg', dark: 'file:voyadoEngage.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Start a workflow with the contacts of Voyado Engage that were created, updated or deleted since the last poll, so that nothing is missed',
		defaults: { name: 'Voyado Engage Changes Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voyadoEngageApi', required: true }],
		properties: changesProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
