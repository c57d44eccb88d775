import type { Resource } from '../../shared/operation';
import { create } from './create';

export const activity: Resource = {
	value: 'activity',
	name: 'Activity',
	initial: 'create',
	operations: [create],
};
