import type { Resource } from '../../shared/operation';
import { getAll } from './getAll';

export const field: Resource = { value: 'field', name: 'Field', operations: [getAll] };
