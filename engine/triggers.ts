import { HookContext, WebhookContext } from 'n8n-core';
import type {
	INode,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildSingleNode } from './context';
import type {
	HookName,
	HookOptions,
	HookResult,
	NodeJson,
	WebhookAnswer,
	WebhookOptions,
} from './types';

/** Calls a trigger's `checkExists`, `create` or `delete`, as publishing and unpublishing do. */
export async function callHook(
	context: EngineContext,
	json: NodeJson,
	hook: HookName,
	options: HookOptions = {},
): Promise<HookResult> {
	const { mode = 'trigger', credentials, webhookBaseUrl, staticData } = options;
	const { workflow, node, type } = buildSingleNode(context, json, staticData);
	const method = type.webhookMethods?.default?.[hook];
	if (!method) throw new Error(`Node type "${node.type}" has no webhook method "${hook}"`);
	const additionalData = additionalDataOf(context, {
		credentials,
		mode,
		workflow: { nodes: [json] },
		webhookBaseUrl,
	});
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const webhookData = webhookDataOf(workflow, node, type, additionalData);
	const self = new HookContext(workflow, node, additionalData, mode, activation, webhookData);
	return { result: await method.call(self), staticData: workflow.staticData };
}

/** Delivers one request to a trigger's `webhook()`, in place of n8n's web server. */
export async function callWebhook(
	context: EngineContext,
	json: NodeJson,
	options: WebhookOptions = {},
): Promise<
	IWebhookResponseData & { response: WebhookAnswer; staticData: HookResult['staticData'] }
> {
	const {
		mode = 'webhook',
		credentials,
		staticData,
		body = {},
		headers = {},
		query = {},
		method = 'POST',
	} = options;
	const { workflow, node, type } = buildSingleNode(context, json, staticData);
	if (!type.webhook) throw new Error(`Node type "${node.type}" has no webhook()`);
	const additionalData = additionalDataOf(context, {
		credentials,
		mode,
		workflow: { nodes: [json] },
	});
	const response = fakeResponse();
	const rawBody = options.rawBody ?? Buffer.from(JSON.stringify(body));
	Object.assign(additionalData, {
		httpRequest: { body, headers, query, params: {}, method, rawBody },
		httpResponse: response,
	});
	const webhookData = webhookDataOf(workflow, node, type, additionalData);
	const self = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
	return { ...(await type.webhook.call(self)), response, staticData: workflow.staticData };
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
		path: `${node.webhookId ?? node.id}/${webhookDescription.path}`,
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
