import type { Locator } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator, recordByLocator } from '../contact/find';
import {
	consentTurn,
	keepsUnsubscribed,
	keepUnsubscribed,
	needsReading,
	readStatus,
	readStatuses,
	setConsent as set,
	statusField,
} from './consents';
import { findList, listLocator } from './lists';

export const setConsent: Operation = {
	value: 'setConsent',
	name: 'Set Contact Consent',
	action: 'Set contact consent on list',
	description: 'Subscribe a contact to a list, unsubscribe it, or mark it as unconfirmed',
	fields: [
		contactLocator,
		listLocator('The list the consent is for'),
		{ ...statusField, required: true },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [keepUnsubscribed],
		},
	],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const status = readStatus(call.param('status'));
		const list = await findList(call.api, call.param<Locator>('list'));
		const contact = await contactId(call);
		const keep = keepsUnsubscribed(call.given('options'));
		const result = await consentTurn(call.api, contact, async () => {
			const present = needsReading([{ status }], keep)
				? { statuses: await readStatuses(call.api, contact) }
				: {};
			return await set(call.api, contact, { list, status }, { keep, present });
		});
		return { contact, listName: list.name, ...result };
	},
	sample: {
		contact: '10',
		listName: 'Newsletter',
		list: '1',
		status: 'subscribed',
		previous: 'unconfirmed',
	},
};
