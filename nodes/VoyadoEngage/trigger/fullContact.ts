import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { toFailure } from '../../shared/errors';
import { inTime, TOO_LATE } from '../../shared/inTime';
import { simplifyContact } from '../contact/shape';
import { readContact } from '../contact/write';
import { engage } from '../platform';
import { isDeletion } from './events';
import { withContact, withNote } from './note';

/** The sender gives an answer up after 15 seconds and delivers the event again. */
const BUDGET_MS = 10_000;

/** What the option adds to an event: its contact, or a note, for the event goes out all the same. */
export async function fullContact(
	context: IWebhookFunctions,
	{ contactId, type }: IDataObject,
): Promise<IDataObject> {
	if (typeof contactId !== 'string') return withNote('The event names no contact.');
	if (isDeletion(type as string | null)) return withNote('The contact was deleted.');
	const read = async () => await readContact(await Api.open(context, engage), contactId);
	try {
		const contact = await inTime(read(), BUDGET_MS);
		return contact === TOO_LATE
			? withNote('The contact did not come within 10 seconds.')
			: withContact(simplifyContact(contact));
	} catch (error) {
		return withNote(toFailure(error).message);
	}
}
