import type { Resource } from '../../shared/operation';
import { count } from './count';
import { create } from './create';
import { createMany } from './createMany';
import { deleteContact } from './delete';
import { find } from './find';
import { get } from './get';
import { getChanged } from './getChanged';
import { getProfile } from './getProfile';
import { getTransactions } from './getTransactions';
import { update } from './update';
import { updateMany } from './updateMany';
import { updateType } from './updateType';
import { upsert } from './upsert';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	initial: upsert.value,
	operations: [
		upsert,
		find,
		create,
		update,
		updateType,
		get,
		getProfile,
		getTransactions,
		createMany,
		updateMany,
		getChanged,
		count,
		deleteContact,
	],
};
