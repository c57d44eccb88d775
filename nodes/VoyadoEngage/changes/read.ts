import type { Api } from '../../shared/api';
import type { Failure } from '../../shared/errors';
import { idIn } from '../contact/shape';
import type { ChangeName } from './properties';
import { CHANGES } from './properties';
import { inWords } from './wallClock';

/** Whether an answer is a list of IDs; what is no ID would be a change that is lost. */
const isIdList = (answer: unknown): boolean =>
	Array.isArray(answer) && answer.every((one) => idIn(one) !== undefined);

/** More than 250,000 IDs are refused with 400; the vendor gives that no name (fact sheet, section 3.7). */
export const isRefused = ({ facts }: Failure): boolean => facts.httpStatus === 400;

/**
 * The IDs of contacts that changed in a span of time, in rising order, and what time it is: the platform's clock, unless
 * ours is behind it. A cursor that is too late would skip changes.
 * @throws Failure
 */
export async function readChanged(
	api: Api,
	type: ChangeName,
	span: { from: number; to: number },
	timezone: string,
): Promise<{ ids: string[]; now: number }> {
	const { body, headers } = await api.request<unknown[]>({
		method: 'GET',
		path: ['contacts', 'changes'],
		query: { changeType: CHANGES[type], ...inWords(span, timezone) },
		expects: isIdList,
	});
	const ids = [...new Set(body.map((one) => idIn(one) as string))].sort();
	const theirs = Date.parse(String(headers.date ?? ''));
	return { ids, now: Number.isNaN(theirs) ? Date.now() : Math.min(theirs, Date.now()) };
}
