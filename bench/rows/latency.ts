import type { UpsertResult } from '../child/jobs';
import { measure } from '../harness/measure';
import { interleaved, median, pairedRatio } from '../harness/statistics';
import { count as inWords, NAMES, number, seconds, times } from '../report/words';
import type { Row } from './row';
import { atLeast, withSandbox } from './row';

const LATENCY_MS = 150;
const BAR = 10;
const SIDES = ['ours', 'peer'] as const;

/** Row 2: a platform that takes its time. */
export const latency: Row = {
	id: '2',
	title: `200 upserts, ${LATENCY_MS} ms latency, no limit`,
	async run({ quick, say }) {
		const count = quick ? 64 : 200;
		const rounds = quick ? 1 : 3;
		const results = await withSandbox({ latencyMs: LATENCY_MS }, async (sandbox) =>
			interleaved(SIDES, rounds, async (side, round): Promise<UpsertResult> => {
				say(`${side}, round ${round + 1} of ${rounds}`);
				await sandbox.reset();
				return await measure({ task: 'upserts', side, access: sandbox.access, count });
			}),
		);
		const ms = (side: (typeof SIDES)[number]) => results[side].map((result) => result.ms);
		const rate = (side: (typeof SIDES)[number]) => count / (median(ms(side)) / 1000);
		const ratio = pairedRatio(ms('peer'), ms('ours'));
		return {
			how: `Every answer comes ${LATENCY_MS} ms late. Median of ${rounds} interleaved pairs.`,
			tables: [
				{
					head: ['node', 'stored', 'time', 'items per second', 'ratio'],
					rows: SIDES.map((side) => [
						NAMES[side],
						inWords(results[side][0].executions[0].done),
						seconds(median(ms(side))),
						number(rate(side)),
						side === 'ours' ? times(ratio) : times(1),
					]),
				},
			],
			bars: [atLeast('speed against the built-in node', ratio, BAR, times)],
			charts: [
				{
					name: 'latency',
					title: `Items per second at ${LATENCY_MS} ms latency`,
					unit: 'items/s',
					groups: ['200 upserts'],
					series: SIDES.map((name) => ({ name, values: [rate(name)] })),
				},
			],
			raw: results,
		};
	},
};
