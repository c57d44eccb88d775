import type { Side } from '../child/jobs';
import { measure } from '../harness/measure';
import { count as inWords, NAMES, percent, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const LIMIT = 5;
const EXECUTIONS = 3;
const LARGE = 10_000;
const FAIR_MS = 1000;
const REFUSALS = 0.01;

/** Executions of one process that share an account. */
export const shared: Row = {
	id: 'shared',
	title: 'Three executions on one account',
	async run({ quick, say }) {
		const count = quick ? 10 : 40;
		const total = EXECUTIONS * count;
		const { measured, fair } = await withSandbox({ limit: LIMIT }, async (sandbox) => {
			const { access } = sandbox;
			const results = [];
			for (const side of ['peer', 'ours'] as Side[]) {
				say(`${side}, ${EXECUTIONS} executions of ${count}`);
				await sandbox.reset();
				const result = await measure({
					task: 'upserts',
					side,
					access,
					count,
					perSecond: LIMIT,
					executions: EXECUTIONS,
				});
				results.push({ side, ...result, ...(await sandbox.state()) });
			}
			say(`a single item while ${inWords(LARGE)} hold the account`);
			await sandbox.reset();
			await sandbox.setLimit({ perSecond: LIMIT });
			const single = await measure({ task: 'fairness', access, large: LARGE, perSecond: LIMIT });
			return { measured: results, fair: single };
		});
		const [ours] = measured.filter(({ side }) => side === 'ours');
		const pace = (stored: number, ms: number) => stored / (ms / 1000) / LIMIT;
		return {
			how: `${EXECUTIONS} executions of ${count} items start at once in one process; the account allows ${LIMIT} requests per second. Then a run of one item starts while a run of ${inWords(LARGE)} is under way.`,
			tables: [
				{
					head: [
						'node',
						'stored',
						'executions that failed',
						'refusals',
						'time',
						'first – last to end',
						'pace of the limit',
					],
					rows: measured.map(({ side, contacts, limitHits, ms, executions }) => [
						NAMES[side],
						`${contacts} of ${total}`,
						inWords(executions.filter(({ status }) => status !== 'success').length),
						inWords(limitHits),
						seconds(ms),
						[Math.min, Math.max]
							.map((pick) => seconds(pick(...executions.map((one) => one.ms))))
							.join(' – '),
						contacts < total ? '–' : percent(pace(contacts, ms)),
					]),
				},
			],
			bars: [
				atLeast('stored', ours.contacts, total, inWords),
				atLeast('pace of the limit', pace(ours.contacts, ours.ms), 0.95, percent),
				atMost('refusals', ours.limitHits / total, REFUSALS, percent),
				atMost(
					`a run of one item while ${inWords(LARGE)} hold the account ends after`,
					fair.singleStatus === 'success' ? fair.singleMs : Infinity,
					FAIR_MS,
					seconds,
				),
			],
			raw: { measured, fair },
		};
	},
};
