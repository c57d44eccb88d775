import type { Resource } from '../../shared/operation';
import { assignContact } from './assignContact';
import { getAll } from './getAll';
import { unassignContact } from './unassignContact';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [assignContact, getAll, unassignContact],
};
