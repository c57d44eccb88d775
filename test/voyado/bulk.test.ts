/** Many contacts with few requests, and what becomes of each. */
import type { IDataObject } from 'n8n-workflow';

import { ANNA, BERIT, detailsOf, inputOf, startTenant, type Tenant } from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const createMany = {
	operation: 'createMany',
	fields: { email: '={{ $json.email }}', firstName: '={{ $json.name }}' },
};
const updateMany = {
	operation: 'updateMany',
	contactId: '={{ $json.id }}',
	fields: { email: '={{ $json.email }}', city: '={{ $json.city }}' },
};
const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com`, name: 'P' }));

/** The bulk requests: how many contacts each had. */
const sizes = (method: string) =>
	tenant.sent(method, 'contacts/bulk').map((body) => (body as unknown[]).length);

describe('contact.createMany', () => {
	it('takes 100,000 contacts in 25 requests, each accepted with batch and place', async () => {
		const fields = { email: '={{ $json.email }}' };
		const run = await tenant.run({ ...createMany, fields }, people(100_000));
		expect(tenant.sandbox.journal.total).toBe(25);
		expect(new Set(sizes('POST'))).toEqual(new Set([4_000]));
		expect(run.done).toHaveLength(100_000);
		const batches = tenant.sandbox.bulk.all.map(({ id }) => id);
		const rowsOf = new Map(tenant.sandbox.bulk.all.map(({ id, rows }) => [id, rows]));
		expect(new Set(run.done.map(({ batchId }) => batchId))).toEqual(new Set(batches));
		const wrong = run.done.filter(({ email, accepted, batchId, index }, place) => {
			const row = rowsOf.get(String(batchId))?.[Number(index)];
			return !(accepted === true && row?.email === email && email === `p${place}@example.com`);
		});
		expect(wrong).toEqual([]);
		expect(run.paired().slice(-2)).toEqual([99_998, 99_999]);
		await tenant.sandbox.settled();
		expect(tenant.sandbox.store.contacts.size).toBe(100_004);
	}, 180_000);

	it('sends what belongs to one type together, in batches as large as wanted', async () => {
		const items = people(10).map((person, index) => ({
			...person,
			type: index % 2 ? 'Member' : '',
		}));
		await tenant.run(
			{ ...createMany, options: { contactType: '={{ $json.type }}', batchSize: 3 } },
			items,
		);
		expect(sizes('POST').sort()).toEqual([2, 2, 3, 3]);
		await tenant.sandbox.settled();
		const types = items.map(({ email }) => tenant.byEmail(email)[0]?.contactType);
		expect(types).toEqual(items.map(({ type }) => type || 'Contact'));
	});

	it('never has two rows of one contact in a batch', async () => {
		const items = [
			{ email: 'a@example.com' },
			{ email: 'b@example.com' },
			{ email: 'A@example.com' },
		];
		const run = await tenant.run(createMany, items);
		expect(sizes('POST')).toEqual([2, 1]);
		expect(run.done.map(({ index }) => index)).toEqual([0, 1, 0]);
	});

	it.each([
		['a size that is too large', { batchSize: 4001 }, /4001 are too many/],
		['a size that is no number', { batchSize: 'x' }, /Batch Size/],
	])('refuses %s', async (_, options, says) => {
		const run = await tenant.runOn({ ...createMany, options }, people(2));
		expect(run.rejected.map(({ error }) => error)).toEqual([
			expect.stringMatching(says),
			expect.stringMatching(says),
		]);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it('leaves as uncertain whose answer was lost, and never sends it twice', async () => {
		tenant.sandbox.faults.add({ kind: 'truncate', times: 1 });
		const items = people(5);
		const run = await tenant.runOn({ ...createMany, options: { batchSize: 3 } }, items);
		expect(run.rejected.map(inputOf)).toEqual(items.slice(0, 3));
		expect(run.rejected.map((item) => detailsOf(item).status)).toEqual(
			Array.from({ length: 3 }, () => 'uncertain'),
		);
		expect(run.done).toHaveLength(2);
		expect(tenant.sandbox.journal.total).toBe(2);
	});

	it('reads a batch ID in an object as well', async () => {
		tenant.sandbox.rules.set({ voyadoBulkBatchString: false, voyadoBulk202: false });
		const { done } = await tenant.run(createMany, people(1));
		expect(done[0]).toMatchObject({ accepted: true, batchId: tenant.sandbox.bulk.all[0].id });
	});

	it('lets every row of a refused request fail with its input', async () => {
		const items = people(3);
		const run = await tenant.runOn({ ...createMany, options: { contactType: 'Alien' } }, items);
		expect(run.rejected.map(inputOf)).toEqual(items);
		expect(detailsOf(run.rejected[2]).code).toBe('InvalidContactType');
	});
});

describe('contact.updateMany', () => {
	const rows: IDataObject[] = [
		{ id: ANNA, city: 'Lund' },
		{ email: 'berit+shop@example.com', city: 'Malmö' },
	];

	it('changes contacts by ID or key, by what has a value alone', async () => {
		const run = await tenant.run(updateMany, rows);
		expect(run.done).toEqual([
			{ contactId: ANNA, accepted: true, batchId: expect.any(String), index: 0 },
			{ email: 'berit+shop@example.com', accepted: true, batchId: expect.any(String), index: 1 },
		]);
		expect(tenant.sent('PATCH', 'bulk')).toEqual([rows]);
		await tenant.sandbox.settled();
		expect([ANNA, BERIT].map((id) => tenant.fieldsOf(id)?.city)).toEqual(['Lund', 'Malmö']);
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ firstName: 'Anna', email: 'anna@example.com' });
	});

	it('empties what is named, and keeps changes out of exports if told so', async () => {
		await tenant.run(
			{ ...updateMany, options: { clearFields: ['memberNumber'], avoidTriggeringExport: true } },
			[rows[0]],
		);
		expect(tenant.sent('PATCH', 'bulk')).toEqual([[{ ...rows[0], memberNumber: null }]]);
		expect(tenant.sandbox.journal.entries[0].query).toEqual({ avoidTriggeringExport: 'true' });
		await tenant.sandbox.settled();
		expect(tenant.sandbox.store.exports).toEqual([]);
	});

	it.each([
		['names nobody', { city: 'Lund' }, /names no contact/],
		['changes nothing', { id: ANNA }, /nothing is given to change/],
		['has nothing but the key', { email: 'anna@example.com' }, /nothing is given to change/],
		['has an ID that is none', { id: '1', city: 'Lund' }, /"1" is not the ID of a contact/],
	])('refuses an item that %s', async (_, item, says) => {
		const { rejected } = await tenant.runOn(updateMany, [item]);
		expect(rejected[0].error).toMatch(says);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it('stops within a second while it reads what it has not sent yet', async () => {
		const started = Date.now();
		const items = people(50_000).map(({ email }) => ({ email, city: 'Lund' }));
		const run = await tenant.run(updateMany, items, { cancelAfterMs: 500 });
		expect(run.status).toBe('canceled');
		expect(Date.now() - started).toBeLessThan(5_000);
		const { total } = tenant.sandbox.journal;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(tenant.sandbox.journal.total).toBe(total);
	}, 60_000);

	it('never has two rows of one contact in a batch', async () => {
		const items = [
			{ id: ANNA, city: 'A' },
			{ id: BERIT, city: 'B' },
			{ id: ANNA.toUpperCase(), city: 'C' },
		];
		await tenant.run(updateMany, items);
		expect(sizes('PATCH')).toEqual([2, 1]);
		await tenant.sandbox.settled();
		expect(tenant.fieldsOf(ANNA)?.city).toBe('C');
	});

	it('is sent again after a lost answer, as nothing is changed twice', async () => {
		tenant.sandbox.faults.add({ kind: 'truncate', times: 1 });
		const run = await tenant.runOn(updateMany, rows);
		expect(run.rejected).toEqual([]);
		expect(tenant.sandbox.journal.total).toBe(2);
	});
});
