import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { fingerprint } from '../../shared/canonical';
import { isRepeat } from '../../shared/repeats';
import { readBody } from './body';
import { fullContact } from './fullContact';
import { hasKey } from './hook';
import { toItem } from './item';

/** What the sender hears, whatever becomes of the call. Never 410, which would switch the hook off. */
const ANSWER = 'OK';
const IGNORED: IWebhookResponseData = { webhookResponse: ANSWER };

interface Options {
	acceptWithoutKey?: boolean;
	fullContact?: boolean;
	simplify?: boolean;
	skipRepeated?: boolean;
}

/** Turns a delivery into the trigger's item; calls that are not ours get no sign and start nothing. */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = context.getNodeParameter('options', {}) as Options;
	const { key } = context.getQueryData() as IDataObject;
	if (options.acceptWithoutKey !== true && !(await hasKey(context, key))) return IGNORED;
	const body = readBody(context);
	if (body === undefined) return IGNORED;

	const eventId = fingerprint(body);
	// A user who listens for a test event may send the same one again and again.
	const isTest = context.getMode() === 'manual';
	const trigger = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	if (options.skipRepeated !== false && !isTest && isRepeat(trigger, eventId)) return IGNORED;

	const event = options.simplify === false ? body : toItem(body);
	// First, and not to be replaced by a key of the event's own.
	const item = Object.assign({ eventId }, event, { eventId });
	const contactId = (body.contact as IDataObject | undefined)?.id;
	if (options.fullContact !== true || typeof contactId !== 'string' || contactId === '') {
		return { workflowData: [[{ json: item }]], webhookResponse: ANSWER };
	}
	// The sender does not wait for our own request.
	context.getResponseObject().status(200).end(ANSWER);
	const json = { ...item, fullContact: await fullContact(context, contactId) };
	return { workflowData: [[{ json }]], noWebhookResponse: true };
}
