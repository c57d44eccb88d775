/** The example workflow that counts the consents per list, against counts made of the account's description alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowJson } from '../../engine';
import type { AccountJson, Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { credentialsOf } from '../../scripts/main-job-run';
import { account as example, engine } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'weekly-consent-report.json');
const WORDS = ['unconfirmed', 'subscribed', 'unsubscribed', 'bounced'];

/** More than two pages of contacts, every status on several lists, one status without a word, and contacts on no list. */
const account: AccountJson = {
	...example,
	contacts: [
		...example.contacts,
		...Array.from({ length: 130 }, (_, index) => ({
			email: `c${index}@example.org`,
			lists: Object.fromEntries([
				...(index % 5 === 4 ? [] : [['1', index % 5]]),
				...(index % 3 === 0 ? [['3', index % 2 ? 0 : 91]] : []),
			]) as Record<string, number>,
		})),
	],
};

// A busy machine takes its time.
jest.setTimeout(60_000);
let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startSandbox({ account, limit: { perSecond: 0 } })));
afterEach(async () => await sandbox.close());

const report = async (startNode = 'Every Monday') =>
	await engine.run(JSON.parse(readFileSync(FILE, 'utf8')) as WorkflowJson, {
		credentials: credentialsOf(sandbox, 0),
		startNode,
	});

/** The day it is in Warsaw, as the workflow's settings want it. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' }).format();

/** One row per list, counted from the description; `left` have unsubscribed from the newsletter since. */
function expectedRows({ lists = [], contacts = [] }: AccountJson, left: string[] = []) {
	return lists.map(({ id, name }) => {
		const counts = { subscribed: 0, unconfirmed: 0, unsubscribed: 0, bounced: 0, other: 0 };
		let total = 0;
		for (const contact of contacts) {
			const hasLeft = String(id) === '1' && left.includes(contact.email);
			const status = hasLeft ? 2 : contact.lists?.[String(id)];
			if (status === undefined) continue;
			counts[(WORDS[status] ?? 'other') as keyof typeof counts] += 1;
			total += 1;
		}
		return { day: today(), listId: String(id), list: name, ...counts, total };
	});
}

test.each(['Manual Trigger', 'Every Monday'])(
	'one row per list, with every status counted, started by %s',
	async (start) => {
		const left = example.contacts
			.filter(({ lists }) => lists['1'] === 1)
			.slice(0, 3)
			.map(({ email }) => email);
		for (const email of left) sandbox.unsubscribe(email, 1);

		const run = await report(start);
		expect(run.status).toBe('success');
		const rows = expectedRows(account, left);
		expect(run.out('Write Row')).toEqual(rows);
		// The description has what would go wrong unseen: every status, and more than a page.
		const [newsletter, sms, club] = rows;
		for (const word of WORDS) expect(newsletter[word as 'bounced']).toBeGreaterThan(20);
		expect([sms.unsubscribed, club.other, newsletter.total]).toEqual([12, 22, 194]);
	},
);

test('it changes nothing, and reads a page of 100 contacts per request', async () => {
	await report();
	expect(sandbox.journal.count('GET', /contacts$/)).toBe(3);
	expect(sandbox.journal.total).toBe(sandbox.journal.count('GET'));
});

test('an account without contacts has a row of zeros for each list', async () => {
	for (const contact of sandbox.store.contacts()) sandbox.store.deleteContact(contact);
	const run = await report();
	expect(run.status).toBe('success');
	expect(run.out('Write Row')).toEqual(expectedRows({ ...account, contacts: [] }));
});

test('half of the contacts make no report', async () => {
	const body = { message: 'Forbidden' };
	const match = { path: /contacts$/ };
	sandbox.faults.add({ kind: 'status', status: 403, body, match, every: 2 });
	const run = await report();
	expect(run.status).toBe('error');
	expect(run.out('Write Row')).toEqual([]);
});
