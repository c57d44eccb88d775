import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { contactTagShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { contactNotFound, entries, notFound } from './errors';
import { pathId } from './paging';
import type { ContactTagRecord } from './records';
import { resourceRoutes, rowAt, type Resource } from './resource';

/** /contactTags: which contact carries which tag. */
export function contactTagRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	const links: Resource<ContactTagRecord> = {
		many: 'contactTags',
		one: 'contactTag',
		name: 'SubscriberTag',
		table: () => store.tables.contactTags,
		shape: (link) => contactTagShape(ctx, link),
	};
	resourceRoutes(app, ctx, links);

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

	app.delete<{ Params: { id: string } }>('/contactTags/:id', async ({ params }) => {
		const isGone = !store.tables.contactTags.get(pathId(params.id));
		if (isGone && !rules.on('contactTagSecondDelete404')) return {};
		const link = rowAt(ctx, links, params.id);
		store.tables.contactTags.delete(link.id);
		const contact = store.tables.contacts.get(link.contact);
		const tag = store.tables.tags.get(link.tag);
		if (contact && tag) ctx.events.tag('contact_tag_removed', contact, tag, 'api');
		return {};
	});
}
