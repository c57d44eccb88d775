/** The example workflow that syncs the customers of the last day, against what the data files alone say. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import type { RunResult, WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { compare, type Contact, dataFile, type Row } from '../../scripts/expected';
import { contactsOf, credentialsOf } from '../../scripts/main-job-run';
import { account, engine, startExample, temporaryFolder } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'nightly-shop-sync.json');
const BY_HAND = 'Start From Day';
const SINCE = '2024-06-06';

const read = (path: string) => parse(readFileSync(path), { columns: true, bom: true }) as Row[];
const EXPORT = dataFile('shop-customers.csv');
const rows = read(EXPORT);
const changed = rows.filter(({ date_modified: at }) => at === '' || at.slice(0, 10) >= SINCE);

const [SUBSCRIBED, UNSUBSCRIBED] = [1, 2];
const LIST_OF = { newsletter_consent: '1', sms_consent: '2' };
const FIELD_OF = {
	billing_city: '7',
	customer_tier: '31',
	total_spent: '104',
	orders_count: '109',
	date_registered: '121',
};
const TIERS = ['', 'Brązowy', 'Srebrny', 'Złoty'];
const SHOPS = ['', 'Example Shop', 'Example Shop DE'];
const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;

interface Expected {
	contacts: Map<string, Contact>;
	shops: Map<string, string>;
	tags: Map<string, Set<string>>;
	/** Customer and field of every row that is refused. */
	refused: Array<[string, string]>;
	created: number;
	keptUnsubscribed: number;
}

/** Applies rows to the account one after the other, by the promises of the README. */
function expectedAfter(given: Row[], before: Contact[]): Expected {
	const contacts = new Map(
		before.map((contact) => [contact.email.toLowerCase(), structuredClone(contact)]),
	);
	const expected: Expected = {
		contacts,
		shops: new Map(),
		tags: new Map(),
		refused: [],
		created: 0,
		keptUnsubscribed: 0,
	};
	for (const row of given) {
		const field = fieldAtFault(row);
		if (field !== undefined) {
			expected.refused.push([row.customer_id, field]);
			continue;
		}
		const key = row.email.toLowerCase();
		if (!contacts.has(key)) expected.created += 1;
		const blank = { firstName: '', lastName: '', phone: '', fieldValues: {}, lists: {} };
		const contact: Contact = contacts.get(key) ?? { email: row.email, ...blank };
		contact.firstName = row.first_name || contact.firstName;
		contact.lastName = row.last_name || contact.lastName;
		contact.phone = row.billing_phone || contact.phone;
		for (const [column, id] of Object.entries(FIELD_OF))
			if (row[column] !== '') contact.fieldValues[id] = row[column];
		let isKept = false;
		for (const [column, list] of Object.entries(LIST_OF)) {
			if (row[column] === 'withdrawn') contact.lists[list] = UNSUBSCRIBED;
			if (row[column] !== 'yes') continue;
			if (contact.lists[list] === UNSUBSCRIBED) isKept = true;
			else contact.lists[list] = SUBSCRIBED;
		}
		if (isKept) expected.keptUnsubscribed += 1;
		contacts.set(key, contact);
		if (row.shop !== '') expected.shops.set(key, row.shop);
		const tags = row.tags.split(', ').filter((tag) => tag !== '');
		expected.tags.set(key, new Set([...(expected.tags.get(key) ?? []), ...tags]));
	}
	return expected;
}

function fieldAtFault(row: Row): string | undefined {
	if (!EMAIL.test(row.email)) return 'Email';
	if (!TIERS.includes(row.customer_tier)) return 'Customer tier (ID 31)';
	const words = Object.keys(LIST_OF).map((column) => row[column]);
	if (words.some((word) => !['', 'yes', 'no', 'withdrawn'].includes(word))) return 'Status';
	return SHOPS.includes(row.shop) ? undefined : 'Account';
}

