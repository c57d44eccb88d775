import { rmSync } from 'node:fs';

import { shared } from './shared';

/** After all tests: nothing is left but what the tests wrote below out/. */
export default async function stop(): Promise<void> {
	await shared.n8n?.stop();
	if (shared.userFolder !== undefined) rmSync(shared.userFolder, { recursive: true, force: true });
}
