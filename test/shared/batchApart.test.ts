/** Batches whose platform carries their rows out in order: rows of one record share them, unless they have to be apart. */
import type { IDataObject } from 'n8n-workflow';

import type { BatchOperation } from '../../nodes/shared/operation';
import { runnerOf } from './nowhere';

interface Task {
	row: number;
	group: string;
	record: string;
	apart: string;
}

let sent: number[][];

const write = (joins: boolean): BatchOperation => ({
	value: 'write',
	name: 'Write',
	action: 'Write records',
	description: 'Writes records without a platform',
	fields: [],
	repeatable: true,
	sideBySide: true,
	record: (call) => String(call.input.record),
	batch: {
		prepare: async (call) => call.input,
		group: (row) => (row as unknown as Task).group,
		...(joins && { apart: (row: unknown) => [(row as Task).apart] }),
		limits: () => ({ rows: 4 }),
		async send(rows) {
			sent.push(rows.map((row) => (row as Task).row));
			return rows as IDataObject[];
		},
	},
	sample: {},
});

const run = async (
	joins: boolean,
	tasks: Array<[group: string, record: string, apart?: string]>,
) => {
	sent = [];
	const items = tasks.map(([group, record, apart], row) => ({
		row,
		group,
		record,
		apart: apart ?? String(row),
	}));
	const { done } = await runnerOf(write(joins))(items, 0, {});
	expect(done.map(({ item }) => item)).toEqual([...items.keys()]);
	return sent;
};

it('shares a batch among rows of one record only where the operation says what is apart', async () => {
	const tasks: Array<[string, string]> = [
		['g', 'a'],
		['g', 'a'],
		['g', 'b'],
	];
	expect(await run(true, tasks)).toEqual([[0, 1, 2]]);
	expect(await run(false, tasks)).toEqual([[0], [1, 2]]);
});

it('keeps apart what has to be, and what is over the limit', async () => {
	expect(
		await run(true, [
			['g', 'a', 'x'],
			['g', 'a', 'y'],
			['g', 'a', 'x'],
			['g', 'b', 'z'],
		]),
	).toEqual([
		[0, 1],
		[2, 3],
	]);
	expect(
		await run(
			true,
			Array.from({ length: 6 }, () => ['g', 'a']),
		),
	).toEqual([
		[0, 1, 2, 3],
		[4, 5],
	]);
});

it('sends a record of another batch first, so that its rows keep their order', async () => {
	expect(
		await run(true, [
			['g', 'a'],
			['h', 'b'],
			['h', 'a'],
			['g', 'a'],
		]),
	).toEqual([[0], [1, 2], [3]]);
});
