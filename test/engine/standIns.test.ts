/** The stand-ins take the parameters of n8n's standard nodes and give items of the same shape. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { createEngine, type NodeJson } from '../../engine';
import { timeItem } from '../../engine/standIns/triggers';
import { chained } from '../../engine/testing/chained';

const engine = createEngine();
const chain = async (list: NodeJson[]) => await engine.run(chained(list));
const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
afterAll(() => rmSync(folder, { recursive: true }));

const nodes = {
	manual: { name: 'Manual', type: 'n8n-nodes-base.manualTrigger' },
	items: (items: IDataObject[]) => ({ name: 'Items', type: 'test.items', parameters: { items } }),
	read: (path: string) => ({
		name: 'Read',
		type: 'n8n-nodes-base.readWriteFile',
		parameters: { operation: 'read', fileSelector: path, options: {} },
	}),
	write: (path: string, options: IDataObject = {}) => ({
		name: 'Write',
		type: 'n8n-nodes-base.readWriteFile',
		parameters: { operation: 'write', fileName: path, options },
	}),
	extract: (options: IDataObject = {}) => ({
		name: 'Extract',
		type: 'n8n-nodes-base.extractFromFile',
		parameters: { options },
	}),
	convert: (options: IDataObject = {}, parameters: IDataObject = {}) => ({
		name: 'Convert',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: { ...parameters, options } as NodeJson['parameters'],
	}),
};

function file(name: string, content: string): string {
	writeFileSync(join(folder, name), content);
	return join(folder, name);
}

describe('triggers', () => {
	test('start with one item; the first in the file unless named', async () => {
		const schedule = {
			name: 'Schedule',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			parameters: { rule: { interval: [{}] } },
		};
		const workflow = { nodes: [nodes.manual, schedule] };
		expect((await engine.run(workflow)).out('Manual')).toEqual([{}]);
		const result = await engine.run(workflow, { startNode: 'Schedule' });
		expect(result.out('Schedule')).toEqual([
			expect.objectContaining({ Timezone: expect.stringContaining('Europe/Warsaw (UTC+') }),
		]);
	});

	test('the schedule words the moment as n8n does', () => {
		expect(timeItem(new Date('2025-07-22T22:05:09.007Z'), 'Europe/Warsaw')).toEqual({
			timestamp: '2025-07-23T00:05:09.007+02:00',
			'Readable date': 'July 23rd 2025, 12:05:09 am',
			'Readable time': '12:05:09 am',
			'Day of week': 'Wednesday',
			Year: '2025',
			Month: 'July',
			'Day of month': '23',
			Hour: '00',
			Minute: '05',
			Second: '09',
			Timezone: 'Europe/Warsaw (UTC+02:00)',
		});
	});
});

describe('files', () => {
	test('a file is read with its name, type and size', async () => {
		const result = await chain([nodes.manual, nodes.read(file('a.csv', 'x\n1\n'))]);
		expect(result.out('Read')).toEqual([
			{
				mimeType: 'text/csv',
				fileType: 'text',
				fileName: 'a.csv',
				fileExtension: 'csv',
				fileSize: '4 B',
			},
		]);
		expect(result.items('Read')[0]).toMatchObject({
			binary: { data: { fileName: 'a.csv' } },
			pairedItem: { item: 0 },
		});
	});

	test('a missing file gives no item, a file outside the allowed folders an error, a pattern a clear refusal', async () => {
		expect((await chain([nodes.manual, nodes.read(join(folder, 'none.csv'))])).out('Read')).toEqual(
			[],
		);
		expect((await chain([nodes.manual, nodes.read('/etc/hostname')])).failure?.message).toContain(
			'not allowed',
		);
		expect(
			(await chain([nodes.manual, nodes.read(join(folder, '*.csv'))])).failure?.message,
		).toContain('pattern');
	});

	test('CSV gives text in every column and leaves empty cells out', async () => {
		const path = file('b.csv', 'id,name,note\n007,"Żółć, ""x""",\n8,,true\n');
		const result = await chain([nodes.manual, nodes.read(path), nodes.extract()]);
		expect(result.out('Extract')).toEqual([
			{ id: '007', name: 'Żółć, "x"' },
			{ id: '8', note: 'true' },
		]);
		expect(result.items('Extract').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
		]);
	});

	test('CSV options: delimiter, encoding, empty cells, no header', async () => {
		const path = join(folder, 'c.csv');
		writeFileSync(path, 'é;b\n1;\n', 'latin1');
		const read = async (options: IDataObject) =>
			(await chain([nodes.manual, nodes.read(path), nodes.extract(options)])).out('Extract');
		expect(await read({ delimiter: ';', encoding: 'latin1', includeEmptyCells: true })).toEqual([
			{ é: '1', b: '' },
		]);
		expect(await read({ delimiter: ';', encoding: 'latin1', headerRow: false })).toEqual([
			{ row: { 0: 'é', 1: 'b' } },
			{ row: { 0: '1' } },
		]);
	});

	test('items become one CSV file, which is written', async () => {
		const path = join(folder, 'out.csv');
		const items = [
			{ a: 'x, y', b: { c: 1 } },
			{ a: 'ł', d: true },
		];
		const result = await chain([
			nodes.manual,
			nodes.items(items),
			nodes.convert({ fileName: 'r.csv' }),
			nodes.write(path),
		]);
		expect(result.items('Convert')).toEqual([
			expect.objectContaining({
				json: {},
				binary: { data: expect.objectContaining({ fileName: 'r.csv', mimeType: 'text/csv' }) },
				pairedItem: [{ item: 0 }, { item: 1 }],
			}),
		]);
		expect(result.failure).toBeUndefined();
		expect(result.out('Write')).toEqual([{ fileName: path }]);
		expect(readFileSync(path, 'utf8')).toBe('\ufeffa,b.c,d\n"x, y",1,\nł,,TRUE');
	});

	test('a field of each item becomes a text file, which is appended: made anew where there is none', async () => {
		const path = join(folder, 'lines.txt');
		const lines = [{ line: 'ż,1\n' }, { line: '2\n' }];
		const append = async () =>
			await chain([
				nodes.manual,
				nodes.items(lines),
				nodes.convert({}, { operation: 'toText', sourceProperty: 'line' }),
				nodes.write(path, { append: true }),
			]);
		const result = await append();
		expect(result.failure).toBeUndefined();
		expect(result.items('Convert')[1]).toMatchObject({
			json: {},
			binary: { data: { fileName: 'file.txt', mimeType: 'text/plain' } },
			pairedItem: { item: 1 },
		});
		await append();
		expect(readFileSync(path, 'utf8')).toBe('ż,1\n2\nż,1\n2\n');
	});
});
