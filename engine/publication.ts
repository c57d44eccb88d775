import type { IncomingMessage } from 'node:http';
import { parse as parseQuery } from 'node:querystring';

import type {
	IDataObject,
	INode,
	INodeType,
	IWebhookDescription,
	IWebhookResponseData,
	Workflow,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { EngineContext } from './context';
import { buildWorkflow } from './context';
import { pollerOf } from './polling';
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

/** The trigger that is called. */
interface Called {
	name: string;
	path: string;
	description: IWebhookDescription;
}

/** A workflow on n8n's list of published ones: its triggers, its static data, its calls, its polls and its executions. */
export class Publication {
	readonly executions: RunResult[] = [];
	/** As n8n has saved it. */
	staticData: IDataObject;
	private readonly called: Called | undefined;
	private readonly polling: string[];
	private readonly hookOptions: HookOptions;
	private readonly budgetMs: number | undefined;
	private readonly pending = new Set<Promise<unknown>>();
	private pollers: Array<ReturnType<typeof pollerOf>> = [];
	private published = false;
	private saves = true;

	constructor(
		private readonly context: EngineContext,
		private readonly json: WorkflowJson,
		{ credentials, staticData = {}, budgetMs }: ListenOptions,
	) {
		this.staticData = copyOf(staticData);
		this.hookOptions = { credentials };
		this.budgetMs = budgetMs;
		const workflow = buildWorkflow(context, json);
		const withMethod = (method: 'poll' | 'webhook') =>
			Object.values(workflow.nodes).filter(
				(node) => !node.disabled && this.typeOf(node)[method] !== undefined,
			);
		this.polling = withMethod('poll').map(({ name }) => name);
		const [node] = withMethod('webhook');
		if (node !== undefined) this.called = this.calledOf(workflow, node);
		else if (this.polling.length === 0)
			throw new Error('The workflow has no trigger with a webhook, and none that polls');
	}

	/** Where the webhook trigger listens, below the server's address. */
	get path(): string | undefined {
		return this.called?.path;
	}

	private typeOf({ type, typeVersion }: INode): INodeType {
		return this.context.nodeTypes.getByNameAndVersion(type, typeVersion);
	}

	private calledOf(workflow: Workflow, node: INode): Called {
		const description = this.typeOf(node).description.webhooks?.[0] as IWebhookDescription;
		if (description.responseMode !== 'onReceived')
			throw new Error(
				'The embedded engine answers a webhook when it is received, in no other mode',
			);
		const path = NodeHelpers.getNodeWebhookPath(workflow.id, node, description.path);
		return { name: node.name, path, description };
	}

	async publish(webhookBaseUrl: string): Promise<void> {
		this.hookOptions.webhookBaseUrl = webhookBaseUrl;
		const workflow = this.build();
		if (this.called !== undefined) {
			const placed = this.placed(this.called.name, workflow);
			if (!(await runHook(this.context, placed, 'checkExists', this.hookOptions)))
				await runHook(this.context, placed, 'create', this.hookOptions);
		}
		this.published = true;
		// What polls is built once and keeps its static data, saved or not, until it is unpublished.
		this.pollers = this.polling.map((name) => this.pollerOf(name, workflow));
		for (const poller of this.pollers) await poller.first();
		this.staticData = copyOf(workflow.staticData);
	}

	private pollerOf(name: string, workflow: Workflow) {
		const placed = this.placed(name, workflow);
		const options = { ...this.hookOptions, budgetMs: this.budgetMs };
		return pollerOf(this.context, placed, options, {
			emit: (items) => {
				if (this.saves) this.staticData = copyOf(workflow.staticData);
				this.start(name, { items });
			},
			fail: (failure) => this.start(name, { items: [[{ json: {} }]], failure }),
		});
	}

	async poll({ save = true }: { save?: boolean } = {}): Promise<void> {
		this.saves = save;
		await Promise.all(this.pollers.map(async (poller) => await poller.next()));
		await this.settled();
	}

	async unpublish(): Promise<void> {
		this.published = false;
		this.pollers = [];
		if (this.called === undefined) return;
		const placed = this.placed(this.called.name);
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
		const { name, description } = this.askedFor(request.method, pathname);
		const read = await readRequest(request);
		const query = { ...parseQuery(search.slice(1)) };
		Object.assign(request, read, { query, params: {}, path: pathname });

		const placed = this.placed(name);
		let result: IWebhookResponseData;
		try {
			result = await runWebhook(this.context, placed, { request, response }, this.hookOptions);
		} catch (error) {
			refuse(response, new Refusal(500, NOT_STARTED));
			this.start(name, { items: [[{ json: {} }]], failure: error as Error });
			return;
		}
		const { workflowData } = result;
		this.keep(placed.workflow.staticData, workflowData !== undefined);
		if (workflowData !== undefined) this.start(name, { items: workflowData });
		answer(response, result, { ...placed, description });
	}

	/** @throws Refusal where n8n has no webhook */
	private askedFor(method = '', pathname: string): Called {
		const path = pathname.replace(/^\/webhook\//, '').replace(/\/$/, '');
		if (!this.published || path !== this.called?.path)
			throw new Refusal(404, `The requested webhook "${method} ${path}" is not registered.`);
		const { httpMethod } = this.called.description;
		if (method !== httpMethod) {
			const message = `This webhook is not registered for ${method} requests. Did you mean to make a ${httpMethod} request?`;
			throw new Refusal(404, message);
		}
		return this.called;
	}

	/** As in n8n 2.40, a change made by `webhook()` is lost if it starts an execution and there was static data before. */
	private keep(staticData: IDataObject, starts: boolean): void {
		if (!starts || Object.keys(this.staticData).length === 0) this.staticData = copyOf(staticData);
	}

	private start(trigger: string, delivered: Pick<DeliveredOptions, 'items' | 'failure'>): void {
		const options = { ...this.hookOptions, staticData: copyOf(this.staticData) };
		const run = runDelivered(this.context, this.json, {
			...options,
			...delivered,
			trigger,
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

	private build(): Workflow {
		return buildWorkflow(this.context, this.json, copyOf(this.staticData));
	}

	/** A trigger; n8n builds the workflow anew for each call, from what is saved. */
	private placed(name: string, workflow = this.build()): Placed {
		const node = workflow.getNode(name) as INode;
		return { json: this.json, workflow, node, type: this.typeOf(node) };
	}
}

function copyOf(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
