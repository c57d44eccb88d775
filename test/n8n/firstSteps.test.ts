/** What a user does first, with the mouse: takes the node from the list, connects it, fills it in, executes it. */
import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from '../../scripts/n8n/accounts';
import { EXAMPLE_CREDENTIALS } from '../../scripts/n8n/examples';
import { chain, connect, MANUAL, openAccount, PEOPLE, until } from './support/bench';
import { type Editor, openEditor } from './support/browser';

const ACTION = 'Create or update contact';
/** Of the custom field City in the account of the examples. */
const CITY = '7';
let n8n: Awaited<ReturnType<typeof connect>>;
let accounts: ExampleAccounts;
let editor: Editor;
beforeAll(async () => {
	n8n = await connect();
	accounts = await startAccounts({ perSecond: 0 });
	await saveAccess(n8n.client, accessTo(accounts, 0));
	// n8n chooses the newest credential by itself; here that is another one.
	await (await openAccount(n8n.client, 'Another account')).sandbox.close();
	editor = await openEditor(n8n.client.rest);
	const { id } = await n8n.client.importWorkflow(chain('First steps', [MANUAL], PEOPLE));
	await editor.workflow(id);
});
afterAll(async () => {
	await editor?.close();
	await closeAccounts(accounts);
});

/** The handle on one side of a node. */
const handle = (node: string, side: 'source' | 'target') =>
	editor.page.locator(`.vue-flow__node:has([data-node-name="${node}"]) .vue-flow__handle.${side}`);

test('the action is found by the name of the node and dragged onto the canvas', async () => {
	const { page } = editor;
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.locator('[data-test-id="node-creator-search-bar"]').fill('QuarticOn');
	await page.getByText('QuarticOn CDXP', { exact: true }).first().click();
	const action = page.getByText(ACTION, { exact: true });
	await action.waitFor();
	await page.waitForTimeout(500);
	await editor.picture('node-creator');
	await editor.drag(action, { x: 1050, y: 480 });
	// n8n opens the panel of what was dropped.
	await page.locator('[data-test-id="parameter-input-email"]').waitFor();
	await editor.closePanel();
});

test('it is connected', async () => {
	await editor.drag(handle(MANUAL.name, 'source'), handle(ACTION, 'target'));
	await editor.page.locator('.vue-flow__edge').waitFor();
	await editor.page.locator('[data-test-id="tidy-up-button"]').click();
	await editor.page.mouse.move(60, 600);
	await editor.picture('node-dropped');
});

test('credential and three inputs are enough to store contacts', async () => {
	const { page } = editor;
	await editor.panel(ACTION);
	await editor.choose(
		page.locator('[data-test-id="node-credentials-select"]'),
		EXAMPLE_CREDENTIALS.cdxp.name,
	);
	// n8n does not ask again for the custom fields by itself.
	await page.locator('[data-test-id="resource-mapper-container"]').getByText('Retry').click();
	const map = async (input: keyof (typeof PEOPLE)[number], field: string) => {
		await editor.drag(
			page.locator('[data-test-id="run-data-schema-item"]').getByText(input, { exact: true }),
			page.locator(`[data-test-id="parameter-input-${field}"]`),
		);
		// Below the field, n8n shows what the expression gives.
		const hints = page.locator('[data-test-id="parameter-input-hint"]');
		await hints.filter({ hasText: PEOPLE[0][input] }).first().waitFor();
		await page.waitForTimeout(500);
	};
	await map('email', 'email');
	await editor.choose(page.getByPlaceholder('Add Field', { exact: true }), 'First Name');
	await map('name', 'firstName');
	await page.getByText('Add custom field to send').click();
	await page.getByText(`City (ID ${CITY})`).click();
	await map('city', CITY);

	await page.locator('[data-test-id="node-execute-button"]').first().click();
	await page.getByText(/3 of 3 items done/).waitFor();
	await editor.outputAs('schema');
	await page.mouse.move(60, 600);
	await editor.hideToasts();
	await editor.picture('node-executed');
	const { store } = accounts.cdxp;
	const stored = PEOPLE.map(({ email }) => store.contactByEmail(email));
	expect(stored.map((contact) => contact?.firstName)).toEqual(PEOPLE.map(({ name }) => name));
	expect(stored.map((contact) => store.fieldValuesOf(contact?.id ?? '')[CITY])).toEqual(
		PEOPLE.map(({ city }) => city),
	);
});

test('the editor saves what was put together', async () => {
	const saved = async () =>
		(await n8n.client.workflows()).find(({ name }) => name === 'First steps')?.id ?? '';
	await until('the node is saved', async () => {
		const { nodes } = await n8n.client.workflow(await saved());
		return JSON.stringify(nodes.find(({ name }) => name === ACTION) ?? {}).includes('json.city');
	});
});
