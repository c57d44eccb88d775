import type { IncomingMessage } from 'node:http';
import { parse as parseQuery } from 'node:querystring';

import type { IDataObject, INode, IWebhookDescription, IWebhookResponseData } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { EngineContext } from './context';
import { buildWorkflow } from './context';
import { readRequest, Refusal } from './requestBody';
import type { WebResponse } from './response';
import { answer, refuse } from './response';
import type { DeliveredOptions } from './run';
import { runDelivered } from './run';
import type { Placed } from './triggers';
import { runHook, runWebhook } from './triggers';
import type { HookOptions, ListenOptions, RunResult, WorkflowJson } from './types';

const FAILED = 'There was a problem executing the workflow';
const NOT_STARTED = 'Workflow Webhook Error: Workflow could not be started!';

/** A workflow on n8n's list of published ones: its trigger, its static data, its calls and its executions. */
export class Publication {
	readonly executions: RunResult[] = [];
	staticData: IDataObject;
	readonly path: string;
	private readonly trigger: string;
	private readonly description: IWebhookDescription;
	private readonly hookOptions: HookOptions;
	private readonly pending = new Set<Promise<unknown>>();
	private published = false;

	constructor(
		private readonly context: EngineContext,
		private readonly json: WorkflowJson,
		{ credentials, staticData = {} }: ListenOptions,
	) {
		this.staticData = copyOf(staticData);
		this.hookOptions = { credentials };
		const workflow = buildWorkflow(context, json);
		const node = Object.values(workflow.nodes).find(
			({ type, typeVersion, disabled }) =>
				!disabled && context.nodeTypes.getByNameAndVersion(type, typeVersion).webhook,
		);
		if (!node) throw new Error('The workflow has no trigger with a webhook');
		this.trigger = node.name;
		this.description = this.placed().type.description.webhooks?.[0] as IWebhookDescription;
		if (this.description.responseMode !== 'onReceived')
			throw new Error(
				'The embedded engine answers a webhook when it is received, in no other mode',
			);
		this.path = NodeHelpers.getNodeWebhookPath(workflow.id, node, this.description.path);
	}

	async publish(webhookBaseUrl: string): Promise<void> {
		this.hookOptions.webhookBaseUrl = webhookBaseUrl;
		const placed = this.placed();
		if (!(await runHook(this.context, placed, 'checkExists', this.hookOptions)))
			await runHook(this.context, placed, 'create', this.hookOptions);
		this.staticData = copyOf(placed.workflow.staticData);
		this.published = true;
	}

	async unpublish(): Promise<void> {
		this.published = false;
		const placed = this.placed();
		await runHook(this.context, placed, 'delete', { ...this.hookOptions, mode: 'internal' });
		this.staticData = copyOf(placed.workflow.staticData);
	}

	/** Answers a call in the background; `settled` waits for it. */
	take(request: IncomingMessage, response: WebResponse): void {
		this.track(
			this.handle(request, response).catch((error: unknown) => {
				const known = error instanceof Refusal;
				const unknown = new Refusal(500, FAILED);
				if (!response.headersSent) refuse(response, known ? error : unknown);
			}),
		);
	}

	async settled(): Promise<void> {
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	private async handle(request: IncomingMessage, response: WebResponse): Promise<void> {
		const { pathname, search } = new URL(request.url ?? '', 'http://n8n');
		this.refuseUnknown(request.method, pathname);
		const read = await readRequest(request);
		const query = { ...parseQuery(search.slice(1)) };
		Object.assign(request, read, { query, params: {}, path: pathname });

		const placed = this.placed();
		let result: IWebhookResponseData;
		try {
			result = await runWebhook(this.context, placed, { request, response }, this.hookOptions);
		} catch (error) {
			refuse(response, new Refusal(500, NOT_STARTED));
			this.start({ items: [[{ json: {} }]], failure: error as Error });
			return;
		}
		const { workflowData } = result;
		this.keep(placed.workflow.staticData, workflowData !== undefined);
		if (workflowData !== undefined) this.start({ items: workflowData });
		answer(response, result, { ...placed, description: this.description });
	}

	/** @throws Refusal where n8n has no webhook */
	private refuseUnknown(method = '', pathname: string): void {
		const path = pathname.replace(/^\/webhook\//, '').replace(/\/$/, '');
		if (!this.published || path !== this.path)
			throw new Refusal(404, `The requested webhook "${method} ${path}" is not registered.`);
		const { httpMethod } = this.description;
		if (method !== httpMethod) {
			const message = `This webhook is not registered for ${method} requests. Did you mean to make a ${httpMethod} request?`;
			throw new Refusal(404, message);
		}
	}

	/** As in n8n 2.40, a change made by `webhook()` is lost if it starts an execution and there was static data before. */
	private keep(staticData: IDataObject, starts: boolean): void {
		if (!starts || Object.keys(this.staticData).length === 0) this.staticData = copyOf(staticData);
	}

	private start(delivered: Pick<DeliveredOptions, 'items' | 'failure'>): void {
		const options = { ...this.hookOptions, staticData: copyOf(this.staticData) };
		const run = runDelivered(this.context, this.json, {
			...options,
			...delivered,
			trigger: this.trigger,
		});
		this.track(
			run.then((result) => {
				this.executions.push(result);
				// The last execution to end wins, with the whole object.
				if ((result.staticData as { __dataChanged?: boolean }).__dataChanged)
					this.staticData = copyOf(result.staticData);
			}),
		);
	}

	private track(work: Promise<unknown>): void {
		const running: Promise<unknown> = work.finally(() => this.pending.delete(running));
		this.pending.add(running);
	}

	/** The trigger as n8n builds it anew for each call, from what is saved. */
	private placed(): Placed {
		const workflow = buildWorkflow(this.context, this.json, copyOf(this.staticData));
		const node = workflow.getNode(this.trigger) as INode;
		const type = this.context.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { json: this.json, workflow, node, type };
	}
}

function copyOf(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
