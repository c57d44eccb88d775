import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runSlowly } from '../../scripts/n8n/run';
import { OUT, PEER_HOME, PEER_MODULES, ROOT, SNAPSHOT } from './places';

const STAMP = join(PEER_MODULES, '.installed');

/** Installs the peer from its own lockfile unless that has been done. @throws Error if npm fails */
export async function installPeer(): Promise<void> {
	const lock = readFileSync(join(PEER_HOME, 'package-lock.json'), 'utf8');
	const wanted = createHash('sha256').update(lock).digest('hex');
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
	await runSlowly({
		title: 'Installing the peer from bench/peer/package-lock.json (870 MB, about a minute)',
		...npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
		cwd: PEER_HOME,
		loud: true,
	});
	writeFileSync(STAMP, wanted);
}

/** npm as it was called, else the one on the path. */
function npm(args: string[]): { command: string; args: string[] } {
	const script = process.env.npm_execpath;
	return script?.endsWith('.js')
		? { command: process.execPath, args: [script, ...args] }
		: { command: 'npm', args };
}

/**
 * Translates what the measured processes run into plain JavaScript, and puts the built package aside, so that a build
 * meanwhile changes nothing.
 *
 * @throws Error if the translation fails
 */
export async function prepareChild(): Promise<void> {
	rmSync(OUT, { recursive: true, force: true });
	await runSlowly({
		title: 'Translating the measured processes',
		command: process.execPath,
		args: [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'bench/tsconfig.child.json'],
		cwd: ROOT,
	});
	cpSync(join(ROOT, 'dist'), SNAPSHOT, { recursive: true });
}
