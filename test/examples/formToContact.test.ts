/** The example workflow that makes contacts of form entries: published, and sent what the page of the form would send. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import type { Listening, RunResult, WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { compare, type Contact } from '../../scripts/expected';
import { contactsOf, credentialsOf } from '../../scripts/main-job-run';
import { account, engine, startExample, temporaryFolder } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'form-to-contact.json');
const NEWSLETTER = '1';
const [UNCONFIRMED, SUBSCRIBED, UNSUBSCRIBED, BOUNCED] = [0, 1, 2, 3];

interface Entry {
	email: string;
	firstName?: string;
	lastName?: string;
	phone?: string;
	isTicked?: boolean;
}

const folder = temporaryFolder();
const kept = folder.in('kept-entries.csv');
afterAll(() => folder.remove());

// A busy machine takes its time.
jest.setTimeout(60_000);
let sandbox: Sandbox;
let form: Listening;
beforeEach(async () => {
	sandbox = await startExample();
	rmSync(kept, { force: true });
	form = await engine.listen(workflow(), { credentials: credentialsOf(sandbox, 0) });
});
afterEach(async () => {
	await form.close();
	await sandbox.close();
});

/** The file, with its path moved to where the test may write. */
const workflow = () =>
	JSON.parse(readFileSync(FILE, 'utf8').replaceAll('out/kept-entries.csv', kept)) as WorkflowJson;

/** Sends an entry as n8n's page does: the fields by number, the ticked boxes as JSON. */
async function send({ email, firstName, lastName, phone, isTicked }: Entry): Promise<RunResult> {
	const body = new FormData();
	const boxes = JSON.stringify(isTicked ? ['I want the newsletter by e-mail.'] : []);
	[email, firstName ?? '', lastName ?? '', phone ?? '', boxes].forEach((value, index) =>
		body.append(`field-${index}`, value),
	);
	const { status } = await fetch(form.url, { method: 'POST', body });
	expect(status).toBe(200);
	await form.settled();
	return form.executions[form.executions.length - 1];
}

/** What the account must hold after these entries, by the promises of the README alone. */
function expectedAfter(entries: Entry[], before: Contact[]): Map<string, Contact> {
	const contacts = new Map(
		before.map((contact) => [contact.email.toLowerCase(), structuredClone(contact)]),
	);
	for (const { email, firstName, lastName, phone, isTicked } of entries) {
		const blank = { firstName: '', lastName: '', phone: '', fieldValues: {}, lists: {} };
		const contact: Contact = contacts.get(email.toLowerCase()) ?? { email, ...blank };
		contact.firstName = firstName || contact.firstName;
		contact.lastName = lastName || contact.lastName;
		contact.phone = phone || contact.phone;
		if (isTicked && contact.lists[NEWSLETTER] === undefined)
			contact.lists[NEWSLETTER] = UNCONFIRMED;
		contacts.set(email.toLowerCase(), contact);
	}
	return contacts;
}

const differences = (contacts: Map<string, Contact>) =>
	compare(
		{ contacts, rejected: [], created: 0, updated: 0, keptUnsubscribed: 0 },
		contactsOf(sandbox),
	);

const COLUMNS = 'submittedAt email firstName lastName phone consent error remedy done'.split(' ');
const keptEntries = () =>
	existsSync(kept)
		? (parse(readFileSync(kept), { columns: COLUMNS }) as Array<Record<string, string>>)
		: [];

/** A contact of the example account, by status on the newsletter. */
const known = (status: number | undefined) =>
	account.contacts.find(({ lists }) => lists[NEWSLETTER] === status)?.email ?? 'none';

