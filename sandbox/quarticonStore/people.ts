import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldsOf, isEmail, isId, isText, need, rowsOf, type Fields } from './checks';
import type { Context } from './context';
import { invalidData, ok } from './envelope';
import type { Agreement, ShopContact, Tag } from './records';

/** POST /collectprofile, POST /contact and GET /contact. */
export function peopleRoutes(app: FastifyInstance, ctx: Context): void {
	const { store, rules } = ctx;

	app.post('/collectprofile', async (request) => {
		const { userId, cookie, email, agreement = false } = fieldsOf(ctx, request);
		need(ctx, 'storeProfileComplete', isId(ctx, userId) && isText(cookie));
		if ((email !== undefined && !isEmail(email)) || typeof agreement !== 'boolean')
			throw invalidData(ctx);
		const key = String(userId);
		store.profiles.set(key, {
			userId: key,
			cookie: String(cookie),
			...(email !== undefined && { email }),
			agreement,
		});
		return ok(ctx, 'text');
	});

	app.post('/contact', async (request) => {
		const sent = fieldsOf(ctx, request);
		need(ctx, 'storeContactEmail', isEmail(sent.email));
		const email = String(sent.email);
		const agreements = rowsOf(sent.agreements);
		const tags = rowsOf(sent.tags);
		for (const { t, c, s } of agreements)
			need(ctx, 'storeAgreementShape', isText(t) && isText(c) && typeof s === 'boolean');
		for (const { n, v } of tags) need(ctx, 'storeTagShape', isText(n) && isText(v));
		for (const { n } of tags)
			need(ctx, 'storeUnknownTagRefused', !isText(n) || store.knownTags.has(n));
		const known = rules.on('storeContactMerged') ? store.contact(email) : undefined;
		store.setContact({
			email,
			...withCookie(sent.cookie ?? known?.cookie),
			agreements: merged(known?.agreements, agreements as unknown as Agreement[], ({ t }) => t),
			tags: merged(known?.tags, tags as unknown as Tag[], ({ n }) => n).filter(({ n }) =>
				store.knownTags.has(n),
			),
		});
		return ok(ctx, 'text');
	});

	app.get('/contact', async (request) => {
		const email = emailAsked(ctx, request);
		if (!isEmail(email)) throw invalidData(ctx);
		const contact: ShopContact | undefined = store.contact(email);
		if (!contact && !rules.on('storeUnknownContactEmpty')) throw invalidData(ctx);
		if (contact && !rules.on('storeContactEnveloped')) return contact;
		return ok(ctx, 'text', { data: contact ?? [] });
	});
}

/** Where the address is looked for: in the body of the GET, as documented, then in the query. */
function emailAsked({ rules }: Context, { body, query }: FastifyRequest): unknown {
	const inBody = (body as Fields | undefined)?.email;
	if (rules.on('storeContactByBody') && inBody !== undefined) return inBody;
	return rules.on('storeContactByQuery') ? (query as Fields).email : undefined;
}

const withCookie = (cookie: unknown) => (isText(cookie) ? { cookie } : {});

/** What was known, replaced by what is new where both name the same. */
function merged<Row>(known: Row[] = [], sent: Row[], nameOf: (row: Row) => string): Row[] {
	return [...new Map([...known, ...sent].map((row) => [nameOf(row), row])).values()];
}
