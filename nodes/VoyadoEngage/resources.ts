import type { Resource } from '../shared/operation';
import { consent } from './consent';
import { contact } from './contact';
import { fallback } from './fallback';
import { promotion } from './promotion';

/** Everything the node can do. */
export const resources: Resource[] = [contact, promotion, consent, fallback];
