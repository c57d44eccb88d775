/** Every example workflow, imported and run unchanged, does in n8n what it does in the embedded engine. */
import { existsSync, readFileSync, rmSync } from 'node:fs';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import { createEngine, type WorkflowJson } from '../../engine';
import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node.ts';
import { QuarticonCdxpTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.ts';
import { type AccountJson, type Sandbox, startSandbox } from '../../sandbox';
import { dataFile, readAccount } from '../../scripts/expected';
import { contactsOf } from '../../scripts/main-job-run';
import { EXAMPLE_CREDENTIAL, exampleWorkflows } from '../../scripts/n8n/examples';
import { ACTION, connect, CREDENTIAL, MANUAL, TRIGGER, until } from './support/bench';
import { outputsOf } from './support/outputs';

const engine = createEngine({
	nodes: { [ACTION]: QuarticonCdxp, [TRIGGER]: QuarticonCdxpTrigger },
	credentialTypes: { [CREDENTIAL]: QuarticonCdxpApi },
	timezone: 'Europe/Warsaw',
});
const ACCOUNT: AccountJson = readAccount(dataFile('account.json'));
const PERSON = 'customer@example.com';
/** Those of this platform; QuarticOn Store's run in the embedded engine only. */
const examples = exampleWorkflows().filter(({ json }) =>
	json.nodes.some(({ type }) => type === ACTION || type === TRIGGER),
);
const byHand = examples.filter(({ json }) => json.nodes.some(({ type }) => type === MANUAL.type));
const byEvent = examples.filter(({ json }) => json.nodes.some(({ type }) => type === TRIGGER));

let n8n: Awaited<ReturnType<typeof connect>>;
let sandbox: Sandbox;
beforeAll(async () => {
	n8n = await connect();
	sandbox = await startSandbox({
		account: {
			...ACCOUNT,
			contacts: [...(ACCOUNT.contacts ?? []), { email: PERSON, lists: { 1: 1 } }],
		},
		limit: { perSecond: 0 },
	});
	await n8n.client.saveCredential(EXAMPLE_CREDENTIAL.name, EXAMPLE_CREDENTIAL.type, data());
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const data = () => ({ accountUrl: sandbox.url, apiToken: sandbox.token, requestsPerSecond: 0 });

/** The contacts, whatever the order in which they came. */
const contacts = () =>
	contactsOf(sandbox).sort((a, b) => (a.email < b.email ? -1 : a.email > b.email ? 1 : 0));

test('each example starts by hand or by an event', () => {
	expect(byHand.length + byEvent.length).toBe(examples.length);
	expect(examples.length).toBeGreaterThanOrEqual(3);
});

test.each(byHand.map(({ file, json }) => [file, json]))('%s, run by hand', async (_file, json) => {
	const embedded = await engine.run(json as unknown as WorkflowJson, {
		credentials: { [CREDENTIAL]: data() },
	});
	const wanted = contacts();
	sandbox.reset();

	const { id } = await n8n.client.importWorkflow(json);
	const run = await n8n.client.run(id);
	expect([run.status, embedded.status]).toEqual(['success', 'success']);
	expect(contacts()).toEqual(wanted);
	expect(run.nodes.sort()).toEqual(Object.keys(embedded.raw?.data.resultData.runData ?? {}).sort());
	// The stand-in for reading a file describes it less fully than n8n does.
	const nodes = run.nodes.filter((name) => name !== 'Read Export');
	expect(outputsOf(run, nodes)).toEqual(outputsOf(embedded, nodes));
});

test.each(byEvent.map(({ file, json }) => [file, json]))(
	'%s, run by an event',
	async (_file, json) => {
		const file = 'out/shop-unsubscribes.csv';
		rmSync(file, { force: true });
		const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
		const published = await engine.listen(json as unknown as WorkflowJson, {
			credentials: { [CREDENTIAL]: data() },
		});
		sandbox.unsubscribe(PERSON, 1);
		await sandbox.settled();
		await published.settled();
		await published.unpublish();
		await published.close();
		const [embedded] = published.executions;
		expect(lines()).toBe(1);
		sandbox.reset();

		const { id } = await n8n.client.importWorkflow(json);
		await n8n.client.publish(id);
		sandbox.unsubscribe(PERSON, 1);
		await sandbox.settled();
		await until('the line in the file', () => lines() === 2);
		const [{ id: executionId }] = await n8n.client.executionsOf(id);
		const run = await n8n.client.finished(executionId);
		await n8n.client.unpublish(id);
		expect(sandbox.store.tables.webhooks.all()).toEqual([]);
		expect([run.status, embedded.status]).toEqual(['success', 'success']);
		expect(outputsOf(run, run.nodes)).toEqual(outputsOf(embedded, run.nodes));
		expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^("${PERSON}","Newsletter",.+\\n){2}$`));
	},
);
