import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { PageStyle } from '../../shared/pages';

/** What the vendor gives unless asked for another number; it names no largest (fact sheet, section 3.8). */
const PAGE_SIZE = 100;

const byOffset: PageStyle = {
	size: PAGE_SIZE,
	query: ({ seen }, count) => ({ offset: seen, count }),
	hasMore: ({ body, rows, position, size }) =>
		typeof body.totalCount === 'number'
			? position.seen + rows.length < body.totalCount
			: rows.length >= size,
};

/** The purchases and returns of a contact, mixed as Engage has them. @throws Failure */
export async function readTransactions(
	api: Api,
	contactId: string,
	limit?: number,
): Promise<IDataObject[]> {
	return await api.all({
		path: ['contacts', 'transactions'],
		query: { contactId },
		rows: 'items',
		style: byOffset,
		limit,
	});
}
