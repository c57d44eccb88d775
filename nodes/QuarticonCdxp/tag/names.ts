import type { Api } from '../../shared/api';
import type { ListRequest } from '../../shared/pages';
import { byOffset } from '../platform';

export const tagList: ListRequest = { path: ['tags'], rows: 'tags', style: byOffset };

/** The account's tags, name by id; read once per run, 100 per request. */
export async function tagNames(api: Api): Promise<Map<string, string>> {
	return await api.once('tag names', async () => {
		const rows = await api.all(tagList);
		return new Map(rows.map(({ id, tag }) => [String(id), String(tag ?? '')]));
	});
}
