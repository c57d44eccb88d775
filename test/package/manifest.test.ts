import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { manifest, readJson, ROOT } from './nodes';

const lockText = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
const lock = readJson<{ packages: Record<string, Record<string, unknown>> }>('package-lock.json');

describe('package.json', () => {
	it('is a community node package under the MIT licence', () => {
		expect(manifest).toMatchObject({
			name: expect.stringMatching(/^n8n-nodes-/),
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']),
			description: expect.stringMatching(/\S/),
			version: expect.stringMatching(/^\d+\.\d+\.\d+/),
			homepage: expect.stringMatching(/^https:/),
			repository: { type: 'git', url: expect.stringMatching(/^git\+https:/) },
			bugs: { url: expect.stringMatching(/^https:/) },
			author: { name: expect.stringMatching(/\S/), email: expect.stringMatching(/\S@\S/) },
			engines: { node: '>=20' },
		});
	});

	it('needs nothing at run time but n8n-workflow, which n8n brings', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('optionalDependencies');
		expect(manifest).not.toHaveProperty('bundledDependencies');
		expect(manifest).not.toHaveProperty('bundleDependencies');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('has neither overrides nor scripts that run by themselves', () => {
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest).not.toHaveProperty('resolutions');
		const byThemselves = /^(pre|post)|^(install|prepare|publish|dependencies)/;
		expect(Object.keys(manifest.scripts).filter((name) => byThemselves.test(name))).toEqual([]);
	});

	it('offers the scripts the README speaks of', () => {
		expect(Object.keys(manifest.scripts)).toEqual(
			expect.arrayContaining([
				...['start', 'test', 'build', 'dev', 'lint', 'lint:fix', 'format', 'gate', 'typecheck'],
				...['test:unit', 'test:rules', 'test:chaos', 'sandbox'],
			]),
		);
	});

	it('publishes dist alone, and a main file that exports nothing', () => {
		expect(manifest.files).toEqual(['dist']);
		expect(jest.requireActual(path.join(ROOT, manifest.main))).toEqual({});
	});

	it('names nodes and credentials that have a source', () => {
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(file).toMatch(/^dist\/(nodes|credentials)\/.*\.(node|credentials)\.js$/);
			expect(existsSync(path.join(ROOT, file.replace(/^dist\//, '').replace(/js$/, 'ts')))).toBe(
				true,
			);
		}
	});
});

describe('package-lock.json', () => {
	it('names no registry, so that it installs from any', () => {
		expect(lockText).not.toContain('"resolved"');
	});

	it('belongs to this package.json', () => {
		const { name, version, devDependencies, peerDependencies } = lock.packages[''];
		expect({ name, version, devDependencies, peerDependencies }).toEqual({
			name: manifest.name,
			version: manifest.version,
			devDependencies: manifest.devDependencies,
			peerDependencies: manifest.peerDependencies,
		});
	});

	it('pins every package by content', () => {
		const loose = Object.entries(lock.packages).filter(
			([place, { integrity, link, inBundle }]) => place !== '' && !integrity && !link && !inBundle,
		);
		expect(loose.map(([place]) => place)).toEqual([]);
	});
});
