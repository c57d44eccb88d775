import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import type { PipelineRecord, StageRecord } from './crmRecords';
import {
	byOperator,
	echo,
	exactly,
	related,
	resourceRoutes,
	type Sent,
	type Shape,
} from './resource';
import { linkShape, pipelineShape, stageShape } from './pipelineShapes';
import { addPipeline, addStage, firstStages, stagesOf, STAGE_TEXTS } from './pipelineStore';
import { text } from './text';

const PIPELINE_KEYS = ['title', 'currency', 'allgroups', 'allusers', 'autoassign'] as const;

/** /dealGroups, which are the pipelines, and /dealStages. */
export function pipelineRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	resourceRoutes<PipelineRecord>(app, ctx, {
		many: 'dealGroups',
		one: 'dealGroup',
		name: 'DealGroup',
		table: () => store.tables.pipelines,
		shape: (row) => pipelineShape(ctx, row, { stages: ids(stagesOf(store, row.id)) }),
		beside: (rows) => ({
			dealStages: rows.flatMap(({ id }) => stagesOf(store, id)).map((row) => stageShape(ctx, row)),
		}),
		filters: {
			title: byOperator(ctx, ({ title }) => title, 'contains'),
			have_stages: ({ id }, value) => value !== '1' || stagesOf(store, id).length > 0,
		},
		orders: { title: ({ title }) => title },
		create: {
			required: ['title', 'currency'],
			status: 201,
			answer: (sent) => {
				const row = addPipeline(store, read(sent), firstStages(ctx));
				const links = assign(ctx, row, sent);
				const stages = stagesOf(store, row.id);
				const parts = { stages: ids(stages), ...idsOf(links) };
				const shape = { ...pipelineShape(ctx, row, parts), ...echo(ctx, sent, [...PIPELINE_KEYS]) };
				ctx.events.pipeline(row, 'api');
				return {
					dealStages: stages.map((stage) => stageShape(ctx, stage)),
					...links,
					dealGroup: shape,
				};
			},
		},
		update: (row, sent) => {
			Object.assign(row, read(sent), { udate: ctx.now() });
			const links = assign(ctx, row, sent);
			const shape = pipelineShape(ctx, row, idsOf(links));
			return { ...links, dealGroup: { ...shape, ...echo(ctx, sent, [...PIPELINE_KEYS]) } };
		},
		remove: ({ id }) => {
			stagesOf(store, id).forEach((stage) => store.tables.stages.delete(stage.id));
			store.tables.pipelines.delete(id);
		},
	});

	resourceRoutes<StageRecord>(app, ctx, {
		many: 'dealStages',
		one: 'dealStage',
		name: 'DealStage',
		table: () => store.tables.stages,
		shape: (row) => stageShape(ctx, row),
		filters: {
			title: byOperator(ctx, ({ texts }) => texts.title ?? '', 'contains'),
			d_groupid: exactly(({ group }) => group),
		},
		orders: { title: ({ texts }) => texts.title ?? '' },
		create: {
			required: ['title', 'group'],
			status: 201,
			answer: (sent) => {
				const pipeline = related(ctx, store.tables.pipelines, 'dealGroup', sent.group, 'group');
				const now = ctx.now();
				const times = { cdate: now, udate: now };
				const row = addStage(store, pipeline?.id ?? '', texts(sent), times);
				ctx.events.stage(row, 'api');
				return { dealStage: { ...stageShape(ctx, row), ...echo(ctx, sent, ECHOED) } };
			},
		},
		update: (row, sent) => {
			related(ctx, store.tables.pipelines, 'dealGroup', sent.group, 'group');
			row.group = text(sent.group) ?? row.group;
			row.texts = { ...row.texts, ...texts(sent) };
			row.udate = ctx.now();
			return { dealStage: { ...stageShape(ctx, row), ...echo(ctx, sent, ECHOED) } };
		},
		remove: ({ id }) => void store.tables.stages.delete(id),
	});
}

const ECHOED = [...Object.keys(STAGE_TEXTS), 'group'];

/** Stores the users and groups of a pipeline and answers with them; the vendor shows them only here. */
function assign(ctx: Context, { id }: PipelineRecord, sent: Sent): Record<string, Shape[]> {
	const found: Record<string, Shape[]> = {};
	for (const [key, kind] of [
		['users', 'User'],
		['groups', 'Group'],
	] as const) {
		const table = ctx.store.tables[`pipeline${kind}s`];
		table.deleteOf(id);
		const to = Array.isArray(sent[key]) ? (sent[key] as unknown[]).map(String) : [];
		found[`dealGroup${kind}s`] = to.map((one) =>
			linkShape(ctx, kind, table.add({ pipeline: id, to: one })),
		);
	}
	return found;
}

function read(sent: Sent): Partial<PipelineRecord> {
	const found: Partial<PipelineRecord> = {};
	for (const key of PIPELINE_KEYS) found[key] = text(sent[key]) ?? found[key];
	return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function texts(sent: Sent): Record<string, string> {
	return Object.fromEntries(
		Object.keys(STAGE_TEXTS).flatMap((key) => {
			const value = text(sent[key]);
			return value === undefined ? [] : [[key, value]];
		}),
	);
}

function ids(rows: Array<{ id: string }>): string[] {
	return rows.map(({ id }) => id);
}

function idsOf(links: Record<string, Shape[]>): Shape {
	return Object.fromEntries(
		Object.entries(links).map(([key, rows]) => [key, rows.map(({ id }) => id)]),
	);
}
