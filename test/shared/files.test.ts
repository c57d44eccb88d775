/** Files in and out of a node, and one row made of many items. */
import type { Call } from '../../nodes/shared/call';
import { JointRow, RowWithFiles } from '../../nodes/shared/files';
import type { BatchOperation, ItemOperation } from '../../nodes/shared/operation';
import { runnerOf } from './nowhere';

const ABOUT = {
	value: 'write',
	name: 'Write',
	action: 'Write file',
	description: 'Makes a file',
	fields: [],
	repeatable: true,
	sample: {},
};

const join: BatchOperation = {
	...ABOUT,
	sideBySide: true,
	batch: {
		prepare: async (call) => String(call.input.text),
		limits: () => ({ rows: 2 }),
		send: async (texts, call) => {
			const file = await call.makeFile({
				name: 'texts.txt',
				mimeType: 'text/plain',
				bytes: Buffer.from((texts as string[]).join('\n')),
			});
			return new JointRow(new RowWithFiles({ texts: texts.length }, { data: file }));
		},
	},
};

const echo: ItemOperation = {
	...ABOUT,
	run: async (call) => {
		const file = await call.file('data');
		return { name: file.name, text: file.bytes.toString() };
	},
};

it('puts out one row with a file for all items of a batch, paired with each of them', async () => {
	const tasks = ['a', 'b', 'c'].map((text) => ({ text }));
	const { done } = await runnerOf(join)(tasks, 0, {});
	expect(done.map(({ json, items }) => [json.texts, items])).toEqual([
		[2, [0, 1]],
		[1, [2]],
	]);
	const [{ binary }] = done;
	expect(binary?.data).toMatchObject({
		fileName: 'texts.txt',
		mimeType: 'text/plain',
		data: Buffer.from('a\nb').toString('base64'),
	});
});

it.each([
	['in a batch', join],
	['by themselves', { ...echo, run: async () => ({}) }],
])('lets the process do other things while many items go %s', async (_, operation) => {
	let others = 0;
	const timer = setInterval(() => (others += 1), 1);
	const tasks = Array.from({ length: 5_000 }, () => ({ text: 'a' }));
	let [first, last] = [0, 0];
	const noted = (call: Call) => {
		if (call.input.text === 'a') last = others;
		first ||= others;
	};
	await runnerOf({ ...operation, record: (call) => void noted(call) })(tasks, 0, {});
	clearInterval(timer);
	expect(last - first).toBeGreaterThan(3);
});

it('sends an item without the file it should bring to the error path, and says which is missing', async () => {
	const { rejected } = await runnerOf(echo)([{ text: 'a' }], 0, { onError: 'continueErrorOutput' });
	expect(JSON.stringify(rejected[0].json)).toMatch(/data/);
	expect(rejected[0].json.details).toMatchObject({ code: 'no_file', status: 'failed' });
});