test('every entry becomes a contact, with the consent that its tick may give', async () => {
	const bounced = 'bounced@example.com';
	sandbox.loadAccount({ contacts: [{ email: bounced, lists: { [NEWSLETTER]: BOUNCED } }] });
	const before = contactsOf(sandbox);
	const entries: Entry[] = [
		{ email: 'ola@example.com', firstName: 'Ola', phone: '+48 600 100 200', isTicked: true },
		{ email: 'Jan.Nowak@example.com', firstName: 'Jan', lastName: 'Nowak' },
		{ email: 'ewa@example.com', firstName: 'Ewa' },
		{ email: known(UNSUBSCRIBED).toUpperCase(), firstName: 'Back', isTicked: true },
		{ email: known(SUBSCRIBED), lastName: 'Still-Here', isTicked: true },
		{ email: known(SUBSCRIBED), phone: '+48 1' },
		{ email: known(undefined), isTicked: true },
		{ email: bounced, isTicked: true },
		// The second thought of somebody who came without the tick, in other capitals.
		{ email: 'jan.nowak@EXAMPLE.com', isTicked: true },
	];
	for (const entry of entries) expect((await send(entry)).out('Stored')).toHaveLength(1);

	expect(differences(expectedAfter(entries, before))).toEqual([]);
	const statusOf = (email: string) =>
		sandbox.store.listStatusOf(sandbox.store.contactByEmail(email)?.id ?? '')[NEWSLETTER];
	expect(entries.map(({ email }) => statusOf(email))).toEqual([
		UNCONFIRMED,
		UNCONFIRMED,
		undefined,
		UNSUBSCRIBED,
		SUBSCRIBED,
		SUBSCRIBED,
		UNCONFIRMED,
		BOUNCED,
		UNCONFIRMED,
	]);
	expect(keptEntries()).toEqual([]);
});

test('who signs up, unsubscribes and signs up again stays unsubscribed', async () => {
	const entry = { email: 'ola@example.com', isTicked: true };
	await send(entry);
	sandbox.unsubscribe(entry.email, NEWSLETTER);
	const again = await send(entry);
	expect(again.out('Stored')).toMatchObject([
		{ created: false, lists: [{ list: NEWSLETTER, status: 'kept-unsubscribed' }] },
	]);
	const { id = '' } = sandbox.store.contactByEmail(entry.email) ?? {};
	expect(sandbox.store.listStatusOf(id)).toEqual({ [NEWSLETTER]: UNSUBSCRIBED });
});

test('an entry that cannot be stored is kept whole, one line each, and harms no spreadsheet', async () => {
	const before = contactsOf(sandbox);
	const entries: Entry[] = [
		{ email: 'jan@', firstName: 'Jan "Ż", Nowak', phone: '+48 600 (100) 200', isTicked: true },
		{
			email: '',
			firstName: '=HYPERLINK("https://example.com")',
			lastName: '+1+cmd|x',
			phone: '-1',
		},
	];
	for (const entry of entries) expect((await send(entry)).status).toBe('success');
	expect(differences(expectedAfter([], before))).toEqual([]);
	expect(keptEntries()).toEqual([
		{
			submittedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+[+-]\d\d:\d\d$/),
			email: 'jan@',
			firstName: 'Jan "Ż", Nowak',
			lastName: '',
			phone: '+48 600 (100) 200',
			consent: 'yes',
			error: expect.stringContaining('"jan@" is not an e-mail address'),
			remedy: expect.stringMatching(/.{20}/),
			done: '',
		},
		expect.objectContaining({
			email: '',
			firstName: `'=HYPERLINK("https://example.com")`,
			lastName: "'+1+cmd|x",
			phone: '-1',
			consent: 'no',
			error: expect.stringMatching(/.{20}/),
		}),
	]);
});

test('where the present consent cannot be looked up, nothing is written and the entry is kept', async () => {
	const before = contactsOf(sandbox);
	const body = { message: 'Forbidden' };
	sandbox.faults.add({ kind: 'status', status: 403, body, match: { path: /contacts/ }, times: 1 });
	const run = await send({ email: known(SUBSCRIBED), firstName: 'Other', isTicked: true });
	expect([run.status, run.out('Stored')]).toEqual(['success', []]);
	expect(differences(expectedAfter([], before))).toEqual([]);
	expect(keptEntries()).toMatchObject([{ email: known(SUBSCRIBED), consent: 'yes', done: '' }]);
});

test('a contact who is stored without the consent is kept, too, with what was done', async () => {
	const match = { method: 'POST', path: /contactLists/ };
	sandbox.faults.add({ kind: 'status', status: 422, body: { message: 'No' }, match });
	const run = await send({ email: 'ola@example.com', firstName: 'Ola', isTicked: true });
	expect([run.status, run.out('Stored')]).toEqual(['success', []]);
	expect(keptEntries()).toMatchObject([
		{ email: 'ola@example.com', firstName: 'Ola', consent: 'yes', done: 'contact' },
	]);
});

test('executed by hand, it stores the sample entry', async () => {
	const before = contactsOf(sandbox);
	const run = await engine.run(workflow(), { credentials: credentialsOf(sandbox, 0) });
	expect(run.status).toBe('success');
	const [sample] = run.out('Make Sample Entry') as unknown as Entry[];
	expect(differences(expectedAfter([{ ...sample, isTicked: true }], before))).toEqual([]);
});
