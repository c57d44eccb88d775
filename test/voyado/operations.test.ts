/** Every operation: what it sends, what it gives out, and one item of three that fails. */
import type { IDataObject } from 'n8n-workflow';

import {
	ANNA,
	ANNAS_GIFT,
	ANNAS_WELCOME,
	BERIT,
	by,
	custom,
	detailsOf,
	GIFT,
	inputOf,
	NOBODY,
	startTenant,
	type Tenant,
	WELCOME,
} from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const contact = by('id', '={{ $json.id }}');

interface Case {
	parameters: IDataObject;
	items: IDataObject[];
	/** The place of the item that fails, and its code. */
	bad: [number, string];
	/** What the first good item gives out. */
	first: IDataObject;
}

const CASES: Record<string, Case> = {
	'contact.find': {
		parameters: { operation: 'find', searchBy: 'email', searchValue: '={{ $json.email }}' },
		items: [{ email: 'anna@example.com' }, { email: 'no' }, { email: 'berit+shop@example.com' }],
		bad: [1, 'invalid_value'],
		first: { contactId: ANNA, found: true },
	},
	'contact.create': {
		parameters: {
			operation: 'create',
			fields: { email: '={{ $json.email }}', firstName: '={{ $json.name }}' },
		},
		items: [
			{ email: 'new@example.com', name: 'Nils' },
			{ email: 'anna@example.com', name: 'Anna' },
			{ email: 'newer@example.com', name: 'Nora' },
		],
		bad: [1, 'ApprovedContactWithKeyExists'],
		first: {
			contactId: expect.stringMatching(/^[0-9a-f-]{36}$/) as never,
			created: true,
			ignoredFields: [],
			contact: expect.objectContaining({
				contactType: 'Member',
				email: 'new@example.com',
				firstName: 'Nils',
			}) as never,
		},
	},
	'contact.upsert': {
		parameters: {
			keyValue: '={{ $json.email }}',
			fields: { firstName: '={{ $json.name }}' },
		},
		items: [
			{ email: 'new@example.com', name: 'Nils' },
			{ email: '', name: 'Anna' },
			{ email: 'anna@example.com', name: 'Anna Maria' },
		],
		bad: [1, 'invalid_value'],
		first: {
			contactId: expect.stringMatching(/^[0-9a-f-]{36}$/) as never,
			created: true,
			updated: false,
			changedFields: ['firstName', 'email'],
			ignoredFields: [],
		},
	},
	'contact.get': {
		parameters: { operation: 'get', contact },
		items: [{ id: ANNA }, { id: NOBODY }, { id: BERIT }],
		bad: [1, 'ContactNotFound'],
		first: {
			contactId: ANNA,
			contactType: 'Member',
			firstName: 'Anna',
			lastName: 'Andersson',
			email: 'anna@example.com',
			mobilePhone: '+46735654321',
			socialSecurityNumber: '196903027573',
			memberNumber: '999888777',
			city: 'Stockholm',
			preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
			consents: [],
		},
	},
	'contact.getProfile': {
		parameters: { operation: 'getProfile', contact },
		items: [{ id: ANNA }, { id: NOBODY }, { id: BERIT }],
		bad: [1, 'ContactNotFound'],
		first: {
			contactId: ANNA,
			contact: expect.objectContaining({ firstName: 'Anna' }) as never,
			promotions: [
				expect.objectContaining({ id: ANNAS_WELCOME, promotionId: WELCOME }),
				expect.objectContaining({ id: ANNAS_GIFT, redeemed: true }),
			] as never,
			transactions: [
				expect.objectContaining({ transactionNumber: '1' }),
				expect.objectContaining({ transactionNumber: '2' }),
			] as never,
		},
	},
	'contact.update': {
		parameters: { operation: 'update', contact, fields: { city: '={{ $json.city }}' } },
		items: [
			{ id: ANNA, city: 'Lund' },
			{ id: NOBODY, city: 'Lund' },
			{ id: BERIT, city: 'Malmö' },
		],
		bad: [1, 'ContactNotFound'],
		first: { contactId: ANNA, updated: true, changedFields: ['city'], ignoredFields: [] },
	},
	'contact.updateType': {
		parameters: {
			operation: 'updateType',
			contact,
			contactTypeId: 'Member',
			fields: { firstName: '={{ $json.name }}' },
		},
		items: [{ id: BERIT, name: 'Berit' }, { id: NOBODY, name: 'X' }, { id: ANNA }],
		bad: [1, 'ContactNotFound'],
		first: {
			contactId: BERIT,
			contactType: 'Member',
			updated: true,
			changedFields: ['firstName'],
			ignoredFields: [],
		},
	},
	'contact.createMany': {
		parameters: { operation: 'createMany', fields: { email: '={{ $json.email }}' } },
		items: [{ email: 'a@example.com' }, {}, { email: 'b@example.com' }],
		bad: [1, 'invalid_value'],
		first: {
			email: 'a@example.com',
			accepted: true,
			batchId: expect.any(String) as never,
			index: 0,
		},
	},
	'contact.updateMany': {
		parameters: {
			operation: 'updateMany',
			contactId: '={{ $json.id }}',
			fields: { city: 'Lund' },
		},
		items: [{ id: ANNA }, { id: 'anna' }, { id: BERIT }],
		bad: [1, 'invalid_value'],
		first: { contactId: ANNA, accepted: true, batchId: expect.any(String) as never, index: 0 },
	},
	'contact.getTransactions': {
		parameters: { operation: 'getTransactions', contact },
		items: [{ id: ANNA }, { id: NOBODY }, { id: ANNA }],
		bad: [1, 'ContactNotFound'],
		first: expect.objectContaining({ transactionNumber: '1' }) as never,
	},
	'contact.count': {
		parameters: { operation: 'count', contactType: '={{ $json.type }}' },
		items: [{ type: 'Member' }, { type: 'Alien' }, {}],
		bad: [1, 'InvalidContactType'],
		first: { contactType: 'Member', count: 3 },
	},
	'contact.delete': {
		parameters: { operation: 'delete', contact },
		items: [{ id: ANNA }, { id: NOBODY }, { id: BERIT }],
		bad: [1, 'ContactNotFound'],
		first: { contactId: ANNA, deleted: true },
	},
	'promotion.getAll': {
		parameters: { resource: 'promotion', contact },
		items: [{ id: ANNA }, { id: NOBODY }, { id: ANNA }],
		bad: [1, 'ContactNotFound'],
		first: expect.objectContaining({ id: ANNAS_WELCOME, name: 'Welcome' }) as never,
	},
	'promotion.assign': {
		parameters: {
			resource: 'promotion',
			operation: 'assign',
			contact,
			promotionId: '={{ $json.p }}',
		},
		items: [
			{ id: BERIT, p: WELCOME },
			{ id: BERIT, p: NOBODY },
			{ id: BERIT, p: GIFT },
		],
		bad: [1, 'PromotionNotFound'],
		first: {
			contactId: BERIT,
			promotionId: WELCOME,
			assignmentId: expect.stringMatching(/^[0-9a-f-]{36}$/) as never,
			assigned: true,
		},
	},
	'promotion.redeem': {
		parameters: {
			resource: 'promotion',
			operation: 'redeem',
			assignmentId: '={{ $json.id }}',
			redemptionChannel: 'POS',
		},
		items: [{ id: ANNAS_WELCOME }, { id: WELCOME }, { id: ANNAS_GIFT }],
		bad: [1, 'PromotionNotAssociatedWithContact'],
		first: { assignmentId: ANNAS_WELCOME, redemptionChannel: 'POS', redeemed: true },
	},
};

