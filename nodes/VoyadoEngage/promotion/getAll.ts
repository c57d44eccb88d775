import { contactId, contactLocator } from '../contact/locator';
import { multipleMatchesOption } from '../contact/lookUp';
import { returnAllOrLimit } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { promotionFilters, readAssignments, readWanted } from './assignments';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many promotions of contact',
	description: 'List the active promotions that a contact has been given',
	fields: [
		contactLocator,
		...returnAllOrLimit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: promotionFilters,
		},
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
		const wanted = readWanted(call, 'filters');
		const rows = await readAssignments(call.api, await contactId(call), wanted);
		return rows.slice(0, limit);
	},
	sample: {
		id: '594d98e1-ef73-40e3-9799-add400eaab05',
		promotionId: '1a50b7aa-d697-4dc6-3ce7-ab2c00b3a920',
		externalId: 'SO-14034',
		type: 'Multichannel',
		name: '20% off t-shirts',
		expiresOn: '2024-11-02T23:59:59+01:00',
		heading: 'You get a discount!',
		description: 'Hope you will enjoy this gift.',
		redeemed: false,
		redeemedOn: null,
		imageUrl: 'https://images.example.com/shirt.jpg',
		link: 'https://shop.example.com/t-shirts',
		redemptionChannels: [{ type: 'POS', valueType: 'PERCENT', value: 20, instruction: null }],
	},
};
