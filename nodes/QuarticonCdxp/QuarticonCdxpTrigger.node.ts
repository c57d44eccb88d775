import type {
	IHookFunctions,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { deliver } from './trigger/deliver';
import { listKind } from './list/lists';
import { searchesOf } from './record/search';
import { loadEvents } from './trigger/events';
import { createHook, deleteHook, findHook } from './trigger/hook';
import { triggerProperties } from './trigger/properties';

export class QuarticonCdxpTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'QuarticOn CDXP Trigger',
		name: 'quarticonCdxpTrigger',
		icon: { light: 'file:quarticonCdxp.svg', dark: 'file:quarticonCdxp.dark.svg' },
		group: ['trigger'],
		// For a trigger of version 1, n8n evaluates an expression of its own at every call: milliseconds per event.
		version: 1.1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Start a workflow when something happens in QuarticOn CDXP, such as a contact who unsubscribes',
		defaults: { name: 'QuarticOn CDXP Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'quarticonCdxpApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it, n8n would ignore our answer and send one of its own.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: triggerProperties,
	};

	methods = {
		listSearch: searchesOf([listKind]),
		loadOptions: {
			async loadEvents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadEvents(this);
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await findHook(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await createHook(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await deleteHook(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await deliver(this);
	}
}
