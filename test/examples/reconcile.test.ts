/** The example workflow that joins both triggers: its tables hold what the account holds, whatever went wrong. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import type { Listening, ListenOptions, WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import { QuarticonCdxpChangesTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpChangesTrigger.node.ts';
import { QuarticonCdxpTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.ts';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { statusInWords } from '../../sandbox/quarticonCdxp/view';
import { credentialsOf } from '../../scripts/main-job-run';
import { MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';

const engine = createEngine({
	nodes: {
		'n8n-nodes-cdxp.quarticonCdxpTrigger': QuarticonCdxpTrigger,
		'n8n-nodes-cdxp.quarticonCdxpChangesTrigger': QuarticonCdxpChangesTrigger,
	},
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
});
const LIST = '1';

let sandbox: Sandbox;
let workflow: WorkflowJson;
let listening: Listening;
/** What the two ends of the workflow were given, by all publications. */
let changed: Array<{ contact: string; what: string }>;

beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	sandbox = await startSandbox({
		limit: { perSecond: 0 },
		now: () => Date.now(),
		account: { lists: [{ id: LIST, name: 'Newsletter' }], fields: [{ id: 7, title: 'City' }] },
	});
	const file = join(__dirname, '..', '..', 'examples', 'reconcile.json');
	workflow = { ...(JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson), id: randomUUID() };
	changed = [];
	const tables = await engine.run(workflow, {
		startNode: 'Create Tables Once',
		credentials: credentialsOf(sandbox, 0),
	});
	expect(tables.status).toBe('success');
});
afterEach(async () => {
	await stop();
	await sandbox.close();
	database.clear();
	jest.useRealTimers();
});

async function start(options: ListenOptions = {}): Promise<void> {
	listening = await engine.listen(workflow, { credentials: credentialsOf(sandbox, 0), ...options });
	await listening.settled();
}

/** n8n goes down; what it has done so far is noted. */
async function stop(): Promise<void> {
	await listening.close();
	for (const run of listening.executions.splice(0)) {
		expect([run.status, run.failure]).toEqual(['success', undefined]);
		const note = (node: string, what: (row: IDataObject) => string) =>
			changed.push(
				...run.out(node).map((row) => ({ contact: String(row.contact_id), what: what(row) })),
			);
		note('Contact Changed', () => 'contact');
		note('Consent Changed', ({ status }) => String(status));
	}
}

/** n8n comes up again at the same address, with what it has saved. */
const restart = async () =>
	await start({ staticData: listening.staticData, port: Number(new URL(listening.url).port) });

async function settle(): Promise<void> {
	await sandbox.settled();
	await listening.settled();
}

const add = (from: number, to: number) => {
	for (let id = from; id <= to; id++)
		sandbox.store.addContact({ id, email: `c${id}@example.com`, lists: { [LIST]: 1 } });
};
async function update(id: number, firstName: string): Promise<void> {
	const response = await fetch(`${sandbox.url}/api/3/contact/sync`, {
		method: 'POST',
		headers: { 'Api-Token': sandbox.token, 'content-type': 'application/json' },
		body: JSON.stringify({
			contact: {
				email: `c${id}@example.com`,
				firstName,
				fieldValues: [{ field: '7', value: `City of ${firstName}` }],
			},
		}),
	});
	expect(response.status).toBe(200);
}
const unsubscribe = (id: number) => sandbox.unsubscribe(`c${id}@example.com`, LIST);

/** Both tables hold exactly what the account holds. */
function expectSame(): void {
	const { store } = sandbox;
	const byId = (rows: IDataObject[]) =>
		rows.sort((a, b) => Number(a.contact_id) - Number(b.contact_id));
	const contacts = database
		.rows('cdxp_contacts')
		.map(({ contact_id, email, first_name, fields }) => ({
			contact_id,
			email,
			first_name,
			fields: JSON.parse(String(fields)) as IDataObject,
		}));
	expect(byId(contacts)).toEqual(
		store.contacts().map(({ id, email, firstName }) => ({
			contact_id: id,
			email,
			first_name: firstName,
			fields: store.fieldValuesOf(id),
		})),
	);
	const consents = database
		.rows('cdxp_consents')
		.map(({ contact_id, list_id, status }) => ({ contact_id, list_id, status }));
	const expected = store.tables.consents.all().map(({ contact, list, status }) => ({
		contact_id: contact,
		list_id: list,
		status: statusInWords(status),
	}));
	expect(byId(consents)).toEqual(byId(expected));
}

