/** The example workflows of Loyaltii do what their README says. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { LoyaltiiApi } from '../../credentials/LoyaltiiApi.credentials';
import type { Listening, WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import { Loyaltii } from '../../nodes/Loyaltii/Loyaltii.node.ts';
import { LoyaltiiTrigger } from '../../nodes/Loyaltii/LoyaltiiTrigger.node.ts';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { HOUR, MINUTE, pass, setClock } from '../cdxp/changesHarness';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const engine = createEngine({
	nodes: {
		'n8n-nodes-cdxp.loyaltii': Loyaltii,
		'n8n-nodes-cdxp.loyaltiiTrigger': LoyaltiiTrigger,
	},
	credentialTypes: { loyaltiiApi: LoyaltiiApi },
});
const ACCOUNT = {
	contacts: ['anna', 'carl'].map((name) => ({ Email: `${name}@example.com`, FirstName: name })),
	orderTypes: ['Web'],
	pointTypes: ['Bonus'],
	segments: [{ Name: 'Birthday today', contactIds: [1, 2] }],
	emailCampaigns: [{ Name: 'Happy birthday' }, { Name: 'Other' }],
};

let sandbox: Sandbox<'loyaltii'>;
beforeEach(async () => {
	setClock('2025-08-27T06:00:00Z');
	sandbox = await startSandbox({ platform: 'loyaltii', account: ACCOUNT, now: () => Date.now() });
});
afterEach(async () => {
	await sandbox.close();
	database.clear();
	jest.useRealTimers();
});

const workflowIn = (file: string) =>
	JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowJson;
const credentials = () => ({
	loyaltiiApi: { baseUrl: sandbox.url, apiKey: sandbox.token, requestsPerSecond: 0 },
});

async function runExample(file: string) {
	const run = await engine.run(workflowIn(file), { credentials: credentials() });
	expect([run.status, run.failure]).toEqual(['success', undefined]);
	return run;
}

describe('orders-to-loyaltii.json', () => {
	const file = 'orders-to-loyaltii.json';
	const state = () => {
		const { orders, points } = sandbox.store;
		return {
			orders: orders
				.all()
				.map(({ ExtOrderId, ContactId, OrderLines }) => [
					ExtOrderId,
					ContactId,
					OrderLines.reduce((sum, { Quantity, Price }) => sum + Quantity * Price, 0),
				]),
			points: points.all().map(({ SourceId, ContactId, Amount }) => [SourceId, ContactId, Amount]),
		};
	};
	const expected = {
		orders: [
			['1001', 1, 997.5],
			['1002', 3, 59],
		],
		points: [
			['1001', 1, 99],
			['1002', 3, 5],
		],
	};

	it('stores contacts, orders and points, and keeps back the order with a line that has no price', async () => {
		const run = await runExample(file);
		expect(run.out('Stored').map(({ SourceId }) => SourceId)).toEqual(['1001', '1002']);
		expect(run.out('To Look At')).toEqual([
			expect.objectContaining({
				Email: 'bo@example.com',
				error: 'Lines (JSON), line 1: it has no Price',
			}),
		]);
		expect(state()).toEqual(expected);
		const { contacts, orders } = sandbox.store;
		expect(contacts.all().map(({ Email, FirstName }) => [Email, FirstName])).toEqual([
			['anna@example.com', 'Anna'],
			['carl@example.com', 'carl'],
			['maja@example.com', 'Maja'],
			['bo@example.com', 'Bo'],
		]);
		expect(orders.get(1)).toMatchObject({
			Type: 'Web',
			Email: 'anna@example.com',
			City: 'Aarhus',
			OriginDate: new Date('2025-08-27T08:16:40Z'),
			OrderLines: [
				{ ExtProductId: 'SHOE-40', Name: 'Trail Shoes', Quantity: 1, Price: 899 },
				{ ExtProductId: 'SOCK-M', Quantity: 2, Price: 49.25 },
			],
		});
	});

	it('writes nothing a second time when it runs again', async () => {
		await runExample(file);
		const run = await runExample(file);
		for (const node of ['Store Order', 'Stored'])
			expect(run.out(node).map(({ skipped }) => skipped)).toEqual([true, true]);
		expect(state()).toEqual(expected);
	});

	it('writes nothing twice where answers are lost', async () => {
		jest.useRealTimers();
		for (const path of [/\/Orders$/, /\/Points$/, /\/Contacts$/])
			sandbox.faults.add({
				kind: 'reset',
				when: 'after',
				times: 1,
				match: { method: 'POST', path },
			});
		const run = await runExample(file);
		expect(run.out('Stored')).toHaveLength(2);
		expect(state()).toEqual(expected);
	});
});

describe('birthday-email.json', () => {
	const dispatches = () =>
		sandbox.store.dispatches
			.all()
			.map(({ EmailCampaignId, receivers }) => [EmailCampaignId, receivers.length]);

	it('sends the campaign to the segment, once a day', async () => {
		expect((await runExample('birthday-email.json')).out('Send Email')).toHaveLength(1);
		expect(dispatches()).toEqual([[1, 2]]);
		pass(HOUR);
		expect((await runExample('birthday-email.json')).out('Sent Before')).toHaveLength(1);
		expect(dispatches()).toHaveLength(1);
		pass(23 * HOUR);
		await runExample('birthday-email.json');
		expect(dispatches()).toEqual([
			[1, 2],
			[1, 2],
		]);
	});

	it('is not kept from it by dispatches of other campaigns, be they many', async () => {
		const other = { EmailCampaignId: 2, ContactId: 1 };
		for (let sent = 0; sent < 3; sent++) {
			const { status } = await fetch(`${sandbox.url}/api/v1/EmailDispatches`, {
				method: 'POST',
				headers: { 'X-ApiKey': sandbox.token, 'content-type': 'application/json' },
				body: JSON.stringify(other),
			});
			expect(status).toBe(200);
		}
		await runExample('birthday-email.json');
		expect(dispatches().slice(3)).toEqual([[1, 2]]);
	});

	it('sends nothing where it is nobody’s birthday', async () => {
		sandbox.store.segments.get(1)?.contactIds.clear();
		expect((await runExample('birthday-email.json')).out('Nobody')).toHaveLength(1);
		expect(dispatches()).toEqual([]);
	});
});

describe('loyaltii-events-to-table.json', () => {
	let workflow: WorkflowJson;
	let listening: Listening;
	/** IDs of the events that the end of the workflow was given, by all publications. */
	let given: number[];

	beforeEach(async () => {
		workflow = { ...workflowIn('loyaltii-events-to-table.json'), id: randomUUID() };
		given = [];
		const tables = await engine.run(workflow, {
			startNode: 'Create Table Once',
			credentials: credentials(),
		});
		expect(tables.status).toBe('success');
	});

	const start = async (staticData?: IDataObject) => {
		listening = await engine.listen(workflow, { credentials: credentials(), staticData });
		await listening.settled();
	};
	const stop = async () => {
		await listening.close();
		for (const run of listening.executions.splice(0)) {
			expect([run.status, run.failure]).toEqual(['success', undefined]);
			given.push(...run.out('New Event').map(({ loyaltii_id: id }) => Number(id)));
		}
	};
	const add = (count: number, more: IDataObject = {}) => {
		for (let event = 0; event < count; event++)
			sandbox.store.addEvent({ ContactId: 1, Type: 'web', SubType: 'visit', ...more });
	};
	const all = () => sandbox.store.events.all().map(({ Id }) => Id);
	const stored = () => database.rows('loyaltii_events');
	const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

	it('takes what is there and what comes, each event once', async () => {
		add(3);
		add(2, { Type: 'store', SubType: 'buy', InfoJson: { sum: 5 }, ContactId: 2 });
		await start();
		pass(5 * MINUTE);
		add(4);
		await listening.poll();
		await stop();
		expect(sorted(given)).toEqual(all());
		expect(stored()).toHaveLength(9);
		expect(stored().find(({ loyaltii_id: id }) => Number(id) === 4)).toMatchObject({
			contact_id: '2',
			email: 'carl@example.com',
			type: 'store',
			subtype: 'buy',
			info: '{"sum":5}',
		});
	});

	it('does so although n8n is down for days, and dies before it saves', async () => {
		await start();
		add(5);
		await listening.poll({ save: false });
		await stop();
		expect(sorted(given)).toEqual(all());
		// The last poll comes again: the table knows its events.
		await start(listening.staticData);
		await stop();
		expect(sorted(given)).toEqual(all());
		pass(72 * HOUR);
		add(1_200);
		await start(listening.staticData);
		await stop();
		expect(sorted(given)).toEqual(all());
		expect(stored()).toHaveLength(1_205);
	});
});
