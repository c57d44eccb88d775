import { HookContext, WebhookContext } from 'n8n-core';
import type {
	INode,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildSingleNode } from './context';
import type {
	HookName,
	HookOptions,
	HookResult,
	NodeJson,
	WebhookAnswer,
	WebhookOptions,
	WorkflowJson,
} from './types';

/** One trigger of a workflow, with the static data of that moment. */
export interface Placed {
	json: WorkflowJson;
	workflow: Workflow;
	node: INode;
	type: INodeType;
}

/** Calls a trigger's `checkExists`, `create` or `delete`, as publishing and unpublishing do. */
export async function callHook(
	context: EngineContext,
	json: NodeJson,
	hook: HookName,
	options: HookOptions = {},
): Promise<HookResult> {
	const single = buildSingleNode(context, json, options.staticData);
	const result = await runHook(context, { json: { nodes: [json] }, ...single }, hook, options);
	return { result, staticData: single.workflow.staticData };
}

export async function runHook(
	context: EngineContext,
	{ json, workflow, node, type }: Placed,
	hook: HookName,
	{ mode = 'trigger', credentials, webhookBaseUrl }: HookOptions,
): Promise<boolean> {
	const method = type.webhookMethods?.default?.[hook];
	if (!method) throw new Error(`Node type "${node.type}" has no webhook method "${hook}"`);
	const additionalData = additionalDataOf(context, {
		credentials,
		mode,
		workflow: json,
		webhookBaseUrl,
	});
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const webhookData = webhookDataOf(workflow, node, type, additionalData);
	const self = new HookContext(workflow, node, additionalData, mode, activation, webhookData);
	return await method.call(self);
}

/** Delivers one request to a trigger's `webhook()`, in place of n8n's web server. */
export async function callWebhook(
	context: EngineContext,
	json: NodeJson,
	options: WebhookOptions = {},
): Promise<
	IWebhookResponseData & { response: WebhookAnswer; staticData: HookResult['staticData'] }
> {
	const { staticData, body = {}, headers = {}, query = {}, method = 'POST' } = options;
	const single = buildSingleNode(context, json, staticData);
	const response = fakeResponse();
	const rawBody = options.rawBody ?? Buffer.from(JSON.stringify(body));
	const request = { body, headers, query, params: {}, method, rawBody };
	const result = await runWebhook(
		context,
		{ json: { nodes: [json] }, ...single },
		{ request, response },
		options,
	);
	return { ...result, response, staticData: single.workflow.staticData };
}

export async function runWebhook(
	context: EngineContext,
	{ json, workflow, node, type }: Placed,
	exchange: { request: object; response: object },
	{ mode = 'webhook', credentials, webhookBaseUrl }: HookOptions,
): Promise<IWebhookResponseData> {
	if (!type.webhook) throw new Error(`Node type "${node.type}" has no webhook()`);
	const additionalData = additionalDataOf(context, {
		credentials,
		mode,
		workflow: json,
		webhookBaseUrl,
	});
	Object.assign(additionalData, {
		httpRequest: exchange.request,
		httpResponse: exchange.response,
	});
	const webhookData = webhookDataOf(workflow, node, type, additionalData);
	const self = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
	return await type.webhook.call(self);
}

function webhookDataOf(
	workflow: Workflow,
	node: INode,
	type: INodeType,
	workflowExecuteAdditionalData: IWorkflowExecuteAdditionalData,
): IWebhookData {
	const webhookDescription = type.description.webhooks?.[0];
	if (!webhookDescription) throw new Error(`Node type "${node.type}" describes no webhook`);
	return {
		httpMethod: 'POST',
		node: node.name,
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, webhookDescription.path),
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData,
	};
}

/** The few methods of a web server's response that nodes use. */
function fakeResponse() {
	return {
		statusCode: 200,
		headers: {} as Record<string, unknown>,
		body: undefined as unknown,
		ended: false,
		status(code: number) {
			this.statusCode = code;
			return this;
		},
		setHeader(name: string, value: unknown) {
			this.headers[name] = value;
			return this;
		},
		send(body: unknown) {
			return this.end(body);
		},
		json(body: unknown) {
			return this.end(body);
		},
		end(body?: unknown) {
			this.body ??= body;
			this.ended = true;
			return this;
		},
	};
}
