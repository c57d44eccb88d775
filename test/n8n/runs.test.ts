/** Workflows run by hand and by schedule: error output, one error, cancel, retry. */
import {
	type Account,
	chain,
	connect,
	customers,
	DONE,
	MANUAL,
	openAccount,
	REJECTED,
	until,
	upsertNode,
} from './support/bench';

let n8n: Awaited<ReturnType<typeof connect>>;
let account: Account;
beforeAll(async () => {
	n8n = await connect();
	account = await openAccount(n8n.client, 'Runs');
});
beforeEach(() => {
	account.sandbox.reset();
	account.sandbox.setLatency(0);
});
afterAll(async () => await account.sandbox.close());

test('items that cannot be stored leave by the error output, with their input', async () => {
	const items = customers(5);
	items[2].email = 'not an address';
	const node = upsertNode(account.credential, { onError: 'continueErrorOutput' });
	const { id } = await n8n.client.importWorkflow(
		chain('Error output', [MANUAL, node, DONE], items),
	);
	const run = await n8n.client.run(id);

	expect(run.status).toBe('success');
	expect(run.out(DONE.name).map(({ email }) => email)).toEqual(
		[0, 1, 3, 4].map((index) => items[index].email),
	);
	expect(run.out(REJECTED.name)).toEqual([
		{
			...items[2],
			error: expect.stringContaining('Email') as string,
			[n8n.client.isFirstMajor ? 'message' : 'details']: expect.objectContaining({
				status: 'failed',
				field: 'Email',
			}) as object,
		},
	]);
	expect(run.hints(node.name)).toEqual([expect.stringMatching(/4 .*1 /)]);
	expect(account.sandbox.store.contacts()).toHaveLength(4);
});

test('on a wrong token the run fails with one error that says what to do', async () => {
	const wrong = await openAccount(n8n.client, 'Expired', {}, { apiToken: 'expired' });
	const node = upsertNode(wrong.credential);
	const json = chain('Wrong token', [MANUAL, node, DONE], customers(20));
	const { id } = await n8n.client.importWorkflow(json);
	const run = await n8n.client.run(id);
	expect([run.status, run.failure?.message]).toEqual([
		'error',
		expect.stringContaining('refuses the API token'),
	]);
	expect(run.failure?.description).toContain('Settings → Developer');
	await wrong.sandbox.close();
});

test('stop means stop: within a second no further request is sent', async () => {
	account.sandbox.setLatency(200);
	const node = upsertNode(account.credential);
	const json = chain('Cancel', [MANUAL, node, DONE], customers(2000));
	const { id } = await n8n.client.importWorkflow(json);
	const execution = await n8n.client.start(id, MANUAL.name);
	const { journal } = account.sandbox;
	await until('the first requests', () => journal.total > 20);
	await n8n.client.stop(execution);
	expect((await n8n.client.finished(execution)).status).toBe('canceled');
	await new Promise((resolve) => setTimeout(resolve, 500));
	const sent = journal.total;
	await new Promise((resolve) => setTimeout(resolve, 1500));
	expect(journal.total).toBe(sent);
	expect(sent).toBeLessThan(1000);
});

test('an address where nobody listens is told as such', async () => {
	const gone = await openAccount(n8n.client, 'Gone');
	await gone.sandbox.close();
	const json = chain('Nobody there', [MANUAL, upsertNode(gone.credential), DONE], customers(1));
	const { id } = await n8n.client.importWorkflow(json);
	expect((await n8n.client.run(id)).failure?.message).toMatch(/^No answer from .*: it refused/);
});

test('a run within the limit of 5 requests per second loses nothing', async () => {
	const limited = await openAccount(
		n8n.client,
		'Vendor limit',
		{ limit: { perSecond: 5 } },
		{ requestsPerSecond: 5 },
	);
	const json = chain('At the limit', [MANUAL, upsertNode(limited.credential), DONE], customers(40));
	const { id } = await n8n.client.importWorkflow(json);
	const run = await n8n.client.run(id);
	expect([run.status, run.out(DONE.name).length]).toEqual(['success', 40]);
	expect(limited.sandbox.store.contacts()).toHaveLength(40);
	await limited.sandbox.close();
});

test('published with a schedule, it runs by itself until it is unpublished', async () => {
	const everySecond = {
		name: 'Every Second',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
	};
	const node = upsertNode(account.credential, {
		parameters: {
			resource: 'contact',
			operation: 'upsert',
			email: '={{ "run-" + $execution.id + "@example.com" }}',
		},
	});
	const { id } = await n8n.client.importWorkflow(chain('Schedule', [everySecond, node, DONE]));
	await n8n.client.publish(id);
	await until('two contacts', () => account.sandbox.store.contacts().length >= 2);
	await n8n.client.unpublish(id);
	const [last] = await n8n.client.executionsOf(id);
	expect((await n8n.client.finished(last.id)).mode).toBe('trigger');
	const stored = account.sandbox.store.contacts().length;
	await new Promise((resolve) => setTimeout(resolve, 2500));
	expect(account.sandbox.store.contacts()).toHaveLength(stored);
});
