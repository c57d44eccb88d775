import type { Side } from '../child/jobs';
import { measure } from '../harness/measure';
import type { SandboxProcess } from '../harness/sandbox';
import { count as inWords, NAMES, number, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const LIMIT = 5;
const PROCESSES = 2;
/** The other tool asks once a second, whatever it is answered. */
const FOREIGN_EVERY_MS = 1000;

/** Another tool of the same account, until it is told to stop. */
function foreignClient(sandbox: SandboxProcess) {
	const statuses: number[] = [];
	const timer = setInterval(() => {
		void sandbox.ask('users/me').then((status) => statuses.push(status));
	}, FOREIGN_EVERY_MS);
	return {
		end: () => {
			clearInterval(timer);
			return statuses.filter((status) => status === 200).length;
		},
	};
}

async function one(sandbox: SandboxProcess, side: Side, retryAfterSeconds: number, count: number) {
	await sandbox.reset();
	await sandbox.setLimit({ perSecond: LIMIT, retryAfterSeconds });
	const foreign = foreignClient(sandbox);
	const since = performance.now();
	const results = await Promise.all(
		Array.from({ length: PROCESSES }, async (_, index) =>
			measure({
				task: 'upserts',
				side,
				access: sandbox.access,
				count,
				perSecond: LIMIT,
				prefix: `process-${index}`,
				onError: 'continueErrorOutput',
			}),
		),
	);
	const ms = performance.now() - since;
	const answered = foreign.end();
	const { contacts, entries } = await sandbox.seen();
	const refused = entries.filter(({ method, status }) => method === 'POST' && status === 429);
	const rejected = results.map(({ executions: [execution] }) => execution.rejected);
	return {
		side,
		retryAfterSeconds,
		ms,
		contacts,
		foreign: answered,
		refusals: refused.length,
		rejected: rejected.reduce((sum, value) => sum + value, 0),
	};
}

/** An account that others use as well. */
export const foreign: Row = {
	id: 'foreign',
	title: 'Two processes and another tool on one account',
	async run({ quick, say }) {
		const count = quick ? 10 : 50;
		const total = PROCESSES * count;
		const waits = quick ? [1] : [1, 30];
		const measured = await withSandbox({ limit: LIMIT }, async (sandbox) => {
			const results = [];
			for (const wait of waits) {
				for (const side of ['peer', 'ours'] as Side[]) {
					say(`${side}, Retry-After ${wait} s`);
					results.push(await one(sandbox, side, wait, count));
				}
			}
			return results;
		});
		return {
			how: `Two processes, as two workers of a queue, each store ${count} contacts; neither knows of the other, and a third tool asks once a second. The account allows ${LIMIT} requests per second in all.`,
			tables: [
				{
					head: [
						'Retry-After',
						'node',
						'stored',
						'failed items',
						'refusals',
						'time',
						'requests per second, all together',
					],
					rows: measured.map((row) => [
						`${row.retryAfterSeconds} s`,
						NAMES[row.side],
						`${row.contacts} of ${total}`,
						inWords(row.rejected),
						inWords(row.refusals),
						seconds(row.ms),
						number((row.contacts + row.foreign) / (row.ms / 1000)),
					]),
				},
			],
			bars: measured
				.filter(({ side }) => side === 'ours')
				.flatMap(({ retryAfterSeconds: wait, contacts, rejected }) => [
					atLeast(`stored, Retry-After ${wait} s`, contacts, total, inWords),
					atMost(`failed items, Retry-After ${wait} s`, rejected, 0, inWords),
				]),
			raw: measured,
		};
	},
};
