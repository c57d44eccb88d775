/** `scripts/convert-workflow.mjs` as users run it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { exampleNames } from '../../scripts/diagrams';
import { parts } from '../../scripts/split/parts';
import { manifest, nodes, ROOT } from './nodes';

const folder = mkdtempSync(path.join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

function convert(...args: string[]) {
	const script = path.join(ROOT, 'scripts', 'convert-workflow.mjs');
	const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

function fileWith(text: string): string {
	const file = path.join(folder, 'workflow.json');
	writeFileSync(file, text);
	return file;
}

const workflowOf = (types: string[]) =>
	JSON.stringify({ name: 'W', nodes: types.map((type) => ({ type, parameters: {} })) });
const typesIn = (text: string) => [...text.matchAll(/"type":"([^"]+)"/g)].map(([, type]) => type);

it('gives every node the type of its part, and the way back is the same file', () => {
	const types = nodes.map(({ made }) => `${manifest.name}.${made.description.name}`);
	const wanted = types.map((type) => {
		const name = type.slice(manifest.name.length + 1);
		const part = parts().find((one) =>
			one.nodes.some(({ description }) => description.name === name),
		);
		return `${part?.name}.${name}`;
	});
	const there = convert('--to', 'parts', fileWith(workflowOf(types)));
	expect(typesIn(there.stdout)).toEqual(wanted);
	expect(there.stderr).toContain(`${types.length} nodes converted`);
	const back = convert('--to', 'whole', fileWith(there.stdout));
	expect(back.stdout).toBe(workflowOf(types));
});

it('changes nothing else in the examples, to the letter', () => {
	const own = new RegExp(`"${manifest.name}\\.`, 'g');
	const examples = exampleNames().map((name) => path.join(ROOT, 'examples', `${name}.json`));
	const copies = examples.map((file) => path.join(folder, path.basename(file)));
	copies.forEach((copy, at) => copyFileSync(examples[at], copy));
	const contents = () => copies.map((copy) => readFileSync(copy, 'utf8'));
	const before = contents();
	convert('--to', 'parts', '--write', ...copies);
	contents().forEach((text, at) => {
		expect(text).not.toMatch(own);
		expect(text.replace(/"n8n-nodes-(?!base)[\w-]+\./g, '"')).toBe(before[at].replace(own, '"'));
	});
	convert('--to', 'whole', '--write', ...copies);
	expect(contents()).toEqual(before);
});

it('knows tools of agents, workflows within workflows, and files of many', () => {
	const [{ name, nodes: its }] = parts();
	const type = its[0].description.name;
	const inner = workflowOf([`${manifest.name}.${type}`]);
	const text = JSON.stringify([
		{ nodes: [{ type: `${manifest.name}.${type}Tool` }] },
		{ nodes: [{ type: 'n8n-nodes-base.executeWorkflow', parameters: { workflowJson: inner } }] },
	]);
	const { stdout } = convert('--to', 'parts', fileWith(text));
	expect(stdout).toBe(text.replaceAll(`${manifest.name}.`, `${name}.`));
});

it('writes in place if told to, and leaves alone what it does not know', () => {
	const text = workflowOf([
		`${manifest.name}.unheardOf`,
		'n8n-nodes-base.set',
		'n8n-nodes-other.thing',
	]);
	const file = fileWith(text);
	const { stdout, stderr, status } = convert('--to', 'parts', '--write', file);
	expect([stdout, status]).toEqual(['', 0]);
	expect(stderr).toContain(`${manifest.name}.unheardOf is in no part`);
	expect(readFileSync(file, 'utf8')).toBe(text);
});

it('refuses what is no workflow file, and says how it is called', () => {
	const broken = convert('--to', 'parts', '--write', fileWith('{"nodes": ['));
	expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining('not JSON')]);
	expect(readFileSync(path.join(folder, 'workflow.json'), 'utf8')).toBe('{"nodes": [');
	const lost = convert('--to', 'nowhere', 'a.json');
	expect([lost.status, lost.stderr]).toEqual([2, expect.stringContaining('--to parts|whole')]);
});
