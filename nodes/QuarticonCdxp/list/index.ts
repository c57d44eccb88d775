import type { Resource } from '../../shared/operation';
import { getAll } from './getAll';
import { setConsent } from './setConsent';

export const list: Resource = { value: 'list', name: 'List', operations: [getAll, setConsent] };
