import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ids, rowsOf, type Part } from './contacts';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { startOfDay } from './dates';
import { pageInput, pageOf, total, type PageInput } from './paging';
import type { ContactRecord } from './records';
import { queryList, queryMap, queryText } from './wire';

type Query = Record<string, unknown>;
type Test = (contact: ContactRecord) => boolean;

const DAY_MS = 24 * 3600 * 1000;

/** GET /contacts: the filters, the order and the side-loads of the contact list. Unknown parameters are ignored. */
export function contactSearchRoute(app: FastifyInstance, ctx: Context): void {
	app.get('/contacts', async (request) => {
		const query = request.query as Query;
		const page = pageInput(ctx, query);
		const found = sorted(ctx, query, candidates(ctx, query).filter(allOf(tests(ctx, query))));
		const parts = included(ctx, query);
		const sideLoads: Record<Part, Array<Record<string, unknown>>> = {
			fieldValues: [],
			contactLists: [],
			contactTags: [],
			accountContacts: [],
		};
		const contacts = pageOf(found, page).map((contact) => {
			const own = Object.fromEntries(
				parts.map((part) => {
					const rows = rowsOf(ctx, contact, part);
					sideLoads[part].push(...rows);
					return [part, ids(rows)];
				}),
			);
			return contactLong(ctx, contact, {
				scoreValues: [],
				accountContacts: ids(rowsOf(ctx, contact, 'accountContacts')),
				...own,
			});
		});
		return {
			scoreValues: [],
			...Object.fromEntries(parts.map((part) => [part, sideLoads[part]])),
			contacts,
			meta: { total: total(ctx, found.length), sortable: true, page_input: pageEcho(query, page) },
		};
	});
}

/** An exact e-mail is looked up, not searched for: it is what integrations ask most. */
function candidates(ctx: Context, query: Query): ContactRecord[] {
	const email = queryText(query, 'email');
	if (email === '' || !ctx.rules.on('emailFilterExact')) return ctx.store.contacts();
	const contact = ctx.store.contactByEmail(email);
	return contact ? [contact] : [];
}

function tests(ctx: Context, query: Query): Test[] {
	const { rules, store } = ctx;
	const given = (key: string, make: (value: string) => Test): Test[] => {
		const value = queryText(query, key);
		return value === '' ? [] : [make(value)];
	};
	const has = (value: string, part: string) => value.toLowerCase().includes(part.toLowerCase());
	const wanted = new Set(queryList(query, 'ids'));
	// 0 is the vendor's own word for "not given": page_input shows it.
	const list = queryText(query, 'listid').replace(/^0$/, '');
	const status = queryText(query, 'status');
	return [
		...(rules.on('emailFilterExact')
			? []
			: given(
					'email',
					(part) =>
						({ email }) =>
							has(email, part),
				)),
		...given(
			'email_like',
			(part) =>
				({ email }) =>
					has(email, part),
		),
		...given(
			'search',
			(part) =>
				({ id, email, firstName, lastName, phone }) =>
					[email, `${firstName} ${lastName}`, phone, store.accountOf(id)?.name ?? ''].some(
						(value) => has(value, part),
					),
		),
		...given(
			'phone',
			(start) =>
				({ phone }) =>
					phone.startsWith(start),
		),
		...given('exclude', (id) => (contact) => contact.id !== id),
		...(rules.on('idGreaterFilters')
			? given('id_greater', (id) => (contact) => Number(contact.id) > Number(id))
			: []),
		...(rules.on('idGreaterFilters')
			? given('id_less', (id) => (contact) => Number(contact.id) < Number(id))
			: []),
		...(wanted.size > 0 ? [({ id }: ContactRecord) => wanted.has(id)] : []),
		...given(
			'tagid',
			(tag) =>
				({ id }) =>
					store.tables.contactTags.find(id, tag) !== undefined,
		),
		...consentTests(ctx, list, status),
		...dateTests(ctx, query),
	];
}

/** listid asks for a membership, status for its state; status alone looks at all lists; −1 means any. */
function consentTests({ store }: Context, list: string, status: string): Test[] {
	if (list === '' && (status === '' || status === '-1')) return [];
	return [
		({ id }) =>
			store.tables.consents
				.of(id)
				.some(
					(consent) =>
						(list === '' || consent.list === list) &&
						(status === '' || status === '-1' || String(consent.status) === status),
				),
	];
}

function dateTests({ rules }: Context, query: Query): Test[] {
	return queryMap(query, 'filters').flatMap(([name, value]): Test[] => {
		const [, which, side] = /^(created|updated)_(before|after)$/.exec(name) ?? [];
		const bound = rules.on('dateFiltersByDay') ? startOfDay(value) : Date.parse(value);
		if (!which || bound === undefined || Number.isNaN(bound)) return [];
		const dateOf = (contact: ContactRecord) =>
			which === 'created' ? contact.cdate : contact.udate;
		const first = rules.on('namedDayIncluded') ? bound : bound + DAY_MS;
		return [(contact) => (side === 'after' ? dateOf(contact) >= first : dateOf(contact) < bound)];
	});
}

function allOf(checks: Test[]): Test {
	return (contact) => checks.every((check) => check(contact));
}

const SORT_KEYS: Record<string, (contact: ContactRecord) => string | number> = {
	id: ({ id }) => Number(id),
	cdate: ({ cdate }) => cdate,
	email: ({ email }) => email.toLowerCase(),
	first_name: ({ firstName }) => firstName.toLowerCase(),
	last_name: ({ lastName }) => lastName.toLowerCase(),
	name: ({ firstName, lastName }) => `${firstName} ${lastName}`.toLowerCase(),
	score: () => 0,
};

function sorted({ rules }: Context, query: Query, rows: ContactRecord[]): ContactRecord[] {
	const orders = rules.on('ordersSortRows') ? queryMap(query, 'orders') : [];
	for (const [name, direction] of orders.reverse()) {
		const key = SORT_KEYS[name];
		if (!key) continue;
		const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
		rows = [...rows].sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
	}
	return rows;
}

function included({ rules }: Context, query: Query): Part[] {
	if (!rules.on('includeSideLoads')) return [];
	const asked = queryText(query, 'include').split(',');
	return (['fieldValues', 'contactLists', 'contactTags'] as const).filter((part) =>
		asked.includes(part),
	);
}

function pageEcho(query: Query, { limit, offset }: PageInput): Record<string, unknown> {
	const int = (key: string) => Number.parseInt(queryText(query, key), 10) || 0;
	return {
		segmentid: int('segmentid'),
		formid: int('formid'),
		listid: int('listid'),
		tagid: int('tagid'),
		limit,
		offset,
		search: queryText(query, 'search') || null,
		sort: null,
		seriesid: int('seriesid'),
		waitid: int('waitid'),
		status: queryText(query, 'status') === '' ? -1 : int('status'),
		forceQuery: int('forceQuery'),
		cacheid: createHash('md5').update(JSON.stringify(query)).digest('hex'),
	};
}
