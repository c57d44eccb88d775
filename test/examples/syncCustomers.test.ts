/** The example workflow does what its README says, with the node's sources and no limit in the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import { createEngine } from '../../engine';
import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node';
import { dataFile, readAccount } from '../../scripts/expected';
import { checksOf } from '../../scripts/main-job-checks';
import { type Part, runPart } from '../../scripts/main-job-run';

const folder = mkdtempSync(join(tmpdir(), 'sync-customers-'));
const account = readAccount(dataFile('account.json'));
const engine = createEngine({
	nodes: { 'n8n-nodes-cdxp.quarticonCdxp': QuarticonCdxp },
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
});
const parts: Part[] = [];

async function sync(file: string): Promise<Part> {
	const part = await runPart({
		engine,
		account,
		export: { path: dataFile(file), report: join(folder, `rejected-of-${file}`) },
		perSecond: 0,
		atMostSeconds: 60,
		watch: () => () => {},
	});
	parts.push(part);
	return part;
}

afterAll(async () => {
	await Promise.all(parts.map(async ({ sandbox }) => await sandbox.close()));
	rmSync(folder, { recursive: true });
});

test('every promise of the main job holds', async () => {
	const checks = checksOf(await sync('customers.csv'), await sync('customers-60.csv'), account);
	expect(checks).toHaveLength(5);
	expect(checks.filter(({ differences }) => differences.length > 0)).toEqual([]);
}, 90_000);
