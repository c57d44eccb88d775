import fc from '../shared/properties';
import type { Account } from './harness';
import {
	contactOf,
	CONTACTS,
	emails,
	engine,
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

const ACCOUNT = {
	fields: [
		{ id: 1, title: 'City' },
		{ id: 39, title: 'Interests', type: 'listbox', options: ['a', 'b'] },
	],
	lists: [
		{ id: 1, name: 'Newsletter' },
		{ id: 2, name: 'SMS' },
	],
	tags: ['VIP', 'A'],
};

let account: Account;
beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	account = await startTimed({ account: ACCOUNT });
});
afterEach(async () => {
	await account.close();
	jest.useRealTimers();
});

const store = () => account.sandbox.store;
const requests = () => account.sandbox.journal.find().map(({ query }) => query);

/** Writes to the account as anybody may. */
async function write(method: string, path: string, body: object): Promise<void> {
	const response = await fetch(`${account.sandbox.url}/api/3/${path}`, {
		method,
		headers: { 'Api-Token': account.sandbox.token, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	expect(response.status).toBeLessThan(300);
}
const sync = async (email: string, more: object = {}) =>
	await write('POST', 'contact/sync', { contact: { email, ...more } });
const setField = async (contact: string, value: string) =>
	await write('POST', 'fieldValues', { fieldValue: { contact, field: '1', value } });

describe('contacts', () => {
	it('that are created and updated come with their fields and tags, in the shape of the webhook trigger', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		store().addContact({ email: 'old@example.com' });
		pass(HOUR);
		expect(await trigger.poll()).toEqual([]);
		pass(5 * MINUTE);
		store().addContact({
			email: 'jan@example.com',
			firstName: 'Jan',
			lastName: 'Kowalski',
			phone: '+48555',
			fieldValues: { 1: 'Łódź', 39: '||a||b||' },
			tags: ['VIP', 'A'],
			lists: { 1: 1 },
		});
		await sync('old@example.com', { lastName: 'Nowak' });
		pass(SECOND);
		const items = await trigger.poll();
		expect(items).toEqual([
			{
				eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
				type: 'contact_updated',
				occurredAt: '2024-05-24T13:05:00.000Z',
				contact: {
					id: '1',
					email: 'old@example.com',
					firstName: '',
					lastName: 'Nowak',
					phone: '',
					ip: '0',
					tags: [],
					organization: '',
					fields: {},
				},
				lists: [],
			},
			{
				eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
				type: 'contact_created',
				occurredAt: '2024-05-24T13:05:00.000Z',
				contact: {
					id: '2',
					email: 'jan@example.com',
					firstName: 'Jan',
					lastName: 'Kowalski',
					phone: '+48555',
					ip: '0',
					tags: ['VIP', 'A'],
					organization: '',
					fields: { 1: 'Łódź', 39: '||a||b||' },
				},
				lists: [],
			},
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('come for the chosen events only', async () => {
		const created = new Poller(account, { events: ['contactCreated'] });
		const updated = new Poller(account, { events: ['contactUpdated'] });
		for (const trigger of [created, updated]) await trigger.poll();
		pass(MINUTE);
		store().addContact({ email: 'a@example.com' });
		expect([await created.poll(), await updated.poll()].map(types)).toEqual([
			['contact_created'],
			[],
		]);
		pass(MINUTE);
		await sync('a@example.com', { firstName: 'A' });
		expect([await created.poll(), await updated.poll()].map(types)).toEqual([
			[],
			['contact_updated'],
		]);
	});

	it('that are new are all that is read where nothing else is wanted', async () => {
		const trigger = new Poller(account, { events: ['contactCreated'] });
		for (let index = 0; index < 300; index++) store().addContact({ email: `${index}@example.com` });
		pass(100 * HOUR);
		await trigger.poll();
		const seen = [];
		for (let hour = 0; hour < 60; hour++) {
			pass(HOUR);
			for (const contact of store().contacts()) contact.udate = Date.now();
			store().addContact({ email: `new${hour}@example.com` });
			account.sandbox.journal.clear();
			seen.push(...emails(await trigger.poll()));
			expect(account.sandbox.journal.count()).toBe(1);
		}
		expect(seen).toEqual(Array.from({ length: 60 }, (_, hour) => `new${hour}@example.com`));
	});

	it('come once more for every further change, also within the same second', async () => {
		const { id } = store().addContact({ email: 'a@example.com' });
		pass(HOUR);
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		const seen = [];
		for (const step of [
			async () => await sync('a@example.com', { firstName: 'One' }),
			async () => await sync('a@example.com', { firstName: 'Two' }),
			async () => await setField(id, 'Kraków'),
			async () => await setField(id, 'Łódź'),
		]) {
			await step();
			const [item, ...more] = await trigger.poll();
			expect(more).toEqual([]);
			seen.push([contactOf(item).firstName, contactOf(item).fields]);
			expect(await trigger.poll()).toEqual([]);
		}
		expect(seen).toEqual([
			['One', {}],
			['Two', {}],
			['Two', { 1: 'Kraków' }],
			['Two', { 1: 'Łódź' }],
		]);
	});

	it('that were updated before the trigger was published do not come, be it in the same hour', async () => {
		for (const minutes of [120, 59, 1]) {
			store().addContact({ email: `${minutes}@example.com` });
			pass(MINUTE);
		}
		const trigger = new Poller(account, { events: CONTACTS });
		for (let poll = 0; poll < 4; poll++) {
			expect(await trigger.poll()).toEqual([]);
			pass(MINUTE);
		}
		// The same second counts as after: the platform tells seconds, no less.
		store().addContact({ email: 'now@example.com' });
		expect(emails(await new Poller(account, { events: CONTACTS }).poll())).toEqual([
			'now@example.com',
		]);
	});

	it('come from a chosen date on', async () => {
		for (const day of [20, 21, 22, 23]) {
			setClock(`2024-05-${day}T22:30:00Z`);
			store().addContact({ email: `${day}@example.com` });
		}
		setClock('2024-05-24T12:00:00Z');
		await sync('20@example.com', { firstName: 'New' });
		const from = async (startDate: unknown) => {
			const trigger = new Poller(account, {
				events: CONTACTS,
				startFrom: 'date',
				startDate: startDate as string,
			});
			const items = await trigger.poll();
			expect(await trigger.poll()).toEqual([]);
			return items.map((item) => [contactOf(item).email, item.type]);
		};
		const all = ['20', '21', '22', '23'].map((day) => [
			`${day}@example.com`,
			day === '20' ? 'contact_updated' : 'contact_created',
		]);
		expect(await from('2024-05-21T01:00:00')).toEqual(all);
		// A date without offset is of the workflow's zone, here two hours ahead of UTC.
		expect(await from('2024-05-22T00:29:00')).toEqual(all);
		expect(await from('2024-05-22T00:31:00')).toEqual([all[0], ...all.slice(2)]);
		expect(await from('2024-05-22T22:31:00Z')).toEqual([all[0], all[3]]);
	});
});

/** Contacts that are changed at any time, and polls at any time: what each poll must bring. */
describe('nothing is missed and nothing comes twice', () => {
	const state = () =>
		new Map(
			store()
				.contacts()
				.map(({ id, email, firstName, udate }) => [
					id,
					JSON.stringify([email, firstName, store().fieldValuesOf(id), udate]),
				]),
		);
	const CONTACT_COUNT = 7;
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ update: fc.nat(CONTACT_COUNT), name: fc.nat(3) }) },
		{ weight: 2, arbitrary: fc.record({ field: fc.nat(CONTACT_COUNT), value: fc.nat(2) }) },
		{
			weight: 4,
			arbitrary: fc.record({
				wait: fc.constantFrom(0, 1, 59, 300, 301, 3600, 5 * 3600, 19 * 3600, 24 * 3600, 90 * 3600),
			}),
		},
		{ weight: 3, arbitrary: fc.constant('poll' as const) },
	);

	it.each([
		['takes the named day in', {}],
		['leaves the named day out', { namedDayIncluded: false }],
		['knows times finer than days', { dateFiltersByDay: false }],
	])(
		'where the filter by day %s',
		async (_, rules) => {
			account.sandbox.rules.set(rules);
			await fc.assert(
				fc.asyncProperty(
					fc.array(step, { maxLength: 40 }),
					fc.nat(86_399),
					async (steps, second) => {
						account.sandbox.reset();
						setClock(Date.parse('2024-05-24T00:00:00Z') + second * SECOND);
						for (let id = 0; id < CONTACT_COUNT; id++)
							store().addContact({ email: `c${id}@example.com` });
						pass(HOUR);
						const trigger = new Poller(account, { events: CONTACTS });
						await trigger.poll();
						let before = state();
						const ids = new Set<unknown>();
						for (const one of [...steps, 'poll' as const]) {
							if (one === 'poll') {
								const items = await trigger.poll();
								const now = state();
								const changed = [...now].filter(([id, text]) => before.get(id) !== text);
								expect(items.map((item) => contactOf(item).id)).toEqual(changed.map(([id]) => id));
								for (const { eventId } of items) ids.add(eventId);
								before = now;
							} else if ('wait' in one) pass(one.wait * SECOND);
							else if ('update' in one)
								await sync(`c${one.update}@example.com`, { firstName: `N${one.name}` });
							else if (store().tables.contacts.get(one.field) !== undefined)
								await setField(String(one.field), `V${one.value}`);
						}
					},
				),
				{ numRuns: 12 },
			);
		},
		120_000,
	);

	it('while contacts change in the middle of a poll', async () => {
		for (let index = 0; index < 350; index++)
			store().addContact({ email: `c${index}@example.com` });
		pass(HOUR);
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		const touch = (round: number) => {
			for (const contact of store().contacts()) {
				// On pages that are read, that are being read and that are not read yet.
				if ((Number(contact.id) + round) % 5 !== 0) continue;
				Object.assign(contact, { firstName: `R${round}`, udate: Date.now() });
			}
		};
		account.sandbox.faults.add({ kind: 'delay', delayMs: 20 });
		touch(0);
		const items = [];
		for (let round = 1; round <= 3; round++) {
			const poll = trigger.poll();
			for (let tick = 0; tick < 5; tick++) {
				await new Promise((resolve) => setTimeout(resolve, 15));
				pass(SECOND);
				touch(round * 10 + tick);
			}
			items.push(...(await poll));
			pass(MINUTE);
		}
		items.push(...(await trigger.poll()));
		expect(await trigger.poll()).toEqual([]);
		expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(items.length);
		const last = new Map(items.map((item) => [contactOf(item).id, contactOf(item).firstName]));
		expect(last.size).toBe(350);
		for (const { id, firstName } of store().contacts()) expect(last.get(id)).toBe(firstName);
	}, 30_000);

	it('with 10,000 changes in one second', async () => {
		for (let index = 0; index < 10_000; index++)
			store().addContact({ email: `c${index}@example.com` });
		pass(50 * HOUR);
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		pass(MINUTE);
		for (const contact of store().contacts())
			Object.assign(contact, { firstName: 'X', udate: Date.now() });
		pass(SECOND);
		const polls = await trigger.drain();
		// No execution gets more than 5,000 items, by whole pages.
		expect(polls.map(({ length }) => length)).toEqual([5_000, 5_000]);
		expect(new Set(emails(polls.flat())).size).toBe(10_000);
		const size = JSON.stringify(trigger.staticData).length;
		expect(size).toBeGreaterThan(100_000);
		expect(size).toBeLessThan(250_000);
		// What is remembered of them goes once the overlap is over.
		pass(90 * HOUR);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(500);
	}, 60_000);
});

describe('a poll', () => {
	const many = (count: number) => {
		for (let index = 0; index < count; index++)
			store().addContact({ email: `c${index}@example.com` });
	};
	const slow = (delayMs: number) =>
		account.sandbox.faults.add({ kind: 'delay', delayMs, match: { path: /contacts/ } });

	it('ends within the time n8n gives it; the next one reads on', async () => {
		jest.useRealTimers();
		const trigger = new Poller(account, { events: CONTACTS }, { budgetMs: 1_000 });
		await trigger.poll();
		many(1_000);
		slow(250);
		account.sandbox.journal.clear();
		const items = [];
		let polls = 0;
		for (; items.length < 1_000 && polls < 50; polls++) {
			const started = performance.now();
			items.push(...(await trigger.poll()));
			expect(performance.now() - started).toBeLessThan(1_900);
		}
		expect(polls).toBeGreaterThan(2);
		expect(items).toHaveLength(1_000);
		expect(new Set(emails(items)).size).toBe(1_000);
		// Each poll began where the one before ended: no page was read twice but those that came too late.
		const asked = requests().map(({ id_greater: after }) => Number(after ?? 0));
		expect(new Set(asked)).toEqual(
			new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((page) => page * 100)),
		);
		expect(asked.length).toBeLessThanOrEqual(10 + polls);
		await quiet(account);
	}, 60_000);

	it('that gets no answer in time ends, and nothing is lost', async () => {
		const trigger = new Poller(account, { events: CONTACTS }, { budgetMs: 100 });
		await trigger.poll();
		many(3);
		slow(400);
		const before = structuredClone(trigger.staticData);
		expect(await trigger.poll()).toEqual([]);
		const sources = (data: object) => (Object.values(data)[0] as { sources: object }).sources;
		expect(sources(trigger.staticData)).toEqual(sources(before));
		account.sandbox.faults.clear();
		expect(await trigger.poll()).toHaveLength(3);
		await quiet(account);
	});

	it('does nothing while another one of the same trigger is under way', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		const other = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		await other.poll();
		many(250);
		slow(50);
		const polls = [trigger.poll(), trigger.poll(), other.poll()];
		expect((await Promise.all(polls)).map(({ length }) => length)).toEqual([250, 0, 250]);
	});

	it('spends one request per 100 contacts of the last days, and one more for tags', async () => {
		many(250);
		pass(100 * HOUR);
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		expect(account.sandbox.journal.count()).toBe(1);
		for (const tags of [[], ['VIP']]) {
			account.sandbox.journal.clear();
			store().addContact({ email: `tags${tags.length}@example.com`, tags });
			expect(await trigger.poll()).toHaveLength(1);
			expect(account.sandbox.journal.count()).toBe(1 + tags.length);
		}
	});

	it('asks for no more days than it must', async () => {
		const days = () =>
			account.sandbox.journal.find().map(({ query }) => query['filters[updated_after]']);
		setClock('2024-05-24T12:00:00Z');
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		// Nothing shows yet whether the named day counts, nor in which time zone.
		expect(days()).toEqual(['2024-05-23']);
		store().addContact({ email: 'a@example.com' });
		setClock('2024-05-25T13:00:00Z');
		await trigger.poll();
		account.sandbox.journal.clear();
		await trigger.poll();
		expect(days()).toEqual(['2024-05-24']);
		// A contact of the early hours of the named day shows that it counts.
		setClock('2024-05-25T08:00:00Z');
		store().addContact({ email: 'b@example.com' });
		setClock('2024-05-26T13:00:00Z');
		await trigger.poll();
		await trigger.poll();
		account.sandbox.journal.clear();
		await trigger.poll();
		expect(days()).toEqual(['2024-05-26']);
	});

	it('reads contacts one by one where the account sends nothing beside them', async () => {
		account.sandbox.rules.set({ includeSideLoads: false });
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		for (let index = 0; index < 45; index++) {
			store().addContact({
				email: `c${index}@example.com`,
				fieldValues: { 1: `City ${index}` },
				tags: ['VIP'],
			});
		}
		account.sandbox.journal.clear();
		const items = await trigger.poll();
		expect(items.map((item) => contactOf(item).fields)).toEqual(
			items.map((_, index) => ({ 1: `City ${index}` })),
		);
		expect(items).toHaveLength(45);
		expect(contactOf(items[44]).tags).toEqual(['VIP']);
		// A page is cut so that what it takes to complete its contacts fits into the time of a poll.
		expect(account.sandbox.journal.count('GET', /\/contacts$/)).toBe(3);
		expect(account.sandbox.journal.count('GET', /contacts\/\d+$/)).toBe(45);
		expect(account.sandbox.journal.count('GET', /contactTags$/)).toBe(45);
		expect(await trigger.poll()).toEqual([]);
		await sync('c44@example.com', { firstName: 'New' });
		expect(emails(await trigger.poll())).toEqual(['c44@example.com']);
	});

	it('brings a contact that is deleted meanwhile as the list had it', async () => {
		account.sandbox.rules.set({ includeSideLoads: false });
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		many(1);
		account.sandbox.faults.add({
			kind: 'status',
			status: 404,
			body: { message: 'No Result found for Subscriber with id 1' },
			match: { path: /contacts\/1/ },
		});
		expect(emails(await trigger.poll())).toEqual(['c0@example.com']);
	});

	it('hands over what it found before a fault; the next one reads on', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		many(250);
		const { faults } = account.sandbox;
		const body = { message: 'Not now' };
		faults.add({ kind: 'status', status: 402, body, every: 2 });
		expect(await trigger.poll()).toHaveLength(100);
		faults.add({ kind: 'status', status: 402, body });
		await expect(trigger.poll()).rejects.toThrow('QuarticOn CDXP says: Not now');
		faults.clear();
		const rest = await trigger.poll();
		expect(rest).toHaveLength(150);
		expect(emails(rest)[0]).toBe('c100@example.com');
	});

	it('absorbs resets, cut answers, faults of the server and refusals by the limit', async () => {
		jest.useRealTimers();
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		many(250);
		const { faults } = account.sandbox;
		faults.add({ kind: 'reset', times: 1 });
		faults.add({ kind: 'truncate', when: 'after', times: 1 });
		faults.add({ kind: 'status', status: 503, times: 1 });
		faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '0' }, times: 1 });
		expect(new Set(emails(await trigger.poll())).size).toBe(250);
	}, 15_000);

	it('is not held by a server that ignores the position', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		many(250);
		account.sandbox.rules.set({ idGreaterFilters: false });
		expect(await trigger.poll()).toHaveLength(100);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('what is remembered', () => {
	it('belongs to the account and to the start: with another one, everything begins anew', async () => {
		store().addContact({ email: 'old@example.com' });
		pass(HOUR);
		const trigger = new Poller(account, { events: CONTACTS });
		expect(await trigger.poll()).toEqual([]);
		pass(HOUR);
		trigger.node.parameters = {
			events: CONTACTS,
			startFrom: 'date',
			startDate: '2024-05-24T14:00:00+02:00',
		};
		expect(emails(await trigger.poll())).toEqual(['old@example.com']);
		expect(await trigger.poll()).toEqual([]);
		const other = await startTimed();
		try {
			setClock('2024-05-24T12:30:00Z');
			other.sandbox.store.addContact({ email: 'other@example.com' });
			setClock('2024-05-24T15:00:00Z');
			const credential = { accountUrl: other.sandbox.url };
			expect(emails(await trigger.poll({ credential }))).toEqual(['other@example.com']);
		} finally {
			await other.close();
		}
	});

	it('goes on where it ended after a time without polls', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		for (let day = 0; day < 30; day++) {
			pass(24 * HOUR);
			store().addContact({ email: `${day}@example.com` });
		}
		expect(await trigger.poll()).toHaveLength(30);
		expect(await trigger.poll()).toEqual([]);
	});

	it('holds no secret and no personal data but ids', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		store().addContact({ email: 'secret@example.com', firstName: 'Secret', phone: '+48555' });
		await trigger.poll();
		const kept = JSON.stringify(trigger.staticData);
		expect(kept).not.toMatch(/secret|\+48555/i);
		expect(kept).not.toContain(account.sandbox.token);
	});

	it.each([
		{},
		{ sources: {} },
		{ sources: { contacts: {} } },
		{ sources: { contacts: { window: { since: 'x', known: 5, pass: { after: null } } } } },
		{ sources: null, next: 7 },
	])('may be damaged: %j', async (damaged) => {
		const trigger = new Poller(account, { events: CONTACTS });
		await trigger.poll();
		const [name] = Object.keys(trigger.staticData);
		const { about } = trigger.staticData[name] as { about: string };
		trigger.staticData = { [name]: { about, ...damaged } } as never;
		await trigger.poll();
		pass(MINUTE);
		store().addContact({ email: 'a@example.com' });
		expect(emails(await trigger.poll())).toEqual(['a@example.com']);
	});
});

