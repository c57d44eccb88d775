/** n8n with two workers and a webhook processor: many executions at once, a worker that dies, events that come twice. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { N8nClient } from '../../scripts/n8n/client';
import { EXAMPLE_CREDENTIALS } from '../../scripts/n8n/examples';
import { ROOT } from '../../scripts/n8n/places';
import { type Queue, startQueue } from '../../scripts/n8n/queue';
import { chain, DONE, nodeOf, openAccount, TRIGGER, until } from '../n8n/support/bench';
import { report, rounded } from '../n8n/support/report';
import {
	allExecutions,
	ContactStore,
	contactsOf,
	executionsEnded,
	tally,
	workerOf,
	workersOf,
} from './support';

const LIMIT = 5;
const CHANGES = 'n8n-nodes-cdxp.quarticonCdxpChangesTrigger';

let queue: Queue;
let client: N8nClient;
beforeAll(async () => {
	const since = Date.now();
	queue = await startQueue({ workers: 2 });
	client = new N8nClient(queue.main.url);
	await client.logIn();
	console.log(`Queue mode was ready after ${((Date.now() - since) / 1000).toFixed(1)} s`);
});
afterAll(async () => await queue?.stop());

const emailsOf = (sandbox: Awaited<ReturnType<typeof startSandbox>>) =>
	sandbox.store.tables.contacts
		.all()
		.map(({ email }) => email)
		.sort();

test.each([
	['each worker at the whole limit', LIMIT],
	// Two paces that know nothing of each other: 3 + 3 requests may fall into one second where each has 2.5.
	['the limit shared out between the workers', 2],
])('8 executions of 25 contacts at once, %s: all are stored', async (title, requestsPerSecond) => {
	const { sandbox, credential } = await openAccount(
		client,
		title,
		{ limit: { perSecond: LIMIT } },
		{ requestsPerSecond },
	);
	const store = await ContactStore.publish({ queue, client }, title, credential);
	const since = Date.now();
	const lists = Array.from({ length: 8 }, (_, of) => contactsOf(of, 25));
	await Promise.all(lists.map(async (contacts) => await store.call(contacts)));
	const runs = await store.ended(8);
	const seconds = rounded((Date.now() - since) / 1000, 1);
	expect(tally(runs)).toEqual({ succeeded: 8, stored: 200, rejected: 0 });
	expect(emailsOf(sandbox)).toEqual(lists.flatMap((rows) => rows.map(({ email }) => email)).sort());
	const takenBy = await workersOf(queue, runs);
	const executions = queue.workers.map(
		({ port }) => takenBy.filter((taken) => taken === port).length,
	);
	report(`queue: ${title}`, { seconds, refused: sandbox.limitHits, executions });
	await client.unpublish(store.id);
	await sandbox.close();
});

test('a worker that is killed in mid-run: sent again, the contacts lose nothing and double nothing', async () => {
	const { sandbox, credential } = await openAccount(
		client,
		'Killed',
		{ limit: { perSecond: 20 } },
		{ requestsPerSecond: 20 },
	);
	const store = await ContactStore.publish({ queue, client }, 'Killed', credential);
	const contacts = contactsOf(0, 200);
	await store.call(contacts);
	await until('some contacts are stored', () => emailsOf(sandbox).length > 50);
	const [{ id }] = await allExecutions(client, store.id);
	const worker = await workerOf(queue, id);
	await worker.kill();
	queue.workers.splice(queue.workers.indexOf(worker), 1);
	const storedAtDeath = emailsOf(sandbox).length;
	expect(storedAtDeath).toBeLessThan(contacts.length);
	expect((await client.finished(id)).status).toBe('error');
	// n8n writes over what it knew of the execution, so that its own retry finds nothing to do.
	const retried = await client.finished(await client.retry(id));
	expect([retried.status, retried.nodes]).toEqual(['error', []]);
	expect(emailsOf(sandbox)).toHaveLength(storedAtDeath);

	await store.call(contacts);
	const [again] = await store.ended(3);
	expect(tally([again])).toEqual({ succeeded: 1, stored: 200, rejected: 0 });
	expect(emailsOf(sandbox)).toEqual(contacts.map(({ email }) => email).sort());
	const updated = again.out('Done').filter(({ created }) => created === false).length;
	expect(updated).toBe(storedAtDeath);
	report('queue: worker killed', { storedAtDeath, updated, stored: emailsOf(sandbox).length });
	await client.unpublish(store.id);
	await sandbox.close();
	await queue.addWorker();
});

/** An example that handles each event once, its trigger letting repeats pass, as several webhook processes do together. */
async function publishExample(file: string): Promise<string> {
	const text = readFileSync(join(ROOT, 'examples', file), 'utf8');
	const json = JSON.parse(text) as IDataObject & { nodes: INode[] };
	const trigger = json.nodes.find(({ type }) => type === TRIGGER);
	if (trigger === undefined) throw new Error(`${file} has no trigger`);
	trigger.parameters.options = { skipRepeated: false };
	const { id } = await client.importWorkflow(json);
	if (json.nodes.some(({ name }) => name === 'Create Table Once'))
		expect((await client.run(id, 'Create Table Once')).status).toBe('success');
	await client.publish(id);
	return id;
}

