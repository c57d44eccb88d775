import type { FastifyInstance } from 'fastify';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import type { DealRecord, StageRecord } from './crmRecords';
import { dealFields, saveCustomValues } from './customValues';
import { dealLong, dealShort } from './dealShapes';
import { dealFilters, dealMeta, dealOrders } from './dealSearch';
import { entries, unprocessable } from './errors';
import { pipelineShape, stageShape } from './pipelineShapes';
import { stagesOf } from './pipelineStore';
import {
	echo,
	isNothing,
	related,
	requireKeys,
	resourceRoutes,
	type Sent,
	type Shape,
} from './resource';
import { text } from './text';

const ECHOED = [
	'title',
	'description',
	'value',
	'currency',
	'percent',
	'status',
	'contact',
	'group',
	'stage',
	'owner',
];

/** /deals: list, create, read, change, delete. */
export function dealRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	resourceRoutes<DealRecord>(app, ctx, {
		many: 'deals',
		one: 'deal',
		name: 'Deal',
		table: () => store.tables.deals,
		shape: (deal) => dealLong(ctx, deal),
		filters: dealFilters(ctx),
		orders: dealOrders(ctx),
		meta: (found) => dealMeta(ctx, found),
		create: {
			required: ['title', 'value', 'currency'],
			status: 201,
			answer: (sent) => create(ctx, sent),
		},
		update: (deal, sent) => update(ctx, deal, sent),
		remove: ({ id }) => {
			store.tables.deals.delete(id);
			store.tables.dealContacts.deleteOf(id);
			store.tables.dealValues.deleteOf(id);
			store.deleteNotesOf('Deal', id);
		},
	});
}

function create(ctx: Context, sent: Sent): Shape {
	const { store } = ctx;
	if (isNothing(sent.contact) && isNothing(sent.account))
		requireKeys(ctx, 'deal', sent, ['contact']);
	if (isNothing(sent.stage) && isNothing(sent.group)) requireKeys(ctx, 'deal', sent, ['stage']);
	const read = check(ctx, sent);
	const place = placeOf(ctx, sent);
	const now = ctx.now();
	const deal = store.tables.deals.add({
		title: '',
		description: '',
		value: 0,
		currency: '',
		percent: '0',
		status: '0',
		contact: '',
		account: '',
		owner: ownerOf(ctx, sent, place.group),
		...read,
		...place,
		cdate: now,
		mdate: now,
	});
	const fields = saveCustomValues(ctx, dealFields(ctx), deal.id, sent.fields);
	ctx.events.deal('deal_add', deal, 'api');
	const pipeline = store.tables.pipelines.get(deal.group);
	const stage = store.tables.stages.get(deal.stage);
	return {
		...contactsBeside(ctx, deal),
		// The pipeline is shown only to those who left the stage to it.
		...(pipeline && isNothing(sent.stage) ? { dealGroups: [pipelineShape(ctx, pipeline)] } : {}),
		dealStages: stage ? [stageShape(ctx, stage)] : [],
		deal: { ...dealShort(ctx, deal), ...echoed(ctx, deal, sent), ...fields },
	};
}

function update(ctx: Context, deal: DealRecord, sent: Sent): Shape {
	const place = isNothing(sent.stage) && isNothing(sent.group) ? {} : placeOf(ctx, sent, deal);
	Object.assign(deal, check(ctx, sent), place, { mdate: ctx.now() });
	deal.owner = text(sent.owner) ?? deal.owner;
	const fields = saveCustomValues(ctx, dealFields(ctx), deal.id, sent.fields);
	ctx.events.deal('deal_update', deal, 'api', Object.keys(sent));
	return {
		...contactsBeside(ctx, deal),
		deal: { ...dealLong(ctx, deal), ...echoed(ctx, deal, sent), ...fields },
	};
}

/** What was sent comes back as it came; a stage the platform chose comes as an int. */
function echoed(ctx: Context, deal: DealRecord, sent: Sent): Shape {
	if (!ctx.rules.on('sentIdTypesEchoed')) return {};
	const account = isNothing(sent.account)
		? {}
		: { organization: sent.account, account: sent.account, customerAccount: sent.account };
	const isChosen = isNothing(sent.stage) && !isNothing(sent.group);
	const stage = isChosen ? { stage: Number(deal.stage) } : {};
	return { ...echo(ctx, sent, ECHOED), ...account, ...stage };
}

function contactsBeside(ctx: Context, deal: DealRecord): Shape {
	const contact = ctx.store.tables.contacts.get(deal.contact);
	return { contacts: contact ? [contactLong(ctx, contact)] : [] };
}

/** Reads and checks everything but the place in a pipeline. */
function check(ctx: Context, sent: Sent): Partial<DealRecord> {
	const { store, rules } = ctx;
	related(ctx, store.tables.contacts, 'contact', sent.contact);
	related(ctx, store.tables.accounts, 'account', sent.account);
	related(ctx, store.tables.users, 'user', sent.owner, 'owner');
	const found: Partial<DealRecord> = {};
	for (const key of ['title', 'description', 'currency', 'percent', 'status'] as const)
		if (text(sent[key]) !== undefined) found[key] = text(sent[key]);
	for (const key of ['contact', 'account'] as const)
		if (!isNothing(sent[key])) found[key] = String(sent[key]);
	if (!isNothing(sent.value)) found.value = Number(sent.value);
	const wrong = [
		...(found.value === undefined || found.value >= 0 ? [] : ['value']),
		...(found.currency === undefined || /^[a-z]{3}$/.test(found.currency) ? [] : ['currency']),
		...(found.status === undefined || /^[012]$/.test(found.status) ? [] : ['status']),
	];
	if (wrong.length > 0 && rules.on('dealChecked'))
		throw unprocessable(...wrong.map((key) => entries.attributeInvalid(key)));
	return found;
}

/** A stage says its pipeline, a pipeline alone means its first stage. */
function placeOf(ctx: Context, sent: Sent, deal?: DealRecord): { group: string; stage: string } {
	const { store, rules } = ctx;
	const stage = related(ctx, store.tables.stages, 'dealStage', sent.stage, 'stage');
	const pipeline = related(ctx, store.tables.pipelines, 'dealGroup', sent.group, 'group');
	if (stage && pipeline && stage.group !== pipeline.id && rules.on('dealStageInPipeline'))
		throw unprocessable(entries.attributeInvalid('stage'));
	const first: StageRecord | undefined = rules.on('dealFirstStage')
		? stagesOf(store, pipeline?.id ?? '')[0]
		: undefined;
	const group = rules.on('dealPipelineOfStage') ? stage?.group : undefined;
	return {
		group: pipeline?.id ?? group ?? deal?.group ?? '',
		stage: stage?.id ?? first?.id ?? deal?.stage ?? '',
	};
}

/** Without an owner the pipeline assigns one, unless it does not assign. */
function ownerOf(ctx: Context, sent: Sent, pipeline: string): string {
	if (!isNothing(sent.owner)) return String(sent.owner);
	const assigns = ctx.store.tables.pipelines.get(pipeline)?.autoassign !== '0';
	if (!assigns && ctx.rules.on('dealOwnerNeeded'))
		throw unprocessable(entries.notProvided('deal', 'owner'));
	return ctx.store.tables.pipelineUsers.of(pipeline)[0]?.to ?? '1';
}
