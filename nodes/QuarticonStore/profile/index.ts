import type { Resource } from '../../shared/operation';
import { collect } from './collect';

export const profile: Resource = {
	value: 'profile',
	name: 'Profile',
	initial: 'collect',
	operations: [collect],
};
