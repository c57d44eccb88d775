import type { Resource } from '../../shared/operation';
import { hide } from './hide';
import { upsert } from './upsert';

export const product: Resource = {
	value: 'product',
	name: 'Product',
	initial: upsert.value,
	operations: [upsert, hide],
};
