import type { INode } from 'n8n-workflow';

import { Failure } from '../../nodes/shared/errors';
import type { Operation } from '../../nodes/shared/operation';
import { asAnswered, runnerOf } from './nowhere';
import fc from './properties';

/** An item: the record it names, how long it takes (in turns of the event loop), and in how many tries it fails. */
interface Task {
	row: number;
	record: string;
	turns: number;
	failures: number;
}

/** What is done with the records, in the order it happens. */
let log: Array<{ row: number; record: string; what: 'start' | 'end' | 'fail' }>;
/** What each record holds. */
let stored: Map<string, number>;
let tries: Map<number, number>;

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

const write: Operation = {
	value: 'write',
	name: 'Write',
	action: 'Write record',
	description: 'Writes a record without a platform',
	fields: [],
	repeatable: true,
	record: (call) => (call.input.record === '' ? undefined : String(call.input.record)),
	async run(call) {
		asAnswered(call.api.client);
		const { row, record, turns, failures } = call.input as unknown as Task;
		log.push({ row, record, what: 'start' });
		for (let passed = 0; passed < turns; passed++) await call.api.client.lane.aside(turn());
		const attempt = (tries.get(row) ?? 0) + 1;
		tries.set(row, attempt);
		if (attempt <= failures) {
			log.push({ row, record, what: 'fail' });
			throw new Failure({ message: `Row ${row} fails`, code: 'fails', remedy: 'None.' });
		}
		stored.set(record, row);
		log.push({ row, record, what: 'end' });
		return { row };
	},
	sample: {},
};

const carryOut = runnerOf(write);

async function run(tasks: Task[], perSecond: number, more: Partial<INode>) {
	log = [];
	stored = new Map();
	tries = new Map();
	return await carryOut(tasks, perSecond, more);
}

const tasksOf = (failures: fc.Arbitrary<number>) =>
	fc
		.array(
			fc.record({
				record: fc.constantFrom('', 'a', 'a', 'b', 'c', 'd', 'e'),
				turns: fc.nat(6),
				failures,
			}),
			{ minLength: 1, maxLength: 60 },
		)
		.map((tasks): Task[] => tasks.map((task, row) => ({ row, ...task })));
const paces = fc.constantFrom(0, 100_000);

/** Items of one record: each ends before the next one in the input starts. */
function expectOrder(): void {
	for (const record of ['a', 'b', 'c', 'd', 'e']) {
		const mine = log.filter((entry) => entry.record === record);
		const steps = mine.map(({ row, what }) => `${row} ${what === 'start' ? 'start' : 'end'}`);
		const rows = mine.filter(({ what }) => what === 'start').map(({ row }) => row);
		expect(steps).toEqual(rows.flatMap((row) => [`${row} start`, `${row} end`]));
		expect(rows).toEqual([...rows].sort((a, b) => a - b));
	}
}

it('keeps input order per record and in the output; every item ends once, with its input', async () => {
	let widest = 0;
	await fc.assert(
		fc.asyncProperty(tasksOf(fc.constantFrom(0, 0, 0, 9)), paces, async (tasks, perSecond) => {
			const { status, done, rejected } = await run(tasks, perSecond, {
				onError: 'continueErrorOutput',
			});
			expect(status).toBe('success');
			expectOrder();
			const rows = (failing: boolean) =>
				tasks.filter(({ failures }) => failures > 0 === failing).map(({ row }) => row);
			expect(done.map(({ item }) => item)).toEqual(rows(false));
			expect(done.map(({ json }) => json.row)).toEqual(rows(false));
			expect(rejected.map(({ item }) => item)).toEqual(rows(true));
			for (const { json, item } of rejected) expect(json).toMatchObject({ ...tasks[item] });
			expect(log.filter(({ what }) => what === 'start')).toHaveLength(tasks.length);
			let open = 0;
			for (const { what } of log) widest = Math.max(widest, (open += what === 'start' ? 1 : -1));
		}),
		{ numRuns: 150 },
	);
	// Otherwise the order would prove nothing.
	expect(widest).toBeGreaterThan(4);
}, 30_000);

it('stops at the first failure where On Error is Stop: what waited for its record is not started', async () => {
	await fc.assert(
		fc.asyncProperty(
			tasksOf(fc.constantFrom(0, 0, 0, 0, 0, 9)),
			paces,
			async (tasks, perSecond) => {
				const { status } = await run(tasks, perSecond, {});
				expectOrder();
				const failed = log.findIndex(({ what }) => what === 'fail');
				expect(status).toBe(failed === -1 ? 'success' : 'error');
				const { record } = log[failed] ?? {};
				const later = log.slice(failed + 1).filter((entry) => entry.record === record);
				if (failed !== -1 && record !== '') expect(later).toEqual([]);
			},
		),
		{ numRuns: 150 },
	);
}, 30_000);

it('gives the last word to the last item of a record, however many tries of the node it takes', async () => {
	await fc.assert(
		fc.asyncProperty(
			tasksOf(fc.constantFrom(0, 0, 0, 0, 1, 2)),
			paces,
			fc.constantFrom('continueErrorOutput' as const, 'stopWorkflow' as const),
			async (tasks, perSecond, onError) => {
				const { done, status } = await run(tasks, perSecond, {
					onError,
					retryOnFail: true,
					maxTries: 3,
					waitBetweenTries: 1,
				});
				if (status !== 'success') return;
				const last = new Map(done.map(({ json, item }) => [tasks[item].record, json.row]));
				// Items without a record have no order.
				for (const records of [last, stored]) records.delete('');
				expect(stored).toEqual(last);
				expect(done.map(({ item }) => item)).toEqual(
					[...done.map(({ item }) => item)].sort((a, b) => a - b),
				);
			},
		),
		{ numRuns: 150 },
	);
}, 30_000);
