import type { Resource } from '../../shared/operation';
import { done, many } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { ACTIONS, contact, oneOf, SEGMENTS } from '../endpoint/locators';
import { operation } from '../endpoint/operation';

const action = oneOf(
	ACTIONS,
	'id',
	'The action to trigger; it must be enabled and may be triggered by hand',
);

/** An e-mail may go out with each. */
const triggered = {
	answer: done('Triggered'),
	meanings: {
		404: {
			message: 'There is no such action, or no such contact or segment',
			remedy: 'Choose the action from the list, and check whom it is triggered for.',
		},
		400: {
			message: 'The action cannot be triggered',
			remedy: 'Enable the action in the platform, and allow that it is triggered by hand.',
		},
	},
};

export const actionResource: Resource = {
	value: 'action',
	name: 'Action',
	initial: 'triggerForContact',
	operations: [
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many actions',
			description: 'List the actions of the account',
			endpoint: at(1, 'GET Actions'),
			answer: many({
				Id: 1,
				Name: 'Welcome',
				Description: 'Sends the welcome e-mail',
				LastModified: '2025-08-27T10:00:00+02:00',
			}),
		}),
		operation({
			value: 'triggerForContact',
			name: 'Trigger for Contact',
			action: 'Trigger action for contact',
			description: 'Start an action, such as an e-mail, for one contact',
			endpoint: at(2, 'POST Actions/{id}?contactId={contactId}'),
			fields: [action, contact('contactId', 'Whom the action is triggered for')],
			...triggered,
		}),
		operation({
			value: 'triggerForSegment',
			name: 'Trigger for Segment',
			action: 'Trigger action for segment',
			description: 'Start an action, such as an e-mail, for everybody in a segment',
			endpoint: at(3, 'POST Actions/{id}?segmentId={segmentId}'),
			fields: [action, oneOf(SEGMENTS, 'segmentId', 'Whom the action is triggered for')],
			...triggered,
		}),
	],
};
