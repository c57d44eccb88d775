/** The package per platform: whole, apart from the others, and one of them built, packed and loaded as n8n does. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runScript } from '../../scripts/split';
import type { Lock } from '../../scripts/split/lock';
import type { Manifest, Part } from '../../scripts/split/parts';
import { parts } from '../../scripts/split/parts';
import { writeTree } from '../../scripts/split/tree';
import { manifest, readJson, ROOT } from './nodes';
import { importsOf } from './sources';

const work = mkdtempSync(path.join(tmpdir(), 'split-'));
// Where the trees find their tools: in a checkout of their own, `npm ci` brings them.
symlinkSync(path.join(ROOT, 'node_modules'), path.join(work, 'node_modules'), 'junction');
afterAll(() => rmSync(work, { recursive: true }));

const all = parts();
const treeOf = ({ name }: Part) => path.join(work, name);
const filesOf = (part: Part) =>
	readdirSync(treeOf(part), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			path.relative(treeOf(part), path.join(entry.parentPath ?? entry.path, entry.name)),
		)
		.map((file) => file.split(path.sep).join('/'));
const read = (part: Part, file: string) => readFileSync(path.join(treeOf(part), file), 'utf8');

it('the parts together are the whole', () => {
	expect(all.flatMap(({ nodeFiles }) => nodeFiles).sort()).toEqual([...manifest.n8n.nodes].sort());
	expect(all.flatMap(({ credentialFiles }) => credentialFiles).sort()).toEqual(
		[...manifest.n8n.credentials].sort(),
	);
	expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(all.map((part) => [part.name, part] as const))('%s', (name, part) => {
	beforeAll(() => writeTree(part, treeOf(part)));

	it('has one platform, the core and what publishing needs', () => {
		const files = filesOf(part);
		expect(readdirSync(path.join(treeOf(part), 'nodes')).sort()).toEqual(
			[part.folder, 'shared'].sort(),
		);
		expect(files).toEqual(
			expect.arrayContaining([
				...['LICENSE', 'README.md', 'SECURITY.md', 'index.js', 'package-lock.json', 'package.json'],
				...['.github/workflows/publish.yml', '.npmrc', 'gulpfile.js', 'tsconfig.json'],
			]),
		);
		expect(files.filter((file) => /\.test\.|^(test|sandbox|engine|bench)\//.test(file))).toEqual(
			[],
		);
	});

	it('imports nothing that stayed behind', () => {
		const sources = filesOf(part).filter((file) => /^(nodes|credentials)\/.*\.ts$/.test(file));
		const missing = sources.flatMap((file) =>
			importsOf({ file, text: read(part, file) })
				.filter((target) => target !== 'n8n-workflow' && target !== 'crypto')
				.filter((target) =>
					['', '.ts', '/index.ts'].every((end) => !sources.includes(`${target}${end}`)),
				)
				.map((target) => `${file} imports ${target}`),
		);
		expect(missing).toEqual([]);
	});

	it('has a package.json of its own, and node types under its name', () => {
		const made = JSON.parse(read(part, 'package.json')) as Manifest;
		expect(made).toMatchObject({
			name,
			version: manifest.version,
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']),
			homepage: expect.stringMatching(new RegExp(`^https:.*/${name}#readme$`)),
			repository: { url: expect.stringMatching(new RegExp(`/${name}\\.git$`)) },
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { strict: true, nodes: part.nodeFiles, credentials: part.credentialFiles },
		});
		expect(made).not.toHaveProperty('dependencies');
		for (const file of filesOf(part).filter((one) => one.endsWith('.node.json'))) {
			expect((JSON.parse(read(part, file)) as { node: string }).node).toMatch(
				new RegExp(`^${name}\\.`),
			);
		}
	});

	it('has a lockfile with the same versions, complete, that names no registry', () => {
		const text = read(part, 'package-lock.json');
		expect(text).not.toContain('"resolved"');
		const { packages } = JSON.parse(text) as Lock;
		const ours = readJson<Lock>('package-lock.json').packages;
		const { devDependencies } = JSON.parse(read(part, 'package.json')) as Manifest;
		expect(packages[''].devDependencies).toEqual(devDependencies);
		for (const tool of Object.keys(devDependencies)) {
			expect(packages[`node_modules/${tool}`]).toEqual(ours[`node_modules/${tool}`]);
		}
		expect(Object.keys(packages).length).toBeLessThan(Object.keys(ours).length);
		const names = new Set(Object.keys(packages).map((place) => place.split('node_modules/').pop()));
		const needed = Object.values(packages).flatMap(({ dependencies = {} }) =>
			Object.keys(dependencies),
		);
		expect(needed.filter((one) => !names.has(one))).toEqual([]);
	});

	it("has a README with n8n's chapters and links that lead somewhere", () => {
		const readme = read(part, 'README.md');
		const chapters = ['Installation', 'Operations', 'Credentials', 'Compatibility', 'Resources'];
		for (const chapter of chapters) expect(readme).toContain(`\n## ${chapter}\n`);
		for (const { description } of part.nodes) expect(readme).toContain(description.displayName);
		const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
		expect(targets.filter((target) => !/^(https:|#|LICENSE$)/.test(target))).toEqual([]);
		const whole = manifest.homepage as string;
		const inside = targets.filter((target) => target.startsWith(`${whole.replace(/#.*/, '')}/`));
		const files = inside.map((target) =>
			target.replace(/^.*?\/(?:blob|raw|tree)\/main\//, '').replace(/#.*/, ''),
		);
		expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
	});
});

it('the smallest of them builds, passes the gate and loads in n8n', () => {
	const sizes = all.map((part) => [filesOf(part).length, part] as const);
	const [[, smallest]] = sizes.sort(([one], [other]) => one - other);
	const made = JSON.parse(read(smallest, 'package.json')) as Manifest;
	const { passed, output } = runScript(treeOf(smallest), made, 'gate');
	expect([passed, output]).toEqual([true, expect.stringContaining('Gate replica: passed')]);
}, 120_000);
