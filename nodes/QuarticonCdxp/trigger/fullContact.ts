import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { simplifyWith } from '../contact/include';
import { cdxp } from '../platform';

/** An event does not wait longer than this for its contact. */
const BUDGET_MS = 30_000;

async function fetchContact(context: IWebhookFunctions, id: string): Promise<IDataObject> {
	const api = await Api.open(context, cdxp);
	const { body } = await api.request({ method: 'GET', path: ['contacts', id] });
	return await simplifyWith(
		api,
		body.contact as IDataObject,
		body,
		new Set(['customFields', 'lists']),
	);
}

/**
 * The contact of an event with its custom fields by title, or `skipped` where it can't be had in time: the event goes
 * out all the same.
 */
export async function fullContact(
	context: IWebhookFunctions,
	id: string,
): Promise<IDataObject | 'skipped'> {
	const inTime = new AbortController();
	const tooLate = sleep(BUDGET_MS, inTime.signal).then(
		() => 'skipped' as const,
		() => 'skipped' as const,
	);
	try {
		return await Promise.race([fetchContact(context, id), tooLate]);
	} catch (error) {
		context.logger.warn(`Full Contact was skipped: ${(error as Error).message}`);
		return 'skipped';
	} finally {
		inTime.abort();
	}
}
