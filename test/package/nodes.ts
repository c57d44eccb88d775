/** What package.json tells n8n to load, read from the TypeScript sources. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

export const ROOT = path.join(__dirname, '..', '..');

export interface Manifest {
	[key: string]: unknown;
	name: string;
	main: string;
	files: string[];
	scripts: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

export function readJson<T>(file: string): T {
	return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as T;
}

export const manifest = readJson<Manifest>('package.json');

/** `dist/nodes/X/X.node.js` comes from `nodes/X/X.node.ts`. */
const sourceOf = (built: string) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

function load<T>(built: string): { file: string; className: string; made: T } {
	const file = sourceOf(built);
	const className = path.basename(file).split('.')[0];
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are known only from package.json
	const classes = require(path.join(ROOT, file)) as Record<string, new () => T>;
	return { file, className, made: new classes[className]() };
}

export const nodes = manifest.n8n.nodes.map((file) => load<INodeType>(file));
export const credentials = manifest.n8n.credentials.map((file) => load<ICredentialType>(file));
