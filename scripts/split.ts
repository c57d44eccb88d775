/**
 * Takes the package apart: for each platform a source tree of its own, `out/packages/n8n-nodes-<platform>/`, that can
 * be published as it is. n8n verifies packages of one service only.
 *
 *   npm run split [-- --check] [-- n8n-nodes-<platform> ...]
 *
 * `--check` runs what the tree's own `npm test` runs: type check, build, gate replica, which packs it and has n8n's
 * loader load it. The packages that needs are those of this checkout: `npm ci` in the tree is left to its CI.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import type { Manifest } from './split/parts';
import { parts, ROOT } from './split/parts';
import { manifestOf, writeTree } from './split/tree';

const TARGET = path.join(ROOT, 'out', 'packages');

/** Lines of the gate: sources, archive, contents, loading, result. */
const GATE_LINES = 5;

/** Where the command lines of the tools lie, so that no shell is needed. */
const TOOLS: Record<string, string> = {
	gulp: 'gulp/bin/gulp.js',
	tsc: 'typescript/bin/tsc',
};

/**
 * Runs a script of a tree's package.json with the tools of this checkout.
 *
 * @returns whether all of its commands did well, and what they said
 */
export function runScript(tree: string, { scripts }: Manifest, name: string) {
	const commands = (scripts as Record<string, string>)[name].split(' && ');
	let output = '';
	const passed = commands.every((command) => {
		const [tool, ...args] = command.split(' ');
		const file = tool === 'node' ? [] : [path.join(ROOT, 'node_modules', TOOLS[tool])];
		const { status, stdout, stderr } = spawnSync(process.execPath, [...file, ...args], {
			cwd: tree,
			encoding: 'utf8',
			// Under `test` a linter plugin tests only itself, and n8n's loader loads in another way.
			env: { ...process.env, NODE_ENV: undefined },
		});
		output += `${stdout}${stderr}`;
		return status === 0;
	});
	return { passed, output };
}

function main(args: string[]): void {
	const names = args.filter((arg) => arg !== '--check');
	const known = parts();
	const unknown = names.filter((name) => !known.some((part) => part.name === name));
	if (unknown.length > 0) {
		console.error(
			`Unknown: ${unknown.join(', ')}. Parts: ${known.map(({ name }) => name).join(', ')}.`,
		);
		process.exit(2);
	}
	const failed: string[] = [];
	for (const part of known.filter(({ name }) => names.length === 0 || names.includes(name))) {
		const tree = writeTree(part, path.join(TARGET, part.name));
		console.log(`${path.relative(ROOT, tree)}`);
		if (!args.includes('--check')) continue;
		const { passed, output } = runScript(tree, manifestOf(part), 'test');
		if (!passed) failed.push(part.name);
		// What the gate says stands at the end; of a failure everything is shown.
		console.log(passed ? output.trimEnd().split('\n').slice(-GATE_LINES).join('\n') : output);
	}
	if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
	process.exitCode = failed.length === 0 ? 0 : 1;
}

if (require.main === module) main(process.argv.slice(2));
