/** Before all tests: a fresh n8n with the package. Its address reaches the tests by the environment. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nClient } from '../../../scripts/n8n/client';
import { startN8n } from '../../../scripts/n8n/instance';
import { ADDRESS, shared } from './shared';
import stop from './stop';

export default async function start(): Promise<void> {
	shared.userFolder = mkdtempSync(join(tmpdir(), 'n8n-test-'));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void stop().finally(() => process.exit(130)));
	}
	const since = Date.now();
	shared.n8n = await startN8n({ userFolder: shared.userFolder });
	process.env[ADDRESS] = shared.n8n.url;
	await new N8nClient(shared.n8n.url).logIn();
	console.log(`\nn8n was ready after ${((Date.now() - since) / 1000).toFixed(1)} s`);
}
