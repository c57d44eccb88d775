import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody, plainBody } from './checks';
import type { Context } from './context';
import { entries, notFound, unprocessable } from './errors';
import { pageInput, pageOf, pathId, total } from './paging';
import type { WebhookRecord } from './records';
import { webhookShape } from './accountShapes';
import { queryMap } from './wire';

/** The events GET /webhook/events lists. */
const LISTED_EVENTS = [
	'bounce',
	'click',
	'contact_tag_added',
	'contact_tag_removed',
	'deal_add',
	'deal_note_add',
	'deal_pipeline_add',
	'deal_stage_add',
	'deal_task_add',
	'deal_task_complete',
	'deal_tasktype_add',
	'deal_update',
	'forward',
	'list_add',
	'open',
	'reply',
	'sent',
	'share',
	'sms_reply',
	'sms_sent',
	'sms_unsub',
	'subscribe',
	'subscriber_note',
	'unsubscribe',
	'update',
];
/** Accepted though not listed. */
const MORE_EVENTS = [
	'contact_task_add',
	'account_add',
	'account_update',
	'account_contact_add',
	'account_contact_update',
];
const SOURCES = ['public', 'admin', 'api', 'system'];

interface ById {
	Params: { id: string };
}

/** /webhooks and /webhook/events. */
export function webhookRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get('/webhook/events', async () => {
		const count = LISTED_EVENTS.length;
		return {
			webhookEvents: LISTED_EVENTS,
			meta: { total: rules.on('eventsTotalIsInt') ? count : String(count) },
		};
	});

	app.get('/webhooks', async (request) => {
		const query = request.query as Record<string, unknown>;
		const filters = queryMap(query, 'filters').filter(
			([key]) => key === 'name' || key === 'url' || key === 'listid',
		);
		const found = store.tables.webhooks
			.all()
			.filter((hook) =>
				filters.every(
					([key, value]) =>
						hook[key as 'name' | 'url' | 'listid'] === value || !rules.on('webhooksFiltered'),
				),
			);
		return {
			webhooks: pageOf(found, pageInput(ctx, query)).map(webhookShape),
			meta: { total: total(ctx, found.length) },
		};
	});

	const names = { type: 'array', minItems: 1 };
	const body = checkedBody(
		'webhook',
		{
			name: { type: 'string', minLength: 1 },
			url: { type: 'string' },
			events: names,
			sources: names,
		},
		['name', 'url', 'events', 'sources'],
		Object.fromEntries(
			['name', 'url', 'events', 'sources'].map((key) => [
				key,
				{ rule: 'webhookChecked' as const, says: entries.attributeMissing(key) },
			]),
		),
	);
	app.post('/webhooks', body, async (request, reply) => {
		const sent = read(ctx, attributes(request));
		const hook = store.tables.webhooks.add({
			name: '',
			url: '',
			events: [],
			sources: [],
			listid: '0',
			...sent,
			cdate: ctx.now(),
		});
		const { state: _state, deactivated_date: _date, ...created } = webhookShape(hook);
		return await reply.code(201).send({ webhook: created });
	});

	app.get<ById>('/webhooks/:id', async (request) => ({
		webhook: webhookShape(hookAt(ctx, request.params.id)),
	}));

	app.put<ById>('/webhooks/:id', plainBody('webhook'), async (request) => {
		const hook = Object.assign(hookAt(ctx, request.params.id), read(ctx, attributes(request)));
		return { webhook: webhookShape(hook) };
	});

	app.delete<ById>('/webhooks/:id', async (request) => {
		store.tables.webhooks.delete(hookAt(ctx, request.params.id).id);
		return {};
	});
}

type Sent = Partial<Pick<WebhookRecord, 'name' | 'url' | 'events' | 'sources' | 'listid'>>;

/** Reads and checks what was sent. An https address counts on port 443 only; plain http is taken as it comes. */
function read(
	{ rules }: Context,
	{ name, url, events, sources, listid }: Record<string, unknown>,
): Sent {
	const checked = rules.on('webhookChecked');
	const sent: Sent = {};
	if (name !== undefined) sent.name = String(name);
	if (url !== undefined) {
		const target = URL.canParse(String(url)) ? new URL(String(url)) : undefined;
		const usable =
			target &&
			(target.protocol === 'http:' || (target.protocol === 'https:' && target.port === ''));
		if (!usable && checked) throw unprocessable(entries.attributeInvalid('url'));
		sent.url = String(url);
	}
	if (events !== undefined)
		sent.events = checked
			? oneOf('events', events, [...LISTED_EVENTS, ...MORE_EVENTS])
			: strings(events);
	if (sources !== undefined)
		sent.sources = checked ? oneOf('sources', sources, SOURCES) : strings(sources);
	if (listid !== undefined) sent.listid = String(listid ?? 0);
	return sent;
}

function oneOf(attribute: string, value: unknown, allowed: string[]): string[] {
	const names = strings(value);
	if (names.length === 0 || names.some((name) => !allowed.includes(name)))
		throw unprocessable(entries.attributeInvalid(attribute));
	return names;
}

function strings(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

function hookAt(ctx: Context, id: string): WebhookRecord {
	const hook = ctx.store.tables.webhooks.get(pathId(id));
	if (!hook) throw notFound(ctx.rules, 'Webhook', pathId(id));
	return hook;
}
