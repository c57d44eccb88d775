import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { ROOT } from './places';

export interface ExampleFile {
	file: string;
	json: IDataObject & { name: string; nodes: INode[] };
}

/** The credentials that the example workflows name. */
export const EXAMPLE_CREDENTIALS = {
	cdxp: { name: 'QuarticOn CDXP account', type: 'quarticonCdxpApi' },
	store: { name: 'QuarticOn Store account', type: 'quarticonStoreApi' },
	cordial: { name: 'Cordial account', type: 'cordialApi' },
	loyaltii: { name: 'Loyaltii account', type: 'loyaltiiApi' },
	voyado: { name: 'Voyado Engage account', type: 'voyadoEngageApi' },
};

/** Every workflow in `examples/`, as it is. */
export function exampleWorkflows(): ExampleFile[] {
	const folder = join(ROOT, 'examples');
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((file) => ({
			file: `examples/${file}`,
			json: JSON.parse(readFileSync(join(folder, file), 'utf8')) as ExampleFile['json'],
		}));
}
