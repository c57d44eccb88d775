/** The stand-ins that branch, join and count items, and take forms, do what n8n's nodes do. */
import type { IDataObject } from 'n8n-workflow';

import { createEngine, type NodeJson, type WorkflowJson } from '../../engine';
import { chained } from '../../engine/testing/chained';

const engine = createEngine();
const chain = async (list: NodeJson[]) => await engine.run(chained(list));
const node = (type: string, typeVersion: number, parameters: IDataObject = {}): NodeJson => ({
	name: type,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters: parameters as NodeJson['parameters'],
});
const manual = node('manualTrigger', 1);
const itemsOf = (items: IDataObject[], name = 'Items'): NodeJson => ({
	name,
	type: 'test.items',
	parameters: { items: JSON.stringify(items) },
});

describe('If and Filter', () => {
	const isLarge = {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			combinator: 'and',
			conditions: [
				{
					id: '1',
					leftValue: '={{ $json.n }}',
					rightValue: 2,
					operator: { type: 'number', operation: 'gt' },
				},
			],
		},
		options: {},
	};

	test.each(['if', 'filter'])('%s divides the items and keeps their links', async (type) => {
		const items = itemsOf([{ n: 3 }, { n: 1 }, { n: 4 }]);
		const run = await chain([manual, items, node(type, 2.2, isLarge)]);
		expect([run.out(type), run.out(type, 1)]).toEqual([[{ n: 3 }, { n: 4 }], [{ n: 1 }]]);
		expect(run.items(type).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	});

	test('a value of another type fails, as n8n does it where types are strict', async () => {
		const run = await chain([manual, itemsOf([{ n: 'x' }]), node('if', 2.2, isLarge)]);
		expect(run.failure?.message).toMatch(/Wrong type/);
	});
});

describe('Merge', () => {
	/** Two lists go to the inputs of one node, in the order given. */
	const merged = (parameters: IDataObject, lists: IDataObject[][]): WorkflowJson => ({
		nodes: [
			manual,
			...lists.map((list, index) => itemsOf(list, `Items ${index}`)),
			node('merge', 3.2, parameters),
		],
		connections: {
			manualTrigger: {
				main: [lists.map((_, index) => ({ node: `Items ${index}`, type: 'main', index: 0 }))],
			},
			...Object.fromEntries(
				lists.map((_, index) => [
					`Items ${index}`,
					{ main: [[{ node: 'merge', type: 'main' as const, index }]] },
				]),
			),
		},
		settings: { executionOrder: 'v1' },
	});

	test('appends the items of all inputs, once; an input may stay empty', async () => {
		const lists = [[{ a: 1 }], [], [{ c: 1 }, { c: 2 }]];
		const run = await engine.run(merged({ mode: 'append', numberInputs: 3 }, lists));
		expect(run.out('merge')).toEqual([{ a: 1 }, { c: 1 }, { c: 2 }]);
		expect(run.raw?.data.resultData.runData.merge).toHaveLength(1);
	});

	test('refuses another mode', async () => {
		const run = await engine.run(merged({ mode: 'combine' }, [[{ a: 1 }], [{ b: 1 }]]));
		expect(run.failure?.message).toContain('"combine"');
	});
});

describe('Split Out', () => {
	const split = (parameters: IDataObject) =>
		node('splitOut', 1, { fieldToSplitOut: 'list', options: {}, ...parameters });

	test('every entry becomes an item, linked to the one it was in', async () => {
		const items = itemsOf([
			{ list: [{ a: 1 }, { a: 2 }] },
			{ other: true },
			{ list: ['x'] },
			{ list: 'single' },
		]);
		const run = await chain([manual, items, split({})]);
		expect(run.out('splitOut')).toEqual([{ a: 1 }, { a: 2 }, { list: 'x' }, { list: 'single' }]);
		expect(run.items('splitOut').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 2, 3].map((item) => ({ item })),
		);
	});

	test.each([{ fieldToSplitOut: 'a.b' }, { options: { includeBinary: true } }])(
		'refuses what it does not do: %j',
		async (parameters) => {
			const run = await chain([manual, itemsOf([{ list: [] }]), split(parameters)]);
			expect(run.failure?.message).toContain('stand-in');
		},
	);
});

