/** What the editor asks for while a user fills in the node. */
import type { AccountJson } from '../../sandbox';
import { type Account, ACTION, connect, openAccount, TRIGGER } from './support/bench';

const FIELDS = 250;
const ACCOUNT: AccountJson = {
	fields: Array.from({ length: FIELDS }, (_, index) => ({
		id: index + 1,
		title: `Field ${index + 1}`,
		type: index % 10 === 0 ? 'dropdown' : 'text',
		...(index % 10 === 0 && { options: ['Yes', 'No'] }),
	})),
	lists: Array.from({ length: 130 }, (_, index) => ({ id: index + 1, name: `List ${index + 1}` })),
	contacts: Array.from({ length: 70 }, (_, index) => ({
		email: `person-${index}@example.com`,
		firstName: 'Jan',
	})),
};

let n8n: Awaited<ReturnType<typeof connect>>;
let account: Account;
beforeAll(async () => {
	n8n = await connect();
	account = await openAccount(n8n.client, 'Large account', { account: ACCOUNT });
});
afterAll(async () => await account.sandbox.close());

const asking = (method: string, path: string, type = ACTION) => ({
	type,
	credential: account.credential,
	method,
	path,
});

test(`the mapper offers all ${FIELDS} custom fields, with their choices`, async () => {
	account.sandbox.journal.clear();
	const { fields } = await n8n.lookups.mapper(asking('mapCustomFields', 'parameters.customFields'));
	expect(fields).toHaveLength(FIELDS);
	expect(fields[0]).toMatchObject({ id: '1', displayName: 'Field 1 (ID 1)', required: false });
	expect(fields.filter(({ type }) => type === 'options')).toHaveLength(FIELDS / 10);
	expect(account.sandbox.journal.total).toBeLessThanOrEqual(3);
});

test('fields to clear are offered beyond the first page', async () => {
	const options = await n8n.lookups.options(
		asking('loadCustomFields', 'parameters.options.clearFields'),
	);
	expect(options.filter(({ name }) => name.includes('(ID '))).toHaveLength(FIELDS);
});

test('a list is found by a part of its name, on whatever page it is', async () => {
	const search = asking('searchLists', 'parameters.list');
	const { results } = await n8n.lookups.search(search, { filter: 'list 129' });
	expect(results).toEqual([{ name: 'List 129', value: '129' }]);
	expect((await n8n.lookups.search(search)).results).toHaveLength(130);
});

test('contacts come page by page as the user scrolls', async () => {
	const search = asking('searchContacts', 'parameters.contact');
	const first = await n8n.lookups.search(search);
	expect(first.results).toHaveLength(50);
	const { paginationToken } = first as { paginationToken: string };
	const second = await n8n.lookups.search(search, { paginationToken });
	expect(second.results).toHaveLength(20);
	expect(second.paginationToken).toBeUndefined();
	const found = await n8n.lookups.search(search, { filter: 'person-69@' });
	expect(found.results.map(({ name }) => name)).toEqual(['person-69@example.com – Jan']);
});

test('the trigger offers the events of the account', async () => {
	const events = await n8n.lookups.options({
		...asking('loadEvents', 'parameters.events', TRIGGER),
		version: 1.1,
	});
	expect(events).toContainEqual({ name: 'Contact Unsubscribed', value: 'unsubscribe' });
});

test('a wrong token is told in the editor, with what to do', async () => {
	const { sandbox, credential } = await openAccount(n8n.client, 'No way in', {}, { apiToken: 'x' });
	const failed = n8n.lookups.search({ ...asking('searchLists', 'parameters.list'), credential });
	await expect(failed).rejects.toMatchObject({
		status: 500,
		message: expect.stringContaining('QuarticOn CDXP refuses the API token') as string,
	});
	await sandbox.close();
});
