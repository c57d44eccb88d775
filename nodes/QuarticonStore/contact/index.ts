import type { Resource } from '../../shared/operation';
import { get } from './get';
import { upsert } from './upsert';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	initial: upsert.value,
	operations: [upsert, get],
};
