import type { Resource } from '../../shared/operation';
import type { Owner } from '../endpoint/dynamicFields';
import { OWNERS } from '../endpoint/dynamicFields';
import { at } from '../endpoint/endpoint';
import { onlyFor } from '../endpoint/entries';
import { TABLES, oneOf, tableId } from '../endpoint/locators';
import { many } from '../endpoint/answers';
import { GET_MANY, operation } from '../endpoint/operation';

const TITLES: Record<Owner, string> = {
	ContactCompanies: 'Contact Companies',
	Contacts: 'Contacts',
	DynamicTable: 'Dynamic Table',
	OrderLines: 'Order Lines',
	Orders: 'Orders',
	Stores: 'Stores',
};

const owner = {
	field: {
		displayName: 'Owner',
		name: 'owner',
		type: 'options' as const,
		options: OWNERS.map((value) => ({ name: TITLES[value], value })),
		default: 'Contacts',
		description: 'What has the fields',
	},
};

/** The vendor's own client leaves the ID out for all owners but tables. */
const line = 'GET DynamicFields?owner={owner}';
const others = Object.fromEntries(OWNERS.map((value) => [value, at(39, line)]));

export const dynamicFieldResource: Resource = {
	value: 'dynamicField',
	name: 'Dynamic Field',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many dynamic fields',
			description: "List the account's own fields of contacts, orders, tables and others",
			by: owner.field.name,
			endpoint: { ...others, DynamicTable: at(39, 'GET DynamicFields/{id}?owner={owner}') },
			fields: [
				owner,
				onlyFor(owner, ['DynamicTable'], {
					...oneOf(TABLES, 'table', 'The table whose columns to list'),
					write: async (given, { api }) => ({
						id: await tableId(api, String((given as { value: unknown }).value)),
					}),
				}),
			],
			answer: many({ Name: 'ShoeSize', Type: 3, Label: 'Shoe size', Values: null }, 'Name'),
		}),
	],
};
