import type { ServerResponse } from 'node:http';

import type { INode, IWebhookDescription, IWebhookResponseData, Workflow } from 'n8n-workflow';

import type { Refusal } from './requestBody';

/** Node's response with the methods of Express that nodes use. */
export interface WebResponse extends ServerResponse {
	status(code: number): this;
	send(body?: unknown): this;
	json(body?: unknown): this;
}

export function withExpressMethods(response: ServerResponse): WebResponse {
	const setType = (type: string) => {
		if (!response.hasHeader('content-type'))
			response.setHeader('content-type', `${type}; charset=utf-8`);
	};
	return Object.assign(response, {
		status(this: WebResponse, code: number) {
			this.statusCode = code;
			return this;
		},
		send(this: WebResponse, body?: unknown) {
			if (typeof body === 'object' && !Buffer.isBuffer(body)) return this.json(body);
			if (typeof body === 'string') setType('text/html');
			this.end(body);
			return this;
		},
		json(this: WebResponse, body?: unknown) {
			setType('application/json');
			this.end(JSON.stringify(body));
			return this;
		},
	});
}

/** An answer that n8n gives itself. */
export function refuse(response: WebResponse, { status, message, hint }: Refusal): void {
	response.status(status).json({ code: status === 500 ? 0 : status, message, hint });
}

/**
 * n8n's answer to a call, by what `webhook()` returned. Where no execution starts, it is the node's `webhookResponse`; where
 * one does, the description's `responseData` goes first, and only an empty one lets `webhookResponse` through.
 */
export function answer(
	response: WebResponse,
	result: IWebhookResponseData,
	{
		workflow,
		node,
		description,
	}: { workflow: Workflow; node: INode; description: IWebhookDescription },
): void {
	if (result.noWebhookResponse === true) return;
	const { webhookResponse } = result as { webhookResponse?: unknown };
	const code = workflow.expression.getSimpleParameterValue(
		node,
		description.responseCode,
		'webhook',
		{},
		undefined,
		200,
	);
	response.status(Number(code));
	let body = webhookResponse;
	if (result.workflowData === undefined) {
		if (body === undefined) body = { message: 'Webhook call received' };
	} else {
		const data = workflow.expression.getComplexParameterValue(
			node,
			description.responseData,
			'webhook',
			{},
			undefined,
			'firstEntryJson',
		);
		if (data === 'noData') body = undefined;
		else if (data) body = data;
		else if (body === undefined) body = { message: 'Workflow was started' };
	}
	if (typeof body === 'string') response.send(body);
	else response.json(body);
}
