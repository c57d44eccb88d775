import type { Context } from './context';
import type { PipelineLinkRecord, PipelineRecord, StageRecord } from './crmRecords';
import { isoDate } from './dates';
import type { Shape } from './resource';

const LINKS = ['stages', 'dealGroupUsers', 'dealGroupGroups', 'winProbabilityFeatures'];

/** A pipeline; `parts` are the ids some answers add. */
export function pipelineShape(ctx: Context, row: PipelineRecord, parts: Shape = {}): Shape {
	const self = `${ctx.api()}/dealGroups/${row.id}`;
	return {
		title: row.title,
		currency: row.currency,
		autoassign: row.autoassign,
		allusers: row.allusers,
		allgroups: row.allgroups,
		win_probability_initialize_date: null,
		cdate: isoDate(row.cdate),
		udate: isoDate(row.udate),
		...parts,
		links: Object.fromEntries(LINKS.map((key) => [key, `${self}/${key}`])),
		id: row.id,
	};
}

export function stageShape(ctx: Context, row: StageRecord): Shape {
	return {
		group: row.group,
		...row.texts,
		cdate: row.cdate === undefined ? null : isoDate(row.cdate),
		udate: row.udate === undefined ? null : isoDate(row.udate),
		links: { group: `${ctx.api()}/dealStages/${row.id}/group` },
		id: row.id,
	};
}

/** A user or group of a pipeline; groups carry their ids twice. */
export function linkShape(ctx: Context, kind: 'User' | 'Group', row: PipelineLinkRecord): Shape {
	const self = `${ctx.api()}/dealGroup${kind}s/${row.id}`;
	const key = kind.toLowerCase();
	const twice = kind === 'Group' ? { d_groupid: row.pipeline, groupid: row.to } : {};
	return {
		...twice,
		dealGroup: row.pipeline,
		[key]: row.to,
		cdate: null,
		links: { dealGroup: `${self}/dealGroup`, [key]: `${self}/${key}` },
		id: row.id,
	};
}
