/**
 * The nodes of the platforms beside CDXP: their examples run, their panels opened, their triggers published. What they do in
 * every case is tested in the embedded engine; here, that n8n does the same with them. Pictures go to `out/images`.
 */
import type { IDataObject } from 'n8n-workflow';

import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from '../../scripts/n8n/accounts';
import type { Execution } from '../../scripts/n8n/execution';
import { EXAMPLE_CREDENTIALS } from '../../scripts/n8n/examples';
import { chain, connect, DONE, importExamples, nodeOf, SELDOM, until } from './support/bench';
import { type Editor, openEditor } from './support/browser';

/** As the portal of Engage makes them. */
const SECRET = `whsec_${Buffer.from('the secret of an endpoint'.padEnd(32, '.')).toString('base64')}`;
const ANNA = '2e40b702-2767-4abe-ae99-aa5101080001';

let n8n: Awaited<ReturnType<typeof connect>>;
let accounts: ExampleAccounts;
let editor: Editor;
let ids: Record<string, string>;

beforeAll(async () => {
	n8n = await connect();
	accounts = await startAccounts({ perSecond: 0 });
	const access = accessTo(accounts, 0);
	access[EXAMPLE_CREDENTIALS.voyado.type].signingSecret = SECRET;
	await saveAccess(n8n.client, access);
	ids = await importExamples(n8n.client);
	// Engage tells of changes, not of what was always there.
	for (const name of ['nina', 'nils'])
		accounts.voyado.people.create({
			firstName: name,
			lastName: 'Nyberg',
			email: `${name}@example.com`,
		});
	editor = await openEditor(n8n.client.rest);
});
afterAll(async () => {
	await editor?.close();
	await closeAccounts(accounts);
});

describe('an action node in the editor', () => {
	test.each([
		['voyado', 'voyado-signup', 'Create or Update Member', 'Signed Up'],
		['cordial', 'orders-to-cordial', 'Store Order', 'Accepted'],
		['loyaltii', 'orders-to-loyaltii', 'Give Points', 'Stored'],
	])('%s: its example, executed, and its panel', async (name, file, node, last) => {
		const { page } = editor;
		await editor.workflow(ids[`examples/${file}.json`]);
		await editor.execute();
		const [{ id }] = await n8n.client.executionsOf(ids[`examples/${file}.json`]);
		expect((await n8n.client.finished(id)).out(last).length).toBeGreaterThan(0);
		await editor.picture(`${name}-canvas`);
		await editor.panel(node);
		await editor.outputAs('schema');
		await page.locator('[data-test-id="ndv"]').getByText('Credential').first().waitFor();
		await editor.picture(`${name}-panel`);
	});
});

describe('a trigger in the editor', () => {
	const output = () => editor.page.locator('[data-test-id="output-panel"]');
	const execute = async () =>
		await editor.page.locator('[data-test-id="node-execute-button"]').first().click();

	test('Voyado Engage Trigger listens for a test event', async () => {
		const id = ids['examples/voyado-events.json'];
		await editor.workflow(id);
		await editor.panel('Preference Changed');
		await execute();
		await editor.page
			.getByText(/Listening for test event/i)
			.first()
			.waitFor();
		const { nodes } = await n8n.client.workflow(id);
		const { webhookId } = nodes.find(({ name }) => name === 'Preference Changed') ?? {};
		accounts.voyado.hooks.addTarget({
			url: `${n8n.url}/webhook-test/${webhookId}/webhook`,
			secret: SECRET,
		});
		accounts.voyado.people.update(ANNA, { preferences: { acceptsSms: true } });
		await output().getByText('contact.acceptsSms.changed').first().waitFor();
		await editor.outputAs('schema');
		await editor.hideToasts();
		await editor.picture('voyado-trigger');
	});

	test.each([
		['voyado-changes', 'Contact Changes', 'contact.created', 'voyado-changes-trigger'],
		['loyaltii-events-to-table', 'New Events', 'visit-1', 'loyaltii-trigger'],
		['reconcile', 'CDXP Changes', 'contact_created', 'changes-trigger'],
	])('%s: a poll by hand shows an example', async (file, node, shown, picture) => {
		await editor.workflow(ids[`examples/${file}.json`]);
		await editor.panel(node);
		await execute();
		await output()
			.getByText(/^\d items?$/)
			.first()
			.waitFor();
		await editor.outputAs('schema');
		await output().getByText(shown).first().waitFor();
		await editor.hideToasts();
		await editor.picture(picture);
	});
});

