/** The stand-in for Edit Fields (Set) does what n8n's node does. */
import type { IDataObject } from 'n8n-workflow';

import { createEngine, type NodeJson } from '../../engine';
import { chained } from '../../engine/testing/chained';

const engine = createEngine();
const chain = async (list: NodeJson[]) => await engine.run(chained(list));
const manual = { name: 'Manual', type: 'n8n-nodes-base.manualTrigger' };
const itemsOf = (items: IDataObject[]) => ({
	name: 'Items',
	type: 'test.items',
	parameters: { items },
});
const set = (parameters: IDataObject) => ({
	name: 'Set',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: parameters as NodeJson['parameters'],
});

describe('Edit Fields (Set)', () => {
	const items = itemsOf([
		{ name: 'Ala', age: '7' },
		{ name: 'Ola', age: 'x' },
	]);
	const assignments = (type: string, value: string) => ({
		assignments: { assignments: [{ id: '1', name: 'out.value', type, value }] },
		options: {},
	});

	test('sets fields by expression, converts their type and drops the others', async () => {
		const result = await chain([
			manual,
			itemsOf([{ n: '1' }, { n: '2' }]),
			set(assignments('number', '={{ $json.n }}')),
		]);
		expect(result.out('Set')).toEqual([{ out: { value: 1 } }, { out: { value: 2 } }]);
		expect(result.items('Set').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
	});

	test('fails on a value that does not convert', async () => {
		const result = await chain([manual, items, set(assignments('number', '={{ $json.age }}'))]);
		expect(result.failure).toMatchObject({ message: expect.stringContaining('[item 1]') });
	});

	test('keeps the other fields, all or some; nothing gives null', async () => {
		const parameters = { ...assignments('string', '={{ $json.none }}'), includeOtherFields: true };
		expect((await chain([manual, items, set(parameters)])).out('Set')[0]).toEqual({
			name: 'Ala',
			age: '7',
			out: { value: null },
		});
		const selected = { ...parameters, include: 'selected', includeFields: 'age' };
		expect((await chain([manual, items, set(selected)])).out('Set')[1]).toEqual({
			age: 'x',
			out: { value: null },
		});
	});

	test('takes JSON', async () => {
		const result = await chain([
			manual,
			items,
			set({ mode: 'raw', jsonOutput: '={ "hello": "{{ $json.name }}" }', options: {} }),
		]);
		expect(result.out('Set')).toEqual([{ hello: 'Ala' }, { hello: 'Ola' }]);
	});
});
