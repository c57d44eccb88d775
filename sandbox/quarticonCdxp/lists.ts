import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { isoDate } from './dates';
import type { ListRecord } from './records';
import { byOperator, resourceRoutes, type Sent, type Shape } from './resource';
import { listLinks, listShape } from './shapes';

const KEYS = ['name', 'stringid', 'sender_url', 'sender_reminder'] as const;

/** /lists: list, create, read, delete. No document shows a way to change one. */
export function listRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	resourceRoutes<ListRecord>(app, ctx, {
		many: 'lists',
		one: 'list',
		name: '_List',
		table: () => store.tables.lists,
		shape: (list) => listShape(ctx, list),
		filters: { name: byOperator(ctx, ({ name }) => name, 'eq') },
		orders: { name: ({ name }) => name },
		create: { required: [...KEYS], status: 201, answer: (sent) => ({ list: create(ctx, sent) }) },
		remove: (list) => {
			store.tables.lists.delete(list.id);
			if (!rules.on('listDeleteCascades')) return;
			for (const consent of store.tables.consents.all())
				if (consent.list === list.id) store.tables.consents.delete(consent.id);
			store.tables.listGroups.deleteOf(list.id);
		},
	});
}

function create(ctx: Context, sent: Sent): Shape {
	const texts = Object.fromEntries(
		KEYS.map((key) => [key, String(sent[key] ?? '')]),
	) as unknown as Pick<ListRecord, (typeof KEYS)[number]>;
	const channel = sent.channel === 'sms' ? 'sms' : 'email';
	const list = ctx.store.tables.lists.add({ ...texts, channel, cdate: ctx.now() });
	ctx.events.list(list, 'api');
	return {
		...texts,
		cdate: isoDate(list.cdate),
		udate: isoDate(list.cdate),
		links: listLinks(ctx, list.id),
		id: list.id,
	};
}
