/** The sandbox of Voyado Engage keeps to the fact sheet: bulk requests and changes, one test per rule. */
import { ANNA, BO, closeTenants, NOBODY, tenant, told, type TenantScene } from './voyadoSupport';

afterEach(closeTenants);

/** Longer than a batch takes. */
const DONE_MS = 3_000;

const several = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) => ({ email: `c${index}@example.com`, ...more }));

/** Sends a batch and gives its status once it is applied. */
async function applied({ api, pass }: TenantScene, method: string, rows: object[], query = '') {
	const { json: batchId } = await api(method, `/contacts/bulk${query}`, rows);
	pass(DONE_MS);
	return (await api('GET', `/contacts/bulk/status?batchId=${batchId}`)).json;
}

describe('a bulk request', () => {
	it('[voyadoBulkMost4000] has at most 4,000 contacts', async () => {
		const { api, sandbox } = await tenant();
		for (const method of ['POST', 'PATCH']) {
			expect((await api(method, '/contacts/bulk', several(4000))).status).toBe(202);
			expect((await api(method, '/contacts/bulk', several(4001))).status).toBe(400);
		}
		expect(sandbox.bulk.all).toHaveLength(2);
	});

	it('[voyadoBulkIsArray] is an array', async () => {
		const { api } = await tenant();
		for (const body of [{ email: 'c@example.com' }, undefined])
			expect(told(await api('POST', '/contacts/bulk', body))).toEqual([400, 'NoData']);
	});

	it('[voyadoBulk202] is answered with 202', async () => {
		const { api } = await tenant();
		for (const method of ['POST', 'PATCH'])
			expect((await api(method, '/contacts/bulk', several(1))).status).toBe(202);
	});

	it('[voyadoBulkBatchString] is answered with the ID of the batch as a JSON string', async () => {
		const { api, sandbox } = await tenant();
		const { text } = await api('POST', '/contacts/bulk', several(1));
		expect(text).toBe(JSON.stringify(sandbox.bulk.all[0].id));
	});

	it('[voyadoBulkLater] is applied later', async () => {
		const { api, sandbox, pass } = await tenant({ bulkMs: 5_000 });
		const count = async () => (await api('GET', '/contacts/count')).json;
		await api('POST', '/contacts/bulk', several(3));
		const counts = [await count()];
		for (const ms of [4_999, 1]) {
			pass(ms);
			counts.push(await count());
		}
		await api('PATCH', '/contacts/bulk', [{ id: ANNA, city: 'Lund' }]);
		expect([...counts, sandbox.store.contact(ANNA)?.fields.city]).toEqual([2, 2, 5, undefined]);
		await sandbox.settled();
		expect(sandbox.store.contact(ANNA)?.fields.city).toBe('Lund');
	});

	it('[voyadoBulkInOrder] is applied in the order it was sent', async () => {
		const { api, sandbox } = await tenant();
		await api('PATCH', '/contacts/bulk', [
			{ id: ANNA, city: 'first' },
			{ id: ANNA, city: 'second' },
		]);
		await api('PATCH', '/contacts/bulk', [{ id: BO, city: 'third' }]);
		await api('PATCH', '/contacts/bulk', [{ id: BO, city: 'fourth' }]);
		await sandbox.settled();
		const cities = [ANNA, BO].map((id) => sandbox.store.contact(id)?.fields.city);
		expect(cities).toEqual(['second', 'fourth']);
	});

	it('[voyadoBulkDefaultType] creates contacts of the default type', async () => {
		const { api, sandbox } = await tenant();
		await api('POST', '/contacts/bulk', [{ email: 'c@example.com' }]);
		await api('POST', '/contacts/bulk?contactType=Member', [
			{ email: 'd@example.com', firstName: 'D' },
			{ email: 'e@example.com', contactType: 'Contact' },
		]);
		await sandbox.settled();
		const types = ['c', 'd', 'e'].map(
			(name) => sandbox.store.having('email', `${name}@example.com`)[0]?.contactType,
		);
		expect(types).toEqual(['Contact', 'Member', 'Contact']);
		expect(told(await api('POST', '/contacts/bulk?contactType=Vip', several(1)))).toEqual([
			400,
			'InvalidContactType',
		]);
	});

	it('[voyadoBulkIdentifier] finds contacts to update by id or key field', async () => {
		const it = await tenant();
		const status = await applied(it, 'PATCH', [
			{ id: ANNA, city: 'Lund' },
			{ email: 'BO@example.com', city: 'Malmö' },
			{ city: 'Nowhere' },
			{ id: NOBODY, city: 'Nowhere' },
			{ email: 'nobody@example.com', city: 'Nowhere' },
		]);
		expect(status).toMatchObject({ total: 5, succeeded: 2, failed: 3 });
		expect(
			status.errors.map(({ index, errorCode }: Record<string, unknown>) => [index, errorCode]),
		).toEqual([
			[2, 'ValidationError'],
			[3, 'ContactNotFound'],
			[4, 'ContactNotFound'],
		]);
		const cities = [ANNA, BO].map((id) => it.sandbox.store.contact(id)?.fields.city);
		expect(cities).toEqual(['Lund', 'Malmö']);
	});

	it('[voyadoBulkRowsAlone] goes on after a contact that cannot be applied', async () => {
		const it = await tenant();
		const status = await applied(it, 'POST', [
			{ email: 'none' },
			{ email: 'anna@example.com' },
			{ email: 'c@example.com' },
			{ email: 'c@example.com' },
		]);
		expect(status).toMatchObject({
			succeeded: 1,
			errors: [
				{ index: 0, errorCode: 'ValidationError' },
				{ index: 1, errorCode: 'ApprovedContactWithKeyExists' },
				{ index: 3, errorCode: 'ApprovedContactWithKeyExists' },
			],
		});
		expect(it.sandbox.store.contacts.size).toBe(3);
	});

	it('[voyadoBulkExport] is exported unless an update asks not to be', async () => {
		const { api, sandbox } = await tenant();
		const silent = '?avoidTriggeringExport=true';
		await api('PATCH', `/contacts/bulk${silent}`, [{ id: ANNA, city: 'Lund' }]);
		await api('PATCH', '/contacts/bulk', [{ id: BO, city: 'Malmö' }]);
		await api('POST', `/contacts/bulk${silent}`, several(1));
		await sandbox.settled();
		const [created] = sandbox.store.having('email', 'c0@example.com');
		expect(sandbox.store.exports).toEqual([BO, created.id]);
	});

	it('[voyadoBulkStatus] tells how far it is', async () => {
		const { api, pass } = await tenant();
		const { json: id } = await api('POST', '/contacts/bulk', several(1));
		const path = `/contacts/bulk/status?batchId=${id}`;
		const before = await api('GET', path);
		pass(DONE_MS);
		const after = await api('GET', path);
		expect([before, after].map(({ status }) => status)).toEqual([200, 200]);
		expect(before.text).toContain('Pending');
		expect(after.text).toContain('Completed');
		expect(told(await api('GET', '/contacts/bulk/status?batchId=x'))).toEqual([
			404,
			'BatchNotFound',
		]);
	});

	it('[voyadoBulkStatusShape] tells how many contacts were applied', async () => {
		const it = await tenant();
		expect(await applied(it, 'POST', several(2))).toEqual({
			batchId: it.sandbox.bulk.all[0].id,
			status: 'Completed',
			total: 2,
			succeeded: 2,
			failed: 0,
			errors: [],
		});
	});
});

