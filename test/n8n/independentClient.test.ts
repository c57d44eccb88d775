/**
 * n8n's built-in ActiveCampaign node and trigger, written by others for the same API, work against the sandbox without
 * noticing that it is one. What they do here is a conformance test of the sandbox.
 */
import type { IDataObject } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../sandbox';
import type { CredentialRef } from '../../scripts/n8n/client';
import { chain, connect, DONE, MANUAL, nodeOf, until } from './support/bench';

const NODE = 'n8n-nodes-base.activeCampaign';
const TRIGGER = 'n8n-nodes-base.activeCampaignTrigger';
const TYPE = 'activeCampaignApi';

let n8n: Awaited<ReturnType<typeof connect>>;
let sandbox: Sandbox;
let credential: CredentialRef;
beforeAll(async () => {
	n8n = await connect();
	sandbox = await startSandbox({
		limit: { perSecond: 0 },
		account: {
			fields: [{ id: 3, title: 'City', type: 'text' }],
			lists: [{ id: 1, name: 'Newsletter' }],
			tags: Array.from({ length: 130 }, (_, index) => `Tag ${index + 1}`),
			contacts: Array.from({ length: 230 }, (_, index) => ({ email: `c${index}@example.com` })),
		},
	});
	credential = await n8n.client.saveCredential('Peer', TYPE, access());
});
afterEach(() => {
	const strange = sandbox.journal.entries.filter(({ status = 0 }) => status === 0 || status >= 400);
	expect(strange.map(({ method, url, status }) => `${method} ${url}: ${status}`)).toEqual([]);
});
afterAll(async () => await sandbox.close());

const access = () => ({ apiUrl: sandbox.url, apiKey: sandbox.token });

/** One run of the peer's node. */
async function peer(resource: string, operation: string, parameters: IDataObject = {}) {
	const node = nodeOf(NODE, 'Peer', credential, { resource, operation, ...parameters });
	const { id } = await n8n.client.importWorkflow(chain('Peer', [MANUAL, node, DONE]));
	const run = await n8n.client.run(id);
	if (run.status !== 'success')
		throw new Error(`${resource} ${operation}: ${run.failure?.message}`);
	return run.out('Peer');
}

test('its credential is tested', async () => {
	expect(await n8n.client.testCredential(credential, access())).toMatchObject({ status: 'OK' });
});

test('contacts are created, found, changed and deleted', async () => {
	const fieldValues = { property: [{ field: '3', value: 'Łódź' }] };
	const [created] = await peer('contact', 'create', {
		email: 'jan@example.com',
		updateIfExists: false,
		additionalFields: { firstName: 'Jan', phone: '+48 600 100 200', fieldValues },
	});
	const contactId = Number(created.id);
	expect(sandbox.store.fieldValuesOf(String(created.id))).toEqual({ 3: 'Łódź' });

	const [again] = await peer('contact', 'create', {
		email: 'JAN@example.com',
		updateIfExists: true,
		additionalFields: { lastName: 'Kowalski' },
	});
	expect(Number(again.id)).toBe(contactId);

	const [got] = await peer('contact', 'get', { contactId });
	expect(got.contact).toMatchObject({ firstName: 'Jan', lastName: 'Kowalski' });
	const [changed] = await peer('contact', 'update', {
		contactId,
		updateFields: { firstName: 'Janusz' },
	});
	expect(changed).toMatchObject({ firstName: 'Janusz' });

	const [found] = await peer('contact', 'getAll', {
		returnAll: false,
		limit: 5,
		additionalFields: { email: 'jan@example.com' },
	});
	expect(Number(found.id)).toBe(contactId);
	await peer('contact', 'delete', { contactId });
	expect(sandbox.store.contactByEmail('jan@example.com')).toBeUndefined();
});