describe('Summarize', () => {
	const count = (aggregation = 'count') =>
		node('summarize', 1.1, {
			fieldsToSummarize: { values: [{ aggregation, field: 'name' }] },
			fieldsToSplitBy: 'list, status',
			options: {},
		});

	test('counts the items with a value, by the fields to split by', async () => {
		const items = itemsOf([
			{ list: '1', status: 'a', name: 'x' },
			{ list: '2', status: 'a', name: 'x' },
			{ list: '1', status: 'b', name: 'x' },
			{ list: '1', status: 'a', name: 'y' },
			{ list: '1', status: 'a', name: '' },
		]);
		const run = await chain([manual, items, count()]);
		expect(run.out('summarize')).toEqual([
			{ count_name: 2, status: 'a', list: '1' },
			{ count_name: 1, status: 'b', list: '1' },
			{ count_name: 1, status: 'a', list: '2' },
		]);
		expect(run.items('summarize')[0].pairedItem).toEqual([{ item: 0 }, { item: 3 }, { item: 4 }]);
	});

	test('refuses another aggregation', async () => {
		const run = await chain([manual, itemsOf([{ name: 'x' }]), count('sum')]);
		expect(run.failure?.message).toContain('stand-in');
	});
});

describe('n8n Form Trigger', () => {
	const form = (fieldType: string) =>
		node('formTrigger', 2.5, {
			formTitle: 'Form',
			formFields: {
				values: [
					{ fieldLabel: 'E-mail', fieldName: 'email', fieldType: 'email' },
					{ fieldLabel: 'Name' },
					{ fieldLabel: 'Consent', fieldType },
				],
			},
			options: {},
		});

	async function posted(json: NodeJson, fields: string[]) {
		const listening = await engine.listen(chained([json, { name: 'Done', type: 'test.collect' }]));
		const body = new FormData();
		fields.forEach((value, index) => body.append(`field-${index}`, value));
		const { status } = await fetch(listening.url, { method: 'POST', body });
		await listening.unpublish();
		await listening.close();
		return { status, run: listening.executions[0] };
	}

	test('gives the fields by their names, trimmed, boxes as a list, and when it came', async () => {
		const { status, run } = await posted(form('checkbox'), [' jan@example.com ', '', '["Yes"]']);
		expect([status, run.out('Done')]).toEqual([
			200,
			[
				{
					email: 'jan@example.com',
					Name: '',
					Consent: ['Yes'],
					submittedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/),
					formMode: 'production',
				},
			],
		]);
	});

	test('a field that was not sent is null; a type it does not know is refused', async () => {
		const { run } = await posted(form('checkbox'), ['jan@example.com']);
		expect(run.out('Done')).toMatchObject([{ Name: null, Consent: null }]);
		expect((await posted(form('date'), ['a', 'b', 'c'])).run.failure?.message).toContain('"date"');
	});
});

describe('Wait', () => {
	test('hands its items on after a time that is a thousand times as short', async () => {
		const started = Date.now();
		const wait = node('wait', 1.1, { amount: 5, unit: 'minutes' });
		const run = await chain([manual, itemsOf([{ n: 1 }, { n: 2 }]), wait]);
		expect(run.out('wait')).toEqual([{ n: 1 }, { n: 2 }]);
		expect(Date.now() - started).toBeGreaterThanOrEqual(300);
	});

	test('waits for nothing else', async () => {
		const run = await chain([manual, node('wait', 1.1, { resume: '={{ "webhook" }}' })]);
		expect(run.failure?.message).toMatch(/waits for a time only/);
	});
});
