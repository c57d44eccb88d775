import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { loadLists, poll } from './changes/poll';
import { changesProperties } from './changes/properties';

export class QuarticonCdxpChangesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'QuarticOn CDXP Changes Trigger',
		name: 'quarticonCdxpChangesTrigger',
		icon: { light: 'file:quarticonCdxp.svg', dark: 'file:quarticonCdxp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Start a workflow with the contacts and consents of QuarticOn CDXP that changed since the last poll, so that nothing is missed',
		defaults: { name: 'QuarticOn CDXP Changes Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'quarticonCdxpApi', required: true }],
		properties: changesProperties,
	};

	methods = {
		loadOptions: {
			async loadLists(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadLists(this);
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
