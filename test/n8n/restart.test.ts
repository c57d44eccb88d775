/** An n8n of its own that is stopped and started again: what is published goes on, and what was saved is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type N8nInstance, startN8n } from '../../scripts/n8n/instance';
import { chain, connect, DONE, nodeOf, openAccount, TRIGGER, until } from './support/bench';

const userFolder = mkdtempSync(join(tmpdir(), 'n8n-restart-'));
let instance: N8nInstance | undefined;
afterAll(async () => {
	await instance?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

test('a published trigger hears events after a restart and can then be unpublished', async () => {
	instance = await startN8n({ userFolder });
	const { port } = instance;
	const before = await connect(instance.url);
	const { sandbox, credential } = await openAccount(before.client, 'Restart', {
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			contacts: [{ email: 'jan@example.com', lists: { 1: 1 } }],
		},
	});
	const node = nodeOf(TRIGGER, 'Unsubscribed', credential, { events: ['unsubscribe'] });
	const webhookId = '0d0cbb1e-6a0a-4a4c-9c39-2f5f1e6d8b10';
	const json = chain('Goes on', [{ ...node, webhookId }, DONE]);
	const { id } = await before.client.importWorkflow(json);
	await before.client.publish(id);
	const hooks = () => sandbox.store.tables.webhooks.all();
	const [registered] = hooks();

	await instance.stop();
	expect(hooks()).toEqual([registered]);
	instance = await startN8n({ userFolder, port });
	const after = await connect(instance.url);
	expect(hooks()).toEqual([registered]);

	// n8n answers before it has loaded its published workflows.
	await until('the trigger listens', async () => {
		const answer = await fetch(registered.url, { method: 'POST', body: new URLSearchParams() });
		return answer.status === 200;
	});
	sandbox.unsubscribe('jan@example.com', 1);
	await sandbox.settled();
	expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200]);
	await until('the execution', async () => {
		const [last] = await after.client.executionsOf(id);
		return last?.status === 'success';
	});
	const [{ id: executionId }] = await after.client.executionsOf(id);
	const run = await after.client.execution(executionId);
	expect(run.out('Unsubscribed')[0]).toMatchObject({ contact: { email: 'jan@example.com' } });

	await after.client.unpublish(id);
	expect(hooks()).toEqual([]);
	await sandbox.close();
});
