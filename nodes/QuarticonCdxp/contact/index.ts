import type { Resource } from '../../shared/operation';
import { create } from './create';
import { deleteContact } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { importContacts } from './import';
import { update } from './update';
import { upsert } from './upsert';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	initial: upsert.value,
	operations: [upsert, create, get, getAll, importContacts, update, deleteContact],
};
