/** A small node and credential for the tests of the engine itself. */
import type {
	IAuthenticateGeneric,
	ICredentialType,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeType,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import type { NodeJson, WorkflowJson } from '../types';

/** A credential whose test knows a wrong key and a closed account. */
export class ShopApi implements ICredentialType {
	name = 'shopApi';
	displayName = 'Shop API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
		{ displayName: 'Plan', name: 'plan', type: 'string', default: 'basic' },
	];
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-key': '={{ $credentials.key }}' } },
	};
	test: ICredentialType['test'] = {
		request: {
			baseURL: '={{ $credentials.url }}',
			url: '=/me/{{ $credentials.plan }}',
			headers: { 'x-test': 'yes' },
		},
		// n8n's type allows one kind of rule per test; n8n itself reads both.
		rules: [
			{ type: 'responseCode', properties: { value: 403, message: 'The key is wrong' } },
			{
				type: 'responseSuccessBody',
				properties: { key: 'account.state', value: 'closed', message: 'The account is closed' },
			},
		] as unknown as NonNullable<ICredentialType['test']>['rules'],
	};
}

/** Hands on items; one with `bad` fails as our nodes' items do. Its webhook id lives in static data. */
export class Shop implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Shop',
		name: 'shop',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'shopApi', required: false }],
		properties: [
			{ displayName: 'Wait', name: 'wait', type: 'number', default: 0 },
			{ displayName: 'Call', name: 'call', type: 'boolean', default: false },
		],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived' },
		],
	};

	methods = {
		listSearch: {
			async find(this: ILoadOptionsFunctions, filter?: string) {
				const { key } = await this.getCredentials('shopApi');
				return {
					results: [
						{
							name: `${filter} for ${String(key)}`,
							value: String(this.getCurrentNodeParameter('wait')),
						},
					],
				};
			},
		},
	};

	webhookMethods: INodeType['webhookMethods'] = {
		default: {
			async checkExists(this: IHookFunctions) {
				return this.getWorkflowStaticData('node').url !== undefined;
			},
			async create(this: IHookFunctions) {
				this.getWorkflowStaticData('node').url = this.getNodeWebhookUrl('default');
				return true;
			},
			async delete(this: IHookFunctions) {
				delete this.getWorkflowStaticData('node').url;
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions) {
		const signature = this.getHeaderData()['x-signature'];
		this.getResponseObject().status(signature ? 200 : 401);
		return { workflowData: [this.helpers.returnJsonArray([this.getBodyData()])] };
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		const url = this.getNodeParameter('call', 0)
			? String((await this.getCredentials('shopApi')).url)
			: undefined;
		await sleep(this.getNodeParameter('wait', 0) as number, this.getExecutionCancelSignal());
		for (const [item, { json }] of this.getInputData().entries()) {
			if (url !== undefined)
				await this.helpers.httpRequestWithAuthentication.call(this, 'shopApi', { url });
			if (!json.bad) output.push({ json: { ...json, done: true }, pairedItem: { item } });
			else if (!this.continueOnFail())
				throw new NodeOperationError(this.getNode(), 'bad row', { itemIndex: item });
			else
				output.push({ json: { error: 'bad row', details: { code: 'bad' } }, pairedItem: { item } });
		}
		this.addExecutionHints({ message: `${output.length} rows seen` });
		return [output];
	}
}

const ROWS = [{ name: 'a' }, { name: 'b', bad: true }, { name: 'c' }];
const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

/** Three rows, the second of them bad, go through the shop node; its two outputs are collected. */
export function workflow(shop: Partial<NodeJson> = {}): WorkflowJson {
	return {
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Rows', type: 'test.items', parameters: { items: ROWS } },
			{ name: 'Shop', type: 'test.shop', ...shop },
			{ name: 'Good', type: 'test.collect' },
			{ name: 'Bad', type: 'test.collect' },
		],
		connections: {
			Start: { main: [to('Rows')] },
			Rows: { main: [to('Shop')] },
			Shop: { main: [to('Good'), to('Bad')] },
		},
	};
}
