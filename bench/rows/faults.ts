import type { OnError, Side } from '../child/jobs';
import { measure } from '../harness/measure';
import type { SandboxProcess, Seen } from '../harness/sandbox';
import { count as inWords, NAMES, onErrorWords } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const COUNT = 100;

type Plan = Parameters<SandboxProcess['fail']>[0];

const FAULTS: Record<string, Plan> = {
	'10 random 500s': { kind: 'status', status: 500, probability: 0.12, times: 10, seed: 4 },
	'5 % resets': { kind: 'reset', probability: 0.05, seed: 11 },
	'5 % resets once applied': { kind: 'reset', when: 'after', probability: 0.05, seed: 11 },
};

const MODES: Array<OnError | undefined> = [undefined, 'continueRegularOutput'];

/** Writes that took effect although the same contact had been written before. */
function writtenTwice({ entries }: Seen): number {
	const applied = entries.filter(({ status = 0 }) => status >= 200 && status < 300);
	const emails = applied.map(({ body }) => (body as { contact: { email: string } }).contact.email);
	return emails.length - new Set(emails).size;
}

async function one(sandbox: SandboxProcess, fault: string, side: Side, onError?: OnError) {
	await sandbox.reset();
	await sandbox.fail(FAULTS[fault]);
	const result = await measure({
		task: 'upserts',
		side,
		access: sandbox.access,
		count: COUNT,
		onError,
	});
	const [{ status, done, distinct, rejected }] = result.executions;
	const seen = await sandbox.seen();
	const struck = seen.entries.filter((entry) => entry.status === 0 || entry.status === 500).length;
	return {
		fault,
		side,
		onError,
		status,
		done,
		twice: done - distinct + writtenTwice(seen),
		rejected,
		stored: seen.contacts,
		struck,
	};
}

/** Row 5: what real networks do. */
export const faults: Row = {
	id: '5',
	title: `${COUNT} upserts with transient faults`,
	async run({ say }) {
		const measured = await withSandbox({}, async (sandbox) => {
			const results = [];
			for (const fault of Object.keys(FAULTS)) {
				for (const side of ['peer', 'ours'] as const) {
					for (const onError of MODES) {
						say(`${fault}: ${side}, On Error: ${onErrorWords(onError)}`);
						results.push(await one(sandbox, fault, side, onError));
					}
				}
			}
			return results;
		});
		const names = Object.keys(FAULTS);
		const stored = (side: Side) =>
			names.map(
				(fault) => measured.find((row) => row.side === side && row.fault === fault)?.stored ?? 0,
			);
		const ours = measured.filter(({ side }) => side === 'ours');
		return {
			how: `One execution stores ${COUNT} new contacts while the platform fails now and then; seeded, so that every run meets faults of the same kind and frequency.`,
			tables: [
				{
					head: [
						'fault',
						'node',
						'On Error',
						'faults met',
						'execution',
						'stored',
						'items out',
						'failed items',
						'twice',
					],
					rows: measured.map((row) => [
						row.fault,
						NAMES[row.side],
						onErrorWords(row.onError),
						inWords(row.struck),
						row.status,
						inWords(row.stored),
						inWords(row.done),
						inWords(row.rejected),
						inWords(row.twice),
					]),
				},
			],
			bars: names.flatMap((fault) => {
				const rows = ours.filter((row) => row.fault === fault);
				const least = Math.min(...rows.map(({ stored: all, done }) => Math.min(all, done)));
				return [
					atLeast(`stored with ${fault}`, least, COUNT, inWords),
					atMost(`twice with ${fault}`, Math.max(...rows.map(({ twice }) => twice)), 0, inWords),
				];
			}),
			charts: [
				{
					name: 'faults',
					title: `Contacts stored of ${COUNT}, On Error: Stop Workflow`,
					unit: 'contacts',
					groups: names,
					series: [
						{ name: 'ours', values: stored('ours') },
						{ name: 'peer', values: stored('peer') },
					],
				},
			],
			raw: measured,
		};
	},
};
