import { badAmong } from '../child/flows/people';
import type { FlowResult } from '../child/jobs';
import { measure } from '../harness/measure';
import { count as inWords, megabytes, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

/** Requests per second of the account; the importer's own limits come on top. */
const LIMIT = 5;
/** 10,000 contacts in 50 requests. */
const PER_REQUEST = 200;

/** An import and what was in the account afterwards. */
interface Imported extends FlowResult {
	requests: number;
	limitHits: number;
	stored: number;
	readBack: FlowResult;
}

async function importAll(count: number, say: (text: string) => void): Promise<Imported> {
	return await withSandbox({ limit: LIMIT }, async (sandbox) => {
		const job = { task: 'flow', side: 'ours', access: sandbox.access, count, warmUp: 0 } as const;
		say(`${inWords(count)} rows`);
		const result = await measure({ ...job, flow: 'import', collected: false });
		const { requests, limitHits } = await sandbox.state();
		say('reading back');
		await sandbox.settled();
		await sandbox.setLimit({ perSecond: 0 });
		const readBack = await measure({ ...job, flow: 'contacts', collected: false });
		const { contacts: stored } = await sandbox.state();
		return { ...result, requests, limitHits, stored, readBack };
	});
}

/** A row on an import of so many contacts. */
const bulk = (size: { full: number; quick: number }, row: Pick<Row, 'id' | 'title'>): Row => ({
	...row,
	async run({ quick, say }) {
		const count = quick ? size.quick : size.full;
		const bad = badAmong(count);
		const result = await importAll(count, say);
		const { done, rejected, requests, limitHits, stored, readBack, ms, peakRssMb } = result;
		return {
			how: `Contact: Import with its options as they come (250 contacts per request, no waiting for results) takes ${inWords(count)} rows of which one in a hundred has no usable address; the account allows ${LIMIT} requests per second, the importer 100 a minute. When it is through, Contact: Get Many reads the account back. The built-in node offers no bulk import: it would send a request per contact.`,
			tables: [
				{
					head: [
						'rows',
						'requests',
						'refusals',
						'queued',
						'error path',
						'time',
						'peak memory',
						'stored',
						'read back',
					],
					rows: [
						[
							inWords(count),
							inWords(requests),
							inWords(limitHits),
							inWords(done),
							inWords(rejected),
							seconds(ms),
							megabytes(peakRssMb),
							inWords(stored),
							inWords(readBack.distinct),
						],
					],
				},
			],
			bars: [
				atMost('requests', requests, count / PER_REQUEST, inWords),
				atLeast('queued', done, count - bad, inWords),
				atLeast('rows on the error path, of the bad ones', rejected, bad, inWords),
				atMost('rows lost or doubled', Math.abs(count - done - rejected), 0, inWords),
				atLeast('stored', stored, count - bad, inWords),
				atMost('stored, but not valid', stored - (count - bad), 0, inWords),
				atLeast('read back', readBack.distinct, count - bad, inWords),
				atMost('read back twice', readBack.done - readBack.distinct, 0, inWords),
			],
			raw: result,
		};
	},
});

/** Row 4: many contacts with few requests. */
export const inBulk = bulk(
	{ full: 10_000, quick: 1000 },
	{ id: '4', title: '10,000 contacts in bulk' },
);

/** A migration by import. */
export const bulkMigration = bulk(
	{ full: 100_000, quick: 3000 },
	{ id: 'bulk', title: 'A migration of 100,000 contacts by import' },
);
