/**
 * Puts the whole n8n into `node_modules` of its folder: packages from its lockfile, then its SQLite driver, which is
 * built from source because no binary of it can be had from a package registry. Does nothing if that has been done.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { N8N_FOLDER, N8N_HOME, N8N_MODULES, nodeForN8n, n8nVersion, sha256 } from './places';
import { runSlowly } from './run';

const STAMP = join(N8N_MODULES, '.installed');
const DRIVER = join(N8N_MODULES, 'sqlite3');

export async function installN8n(): Promise<void> {
	const lock = readFileSync(join(N8N_HOME, 'package-lock.json'), 'utf8');
	const wanted = sha256(`${process.platform} ${process.arch}\n${lock}`);
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
	await runSlowly({
		title: `Installing n8n ${n8nVersion()} from ${N8N_FOLDER}/package-lock.json (some 2 GB, two to three minutes)`,
		...npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
		cwd: N8N_HOME,
		loud: true,
	});
	await buildDriver();
	writeFileSync(STAMP, wanted);
}

async function buildDriver(): Promise<void> {
	const node = nodeForN8n();
	// The headers lie beside the binary; without them node-gyp fetches them.
	const home = join(node, '..', '..');
	const headers = existsSync(join(home, 'include', 'node')) ? [`--nodedir=${home}`] : [];
	await runSlowly({
		title: "Building n8n's SQLite driver (one minute; needs python3, g++ and make)",
		command: node,
		args: [join(N8N_MODULES, 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', ...headers, '-j', '2'],
		cwd: DRIVER,
	});
}

/** npm as it was called, else the one on the path. */
function npm(args: string[]): { command: string; args: string[] } {
	const script = process.env.npm_execpath;
	return script?.endsWith('.js')
		? { command: process.execPath, args: [script, ...args] }
		: { command: 'npm', args };
}

if (require.main === module) {
	installN8n().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	});
}
