import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from './places';

const NAME = 'n8n-nodes-cdxp';

/** Puts the package where n8n loads community packages from, made of the very archive that `npm publish` would send. */
export function installPackage(userFolder: string): void {
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	const work = mkdtempSync(join(tmpdir(), 'n8n-pack-'));
	try {
		const script = process.env.npm_execpath;
		const pack = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', work];
		if (script?.endsWith('.js')) call(process.execPath, [script, ...pack], ROOT);
		else call('npm', pack, ROOT);
		const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
		if (archive === undefined) throw new Error('npm pack made no archive');
		mkdirSync(modules, { recursive: true });
		call('tar', ['-xzf', join(work, archive), '-C', modules], work);
		rmSync(join(modules, NAME), { recursive: true, force: true });
		renameSync(join(modules, 'package'), join(modules, NAME));
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

function call(command: string, args: string[], cwd: string): void {
	const { status, stderr, error } = spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'ignore', 'pipe'],
		shell: process.platform === 'win32' && command === 'npm',
	});
	if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
}
