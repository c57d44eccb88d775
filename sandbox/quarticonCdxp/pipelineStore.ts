import type { Context } from './context';
import type { PipelineRecord, StageRecord } from './crmRecords';
import type { CdxpStore } from './store';

/** The stages every pipeline is born with, and their colours. */
const FIRST_STAGES = { 'To Contact': '18D499', 'In Contact': '32B0FC', 'Follow Up': 'E6CE4B' };
/** What a stage has unless it is told. */
export const STAGE_TEXTS: Record<string, string> = {
	title: '',
	color: '434343',
	order: '1',
	width: '280',
	dealOrder: 'next-action DESC',
	cardRegion1: 'title',
	cardRegion2: 'next-action',
	cardRegion3: 'show-avatar',
	cardRegion4: 'contact-fullname-acctname',
	cardRegion5: 'value',
};

/** Adds a pipeline with these stages; also for the account a sandbox starts with. */
export function addPipeline(
	store: CdxpStore,
	sent: Partial<PipelineRecord>,
	stages: Array<{ title: string; color?: string; id?: string | number }>,
	id?: string | number,
): PipelineRecord {
	const now = store.now();
	const row = store.tables.pipelines.add(
		{
			title: '',
			currency: 'usd',
			autoassign: '1',
			allusers: '1',
			allgroups: '1',
			...sent,
			cdate: now,
			udate: now,
		},
		id,
	);
	for (const [index, { id: stageId, ...own }] of stages.entries())
		addStage(store, row.id, { ...own, order: String(index + 1) }, {}, stageId);
	return row;
}

/** The stages the vendor gives every new pipeline. */
export function firstStages({ rules }: Context) {
	if (!rules.on('pipelineFirstStages')) return [];
	return Object.entries(FIRST_STAGES).map(([title, color]) => ({ title, color }));
}

/** Adds a stage; those a pipeline is born with have no times. */
export function addStage(
	store: CdxpStore,
	group: string,
	sent: Record<string, string>,
	times: Pick<StageRecord, 'cdate' | 'udate'>,
	id?: string | number,
): StageRecord {
	return store.tables.stages.add({ group, texts: { ...STAGE_TEXTS, ...sent }, ...times }, id);
}

/** The stages of a pipeline in their order. */
export function stagesOf(store: CdxpStore, pipeline: string): StageRecord[] {
	return store.tables.stages
		.all()
		.filter(({ group }) => group === pipeline)
		.sort((a, b) => Number(a.texts.order) - Number(b.texts.order));
}
