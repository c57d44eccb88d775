/**
 * Gate replica: what n8n's verification scan (@n8n/scan-community-package 0.32.0) would say about this checkout.
 *
 * The scan lints twice, with comments that switch rules off ignored: the sources, and the published archive. So does
 * this script, with the same plugins and settings, but it is stricter: a warning fails as an error does, every `.js`,
 * `.ts` and `.json` of the archive is read, the archive's contents are checked as n8n's rules ask, and n8n's loader loads
 * it. The scan's provenance check needs a published package and has no counterpart here.
 *
 * Needs a build: `npm run gate` makes one first.
 *
 *   node scripts/gate.mjs [folder of another package]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import n8nNodesPlugin from 'eslint-plugin-n8n-nodes-base';
import { PackageDirectoryLoader } from 'n8n-core';

const ROOT = path.resolve(
	process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'),
);
const SOURCES = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const ARCHIVE = ['**/*.js', '**/*.ts', '**/*.json'];

/** The scan's configuration. What it switches off, it switches off for everybody; the reasons are its own. */
const SCAN = defineConfig(
	n8nCommunityNodesPlugin.configs.recommended,
	{ rules: { 'no-console': 'error' } },
	{ plugins: { 'n8n-nodes-base': n8nNodesPlugin } },
	{ files: ['package.json'], rules: { ...n8nNodesPlugin.configs.community.rules } },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.credentials.rules,
			// Not valid for community nodes: their documentation URL is a full one.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			// credential-password-field of the other plugin is more accurate.
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.nodes.rules,
			// Inputs and outputs may be the enum instead of the string "main".
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// Some services have a maximum limit, so maxValue is valid.
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json'], languageOptions: { parser } },
	{ files: ['**/*.ts'], languageOptions: { parser } },
);

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const problems = [];
const work = mkdtempSync(path.join(tmpdir(), 'gate-'));
try {
	await lint('source', ROOT, SOURCES);
	const archive = unpack(work);
	await lint('archive', archive, ARCHIVE);
	checkContents(archive);
	await checkLoading(archive);
} finally {
	rmSync(work, { recursive: true, force: true });
}
if (problems.length > 0) {
	console.error(`\nGate replica: ${problems.length} failed\n- ${problems.join('\n- ')}`);
	process.exitCode = 1;
} else {
	console.log('Gate replica: passed');
}

async function lint(leg, cwd, patterns) {
	const eslint = new ESLint({
		cwd,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: SCAN,
		errorOnUnmatchedPattern: false,
	});
	const results = (await eslint.lintFiles(patterns)).filter(
		({ filePath }) => path.basename(filePath) !== 'package-lock.json',
	);
	const sum = (key) => results.reduce((total, result) => total + result[key], 0);
	const errors = sum('errorCount');
	const warnings = sum('warningCount');
	console.log(`${leg.padEnd(8)} ${results.length} files, ${errors} errors, ${warnings} warnings`);
	if (results.length === 0) problems.push(`${leg}: nothing to lint`);
	if (errors + warnings > 0) {
		console.error(await (await eslint.loadFormatter('stylish')).format(results));
		problems.push(`${leg}: ${errors} errors, ${warnings} warnings`);
	}
}

/** Packs as `npm publish` would and unpacks; gives the folder with the package. */
function unpack(folder) {
	const npm = process.env.npm_execpath;
	const pack = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
	if (npm?.endsWith('.js')) call(process.execPath, [npm, ...pack]);
	else call('npm', pack, { shell: process.platform === 'win32' });
	const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	call('tar', ['-xzf', archive], { cwd: folder });
	bringN8nWorkflow(folder);
	return path.join(folder, 'package');
}

/** What n8n has beside its community packages: n8n-workflow and what that needs. */
function bringN8nWorkflow(folder) {
	const file = createRequire(import.meta.url).resolve('n8n-workflow');
	const modules = file.slice(0, file.lastIndexOf(`${path.sep}n8n-workflow${path.sep}`));
	symlinkSync(modules, path.join(folder, 'node_modules'), 'junction');
}

