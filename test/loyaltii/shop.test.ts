/** Orders, lines and points: nothing twice, and every refusal in words. */
import type { Club } from './harness';
import { by, continued, detailsOf, startClub } from './harness';

let club: Club;
beforeEach(async () => (club = await startClub()));
afterEach(async () => await club.close());

const lost = { kind: 'reset', when: 'after', times: 1, match: { method: 'POST' } } as const;
const order = {
	orderType: 'web',
	contact: by('id', 1),
	extOrderId: '={{ $json.id }}',
	linesInput: 'json',
	linesJson: '={{ $json.lines ?? [{ Quantity: 2, Price: 10 }] }}',
};
const skipping = { ...order, options: { skipIfExternalIdExists: true } };
const ids = (...names: string[]) => names.map((id) => ({ id }));

describe('create order', () => {
	it('stores the lines, and the platform adds them up', async () => {
		const lines = { values: [{ quantity: '2', price: '10.50', name: 'Bear' }] };
		const { done } = await club.run(
			'order.create',
			{ ...order, linesInput: 'fields', lines },
			ids('S-1'),
		);
		expect(done).toEqual([
			expect.objectContaining({ Id: 1, Type: 'web', ExtOrderId: 'S-1', PriceTotal: 21 }),
		]);
	});

	it('takes several orders of one external ID, as the platform does', async () => {
		const { done } = await club.run('order.create', order, ids('S-1', 'S-1'));
		expect(done.map(({ Id }) => Id)).toEqual([1, 2]);
	});

	it('skips those whose external ID is there, within a run and after it', async () => {
		const first = await club.run('order.create', skipping, ids('S-1', 'S-2', 'S-1'));
		expect(first.done.map(({ Id, skipped }) => [Id, skipped])).toEqual([
			[1, undefined],
			[2, undefined],
			[1, true],
		]);
		const again = await club.run('order.create', skipping, ids('S-2'));
		expect(again.done).toEqual([expect.objectContaining({ Id: 2, skipped: true })]);
		expect(club.sandbox.store.orders.all()).toHaveLength(2);
	});

	it('is uncertain after a lost answer', async () => {
		club.sandbox.faults.add(lost);
		const { done, rejected } = await club.run('order.create', order, ids('S-1', 'S-2'), continued);
		expect(done).toEqual([expect.objectContaining({ ExtOrderId: 'S-2' })]);
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
		expect(club.sent('POST', '/Orders')).toHaveLength(2);
	});

	it('looks after a lost answer where it has looked before', async () => {
		club.sandbox.faults.add(lost);
		club.sandbox.faults.add({ ...lost, when: 'before' });
		const { done } = await club.run('order.create', skipping, ids('S-1', 'S-2'));
		expect(done.map(({ ExtOrderId }) => ExtOrderId)).toEqual(['S-1', 'S-2']);
		expect(club.sandbox.store.orders.all()).toHaveLength(2);
		expect(club.sent('POST', '/Orders')).toHaveLength(3);
	});

	it('says which line is wrong before anything is sent', async () => {
		const { rejected } = await club.run(
			'order.create',
			order,
			[
				{ id: 'a', lines: [] },
				{ id: 'b', lines: [{ Quantity: 1, Price: 1 }, { Quantity: 1 }] },
				{ id: 'c', lines: [{ Quantity: 'one', Price: 1 }] },
				{ id: 'd', lines: '{' },
				{ id: 'e', lines: [7] },
			],
			continued,
		);
		expect(rejected.map(({ error }) => error)).toEqual([
			'Lines (JSON): no line is given',
			'Lines (JSON), line 2: it has no Price',
			'Lines (JSON), line 1: Quantity: "one" is not a number',
			'Lines (JSON): "{" is not JSON',
			'Lines (JSON), line 1: it is not an object',
		]);
		expect(club.sandbox.journal.count()).toBe(0);
	});

	it("gives the platform's words and a remedy for a type the account does not have", async () => {
		const { rejected } = await club.run(
			'order.create',
			{ ...order, orderType: 'x' },
			ids('a'),
			continued,
		);
		expect(rejected[0].error).toBe('Loyaltii says: Invalid order type!');
		expect(detailsOf(rejected[0]).remedy).toContain('one of the types of the account');
	});

	it('asks for the external ID it is to look for', async () => {
		const { rejected } = await club.run('order.create', skipping, [{ id: '' }], continued);
		expect(detailsOf(rejected[0]).field).toBe('External Order ID');
	});

	it('does not send it again under Retry On Fail', async () => {
		const items = [{ id: 'S-1' }, { id: 'S-2', lines: '[{"Quantity":1}]' }];
		await club.run('order.create', order, items, { retry: 2 });
		expect(club.sandbox.store.orders.all()).toHaveLength(1);
	});
});

