import type { IDataObject } from 'n8n-workflow';

import type { Followed } from '../../nodes/QuarticonCdxp/changes/statuses';
import { packStatuses, unpackStatuses } from '../../nodes/QuarticonCdxp/changes/statuses';
import fc from '../shared/properties';
import {
	contactOf,
	CONTACTS,
	HOUR,
	MINUTE,
	pass,
	Poller,
	quiet,
	SECOND,
	setClock,
	startTimed,
	types,
} from './changesHarness';
import type { Account } from './harness';

const CONSENTS = { events: ['consentChanged'], lists: ['1'] };

let account: Account;
beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	account = await startTimed({
		account: {
			fields: [{ id: 1, title: 'City' }],
			lists: [
				{ id: 1, name: 'Newsletter' },
				{ id: 2, name: 'SMS' },
			],
		},
	});
});
afterEach(async () => {
	await account.close();
	jest.useRealTimers();
});

const store = () => account.sandbox.store;
const add = (count: number, lists: Record<string, number> = { 1: 1 }) => {
	for (let index = 0; index < count; index++)
		store().addContact({ email: `c${index}@example.com`, lists });
};
const set = (id: number, status: number, list = 1) =>
	store().setConsent(String(id), String(list), status);
/** What the items say: contact, list, status before and now. */
const said = (items: IDataObject[]) =>
	items.map((item) => {
		const { list, status, previous } = item.consent as IDataObject;
		return [Number(contactOf(item).id), list, previous, status];
	});

