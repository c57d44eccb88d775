import type { Resource } from '../shared/operation';
import { contact } from './contact';
import { event } from './event';
import { product } from './product';
import { profile } from './profile';
import { recommendation } from './recommendation';

/** Everything the node can do. */
export const resources: Resource[] = [product, contact, event, profile, recommendation];
