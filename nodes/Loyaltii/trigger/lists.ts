import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { CursorList, CursorRow } from '../../shared/cursor';
import { Failure } from '../../shared/errors';
import type { ApiRequest } from '../../shared/platform';
import { MOST_ROWS } from '../platform';
import { toItems } from './items';
import type { Event } from './properties';
import type { Wish } from './wish';
import { HIGHEST_ID } from './wish';

/** Rows of one step where each may cost a request. */
export const FEW = 20;

const hasId = (row: IDataObject | null): boolean => {
	const id = Number(row?.Id);
	return Number.isInteger(id) && id > 0;
};

/** Reads a list whose rows have IDs. @throws Failure where one has none: what is new could not be told */
export async function readRows(
	api: Api,
	request: Pick<ApiRequest, 'path' | 'query' | 'meanings'>,
): Promise<{ rows: CursorRow[]; headers: IDataObject }> {
	const { body, headers } = await api.request<IDataObject[]>({
		method: 'GET',
		...request,
		expects: Array.isArray,
	});
	if (body.every(hasId)) return { rows: body.map((row) => ({ id: Number(row.Id), row })), headers };
	throw new Failure({
		message: 'Loyaltii gave a record without an ID, so that what is new cannot be told',
		code: 'unexpected_answer',
		remedy:
			'Nothing is lost: the next poll asks again. If this goes on, ask Loyaltii for the reason.',
	});
}

/** A list to ask, beside `lastId`. */
interface Asked {
	key: string;
	request: Pick<ApiRequest, 'path' | 'query' | 'meanings'>;
}

/** The lists of each kind of event (fact sheet, numbers 17, 43, 57 and 79). */
const LISTS: Record<Exclude<Event, 'contactRegistered'>, (wish: Wish) => Asked[]> = {
	contactEvent: ({ types }) =>
		types.map((type) => ({
			key: `events ${type}`,
			request: { path: ['ContactEvents'], query: { type } },
		})),
	emailReceiver: () => [{ key: 'receivers', request: { path: ['EmailDispatchReceiver'] } }],
	point: ({ types }) =>
		types.length === 0
			? [{ key: 'points', request: { path: ['Points'] } }]
			: types.map((type) => ({
					key: `points ${type}`,
					request: { path: ['Points'], query: { type } },
				})),
	tableRow: ({ table }) => [
		{
			key: `rows ${table}`,
			request: {
				path: ['table', table],
				query: { take: MOST_ROWS },
				meanings: {
					404: {
						field: 'Table',
						message: `The account has no table named "${table}"`,
						remedy: 'Choose the table from the list.',
					},
				},
			},
		},
	],
};

/** What is new in them is wanted. */
export function listsOf(api: Api, wish: Wish): CursorList[] {
	const { event, subtypes, start, fullContact } = wish;
	if (event === 'contactRegistered') return [];
	const isWanted = ({ SubType }: IDataObject) =>
		subtypes.size === 0 || subtypes.has(String(SubType));
	return LISTS[event](wish).map(({ key, request }) => ({
		key,
		start,
		highestId: HIGHEST_ID,
		...(fullContact && { atOnce: FEW }),
		read: async (lastId) => {
			const query = { ...request.query, lastId };
			const { rows } = await readRows(api, { ...request, query });
			return { rows, more: rows.length >= MOST_ROWS };
		},
		toItems: async (rows) => await toItems(api, wish, rows.filter(isWanted)),
	}));
}
