import type { TenantJson } from './records';

/** A small tenant to look at when no other is given. */
export const DEMO_TENANT: TenantJson = {
	attributes: ['favouriteStore', 'shoeSize'],
	contactTypes: {
		Member: { mandatory: ['firstName', 'lastName'] },
		Contact: {},
	},
	consents: [
		{
			id: 'profiling',
			name: 'Profiling',
			metaData: {
				'en-GB': {
					conditionText: 'How we use what you buy',
					displayText: 'Offers that suit me',
					linkText: 'Read more',
				},
			},
		},
	],
	promotions: [
		{
			id: '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0001',
			name: 'Welcome',
			heading: '10 % on your first order',
			redemptionChannels: [
				{ type: 'ECOM', valueType: 'PERCENT', value: 10, instruction: 'Enter at the checkout.' },
				{ type: 'POS', valueType: 'PERCENT', value: 10, instruction: 'Show at the till.' },
			],
		},
		{
			id: '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0002',
			name: 'Birthday Gift',
			heading: '50 SEK to celebrate',
			redemptionChannels: [
				{ type: 'POS', valueType: 'MONEY', value: { amount: 50, currency: 'SEK' } },
			],
		},
	],
	contacts: [
		{
			id: '2e40b702-2767-4abe-ae99-aa5101080001',
			firstName: 'Anna',
			lastName: 'Andersson',
			email: 'anna@example.com',
			mobilePhone: '+46701234567',
			city: 'Stockholm',
			countryCode: 'SE',
			memberNumber: 'M-1001',
			preferences: { acceptsEmail: true },
			transactions: [
				{ transactionNumber: '1001', netPriceSum: 499, createdDate: '2026-02-03T10:00:00.000Z' },
				{
					transactionNumber: '1002',
					numberOfItems: -1,
					netPriceSum: -499,
					createdDate: '2026-02-10T10:00:00.000Z',
				},
			],
			promotions: [
				{ promotionId: '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0001' },
				{
					promotionId: '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0002',
					redeemedOn: '2026-02-01T10:00:00.000Z',
				},
			],
		},
		{
			id: '2e40b702-2767-4abe-ae99-aa5101080002',
			contactType: 'Contact',
			email: 'newsletter@example.com',
			preferences: { acceptsEmail: true },
		},
	],
};
