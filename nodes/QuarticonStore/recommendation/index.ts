import type { Resource } from '../../shared/operation';
import { get } from './get';

export const recommendation: Resource = {
	value: 'recommendation',
	name: 'Recommendation',
	initial: 'get',
	operations: [get],
};
