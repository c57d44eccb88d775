import { LISTS, memberOf, namelessAmong } from '../child/flows/listAdditions';
import { measure } from '../harness/measure';
import { count as inWords, megabytes, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

/** Requests per second of the account. */
const LIMIT = 10;
/** The node's own; the platform names none. */
const PER_REQUEST = 200;

/** Items that share requests although their lists interleave. */
export const listAdditions: Row = {
	id: 'lists',
	title: '10,000 additions to 20 lists of Cordial',
	async run({ quick, say }) {
		const count = quick ? 2000 : 10_000;
		const bad = namelessAmong(count);
		const perList = Math.ceil(count / LISTS / PER_REQUEST);
		const result = await withSandbox({ platform: 'cordial', limit: LIMIT }, async (sandbox) => {
			const emails = new Set(Array.from({ length: count }, (_, index) => memberOf(index)));
			await sandbox.load({
				contacts: [...emails].map((email) => ({ identifiers: { email } })),
			});
			say(`${inWords(count)} rows`);
			const { access } = sandbox;
			const job = { task: 'flow', flow: 'listAdditions', side: 'ours', warmUp: 0 } as const;
			const measured = await measure({ ...job, access, count, collected: false });
			const { requests, limitHits } = await sandbox.state();
			await sandbox.settled();
			const { lists = {} } = await sandbox.state();
			const members = Object.values(lists).reduce((sum, size) => sum + size, 0);
			return { ...measured, requests, limitHits, members };
		});
		const { done, rejected, requests, limitHits, members, ms, peakRssMb } = result;
		return {
			how: `List: Add Contacts of the Cordial node takes ${inWords(count)} rows over ${LISTS} lists that follow each other row by row, of which one in a hundred names no contact; the account allows ${LIMIT} requests per second and call. Once the sandbox has processed what it accepted, the members of its lists are counted.`,
			tables: [
				{
					head: [
						'rows',
						'requests',
						'refusals',
						'accepted',
						'error path',
						'time',
						'peak memory',
						'members',
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
							inWords(members),
						],
					],
				},
			],
			bars: [
				atMost('requests', requests, LISTS * perList, inWords),
				atLeast('accepted', done, count - bad, inWords),
				atLeast('rows on the error path, of the bad ones', rejected, bad, inWords),
				atMost('rows lost or doubled', Math.abs(count - done - rejected), 0, inWords),
				atLeast('members of the lists', members, count - bad, inWords),
				atMost('members that should not be', members - (count - bad), 0, inWords),
			],
			raw: result,
		};
	},
};
