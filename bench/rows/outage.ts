import type { OnError, Side } from '../child/jobs';
import { measure } from '../harness/measure';
import type { SandboxProcess } from '../harness/sandbox';
import { count as inWords, NAMES, onErrorWords, seconds } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const COUNT = 200;
/** It begins once so many contacts are stored. */
const BEFORE = 50;
const AWAY_MS = 30_000;
/** Makes both nodes take some ten seconds without an outage. */
const LATENCY_MS = 50;
const PER_SECOND = 20;
const LOOK_EVERY_MS = 50;

const MODES: Array<OnError | undefined> = [undefined, 'continueErrorOutput'];

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** The platform answers 503 for a while, once there is something to interrupt. */
async function goAway(sandbox: SandboxProcess): Promise<void> {
	while ((await sandbox.state()).contacts < BEFORE) await pause(LOOK_EVERY_MS);
	await sandbox.fail({ kind: 'status', status: 503 });
	await pause(AWAY_MS);
	await sandbox.mend();
}

async function one(sandbox: SandboxProcess, side: Side, onError?: OnError) {
	await sandbox.reset();
	const outage = goAway(sandbox);
	const result = await measure({
		task: 'upserts',
		side,
		access: sandbox.access,
		count: COUNT,
		perSecond: PER_SECOND,
		onError,
	});
	await outage;
	const { contacts, requests } = await sandbox.state();
	const [{ ms, status, done, rejected }] = result.executions;
	return { side, onError, status, contacts, done, rejected, requests, ms };
}

/** The platform is away for a while in the middle of a run. */
export const outage: Row = {
	id: 'outage',
	title: `${COUNT} upserts and an outage of ${AWAY_MS / 1000} s`,
	async run({ say }) {
		const measured = await withSandbox({ latencyMs: LATENCY_MS }, async (sandbox) => {
			const results = [];
			for (const side of ['peer', 'ours'] as const) {
				for (const onError of MODES) {
					say(`${side}, On Error: ${onErrorWords(onError)}`);
					results.push(await one(sandbox, side, onError));
				}
			}
			return results;
		});
		const ours = measured.filter(({ side }) => side === 'ours');
		const least = Math.min(...ours.map(({ contacts, done }) => Math.min(contacts, done)));
		const most = Math.max(...ours.map(({ ms }) => ms));
		const undisturbed = (COUNT / PER_SECOND) * 1000;
		return {
			how: `One execution stores ${COUNT} new contacts; once ${BEFORE} are stored, the platform answers 503 to everything for ${AWAY_MS / 1000} s. Every answer comes ${LATENCY_MS} ms late; our credential allows ${PER_SECOND} requests per second.`,
			tables: [
				{
					head: [
						'node',
						'On Error',
						'execution',
						'stored',
						'items out',
						'failed items',
						'requests',
						'time',
					],
					rows: measured.map((row) => [
						NAMES[row.side],
						onErrorWords(row.onError),
						row.status,
						inWords(row.contacts),
						inWords(row.done),
						inWords(row.rejected),
						inWords(row.requests),
						seconds(row.ms),
					]),
				},
			],
			bars: [
				atLeast('stored in spite of the outage', least, COUNT, inWords),
				atMost('time beyond outage and pace', most - AWAY_MS - undisturbed, 10_000, seconds),
			],
			raw: measured,
		};
	},
};
