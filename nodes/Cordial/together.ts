import type { IDataObject } from 'n8n-workflow';

import type { Batch } from '../shared/batch';
import type { Call } from '../shared/call';
import { Failure } from '../shared/errors';
import type { Endpoint } from './accept';
import { acceptTogether } from './accept';
import type { Identity } from './contact/identifiers';
import { contactOf, readIdentity } from './contact/identifiers';
import { readBatchSize, sourceOf } from './options';

/** What an item has to say of one contact. */
export interface Part {
	/** What is said of the contact beside who it is. */
	contact?: IDataObject;
	/** What the request holds beside contact and entries, the same for all its items. */
	rest?: IDataObject;
	/** The item's entries of the request's list, in order. */
	entries: IDataObject[];
	/** What no two items of one request may have in common, such as the ID of a record. */
	apart?: string[];
	/** What the output says of the item. */
	told: IDataObject;
}

interface Row {
	identity: Identity;
	head: IDataObject;
	part: Part;
}

/** Items of one contact share a request, in their order. */
export const ofOneContact = (
	endpoint: Endpoint,
	list: string,
	read: (call: Call) => Part,
): Batch<Row> => ({
	async prepare(call) {
		const identity = readIdentity(call);
		readBatchSize(call);
		const part = read(call);
		const head = {
			...sourceOf(call),
			contact: { ...contactOf(identity), ...part.contact },
			...part.rest,
		};
		return { identity, head, part };
	},
	group: ({ head }, call) => JSON.stringify([readBatchSize(call), head]),
	apart: ({ part: { apart = [] } }) => apart,
	limits: (call) => ({ rows: readBatchSize(call) }),
	async send(rows, call) {
		const results = await acceptTogether(call.api, endpoint, rows, (some) => ({
			...some[0].head,
			[list]: some.flatMap(({ part }) => part.entries),
		}));
		return results.map((result, index) => {
			if (result instanceof Failure) return result;
			const { identity, part } = rows[index];
			const { identifiers, warning } = identity;
			return { identifiers, ...part.told, ...result, warning };
		});
	},
});
