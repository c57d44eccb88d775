/** The example workflows that Voyado Engage starts: by its webhooks, and by a poll. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import type { Listening, WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import { VoyadoEngageChangesTrigger } from '../../nodes/VoyadoEngage/VoyadoEngageChangesTrigger.node.ts';
import { VoyadoEngageTrigger } from '../../nodes/VoyadoEngage/VoyadoEngageTrigger.node.ts';
import { HOUR, MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';
import type { Tenant } from '../voyado/changesHarness';
import { credentialsOf, startTimed } from '../voyado/changesHarness';
import { SECRET } from '../voyado/triggerHarness';
import { temporaryFolder } from './harness';

const engine = createEngine({
	nodes: {
		'n8n-nodes-cdxp.voyadoEngageTrigger': VoyadoEngageTrigger,
		'n8n-nodes-cdxp.voyadoEngageChangesTrigger': VoyadoEngageChangesTrigger,
	},
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
});
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** An example in a workflow of its own, with its file moved to where the test may write. */
function example(file: string): WorkflowJson {
	const text = readFileSync(join(__dirname, '..', '..', 'examples', file), 'utf8');
	const json = JSON.parse(text.replaceAll('out/voyado-', folder.in('voyado-'))) as WorkflowJson;
	return { ...json, id: randomUUID() };
}

let tenant: Tenant;
beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	tenant = await startTimed();
});
afterEach(async () => {
	await tenant.close();
	jest.useRealTimers();
});

const credentials = () => credentialsOf(tenant, { signingSecret: SECRET });
const create = (name: string, more: object = {}): string =>
	tenant.people.create({ firstName: name, email: `${name}@example.com`, ...more }).id;

describe('voyado-events.json', () => {
	const file = folder.in('voyado-preferences.csv');
	const columns = ['id', 'email', 'byEmail', 'bySms', 'byPost', 'when', 'eventId', 'note'];
	const lines = () =>
		existsSync(file) ? parse<Record<string, string>>(readFileSync(file), { columns }) : [];
	beforeEach(() => rmSync(file, { force: true }));

	it('adds a line for each preference that changes, and for nothing else', async () => {
		const listening = await engine.listen(example('voyado-events.json'), {
			credentials: credentials(),
		});
		try {
			tenant.hooks.addTarget({ url: listening.url, secret: SECRET });
			const anna = create('anna', { preferences: { acceptsEmail: true } });
			tenant.people.update(anna, { preferences: { acceptsEmail: false }, city: 'Lund' });
			await tenant.settled();
			await listening.settled();
			expect(lines()).toEqual([
				{
					id: anna,
					email: 'anna@example.com',
					byEmail: 'false',
					bySms: 'false',
					byPost: 'false',
					when: '2024-05-24T12:00:00.000Z',
					eventId: expect.stringMatching(/^msg_/) as unknown,
					note: '',
				},
			]);
			// Forged and repeated calls add none.
			tenant.misbehave({ isForged: true });
			tenant.people.update(anna, { preferences: { acceptsSms: true } });
			await tenant.settled();
			tenant.misbehave({ isForged: false });
			tenant.hooks.replay(3);
			await tenant.settled();
			await listening.settled();
			expect(lines()).toHaveLength(1);
		} finally {
			await listening.close();
		}
	});

	it('says so where the contact cannot be read', async () => {
		const listening = await engine.listen(example('voyado-events.json'), {
			credentials: credentials(),
		});
		try {
			tenant.hooks.addTarget({ url: listening.url, secret: SECRET });
			tenant.faults.add({ kind: 'status', status: 403, match: { path: /contacts/ } });
			const anna = create('anna');
			tenant.people.update(anna, { preferences: { acceptsSms: true } });
			await tenant.settled();
			await listening.settled();
			expect(lines()).toMatchObject([
				{ id: anna, email: '', bySms: '', note: expect.stringContaining('Forbidden') as unknown },
			]);
		} finally {
			await listening.close();
		}
	});

	it('shows its line by hand, without Voyado', async () => {
		const run = await engine.run(example('voyado-events.json'), {
			startNode: 'Try a Sample',
			credentials: credentials(),
		});
		expect([run.status, run.failure]).toEqual(['success', undefined]);
		expect(lines()).toMatchObject([{ email: 'anna@example.com', byEmail: 'false', bySms: 'true' }]);
		expect(tenant.journal.total).toBe(0);
	});
});

