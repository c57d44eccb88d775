/** The example workflow that brings unsubscribes to the shop, with the nodes' sources. */
import { readFileSync } from 'node:fs';

import type { Sandbox } from '../../sandbox';
import { credentialsOf, parametersOf, readWorkflow } from '../../scripts/main-job-run';
import {
	eventTable,
	runUnsubscribes,
	UNSUBSCRIBE_WORKFLOW,
} from '../../scripts/main-job-unsubscribe';
import { engine, startExample, temporaryFolder } from './harness';

const folder = temporaryFolder();
let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startExample()));
afterEach(async () => await sandbox.close());
afterAll(() => folder.remove());

test('every promise of the main job holds', async () => {
	const { checks, events } = await runUnsubscribes(engine, sandbox, folder.in('shop.csv'));
	expect(checks).toHaveLength(2);
	expect(checks.filter(({ differences }) => differences.length > 0)).toEqual([]);
	expect(events).toHaveLength(3);
	expect(eventTable(events)).toContain(String((events[0].contact as { email: string }).email));
});

test('what is wrong is named', async () => {
	// A foreign webhook that gets every event, at an address that knows none.
	sandbox.rules.set({ webhookSourceFilter: false, webhookEventFilter: false });
	const stranger = {
		name: 'other',
		url: sandbox.url,
		events: [],
		sources: [],
		listid: '0',
		cdate: 0,
	};
	sandbox.store.tables.webhooks.add(stranger);
	const { checks } = await runUnsubscribes(engine, sandbox, folder.in('wrong.csv'));
	expect(checks[0].differences).toEqual([
		'2 webhooks after publishing',
		'2 webhooks after publishing again',
		'1 webhooks after unpublishing',
	]);
	expect(checks[1].differences).toContain('8 calls were made, not 4');
});

test('a list name with quotes, commas and Polish letters stays one cell', async () => {
	const workflow = readWorkflow(UNSUBSCRIBE_WORKFLOW);
	const file = folder.in('quoted.csv');
	parametersOf(workflow, 'Append to Shop File').fileName = file;
	const list = sandbox.store.tables.lists.get('1');
	if (list) list.name = 'Zniżki "żółte", 50 %';
	const listening = await engine.listen(workflow, { credentials: credentialsOf(sandbox, 0) });
	const [{ email }] = sandbox.store.contacts();
	sandbox.unsubscribe(email, '1');
	await sandbox.settled();
	await listening.settled();
	await listening.unpublish();
	await listening.close();
	expect(readFileSync(file, 'utf8')).toMatch(
		new RegExp(`^"${email}","Zniżki ""żółte"", 50 %","[0-9T:.-]+Z","[0-9a-f]{64}"\n$`),
	);
});