describe('set-up', () => {
	it.each<[object, string]>([
		[{ events: [] }, 'Trigger On: nothing is chosen'],
		[{ events: ['unsubscribe'] }, 'Trigger On: "unsubscribe" is not one of the choices'],
		[{ events: ['consentChanged'], lists: [] }, 'List Names or IDs: no list is chosen'],
		[{ events: ['consentChanged'], lists: ['9'] }, 'there is no list with the ID "9"'],
		[{ events: CONTACTS, startFrom: 'date' }, 'Start Date: no date is given'],
		[
			{ events: CONTACTS, startFrom: 'date', startDate: 'soon' },
			'Start Date: "soon" is not a date',
		],
	])('%j is refused with a reason, by a poll and by a test run', async (parameters, message) => {
		const trigger = new Poller(account, parameters as never);
		for (const mode of ['trigger', 'manual'] as const)
			await expect(trigger.poll({ mode })).rejects.toThrow(message);
		expect(trigger.staticData).toEqual({});
	});

	it('a wrong token and a missing credential are named', async () => {
		const trigger = new Poller(account, { events: CONTACTS });
		for (const mode of ['trigger', 'manual'] as const) {
			await expect(trigger.poll({ mode, credential: { apiToken: 'wrong' } })).rejects.toThrow(
				'QuarticOn CDXP refuses the API token (403: Forbidden)',
			);
			await expect(trigger.poll({ mode, credentials: {} })).rejects.toThrow(/credential/i);
		}
	});

	it('events and lists may come as text, from an expression', async () => {
		const trigger = new Poller(account, {
			events: '={{ "contactCreated, consentChanged" }}',
			lists: '={{ "1,2,1" }}',
		});
		await trigger.poll();
		pass(MINUTE);
		store().addContact({ email: 'a@example.com', lists: { 1: 1, 2: 2 } });
		expect(types(await trigger.poll())).toEqual([
			'contact_created',
			'consent_changed',
			'consent_changed',
		]);
	});

	it('offers the lists of the account', async () => {
		const { node } = new Poller(account);
		const credentials = account.credentials();
		expect(await engine.method(node, 'loadOptions', 'loadLists', { credentials })).toEqual([
			{ name: 'Newsletter', value: '1' },
			{ name: 'SMS', value: '2' },
		]);
	});
});

