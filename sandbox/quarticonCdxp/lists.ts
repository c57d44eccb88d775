import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { consentShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { entries, notFound, unprocessable, type ErrorEntry } from './errors';
import { compare, pageInput, pageOf, pathId, total } from './paging';
import { listShape } from './shapes';
import { queryMap } from './wire';

/** GET /lists, /lists/{id}, POST and GET /contactLists. */
export function listRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get('/lists', async (request) => {
		const query = request.query as Record<string, unknown>;
		// `filters[name]=x` and `filters[name][contains]=x`: the inner key then reads `name][contains`.
		const filters = queryMap(query, 'filters').map(([key, value]) => ({
			parts: key.split(']['),
			value,
		}));
		const found = store.tables.lists
			.all()
			.filter(({ name }) =>
				filters.every(
					({ parts: [key, operator = 'eq'], value }) =>
						key !== 'name' || compare(name, operator, value),
				),
			);
		const order = new Map(queryMap(query, 'orders')).get('name')?.toUpperCase();
		if (order)
			found.sort((a, b) => (order === 'DESC' ? -1 : 1) * a.name.localeCompare(b.name, 'en'));
		return {
			lists: pageOf(found, pageInput(ctx, query)).map((list) => listShape(ctx, list)),
			meta: { total: total(ctx, found.length) },
		};
	});

	app.get<{ Params: { id: string } }>('/lists/:id', async (request) => {
		const list = store.tables.lists.get(pathId(request.params.id));
		if (!list) throw notFound(ctx.rules, '_List', pathId(request.params.id));
		return { list: listShape(ctx, list) };
	});

	const status = { enum: [0, 1, 2, 3, '0', '1', '2', '3'] };
	const body = checkedBody('contactList', { status }, ['list', 'contact', 'status'], {
		status: { rule: 'consentStatusChecked', says: entries.statusInvalid },
		list: { rule: 'relatedMissing', says: entries.listMissing },
		contact: { rule: 'relatedMissing', says: entries.contactMissing },
	});
	app.post('/contactLists', body, async (request) => {
		const sent = attributes(request);
		const list = store.tables.lists.get(String(sent.list));
		const contact = store.tables.contacts.get(String(sent.contact));
		const missing: ErrorEntry[] = [
			...(list ? [] : [entries.listMissing]),
			...(contact ? [] : [entries.contactMissing]),
		];
		if (missing.length > 0 && rules.on('relatedMissing')) throw unprocessable(...missing);
		if (!list || !contact) return { contacts: [], contactList: {} };

		const before = store.tables.consents.find(contact.id, list.id);
		const old = before?.status;
		const row = store.setConsent(
			contact.id,
			list.id,
			Number(sent.status),
			sent.sourceid === undefined ? undefined : String(sent.sourceid),
		);
		if (old !== row.status || !rules.on('repeatedConsentIsSilent'))
			ctx.events.consent(contact, list, row.status, 'api');
		// The types change between calls: a new row echoes what was sent, a known one only the status it was given.
		const echo = !rules.on('sentIdTypesEchoed')
			? {}
			: before
				? { status: sent.status }
				: { contact: sent.contact, list: sent.list, status: sent.status };
		return {
			contacts: [contactLong(ctx, contact)],
			contactList: { ...consentShape(ctx, row), ...echo },
		};
	});

	app.get('/contactLists', async (request) => {
		const rows = store.tables.consents.all();
		const page = pageOf(rows, pageInput(ctx, request.query as Record<string, unknown>));
		return {
			contactLists: page.map((row) => consentShape(ctx, row)),
			meta: { total: total(ctx, rows.length) },
		};
	});
}
