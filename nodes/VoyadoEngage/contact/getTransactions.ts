import { returnAllOrLimit } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { contactId, contactLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { readTransactions } from './transactions';

export const getTransactions: Operation = {
	value: 'getTransactions',
	name: 'Get Transactions',
	action: 'Get transactions of contact',
	description: 'List the purchases and returns of one contact, with their articles',
	fields: [
		contactLocator,
		...returnAllOrLimit,
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
		const limit = limitOf(call);
		return await readTransactions(call.api, await contactId(call), limit);
	},
	sample: {
		id: 'f0b5c1f2-6f0f-4f0b-9d62-7a3c0c7c0a11',
		transactionNumber: '10027',
		createdDate: '2024-02-28T12:16:48',
		storeName: 'Gothenburg',
		storeType: 'POS',
		numberOfItems: 2,
		netPriceSum: 398,
		localNetPriceSum: 398,
		localCurrency: 'SEK',
		groupCurrency: 'SEK',
		externalId: '10027',
		lineItems: [{ articleNumber: '1001', quantity: 2 }],
	},
};
