import type { Side, UpsertResult } from '../child/jobs';
import { measure } from '../harness/measure';
import { interleaved, median, pairedRatio, range } from '../harness/statistics';
import { NAMES, number, percent, times } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const SIDES = ['ours', 'peer', 'loop', 'bare'] as const;
const BARS = { peer: 1, loop: 0.9, memory: 1.05 };
const WARM_UP = 200;

/** Row 3b: as fast as n8n's HTTP helper can go. */
export const fullSpeed: Row = {
	id: '3b',
	title: '1,000 upserts, no latency, no limit',
	async run({ quick, say }) {
		const count = quick ? 300 : 1000;
		const rounds = quick ? 3 : 15;
		const results = await withSandbox({}, async (sandbox) => {
			const one = async (side: Side): Promise<UpsertResult> => {
				await sandbox.reset();
				const { access } = sandbox;
				return await measure({ task: 'upserts', side, access, count, warmUp: WARM_UP });
			};
			say('a first one, so that the sandbox is warm');
			await one('loop');
			return await interleaved(SIDES, rounds, async (side, round) => {
				say(`${side}, round ${round + 1} of ${rounds}`);
				return await one(side);
			});
		});
		const of = (side: Side, key: 'ms' | 'cpuMs' | 'peakRssMb') =>
			results[side].map((result) => result[key]);
		const rates = (side: Side) => of(side, 'ms').map((ms) => count / (ms / 1000));
		const speed = (against: Side) => pairedRatio(of(against, 'ms'), of('ours', 'ms'));
		const memory = pairedRatio(of('ours', 'peakRssMb'), of('peer', 'peakRssMb'));
		return {
			how: `Each side in a new process that has stored ${WARM_UP} contacts before, side by side with a sandbox that answers at once. Median of ${rounds} interleaved rounds; ratios are medians of the ratios of a round. The loop is a minimal node that sends the same requests with n8n's \`httpRequestWithAuthentication\` and does nothing else; the last line leaves out even the reading of parameters.`,
			tables: [
				{
					head: [
						'',
						'items per second',
						'lowest – highest',
						'ours against it',
						'processor ms per item',
						'peak memory',
					],
					rows: SIDES.map((side) => {
						const { low, high } = range(rates(side));
						return [
							NAMES[side],
							number(median(rates(side))),
							`${number(low)} – ${number(high)}`,
							side === 'ours' ? '–' : times(speed(side)),
							number(median(of(side, 'cpuMs')) / count),
							`${number(median(of(side, 'peakRssMb')))} MB`,
						];
					}),
				},
			],
			bars: [
				atLeast('speed against the built-in node', speed('peer'), BARS.peer, times),
				atLeast("speed against a parallel loop over n8n's helper", speed('loop'), BARS.loop, times),
				atMost('peak memory against the built-in node', memory, BARS.memory, percent),
			],
			charts: [
				{
					name: 'full-speed',
					title: 'Items per second without latency or limit',
					unit: 'items/s',
					groups: ['1,000 upserts'],
					series: SIDES.map((name) => ({ name, values: [median(rates(name))] })),
				},
			],
			raw: results,
		};
	},
};
