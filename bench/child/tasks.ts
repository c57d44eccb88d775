import { createEngine } from '../../engine';
import { flow } from './flows';
import type {
	FairnessJob,
	FairnessResult,
	Job,
	LoadJob,
	LoadResult,
	LookupJob,
	LookupResult,
	Results,
	Side,
	UpsertJob,
	UpsertResult,
} from './jobs';
import { peakRssMb } from './memory';
import { Customers } from './nodes';
import { engineParts, loadFiles, SIDES } from './sides';
import { credentialsOf, execute, nodeOf } from './workflow';

/** Time for the large run to fill its place before the single item comes. */
const HEAD_START_MS = 2_500;

function engineFor(side: Side) {
	const { nodes, credentialTypes } = engineParts(side);
	return createEngine({ nodes: { 'bench.customers': Customers, ...nodes }, credentialTypes });
}

async function upserts(job: UpsertJob): Promise<UpsertResult> {
	const { side, access, count, perSecond, onError, executions = 1 } = job;
	const { prefix = 'customer', warmUp = 0 } = job;
	const engine = engineFor(side);
	if (warmUp > 0) await execute(engine, { side, access, count: warmUp, prefix: 'warm-up' });
	const cpu = process.cpuUsage();
	const since = performance.now();
	const ended = await Promise.all(
		Array.from({ length: executions }, async (_, index) => {
			const own = executions === 1 ? prefix : `${prefix}-${index}`;
			return await execute(engine, { side, access, count, perSecond, onError, prefix: own });
		}),
	);
	const ms = performance.now() - since;
	const { user, system } = process.cpuUsage(cpu);
	return {
		ms,
		cpuMs: (user + system) / 1000,
		peakRssMb: peakRssMb(),
		executions: ended,
	};
}

async function fairness({ access, large, perSecond }: FairnessJob): Promise<FairnessResult> {
	const engine = engineFor('ours');
	const stop = new AbortController();
	const settings = { side: 'ours' as const, access, perSecond };
	const running = execute(
		engine,
		{ ...settings, count: large, prefix: 'large' },
		{ signal: stop.signal },
	);
	await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
	const { ms, status } = await execute(engine, { ...settings, count: 1, prefix: 'single' });
	stop.abort();
	await running;
	return { singleMs: ms, singleStatus: status };
}

async function lookup({ side, access }: LookupJob): Promise<LookupResult> {
	const engine = engineFor(side);
	const options = { credentials: credentialsOf(side, access) };
	const since = performance.now();
	const offered =
		side === 'ours'
			? await engine.method<{ fields: unknown[] }>(
					nodeOf(side),
					'resourceMapping',
					'mapCustomFields',
					options,
				)
			: await engine.method<unknown[]>(
					nodeOf(side),
					'loadOptions',
					'getContactCustomFields',
					options,
				);
	const rows = Array.isArray(offered) ? offered : offered.fields;
	return { offered: rows.length, ms: performance.now() - since };
}

async function load({ side }: LoadJob): Promise<LoadResult> {
	const { files, further } = SIDES[side];
	const before = Object.keys(require.cache).length;
	const since = performance.now();
	loadFiles(side, [...files, ...further]);
	return { ms: performance.now() - since, modules: Object.keys(require.cache).length - before };
}

/** Does a job. */
export async function perform(job: Job): Promise<Results[Job['task']]> {
	switch (job.task) {
		case 'upserts':
			return await upserts(job);
		case 'fairness':
			return await fairness(job);
		case 'lookup':
			return await lookup(job);
		case 'load':
			return await load(job);
		case 'flow':
			return await flow(job);
	}
}
