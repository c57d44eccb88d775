import type { Resource } from '../../shared/operation';
import { assign } from './assign';
import { getAll } from './getAll';
import { redeem } from './redeem';

export const promotion: Resource = {
	value: 'promotion',
	name: 'Promotion',
	initial: getAll.value,
	operations: [getAll, assign, redeem],
};
