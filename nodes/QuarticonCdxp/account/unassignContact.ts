import type { Operation } from '../../shared/operation';
import { contactId, contactLocator, recordByLocator } from '../contact/find';
import { readAssignment } from './assign';

export const unassignContact: Operation = {
	value: 'unassignContact',
	name: 'Unassign Contact',
	action: 'Unassign contact from account',
	description: 'Take a contact out of its account; one who has none is left as it is',
	fields: [contactLocator],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const contact = await contactId(call);
		const present = await readAssignment(call.api, contact);
		if (present === undefined) return { contact, account: null, unassigned: false };
		await call.api.request({
			method: 'DELETE',
			path: ['accountContacts', present.id],
			accept: [404],
		});
		return { contact, account: present.account, unassigned: true };
	},
	sample: { contact: '10', account: '1', unassigned: true },
};