describe.each(Object.entries(CASES))('%s', (name, { parameters, items, bad, first }) => {
	const [place, code] = bad;
	beforeEach(() => {
		for (const transactionNumber of ['1', '2']) {
			tenant.sandbox.store.addTransaction(ANNA, {
				transactionNumber,
				createdDate: `2026-01-0${3 - Number(transactionNumber)}T10:00:00.000Z`,
			});
		}
		const gift = tenant.sandbox.store.assignments.get(ANNAS_GIFT);
		if (gift && name === 'promotion.redeem') gift.redeemedOn = null;
	});

	it('gives out each good item, and the bad one with its input and the reason', async () => {
		const run = await tenant.runOn(parameters, items);
		expect(run.rejected.map(inputOf)).toEqual([items[place]]);
		expect(detailsOf(run.rejected[0])).toMatchObject({ status: 'failed', code });
		expect(detailsOf(run.rejected[0]).remedy).not.toBe('');
		expect(run.done[0]).toEqual(first);
		const others = items.map((_, index) => index).filter((index) => index !== place);
		expect([...new Set(run.paired())]).toEqual(others);
		expect(run.paired(1)).toEqual([place]);
	});

	it('keeps the input of the bad item on the regular output as well', async () => {
		const run = await tenant.run(parameters, items, { onError: 'continueRegularOutput' });
		const failed = run.done.filter((item) => 'details' in item);
		expect(failed.map(inputOf)).toEqual([items[place]]);
	});

	it('stops with one error that names the item otherwise', async () => {
		const run = await tenant.run(parameters, items);
		expect(run.status).toBe('error');
		expect(run.failure).toMatchObject({ context: { itemIndex: place } });
	});
});

