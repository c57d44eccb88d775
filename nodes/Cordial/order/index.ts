import type { Resource } from '../../shared/operation';
import { upsert } from './upsert';

export const order: Resource = {
	value: 'order',
	name: 'Order',
	initial: upsert.value,
	operations: [upsert],
};
