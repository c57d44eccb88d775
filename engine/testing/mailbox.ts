/** A trigger for the tests of publishing: it emits what it is sent, and does what the call's query asks for. */
import type {
	IDataObject,
	IHookFunctions,
	INodeType,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import type { WorkflowJson } from '../types';

/** The addresses registered at a service that does not exist. */
export const registered = new Set<string>();

export class Mailbox implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Mailbox',
		name: 'mailbox',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [{ displayName: 'Refuse', name: 'refuse', type: 'boolean', default: false }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
			},
		],
	};

	webhookMethods: INodeType['webhookMethods'] = {
		default: {
			async checkExists(this: IHookFunctions) {
				return registered.has(this.getNodeWebhookUrl('default') ?? '');
			},
			async create(this: IHookFunctions) {
				if (this.getNodeParameter('refuse')) throw new Error('refused');
				const url = this.getNodeWebhookUrl('default') ?? '';
				registered.add(url);
				Object.assign(this.getWorkflowStaticData('node'), { url });
				return true;
			},
			async delete(this: IHookFunctions) {
				registered.delete(String(this.getWorkflowStaticData('node').url));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { do: wish } = this.getQueryData() as { do?: string };
		const state = this.getWorkflowStaticData('node');
		state.calls = Number(state.calls ?? 0) + 1;
		if (wish === 'crash') throw new Error('crashed');
		if (wish === 'ignore') return { webhookResponse: 'seen' };
		if (wish === 'nothing') return {};
		const { rawBody } = this.getRequestObject() as { rawBody?: Buffer };
		const body = this.getBodyData() as IDataObject | undefined;
		const json = { body: body ?? 'undefined', rawBody: rawBody?.toString() ?? 'none' };
		const workflowData = [[{ json }]];
		if (wish === 'started') return { workflowData };
		if (wish !== 'own') return { workflowData, webhookResponse: 'OK' };
		this.getResponseObject().status(202).end('own');
		return { workflowData, noWebhookResponse: true };
	}
}

/** A mailbox and a node behind it. */
export function mailboxWorkflow(parameters: IDataObject = {}): WorkflowJson {
	return {
		name: 'Mail',
		nodes: [
			{
				name: 'Mailbox',
				type: 'test.mailbox',
				webhookId: 'm1',
				parameters: parameters as never,
			},
			{ name: 'Done', type: 'test.collect' },
		],
		connections: { Mailbox: { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
	};
}
