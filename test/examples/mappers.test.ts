/** The lists of custom fields in the example files: as n8n saves them, so that its editor does not call them outdated. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine';
import { credentialsOf } from '../../scripts/main-job-run';
import { engine, startExample } from './harness';

const FOLDER = join(__dirname, '..', '..', 'examples');

interface Mapper {
	value: IDataObject;
	schema: ResourceMapperField[];
}

/** Every mapper that holds a list of fields. */
const mappers = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.json'))
	.flatMap((file) => {
		const { nodes } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WorkflowJson;
		return nodes.flatMap((node) => {
			const mapper = node.parameters?.customFields as unknown as Mapper | undefined;
			return mapper?.schema?.length ? [{ file, node, mapper }] : [];
		});
	});

test.each(mappers)('$file, $node.name: what the node offers', async ({ node, mapper }) => {
	const sandbox = await startExample();
	const { fields } = await engine.method<ResourceMapperFields>(
		node,
		'resourceMapping',
		'mapCustomFields',
		{ credentials: credentialsOf(sandbox, 0) },
	);
	await sandbox.close();
	expect(mapper.schema).toEqual(
		fields.map((field) => ({ ...field, removed: !(field.id in mapper.value) })),
	);
});
