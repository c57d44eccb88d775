import type { FlowJob, FlowName, FlowResult, FlowSide } from '../child/jobs';
import { measure } from '../harness/measure';
import type { SandboxProcess } from '../harness/sandbox';
import type { Bar, Table } from '../report/types';
import { count as inWords, megabytes, NAMES, seconds } from '../report/words';
import { atMost } from './row';

/** What a node may take beside its output. */
const ROOM_MB = 30;
/** Rows that pass through our node before, in every process. */
export const WARM_UP = 200;

/** What the rows on memory measure, for the page. */
export const HOW = `Memory in use is the peak of the whole process while garbage is collected up to ten times a second, so that it shows what the node holds (its window and the output) and not what V8 has yet to collect; it is set against a process in which a node only emits the same output. In every process ${WARM_UP} rows have passed through our node before. As it comes: V8 left alone.`;

/** A process that was measured. */
export type Measurement = FlowResult & {
	side: FlowSide;
	collected: boolean;
	/** Requests the platform saw, those of the rows before included. */
	requests: number;
	/** Contacts or products the platform holds afterwards. */
	stored: number;
};

/** Measures every side of a flow twice, in a process of its own each; `prepare` comes before every one. */
export async function measureFlow(
	sandbox: SandboxProcess,
	{ flow, sides, count }: { flow: FlowName; sides: readonly FlowSide[]; count: number },
	say: (text: string) => void,
	prepare = async (): Promise<void> => {},
): Promise<Measurement[]> {
	const rows: Measurement[] = [];
	for (const side of sides) {
		for (const collected of [true, false]) {
			say(`${flow}: ${NAMES[side]}, ${collected ? 'memory in use' : 'as it comes'}`);
			await prepare();
			const before = await sandbox.state();
			const { access } = sandbox;
			const job: FlowJob = { task: 'flow', flow, side, access, count, warmUp: WARM_UP, collected };
			const result = await measure(job);
			const { requests, contacts, products = contacts } = await sandbox.state();
			const own = { requests: requests - before.requests, stored: products };
			rows.push({ side, collected, ...result, ...own });
		}
	}
	return rows;
}

const peakOf = (rows: Measurement[], wanted: FlowSide, inUse: boolean): number =>
	rows.find(({ side, collected }) => side === wanted && collected === inUse)?.peakRssMb ?? NaN;

/** A line per side. */
export const memoryTable = (rows: Measurement[], title?: string): Table => ({
	title,
	head: [
		'node',
		'items out',
		'output as JSON',
		'time',
		'peak memory in use',
		'peak memory as it comes',
	],
	rows: rows
		.filter(({ collected }) => !collected)
		.map(({ side, done, outputMb, ms, peakRssMb }) => [
			NAMES[side],
			inWords(done),
			megabytes(outputMb),
			seconds(ms),
			megabytes(peakOf(rows, side, true)),
			megabytes(peakRssMb),
		]),
});

/** The bar on what ours takes beyond the output. */
export const memoryBar = (rows: Measurement[], what: string): Bar =>
	atMost(
		`memory in use beyond the output, ${what}`,
		peakOf(rows, 'ours', true) - peakOf(rows, 'output', true),
		ROOM_MB,
		megabytes,
	);

/** What ours brought, in both of its processes. */
export const ours = (rows: Measurement[]): Measurement[] =>
	rows.filter(({ side }) => side === 'ours');