test('contacts and tags are read to the last page, by its own paging', async () => {
	expect(await peer('contact', 'getAll', { returnAll: true, additionalFields: {} })).toHaveLength(
		230,
	);
	expect(await peer('tag', 'getAll', { returnAll: true })).toHaveLength(130);
	expect(await peer('list', 'getAll', { returnAll: false, limit: 10 })).toMatchObject([
		{ name: 'Newsletter' },
	]);
});

test('tags are created, given and taken', async () => {
	const [tag] = await peer('tag', 'create', { name: 'VIP', tagType: 'contact' });
	const tagId = Number(tag.id);
	expect(await peer('tag', 'get', { tagId })).toMatchObject([{ tag: { tag: 'VIP' } }]);
	const [link] = await peer('contactTag', 'add', { contactId: 1, tagId });
	expect(sandbox.store.tagsOf('1')).toEqual(['VIP']);
	await peer('contactTag', 'remove', { contactTagId: Number(link.id) });
	expect(sandbox.store.tagsOf('1')).toEqual([]);
});

test('a contact is put on a list and taken off', async () => {
	await peer('contactList', 'add', { listId: 1, contactId: 2 });
	expect(sandbox.store.listStatusOf('2')).toEqual({ 1: 1 });
	await peer('contactList', 'remove', { listId: 1, contactId: 2 });
	expect(sandbox.store.listStatusOf('2')).toEqual({ 1: 2 });
});

test('accounts are created, changed, given contacts and deleted', async () => {
	const [account] = await peer('account', 'create', { name: 'Shop PL', additionalFields: {} });
	const accountId = Number(account.id);
	const updateFields = { name: 'Shop Polska' };
	expect(await peer('account', 'update', { accountId, updateFields })).toMatchObject([
		updateFields,
	]);
	expect(await peer('account', 'get', { accountId })).toMatchObject([{ account: updateFields }]);
	const all = await peer('account', 'getAll', { returnAll: true, filters: {} });
	expect(all).toMatchObject([updateFields]);

	const link = { contact: 3, account: accountId, additionalFields: { jobTitle: 'Owner' } };
	const [linked] = await peer('accountContact', 'create', link);
	expect(sandbox.store.accountOf('3')?.name).toBe('Shop Polska');
	await peer('accountContact', 'delete', { accountContactId: Number(linked.id) });
	await peer('account', 'delete', { accountId });
	expect(sandbox.store.accountOf('3')).toBeUndefined();
});

test('its trigger is published, called and unpublished', async () => {
	const events = await n8n.lookups.options({
		type: TRIGGER,
		credential,
		method: 'getEvents',
		path: 'parameters.events',
	});
	expect(events).toContainEqual({ name: 'unsubscribe', value: 'unsubscribe' });

	const parameters = { events: ['unsubscribe'], sources: ['public'] };
	const node = nodeOf(TRIGGER, 'Peer Trigger', credential, parameters);
	const webhookId = '9a0b52a0-1c09-4b51-8d25-0f8f2ad3c0aa';
	const json = chain('Peer trigger', [{ ...node, webhookId }, DONE]);
	const { id } = await n8n.client.importWorkflow(json);
	await n8n.client.publish(id);
	const hooks = () => sandbox.store.tables.webhooks.all();
	expect(hooks()).toMatchObject([{ ...parameters, name: `n8n-webhook:${hooks()[0].url}` }]);

	await peer('contactList', 'add', { listId: 1, contactId: 4 });
	sandbox.unsubscribe('c3@example.com', 1);
	await sandbox.settled();
	expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200]);
	await until('the execution', async () => (await n8n.client.executionsOf(id)).length === 1);
	const [{ id: executionId }] = await n8n.client.executionsOf(id);
	const [event] = (await n8n.client.finished(executionId)).out('Peer Trigger');
	// What our trigger nests, the built-in one hands on flat.
	expect(event).toMatchObject({ type: 'unsubscribe', 'contact[email]': 'c3@example.com' });

	await n8n.client.unpublish(id);
	expect(hooks()).toEqual([]);
});
