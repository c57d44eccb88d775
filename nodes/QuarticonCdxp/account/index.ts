import type { Resource } from '../../shared/operation';
import { customFields } from '../record/customFields';
import { text, url } from '../../shared/entries';
import { reference } from '../record/entries';
import {
	clearable,
	createOne,
	deleteOne,
	getMany,
	getOne,
	sameOne,
	updateOne,
} from '../record/operations';
import { ownerKind } from '../deal/deals';
import { accountKind } from './accounts';
import { assignContact } from './assignContact';
import { unassignContact } from './unassignContact';

const name = text('Name', 'name', {
	description: 'What the account is called; names are unique',
	placeholder: 'Example Shop',
	required: true,
});
const more = [
	url('Account URL', 'accountUrl', {
		description: 'The website of the account',
		placeholder: 'https://shop.example.com',
		canBeEmptied: true,
	}),
	reference(ownerKind, { key: 'owner', description: 'The user who looks after the account' }),
];

const custom = customFields('account');

/** What can be emptied beside custom fields. */
export const clearableAccountFields = clearable(more);

export const account: Resource = {
	value: 'account',
	name: 'Account',
	initial: 'assignContact',
	operations: [
		assignContact,
		createOne(accountKind, {
			description: 'Add an account, such as a shop, that contacts can belong to',
			fields: [name],
			more,
			custom,
			findExisting: sameOne(accountKind, ['name']),
		}),
		deleteOne(accountKind, {
			description:
				'Remove an account for good; its contacts stay, and one that is gone already is no failure',
		}),
		getOne(accountKind),
		getMany(accountKind, {
			description: 'List the accounts that contacts can belong to',
			filters: [
				text('Search', 'search', {
					description: 'Return only accounts whose name contains this text',
					placeholder: 'Shop',
				}),
			],
		}),
		unassignContact,
		updateOne(accountKind, { fields: [name], more, custom }),
	],
};
