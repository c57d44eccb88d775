import type { Resource } from '../../shared/operation';
import { addContacts } from './addContacts';
import { removeContacts } from './removeContacts';

export const list: Resource = {
	value: 'list',
	name: 'List',
	initial: 'addContacts',
	operations: [addContacts, removeContacts],
};
