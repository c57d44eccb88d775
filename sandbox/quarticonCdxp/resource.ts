import type { FastifyInstance } from 'fastify';
import type { Refusal } from '../shared/platform';
import type { Table } from '../shared/table';
import { attributes, plainBody } from './checks';
import type { Context } from './context';
import { entries, notFound, unprocessable } from './errors';
import { compare, pageInput, pageOf, pathId, total } from './paging';
import { queryMap, queryText } from './wire';

/** An object of an answer. */
export type Shape = Record<string, unknown>;
/** The attributes of a request, not checked yet. */
export type Sent = Record<string, unknown>;
type Query = Record<string, unknown>;

/** One kind of thing the API keeps: what differs between the kinds. */
export interface Resource<Row extends { id: string }> {
	/** Path and key of the list. */
	many: string;
	/** Key of one. */
	one: string;
	/** The vendor's internal name, for its 404. */
	name: string;
	/** A reset gives the store new tables, so this is asked each time. */
	table(): Table<Row>;
	/** One row as it is read. */
	shape(row: Row): Shape;
	/** A row in the list, where that differs. */
	inList?(row: Row, query: Query): Shape;
	/** Whether `search=` finds the row; without it the parameter is ignored. */
	search?(row: Row, text: string): boolean;
	/** The filters the list knows; others are ignored, as the vendor does. */
	filters?: Record<string, (row: Row, value: string, operator?: string) => boolean>;
	/** What `orders[…]` can sort by. */
	orders?: Record<string, (row: Row) => string | number>;
	/** What stands before the rows at the top level, for the list and for one. */
	beside?(rows: Row[]): Shape;
	/** `meta` of the list; `{total}` unless given. */
	meta?(found: Row[]): Shape | undefined;
	/** Answers to POST and PUT, complete; they throw refusals. A key of `required` that is missing gives 422. */
	create?: { required: string[]; status: number; answer(sent: Sent): Shape };
	update?(row: Row, sent: Sent): Shape;
	/** Removes the row and what hangs on it; what it returns is the answer, `{}` unless given. */
	remove?(row: Row): unknown;
	/** A 404 that differs from the usual. */
	missing?(): Refusal | undefined;
}

interface ById {
	Params: { id: string };
}

/** Adds list, read and whatever else the resource can. */
export function resourceRoutes<Row extends { id: string }>(
	app: FastifyInstance,
	ctx: Context,
	resource: Resource<Row>,
): void {
	const { many, one, shape, beside, create, update, remove } = resource;

	app.get(`/${many}`, async (request) => listed(ctx, resource, request.query as Query));

	app.get<ById>(`/${many}/:id`, async ({ params }) => {
		const row = rowAt(ctx, resource, params.id);
		return { ...beside?.([row]), [one]: shape(row) };
	});

	if (create)
		app.post(`/${many}`, plainBody(one), async (request, reply) => {
			const sent = attributes(request);
			requireKeys(ctx, one, sent, create.required);
			return await reply.code(create.status).send(create.answer(sent));
		});

	if (update)
		app.put<ById>(`/${many}/:id`, plainBody(one), async (request) =>
			update(rowAt(ctx, resource, request.params.id), attributes(request)),
		);

	if (remove)
		app.delete<ById>(
			`/${many}/:id`,
			async ({ params }) => remove(rowAt(ctx, resource, params.id)) ?? {},
		);
}

/** The row a path names, or the vendor's 404. */
export function rowAt<Row extends { id: string }>(
	{ rules }: Context,
	{ table, name, missing }: Pick<Resource<Row>, 'table' | 'name' | 'missing'>,
	id: string,
): Row {
	const row = table().get(pathId(id));
	if (!row) throw missing?.() ?? notFound(rules, name, pathId(id));
	return row;
}

/** Refuses a body that lacks one of the keys: one entry per key. */
export function requireKeys({ rules }: Context, thing: string, sent: Sent, keys: string[]): void {
	const lacking = keys.filter((key) => isNothing(sent[key]));
	if (lacking.length > 0 && rules.on('requiredKeys'))
		throw unprocessable(...lacking.map((key) => entries.notProvided(thing, key)));
}

/** Whether an attribute counts as left out. */
export function isNothing(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** The row an attribute points to, or the refusal that the related thing does not exist; nothing for nothing. */
export function related<Row extends { id: string }>(
	{ rules }: Context,
	table: Table<Row>,
	thing: string,
	id: unknown,
	attribute = thing,
): Row | undefined {
	if (isNothing(id)) return undefined;
	const row = table.get(String(id));
	if (!row && rules.on('linkEndsMustExist'))
		throw unprocessable(entries.relatedMissing(thing, attribute));
	return row;
}

/** The objects of a sent list; anything else in it is left out. */
export function objects(value: unknown): Sent[] {
	const isObject = (row: unknown): row is Sent => typeof row === 'object' && row !== null;
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The sent attributes among `keys` as they came, which is how the vendor answers a write. */
export function echo({ rules }: Context, sent: Sent, keys: string[]): Shape {
	if (!rules.on('sentIdTypesEchoed')) return {};
	return Object.fromEntries(
		keys.filter((key) => !isNothing(sent[key])).map((key) => [key, sent[key]]),
	);
}

function listed<Row extends { id: string }>(
	ctx: Context,
	{ many, table, shape, search, filters = {}, orders, beside, meta, inList = shape }: Resource<Row>,
	query: Query,
): Shape {
	const text = queryText(query, 'search').toLowerCase();
	// `filters[name]=x` and `filters[name][contains]=x`: the inner key then reads `name][contains`.
	const wanted = queryMap(query, 'filters').flatMap(([key, value]) => {
		const [name = '', operator] = key.split('][');
		const matches = Object.hasOwn(filters, name) ? filters[name] : undefined;
		return matches ? [(row: Row) => matches(row, value, operator)] : [];
	});
	const found = sorted(
		table()
			.all()
			.filter((row) => (!search || search(row, text)) && wanted.every((matches) => matches(row))),
		query,
		orders,
	);
	const rows = pageOf(found, pageInput(ctx, query));
	const about = meta ? meta(found) : { total: total(ctx, found.length) };
	return {
		...beside?.(rows),
		[many]: rows.map((row) => inList(row, query)),
		...(about ? { meta: about } : {}),
	};
}

/** Sorts by the first `orders[…]` the list knows. */
function sorted<Row extends { id: string }>(
	rows: Row[],
	query: Query,
	orders: Resource<Row>['orders'] = {},
): Row[] {
	for (const [name, direction] of queryMap(query, 'orders')) {
		const key = Object.hasOwn(orders, name) ? orders[name] : undefined;
		if (!key || !/^(asc|desc)$/i.test(direction)) continue;
		const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
		return rows.sort((a, b) => sign * inOrder(key(a), key(b)));
	}
	return rows;
}

function inOrder(a: string | number, b: string | number): number {
	return typeof a === 'number' && typeof b === 'number'
		? a - b
		: String(a).localeCompare(String(b), 'en');
}

/** A filter that wants the whole text. */
export const exactly =
	<Row>(read: (row: Row) => string) =>
	(row: Row, value: string): boolean =>
		read(row) === value;

/** A filter with the vendor's operators; without one it reads as `byDefault`. */
export const byOperator =
	<Row>({ rules }: Context, read: (row: Row) => string, byDefault: string) =>
	(row: Row, value: string, operator = byDefault): boolean =>
		compare(read(row), rules.on('nameOperators') ? operator : byDefault, value);
