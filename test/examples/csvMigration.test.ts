/** The example workflow that takes a newsletter tool's subscribers over, with the node's sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import type { RunResult, WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { compare, type Contact, dataFile, type Row } from '../../scripts/expected';
import { contactsOf, credentialsOf } from '../../scripts/main-job-run';
import { account, engine, temporaryFolder } from './harness';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const read = (path: string) => parse(readFileSync(path), { columns: true, bom: true }) as Row[];
const rows = read(dataFile('subscribers.csv'));

const NEWSLETTER = '1';
const STATUS: Record<string, number> = { subscribed: 1, unsubscribed: 2 };
const EMAIL = /^[a-z0-9_]+(\.[a-z0-9_]+)*@([a-z0-9-]+\.)+[a-z]{2,}$/i;

/** A day as the calendar has it: one that does not exist comes back as another one. */
const isDay = (text: string) => {
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** What must be in the account after the import, and which rows are refused, worked out from the two data files alone. */
function expectedAfterImport() {
	const contacts = new Map(
		account.contacts.map((contact) => [contact.email.toLowerCase(), structuredClone(contact)]),
	);
	const tags = new Map<string, Set<string>>();
	const refused: string[] = [];
	for (const row of rows) {
		const key = row.email.toLowerCase();
		const known = contacts.get(key);
		const isPossible =
			EMAIL.test(row.email) &&
			row.status in STATUS &&
			(row.birth_date === '' || isDay(row.birth_date));
		const hasLeft = known?.lists[NEWSLETTER] === STATUS.unsubscribed;
		if (!isPossible || (hasLeft && row.status === 'subscribed')) {
			refused.push(row.email);
			continue;
		}
		const blank = { firstName: '', lastName: '', phone: '', fieldValues: {}, lists: {} };
		const contact: Contact = known ?? { email: row.email, ...blank };
		contact.firstName = row.first_name || contact.firstName;
		contact.lastName = row.last_name || contact.lastName;
		contact.phone = row.phone || contact.phone;
		if (row.city !== '') contact.fieldValues['7'] = row.city;
		if (row.birth_date !== '') contact.fieldValues['12'] = row.birth_date;
		contact.lists[NEWSLETTER] = STATUS[row.status];
		contacts.set(key, contact);
		const own = row.tags.split(', ').filter((tag) => tag !== '');
		tags.set(key, new Set([...(tags.get(key) ?? []), ...own]));
	}
	return { contacts, tags, refused };
}

const expected = expectedAfterImport();
const folder = temporaryFolder();
afterAll(() => folder.remove());

// Each import is waited for, as in the example; the sandbox itself takes no time.
jest.setTimeout(60_000);
let sandbox: Sandbox;
let run: RunResult;
beforeAll(async () => {
	sandbox = await startSandbox({ account, importMs: 0, limit: { perSecond: 0 } });
	run = await runExample();
});
afterAll(async () => await sandbox.close());

/** Runs the file, with its paths moved to where the test may write. */
async function runExample() {
	const text = readFileSync(join(EXAMPLES, 'csv-migration.json'), 'utf8')
		.replaceAll('examples/data/', `${join(EXAMPLES, 'data')}/`)
		.replaceAll('out/rejected', folder.in('rejected'));
	return await engine.run(JSON.parse(text) as WorkflowJson, {
		credentials: credentialsOf(sandbox, 0),
	});
}

test('the export has what its README promises', () => {
	expect(rows).toHaveLength(300);
	const addresses = rows.map(({ email }) => email.toLowerCase());
	expect(addresses.length - new Set(addresses).size).toBe(3);
	const known = account.contacts.filter(({ email }) => addresses.includes(email.toLowerCase()));
	expect(known).toHaveLength(15);
	expect(known.filter(({ lists }) => lists[NEWSLETTER] === 2)).toHaveLength(6);
	expect(expected.refused).toHaveLength(9 + 4 + 1);
	for (const [, domain] of addresses.map((email) => email.split('@')))
		expect(domain ?? 'example').toMatch(/example(\.|,|$)|^$/);
});

test('csv-migration.json imports every subscriber that can be, with few requests', () => {
	expect(run.status).toBe('success');
	const imported = run.out('Imported');
	expect(imported).toHaveLength(rows.length - expected.refused.length);
	for (const { id, email, status } of imported) {
		expect(status).toBe('imported');
		expect(id).toBe(sandbox.store.contactByEmail(String(email))?.id);
	}

	const counts = { rejected: [], created: 0, updated: 0, keptUnsubscribed: 0 };
	expect(compare({ contacts: expected.contacts, ...counts }, contactsOf(sandbox))).toEqual([]);
	for (const { id, email } of sandbox.store.contacts()) {
		const wanted = [...(expected.tags.get(email.toLowerCase()) ?? [])];
		expect(sandbox.store.tagsOf(id).sort()).toEqual(wanted.sort());
	}
	expect(sandbox.journal.count('POST')).toBe(sandbox.journal.count('POST', /bulk_import/));
	expect(sandbox.journal.count('POST')).toBeLessThan(8);
	for (const { body } of sandbox.journal.find('POST'))
		expect(body).toMatchObject({ exclude_automations: true });
});

test('who has unsubscribed stays unsubscribed, in the account and in the export', () => {
	const left = [
		...account.contacts.filter(({ lists }) => lists[NEWSLETTER] === 2),
		...rows.filter(
			({ email, status }) => status === 'unsubscribed' && !expected.refused.includes(email),
		),
	];
	for (const { email } of left) {
		const { id = '' } = sandbox.store.contactByEmail(email) ?? {};
		expect([email, sandbox.store.listStatusOf(id)[NEWSLETTER]]).toEqual([email, 2]);
	}
});

test('the report names every other row, in the order of the file, with what to mend', () => {
	const report = read(folder.in('rejected-subscribers.csv'));
	expect(report.map(({ email }) => email)).toEqual(expected.refused);
	for (const { error, remedy, status } of report)
		expect([error, remedy, status]).toEqual([
			expect.stringMatching(/.{20}/),
			expect.stringMatching(/.{20}/),
			'failed',
		]);
	const reasons = report.map(({ error }) => error).join('\n');
	expect(reasons).toContain('"1979-02-30" is not a date');
	expect(reasons).toContain('"pending" is not a consent status');
	expect(reasons).toContain("Field 'email' incorrect format");
});

test('run again, it changes nothing and refuses who has left since', async () => {
	const before = contactsOf(sandbox);
	const again = await runExample();
	expect(contactsOf(sandbox)).toEqual(before);
	// Who unsubscribes in a later row of the file is refused now in the earlier one.
	expect(again.out('Report Row')).toHaveLength(expected.refused.length + 1);
});
