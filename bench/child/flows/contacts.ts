import type { IDataObject } from 'n8n-workflow';

import { SIDES } from '../sides';
import type { Flow } from './flow';
import { rowsOf } from './flow';
import { contactOf } from './people';

/** The contact as the node gives it. */
function outputOf(index: number, withFields: boolean): IDataObject {
	const { fieldValues, ...standard } = contactOf(index);
	const stored = new Date().toISOString();
	return {
		id: String(index + 1),
		...standard,
		createdAt: stored,
		updatedAt: stored,
		...(withFields && {
			fields: Object.fromEntries(
				Object.entries(fieldValues).map(([id, value]) => [`Field ${id}`, value]),
			),
		}),
	};
}

/** Every contact of an account, simplified. */
const reading = (withFields: boolean): Flow => ({
	...SIDES.ours,
	parameters: (most) => ({
		resource: 'contact',
		operation: 'getAll',
		...(most === undefined ? { returnAll: true } : { returnAll: false, limit: most }),
		options: withFields ? { include: ['customFields'] } : {},
	}),
	credential: ({ url, token }) => ({ accountUrl: url, apiToken: token, requestsPerSecond: 0 }),
	given: () => [{}],
	gives: (_, count) => rowsOf(count, (index) => outputOf(index, withFields)),
	key: 'email',
});

export const contacts = reading(false);
export const contactsWithFields = reading(true);
