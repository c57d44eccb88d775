import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { inTime, TOO_LATE } from '../../shared/inTime';
import type { Included } from '../contact/simplify';
import { simplifyContact, simplifyFields, simplifyLists } from '../contact/simplify';
import { cdxp } from '../platform';
import { recentDefinitions } from './recentDefinitions';

/** An event does not wait longer than this for its contact. */
const BUDGET_MS = 30_000;

async function fetchContact(context: IWebhookFunctions, id: string): Promise<IDataObject> {
	const api = await Api.open(context, cdxp);
	const { body } = await api.request({ method: 'GET', path: ['contacts', id] });
	const { fieldValues = [], contactLists = [] } = body as Included;
	const contact = simplifyContact(body.contact as IDataObject);
	const trigger = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	const definitions = await recentDefinitions(
		trigger,
		api,
		fieldValues.map(({ field }) => String(field)),
	);
	return {
		...contact,
		fields: simplifyFields(fieldValues, definitions),
		lists: simplifyLists(contactLists),
	};
}

/**
 * The contact of an event with its custom fields by title, or `skipped` where it can't be had in time: the event goes
 * out all the same.
 */
export async function fullContact(
	context: IWebhookFunctions,
	id: string,
): Promise<IDataObject | 'skipped'> {
	try {
		const contact = await inTime(fetchContact(context, id), BUDGET_MS);
		return contact === TOO_LATE ? 'skipped' : contact;
	} catch (error) {
		context.logger.warn(`Full Contact was skipped: ${(error as Error).message}`);
		return 'skipped';
	}
}
