import type { Resource } from '../shared/operation';
import { activity } from './activity';
import { cart } from './cart';
import { contact } from './contact';
import { list } from './list';
import { order } from './order';
import { supplement } from './supplement';

/** Everything the node can do. */
export const resources: Resource[] = [contact, activity, list, order, supplement, cart];
