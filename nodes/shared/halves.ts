import type { Failure } from './errors';
import { toFailure } from './errors';
import { notAttempted } from './outcome';

/** How many bad rows are looked for in one batch. */
const MOST_SOUGHT = 5;

/** How rows share a request of a platform that refuses them all for one. */
export interface Halving<Row, Result> {
	/** Sends rows with one request. @returns one result per row. @throws Failure */
	send(rows: Row[]): Promise<Array<Result | Failure>>;
	/** Whether the platform refused a request for what one of its rows holds, and the rows may be sent again. */
	isRefusal(failure: Failure): boolean;
	/** What is said of the rows left over, once enough bad ones are found. */
	givenUp(failure: Failure): Failure;
}

/**
 * Sends rows with one request. Where that is refused, nothing says for which row, so it is sent in halves, in the order of the
 * rows, until the bad ones stand alone.
 *
 * @returns per row its result, or why there is none
 */
export async function sendInHalves<Row, Result>(
	rows: Row[],
	{ send, isRefusal, givenUp }: Halving<Row, Result>,
): Promise<Array<Result | Failure>> {
	const results: Array<Result | Failure> = [];
	const parts = [rows];
	let sought = 0;
	for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
		try {
			results.push(...(await send(part)));
			continue;
		} catch (error) {
			const failure = toFailure(error);
			const stops = failure.facts.setup === true || failure.facts.cancelled === true;
			const refused = !stops && isRefusal(failure);
			if (refused && part.length > 1) {
				const middle = Math.ceil(part.length / 2);
				parts.unshift(part.slice(0, middle), part.slice(middle));
				continue;
			}
			if (refused) sought += 1;
			results.push(...part.map(() => failure));
			if (!stops && sought < MOST_SOUGHT) continue;
			const reason = stops ? notAttempted(failure) : givenUp(failure);
			return [...results, ...parts.flat().map(() => reason)];
		}
	}
	return results;
}
