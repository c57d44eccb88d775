/** Which packages this one can be taken apart into: one for each platform's folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

export const ROOT = path.join(__dirname, '..', '..');

/** What is read of a package.json. */
export interface Manifest {
	[key: string]: unknown;
	name: string;
	version: string;
	description: string;
	keywords: string[];
	homepage: string;
	bugs: { url: string };
	repository: { type: string; url: string };
	devDependencies: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; credentials: string[]; nodes: string[] };
}

/** A platform as a package of its own. */
export interface Part {
	/** `n8n-nodes-<platform>`. */
	name: string;
	/** Its folder below `nodes/`. */
	folder: string;
	/** What its page in `docs/` is called, without the ending. */
	slug: string;
	/** Entries of `n8n.nodes` and `n8n.credentials`. */
	nodeFiles: string[];
	credentialFiles: string[];
	nodes: INodeType[];
	credentials: ICredentialType[];
}

export const readRoot = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export const whole = JSON.parse(readRoot('package.json')) as Manifest;

/** The source of a built file: `dist/nodes/X/X.node.js` comes from `nodes/X/X.node.ts`. */
export const sourceOf = (built: string): string =>
	built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/** Words of a name in capitals and small letters: `AcmeShop` becomes `acme-shop`. */
const slugOf = (folder: string): string =>
	folder.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();

/** The class that a built file exports, made of its source. */
function load<T>(built: string): T {
	const source = sourceOf(built);
	const className = path.basename(source).split('.')[0];
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are known only from package.json
	const classes = require(path.join(ROOT, source)) as Record<string, new () => T>;
	return new classes[className]();
}

/** The parts, in the order of package.json. */
export function parts(): Part[] {
	const { nodes, credentials } = whole.n8n;
	const known = credentials.map((file) => ({ file, made: load<ICredentialType>(file) }));
	const folders = [...new Set(nodes.map((file) => file.split('/')[2]))];
	return folders.map((folder) => {
		const nodeFiles = nodes.filter((file) => file.split('/')[2] === folder);
		const made = nodeFiles.map((file) => load<INodeType>(file));
		const asked = new Set(
			made.flatMap(({ description }) => description.credentials ?? []).map(({ name }) => name),
		);
		const its = known.filter((credential) => asked.has(credential.made.name));
		const slug = slugOf(folder);
		return {
			name: `n8n-nodes-${slug}`,
			folder,
			slug,
			nodeFiles,
			credentialFiles: its.map(({ file }) => file),
			nodes: made,
			credentials: its.map((credential) => credential.made),
		};
	});
}
