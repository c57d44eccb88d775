import type { Side, UpsertResult } from '../child/jobs';
import { measure } from '../harness/measure';
import { count as inWords, NAMES, number } from '../report/words';
import type { Row } from './row';
import { atMost, withSandbox } from './row';

const SIDES = ['ours', 'peer', 'bare'] as const;
const SIZES = { full: [500, 5000, 50_000], quick: [200, 1000, 2000] };
/** Costs per item may rise by this much from the middle size to the largest and still count as linear. */
const LINEAR = 1.25;

/** Processor time and memory by the number of items. */
export const cost: Row = {
	id: 'cost',
	title: 'Processor time and memory by number of items',
	async run({ quick, say }) {
		const sizes = quick ? SIZES.quick : SIZES.full;
		const [small, middle, large] = sizes;
		const measured = await withSandbox({}, async (sandbox) => {
			const results: Array<{ side: Side; count: number } & UpsertResult> = [];
			for (const count of sizes) {
				for (const side of SIDES) {
					say(`${side}, ${inWords(count)} items`);
					await sandbox.reset();
					const result = await measure({ task: 'upserts', side, access: sandbox.access, count });
					results.push({ side, count, ...result });
				}
			}
			return results;
		});
		const at = (side: Side, count: number) =>
			measured.find((row) => row.side === side && row.count === count) ?? measured[0];
		const perItem = (count: number) => at('ours', count).cpuMs / count;
		const grown = (side: Side, from: number, to: number) =>
			((at(side, to).peakRssMb - at(side, from).peakRssMb) * 1024) / (to - from);
		return {
			how: "One execution in a new process each, no latency, no limit. Processor time includes what the process needs once (loading code on demand, translating it), which weighs on the small runs. The bare loop shows what n8n's HTTP helper itself takes.",
			tables: [
				{
					head: [
						'items',
						'node',
						'items out',
						'items per second',
						'processor ms per item',
						'peak memory',
					],
					rows: measured.map(({ side, count, ms, cpuMs, peakRssMb, executions: [{ done }] }) => [
						inWords(count),
						NAMES[side],
						inWords(done),
						number(count / (ms / 1000)),
						number(cpuMs / count),
						`${number(peakRssMb)} MB`,
					]),
				},
				{
					title: 'Memory per further item',
					head: ['node', `${inWords(small)} → ${inWords(middle)}`, `→ ${inWords(large)}`],
					rows: SIDES.map((side) => [
						NAMES[side],
						`${number(grown(side, small, middle))} KB`,
						`${number(grown(side, middle, large))} KB`,
					]),
				},
			],
			bars: [
				atMost(
					`processor time per item, ${inWords(large)} against ${inWords(middle)} items`,
					perItem(large) / perItem(middle),
					LINEAR,
					number,
				),
				atMost(
					`memory per further item, ${inWords(large)} against ${inWords(middle)} items`,
					grown('ours', middle, large) / grown('ours', small, middle),
					LINEAR,
					number,
				),
			],
			charts: [
				{
					name: 'memory',
					title: 'Peak memory by number of items',
					unit: 'MB',
					groups: sizes.map(inWords),
					series: SIDES.map((name) => ({
						name,
						values: sizes.map((count) => at(name, count).peakRssMb),
					})),
				},
				{
					name: 'processor',
					title: 'Processor time per item',
					unit: 'ms',
					groups: sizes.map(inWords),
					series: SIDES.map((name) => ({
						name,
						values: sizes.map((count) => at(name, count).cpuMs / count),
					})),
				},
			],
			raw: measured,
		};
	},
};
