import type { Context } from './context';
import type { Row } from './rows';

/** The most rows a list after an id gives. */
export const PAGE = 1000;

/** The rows after an id, lowest first, at most a page of them. */
export function after<One extends Row>(
	{ rules }: Context,
	rows: One[],
	lastId = 0,
	fits: (row: One) => boolean = () => true,
): One[] {
	const next = rows.filter((row) => row.Id > lastId && fits(row));
	const page = rules.on('loyaltiiRows1000') ? next.slice(0, PAGE) : next;
	return rules.on('loyaltiiRowsAscending') ? page : page.reverse();
}
