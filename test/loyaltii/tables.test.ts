/** Dynamic tables and contact events: rows with columns of the account's own, many with one request. */
import type { Club } from './harness';
import { by, continued, detailsOf, mapped, startClub } from './harness';

let club: Club;
beforeEach(async () => (club = await startClub()));
afterEach(async () => await club.close());

const lost = { kind: 'reset', when: 'after', times: 1, match: { method: 'POST' } } as const;

describe('rows of a table', () => {
	const row = {
		table: by('name', 'Products'),
		externalId: '={{ $json.id }}',
		columns: mapped({ Price: '={{ $json.price }}' }),
	};
	const rows = [1, 2, 3].map((price) => ({ id: `SKU-${price}`, price: `${price}.5` }));

	it('are created with values as the columns want them', async () => {
		const { done } = await club.run('tableEntity.create', row, rows);
		expect(done.map(({ ExternalId, Price }) => [ExternalId, Price])).toEqual([
			['SKU-1', 1.5],
			['SKU-2', 2.5],
			['SKU-3', 3.5],
		]);
		expect(club.sent('GET', /DynamicFields/)).toHaveLength(1);
	});

	it('are found after a lost answer by their external ID', async () => {
		club.sandbox.faults.add(lost);
		const { done } = await club.run('tableEntity.create', row, [rows[0]]);
		expect(done).toEqual([expect.objectContaining({ ExternalId: 'SKU-1' })]);
		expect(club.sent('POST', '/table/Products')).toHaveLength(1);
	});

	it('with an external ID that is there are refused in words', async () => {
		const { done, rejected } = await club.run(
			'tableEntity.create',
			row,
			[rows[0], rows[0]],
			continued,
		);
		expect(done).toHaveLength(1);
		expect(rejected[0].error).toBe("Loyaltii says: Cannot save duplicate value 'SKU-1'!");
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', field: 'External ID' });
	});

	it.each(['tableEntity.create', 'tableEntity.createMany'])(
		'%s explains a table that takes changes through a converter only',
		async (at) => {
			const { rejected } = await club.run(
				at,
				{ ...row, table: by('list', 'Locked'), columns: mapped({ Title: 'x' }) },
				rows,
				continued,
			);
			expect(rejected).toHaveLength(3);
			expect(detailsOf(rejected[0])).toMatchObject({ code: 'locked', field: 'Table' });
			expect(detailsOf(rejected[0]).remedy).toContain('converter');
		},
	);

	it('are created in bulk, with requests of the batch size', async () => {
		const { done, paired } = await club.run(
			'tableEntity.createMany',
			{ ...row, options: { batchSize: 2 } },
			rows,
		);
		expect(done.map(({ ExternalId }) => ExternalId)).toEqual(['SKU-1', 'SKU-2', 'SKU-3']);
		expect(paired()).toEqual([0, 1, 2]);
		expect(club.sent('POST', '/Bulk').map(({ body }) => (body as unknown[]).length)).toEqual([
			2, 1,
		]);
		expect(club.sandbox.store.tableRows.all()).toHaveLength(3);
	});

	it('in bulk are uncertain after a lost answer', async () => {
		club.sandbox.faults.add(lost);
		const { rejected } = await club.run('tableEntity.createMany', row, rows, continued);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual(Array(3).fill('uncertain'));
		expect(club.sent('POST', '/Bulk')).toHaveLength(1);
	});

	it('are changed, and an empty change is refused before it is sent', async () => {
		await club.run('tableEntity.create', row, [rows[0]]);
		const update = { table: row.table, entityId: 1, columns: row.columns };
		const { done, rejected } = await club.run(
			'tableEntity.update',
			update,
			[{ price: 9 }, { price: '' }],
			continued,
		);
		expect(done).toEqual([expect.objectContaining({ Price: 9, Updated: true })]);
		expect(detailsOf(rejected[0]).field).toBe('Columns');
		expect(club.sent('PATCH', /./)).toHaveLength(1);
	});

	it('of a table the account does not have are refused, and the tables are named', async () => {
		const { rejected } = await club.run(
			'tableEntity.create',
			{ ...row, table: by('name', 'Cars') },
			[rows[0]],
			continued,
		);
		expect(rejected[0].error).toBe('Table: the account has no table named "Cars"');
		expect(detailsOf(rejected[0]).remedy).toBe('Choose one of: Products, Locked.');
	});
});

describe('events', () => {
	const event = {
		contact: by('id', '={{ $json.contact }}'),
		eventType: 'Shop',
		subType: 'Visit',
		additionalFields: { uniqueExtId: '={{ $json.unique }}' },
	};
	const events = [1, 99, 2, 3].map((contact) => ({ contact, unique: `u${contact}` }));

	it('of an unknown contact alone are refused, where each has an ID of its own', async () => {
		const { done, rejected } = await club.run('contactEvent.create', event, events, continued);
		expect(done.map(({ ContactId }) => ContactId)).toEqual([1, 2, 3]);
		expect(rejected).toEqual([expect.objectContaining({ contact: 99 })]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', status: 'failed' });
		expect(club.sandbox.store.events.all()).toHaveLength(3);
	});

	it('without an ID of their own are uncertain together, and never sent again', async () => {
		const items = events.map(({ contact }) => ({ contact, unique: '' }));
		const { rejected } = await club.run('contactEvent.create', event, items, continued);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual(Array(4).fill('uncertain'));
		expect(detailsOf(rejected[0]).remedy).toContain('Unique External ID');
		expect(club.sent('POST', '/ContactEvents')).toHaveLength(1);
	});

	it('of unknown contacts are left out where that is wanted', async () => {
		const options = { ignoreUnknownContacts: true };
		const { done } = await club.run('contactEvent.create', { ...event, options }, events);
		expect(done).toHaveLength(4);
		expect(club.sandbox.store.events.all()).toHaveLength(3);
	});

	it('are sent again after a lost answer only where each has an ID of its own', async () => {
		club.sandbox.faults.add(lost);
		const named = await club.run('contactEvent.create', event, [events[0]]);
		expect(named.done).toHaveLength(1);
		expect(club.sandbox.store.events.all()).toHaveLength(1);
		club.sandbox.faults.add(lost);
		const { rejected } = await club.run(
			'contactEvent.create',
			event,
			[{ contact: 1, unique: '' }],
			continued,
		);
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
	});

	it('are named by e-mail address or secret as well', async () => {
		const [{ Secret }] = club.sandbox.store.contacts.all();
		await club.run(
			'contactEvent.create',
			{ ...event, contact: by('={{ $json.mode }}', '={{ $json.contact }}') },
			[
				{ mode: 'email', contact: 'bo@example.com', unique: 'a' },
				{ mode: 'code', contact: Secret, unique: 'b' },
			],
		);
		expect(club.sandbox.store.events.all().map(({ ContactId }) => ContactId)).toEqual([2, 1]);
	});
});
