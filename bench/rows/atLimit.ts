import type { OnError, Side } from '../child/jobs';
import { measure } from '../harness/measure';
import { count as inWords, NAMES, onErrorWords, percent, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, withSandbox } from './row';

const LIMIT = 5;
const PACE = 0.95;

const WINDOWS = ['fixed', 'sliding'] as const;

const CASES: Array<{ side: Side; window: (typeof WINDOWS)[number]; onError?: OnError }> = [
	{ side: 'peer', window: 'fixed' },
	{ side: 'peer', window: 'fixed', onError: 'continueRegularOutput' },
	{ side: 'peer', window: 'fixed', onError: 'continueErrorOutput' },
	{ side: 'ours', window: 'fixed' },
	{ side: 'ours', window: 'fixed', onError: 'continueRegularOutput' },
	{ side: 'ours', window: 'fixed', onError: 'continueErrorOutput' },
	{ side: 'ours', window: 'sliding' },
];

/** Row 1: the platform's limit. */
export const atLimit: Row = {
	id: '1',
	title: '100 upserts against 5 requests per second',
	async run({ quick, say }) {
		const count = quick ? 25 : 100;
		const measured = await withSandbox({ limit: LIMIT }, async (sandbox) => {
			const results = [];
			for (const { side, window, onError } of CASES) {
				say(`${side}, On Error: ${onErrorWords(onError)}, ${window} window`);
				await sandbox.reset();
				await sandbox.setLimit({ perSecond: LIMIT, window });
				const { access } = sandbox;
				const result = await measure({
					task: 'upserts',
					side,
					access,
					count,
					perSecond: LIMIT,
					onError,
				});
				const { contacts, limitHits } = await sandbox.state();
				const [{ ms, done, rejected, rejectedWithInput }] = result.executions;
				const pace = contacts / (ms / 1000) / LIMIT;
				results.push({
					side,
					window,
					onError,
					contacts,
					limitHits,
					ms,
					done,
					rejected,
					rejectedWithInput,
					pace,
				});
			}
			return results;
		});
		const ours = measured.filter(({ side }) => side === 'ours');
		const peer = measured.filter(({ side }) => side === 'peer');
		return {
			how: `One execution stores ${count} new contacts; the platform lets ${LIMIT} requests per second through and asks to wait 30 s beyond.`,
			tables: [
				{
					head: [
						'node',
						'On Error',
						'window of the limit',
						'stored',
						'items out',
						'failed items',
						'… with their input',
						'refusals',
						'time',
						'pace of the limit',
					],
					rows: measured.map((row) => [
						NAMES[row.side],
						onErrorWords(row.onError),
						row.window,
						inWords(row.contacts),
						inWords(row.done),
						inWords(row.rejected),
						row.rejected === 0 ? '–' : inWords(row.rejectedWithInput),
						inWords(row.limitHits),
						seconds(row.ms),
						row.contacts < count ? '–' : percent(row.pace),
					]),
				},
			],
			bars: WINDOWS.flatMap((window) => {
				const rows = ours.filter((row) => row.window === window);
				const least = (values: number[]) => Math.min(...values);
				return [
					atLeast(
						`stored, ${window} window`,
						least(rows.map(({ contacts, done }) => Math.min(contacts, done))),
						count,
						inWords,
					),
					atLeast(
						`pace of the limit, ${window} window`,
						least(rows.map(({ pace }) => pace)),
						PACE,
						percent,
					),
				];
			}),
			charts: [
				{
					name: 'limit',
					title: `Contacts stored of ${count}, at ${LIMIT} requests per second`,
					unit: 'contacts',
					groups: ['Stop Workflow', 'Continue', 'Continue (error output)'],
					series: [
						{ name: 'ours', values: peer.map((_, mode) => ours[mode].contacts) },
						{ name: 'peer', values: peer.map(({ contacts }) => contacts) },
					],
				},
			],
			raw: measured,
		};
	},
};
