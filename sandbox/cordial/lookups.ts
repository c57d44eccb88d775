import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { refusal } from './errors';
import type { CordialContact, Fields } from './records';
import { pathOf, setAt } from './values';

const PAGE_SIZE = 25;

type Query = Partial<Record<'name' | 'type' | 'indexed' | 'page' | 'per_page', string>>;

const notFound = () => refusal(404, 'RECORD_NOT_FOUND', 'record not found');

/** The look-ups of REST v2; that API has its own host, here its own prefix. */
export function lookupRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get<{ Querystring: Query }>('/accountlists', async ({ query: { name } }) => {
		const named = rules.on('cordialListsByName') ? name : undefined;
		const lists = [...store.lists.values()].filter(
			(list) => named === undefined || list.name === named,
		);
		if (lists.length === 0) throw notFound();
		return lists.map((list) => ({ id: list.id, name: list.name, enhanced: list.enhanced }));
	});

	app.get<{ Querystring: Query }>('/accountcontactattributes', async ({ query }) => {
		const { type, indexed } = rules.on('cordialAttributeFilters') ? query : {};
		return attributesOf(ctx).filter(
			(one) =>
				(type === undefined || one.type === type) &&
				(indexed === undefined || one.index === (indexed === '1')),
		);
	});

	app.get<{ Querystring: Query }>('/supplements', async ({ query }) => {
		const all = [...store.supplements.values()].map(({ key, name }) => ({
			key,
			name,
			indexes: [],
		}));
		if (!rules.on('cordialSupplementPages')) return all;
		const size = Number(query.per_page) || PAGE_SIZE;
		const start = ((Number(query.page) || 1) - 1) * size;
		return all.slice(start, start + size);
	});

	app.get<{ Params: { id: string } }>('/contacts/:id', async ({ params: { id } }) => {
		const contact = contactBy(ctx, id);
		if (!contact) throw notFound();
		return shown(ctx, contact);
	});
}

/** Attributes of the account; identifiers are the unique ones. */
function attributesOf({ store }: Context) {
	const own = new Map([...store.attributes].map(([key, one]) => [key, { ...one, unique: false }]));
	for (const key of store.identifierKeys) {
		const known = own.get(key) ?? { key, name: key, type: 'string', index: true };
		own.set(key, { ...known, type: 'string', unique: true });
	}
	return [...own.values()];
}

function contactBy({ rules, store }: Context, id: string): CordialContact | undefined {
	const [primary = ''] = store.identifierKeys;
	const byID = store.contacts.get(id);
	if (byID || !rules.on('cordialContactByKey')) return byID;
	const [key = '', value = ''] = id.split(/:(.*)/s);
	return store.find(primary, id) ?? store.find(key, value);
}

function shown({ store }: Context, contact: CordialContact): Fields {
	const { cID, identifiers, attributes } = contact;
	const body: Fields = { cID, ...structuredClone(attributes) };
	for (const [key, value] of Object.entries(identifiers)) {
		setAt(body, pathOf(key) ?? [key], value);
		if (key === 'email') setAt(body, ['channels', 'email', 'address'], value);
	}
	for (const name of store.listsOf(contact)) body[name] = true;
	return body;
}