test.each([
	['once-exactly.json', 200],
	['once-best-effort.json', 200],
])('%s: 200 events, 50 of them delivered twice', async (file, least) => {
	const people = Array.from({ length: 200 }, (_, index) => ({
		email: `person-${index}@example.com`,
		lists: { 1: 1 },
	}));
	const sandbox = await startSandbox({
		limit: { perSecond: 0 },
		account: { lists: [{ id: 1, name: 'Newsletter' }], contacts: people },
	});
	const { name, type } = EXAMPLE_CREDENTIALS.cdxp;
	await client.saveCredential(name, type, {
		accountUrl: sandbox.url,
		apiToken: sandbox.token,
		requestsPerSecond: 0,
	});
	await client.saveCredential('Postgres account', 'postgres', queue.database);
	const id = await publishExample(file);
	const before = (await allExecutions(client, id)).length;
	for (const [index, { email }] of people.entries()) {
		sandbox.misbehave({ copies: index < 50 ? 2 : 1 });
		sandbox.unsubscribe(email, 1);
		// The platform gives up a call that is not answered in time; n8n is not to be flooded here.
		if (index % 10 === 9) await sandbox.settled();
	}
	expect(sandbox.deliveries.filter(({ status }) => status === 200)).toHaveLength(250);
	const runs = (await executionsEnded(client, id, before + 250)).slice(0, 250);
	const handled = runs.flatMap((run) => run.out('Handle')).map(({ email }) => String(email));
	const failed = runs.filter(({ status }) => status !== 'success').length;
	report(`queue: ${file}`, { deliveries: 250, handled: handled.length, failed });
	expect(new Set(handled).size).toBeGreaterThanOrEqual(least - failed);
	if (file === 'once-exactly.json') expect([handled.length, failed]).toEqual([200, 0]);
	await client.unpublish(id);
	await sandbox.close();
});

test('a Changes trigger polls once, not once per process', async () => {
	const { sandbox, credential } = await openAccount(client, 'Polled');
	const node = nodeOf(CHANGES, 'Changes', credential, {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
		events: ['contactCreated'],
	});
	const { id } = await client.importWorkflow(chain('Polled', [node, DONE]));
	await client.publish(id);
	// Publishing polls at once; count whole minutes after that.
	await new Promise((resolve) => setTimeout(resolve, 60_000 - (Date.now() % 60_000) - 5_000));
	sandbox.journal.clear();
	await new Promise((resolve) => setTimeout(resolve, 65_000));
	const polls = sandbox.journal.entries.filter(({ path }) => path.endsWith('/contacts'));
	const minutes = new Set(polls.map(({ at }) => Math.round(at / 60_000)));
	report('queue: polls', { minutes: minutes.size, requests: polls.length });
	expect([polls.length, minutes.size]).toEqual([minutes.size, minutes.size]);
	expect(minutes.size).toBeGreaterThan(0);
	await client.unpublish(id);
	await sandbox.close();
});

test('the contacts stored per second by two workers and by one', async () => {
	const { sandbox, credential } = await openAccount(client, 'Throughput');
	const store = await ContactStore.publish({ queue, client }, 'Throughput', credential);
	const rates: Record<string, number> = {};
	let calls = 0;
	// Both load their code first.
	for (let call = 0; call < 8; call += 1) await store.call(contactsOf((calls += 1), 25));
	await store.ended(calls);
	for (const workers of [2, 1]) {
		while (queue.workers.length > workers) await queue.workers.pop()?.stop();
		const since = Date.now();
		for (let call = 0; call < 8; call += 1) await store.call(contactsOf((calls += 1), 250));
		const runs = (await store.ended(calls)).slice(0, 8);
		rates[workers] = rounded(2000 / ((Date.now() - since) / 1000), 0);
		expect(tally(runs)).toEqual({ succeeded: 8, stored: 2000, rejected: 0 });
	}
	report('queue: contacts per second by workers', rates);
	await client.unpublish(store.id);
	await sandbox.close();
});