describe('changes', () => {
	const path = (type: string, from: string, to?: string) =>
		`/contacts/changes?changeType=${type}&fromDate=${encodeURIComponent(from)}${
			to === undefined ? '' : `&toDate=${encodeURIComponent(to)}`
		}`;
	const NOON = '2024-05-24 12:00:00.000';

	it('[voyadoChangesTyped] are of one type, which must be given', async () => {
		const { api, sandbox } = await tenant();
		const { id } = sandbox.people.create({ firstName: 'C', email: 'c@example.com' });
		sandbox.people.update(ANNA, { city: 'Lund' });
		sandbox.people.delete(BO);
		const ids = async (type: string) => (await api('GET', path(type, NOON))).json;
		expect([await ids('Created'), await ids('Updated'), await ids('Deleted')]).toEqual([
			[id],
			[ANNA],
			[BO],
		]);
		for (const type of ['', 'created', 'Approved'])
			expect((await api('GET', path(type, NOON))).status).toBe(400);
	});

	it('[voyadoChangesFrom] need a first date', async () => {
		const { api } = await tenant();
		expect((await api('GET', '/contacts/changes?changeType=Updated')).status).toBe(400);
		const { json, status } = await api('GET', path('Updated', NOON));
		expect([status, json]).toEqual([200, []]);
	});

	it('[voyadoChangesTo] end with the last date, or now', async () => {
		const { api, sandbox, pass } = await tenant();
		pass(1_500);
		sandbox.people.update(ANNA, { city: 'Lund' });
		const ids = async (from: string, to?: string) =>
			(await api('GET', path('Updated', from, to))).json;
		expect([
			await ids(NOON),
			await ids('2024-05-24 12:00:01.500', '2024-05-24 12:00:01.500'),
			await ids(NOON, '2024-05-24 12:00:01.499'),
			await ids('2024-05-24 12:00:01.501'),
		]).toEqual([[ANNA], [ANNA], [], []]);
	});

	it('[voyadoChangesDates] have dates with a space', async () => {
		const { api } = await tenant();
		const statusOf = async (from: string) => (await api('GET', path('Updated', from))).status;
		expect([
			await statusOf('2024-05-24T12:00:00.000Z'),
			await statusOf('2024-05-24T12:00:00.000'),
			await statusOf('yesterday'),
			await statusOf('2024-13-24 12:00:00.000'),
			await statusOf('2024-05-24 12:00:00'),
		]).toEqual([400, 400, 400, 400, 200]);
	});

	it('[voyadoChangesUtc] are dated in UTC', async () => {
		const { api, sandbox } = await tenant();
		sandbox.people.update(ANNA, { city: 'Lund' });
		expect((await api('GET', path('Updated', '2024-05-24 12:00:00.001'))).json).toEqual([]);
		expect((await api('GET', path('Updated', NOON, NOON))).json).toEqual([ANNA]);
	});

	it('[voyadoChangesOnce] name a contact once', async () => {
		const { api, sandbox } = await tenant();
		for (const city of ['Lund', 'Malmö']) sandbox.people.update(ANNA, { city });
		expect((await api('GET', path('Updated', NOON))).json).toEqual([ANNA]);
	});

	it('[voyadoChangesMost] are at most 250,000', async () => {
		const { api, sandbox } = await tenant();
		const note = (count: number) => {
			for (let n = 0; n < count; n += 1) sandbox.store.note('Updated', `contact ${n}`);
		};
		note(250_000);
		const { status, json } = await api('GET', path('Updated', NOON));
		expect([status, json.length]).toEqual([200, 250_000]);
		sandbox.store.note('Updated', 'one more');
		expect((await api('GET', path('Updated', NOON))).status).toBe(400);
	});
});
