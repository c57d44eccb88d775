import { count as inWords } from '../report/words';
import { HOW, measureFlow, memoryBar, memoryTable, ours } from './memory';
import type { Row } from './row';
import { atLeast, withSandbox } from './row';

const SIDES = ['output', 'loop', 'ours'] as const;

/** A shop's whole product feed. */
export const products: Row = {
	id: 'products',
	title: 'A feed of 50,000 products',
	async run({ quick, say }) {
		const count = quick ? 2000 : 50_000;
		const rows = await withSandbox(
			{ platform: 'quarticonStore' },
			async (sandbox) =>
				await measureFlow(
					sandbox,
					{ flow: 'products', sides: SIDES, count },
					say,
					async () => await sandbox.reset(),
				),
		);
		const stored = ours(rows).map((row) => Math.min(row.distinct, row.stored));
		return {
			how: `One execution stores ${inWords(count)} rows of a product feed with the Store node as \`examples/product-feed.json\` has it, no latency, no limit. ${HOW}`,
			tables: [memoryTable(rows)],
			bars: [atLeast('stored', Math.min(...stored), count, inWords), memoryBar(rows, 'products')],
			raw: rows,
		};
	},
};
