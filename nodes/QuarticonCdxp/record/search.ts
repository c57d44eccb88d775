import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { inEditor, matching } from '../../shared/editor';
import { byOffset, cdxp } from '../platform';
import type { Referable } from './kind';
import { searchMethod } from './kind';

/** Rows shown at once while the user types. */
const ROWS_PER_SEARCH = 50;

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) => Promise<INodeListSearchResult>;

/** What the editor asks for when a user picks one record of a kind: page by page where the platform searches itself. */
export const searchRecords = (kind: Referable): ListSearch =>
	async function (filter = '', token = '0') {
		return await inEditor(this, cdxp, async (api) => {
			const toChoice = (row: IDataObject) => ({
				name: (kind.labelOf ?? kind.nameOf)(row),
				value: String(row.id),
			});
			if (kind.search === undefined) {
				return matching((await api.all(kind.list)).map(toChoice), filter);
			}
			const { path, rows: key } = kind.list;
			const position = { seen: Number(token) };
			const { body } = await api.request({
				method: 'GET',
				path,
				query: {
					...(filter.trim() !== '' && kind.search(filter.trim())),
					...byOffset.query(position, ROWS_PER_SEARCH),
				},
				expects: String(key),
			});
			const rows = (body[String(key)] ?? []) as IDataObject[];
			const more =
				rows.length > 0 && byOffset.hasMore({ body, rows, position, size: ROWS_PER_SEARCH });
			return {
				results: rows.map(toChoice),
				...(more && { paginationToken: String(position.seen + rows.length) }),
			};
		});
	};

/** The node's list search methods for these kinds, by name. */
export const searchesOf = (kinds: Referable[]): Record<string, ListSearch> =>
	Object.fromEntries(kinds.map((kind) => [searchMethod(kind), searchRecords(kind)]));
