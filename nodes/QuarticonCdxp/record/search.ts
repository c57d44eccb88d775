import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { inEditor, matching } from '../../shared/editor';
import { cdxp } from '../platform';
import type { Referable } from './kind';
import { allRecords, searchMethod, toReference } from './kind';

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
			if (kind.search === undefined) {
				const all = await allRecords(api, kind);
				return matching(
					all.map(({ id, name }) => ({ name, value: id })),
					filter,
				);
			}
			const { path, rows: key } = kind.list;
			const offset = Number(token);
			const { body } = await api.request({
				method: 'GET',
				path,
				query: {
					...(filter.trim() !== '' && kind.search(filter.trim())),
					limit: ROWS_PER_SEARCH,
					offset,
				},
				expects: String(key),
			});
			const rows = (body[String(key)] ?? []) as IDataObject[];
			return {
				results: rows
					.map((row) => toReference(kind, row))
					.map(({ id, name }) => ({ name, value: id })),
				...(rows.length === ROWS_PER_SEARCH && { paginationToken: String(offset + rows.length) }),
			};
		});
	};

/** The node's list search methods for these kinds, by name. */
export const searchesOf = (kinds: Referable[]): Record<string, ListSearch> =>
	Object.fromEntries(kinds.map((kind) => [searchMethod(kind), searchRecords(kind)]));