const timesOf = (what: string) => {
	const times = new Map<string, number>();
	for (const one of changed)
		if (one.what === what) times.set(one.contact, (times.get(one.contact) ?? 0) + 1);
	return times;
};

describe.each([
	['leaves', true],
	['moves', false],
])('where an unsubscribe %s the time of its contact', (_, leaves) => {
	beforeEach(() => sandbox.rules.set({ consentLeavesUdate: leaves }));

	test('an hour without n8n, with 250 updates and 250 unsubscribes, leaves no trace', async () => {
		add(1, 600);
		pass(30 * MINUTE);
		await start();
		await stop();
		expectSame();
		expect(changed).toHaveLength(1_200);
		changed = [];

		for (let change = 1; change <= 250; change++) {
			pass((60 * MINUTE) / 250);
			await update(change, 'New');
			// Half of them are also updated.
			unsubscribe(change + 125);
		}
		await sandbox.settled();
		// Every webhook met a machine that was down.
		expect(sandbox.deliveries.length).toBeGreaterThanOrEqual(500);
		expect(new Set(sandbox.deliveries.map(({ status }) => status))).toEqual(new Set([0]));

		await restart();
		expectSame();
		for (let poll = 0; poll < 3; poll++) {
			pass(15 * MINUTE);
			await listening.poll();
		}
		await stop();
		expectSame();
		// Each change was handled once, and nothing else.
		const once = (from: number, to: number) =>
			new Map(Array.from({ length: to - from + 1 }, (__, index) => [String(from + index), 1]));
		expect(timesOf('contact')).toEqual(once(1, 250));
		expect(timesOf('unsubscribed')).toEqual(once(126, 375));
		expect(changed).toHaveLength(500);
	}, 120_000);

	test('events that are lost, doubled, late and in disorder leave no trace either', async () => {
		add(1, 12);
		pass(30 * MINUTE);
		await start();
		await stop();
		changed = [];
		await restart();
		for (let round = 1; round <= 4; round++) {
			sandbox.misbehave({
				copies: 1 + (round % 2),
				loseEvery: round,
				hold: true,
				order: 'shuffled',
			});
			for (let id = 1; id <= 12; id++) {
				pass(SECOND);
				// Twice, half of them within the same second.
				await update(id, `R${round} first`);
				pass((id % 2) * SECOND);
				await update(id, `R${round}`);
				if (id % 3 === 0) {
					pass(SECOND);
					const status = round % 2 === 1 ? 2 : 1;
					if (status === 2) unsubscribe(id);
					else sandbox.store.setConsent(String(id), LIST, status);
				}
			}
			// In some rounds the poll is first, in others the events are.
			pass(SECOND);
			if (round > 2) await listening.poll();
			sandbox.releaseWebhooks();
			await settle();
			pass(MINUTE);
			await listening.poll();
			expectSame();
		}
		await stop();
		// An update that was overtaken by the next one may not be seen, but none is seen twice.
		expect(timesOf('contact').size).toBe(12);
		for (const count of timesOf('contact').values()) {
			expect(count).toBeGreaterThanOrEqual(4);
			expect(count).toBeLessThanOrEqual(8);
		}
		expect([...timesOf('unsubscribed')]).toEqual(['3', '6', '9', '12'].map((id) => [id, 2]));
	}, 120_000);
});

test('n8n that dies between starting an execution and saving doubles that poll and no other', async () => {
	add(1, 300);
	pass(30 * MINUTE);
	await start();
	pass(MINUTE);
	await update(1, 'Before');
	await settle();
	await listening.poll();
	pass(MINUTE);
	sandbox.misbehave({ loseEvery: 1 });
	for (let id = 100; id < 150; id++) await update(id, 'Lost');
	const idsOf = (executions: Listening['executions']) =>
		executions.flatMap((run) => run.out('CDXP Changes')).map(({ eventId }) => String(eventId));
	const before = new Set(idsOf(listening.executions));
	await listening.poll({ save: false });
	const dying = idsOf(listening.executions).filter((id) => !before.has(id));
	expect(dying).toHaveLength(50);
	await stop();
	await restart();
	// The same items, under the same ids; and the tables saw each change once.
	expect(idsOf(listening.executions)).toEqual(dying);
	await stop();
	expectSame();
	const times = timesOf('contact');
	for (let id = 100; id < 150; id++) expect(times.get(String(id))).toBe(2);
	expect(times.get('1')).toBe(2);
}, 60_000);
