/** Where things lie. Nothing here may end up in a file that is kept. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
/** The whole n8n, with a lockfile of its own. */
export const N8N_HOME = join(ROOT, 'n8n');
export const N8N_MODULES = join(N8N_HOME, 'node_modules');
const OLDEST_NODE = 24;

/**
 * The Node that n8n runs on: the one that came with it from npm, else the one that runs this script.
 * @throws Error if neither is new enough
 */
export function nodeForN8n(): string {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	const bundled = join(N8N_MODULES, `node-${system}-${process.arch}`, 'bin', file);
	if (existsSync(bundled)) return bundled;
	if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST_NODE}, and npm has none for ${system} ${process.arch}. Run this command with Node ${OLDEST_NODE} or newer.`,
	);
}

export function n8nVersion(): string {
	const manifest = join(N8N_HOME, 'package.json');
	const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
		dependencies: { n8n: string };
	};
	return dependencies.n8n;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
