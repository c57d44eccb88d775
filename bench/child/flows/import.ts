import { SIDES } from '../sides';
import type { Flow } from './flow';
import { rowsOf } from './flow';
import { exportedOf } from './people';

/** Contacts into the platform's bulk importer, one in a hundred without a usable address. */
export const importing: Flow = {
	...SIDES.ours,
	parameters: () => ({
		resource: 'contact',
		operation: 'import',
		email: '={{ $json.email }}',
		additionalFields: {
			firstName: '={{ $json.firstName }}',
			lastName: '={{ $json.lastName }}',
			phone: '={{ $json.phone }}',
		},
	}),
	credential: ({ url, token }) => ({ accountUrl: url, apiToken: token, requestsPerSecond: 5 }),
	given: (count) => rowsOf(count, exportedOf),
	gives: (items) => items.map(({ json: { email } }) => ({ email, status: 'queued', batchId: '' })),
	key: 'email',
	isDone: ({ status }) => status === 'queued',
};
