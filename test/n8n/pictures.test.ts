/** The editor in a browser: what a user sees and clicks. Each test leaves a picture in `out/images`. */
import type { AccountJson } from '../../sandbox';
import { dataFile, readAccount } from '../../scripts/expected';
import { EXAMPLE_CREDENTIAL, exampleWorkflows } from '../../scripts/n8n/examples';
import {
	type Account,
	chain,
	connect,
	customers,
	MANUAL,
	openAccount,
	until,
	upsertNode,
} from './support/bench';
import { type Editor, openEditor } from './support/browser';

const ACCOUNT: AccountJson = readAccount(dataFile('account.json'));
const PERSON = 'jan.kowalski@example.com';

let n8n: Awaited<ReturnType<typeof connect>>;
let account: Account;
let editor: Editor;
const ids: Record<string, string> = {};

beforeAll(async () => {
	n8n = await connect();
	account = await openAccount(n8n.client, EXAMPLE_CREDENTIAL.name, { account: ACCOUNT });
	const jan = { email: PERSON, firstName: 'Jan', lastName: 'Kowalski', lists: { 1: 1 } };
	account.sandbox.loadAccount({ contacts: [{ ...jan, phone: '+48 600 100 200' }] });
	for (const { file, json } of exampleWorkflows()) {
		ids[file] = (await n8n.client.importWorkflow({ ...json })).id;
	}
	editor = await openEditor(n8n.client.rest);
});
afterAll(async () => {
	await editor?.close();
	await account?.sandbox.close();
});

const SYNC = 'examples/sync-customers.json';

/** Opens a workflow with what its last run gave, as after "Execute workflow". */
async function openWorkflow(id: string): Promise<void> {
	await editor.open(`/workflow/${id}`);
	await editor.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await editor.page.mouse.move(750, 70);
	await editor.page.waitForTimeout(1500);
}

test('the example on the canvas, executed', async () => {
	await openWorkflow(ids[SYNC]);
	const { page } = editor;
	await page.locator('[data-test-id^="execute-workflow-button"]').last().click();
	await page.getByText('983 items').first().waitFor({ timeout: 60_000 });
	await page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
	await editor.hideToasts();
	await editor.picture('canvas');
});

test('the panel of the node, with its output and the closing hint', async () => {
	await editor.panel('Store Contact');
	await editor.page
		.getByText(/983 items/)
		.first()
		.waitFor();
	await editor.picture('node-panel');
});

test('the error output names the row, the field and what to do', async () => {
	const { page } = editor;
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText(/^Error Branch/).click();
	await output.locator('[data-test-id="radio-button-json"]').click();
	await output
		.getByText(/Correct the address at its source/)
		.first()
		.waitFor();
	await editor.picture('error-output');
});

test('the credential says that it works', async () => {
	const { page } = editor;
	// The picture is to show what a user has: the platform's own limit.
	const data = { ...account.data, requestsPerSecond: 5 };
	await n8n.client.saveCredential(account.credential.name, account.credential.type, data);
	await page.locator('[data-test-id="credential-edit-button"]').click();
	await page.getByText('Account URL').first().waitFor();
	await page
		.getByText(/Connection tested successfully/)
		.first()
		.waitFor();
	await editor.picture('credential');
});

test('a new node: the mapper offers the fields of the account with their IDs', async () => {
	const json = chain('New node', [MANUAL, upsertNode(account.credential)], customers(3));
	const { id } = await n8n.client.importWorkflow(json);
	await openWorkflow(id);
	await editor.panel('Store Contact');
	const { page } = editor;
	const words = /add custom field to send/i;
	await page.getByPlaceholder(words).or(page.getByText(words)).first().click();
	await page.getByText('Loyalty card (ID 3)').first().waitFor();
	await editor.picture('resource-mapper');
});

test('a wrong token is one error with what to do', async () => {
	const changes = { apiToken: 'old' };
	const { sandbox, credential } = await openAccount(n8n.client, 'Expired account', {}, changes);
	const json = chain('Expired token', [MANUAL, upsertNode(credential)], customers(3));
	const { id } = await n8n.client.importWorkflow(json);
	await openWorkflow(id);
	await editor.panel('Store Contact');
	await editor.page.locator('[data-test-id="node-execute-button"]').click();
	await editor.page
		.getByText(/refuses the API token/)
		.first()
		.waitFor();
	await editor.hideToasts();
	await editor.picture('error-wrong-token');
	await sandbox.close();
});

test('the trigger, listening for a test event, shows it nested', async () => {
	await openWorkflow(ids['examples/unsubscribe-to-shop.json']);
	await editor.picture('canvas-trigger');
	await editor.panel('Contact Unsubscribed');
	const { page } = editor;
	await page.locator('[data-test-id="node-execute-button"]').first().click();
	const hooks = () => account.sandbox.store.tables.webhooks.all();
	await until('the hook of the test', () => hooks().length === 1);
	expect(hooks()[0].url).toContain('/webhook-test/');
	account.sandbox.unsubscribe(PERSON, 1);
	await page.getByText(PERSON).first().waitFor();
	await until('the end of the test', () => hooks().length === 0);
	await page.locator('[data-test-id="radio-button-json"]').last().click();
	await editor.hideToasts();
	await editor.picture('trigger-output');
});

test('the node is found by its name and lists what it can do', async () => {
	await openWorkflow(ids[SYNC]);
	const { page } = editor;
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.locator('[data-test-id="node-creator-search-bar"]').fill('quarticon');
	await page.getByText('QuarticOn CDXP', { exact: true }).first().click();
	await page.getByText('Create or update contact').first().waitFor();
	await editor.picture('node-creator');
});
