import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../shared/api';
import { Failure } from '../shared/errors';
import { sendInHalves } from '../shared/halves';
import { isAnswer } from './platform';

/** What JSON or a bare text may be; nothing says what a good answer holds. */
type Said = IDataObject | string | number | boolean;

/** What every operation says of what it sent: accepted is not processed, and nothing tells what becomes of it. */
export interface Accepted extends IDataObject {
	accepted: true;
	processing: 'later';
	/** What Cordial answered, null where that was nothing. */
	answer: Said | null;
	/** What is odd about the item but no fault for certain. */
	warning: string | null;
}

/** A call of the API. */
export interface Endpoint {
	/** Its name, which is the whole path. */
	name: string;
	/** Whether sending the same twice leaves the platform as sending it once. */
	repeatable: boolean;
}

/** Sends one request. @throws Failure */
export async function accept(
	api: Api,
	{ name, repeatable }: Endpoint,
	body: IDataObject,
): Promise<Omit<Accepted, 'warning'>> {
	const { body: answer } = await api.request<Said>({
		method: 'POST',
		path: [name],
		body,
		repeatable,
		// The platform limits each call on its own.
		budget: name,
		expects: isAnswer,
	});
	const isNothing = typeof answer === 'object' && Object.keys(answer).length === 0;
	return { accepted: true, processing: 'later', answer: isNothing ? null : answer };
}

/** Statuses that refuse a request for what it holds: nothing of it was accepted. */
const REFUSED = [400, 404, 413, 422];

function givenUp({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		code: 'too_many_refused',
		message: `Cordial refused a batch with this item, for more items than were looked for: ${facts.message}`,
		remedy:
			'Nothing of this item was accepted. Look at the items of the same batch that were refused, correct what they have in common, and run these items again.',
	});
}

/** Sends rows with one request, or in halves where that is refused. @returns per row what was answered, or why it was refused */
export const acceptTogether = async <T>(
	api: Api,
	endpoint: Endpoint,
	rows: T[],
	bodyOf: (rows: T[]) => IDataObject,
): Promise<Array<Omit<Accepted, 'warning'> | Failure>> =>
	await sendInHalves(rows, {
		send: async (some) => {
			const accepted = await accept(api, endpoint, bodyOf(some));
			return some.map(() => accepted);
		},
		isRefusal: ({ facts }) => REFUSED.includes(facts.httpStatus ?? 0),
		givenUp,
	});
