import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toFailure } from '../../shared/errors';
import { isRepeat } from '../../shared/repeats';
import { wordsOf } from '../../shared/values';
import { readPayload, toItem, typeOf } from './event';
import { isWanted } from './events';
import { fullContact } from './fullContact';
import { noSecret, readKeys } from './secrets';
import type { TriggerOptions } from './setUp';
import type { Stamp } from './signature';
import { readStamp, whyRefused } from './signature';

const ANSWER = 'OK';
const IGNORED: IWebhookResponseData = { webhookResponse: ANSWER };

/** The sender shows the reason to whoever set it up, and delivers the event again later. */
function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.getResponseObject().status(401).end(reason);
	return { noWebhookResponse: true };
}

/** Whether the call is signed, or why it is refused. */
async function judge(
	context: IWebhookFunctions,
	stamp: Stamp,
	body: Buffer,
	acceptUnsigned: boolean,
): Promise<{ isSigned: boolean } | { refusal: string }> {
	try {
		const keys = await readKeys(context);
		// A signature that could be checked is: a wrong one is no oversight.
		if (acceptUnsigned && (keys.length === 0 || stamp.signature === '')) return { isSigned: false };
		if (keys.length === 0) throw noSecret();
		const refusal = whyRefused(stamp, body, keys);
		return refusal === undefined ? { isSigned: true } : { refusal };
	} catch (error) {
		const { message } = toFailure(error);
		context.logger.warn(`A webhook call was refused: ${message}`);
		return { refusal: 'The receiver has no signing secret that can be used' };
	}
}

/** Turns a call into the trigger's item; one that is not signed as it must be gets a 401 and starts nothing. */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = context.getNodeParameter('options', {}) as TriggerOptions;
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	// n8n keeps none of a multipart form, which no event is.
	const body = rawBody ?? Buffer.alloc(0);
	const stamp = readStamp(context.getHeaderData() as IDataObject);
	const verdict = await judge(context, stamp, body, options.acceptUnsigned === true);
	if ('refusal' in verdict) return refuse(context, verdict.refusal);

	const payload = readPayload(body);
	if (payload === '') return IGNORED;
	if (!isWanted(typeOf(payload), wordsOf(context.getNodeParameter('events', [])))) return IGNORED;
	// A user who listens for a test event may send the same one again and again.
	const isTest = context.getMode() === 'manual';
	const trigger = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	// What anybody may have sent must not take the place of an event of Voyado.
	const sender = verdict.isSigned ? trigger : `${trigger} unsigned`;
	if (!isTest && stamp.id !== '' && isRepeat(sender, stamp.id)) return IGNORED;

	const item = toItem(payload, stamp, verdict.isSigned);
	const more = options.fullContact === true ? await fullContact(context, item) : {};
	return { workflowData: [[{ json: { ...item, ...more } }]], webhookResponse: ANSWER };
}