/** Now, as a clock in Warsaw shows it: `2024-06-07 09:30:00`. */
const now = () =>
	new Intl.DateTimeFormat('sv-SE', {
		timeZone: 'Europe/Warsaw',
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format();

/** A day of that calendar. */
const day = (daysAgo: number) => {
	const date = new Date(`${now().slice(0, 10)}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() - daysAgo);
	return date.toISOString().slice(0, 10);
};

const folder = temporaryFolder();
afterAll(() => folder.remove());

// A busy machine takes its time.
jest.setTimeout(60_000);
let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startExample()));
afterEach(async () => await sandbox.close());

/** Runs the file, with its paths moved to where the test may write. */
async function sync(startNode = 'Manual Trigger', path = EXPORT): Promise<RunResult> {
	const text = readFileSync(FILE, 'utf8')
		.replaceAll('examples/data/shop-customers.csv', path)
		.replaceAll('out/rejected', folder.in('rejected'));
	const credentials = credentialsOf(sandbox, 0);
	return await engine.run(JSON.parse(text) as WorkflowJson, { credentials, startNode });
}

/** The rows in the file that the run has written. */
function reportOf(run: RunResult): Row[] {
	const [{ fileName }] = run.out('Write Report');
	expect(fileName).toBe(folder.in(`rejected-shop-customers-${day(0)}.csv`));
	return read(String(fileName));
}

/** What the sandbox holds in another way than it must. */
function differences({ contacts, shops, tags }: Expected): string[] {
	const { store } = sandbox;
	const held = (email: string) => store.contactByEmail(email)?.id ?? '';
	const none = { rejected: [], created: 0, updated: 0, keptUnsubscribed: 0 };
	return [
		...compare({ contacts, ...none }, contactsOf(sandbox)),
		...[...contacts.keys()].flatMap((email) => {
			const shop = store.accountOf(held(email))?.name;
			const own = store.tagsOf(held(email)).sort().join();
			return [
				...(shop === shops.get(email) ? [] : [`${email} is in the account ${shop}`]),
				...(own === [...(tags.get(email) ?? [])].sort().join() ? [] : [`${email} has ${own}`]),
			];
		}),
	];
}

/** The one row that must come of it. */
const summaryOf = ({ refused, created, keptUnsubscribed }: Expected, given: Row[]) => ({
	changed: given.length,
	stored: given.length - refused.length,
	created,
	keptUnsubscribed,
	rejected: refused.length,
});

test('the export has every case the README speaks of', () => {
	const { refused, created, keptUnsubscribed } = expectedAfter(changed, account.contacts);
	expect([rows.length, changed.length, created, keptUnsubscribed]).toEqual([19, 16, 5, 3]);
	expect(refused.map(([, field]) => field).sort()).toEqual(
		['Account', 'Customer tier (ID 31)', 'Email', 'Email', 'Status'].sort(),
	);
});

test('what changed since the day is in the account, the rest is as it was', async () => {
	const run = await sync();
	expect([run.status, run.out(BY_HAND)]).toEqual(['success', [{ since: SINCE }]]);
	const expected = expectedAfter(changed, account.contacts);
	expect(differences(expected)).toEqual([]);
	expect(run.out('Write Summary')).toEqual([
		{ day: day(0), since: SINCE, ...summaryOf(expected, changed) },
	]);

	const report = reportOf(run);
	expect(report.map(({ customer_id: id, field }) => [id, field])).toEqual(expected.refused);
	for (const { error, remedy, done } of report)
		expect([error, remedy, done]).toEqual([
			expect.stringMatching(/.{20}/),
			expect.stringMatching(/.{20}/),
			'',
		]);
});

test('run again it changes nothing, and says so', async () => {
	await sync();
	const before = contactsOf(sandbox);
	const again = await sync();
	expect(contactsOf(sandbox)).toEqual(before);
	expect(again.out('Write Summary')).toMatchObject([{ changed: 16, stored: 11, created: 0 }]);
});

test('who unsubscribes between two nights stays unsubscribed', async () => {
	await sync();
	const { email } = changed[0];
	expect(changed[0].newsletter_consent).toBe('yes');
	sandbox.unsubscribe(email, LIST_OF.newsletter_consent);
	await sync();
	const { id = '' } = sandbox.store.contactByEmail(email) ?? {};
	expect(sandbox.store.listStatusOf(id)).toEqual({ 1: UNSUBSCRIBED, 2: SUBSCRIBED });
});

describe('at night', () => {
	const [sample] = changed;
	const rowOf = (name: string, at: string): Row => ({
		...sample,
		customer_id: name,
		email: `${name}@example.com`,
		date_modified: at,
	});

	function exported(given: Row[]): string {
		const path = folder.in('shop-customers.csv');
		writeFileSync(path, stringify(given, { header: true }));
		return path;
	}

	test('the customers of yesterday and today are taken, from midnight of the shop on', async () => {
		const fresh = [
			rowOf('midnight', `${day(1)} 00:00:00`),
			rowOf('iso', `${day(1)}T23:59:59`),
			rowOf('today', now()),
			rowOf('undated', ''),
		];
		const old = [rowOf('late', `${day(2)} 23:59:59`), rowOf('old', '2019-12-31 10:00:00')];
		const run = await sync('Every Night', exported([old[0], ...fresh, old[1]]));
		expect(run.status).toBe('success');
		const expected = expectedAfter(fresh, account.contacts);
		expect(differences(expected)).toEqual([]);
		expect(run.out('Write Summary')).toEqual([
			{ day: day(0), since: day(1), ...summaryOf(expected, fresh) },
		]);
	});

	test('a night without changes asks nothing of CDXP, and has its row', async () => {
		const run = await sync('Every Night', exported([rowOf('old', '2019-12-31 10:00:00')]));
		expect([run.status, sandbox.journal.total]).toEqual(['success', 0]);
		expect(run.out('Write Summary')).toMatchObject([{ changed: 0, stored: 0, rejected: 0 }]);
	});

	test('a night on which every row is refused has its row, too', async () => {
		const bad = [1, 2].map((number) => ({ ...rowOf(`bad${number}`, ''), email: `bad${number}@` }));
		const run = await sync('Every Night', exported(bad));
		expect(run.status).toBe('success');
		expect(run.out('Write Summary')).toMatchObject([{ changed: 2, stored: 0, rejected: 2 }]);
		expect(reportOf(run).map(({ email }) => email)).toEqual(['bad1@', 'bad2@']);
	});

	test('a customer of another shop stays there; the report says what was done', async () => {
		const moved = rowOf('moved', '');
		sandbox.loadAccount({ contacts: [{ email: moved.email, account: 2 }] });
		const before = contactsOf(sandbox);
		const run = await sync('Every Night', exported([moved]));
		const expected = expectedAfter([moved], before);
		expected.shops.set(moved.email, 'Example Shop DE');
		expect(differences(expected)).toEqual([]);
		expect(run.out('Write Summary')).toMatchObject([{ changed: 1, stored: 0, rejected: 1 }]);
		const [{ done }] = reportOf(run);
		expect(done.split(', ')).toEqual(expect.arrayContaining(['contact', 'tag Shop', 'tag VIP']));
	});

	test('an export that is missing is no quiet night: the run fails', async () => {
		const run = await sync('Every Night', folder.in('nothing.csv'));
		expect(run.status).toBe('error');
		expect(run.out('Write Summary')).toEqual([]);
	});
});
