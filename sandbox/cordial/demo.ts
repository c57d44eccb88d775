import type { CordialJson } from './records';

/** A small shop's account to look at when no other is given. */
export const DEMO_CORDIAL: CordialJson = {
	identifierKeys: ['email', 'customId', 'channels.phone.address'],
	attributes: [
		{ key: 'firstName', name: 'First Name' },
		{ key: 'lastName', name: 'Last Name' },
		{ key: 'points', name: 'Points', type: 'number', index: true },
		{ key: 'birthday', name: 'Birthday', type: 'date' },
		{ key: 'location', name: 'Location', type: 'geo', index: true },
		{ key: 'interests', name: 'Interests', type: 'array' },
	],
	lists: ['Newsletter', { name: 'VIP', enhanced: true }],
	supplements: [{ key: 'subscriptions', name: 'Subscriptions' }],
	contacts: [
		{
			identifiers: { email: 'anna@example.com', customId: 'c-1' },
			attributes: {
				firstName: 'Anna',
				'channels.email.subscribeStatus': 'subscribed',
				'location.city': 'Kraków',
			},
			lists: ['Newsletter', 'VIP'],
			cart: [{ productID: 'p-1', sku: 'P1', name: 'Trail Shoes', category: 'Shoes', qty: 1 }],
		},
		{
			identifiers: { email: 'jan@example.com', customId: 'c-2' },
			attributes: { firstName: 'Jan', 'channels.email.subscribeStatus': 'unsubscribed' },
			lists: ['Newsletter'],
		},
	],
};
