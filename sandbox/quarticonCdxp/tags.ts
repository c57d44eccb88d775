import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import type { Context } from './context';
import { entries, unprocessable } from './errors';
import type { TagRecord } from './records';
import { byOperator, resourceRoutes } from './resource';
import { tagLong, tagShort } from './shapes';
import { text } from './text';

/** /tags: list, create, read, change, delete. */
export function tagRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	resourceRoutes<TagRecord>(app, ctx, {
		many: 'tags',
		one: 'tag',
		name: 'Tag',
		table: () => store.tables.tags,
		shape: (tag) => tagLong(ctx, tag),
		search: ({ tag }, part) => tag.toLowerCase().includes(part),
		filters: { search: byOperator(ctx, ({ tag }) => tag, 'contains') },
		orders: { search: ({ tag }) => tag },
		remove: (tag) => {
			store.tables.tags.delete(tag.id);
			if (!rules.on('tagDeleteCascades')) return;
			for (const link of store.tables.contactTags.all())
				if (link.tag === tag.id) store.tables.contactTags.delete(link.id);
		},
		update: (tag, sent) => {
			const name = text(sent.tag) ?? tag.tag;
			if (name !== tag.tag && store.tagByName(name) && rules.on('tagNameUnique'))
				throw unprocessable(entries.taken('tag', 'name'));
			Object.assign(tag, {
				tag: name,
				tagType: text(sent.tagType) ?? tag.tagType,
				description: text(sent.description) ?? tag.description,
			});
			return { tag: tagLong(ctx, tag) };
		},
	});

	const tagBody = checkedBody('tag', { tag: { type: 'string', minLength: 1 } }, ['tag'], {
		tag: { says: entries.attributeMissing('tag') },
	});
	app.post('/tags', tagBody, async (request, reply) => {
		const sent = attributes(request);
		const known = store.tagByName(String(sent.tag));
		if (known && rules.on('tagCreateIdempotent')) return { tag: tagLong(ctx, known) };
		const tag = store.addTag({ tag: String(sent.tag) });
		// Without a type the tag exists, but the panel shows it nowhere.
		tag.tagType = rules.on('tagWithoutTypeHidden') ? (text(sent.tagType) ?? '') : 'contact';
		tag.description = String(sent.description ?? '');
		return await reply.code(201).send({ tag: tagShort(ctx, tag) });
	});
}
