import type { Resource } from '../shared/operation';
import { account } from './account';
import { contact } from './contact';
import { field } from './field';
import { list } from './list';
import { tag } from './tag';

/** Everything the node can do. */
export const resources: Resource[] = [contact, account, field, list, tag];
