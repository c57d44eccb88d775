import type { Resource } from '../../shared/operation';
import { getMany, getOne } from '../record/operations';
import { accountKind } from './accounts';
import { assignContact } from './assignContact';
import { unassignContact } from './unassignContact';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		assignContact,
		getOne(accountKind),
		getMany(accountKind, {
			description: 'List the accounts that contacts can belong to',
			filters: [
				{
					field: {
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. Shop',
						description: 'Return only accounts whose name contains this text',
					},
				},
			],
		}),
		unassignContact,
	],
};
