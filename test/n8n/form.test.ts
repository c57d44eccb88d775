/** The example form, published and filled in in a browser. */
import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from '../../scripts/n8n/accounts';
import { exampleWorkflows } from '../../scripts/n8n/examples';
import { connect, until } from './support/bench';
import { type Editor, openEditor } from './support/browser';

const FILE = 'examples/form-to-contact.json';
const FORM = 'n8n-nodes-base.formTrigger';
const NEWSLETTER = '1';
const UNCONFIRMED = 0;

let n8n: Awaited<ReturnType<typeof connect>>;
let accounts: ExampleAccounts;
let browser: Editor;
let id: string;
beforeAll(async () => {
	n8n = await connect();
	accounts = await startAccounts({ perSecond: 0 });
	await saveAccess(n8n.client, accessTo(accounts, 0));
	const example = exampleWorkflows().find(({ file }) => file === FILE);
	({ id } = await n8n.client.importWorkflow(example?.json ?? {}));
	await n8n.client.publish(id);
	browser = await openEditor(n8n.client.rest);
});
afterAll(async () => {
	await browser?.close();
	await n8n.client.unpublish(id);
	await closeAccounts(accounts);
});

test('who fills it in with the tick becomes a contact that is unconfirmed on the list', async () => {
	const { nodes } = await n8n.client.workflow(id);
	const form = nodes.find(({ type }) => type === FORM);
	await browser.open(`/form/${form?.webhookId}`);
	const { page } = browser;
	const email = 'anna.nowak@example.com';
	const entry = { 'E-mail': email, 'First name': 'Anna', 'Last name': 'Nowak' };
	for (const [label, value] of Object.entries(entry))
		await page.getByLabel(label).first().fill(value);
	await page.locator('input[type="checkbox"]').first().click();
	await browser.picture('form');
	await page.locator('#submit-btn').click();

	const { store } = accounts.cdxp;
	await until('the contact', () => store.contactByEmail(email) !== undefined);
	await until('the execution', async () =>
		(await n8n.client.executionsOf(id)).some(({ status }) => status === 'success'),
	);
	const contact = store.contactByEmail(email);
	expect(contact).toMatchObject({ firstName: 'Anna', lastName: 'Nowak' });
	expect(store.listStatusOf(contact?.id ?? '')).toEqual({ [NEWSLETTER]: UNCONFIRMED });
});
