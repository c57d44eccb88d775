/** Operations whose items share requests: limits, groups, order per record, and one outcome per item, whatever fails. */
import type { IDataObject, INode } from 'n8n-workflow';

import { Failure } from '../../nodes/shared/errors';
import type { Row } from '../../nodes/shared/files';
import type { BatchOperation, Operation } from '../../nodes/shared/operation';
import { asAnswered, runnerOf } from './nowhere';
import fc from './properties';

/** An item: its group, the record it names, what of it fails, and how much it weighs. */
interface Task {
	row: number;
	group: string;
	record: string;
	fails: 'never' | 'prepare' | 'row' | 'once' | 'batch';
	text: string;
}

const ROWS = 5;
const BYTES = 700;

/** The batches, in the order they were sent and answered. */
let log: Array<{ rows: Task[]; what: 'start' | 'end' }>;
let tries: Map<number, number>;

const turn = async () => await new Promise((resolve) => setImmediate(resolve));
const failure = (row: number) =>
	new Failure({ message: `Row ${row} fails`, code: 'fails', remedy: 'None.' });

const write: Operation = {
	value: 'write',
	name: 'Write',
	action: 'Write records',
	description: 'Writes records without a platform',
	fields: [],
	repeatable: true,
	sideBySide: true,
	record: (call) => (call.input.record === '' ? undefined : String(call.input.record)),
	batch: {
		async prepare(call) {
			const task = call.input as unknown as Task;
			if (task.fails === 'prepare') throw failure(task.row);
			return task;
		},
		group: (row) => (row as Task).group,
		limits: () => ({ rows: ROWS, bytes: BYTES }),
		async send(given, call) {
			// As after a first answer: from then on batches go side by side.
			asAnswered(call.api.client);
			const rows = given as Task[];
			log.push({ rows, what: 'start' });
			for (let passed = 0; passed < rows[0].text.length % 7; passed++) await turn();
			log.push({ rows, what: 'end' });
			if (rows.some(({ fails }) => fails === 'batch')) throw failure(rows[0].row);
			return rows.map(({ row, fails }): IDataObject | Failure => {
				const attempt = (tries.get(row) ?? 0) + 1;
				tries.set(row, attempt);
				return fails === 'row' || (fails === 'once' && attempt === 1) ? failure(row) : { row };
			});
		},
	},
	sample: {},
};

const carryOut = runnerOf(write);

async function run(tasks: Task[], more: Partial<INode>) {
	log = [];
	tries = new Map();
	return await carryOut(tasks, 0, more);
}

const tasksOf = (...fails: Array<Task['fails']>) =>
	fc
		.array(
			fc.record({
				group: fc.constantFrom('', 'list 1', 'list 2'),
				record: fc.constantFrom('', '', '', '', 'a', 'b', 'c'),
				fails: fc.constantFrom('never' as const, 'never' as const, 'never' as const, ...fails),
				text: fc.oneof(fc.nat(5), fc.nat(120)).map((length) => 'ż'.repeat(length)),
			}),
			{ minLength: 1, maxLength: 60 },
		)
		.map((tasks): Task[] => tasks.map((task, row) => ({ row, ...task })));

const sent = () => log.filter(({ what }) => what === 'start').map(({ rows }) => rows);

/** Each batch is of one group and inside the limits, and what names one record follows in input order. */
function expectBatches(): void {
	for (const rows of sent()) {
		expect(new Set(rows.map(({ group }) => group)).size).toBe(1);
		expect(rows.length).toBeLessThanOrEqual(ROWS);
		const bytes = rows.map((row) => Buffer.byteLength(JSON.stringify(row)) + 1);
		if (rows.length > 1) expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(BYTES);
	}
	for (const record of ['a', 'b', 'c']) {
		const mine = log.flatMap(({ rows, what }) =>
			rows.filter((row) => row.record === record).map(({ row }) => ({ row, what })),
		);
		const begun = mine.filter(({ what }) => what === 'start').map(({ row }) => row);
		expect(begun).toEqual([...begun].sort((a, b) => a - b));
		expect(mine).toEqual(
			begun.flatMap((row) => [
				{ row, what: 'start' },
				{ row, what: 'end' },
			]),
		);
	}
}

