import type { Resource } from '../../shared/operation';
import { toXml } from './toXml';

export const fallback: Resource = {
	value: 'fallback',
	name: 'Fallback',
	initial: toXml.value,
	operations: [toXml],
};
