import type { Resource } from '../../shared/operation';
import { track } from './track';

export const event: Resource = {
	value: 'event',
	name: 'Event',
	initial: 'track',
	operations: [track],
};