describe('a test run', () => {
	const parameters = { events: [...CONTACTS, 'consentChanged'], lists: ['1', '2'] };

	it('shows an example of each, and is not remembered', async () => {
		store().addContact({ email: 'old@example.com', lists: { 2: 2 }, tags: ['VIP'] });
		pass(HOUR);
		store().addContact({ email: 'new@example.com', fieldValues: { 1: 'Łódź' } });
		const trigger = new Poller(account, parameters);
		for (let run = 0; run < 2; run++) {
			const items = await trigger.poll({ mode: 'manual' });
			expect(items.map((item) => [item.type, contactOf(item).email])).toEqual([
				['contact_created', 'new@example.com'],
				['contact_updated', 'new@example.com'],
				['consent_changed', 'old@example.com'],
			]);
			expect(contactOf(items[0]).fields).toEqual({ 1: 'Łódź' });
			expect(items[2]).toMatchObject({
				lists: [{ id: '2', name: 'SMS' }],
				consent: { list: '2', status: 'unsubscribed', previous: null },
			});
		}
		expect(trigger.staticData).toEqual({});
	});

	it('says so where there is nothing to show', async () => {
		await expect(new Poller(account, parameters).poll({ mode: 'manual' })).rejects.toThrow(
			'holds no contact that could be shown',
		);
	});

	it('may run while the published trigger polls', async () => {
		store().addContact({ email: 'a@example.com' });
		account.sandbox.faults.add({ kind: 'delay', delayMs: 50 });
		const trigger = new Poller(account, { events: CONTACTS });
		const [live, test] = await Promise.all([trigger.poll(), trigger.poll({ mode: 'manual' })]);
		expect([live.length, test.length]).toEqual([1, 2]);
	});
});
