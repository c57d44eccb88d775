import { isOn } from '../../shared/call';
import type { Locator } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator, recordByLocator } from '../contact/find';
import { accountLocator, findAccount } from './accounts';
import { assign } from './assign';

export const assignContact: Operation = {
	value: 'assignContact',
	name: 'Assign Contact',
	action: 'Assign contact to account',
	description: 'Put a contact into an account; a contact has one account at most',
	fields: [
		contactLocator,
		accountLocator('The account, such as the shop, to assign the contact to'),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Job Title',
					name: 'jobTitle',
					type: 'string',
					default: '',
					placeholder: 'e.g. Buyer',
					description: 'What the contact does there',
				},
				{
					displayName: 'Move From Other Account',
					name: 'move',
					type: 'boolean',
					default: false,
					description:
						'Whether to move a contact who belongs to another account; if off, such an item goes to the error path',
				},
			],
		},
	],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const account = await findAccount(call.api, call.param<Locator>('account'));
		const contact = await contactId(call);
		const { jobTitle, move } = call.given('options');
		const result = await assign(call.api, contact, account, {
			jobTitle: jobTitle === undefined ? undefined : String(jobTitle),
			move: isOn(move),
		});
		return { contact, account: account.id, accountName: account.name, result };
	},
	sample: { contact: '10', account: '1', accountName: 'Example Shop', result: 'assigned' },
};
