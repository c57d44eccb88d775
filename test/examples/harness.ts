import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import { createEngine } from '../../engine';
import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node.ts';
import { QuarticonCdxpTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.ts';
import { startSandbox } from '../../sandbox';
import { dataFile, readAccount } from '../../scripts/expected';

/** The engine with the nodes' sources, for the example files. */
export const engine = createEngine({
	nodes: {
		'n8n-nodes-cdxp.quarticonCdxp': QuarticonCdxp,
		'n8n-nodes-cdxp.quarticonCdxpTrigger': QuarticonCdxpTrigger,
	},
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
});

export const account = readAccount(dataFile('account.json'));

/** A sandbox with the examples' account as it is before the sync. */
export const startExample = async () => await startSandbox({ account, limit: { perSecond: 0 } });

export function temporaryFolder(): { in: (name: string) => string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'example-'));
	return {
		in: (name) => join(folder, name),
		remove: () => rmSync(folder, { recursive: true }),
	};
}
