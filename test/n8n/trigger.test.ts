/** The trigger published in n8n and called by the sandbox as the platform calls: a form, with brackets in its keys. */
import type { Sandbox } from '../../sandbox';
import type { Execution } from '../../scripts/n8n/execution';
import {
	type Account,
	chain,
	connect,
	DONE,
	nodeOf,
	openAccount,
	TRIGGER,
	until,
} from './support/bench';

const NAME = 'Contact Unsubscribed';
const ACCOUNT = {
	lists: [{ id: 1, name: 'Newsletter' }],
	contacts: [
		{ email: 'jan@example.com', firstName: 'Jan', lists: { 1: 1 }, fieldValues: {} },
		{ email: 'anna@example.com', firstName: 'Anna', lists: { 1: 1 } },
		{ email: 'ola@example.com', firstName: 'Ola', lists: { 1: 1 } },
	],
};

let n8n: Awaited<ReturnType<typeof connect>>;
let account: Account;
let sandbox: Sandbox;
let id: string;
beforeAll(async () => {
	n8n = await connect();
	account = await openAccount(n8n.client, 'Trigger', { account: ACCOUNT });
	sandbox = account.sandbox;
	const node = nodeOf(TRIGGER, NAME, account.credential, { events: ['unsubscribe'] });
	const webhookId = '5f8f7b3a-6c1f-4b6e-9f0a-3d1c5b7e9a11';
	({ id } = await n8n.client.importWorkflow(
		chain('From the platform', [{ ...node, webhookId }, DONE]),
	));
});
afterAll(async () => {
	await n8n.client.unpublish(id);
	await sandbox.close();
});

const hooks = () => sandbox.store.tables.webhooks.all();

async function executions(count: number): Promise<Execution[]> {
	await until(`${count} executions`, async () => {
		const all = await n8n.client.executionsOf(id);
		return all.length >= count && all.every(({ status }) => status === 'success');
	});
	const all = await n8n.client.executionsOf(id);
	return await Promise.all(all.map(async ({ id: one }) => await n8n.client.execution(one)));
}

test('publishing registers one hook with a key, under the name of the workflow', async () => {
	await n8n.client.publish(id);
	expect(hooks()).toHaveLength(1);
	expect(hooks()[0]).toMatchObject({
		name: 'n8n: From the platform',
		events: ['unsubscribe'],
		sources: ['public', 'admin', 'system'],
	});
	expect(new URL(hooks()[0].url).origin).toBe(n8n.url);
	expect(new URL(hooks()[0].url).searchParams.get('key')).toMatch(/.{20,}/);
});

test('an event arrives nested, though it was sent as a form', async () => {
	sandbox.unsubscribe('jan@example.com', 1);
	await sandbox.settled();
	expect(sandbox.deliveries.map(({ status, contentType }) => `${status} ${contentType}`)).toEqual([
		expect.stringMatching(/^200 application\/x-www-form-urlencoded/),
	]);
	const [run] = await executions(1);
	expect(run.mode).toBe('webhook');
	expect(run.out(NAME)).toEqual([
		expect.objectContaining({
			eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			type: 'unsubscribe',
			initiatedFrom: 'public',
			contact: expect.objectContaining({ email: 'jan@example.com', firstName: 'Jan' }) as object,
			lists: [{ id: '1', name: 'Newsletter' }],
		}),
	]);
});

test('an event that is delivered twice starts one execution', async () => {
	sandbox.setDuplicateWebhooks(true);
	sandbox.unsubscribe('anna@example.com', 1);
	await sandbox.settled();
	sandbox.setDuplicateWebhooks(false);
	expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200, 200, 200]);
	await executions(2);
	await new Promise((resolve) => setTimeout(resolve, 1000));
	expect(await n8n.client.executionsOf(id)).toHaveLength(2);
});

test('a call without the key is answered and starts nothing', async () => {
	const { url } = hooks()[0];
	const body = new URLSearchParams({ type: 'unsubscribe', 'contact[email]': 'x@example.com' });
	const answer = await fetch(url.split('?')[0], { method: 'POST', body });
	expect([answer.status, await answer.text()]).toEqual([200, 'OK']);
	await new Promise((resolve) => setTimeout(resolve, 1000));
	expect(await n8n.client.executionsOf(id)).toHaveLength(2);
});

test('unpublishing removes the hook at the platform', async () => {
	await n8n.client.unpublish(id);
	expect(hooks()).toEqual([]);
	sandbox.unsubscribe('ola@example.com', 1);
	await sandbox.settled();
	expect(await n8n.client.executionsOf(id)).toHaveLength(2);
});

test('publishing again adopts a hook that is still there', async () => {
	await n8n.client.publish(id);
	const [{ id: hookId }] = hooks();
	await n8n.client.publish(id);
	expect(hooks().map((hook) => hook.id)).toEqual([hookId]);
	await n8n.client.unpublish(id);
	expect(hooks()).toEqual([]);
});
