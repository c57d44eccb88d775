import type { Resource } from '../../shared/operation';
import { upsert } from './upsert';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	initial: upsert.value,
	operations: [upsert],
};
