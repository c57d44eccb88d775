import { join } from 'node:path';

import { DIST } from '../sides';
import type { Flow } from './flow';
import { rowsOf } from './flow';

/** Lists that follow each other row by row. */
export const LISTS = 20;

/** Every so many rows, one names no contact. */
const BAD_EVERY = 100;

/** How many of the rows name no contact. */
export const namelessAmong = (count: number): number => Math.floor(count / BAD_EVERY);

/** Every contact goes on each list. */
export const memberOf = (index: number): string =>
	`member-${Math.floor(index / LISTS)}@example.com`;

const additionOf = (index: number) => ({
	email: (index + 1) % BAD_EVERY === 0 ? '' : memberOf(index),
	list: `list-${index % LISTS}`,
});

/** Contacts put on lists, which interleave row by row. */
export const listAdditions: Flow = {
	type: 'n8n-nodes-cdxp.cordial',
	files: [
		join(DIST, 'nodes', 'Cordial', 'Cordial.node.js'),
		join(DIST, 'credentials', 'CordialApi.credentials.js'),
	],
	parameters: () => ({
		resource: 'list',
		operation: 'addContacts',
		list: '={{ $json.list }}',
		identifiers: { values: [{ key: 'email', value: '={{ $json.email }}' }] },
	}),
	credentialType: 'cordialApi',
	credential: ({ url, token }) => ({
		region: 'custom',
		baseUrl: `${url}/api`,
		apiKey: token,
		requestsPerSecond: 10,
	}),
	given: (count) => rowsOf(count, additionOf),
	gives: (items) =>
		items.map(({ json: { email, list } }) => ({
			identifiers: { email },
			list,
			accepted: true,
			processing: 'later',
			answer: null,
			warning: null,
		})),
	key: 'list',
	isDone: ({ accepted }) => accepted === true,
};
