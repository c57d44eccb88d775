/** Writes a part as a source tree of its own, ready to become a repository and to be published. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import type { Lock } from './lock';
import { pruneLock } from './lock';
import type { Manifest, Part } from './parts';
import { readRoot, ROOT, sourceOf, whole } from './parts';
import { readmeOf, withOwnTypes } from './readme';

/** Copied as they are. */
const SAME = [
	'.editorconfig',
	'.github/dependabot.yml',
	'.github/workflows/publish.yml',
	'.gitignore',
	'.npmrc',
	'LICENSE',
	'SECURITY.md',
	'gulpfile.js',
	'index.js',
	'scripts/gate.mjs',
	'scripts/schemas.ts',
	'tsconfig.build.json',
];

/** What building, checking and publishing need. */
const TOOLS = [
	'@n8n/eslint-plugin-community-nodes',
	'@types/node',
	'@typescript-eslint/parser',
	'eslint',
	'eslint-plugin-n8n-nodes-base',
	'gulp',
	'n8n-core',
	'n8n-workflow',
	'tsx',
	'typescript',
];

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The address of the part's own repository, beside that of the whole package. */
const addressOf = (part: Part, address: string) =>
	address.replace(new RegExp(`/${whole.name}(?=\\.git$|#|$)`), `/${part.name}`);

/** package.json of a part. */
export function manifestOf(part: Part): Manifest {
	const { devDependencies, n8n, bugs, repository, homepage, ...rest } = whole;
	const names = part.nodes
		.filter(({ description }) => !description.group.includes('trigger'))
		.map(({ description }) => description.displayName);
	const tools = Object.entries(devDependencies).filter(([name]) => TOOLS.includes(name));
	return {
		...rest,
		name: part.name,
		description: `n8n nodes for ${names.join(', ')}`,
		keywords: [
			'n8n-community-node-package',
			'n8n',
			...new Set([part.slug, ...part.slug.split('-')]),
		],
		homepage: addressOf(part, homepage),
		repository: { ...repository, url: addressOf(part, repository.url) },
		// The sources, and so the issues, are the whole package's.
		bugs,
		n8n: { ...n8n, credentials: part.credentialFiles, nodes: part.nodeFiles },
		scripts: {
			build: 'gulp build',
			dev: 'gulp watch',
			gate: 'gulp build && node scripts/gate.mjs',
			test: 'tsc -p tsconfig.json && gulp build && node scripts/gate.mjs',
		},
		devDependencies: Object.fromEntries(tools),
	};
}

/** The compiler's settings are the same; what it reads is less. */
function tsconfig(): unknown {
	const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readRoot('tsconfig.json')) as {
		config: { compilerOptions: object };
	};
	return {
		compilerOptions: { ...config.compilerOptions, types: ['node'] },
		include: ['credentials/**/*.ts', 'nodes/**/*.ts', 'scripts/**/*.ts'],
	};
}

/** In the sources, the package's name stands in the codex files, in addresses of its documentation, and where it says who asks. */
function rename(file: string, part: Part): void {
	if (!/\.(ts|json)$/.test(file)) return;
	const text = readFileSync(file, 'utf8');
	const renamed = withOwnTypes(text, part)
		.replaceAll(`'${whole.name}/`, `'${part.name}/`)
		.replaceAll(
			whole.homepage.replace(/#.*$/, '#'),
			addressOf(part, whole.homepage).replace(/#.*$/, '#'),
		);
	if (renamed !== text) writeFileSync(file, renamed);
}

/**
 * Writes the tree; what was in the folder before is gone, but for `node_modules`.
 *
 * @returns the folder
 */
export function writeTree(part: Part, target: string): string {
	mkdirSync(target, { recursive: true });
	for (const name of readdirSync(target)) {
		if (name !== 'node_modules') rmSync(path.join(target, name), { recursive: true });
	}
	const folders = [`nodes/${part.folder}`, 'nodes/shared'];
	const sources = part.credentialFiles.map(sourceOf);
	for (const place of [...SAME, ...folders, ...sources]) {
		cpSync(path.join(ROOT, place), path.join(target, place), { recursive: true });
	}
	for (const place of ['nodes', 'credentials']) {
		const folder = path.join(target, place);
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
			rename(path.join(folder, name), part);
		}
	}
	const manifest = manifestOf(part);
	const lock = JSON.parse(readRoot('package-lock.json')) as Lock;
	const made = {
		'package.json': json(manifest),
		'package-lock.json': json(pruneLock(lock, manifest)),
		'README.md': readmeOf(part, manifest),
		'tsconfig.json': json(tsconfig()),
	};
	for (const [name, text] of Object.entries(made)) writeFileSync(path.join(target, name), text);
	return target;
}
