/** The stand-ins that remember: what n8n's Postgres and Remove Duplicates give back, and what they refuse. */
import type { IDataObject } from 'n8n-workflow';

import { createEngine, type NodeJson } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import { MemoryDatabase } from '../../engine/standIns/sql';
import { chained } from '../../engine/testing/chained';

const engine = createEngine();
afterEach(() => database.clear());

async function runNode(node: NodeJson, items: IDataObject[], id = 'database') {
	const start = { name: 'Manual', type: 'n8n-nodes-base.manualTrigger' };
	const source = {
		name: 'Items',
		type: 'test.items',
		parameters: { items: JSON.stringify(items) },
	};
	const run = await engine.run({ ...chained([start, source, node]), id });
	return {
		run,
		out: run.out(node.name),
		pairs: run.items(node.name).map((item) => item.pairedItem),
	};
}

describe('the database', () => {
	let db: MemoryDatabase;
	beforeEach(() => {
		db = new MemoryDatabase();
		db.query(
			'CREATE TABLE IF NOT EXISTS t (a text, b int NOT NULL, c boolean DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (a, b)); create table if not exists u (a text primary key)',
		);
	});
	const insert = (rest: string, values: unknown[]) =>
		db.query(
			`INSERT INTO t AS old (a, b, c) VALUES ($1, $2, $3) ON CONFLICT (a, b) DO ${rest}`,
			values,
		).rows;

	test('inserts once', () => {
		for (const [a, rows] of [
			['x', [{ a: 'x' }]],
			['x', []],
			["it's", [{ a: "it's" }]],
		])
			expect(insert('NOTHING RETURNING a', [a, 1, true])).toEqual(rows);
		expect(db.rows('t')).toEqual([
			{ a: 'x', b: 1, c: true },
			{ a: "it's", b: 1, c: true },
		]);
		expect(
			db.query("INSERT INTO u (a) VALUES ('o''clock') ON CONFLICT (a) DO NOTHING").rows,
		).toEqual([]);
		expect(db.rows('u')).toEqual([{ a: "o'clock" }]);
	});

	test('updates where the condition holds, from the old row and the new one', () => {
		const rest =
			'UPDATE SET c = (old.c, 1) IS DISTINCT FROM (EXCLUDED.c, 1) WHERE old.c <> EXCLUDED.c OR (old.b, false) < (EXCLUDED.b, true) AND EXCLUDED.c = true RETURNING b, c';
		expect(insert(rest, ['x', 1, false])).toEqual([{ b: 1, c: false }]);
		expect(insert(rest, ['x', 1, false])).toEqual([]);
		expect(insert(rest, ['x', 1, true])).toEqual([{ b: 1, c: true }]);
		expect(insert(rest, ['x', 1, true])).toEqual([{ b: 1, c: false }]);
	});

	test('selects from what an insert returned', () => {
		const query =
			'WITH w AS (INSERT INTO t (a, b, c) VALUES ($1, 1, $2) ON CONFLICT (a, b) DO NOTHING RETURNING a, c) -- why\nSELECT a FROM w WHERE c';
		expect(db.query(query, ['x', true])).toEqual({ rows: [{ a: 'x' }], isSelect: true });
		expect(db.query(query, ['x', true])).toEqual({ rows: [], isSelect: true });
		expect(db.query(query, ['y', false])).toEqual({ rows: [], isSelect: true });
	});

	test.each([
		['DROP TABLE t', 'near "DROP"'],
		['SELECT a FROM t', 'near "SELECT"'],
		['INSERT INTO v (a) VALUES (1) ON CONFLICT (a) DO NOTHING', 'relation "v" does not exist'],
		['INSERT INTO t (a) VALUES (1, 2) ON CONFLICT (a) DO NOTHING', 'more values than columns'],
		['INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING', 'no unique constraint'],
		['INSERT INTO u (a) VALUES ($2) ON CONFLICT (a) DO NOTHING', 'Variable $2 out of range'],
		[
			'INSERT INTO u (a) VALUES (1) ON CONFLICT (a) DO NOTHING RETURNING z',
			'column "z" does not exist',
		],
		['INSERT INTO u (a) VALUES (1 + 1) ON CONFLICT (a) DO NOTHING', 'near "+ 1)'],
	])('refuses %s', (query, problem) => {
		expect(() => db.query(query, ['x'])).toThrow(problem);
	});
});

