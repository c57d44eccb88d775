/**
 * Runs the node in a process of its own, so that a test can kill it: `killable.ts <file with the job>`.
 * The job is the JSON of `{ accountUrl, apiToken, parameters, items }`.
 */
import { readFileSync } from 'node:fs';

import { engine, NODE, NODE_TYPE } from './harness';

const { accountUrl, apiToken, parameters, items } = JSON.parse(
	readFileSync(process.argv[2], 'utf8'),
);

void engine.run(
	{
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
			{
				name: NODE,
				type: NODE_TYPE,
				parameters,
				credentials: { quarticonCdxpApi: { id: 'quarticonCdxpApi', name: 'CDXP' } },
			},
		],
		connections: {
			Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		},
	},
	{ credentials: { quarticonCdxpApi: { accountUrl, apiToken, requestsPerSecond: 0 } } },
);
