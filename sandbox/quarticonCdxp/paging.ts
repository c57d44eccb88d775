import type { Context } from './context';
import { queryText } from './wire';

/** The page a request asks for. */
export interface PageInput {
	limit: number;
	offset: number;
}

/** limit and offset as the vendor reads them: 20 by default, 100 at most; nonsense counts as not given. */
export function pageInput(
	{ rules }: Pick<Context, 'rules'>,
	query: Record<string, unknown>,
): PageInput {
	const asked = Number.parseInt(queryText(query, 'limit'), 10);
	const byDefault = rules.on('pageSizeDefault20') ? 20 : 100;
	const limit = asked > 0 ? asked : byDefault;
	const offset = Number.parseInt(queryText(query, 'offset'), 10);
	return {
		limit: rules.on('pageSizeCap100') ? Math.min(limit, 100) : limit,
		offset: offset > 0 ? offset : 0,
	};
}

/** Cuts the page out of all rows. */
export function pageOf<Row>(rows: Row[], { limit, offset }: PageInput): Row[] {
	return rows.slice(offset, offset + limit);
}

/** meta.total: a string nearly everywhere. */
export function total({ rules }: Pick<Context, 'rules'>, count: number): string | number {
	return rules.on('totalIsString') ? String(count) : count;
}

/** An id of a path as PHP casts it: what is no number is 0. */
export function pathId(text: string): string {
	return String(Number.parseInt(text, 10) || 0);
}

/** Compares as the vendor's filter operators do. */
export function compare(value: string, operator: string, wanted: string): boolean {
	const [have, want] = [value.toLowerCase(), wanted.toLowerCase()];
	switch (operator) {
		case 'neq':
			return have !== want;
		case 'lt':
			return have < want;
		case 'lte':
			return have <= want;
		case 'gt':
			return have > want;
		case 'gte':
			return have >= want;
		case 'contains':
			return have.includes(want);
		case 'starts_with':
			return have.startsWith(want);
		default:
			return have === want;
	}
}
