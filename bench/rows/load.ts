import { measure } from '../harness/measure';
import { interleaved, median, range } from '../harness/statistics';
import { count as inWords, NAMES, number } from '../report/words';
import type { Row } from './row';

const SIDES = ['ours', 'peer'] as const;

/** What the package costs an n8n that starts. */
export const load: Row = {
	id: 'load',
	title: 'Loading the built package',
	async run({ quick, say }) {
		const rounds = quick ? 3 : 7;
		const results = await interleaved(SIDES, rounds, async (side, round) => {
			say(`${side}, round ${round + 1} of ${rounds}`);
			return await measure({ task: 'load', side });
		});
		const ms = (side: (typeof SIDES)[number]) => results[side].map((result) => result.ms);
		return {
			how: `\`require\` of nodes, trigger and credential in a process that has n8n's libraries already, median of ${rounds}. The built-in node: its node, trigger and credential only.`,
			tables: [
				{
					head: ['', 'time', 'lowest – highest', 'modules'],
					rows: SIDES.map((side) => {
						const { low, high } = range(ms(side));
						return [
							NAMES[side],
							`${number(median(ms(side)), 1)} ms`,
							`${number(low, 1)} – ${number(high, 1)} ms`,
							inWords(results[side][0].modules),
						];
					}),
				},
			],
			bars: [],
			raw: results,
		};
	},
};
