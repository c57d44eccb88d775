import type { Resource } from '../../shared/operation';
import { many, one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { whole } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import { GET_MANY, operation } from '../endpoint/operation';
import { afterIdField } from '../endpoint/shared';

const RECEIVER = { Id: 1, EmailDispatchId: 4711, ContactId: 353034 };

export const emailDispatchReceiverResource: Resource = {
	value: 'emailDispatchReceiver',
	name: 'Email Dispatch Receiver',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get email dispatch receiver',
			description: 'Show what became of one e-mail to one contact',
			endpoint: at(
				58,
				'GET EmailDispatchReceiver?emailDispatchId={emailDispatchId}&contactId={contactId}',
			),
			fields: [
				whole('emailDispatchId', 'Email Dispatch ID', 'The dispatch', {
					required: true,
					placeholder: '4711',
				}),
				contact('contactId', 'Who got the e-mail'),
			],
			answer: one(RECEIVER),
			seeks: 'receiver of this dispatch and contact',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many email dispatch receivers',
			description: 'List who got e-mails, in the order of their IDs, 1,000 per request',
			endpoint: at(57, 'GET EmailDispatchReceiver?lastId={lastId}', { pages: 'lastId' }),
			more: [afterIdField],
			answer: many(RECEIVER),
		}),
	],
};