describe('voyado-changes.json', () => {
	let workflow: WorkflowJson;
	let listening: Listening;
	/** What the end of the workflow was given, by all publications. */
	let changed: IDataObject[];

	beforeEach(async () => {
		workflow = example('voyado-changes.json');
		changed = [];
		const table = await engine.run(workflow, {
			startNode: 'Create Table Once',
			credentials: credentials(),
		});
		expect(table.status).toBe('success');
	});
	afterEach(async () => {
		await stop();
		database.clear();
	});

	const start = async (staticData?: IDataObject) => {
		listening = await engine.listen(workflow, { credentials: credentials(), staticData });
		await listening.settled();
	};
	async function stop(): Promise<void> {
		await listening.close();
		for (const run of listening.executions.splice(0)) {
			expect([run.status, run.failure]).toEqual(['success', undefined]);
			changed.push(...run.out('Contact Changed'));
		}
	}
	const poll = async (after: number) => {
		pass(after);
		await listening.poll();
	};
	/** The table holds exactly the contacts of the tenant, and who was deleted is marked. */
	function expectSame(deleted: string[] = []): void {
		const rows = database.rows('voyado_contacts');
		const kept = rows.filter((row) => row.is_deleted !== true);
		const shown = kept.map(({ contact_id: id, contact }) => {
			const { firstName, city } = JSON.parse(String(contact)) as IDataObject;
			return [id, firstName, city];
		});
		const held = [...tenant.store.contacts.values()].map(({ id, fields }) => [
			id,
			fields.firstName,
			fields.city,
		]);
		expect(shown.sort()).toEqual(held.sort());
		const gone = rows.filter((row) => row.is_deleted === true).map((row) => row.contact_id);
		expect(gone.sort()).toEqual([...deleted].sort());
	}

	it('holds what was there and what changes, each change once', async () => {
		const [anna, bo, carl] = ['anna', 'bo', 'carl'].map((name) => create(name));
		pass(HOUR);
		await start();
		expectSame();
		tenant.people.update(anna, { city: 'Lund' });
		tenant.people.delete(bo);
		const dora = create('dora');
		tenant.people.delete(create('nobody'));
		await poll(15 * MINUTE);
		await poll(15 * MINUTE);
		await stop();
		// Who came and went between two polls leaves a row that says so.
		const nobody = database
			.rows('voyado_contacts')
			.map(({ contact_id: id }) => String(id))
			.find((id) => ![anna, bo, carl, dora].includes(id));
		expectSame([bo, String(nobody)]);
		const times = (id: string) => changed.filter((row) => row.contact_id === id).length;
		expect([anna, bo, carl, dora].map(times)).toEqual([2, 2, 1, 1]);
	});

	it('does so although n8n is down for a day, and dies before it saves', async () => {
		const ids = Array.from({ length: 60 }, (_, index) => create(`c${index}`));
		pass(HOUR);
		await start();
		await stop();
		expectSame();
		changed = [];
		for (const id of ids.slice(0, 40)) {
			pass(30 * MINUTE);
			tenant.people.update(id, { city: 'Lund' });
		}
		for (const id of ids.slice(30, 40)) tenant.people.delete(id);
		pass(30 * SECOND);
		await start(listening.staticData);
		expectSame(ids.slice(30, 40));
		tenant.people.update(ids[50], { city: 'Malmö' });
		pass(15 * MINUTE);
		await listening.poll({ save: false });
		await stop();
		// The last poll comes again: the table knows what it brings.
		await start(listening.staticData);
		await stop();
		expectSame(ids.slice(30, 40));
		// 30 updates, ten deletions of contacts that were updated before, and one update.
		expect(changed).toHaveLength(41);
	});
});
