import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../shared/api';
import { Failure, toFailure } from '../shared/errors';
import { notAttempted } from '../shared/outcome';
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

/** How many bad rows are looked for in one batch. */
const MOST_SOUGHT = 5;

function givenUp({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		code: 'too_many_refused',
		message: `Cordial refused a batch with this item, for more items than were looked for: ${facts.message}`,
		remedy:
			'Nothing of this item was accepted. Look at the items of the same batch that were refused, correct what they have in common, and run these items again.',
	});
}

/**
 * Sends rows with one request. Where that is refused, nothing says for which row, so it is sent in halves, in the order of
 * the rows, until the bad ones stand alone.
 *
 * @returns per row what was answered, or why it was refused
 */
export async function acceptTogether<T>(
	api: Api,
	endpoint: Endpoint,
	rows: T[],
	bodyOf: (rows: T[]) => IDataObject,
): Promise<Array<Omit<Accepted, 'warning'> | Failure>> {
	const results: Array<Omit<Accepted, 'warning'> | Failure> = [];
	const parts = [rows];
	let sought = 0;
	for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
		let result: Omit<Accepted, 'warning'> | Failure;
		try {
			result = await accept(api, endpoint, bodyOf(part));
		} catch (error) {
			result = toFailure(error);
			const { setup, cancelled, httpStatus = 0 } = result.facts;
			const stops = setup === true || cancelled === true;
			const refused = !stops && REFUSED.includes(httpStatus);
			if (refused && part.length > 1) {
				const half = Math.ceil(part.length / 2);
				parts.unshift(part.slice(0, half), part.slice(half));
				continue;
			}
			if (refused) sought += 1;
			results.push(...part.map(() => result));
			const others = parts.flat().length;
			if (!stops && sought < MOST_SOUGHT) continue;
			const reason = stops ? notAttempted(result) : givenUp(result);
			results.push(...Array.from({ length: others }, () => reason));
			break;
		}
		results.push(...part.map(() => result));
	}
	return results;
}
