import type { IDataObject } from 'n8n-workflow';

import type { Answer, ApiRequest } from './platform';

/** Where the next page starts: after `seen` rows, of which `last` is the newest and `rows` those of the page before, whose body was `body`. */
export interface Position {
	seen: number;
	last?: IDataObject;
	rows?: IDataObject[];
	body?: IDataObject;
}

/** How a platform cuts a list into pages. */
export interface PageStyle {
	/** The largest page the platform gives. */
	size: number;
	/** Query of the page at this position. */
	query(position: Position, size: number): IDataObject;
	/** Whether rows remain after this page, which started at `position`. */
	hasMore(page: {
		body: IDataObject;
		rows: IDataObject[];
		position: Position;
		size: number;
	}): boolean;
	/** What two rows that are the same have in common; their `id`, or all of them, unless given. */
	keyOf?(row: IDataObject): unknown;
}

/** A list to read page by page. */
export interface ListRequest {
	/** Default GET. */
	method?: ApiRequest['method'];
	path: ApiRequest['path'];
	body?: ApiRequest['body'];
	query?: IDataObject;
	/** The key of the rows in the body, or a function that joins them with what the page carries beside them. */
	rows: string | ((body: IDataObject) => IDataObject[]);
	/** What is kept of a row, made as soon as its page is there: raw rows of a long list would fill the memory. */
	keep?: (row: IDataObject) => Promise<IDataObject>;
	/** A key that every page has, or what else tells a whole page from a broken one; with a key in `rows`, that one. */
	expects?: ApiRequest['expects'];
	style: PageStyle;
	/** Stop after this many rows; without it, everything is read. */
	limit?: number;
}

function rowsOf({ rows }: ListRequest, body: IDataObject): IDataObject[] {
	const found = typeof rows === 'string' ? body[rows] : rows(body);
	return Array.isArray(found) ? (found as IDataObject[]) : [];
}

/**
 * Reads a list to its end or its limit. Each page brings rows that the page before did not have, or the reading stops:
 * a server that ignores the position can't keep it going, and a row repeated at a page border comes once.
 *
 * @throws what `send` throws
 */
export async function readAll(
	send: (request: ApiRequest) => Promise<Answer>,
	list: ListRequest,
): Promise<IDataObject[]> {
	const { style, limit = Infinity, keep = async (row) => row } = list;
	const keyOf = (row: IDataObject) => JSON.stringify(style.keyOf?.(row) ?? row.id ?? row);
	const read: IDataObject[] = [];
	let position: Position = { seen: 0 };
	let before = new Set<string>();
	while (read.length < limit) {
		const size = Math.min(style.size, limit - read.length);
		const { body } = await send({
			method: list.method ?? 'GET',
			path: list.path,
			...(list.body !== undefined && { body: list.body }),
			repeatable: true,
			query: { ...list.query, ...style.query(position, size) },
			expects: typeof list.rows === 'string' ? list.rows : list.expects,
		});
		const rows = rowsOf(list, body);
		const fresh = rows.filter((row) => !before.has(keyOf(row)));
		if (fresh.length === 0) break;
		for (const row of fresh) if (read.length < limit) read.push(await keep(row));
		if (!style.hasMore({ body, rows, position, size })) break;
		before = new Set(rows.map(keyOf));
		position = { seen: position.seen + rows.length, last: rows[rows.length - 1], rows, body };
	}
	return read;
}