describe('lines of an order', () => {
	beforeEach(async () => {
		await club.run('order.create', order, ids('S-1'));
	});

	it('are added, changed and deleted, but the last one', async () => {
		const added = await club.run('orderLine.create', { orderId: 1, quantity: 1, price: '5.5' }, [
			{},
		]);
		expect(added.done[0]).toMatchObject({ Id: 2, PriceTotal: 5.5 });
		const changed = await club.run(
			'orderLine.update',
			{ orderId: 1, lineId: 2, updateFields: { quantity: 3 } },
			[{}],
		);
		expect(changed.done[0]).toMatchObject({ Quantity: 3, PriceTotal: 16.5, Updated: true });
		const { done, rejected } = await club.run(
			'orderLine.delete',
			{ orderId: 1, lineId: '={{ $json.line }}' },
			[{ line: 2 }, { line: 1 }, { line: 99 }],
			continued,
		);
		expect(done).toEqual([expect.objectContaining({ Id: 2, Deleted: true })]);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual(['invalid_value', 'not_found']);
		expect(detailsOf(rejected[0]).remedy).toBe('Delete the order instead.');
	});
});

describe('points', () => {
	const point = {
		contact: by('id', '={{ $json.contact }}'),
		pointType: 'base',
		amount: '={{ $json.amount }}',
		additionalFields: { sourceId: '={{ $json.source }}' },
	};
	const items = [
		{ contact: 1, amount: 25, source: 'S-1' },
		{ contact: 99, amount: 5, source: 'S-2' },
		{ contact: 1, amount: '-5.5', source: 'S-3' },
	];

	it('are given and taken; an unknown contact is said', async () => {
		const { done, rejected } = await club.run('point.create', point, items, continued);
		expect(done.map(({ Sum }) => Sum)).toEqual([25, 19.5]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found' });
		const sums = await club.run('point.getSums', { contact: by('id', 1) }, [{}]);
		expect(sums.done).toEqual([expect.objectContaining({ Type: 'base', Sum: 19.5 })]);
	});

	it('are skipped where a point of the same source, contact and type is there', async () => {
		const skip = { ...point, options: { skipIfSourceExists: true } };
		const twice = [items[0], items[0], { ...items[0], contact: 2 }];
		const { done } = await club.run('point.create', skip, twice);
		expect(done.map(({ Id, skipped }) => [Id, skipped])).toEqual([
			[1, undefined],
			[1, true],
			[2, undefined],
		]);
		const { rejected } = await club.run(
			'point.create',
			skip,
			[{ contact: 1, amount: 1, source: '' }],
			continued,
		);
		expect(detailsOf(rejected[0]).field).toBe('Source ID');
	});

	it('whose answer is lost are uncertain, unless they were looked for before', async () => {
		club.sandbox.faults.add(lost);
		const { rejected } = await club.run('point.create', point, [items[0]], continued);
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
		club.sandbox.faults.add(lost);
		const skip = { ...point, options: { skipIfSourceExists: true } };
		const { done } = await club.run('point.create', skip, [{ ...items[0], source: 'S-9' }]);
		expect(done).toEqual([expect.objectContaining({ SourceId: 'S-9' })]);
		expect(club.sandbox.store.points.all()).toHaveLength(2);
	});

	it('are cancelled once, also when the answer is lost', async () => {
		await club.run('point.create', point, [items[0]]);
		club.sandbox.faults.add(lost);
		const { done } = await club.run('point.cancel', { pointId: 1 }, [{}]);
		expect(done).toEqual([
			expect.objectContaining({ Amount: -25, IsCanceller: true, Cancelled: true }),
		]);
		expect(club.sent('POST', '/Cancel')).toHaveLength(1);
		expect(club.sandbox.store.points.all()).toHaveLength(2);
	});

	it('of a company without any are null in total', async () => {
		const { done } = await club.run(
			'point.getCompanyTotal',
			{
				contactCompany: by('number', 'C-1'),
				pointType: 'base',
				from: '2025-01-01',
				to: '2025-02-01',
			},
			[{}],
		);
		expect(done).toEqual([{ Total: null }]);
		expect(club.sent('GET', '/TotalForContactCompany')[0].query).toMatchObject({
			contactCompanyId: '1',
			from: '2025-01-01T00:00:00+01:00',
		});
	});
});

describe('e-mails and actions', () => {
	const lostPost = { kind: 'reset', when: 'after', times: 1 } as const;

	it.each([
		['action.triggerForContact', { action: by('id', 1), contact: by('id', 1) }],
		['email2Dispatch.create', { triggerId: 'welcome', sendTo: 'emails', emails: 'a@example.com' }],
		['feedSync.syncNow', { feedSyncId: 1 }],
	])('%s is not sent twice', async (at, parameters) => {
		club.sandbox.faults.add(lostPost);
		const { rejected } = await club.run(at, parameters, [{}], continued);
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
		expect(club.sandbox.journal.count('POST')).toBe(1);
	});

	it('says what an action needs', async () => {
		const { rejected } = await club.run(
			'action.triggerForSegment',
			{ action: by('id', 2), segment: by('id', 1) },
			[{}],
			continued,
		);
		expect(detailsOf(rejected[0]).remedy).toContain('Enable the action');
	});

	it('sends to addresses, each with the same values', async () => {
		await club.run(
			'email2Dispatch.create',
			{
				triggerId: 'welcome',
				sendTo: 'emails',
				emails: 'a@example.com, b@example.com',
				additionalFields: { dynamic: { a: 1 } },
			},
			[{}],
		);
		const dynamic = { Dynamic: { a: 1 } };
		expect(club.sent('POST', '/Email2Dispatches')[0].body).toEqual({
			TriggerId: 'welcome',
			Scope: { Emails: { 'a@example.com': dynamic, 'b@example.com': dynamic } },
		});
	});
});
