import type { Resource } from '../../shared/operation';
import { upsert } from './upsert';

export const supplement: Resource = {
	value: 'supplement',
	name: 'Supplement',
	initial: upsert.value,
	operations: [upsert],
};
