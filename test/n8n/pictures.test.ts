/** The editor in a browser: what a user sees and clicks. Each test leaves a picture in `out/images`. */
import type { IDataObject } from 'n8n-workflow';

import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from '../../scripts/n8n/accounts';
import { exampleWorkflows } from '../../scripts/n8n/examples';
import {
	chain,
	connect,
	importExamples,
	MANUAL,
	openAccount,
	PEOPLE,
	until,
	upsertNode,
} from './support/bench';
import { type Editor, openEditor } from './support/browser';

const PERSON = 'jan.kowalski@example.com';

let n8n: Awaited<ReturnType<typeof connect>>;
let accounts: ExampleAccounts;
let editor: Editor;
let ids: Record<string, string>;

beforeAll(async () => {
	n8n = await connect();
	const jan = { email: PERSON, firstName: 'Jan', lastName: 'Kowalski', lists: { 1: 1 } };
	accounts = await startAccounts({
		perSecond: 0,
		contacts: [{ ...jan, phone: '+48 600 100 200' }],
	});
	await saveAccess(n8n.client, accessTo(accounts, 0));
	ids = await importExamples(n8n.client);
	editor = await openEditor(n8n.client.rest);
});
afterAll(async () => {
	await editor?.close();
	await closeAccounts(accounts);
});

const SYNC = 'examples/sync-customers.json';

test('the example on the canvas, executed', async () => {
	await editor.workflow(ids[SYNC]);
	await editor.execute();
	await editor.page.getByText('983 items').first().waitFor();
	await editor.picture('canvas');
});

test('the panel of the node, with its output and the closing hint', async () => {
	const { page } = editor;
	const fields = page.waitForResponse(/resource-mapper-fields/);
	await editor.panel('Store Contact');
	await page
		.getByText(/983 items/)
		.first()
		.waitFor();
	await fields;
	const mapper = page.locator('[data-test-id="resource-mapper-container"]');
	await mapper.getByText('City (ID 7)').waitFor();
	await page.waitForTimeout(500);
	// n8n's sign that the list of fields in the workflow is not the account's.
	expect(await mapper.locator('[data-icon="triangle-alert"]').count()).toBe(0);
	await editor.outputAs('schema');
	await editor.picture('node-panel');
});

test('the error output names the row, the field and what to do', async () => {
	const { page } = editor;
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText(/^Error Branch/).click();
	await editor.outputAs('json');
	await output
		.getByText(/Correct the address at its source/)
		.first()
		.waitFor();
	await editor.picture('error-output');
});

test('the credential says that it works', async () => {
	const { page } = editor;
	// The picture is to show what a user has: the platform's own limit.
	await saveAccess(n8n.client, accessTo(accounts, 5));
	await page.locator('[data-test-id="credential-edit-button"]').click();
	await page.getByText('Account URL').first().waitFor();
	await page
		.getByText(/Connection tested successfully/)
		.first()
		.waitFor();
	await editor.picture('credential');
});

test('a new node: the mapper offers the fields of the account with their IDs', async () => {
	const titles = ['Loyalty card', 'City', 'Customer tier', 'Favourite store', 'Newsletter day'];
	const fields = titles.map((title, index) => ({ id: index + 3, title, type: 'text' }));
	const small = await openAccount(n8n.client, 'Account of the shop', { account: { fields } });
	const json = chain('New node', [MANUAL, upsertNode(small.credential)], PEOPLE);
	const { id } = await n8n.client.importWorkflow(json);
	await editor.workflow(id);
	await editor.panel('Store Contact');
	const { page } = editor;
	const words = /add custom field to send/i;
	await page.getByPlaceholder(words).or(page.getByText(words)).first().click();
	await page.getByText('Loyalty card (ID 3)').first().waitFor();
	await editor.picture('resource-mapper');
	await small.sandbox.close();
});

test('a wrong token is one error with what to do', async () => {
	const changes = { apiToken: 'old' };
	const expired = await openAccount(n8n.client, 'Account with an old token', {}, changes);
	const json = chain('Expired token', [MANUAL, upsertNode(expired.credential)], PEOPLE);
	const { id } = await n8n.client.importWorkflow(json);
	await editor.workflow(id);
	await editor.panel('Store Contact');
	await editor.page.locator('[data-test-id="node-execute-button"]').click();
	await editor.page
		.getByText(/refuses the API token/)
		.first()
		.waitFor();
	await editor.hideToasts();
	await editor.picture('error-wrong-token');
	await expired.sandbox.close();
});

test('the trigger, listening for a test event, shows it nested', async () => {
	await editor.workflow(ids['examples/unsubscribe-to-shop.json']);
	await editor.picture('canvas-trigger');
	await editor.panel('Contact Unsubscribed');
	const { page } = editor;
	await page.locator('[data-test-id="node-execute-button"]').first().click();
	const hooks = () => accounts.cdxp.store.tables.webhooks.all();
	await until('the hook of the test', () => hooks().length === 1);
	expect(hooks()[0].url).toContain('/webhook-test/');
	accounts.cdxp.unsubscribe(PERSON, 1);
	await page.getByText(PERSON).first().waitFor();
	await until('the end of the test', () => hooks().length === 0);
	await editor.outputAs('schema');
	await editor.hideToasts();
	await editor.picture('trigger-output');
});

test("QuarticOn Store's feed on the canvas, executed", async () => {
	await editor.workflow(ids['examples/product-feed.json']);
	await editor.execute();
	await editor.page.getByText('18 items').first().waitFor();
	await editor.picture('store-canvas');
});

test("the panel of QuarticOn Store's node, with what it recommends", async () => {
	await editor.workflow(ids['examples/recommendations-to-email.json']);
	await editor.execute();
	await editor.panel('Get Recommendations');
	await editor.outputAs('schema');
	await editor.page.getByText('Trail Shoes', { exact: true }).first().waitFor();
	await editor.picture('store-panel');
});

/** Of each note on the canvas, by ID, in pixels before zooming: how much higher it is than its text. */
const ROOM_IN_NOTES = `
	Object.fromEntries(
		[...document.querySelectorAll('.vue-flow__node:has(.sticky-textarea)')].map((note) => {
			const { height, top } = note.getBoundingClientRect();
			const zoom = height / note.offsetHeight;
			const bottoms = [...note.querySelectorAll('h1, h2, p, li')].map(
				(line) => line.getBoundingClientRect().bottom,
			);
			return [note.dataset.id, Math.round((height - (Math.max(...bottoms) - top)) / zoom)];
		}),
	)
`;

test('the notes of the examples fit their text', async () => {
	const notes = exampleWorkflows()
		.flatMap(({ file, json }) =>
			json.nodes.map((node) => ({ ...node, id: `${file}, ${node.name}` })),
		)
		.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')
		.map((note, index) => ({
			...note,
			name: note.id,
			position: [1300 * (index % 4), 300 * Math.floor(index / 4)],
		}));
	const json = { name: 'Notes', nodes: notes, connections: {}, settings: {} };
	const { id } = await n8n.client.importWorkflow(json as unknown as IDataObject);
	await editor.open(`/workflow/${id}`);
	await editor.page.locator('.vue-flow__node:has(.sticky-textarea)').first().waitFor();
	await editor.page.waitForTimeout(1500);
	const room = (await editor.page.evaluate(ROOM_IN_NOTES)) as Record<string, number>;
	expect(Object.keys(room).sort()).toEqual(notes.map((note) => note.id).sort());
	const unfit = Object.entries(room).filter(([, pixels]) => pixels < 5 || pixels > 60);
	expect(unfit).toEqual([]);
});
