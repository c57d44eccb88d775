import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { deliver } from './trigger/deliver';
import { triggerProperties } from './trigger/properties';
import { checkSetUp } from './trigger/setUp';

export class VoyadoEngageTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voyado Engage Trigger',
		name: 'voyadoEngageTrigger',
		icon: { light: 'file:voyadoEngage.svg', dark: 'file:voyadoEngage.dark.svg' },
		group: ['trigger'],
		// For a trigger of version 1, n8n evaluates an expression of its own at every call: milliseconds per event.
		version: 1.1,
		subtitle: '={{$parameter["events"].join(", ") || "all events"}}',
		description: 'Start a workflow when something happens in Voyado Engage, by its signed webhooks',
		defaults: { name: 'Voyado Engage Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voyadoEngageApi', required: true }],
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

	// Voyado has no request that registers a webhook: the user does that in its portal.
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSetUp(this);
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await deliver(this);
	}
}
