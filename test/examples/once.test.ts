/** The example workflows that handle each event once. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Listening, WorkflowJson } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { credentialsOf, parametersOf } from '../../scripts/main-job-run';
import { engine } from './harness';

let sandbox: Sandbox;
let listening: Listening;
beforeEach(async () => {
	sandbox = await startSandbox({
		limit: { perSecond: 0 },
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			contacts: ['a', 'b', 'c', 'd'].map((name) => ({
				email: `${name}@example.com`,
				lists: { 1: 1 },
			})),
		},
	});
});
afterEach(async () => {
	await listening.close();
	await sandbox.close();
	database.clear();
});

/** An example as a workflow of its own, whose trigger lets repeats pass: as many webhook processes do together. */
function readExample(file: string): WorkflowJson {
	const path = join(__dirname, '..', '..', 'examples', file);
	const workflow = JSON.parse(readFileSync(path, 'utf8')) as WorkflowJson;
	expect(parametersOf(workflow, 'Contact Unsubscribed')).toMatchObject({ options: {} });
	parametersOf(workflow, 'Contact Unsubscribed').options = { skipRepeated: false };
	return { ...workflow, id: randomUUID() };
}

async function publish(workflow: WorkflowJson): Promise<void> {
	listening = await engine.listen(workflow, { credentials: credentialsOf(sandbox, 0) });
}

async function settle(): Promise<void> {
	await sandbox.settled();
	await listening.settled();
}

const handled = () =>
	listening.executions
		.flatMap((run) => run.out('Handle'))
		.map(({ email }) => String(email))
		.sort();
const failures = () => listening.executions.filter(({ status }) => status !== 'success');
const ALL = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'];

/** All unsubscribe; each event comes three times, all at once and in disorder. */
async function unsubscribeAll(): Promise<void> {
	sandbox.misbehave({ copies: 3, hold: true, order: 'shuffled' });
	for (const email of ALL) sandbox.unsubscribe(email, 1);
	expect(sandbox.releaseWebhooks()).toBe(12);
	await settle();
}

describe('once-best-effort.json', () => {
	test('handles each event once, also after a restart', async () => {
		const workflow = readExample('once-best-effort.json');
		await publish(workflow);
		await unsubscribeAll();
		expect(listening.executions).toHaveLength(12);
		expect(handled()).toEqual(ALL);
		const { url, staticData } = listening;
		await listening.close();
		listening = await engine.listen(workflow, {
			credentials: credentialsOf(sandbox, 0),
			staticData,
			port: Number(new URL(url).port),
		});
		const { body, contentType, url: hook } = sandbox.deliveries[0];
		await fetch(hook, { method: 'POST', body, headers: { 'content-type': contentType } });
		await settle();
		expect(listening.executions).toHaveLength(1);
		expect(handled()).toEqual([]);
	});

	test('goes on once its history is emptied, without which it would fail one day', async () => {
		const workflow = readExample('once-best-effort.json');
		parametersOf(workflow, 'First Time Only').options = { scope: 'workflow', historySize: 2 };
		await publish(workflow);
		for (const email of ALL.slice(0, 3)) {
			sandbox.unsubscribe(email, 1);
			await settle();
		}
		expect(failures()[0].failure?.message).toContain('exceeds the maximum history size');
		const credentials = credentialsOf(sandbox, 0);
		await engine.run(workflow, { startNode: 'Every Night', credentials });
		sandbox.unsubscribe(ALL[3], 1);
		await settle();
		expect(handled()).toEqual([ALL[0], ALL[1], ALL[3]]);
		expect(failures()).toHaveLength(1);
	});
});

describe('once-exactly.json', () => {
	test('handles each event once, whichever execution is first', async () => {
		const workflow = readExample('once-exactly.json');
		const credentials = credentialsOf(sandbox, 0);
		const tables = await engine.run(workflow, { startNode: 'Create Table Once', credentials });
		expect(tables.out('Create Table')).toEqual([{ success: true }]);
		await publish(workflow);
		await unsubscribeAll();
		expect(listening.executions).toHaveLength(12);
		expect(failures()).toEqual([]);
		expect(handled()).toEqual(ALL);
		const events = database.rows('handled_events').map(({ event_id: id }) => id);
		expect(new Set(events).size).toBe(4);
		const ids = listening.executions
			.flatMap((run) => run.out('Handle'))
			.map((item) => item.eventId);
		expect(ids.sort()).toEqual(events.sort());
	});

	test('says so where its table is missing', async () => {
		await publish(readExample('once-exactly.json'));
		sandbox.unsubscribe(ALL[0], 1);
		await settle();
		expect(failures()[0].failure?.message).toContain('relation "handled_events" does not exist');
	});
});
