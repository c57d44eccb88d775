/** The example workflow that makes a deal of a form entry: published, and sent what the page of the form would send. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import type { Listening, RunResult, WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { credentialsOf } from '../../scripts/main-job-run';
import { account, engine, startExample, temporaryFolder } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'deal-from-form.json');
const FIELDS = ['email', 'firstName', 'lastName', 'phone', 'subject', 'budget', 'message'] as const;
type Entry = Partial<Record<(typeof FIELDS)[number], string>>;

const folder = temporaryFolder();
const kept = folder.in('kept-inquiries.csv');
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
	JSON.parse(readFileSync(FILE, 'utf8').replaceAll('out/kept-inquiries.csv', kept)) as WorkflowJson;

/** Sends an entry as n8n's page does: the fields by number. */
async function send(entry: Entry): Promise<RunResult> {
	const body = new FormData();
	FIELDS.forEach((name, index) => body.append(`field-${index}`, entry[name] ?? ''));
	expect((await fetch(form.url, { method: 'POST', body })).status).toBe(200);
	await form.settled();
	return form.executions[form.executions.length - 1];
}

const COLUMNS = ['submittedAt', ...FIELDS, 'status', 'error', 'remedy'];
const keptEntries = () =>
	existsSync(kept)
		? (parse(readFileSync(kept), { columns: COLUMNS }) as Array<Record<string, string>>)
		: [];
const deals = () => sandbox.store.tables.deals.all();
const contactOf = (email: string) => sandbox.store.contactByEmail(email);

test('each inquiry becomes a deal of its contact, at the stage of the pipeline', async () => {
	const [{ email: known }] = account.contacts;
	const before = sandbox.store.contacts().length;
	const entries: Entry[] = [
		{ email: 'ola@example.com', firstName: 'Ola', subject: '20 licences', budget: '4560.50' },
		{ email: known.toUpperCase(), subject: 'More of the same', message: 'Two lines\nof "text"' },
		{ email: 'ola@example.com', subject: 'One more', budget: '99,90' },
	];
	for (const entry of entries) expect((await send(entry)).out('Created')).toHaveLength(1);

	expect(sandbox.store.contacts()).toHaveLength(before + 1);
	expect(contactOf('ola@example.com')?.firstName).toBe('Ola');
	// "To Contact" is a stage of the other pipeline as well.
	const place = { group: '1', stage: '1', currency: 'pln', status: '0' };
	expect(deals()).toMatchObject([
		{ ...place, title: '20 licences', value: 456050, contact: contactOf('ola@example.com')?.id },
		{ ...place, title: 'More of the same', value: 0, contact: contactOf(known)?.id },
		{ ...place, title: 'One more', value: 9990, contact: contactOf('ola@example.com')?.id },
	]);
	// Forms end their lines so.
	expect(deals()[1].description).toBe('Two lines\r\nof "text"');
	expect(keptEntries()).toEqual([]);
});

test('an inquiry that cannot be stored is kept whole, with what to mend', async () => {
	const entries: Entry[] = [
		{ email: 'jan@', subject: '=1+1', message: 'a "b", c' },
		{ email: 'ola@example.com', subject: 'Boxes', budget: 'a lot' },
	];
	for (const entry of entries) expect((await send(entry)).status).toBe('success');
	expect(deals()).toEqual([]);
	expect(contactOf('ola@example.com')).toBeDefined();
	expect(keptEntries()).toEqual([
		expect.objectContaining({
			submittedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+[+-]\d\d:\d\d$/),
			email: 'jan@',
			subject: "'=1+1",
			message: 'a "b", c',
			status: 'failed',
			error: expect.stringContaining('"jan@" is not an e-mail address'),
			remedy: expect.stringMatching(/.{20}/),
		}),
		expect.objectContaining({
			email: 'ola@example.com',
			budget: 'a lot',
			status: 'failed',
			error: expect.stringContaining('Value: "a lot" is not an amount'),
		}),
	]);
});

test('where the answer of a deal is lost, no second deal is made, and the inquiry says uncertain', async () => {
	const match = { method: 'POST', path: /\/deals$/ };
	sandbox.faults.add({ kind: 'reset', when: 'after', match });
	expect((await send({ email: 'ola@example.com', subject: 'Boxes' })).out('Created')).toEqual([]);
	expect(deals()).toHaveLength(1);
	expect(keptEntries()).toMatchObject([{ subject: 'Boxes', status: 'uncertain' }]);
});

test('executed by hand, it stores the sample inquiry', async () => {
	const run = await engine.run(workflow(), { credentials: credentialsOf(sandbox, 0) });
	expect(run.status).toBe('success');
	expect(run.out('Created')).toMatchObject([{ title: '200 gift boxes', value: 4560.5 }]);
	expect(deals()).toHaveLength(1);
});