function call(command, args, options = {}) {
	const { status, stderr, error } = spawnSync(command, args, {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'ignore', 'pipe'],
		...options,
	});
	if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
}

/** What is in the archive, what it imports, and that everything n8n is told to load is there. */
function checkContents(archive) {
	const files = readdirSync(archive, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(archive, path.join(entry.parentPath ?? entry.path, entry.name)))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
	const before = problems.length;

	const top = /^(package\.json|index\.js|README\.md|LICENSE|CHANGELOG\.md)$/;
	const built = /^dist\/(nodes|credentials)\/[^]+\.(js|json|svg)$/;
	for (const file of files) {
		if (!top.test(file) && !built.test(file))
			problems.push(`${file} does not belong in the archive`);
		if (/(^|\/)(test|tests|__tests__)\/|\.(test|spec)\./.test(file))
			problems.push(`${file} is a test`);
	}
	for (const file of ['LICENSE', 'README.md']) {
		if (!files.includes(file)) problems.push(`${file} is missing from the archive`);
	}
	for (const file of files.filter((name) => name.startsWith('dist/') && name.endsWith('.js'))) {
		const text = readFileSync(path.join(archive, file), 'utf8');
		for (const name of importsOf(text)) {
			if (/^\.\.?\//.test(name) || name === 'n8n-workflow' || name === 'crypto') continue;
			problems.push(
				`${file} imports ${name}: only relative files, n8n-workflow and crypto are allowed`,
			);
		}
	}
	for (const file of [manifest.main, ...manifest.n8n.credentials, ...manifest.n8n.nodes]) {
		if (!existsSync(path.join(archive, file)))
			problems.push(`${file} is named in package.json but not packed`);
	}
	console.log(`contents ${files.length} files, ${problems.length - before} problems`);
}

/** Has n8n's own loader for community packages load the archive, and looks whether all of it is there and fits together. */
async function checkLoading(archive) {
	const before = problems.length;
	const loader = new PackageDirectoryLoader(archive);
	try {
		await loader.loadAll();
	} catch (error) {
		problems.push(`n8n's loader fails: ${error.message}`);
		return;
	}
	const { nodes, credentials } = loader.types;
	const { name: packageName, n8n } = manifest;
	if (nodes.length !== n8n.nodes.length || credentials.length !== n8n.credentials.length)
		problems.push(`n8n's loader finds ${nodes.length} nodes, ${credentials.length} credentials`);
	for (const { name, codex, credentials: asked = [] } of nodes) {
		const { sourcePath } = loader.known.nodes[name];
		const { node } = JSON.parse(readFileSync(path.join(archive, `${sourcePath}on`), 'utf8'));
		if (codex === undefined || node !== `${packageName}.${name}`)
			problems.push(`${sourcePath}on is not the codex file of ${packageName}.${name}`);
		for (const { name: wanted } of asked) {
			if (!(wanted in loader.credentialTypes))
				problems.push(`${name} asks for ${wanted}, which is not in the package`);
		}
	}
	for (const { name, iconUrl } of [...nodes, ...credentials]) {
		for (const icon of [iconUrl?.light, iconUrl?.dark]) {
			const file = icon?.replace(`icons/${packageName}/`, '');
			if (file === undefined || !existsSync(path.join(archive, file)))
				problems.push(`${name} has no icon ${file ?? 'for light and dark'}`);
		}
	}
	console.log(
		`loading  ${nodes.length} nodes, ${credentials.length} credentials, ${problems.length - before} problems`,
	);
}

function importsOf(text) {
	const calls = text.matchAll(/\b(?:require|import)\s*\(\s*(?:(['"`])(.*?)\1|([^)]*))\s*\)/g);
	const statements = text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])(.*?)\1/gm);
	return [
		...[...calls].map(([, , name, computed]) => name ?? `<${computed}>`),
		...[...statements].map(([, , name]) => name),
	];
}
