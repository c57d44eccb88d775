import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, totalmem, type } from 'node:os';
import { join } from 'node:path';

import { PEER_MODULES, ROOT } from './places';

/** What a reader needs to know to compare numbers; no names and no paths. */
export interface Machine {
	date: string;
	cores: number;
	processor: string;
	memoryGb: number;
	system: string;
	node: string;
	load: string;
	core: string;
	workflow: string;
	peer: string;
}

const versionIn = (folder: string, name: string): string =>
	(JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string })
		.version;

export function describeMachine(): Machine {
	const modules = join(ROOT, 'node_modules');
	return {
		date: new Date().toISOString().slice(0, 10),
		cores: cpus().length,
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		memoryGb: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${arch()}`,
		node: process.versions.node,
		load: loadavg()[0].toFixed(2),
		core: versionIn(modules, 'n8n-core'),
		workflow: versionIn(modules, 'n8n-workflow'),
		peer: versionIn(PEER_MODULES, 'n8n-nodes-base'),
	};
}
