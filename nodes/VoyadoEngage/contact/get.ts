import type { Operation } from '../../shared/operation';
import { simplify } from '../../shared/fields';
import { contactId, contactLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { simplifyContact } from './shape';
import { readContact } from './write';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Show what Engage knows of one contact, without purchases and promotions',
	fields: [
		contactLocator,
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [multipleMatchesOption],
		},
	],
	repeatable: true,
	async run(call) {
		const contact = await readContact(call.api, await contactId(call));
		return call.flag('simplify', true) ? simplifyContact(contact) : contact;
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		contactType: 'Member',
		firstName: 'Anna',
		lastName: 'Arkberg',
		email: 'anna@example.com',
		mobilePhone: '+46735654321',
		city: 'Gothenburg',
		countryCode: 'SE',
		preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
		consents: [
			{ id: 'memberConsent', value: true, date: '2024-02-28T12:16:48', source: 'POS', comment: '' },
		],
	},
};
