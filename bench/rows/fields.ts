import type { Side } from '../child/jobs';
import { measure } from '../harness/measure';
import { count as inWords, NAMES, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const FEW = 250;
const MANY = 1000;
const MOST_REQUESTS = 10;

/** Row 6: accounts with many custom fields. */
export const fields: Row = {
	id: '6',
	title: 'Custom fields offered in the editor',
	async run({ say }) {
		const measured = await withSandbox({}, async (sandbox) => {
			const results = [];
			for (const count of [FEW, MANY]) {
				for (const side of ['peer', 'ours'] as Side[]) {
					say(`${count} fields, ${side}`);
					await sandbox.reset();
					await sandbox.load({
						fields: Array.from({ length: count }, (_, index) => ({
							title: `Field ${index + 1}`,
							type: 'text',
						})),
					});
					const { offered, ms } = await measure({ task: 'lookup', side, access: sandbox.access });
					results.push({ count, side, offered, ms, requests: (await sandbox.state()).requests });
				}
			}
			return results;
		});
		const ours = (count: number) =>
			measured.find((row) => row.side === 'ours' && row.count === count) ?? measured[0];
		return {
			how: 'The editor asks the node for the custom fields of the account.',
			tables: [
				{
					head: ['custom fields', 'node', 'offered', 'requests', 'time'],
					rows: measured.map(({ count, side, offered, requests, ms }) => [
						inWords(count),
						NAMES[side],
						inWords(offered),
						inWords(requests),
						seconds(ms),
					]),
				},
			],
			bars: [
				atLeast(`offered of ${FEW}`, ours(FEW).offered, FEW, inWords),
				atLeast(`offered of ${inWords(MANY)}`, ours(MANY).offered, MANY, inWords),
				atMost(`requests for ${inWords(MANY)}`, ours(MANY).requests, MOST_REQUESTS, inWords),
			],
			raw: measured,
		};
	},
};