describe('contact.createMany and updateMany', () => {
	it('come to be in the end', async () => {
		await tenant.run(CASES['contact.createMany'].parameters, [{ email: 'a@example.com' }]);
		await tenant.run(CASES['contact.updateMany'].parameters, [{ id: ANNA }]);
		await tenant.sandbox.settled();
		expect(tenant.byEmail('a@example.com')).toHaveLength(1);
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ city: 'Lund', firstName: 'Anna' });
	});
});

describe('consent.getAll', () => {
	it('lists the consents, up to the limit', async () => {
		const all = await tenant.run({ resource: 'consent', returnAll: true });
		expect(all.done).toEqual([
			expect.objectContaining({ id: 'memberConsent', name: 'Membership' }),
			expect.objectContaining({ id: 'profiling' }),
		]);
		const one = await tenant.run({ resource: 'consent', limit: 1 });
		expect(one.done).toHaveLength(1);
	});
});

describe('contact.getChanged', () => {
	const parameters = {
		operation: 'getChanged',
		changeType: '={{ $json.type }}',
		from: '={{ $json.from }}',
	};
	const from = new Date(Date.now() - 3600_000).toISOString();

	it('lists the contacts that were created, updated or deleted', async () => {
		await tenant.run({ keyValue: 'new@example.com', fields: { firstName: 'Nils' } });
		await tenant.run({ operation: 'update', contact: by('id', ANNA), fields: { city: 'Lund' } });
		await tenant.run({ operation: 'delete', contact: by('id', BERIT) });
		const run = await tenant.runOn(parameters, [
			{ type: 'Created', from },
			{ type: 'Updated', from },
			{ type: 'Deleted', from },
			{ type: 'Stolen', from },
			{ type: 'Updated' },
		]);
		const [{ id }] = tenant.byEmail('new@example.com');
		expect(run.done).toEqual([
			{ contactId: id, changeType: 'Created' },
			{ contactId: ANNA, changeType: 'Updated' },
			{ contactId: BERIT, changeType: 'Deleted' },
		]);
		expect(run.rejected.map(({ error }) => error)).toEqual([
			expect.stringMatching(/^Change: "Stolen"/),
			expect.stringMatching(/^From: nothing is given/),
		]);
	});

	it('asks in the time zone that is set, in the notation of Engage', async () => {
		const ask = async (options: IDataObject) => {
			tenant.sandbox.journal.clear();
			await tenant.run({
				operation: 'getChanged',
				from: '2026-01-05T12:00:00',
				to: '2026-07-05T12:00:00',
				options,
			});
			const { fromDate, toDate } = tenant.sandbox.journal.entries[0].query;
			return [fromDate, toDate];
		};
		expect(await ask({})).toEqual(['2026-01-05 11:00:00.000', '2026-07-05 10:00:00.000']);
		expect(await ask({ timezone: 'Europe/Stockholm' })).toEqual([
			'2026-01-05 12:00:00.000',
			'2026-07-05 12:00:00.000',
		]);
	});

	it('refuses a time zone and a span that cannot be, before it asks', async () => {
		const zone = await tenant.runOn({
			operation: 'getChanged',
			from,
			options: { timezone: 'Mars' },
		});
		expect(zone.rejected[0].error).toMatch(/"Mars" is not a time zone/);
		const span = await tenant.runOn({ operation: 'getChanged', from, to: '2020-01-01' });
		expect(span.rejected[0].error).toMatch(/ends before it begins/);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it('halves the span where Engage refuses it for too many changes', async () => {
		await tenant.close();
		let now = Date.parse('2026-03-01T00:00:00Z');
		tenant = await startTenant({ mostChanges: 3, now: () => now });
		const emails = Array.from({ length: 8 }, (_, index) => `c${index}@example.com`);
		for (const email of emails) {
			now += 3600_000;
			await tenant.run({ keyValue: email, fields: { firstName: 'C' } });
		}
		tenant.sandbox.journal.clear();
		const run = await tenant.run({
			operation: 'getChanged',
			changeType: 'Created',
			from: '2026-03-01T00:00:00Z',
			to: '2026-03-01T09:00:00Z',
		});
		expect(run.done.map(({ contactId }) => contactId).sort()).toEqual(
			emails.map((email) => tenant.byEmail(email)[0].id).sort(),
		);
		expect(tenant.sandbox.journal.find('GET', 'changes').map(({ status }) => status)).toContain(
			400,
		);
	});
});

describe('contact.getProfile', () => {
	it('asks for the parts that are wanted alone', async () => {
		const ask = async (include: unknown, options: IDataObject = {}) => {
			tenant.sandbox.journal.clear();
			const { done } = await tenant.run({
				operation: 'getProfile',
				contact: by('id', ANNA),
				include: include as string[],
				options,
			});
			return [Object.keys(done[0]).sort(), tenant.asked()];
		};
		expect(await ask(['contact'])).toEqual([['contact', 'contactId'], ['GET /contacts/{id}']]);
		expect(await ask('transactions, promotions')).toEqual([
			['contactId', 'promotions', 'transactions'],
			['GET /promotion-assignments', 'GET /contacts/transactions'],
		]);
	});

	it('sifts promotions and limits transactions', async () => {
		for (let index = 0; index < 5; index++) tenant.sandbox.store.addTransaction(ANNA, {});
		const { done } = await tenant.run({
			operation: 'getProfile',
			contact: by('email', 'anna@example.com'),
			options: { excludeRedeemed: true, maxTransactions: 2 },
		});
		expect(done[0].promotions).toHaveLength(1);
		expect(done[0].transactions).toHaveLength(2);
	});
});

describe('contact.getTransactions', () => {
	it('reads page by page, to the end or the limit, returns as well', async () => {
		for (let index = 0; index < 250; index++) {
			tenant.sandbox.store.addTransaction(ANNA, { netPriceSum: index % 2 === 0 ? 10 : -10 });
		}
		const parameters = { operation: 'getTransactions', contact: by('id', ANNA) };
		const all = await tenant.run({ ...parameters, returnAll: true });
		expect(new Set(all.done.map(({ id }) => id)).size).toBe(250);
		expect(all.done.filter(({ netPriceSum }) => Number(netPriceSum) < 0)).toHaveLength(125);
		expect(tenant.sandbox.journal.entries.map(({ query }) => [query.offset, query.count])).toEqual([
			['0', '100'],
			['100', '100'],
			['200', '100'],
		]);
		const some = await tenant.run({ ...parameters, limit: 120 });
		expect(some.done).toHaveLength(120);
	});
});

describe('promotion', () => {
	const names = async (filters: IDataObject) => {
		const run = await tenant.run({ resource: 'promotion', contact: by('id', ANNA), filters });
		return run.done.map(({ name }) => name);
	};

	it.each([true, false])(
		'getAll sifts by channel, whether Engage does (%s) or not',
		async (does) => {
			tenant.sandbox.rules.set({ voyadoChannelFilter: does });
			expect(await names({ channel: 'ECOM' })).toEqual(['Welcome']);
			expect(await names({ channel: 'POS' })).toEqual(['Welcome', 'Gift']);
			expect(await names({ channel: 'POS', excludeRedeemed: true })).toEqual(['Welcome']);
			expect(await names({ channel: 'OTHER' })).toEqual([]);
		},
	);

	it('redeem tells what is wrong', async () => {
		const parameters = { resource: 'promotion', operation: 'redeem' };
		const run = await tenant.runOn(
			{ ...parameters, assignmentId: '={{ $json.id }}', redemptionChannel: '={{ $json.channel }}' },
			[
				{ id: ANNAS_GIFT, channel: 'POS' },
				{ id: ANNAS_GIFT, channel: 'ECOM' },
				{ id: NOBODY, channel: 'POS' },
				{ id: ANNAS_WELCOME, channel: 'MOON' },
				{ id: '', channel: 'POS' },
			],
		);
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual([
			'PromotionAlreadyRedeemed',
			'PromotionNotValidForRedemptionChannel',
			'PromotionNotFound',
			'invalid_value',
			'invalid_value',
		]);
		expect(tenant.sandbox.journal.total).toBe(3);
	});

	it.each(['before', 'after'] as const)(
		'assign gives it once, answer lost %s it acted',
		async (when) => {
			tenant.sandbox.faults.add({ kind: 'reset', when, times: 1, match: { method: 'POST' } });
			const run = await tenant.run({
				resource: 'promotion',
				operation: 'assign',
				contact: by('email', 'berit+shop@example.com'),
				promotionId: WELCOME,
			});
			expect(run.done[0]).toMatchObject({ assigned: true, assignmentId: expect.any(String) });
			const mine = [...tenant.sandbox.store.assignments.values()].filter(
				({ contactId }) => contactId === BERIT,
			);
			expect(mine.map(({ id }) => id)).toEqual([run.done[0].assignmentId]);
		},
	);
});

describe('contact.updateType', () => {
	it('stores what the new type needs before it changes the type', async () => {
		const run = await tenant.runOn({
			operation: 'updateType',
			contact: by('email', 'berit+shop@example.com'),
			fields: { firstName: 'Berit' },
			customFields: custom({ favouriteStore: 'Lund' }),
		});
		expect(run.rejected).toEqual([]);
		expect(tenant.asked()).toEqual([
			'GET /contacts/id',
			'PATCH /contacts/{id}',
			'POST /contacts/{id}/updateContactType',
		]);
		expect(tenant.sandbox.journal.entries[2].query).toEqual({ contactTypeId: 'Member' });
		expect(tenant.sandbox.store.contact(BERIT)).toMatchObject({
			contactType: 'Member',
			fields: { firstName: 'Berit', favouriteStore: 'Lund' },
		});
	});

	it('tells what was done where a field of the new type is missing', async () => {
		const run = await tenant.runOn({
			operation: 'updateType',
			contact: by('id', BERIT),
			fields: { lastName: 'Berlucci' },
		});
		expect(detailsOf(run.rejected[0])).toMatchObject({
			code: 'ValidationError',
			parts: [
				{ part: 'fields', done: true },
				{ part: 'type', done: false },
			],
		});
		expect(run.rejected[0].error).toMatch(/firstName/);
	});
});