it('ends every item once, in input order, whatever fails: an item, a row of a batch, a whole batch', async () => {
	let widest = 0;
	let fullest = 0;
	await fc.assert(
		fc.asyncProperty(tasksOf('prepare', 'row', 'batch'), async (tasks) => {
			const { status, done, rejected } = await run(tasks, { onError: 'continueErrorOutput' });
			expect(status).toBe('success');
			expectBatches();
			const lost = new Set(
				sent()
					.filter((rows) => rows.some(({ fails }) => fails === 'batch'))
					.flatMap((rows) => rows.map(({ row }) => row)),
			);
			const bad = tasks.filter(({ row, fails }) => fails !== 'never' || lost.has(row));
			expect(rejected.map(({ item }) => item)).toEqual(bad.map(({ row }) => row));
			for (const { json, item } of rejected) expect(json).toMatchObject({ ...tasks[item] });
			const good = tasks.filter((task) => !bad.includes(task)).map(({ row }) => row);
			expect(done.map(({ json, item }) => [json.row, item])).toEqual(good.map((row) => [row, row]));
			let open = 0;
			for (const { what } of log) widest = Math.max(widest, (open += what === 'start' ? 1 : -1));
			fullest = Math.max(fullest, ...sent().map((rows) => rows.length));
		}),
		{ numRuns: 150 },
	);
	// Otherwise neither the order nor the limit would prove anything.
	expect(widest).toBeGreaterThan(2);
	expect(fullest).toBe(ROWS);
}, 30_000);

it('sends a row again only where an earlier try of the node failed', async () => {
	let ended = 0;
	await fc.assert(
		fc.asyncProperty(tasksOf('once'), async (given) => {
			// Items of a record are all written again once one of them was; that is the runner's own promise.
			const tasks = given.map((task) => ({ ...task, record: '' }));
			const { status, done } = await run(tasks, {
				retryOnFail: true,
				maxTries: 5,
				waitBetweenTries: 1,
			});
			for (const { row, fails } of tasks) {
				expect(tries.get(row) ?? 0).toBeLessThanOrEqual(fails === 'once' ? 2 : 1);
			}
			// A try ends at its first failure, so that five are not always enough.
			if (status !== 'success') return;
			ended++;
			expect(done.map(({ json }) => json.row)).toEqual(tasks.map(({ row }) => row));
		}),
		{ numRuns: 100 },
	);
	expect(ended).toBeGreaterThan(10);
}, 30_000);

it('sends nothing that was still gathered once an item failed where On Error is Stop', async () => {
	const tasks = ['never', 'never', 'prepare', 'never'].map((fails, row): Task => ({
		row,
		group: '',
		record: '',
		fails: fails as Task['fails'],
		text: '',
	}));
	const { status } = await run(tasks, {});
	expect([status, log]).toEqual(['error', []]);
});

it('begins only so many groups side by side, and sends the oldest as it is', async () => {
	const tasks = Array.from({ length: 150 }, (_, row): Task => ({
		row,
		group: String(row),
		record: '',
		fails: row === 120 ? 'prepare' : 'never',
		text: '',
	}));
	const { done, rejected } = await run(tasks, { onError: 'continueErrorOutput' });
	expect([done.length, rejected.length, sent().length]).toEqual([149, 1, 149]);
	const { status } = await run(tasks, {});
	// The first groups were on their way before the bad item was read.
	expect([status, sent().length]).toEqual(['error', 20]);
});

it('says of a row that a request left out of its results that nothing is known of it', async () => {
	const { batch } = write as BatchOperation;
	const silent: Operation = {
		...(write as BatchOperation),
		batch: {
			...batch,
			send: async (rows, call) => [(await batch.send(rows, call)) as Row[]].flat().slice(0, 1),
		},
	};
	log = [];
	tries = new Map();
	const tasks = [0, 1, 2].map((row) => ({ row, group: '', record: '', fails: 'never', text: '' }));
	const { done, rejected } = await runnerOf(silent)(tasks, 0, { onError: 'continueErrorOutput' });
	expect(done.map(({ item }) => item)).toEqual([0]);
	expect(rejected.map(({ json, item }) => [(json.details as IDataObject).status, item])).toEqual([
		['uncertain', 1],
		['uncertain', 2],
	]);
});

it('sends nothing twice under Retry On Fail that must not be, though a row before it keeps failing', async () => {
	const once = { ...(write as BatchOperation), repeatable: false };
	log = [];
	tries = new Map();
	const tasks = [
		{ row: 0, group: '', record: 'a', fails: 'prepare', text: '' },
		{ row: 1, group: '', record: 'a', fails: 'never', text: '' },
	];
	await runnerOf(once)(tasks, 0, {
		onError: 'continueErrorOutput',
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 1,
	});
	expect(sent().flatMap((rows) => rows.map(({ row }) => row))).toEqual([1]);
});
