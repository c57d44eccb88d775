import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { contactTagShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { contactNotFound, entries, notFound } from './errors';
import { compare, pageInput, pageOf, pathId, total } from './paging';
import { tagLong, tagShort } from './shapes';
import { queryMap, queryText } from './wire';

interface ById {
	Params: { id: string };
}

/** GET /tags, /tags/{id}, POST /tags, POST /contactTags, DELETE /contactTags/{id}. */
export function tagRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get('/tags', async (request) => {
		const query = request.query as Record<string, unknown>;
		const search = queryText(query, 'search').toLowerCase();
		const filters = queryMap(query, 'filters').map(([key, value]) => ({
			parts: key.split(']['),
			value,
		}));
		const found = store.tables.tags
			.all()
			.filter(
				({ tag }) =>
					tag.toLowerCase().includes(search) &&
					filters.every(
						({ parts: [key, operator = 'contains'], value }) =>
							key !== 'search' || compare(tag, operator, value),
					),
			);
		const order = new Map(queryMap(query, 'orders')).get('search')?.toLowerCase();
		if (order === 'asc' || order === 'desc')
			found.sort((a, b) => (order === 'desc' ? -1 : 1) * a.tag.localeCompare(b.tag, 'en'));
		return {
			tags: pageOf(found, pageInput(ctx, query)).map((tag) => tagLong(ctx, tag)),
			meta: { total: total(ctx, found.length) },
		};
	});

	app.get<ById>('/tags/:id', async (request) => {
		const tag = store.tables.tags.get(pathId(request.params.id));
		if (!tag) throw notFound(ctx.rules, 'Tag', pathId(request.params.id));
		return { tag: tagLong(ctx, tag) };
	});

	const tagBody = checkedBody('tag', { tag: { type: 'string', minLength: 1 } }, ['tag'], {
		tag: { says: entries.attributeMissing('tag') },
	});
	app.post('/tags', tagBody, async (request, reply) => {
		const sent = attributes(request);
		const known = store.tagByName(String(sent.tag));
		if (known && rules.on('tagCreateIdempotent')) return { tag: tagLong(ctx, known) };
		const tag = store.addTag({ tag: String(sent.tag) });
		tag.tagType = String(sent.tagType ?? '');
		tag.description = String(sent.description ?? '');
		return await reply.code(201).send({ tag: tagShort(ctx, tag) });
	});

	const linkBody = checkedBody(
		'contactTag',
		{ tag: { type: ['string', 'integer'], pattern: '^[0-9]+$' } },
		['contact', 'tag'],
		{
			contact: { says: entries.contactTagIncomplete('contact') },
			tag: { says: entries.tagIdMissing },
		},
	);
	app.post('/contactTags', linkBody, async (request, reply) => {
		const sent = attributes(request);
		const contact = store.tables.contacts.get(String(sent.contact));
		if (!contact) throw contactNotFound();
		const tag = store.tables.tags.get(String(sent.tag));
		if (!tag) throw notFound(ctx.rules, 'Tag', pathId(String(sent.tag)));
		const known = store.tables.contactTags.find(contact.id, tag.id);
		const link = store.tagContact(contact.id, tag.id);
		if (!known) ctx.events.tag('contact_tag_added', contact, tag, 'api');
		const { contact: contactId, tag: tagId, cdate, links, id } = contactTagShape(ctx, link);
		const own = rules.on('sentIdTypesEchoed')
			? { contact: sent.contact, tag: sent.tag }
			: { contact: contactId, tag: tagId };
		const status = known && rules.on('contactTagRepeatIs200') ? 200 : 201;
		return await reply
			.code(status)
			.send({ contacts: [contactLong(ctx, contact)], contactTag: { ...own, cdate, links, id } });
	});

	app.delete<ById>('/contactTags/:id', async (request) => {
		const link = store.tables.contactTags.get(pathId(request.params.id));
		if (!link) {
			if (!rules.on('contactTagSecondDelete404')) return {};
			throw notFound(ctx.rules, 'SubscriberTag', pathId(request.params.id));
		}
		store.tables.contactTags.delete(link.id);
		const contact = store.tables.contacts.get(link.contact);
		const tag = store.tables.tags.get(link.tag);
		if (contact && tag) ctx.events.tag('contact_tag_removed', contact, tag, 'api');
		return {};
	});
}