describe.each([
	['a consent leaves the time of its contact', true],
	['a consent moves the time of its contact', false],
])('consents where %s', (_, leaves) => {
	beforeEach(() => account.sandbox.rules.set({ consentLeavesUdate: leaves }));

	it('come once when they change, with the contact in the shape of the webhook trigger', async () => {
		add(3);
		store().setFieldValue('2', '1', 'Łódź');
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		expect(await trigger.poll()).toEqual([]);
		pass(MINUTE);
		account.sandbox.unsubscribe('c1@example.com', 1);
		set(3, 2, 2);
		pass(SECOND);
		expect(await trigger.poll()).toEqual([
			{
				eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
				type: 'consent_changed',
				occurredAt: '2024-05-24T13:01:00.000Z',
				contact: {
					id: '2',
					email: 'c1@example.com',
					firstName: '',
					lastName: '',
					phone: '',
					ip: '0',
					tags: [],
					organization: '',
					fields: { 1: 'Łódź' },
				},
				lists: [{ id: '1', name: 'Newsletter' }],
				consent: { list: '1', status: 'unsubscribed', previous: 'subscribed' },
			},
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('come for every step of a contact who comes and goes', async () => {
		add(1);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		const seen = [];
		const ids = new Set();
		for (const status of [2, 1, 2, 0, 3, 1]) {
			pass(MINUTE);
			set(1, status);
			const items = await trigger.poll();
			for (const { eventId } of items) ids.add(eventId);
			seen.push(...said(items));
			expect(await trigger.poll()).toEqual([]);
		}
		expect(seen).toEqual([
			[1, '1', 'subscribed', 'unsubscribed'],
			[1, '1', 'unsubscribed', 'subscribed'],
			[1, '1', 'subscribed', 'unsubscribed'],
			[1, '1', 'unsubscribed', 'unconfirmed'],
			[1, '1', 'unconfirmed', 'bounced'],
			[1, '1', 'bounced', 'subscribed'],
		]);
		expect(ids.size).toBe(6);
	});

	it('come beside the contacts whose time they move, if both are wanted', async () => {
		add(1);
		pass(HOUR);
		const trigger = new Poller(account, { ...CONSENTS, events: [...CONTACTS, 'consentChanged'] });
		await trigger.poll();
		pass(MINUTE);
		set(1, 2);
		expect(types(await trigger.poll())).toEqual([
			...(leaves ? [] : ['contact_updated']),
			'consent_changed',
		]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('the first pass', () => {
	it('takes the list as it is, but for what changes while it reads', async () => {
		add(450);
		pass(HOUR);
		account.sandbox.faults.add({ kind: 'delay', delayMs: 30, match: { path: /contacts/ } });
		const trigger = new Poller(account, CONSENTS);
		const first = trigger.poll();
		await new Promise((resolve) => setTimeout(resolve, 60));
		pass(SECOND);
		// On pages that may be read already, and on one that surely is not.
		for (const id of [1, 101, 450]) set(id, 2);
		const items = [...(await first), ...(await trigger.poll())];
		expect(said(items).map(([id, , , status]) => [id, status])).toEqual(
			expect.arrayContaining([1, 101, 450].map((id) => [id, 'unsubscribed'])),
		);
		expect(items).toHaveLength(3);
	});

	it('brings what changed since a chosen date', async () => {
		add(3);
		pass(24 * HOUR);
		set(2, 2);
		pass(24 * HOUR);
		const trigger = new Poller(account, {
			...CONSENTS,
			startFrom: 'date',
			startDate: '2024-05-25T00:00:00Z',
		});
		expect(said(await trigger.poll())).toEqual([[2, '1', null, 'unsubscribed']]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('of a list that is chosen later takes it as it is then', async () => {
		add(2, { 1: 1, 2: 1 });
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		set(1, 2, 2);
		pass(HOUR);
		trigger.node.parameters = { events: ['consentChanged'], lists: ['1', '2'] };
		expect(await trigger.poll()).toEqual([]);
		set(1, 2, 1);
		set(2, 2, 2);
		expect(said(await trigger.poll())).toEqual([
			[1, '1', 'subscribed', 'unsubscribed'],
			[2, '2', 'subscribed', 'unsubscribed'],
		]);
		// What is watched no more is forgotten.
		trigger.node.parameters = { events: ['consentChanged'], lists: ['2'] };
		await trigger.poll();
		expect(JSON.stringify(trigger.staticData)).not.toContain('list 1');
	});
});

describe('contacts of a list', () => {
	it('who are new on it come without a status before', async () => {
		add(2);
		const trigger = new Poller(account, CONSENTS);
		pass(HOUR);
		await trigger.poll();
		store().addContact({ email: 'new@example.com', lists: { 1: 1 } });
		expect(said(await trigger.poll())).toEqual([[3, '1', null, 'subscribed']]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('who are deleted are forgotten, and disturb nobody', async () => {
		add(60);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		const size = () => JSON.stringify(trigger.staticData).length;
		const before = size();
		for (let id = 1; id <= 40; id++) {
			const contact = store().tables.contacts.get(id);
			if (contact) store().deleteContact(contact);
		}
		for (let poll = 0; poll < 3; poll++) expect(await trigger.poll()).toEqual([]);
		expect(before - size()).toBeGreaterThan(40);
	});

	it('are kept for a pass that does not meet them', async () => {
		add(2);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		const [hidden] = store().tables.consents.of('1');
		store().tables.consents.delete(hidden.id);
		expect(await trigger.poll()).toEqual([]);
		store().setConsent('1', '1', 1);
		expect(await trigger.poll()).toEqual([]);
		set(1, 2);
		expect(said(await trigger.poll())).toEqual([[1, '1', 'subscribed', 'unsubscribed']]);
	});

	it('may change at any moment, also between the pages', async () => {
		add(320);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		account.sandbox.faults.add({ kind: 'delay', delayMs: 8, match: { path: /contacts/ } });
		const last = new Map<number, unknown>(
			Array.from({ length: 320 }, (_, i) => [i + 1, 'subscribed']),
		);
		let seed = 7;
		const next = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
		for (let round = 0; round < 8; round++) {
			const poll = trigger.poll();
			for (let tick = 0; tick < 10; tick++) {
				await new Promise((resolve) => setTimeout(resolve, 7));
				pass(SECOND);
				for (let change = 0; change < 5; change++) set(1 + next(320), next(4));
			}
			for (const [id, , previous, status] of said(await poll)) {
				expect(previous).toBe(last.get(id as number));
				expect(status).not.toBe(previous);
				last.set(id as number, status);
			}
		}
		// Now it is quiet; what two passes do not see is not there.
		for (let poll = 0; poll < 2; poll++)
			for (const [id, , , status] of said(await trigger.poll())) last.set(id as number, status);
		const words = ['unconfirmed', 'subscribed', 'unsubscribed', 'bounced'];
		for (const [id, status] of last)
			expect([id, words[store().listStatusOf(id)['1']]]).toEqual([id, status]);
	}, 30_000);

	it('are read over several polls where there are many', async () => {
		jest.useRealTimers();
		add(1_000);
		const trigger = new Poller(account, CONSENTS, { budgetMs: 1_000 });
		account.sandbox.faults.add({ kind: 'delay', delayMs: 200, match: { path: /contacts/ } });
		const passEnds = () => JSON.stringify(trigger.staticData).includes('"isFirst":false');
		let polls = 0;
		for (; !passEnds() && polls < 50; polls++) await trigger.poll();
		expect(polls).toBeGreaterThan(2);
		for (let id = 1; id <= 1_000; id += 50) set(id, 2);
		const items = [];
		for (let poll = 0; poll < 2 * polls && items.length < 20; poll++)
			items.push(...(await trigger.poll()));
		expect(new Set(said(items).map(([id]) => id)).size).toBe(20);
		expect(items).toHaveLength(20);
		await quiet(account);
	}, 60_000);

	it('are read on before anything else where the poll before was cut short', async () => {
		jest.useRealTimers();
		add(1_000);
		const trigger = new Poller(
			account,
			{ ...CONSENTS, events: [...CONTACTS, 'consentChanged'], startFrom: 'now' },
			{ budgetMs: 1_500 },
		);
		account.sandbox.faults.add({ kind: 'delay', delayMs: 300, match: { path: /contacts/ } });
		await trigger.poll();
		await quiet(account);
		const cutShort = () => JSON.stringify(trigger.staticData).includes('"next":"list 1"');
		for (let polls = 0; !cutShort() && polls < 20; polls++) await trigger.poll();
		await quiet(account);
		account.sandbox.journal.clear();
		await trigger.poll();
		const [first] = account.sandbox.journal.find('GET', /contacts$/);
		expect(first.query).toMatchObject({ listid: '1' });
		await quiet(account);
	}, 60_000);

	it('may be too many to be followed; what else is watched is read all the same', async () => {
		const events = [...CONTACTS, 'consentChanged'];
		const trigger = new Poller(account, { events, lists: ['1', '2'] });
		await trigger.poll();
		const followed = new Map<number, Followed>();
		for (let id = 1; id <= 200_001; id++) followed.set(id, { status: 1, missed: 0 });
		const [state] = Object.values(trigger.staticData) as Array<{ sources: IDataObject }>;
		Object.assign(state.sources['list 1'] as object, { followed: packStatuses(followed) });
		const problem = 'List Names or IDs: the list "Newsletter" has more than 200000 contacts';
		await expect(trigger.poll()).rejects.toThrow(problem);
		pass(MINUTE);
		store().addContact({ email: 'new@example.com', lists: { 2: 1 } });
		expect(types(await trigger.poll())).toEqual(['contact_created', 'consent_changed']);
		await expect(trigger.poll()).rejects.toThrow(problem);
	}, 60_000);

	it('come with fields and tags where the account sends nothing beside contacts', async () => {
		account.sandbox.rules.set({ includeSideLoads: false });
		add(60);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		expect(await trigger.poll()).toEqual([]);
		for (let id = 1; id <= 45; id++) {
			store().setFieldValue(String(id), '1', `City ${id}`);
			set(id, 2);
		}
		const items = await trigger.poll();
		expect(said(items)).toEqual(
			Array.from({ length: 45 }, (_, index) => [index + 1, '1', 'subscribed', 'unsubscribed']),
		);
		expect(contactOf(items[44]).fields).toEqual({ 1: 'City 45' });
		expect(items[0].occurredAt).toBe(new Date().toISOString());
		expect(await trigger.poll()).toEqual([]);
	});

	it('cost one request per 100 and status, and one more for those who changed', async () => {
		add(250);
		pass(HOUR);
		const trigger = new Poller(account, CONSENTS);
		await trigger.poll();
		account.sandbox.journal.clear();
		for (let id = 1; id <= 40; id++) set(id, 2);
		await trigger.poll();
		// 3 pages of subscribed ones, 1 of the others each; the list's name; those who changed.
		expect(account.sandbox.journal.count()).toBe(3 + 3 + 1 + 1);
	});
});

describe('what is remembered of a list', () => {
	const entries = fc.uniqueArray(
		fc.tuple(fc.oneof(fc.nat(300), fc.integer({ min: 1, max: 2 ** 40 })), fc.nat(3), fc.nat(3)),
		{ selector: ([id]) => id, maxLength: 60 },
	);

	it('comes back as it was', () => {
		fc.assert(
			fc.property(entries, (rows) => {
				const followed = new Map(rows.map(([id, status, missed]) => [id, { status, missed }]));
				const back = unpackStatuses(packStatuses(followed));
				expect([...back]).toEqual([...followed].sort(([a], [b]) => a - b));
			}),
		);
	});

	it.each([undefined, null, '', '?', 'gICA', 5, {}])('may be damaged: %p', (text) => {
		expect(unpackStatuses(text)).toEqual(new Map());
	});

	it('takes some three characters per contact', () => {
		const sizeOf = (step: number) =>
			packStatuses(
				new Map(
					Array.from({ length: 100_000 }, (_, index) => [
						1 + index * step,
						{ status: 1 + (index % 7 === 0 ? 1 : 0), missed: 0 },
					]),
				),
			).length / 100_000;
		// Every contact of the account is on the list; every tenth; every five-hundredth.
		expect(sizeOf(1)).toBeLessThan(1.4);
		expect(sizeOf(10)).toBeLessThan(2.8);
		expect(sizeOf(500)).toBeLessThan(2.8);
	});
});
