import { randomUUID } from 'node:crypto';
import querystring from 'node:querystring';

import type { IDataObject, INode, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import type { HookName, HookOptions, NodeJson, WebhookAnswer, WebhookOptions } from '../../engine';
import { createEngine } from '../../engine';
import { QuarticonCdxpTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.ts';
import { fieldsOf, toForm, type Nested } from '../shared/phpForm';

export const TRIGGER = 'CDXP Trigger';
const TYPE = 'n8n-nodes-cdxp.quarticonCdxpTrigger';

/** What the sender of the last delivery has heard so far; to be read while `webhook()` still works. */
export const sender: { hears?: WebhookAnswer } = {};

class Watched extends QuarticonCdxpTrigger {
	override async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		sender.hears = this.getResponseObject() as unknown as WebhookAnswer;
		return await QuarticonCdxpTrigger.prototype.webhook.call(this);
	}
}

export const engine = createEngine({
	nodes: { [TYPE]: Watched },
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
	timezone: 'Europe/Warsaw',
});

/** A trigger in a workflow of its own: what one trigger has met, no other has. */
export const newTrigger = (parameters: IDataObject = {}): NodeJson => ({
	id: randomUUID(),
	webhookId: randomUUID(),
	name: TRIGGER,
	type: TYPE,
	parameters: parameters as INode['parameters'],
	credentials: { quarticonCdxpApi: { id: 'quarticonCdxpApi', name: 'CDXP' } },
});

/** Where n8n keeps a trigger's static data. */
export const STATE = `node:${TRIGGER}`;
const KEY = 'the-key';

/** Delivers a request with the right key. */
export async function deliver(node: NodeJson, options: WebhookOptions) {
	const { response, workflowData, webhookResponse, noWebhookResponse } = await engine.webhook(
		node,
		{
			query: { key: KEY },
			staticData: { [STATE]: { hookId: '1', key: KEY } },
			...options,
		},
	);
	// What n8n's web server makes of it.
	const answer = noWebhookResponse === true ? response.body : webhookResponse;
	expect(response.statusCode).toBe(200);
	expect(answer).toBe('OK');
	return workflowData?.[0]?.map(({ json }) => json) ?? [];
}

export const asJson = (body: unknown): WebhookOptions => ({
	headers: { 'content-type': 'application/json' },
	body,
	rawBody: Buffer.from(JSON.stringify(body)),
});

/** A form as n8n hands it over: flat, 1,000 keys, with the raw body beside it. */
export const asForm = (form: string): WebhookOptions => ({
	headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
	body: querystring.parse(form),
	rawBody: Buffer.from(form),
});

/** Data with numbers, as the form that PHP would write. */
export function phpForm(body: IDataObject, options: { open?: boolean } = {}): string {
	const texts = JSON.parse(JSON.stringify(body), (_, value: unknown) =>
		typeof value === 'number' ? String(value) : value,
	) as Record<string, Nested>;
	return toForm(fieldsOf(texts, options));
}

/** Publishes and unpublishes one trigger, as n8n does; its static data lives on from call to call. */
export class Publisher {
	staticData: IDataObject = {};

	constructor(
		readonly node: NodeJson,
		private readonly options: HookOptions,
	) {}

	/** What the trigger keeps. */
	get state() {
		return (this.staticData[STATE] ?? {}) as { hookId?: string; key?: string };
	}

	async call(hook: HookName, changes: HookOptions = {}): Promise<boolean> {
		const staticData = structuredClone(this.staticData);
		try {
			const options = { ...this.options, staticData, ...changes };
			return (await engine.hook(this.node, hook, options)).result;
		} finally {
			// n8n stores it as JSON.
			this.staticData = JSON.parse(JSON.stringify(staticData)) as IDataObject;
		}
	}

	/** Asks whether it is there, and creates it if not. */
	async publish(changes?: HookOptions): Promise<void> {
		if (!(await this.call('checkExists', changes))) await this.call('create', changes);
	}

	async unpublish(): Promise<void> {
		await this.call('delete');
	}
}