describe('Postgres', () => {
	const node = (query: string, options: IDataObject = {}): NodeJson => ({
		name: 'Postgres',
		type: 'n8n-nodes-base.postgres',
		typeVersion: 2.6,
		parameters: {
			operation: 'executeQuery',
			query,
			options: { queryBatching: 'independently', ...options } as never,
		},
	});
	const CREATE = 'CREATE TABLE IF NOT EXISTS t (a text PRIMARY KEY)';
	const CLAIM =
		'WITH w AS (INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO NOTHING RETURNING a) SELECT a FROM w';

	test('runs one query per item, and links what it gives', async () => {
		expect((await runNode(node(CREATE), [{}])).out).toEqual([{ success: true }]);
		const claim = node(CLAIM, { queryReplacement: '={{ [$json.id] }}' });
		const { out, pairs } = await runNode(claim, [{ id: 'x' }, { id: 'x' }, { id: 'y' }]);
		expect(out).toEqual([{ a: 'x' }, { a: 'y' }]);
		expect(pairs).toEqual([{ item: 0 }, { item: 2 }]);
	});

	test('says what is wrong, and refuses what it does not do', async () => {
		for (const [one, problem] of [
			[node(CLAIM, { queryReplacement: '={{ [1] }}' }), 'relation "t" does not exist'],
			[node(CREATE, { queryBatching: 'single' }), 'one by one'],
			[node(CREATE, { queryReplacement: 'x' }), 'as a list'],
			[{ ...node(CREATE), parameters: { operation: 'insert' } }, 'queries only'],
		] as const) {
			const { run } = await runNode(one as NodeJson, [{}]);
			expect(run.failure?.message).toContain(problem);
		}
	});
});

describe('Remove Duplicates', () => {
	const node = (options: IDataObject = {}, parameters: IDataObject = {}): NodeJson => ({
		id: 'dedupe',
		name: 'Dedupe',
		type: 'n8n-nodes-base.removeDuplicates',
		typeVersion: 2,
		parameters: {
			operation: 'removeItemsSeenInPreviousExecutions',
			dedupeValue: '={{ $json.id }}',
			options: options as never,
			...(parameters as object),
		},
	});
	const ids = (...values: string[]) => values.map((id) => ({ id }));

	test('keeps what is new, and fails once its history is full', async () => {
		const id = 'dedupe-1';
		expect((await runNode(node(), ids('a', 'b', 'a'), id)).out).toEqual(ids('a', 'a', 'b'));
		expect((await runNode(node(), ids('b', 'c'), id)).out).toEqual(ids('c'));
		const { run } = await runNode(node({ historySize: 3 }), ids('d'), id);
		expect(run.failure?.message).toContain('exceeds the maximum history size');
	});

	test('has a history per node or per workflow, which can be emptied', async () => {
		const id = 'dedupe-2';
		const [own, shared] = [node(), node({ scope: 'workflow' })];
		expect((await runNode(own, ids('a'), id)).out).toEqual(ids('a'));
		expect((await runNode(shared, ids('a'), id)).out).toEqual(ids('a'));
		expect((await runNode(shared, ids('a'), 'dedupe-3')).out).toEqual(ids('a'));
		const clear = node({ scope: 'workflow' }, { operation: 'clearDeduplicationHistory' });
		expect((await runNode(clear, ids('x'), id)).out).toEqual(ids('x'));
		expect((await runNode(shared, ids('a'), id)).out).toEqual(ids('a'));
		expect((await runNode(own, ids('a'), id)).out).toEqual([]);
	});

	test('refuses what it does not do', async () => {
		const { run } = await runNode(node({}, { operation: 'removeDuplicateInputItems' }), ids('a'));
		expect(run.failure?.message).toContain('The stand-in does not do this');
	});
});