describe('a published trigger', () => {
	const trigger = async (
		node: string,
		credential: keyof typeof EXAMPLE_CREDENTIALS,
		parameters: IDataObject,
	) => {
		const ref = { ...EXAMPLE_CREDENTIALS[credential], id: '' };
		const json = chain(node, [
			nodeOf(`n8n-nodes-cdxp.${node}`, node, ref, parameters, {
				webhookId: crypto.randomUUID(),
			}),
			DONE,
		]);
		return await n8n.client.importWorkflow(json);
	};
	const executions = async (id: string, count: number): Promise<Execution[]> => {
		await until(`${count} executions`, async () => {
			const all = await n8n.client.executionsOf(id);
			return all.length >= count && all.every(({ status }) => status === 'success');
		});
		const all = await n8n.client.executionsOf(id);
		return await Promise.all(all.map(async (one) => await n8n.client.execution(one.id)));
	};

	test('Voyado Engage Trigger takes a signed event once and refuses a forged one', async () => {
		const name = 'voyadoEngageTrigger';
		const { id, nodes } = await trigger(name, 'voyado', { events: ['contact.updated'] });
		await n8n.client.publish(id);
		accounts.voyado.hooks.addTarget({
			url: `${n8n.url}/webhook/${nodes[0].webhookId}/webhook`,
			secret: SECRET,
		});
		accounts.voyado.people.update(ANNA, { city: 'Lund' });
		const [run] = await executions(id, 1);
		expect(run.out(name)).toMatchObject([
			{ type: 'contact.updated', contactId: ANNA, isSigned: true },
		]);
		accounts.voyado.hooks.replay(3);
		accounts.voyado.misbehave({ isForged: true });
		accounts.voyado.people.update(ANNA, { city: 'Malmö' });
		await accounts.voyado.settled();
		accounts.voyado.misbehave({ isForged: false });
		await new Promise((resolve) => setTimeout(resolve, 1000));
		expect(await executions(id, 1)).toHaveLength(1);
		await n8n.client.unpublish(id);
	});

	test.each([
		[
			'voyadoEngageChangesTrigger',
			'voyado',
			{ events: ['contact.created'], startFrom: 'date', startDate: '2000-01-01T00:00:00' },
			// Two of them were there from the start.
			() => accounts.voyado.store.contacts.size - 2,
		],
		[
			'loyaltiiTrigger',
			'loyaltii',
			{ event: 'contactEvent', eventTypes: 'web', startFrom: 'beginning' },
			() => accounts.loyaltii.store.events.all().length,
		],
		[
			'quarticonCdxpChangesTrigger',
			'cdxp',
			{ events: ['contactCreated'], startFrom: 'date', startDate: '2000-01-01T00:00:00' },
			() => accounts.cdxp.store.tables.contacts.all().length,
		],
	] as const)('%s brings what is there, once', async (name, credential, parameters, wanted) => {
		const { id } = await trigger(name, credential, { ...parameters, pollTimes: SELDOM });
		await n8n.client.publish(id);
		const [run] = await executions(id, 1);
		expect(wanted()).toBeGreaterThan(0);
		expect(run.out(name)).toHaveLength(wanted());
		// Published again, it goes on where it was.
		await n8n.client.unpublish(id);
		await n8n.client.publish(id);
		await new Promise((resolve) => setTimeout(resolve, 2000));
		expect(await executions(id, 1)).toHaveLength(1);
		await n8n.client.unpublish(id);
	});
});
