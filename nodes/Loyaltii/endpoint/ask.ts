import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { ApiRequest, Meaning } from '../../shared/platform';
import { afterId, afterIdTaking, loyaltii, MOST_ROWS } from '../platform';
import type { Answer } from './answers';
import type { Endpoint } from './endpoint';
import { requestTo } from './endpoint';
import type { Entered } from './operation';

/** What an operation says of a request, and what the item gives for it. */
type Asked = Pick<
	Entered,
	'answer' | 'seeks' | 'emptyIs404' | 'meanings' | 'repeatable' | 'findExisting'
> & { content: IDataObject; limit?: number };

/** Sends one request and makes rows of the answer. @throws Failure */
export async function ask(call: Call, to: Endpoint, asked: Asked): Promise<IDataObject[]> {
	const { content, limit, seeks, emptyIs404 = false, meanings, repeatable, findExisting } = asked;
	const answer = to.answer ?? asked.answer;
	const request: ApiRequest = {
		...requestTo(to, {
			...content,
			// How many come unless it is said, the vendor does not say.
			...(to.takes === true && { take: Math.min(limit ?? MOST_ROWS, MOST_ROWS) }),
		}),
		repeatable,
		expects: (body) => answer.expects(body),
		meanings: seeks === undefined ? meanings : { 404: missing(seeks), ...meanings },
		...((seeks !== undefined || emptyIs404) && { accept: [404] }),
		findExisting: findExisting?.(content, call),
	};
	const { status, body, perhapsApplied } = await call.api.request<unknown>(request);
	if (status !== 404) {
		const rows = answer.rows(body, content);
		if (to.takes === true && rows.length >= MOST_ROWS && (limit ?? Infinity) > MOST_ROWS) {
			call.api.remark('The platform gives the newest 1,000 only; narrow the time to see others');
		}
		return rows.slice(0, limit);
	}
	// After a lost answer, "not found" means that the first try deleted it.
	if (to.method === 'DELETE' && perhapsApplied) return [{ Deleted: true }];
	if (emptyIs404 || wantsNothing(call)) return [];
	throw refused(status, body, request);
}

/** Whether the user wants nothing in place of an error where a record is not there. */
export const wantsNothing = (call: Call): boolean =>
	String(call.given('options').whenNotFound) === 'nothing';

/** An error answer that the request accepted, as the failure it is after all. */
export function refused(status: number, body: unknown, request: ApiRequest): Failure {
	const { message, code, field, remedy } = loyaltii.explain({ status, body }, request);
	return new Failure({ message, code, field, remedy, httpStatus: status });
}

/** What 404 means for a look-up. */
export const missing = (what: string): Meaning => ({
	message: `There is no ${what}`,
	remedy: 'Correct the value at its source; the record may have been deleted.',
});

/** Reads a list page by page. @throws Failure */
export async function inPages(
	call: Call,
	to: Endpoint,
	{ content, limit, answer }: { content: IDataObject; limit?: number; answer: Answer },
): Promise<IDataObject[]> {
	const { lastId, ...rest } = content;
	const { path, query } = requestTo(to, rest);
	const from = Number(lastId ?? 0);
	return await call.api.all({
		path,
		query,
		rows: (body) => answer.rows(body, content),
		expects: (body) => answer.expects(body),
		style: to.pages === 'take' ? afterIdTaking(from) : afterId(from),
		limit,
	});
}
