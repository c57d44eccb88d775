import { sleep } from 'n8n-workflow';

import type { Call } from './call';
import { cancelled } from './errors';

/** How many items are read in one go: some 0.2 s of work. */
const IN_ONE_GO = 500;

/**
 * Lets the process do something else now and then, while items are read that ask the platform nothing. Tens of thousands
 * take long enough for answers to time out unheard and for Stop to go unnoticed.
 *
 * @throws Failure when the execution was stopped meanwhile
 */
export async function breathe({ api }: Call): Promise<void> {
	const read = await api.once('items read', async () => ({ count: 0 }));
	if (++read.count % IN_ONE_GO !== 0) return;
	await sleep(0);
	if (api.client.isCancelled) throw cancelled();
}
