import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';
import fc from '../shared/properties';
import { by, startRecorder } from './harness';
import { dataOf, engine, idsOf, Poller, range } from './triggerHarness';

const ACCOUNT = {
	pointTypes: ['base', 'bonus'],
	contacts: range(1, 30).map((id) => ({ Email: `c${id}@example.com`, FirstName: `C${id}` })),
	tables: [{ Name: 'Products', fields: [{ Name: 'Price' }] }, { Name: 'Other' }],
};
const DAY = 24 * 60 * MINUTE;

let sandbox: Sandbox<'loyaltii'>;
beforeEach(async () => {
	setClock('2025-08-27T08:00:00Z');
	sandbox = await startSandbox({ platform: 'loyaltii', account: ACCOUNT, now: () => Date.now() });
	pass(DAY);
});
afterEach(async () => {
	await sandbox.close();
	jest.useRealTimers();
});

const WEB = { event: 'contactEvent', eventTypes: 'web' };
const addEvent = (more: object = {}) =>
	sandbox.store.addEvent({ ContactId: 1, Type: 'web', SubType: 'visit', ...more }).Id;
const addEvents = (count: number, more: object = {}) => range(1, count).map(() => addEvent(more));
const tableNamed = (name: string) => sandbox.store.tableNamed(name)!;
const queries = () => sandbox.journal.find().map(({ query }) => query);

/** Every kind of row that is read by ID, with what makes one. */
const KINDS: Array<[string, IDataObject, () => number]> = [
	['contact_event_created', WEB, () => addEvent()],
	[
		'point_created',
		{ event: 'point' },
		() => sandbox.store.addPoint({ ContactId: 1, Type: 'base', Amount: 5 }).Id,
	],
	[
		'email_receiver_added',
		{ event: 'emailReceiver' },
		() => sandbox.store.receivers.add({ EmailDispatchId: 7, ContactId: 1, Created: new Date() }).Id,
	],
	[
		'table_row_created',
		{ event: 'tableRow', table: by('list', 'Products') },
		() => sandbox.store.addTableRow(tableNamed('Products'), { Price: '5' }).Id,
	],
];

describe.each(KINDS)('%s', (type, parameters, add) => {
	it('comes once, and only what is new', async () => {
		for (let row = 0; row < 3; row++) add();
		pass(MINUTE);
		const trigger = new Poller(sandbox, parameters);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		const id = add();
		const [item, ...more] = await trigger.poll();
		expect(more).toEqual([]);
		expect(item).toMatchObject({ type, occurredAt: new Date().toISOString(), data: { Id: id } });
		expect(item.eventId).toMatch(/^[0-9a-f]{64}$/);
		expect(await trigger.poll()).toEqual([]);
		pass(DAY);
		expect(idsOf([(add(), (await trigger.poll())[0])])).toEqual([id + 1]);
		pass(MINUTE);
		expect(await trigger.poll()).toEqual([]);
	});

	it('comes from the beginning or after an ID, over pages of 1,000', async () => {
		const last = range(1, 2_100).map(() => add())[2_099];
		const from = async (start: IDataObject) => {
			const polls = await new Poller(sandbox, { ...parameters, ...start }).drain();
			return polls.flatMap(idsOf);
		};
		expect(await from({ startFrom: 'beginning' })).toEqual(range(1, last));
		expect(await from({ startFrom: 'id', startAfterId: '95' })).toEqual(range(96, last));
	});

	it('skips what is there, and finds its end with few requests', async () => {
		for (const count of [2_500, 500]) {
			for (let row = 0; row < count; row++) add();
			sandbox.journal.clear();
			const trigger = new Poller(sandbox, parameters);
			expect(await trigger.poll()).toEqual([]);
			expect(sandbox.journal.count()).toBeLessThanOrEqual(16);
			const id = add();
			expect(idsOf(await trigger.poll())).toEqual([id]);
		}
	});
});

describe('contact events', () => {
	it('come as the platform has them', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvent({ ContactId: 4, UniqueExtId: 'e-1', InfoJson: { page: '/shoes' } });
		expect(await trigger.poll()).toEqual([
			{
				eventId: expect.any(String) as unknown,
				type: 'contact_event_created',
				occurredAt: '2025-08-28T08:00:00.000Z',
				data: expect.objectContaining({
					Id: 1,
					ContactId: 4,
					Type: 'web',
					SubType: 'visit',
					UniqueExtId: 'e-1',
					InfoJson: { page: '/shoes' },
					Created: '2025-08-28T10:00:00+02:00',
				}) as unknown,
			},
		]);
	});

	it('come by types and subtypes, each type with a cursor of its own', async () => {
		const trigger = new Poller(sandbox, {
			event: 'contactEvent',
			eventTypes: 'web, store,web',
			eventSubtypes: 'visit,buy',
		});
		await trigger.poll();
		for (const [Type, SubType] of [
			['web', 'visit'],
			['web', 'leave'],
			['store', 'buy'],
			['app', 'visit'],
			['web', 'buy'],
		])
			addEvent({ Type, SubType });
		sandbox.journal.clear();
		expect(idsOf(await trigger.poll())).toEqual([1, 5, 3]);
		expect(queries().map(({ type }) => type)).toEqual(['web', 'store']);
		// A type that is chosen later begins when it is; the others go on.
		addEvent({ Type: 'app' });
		trigger.node.parameters!.eventTypes = 'web,app';
		expect(await trigger.poll()).toEqual([]);
		const ids = [addEvent(), addEvent({ Type: 'app' })];
		expect(idsOf(await trigger.poll())).toEqual(ids);
	});
});

it('points come by types', async () => {
	const add = (Type: string) => sandbox.store.addPoint({ ContactId: 1, Type, Amount: -5 }).Id;
	const some = new Poller(sandbox, { event: 'point', pointTypes: ['bonus'] });
	const text = new Poller(sandbox, { event: 'point', pointTypes: '={{ "base,bonus" }}' });
	for (const trigger of [some, text]) await trigger.poll();
	add('base');
	add('bonus');
	sandbox.journal.clear();
	expect(idsOf(await some.poll())).toEqual([2]);
	expect(queries()).toEqual([{ type: 'bonus', lastId: '0' }]);
	expect(idsOf(await text.poll())).toEqual([1, 2]);
});

it('receivers come over pages of more than 1,000', async () => {
	const trigger = new Poller(sandbox, { event: 'emailReceiver' });
	await trigger.poll();
	for (const Id of range(1, 2_600))
		sandbox.store.receivers.add({ Id, EmailDispatchId: Math.ceil(Id / 1_300), ContactId: 1 });
	sandbox.journal.clear();
	expect(idsOf(await trigger.poll())).toEqual(range(1, 2_600));
	expect(queries().map(({ lastId }) => lastId)).toEqual(['0', '1300', '2600']);
	expect(await trigger.poll()).toEqual([]);
});

it('rows of a table come with its name, and of no other table', async () => {
	const trigger = new Poller(sandbox, { event: 'tableRow', table: by('name', 'Products') });
	await trigger.poll();
	sandbox.store.addTableRow(tableNamed('Other'), {});
	sandbox.store.addTableRow(tableNamed('Products'), { ExternalId: 'p', Price: '9.5' });
	expect(await trigger.poll()).toMatchObject([
		{ table: 'Products', data: { Id: 2, ExternalId: 'p', Price: '9.5' } },
	]);
});

describe('nothing is missed and nothing comes twice', () => {
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 3 }) }) },
		// Rows that become visible after others with higher ids.
		{ weight: 2, arbitrary: fc.record({ reserve: fc.integer({ min: 1, max: 3 }) }) },
		{ weight: 2, arbitrary: fc.constant('release' as const) },
		{ weight: 1, arbitrary: fc.record({ burst: fc.constantFrom(499, 1000, 1001, 2500) }) },
		{ weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(1, 59, 299, 301, 86_400) }) },
		{ weight: 5, arbitrary: fc.constantFrom('poll' as const, 'dying poll' as const) },
	);

	it.each([
		['in the order of their IDs', {}],
		['in any order', { loyaltiiRowsAscending: false }],
	])(
		'where pages are %s',
		async (_, rules) => {
			sandbox.rules.set(rules);
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
					sandbox.reset();
					setClock('2025-08-28T08:00:00Z');
					const trigger = new Poller(sandbox, WEB);
					await trigger.poll();
					let next = 1;
					/** Ids that were given out and are not visible yet, with the moment. */
					let reserved: Array<{ Id: number; at: number }> = [];
					let waiting = new Set<number>();
					const show = (Id: number) => waiting.add(addEvent({ Id }));
					const release = () => {
						for (const { Id } of reserved) show(Id);
						reserved = [];
					};
					for (const one of [...steps, 'release' as const, 'poll' as const]) {
						if (one === 'release') release();
						else if (one === 'poll') {
							const ids = idsOf((await trigger.drain()).flat());
							expect(ids.sort((a, b) => a - b)).toEqual([...waiting].sort((a, b) => a - b));
							waiting = new Set();
						} else if (one === 'dying poll') {
							const ids = idsOf(await trigger.poll({ save: false }));
							expect(ids.filter((id) => !waiting.has(id))).toEqual([]);
							expect(new Set(ids).size).toBe(ids.length);
							expect(ids.length).toBeGreaterThanOrEqual(Math.min(waiting.size, 5_000));
						} else if ('add' in one) for (const Id of range(next, next + one.add - 1)) show(Id);
						else if ('burst' in one) for (const Id of range(next, next + one.burst - 1)) show(Id);
						else if ('reserve' in one)
							for (const Id of range(next, next + one.reserve - 1))
								reserved.push({ Id, at: Date.now() });
						else {
							// What takes longer than the overlap, or is overtaken by many, is not promised.
							if (reserved.some(({ at }) => Date.now() + one.wait * SECOND - at > 4 * MINUTE))
								release();
							pass(one.wait * SECOND);
						}
						if (typeof one !== 'string' && 'burst' in one) release();
						const shown = sandbox.store.events.all().at(-1)?.Id ?? 0;
						next = Math.max(shown, ...reserved.map(({ Id }) => Id)) + 1;
					}
				}),
				{ numRuns: 12 },
			);
		},
		120_000,
	);

	it('where the rows of a page are not in the order of their IDs', async () => {
		sandbox.rules.set({ loyaltiiRowsAscending: false });
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(2_500);
		expect(idsOf(await trigger.poll())).toEqual(range(1, 2_500));
		expect(await trigger.poll()).toEqual([]);
		// What is skipped is found in no order, too.
		const other = new Poller(sandbox, WEB);
		expect(await other.poll()).toEqual([]);
		expect(idsOf([(addEvent(), (await other.poll())[0])])).toEqual([2_501]);
	});

	it('with 12,000 rows at once, at most 5,000 per execution', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(12_000);
		const polls = await trigger.drain();
		expect(polls.map(({ length }) => length)).toEqual([5_000, 5_000, 2_000]);
		expect(polls.flatMap(idsOf)).toEqual(range(1, 12_000));
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(4_000);
		pass(6 * MINUTE);
		await trigger.poll();
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(300);
	}, 60_000);

	it('after a time without polls', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		for (let day = 0; day < 30; day++) {
			pass(DAY);
			addEvents(50);
		}
		expect(idsOf(await trigger.poll())).toEqual(range(1, 1_500));
		expect(await trigger.poll()).toEqual([]);
	});

	it('where a row becomes visible after 400 with higher IDs', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvent({ Id: 2 });
		for (const Id of range(3, 402)) addEvent({ Id });
		await trigger.poll();
		pass(4 * MINUTE);
		await trigger.poll();
		addEvent({ Id: 1 });
		expect(idsOf(await trigger.poll())).toEqual([1]);
		expect(await trigger.poll()).toEqual([]);
	});

	it.each([
		['a list', WEB, () => addEvent()],
		[
			'registrations',
			{ event: 'contactRegistered' },
			() => sandbox.store.addContact({ RegistrationSource: 'shop' }).Id,
		],
	])('where n8n stops right after publishing: %s', async (_, parameters, add) => {
		add();
		pass(10 * MINUTE);
		const trigger = new Poller(sandbox, parameters);
		const listen = async (staticData?: IDataObject) => {
			const listening = await engine.listen(
				{ id: trigger.node.id, name: 'Test', nodes: [trigger.node], connections: {} },
				{ credentials: trigger.credentials(), staticData },
			);
			await listening.settled();
			await listening.close();
			return listening;
		};
		// The first poll finds nothing, and n8n saves where it ended all the same.
		const { executions, staticData } = await listen();
		expect(executions).toEqual([]);
		pass(DAY);
		const id = add();
		const [run] = (await listen(staticData)).executions;
		expect(idsOf(run.out(String(trigger.node.name)))).toEqual([id]);
	});

	it('where n8n dies between starting the execution and saving: that poll comes again, the same', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(3);
		await trigger.poll();
		addEvents(5);
		const dying = await trigger.poll({ save: false });
		expect(idsOf(dying)).toEqual(range(4, 8));
		addEvent();
		expect((await trigger.poll()).slice(0, 5)).toEqual(dying);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('a poll', () => {
	const slow = (delayMs: number) => sandbox.faults.add({ kind: 'delay', delayMs });

	it('costs one request per list where little is new', async () => {
		const trigger = new Poller(sandbox, { ...WEB, eventTypes: 'web,store' });
		await trigger.poll();
		addEvents(3);
		for (let poll = 0; poll < 4; poll++) {
			sandbox.journal.clear();
			await trigger.poll();
			expect(sandbox.journal.count()).toBe(2);
			pass(2 * MINUTE);
		}
		// Five minutes after a row was met, it is not read again.
		await trigger.poll();
		sandbox.journal.clear();
		await trigger.poll();
		expect(queries().map(({ lastId }) => lastId)).toEqual(['3', '0']);
	});

	it('ends within the time n8n gives it; the next one reads on', async () => {
		jest.useRealTimers();
		const trigger = new Poller(sandbox, WEB, { budgetMs: 500 });
		await trigger.poll();
		addEvents(4_500);
		slow(200);
		const items = [];
		let polls = 0;
		for (; items.length < 4_500 && polls < 30; polls++) {
			const started = performance.now();
			items.push(...(await trigger.poll()));
			expect(performance.now() - started).toBeLessThan(2_500);
		}
		expect(polls).toBeGreaterThan(1);
		expect(idsOf(items)).toEqual(range(1, 4_500));
	}, 30_000);

	it('finds the newest row over several polls where one is too short', async () => {
		jest.useRealTimers();
		addEvents(3_000);
		slow(60);
		const trigger = new Poller(sandbox, WEB, { budgetMs: 200 });
		let polls = 0;
		for (; !JSON.stringify(trigger.staticData).includes('"after"'); polls++)
			expect(await trigger.poll()).toEqual([]);
		expect(polls).toBeGreaterThan(2);
		sandbox.faults.clear();
		expect(idsOf([(addEvent(), (await trigger.poll())[0])])).toEqual([3_001]);
	}, 30_000);

	it('hands over what it found before a fault; the next one reads on', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(2_500);
		const body = { Message: 'Not now' };
		sandbox.faults.add({ kind: 'status', status: 402, body, every: 2 });
		expect(idsOf(await trigger.poll())).toEqual(range(1, 1_000));
		sandbox.faults.add({ kind: 'status', status: 402, body });
		await expect(trigger.poll()).rejects.toThrow('Loyaltii says: Not now');
		sandbox.faults.clear();
		expect(idsOf(await trigger.poll())).toEqual(range(1_001, 2_500));
	});

	it('brings the other types where one cannot be read', async () => {
		const trigger = new Poller(sandbox, { ...WEB, eventTypes: 'web,store' });
		await trigger.poll();
		addEvent({ Type: 'store' });
		const body = { Message: 'Not now' };
		sandbox.faults.add({ kind: 'status', status: 402, body, times: 1 });
		expect(idsOf(await trigger.poll())).toEqual([1]);
	});

	it('absorbs resets, cut answers, faults of the server and refusals by a limit', async () => {
		jest.useRealTimers();
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(2_500);
		const { faults } = sandbox;
		faults.add({ kind: 'reset', times: 1 });
		faults.add({ kind: 'truncate', when: 'after', times: 1 });
		faults.add({ kind: 'status', status: 503, times: 1 });
		faults.add({ kind: 'empty', times: 1 });
		faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '0' }, times: 1 });
		expect(idsOf(await trigger.poll())).toEqual(range(1, 2_500));
	}, 30_000);

	it('does nothing while another one of the same trigger is under way', async () => {
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		addEvents(3);
		slow(50);
		const polls = await Promise.all([trigger.poll(), trigger.poll()]);
		expect(polls.map(({ length }) => length)).toEqual([3, 0]);
	});

	it('is not held by a server that ignores the position', async () => {
		const rows = range(1, 1_000).map((Id) => ({ Id, ContactId: 1 }));
		const server = await startRecorder(() => ({ body: rows }));
		try {
			const trigger = new Poller(server, { ...WEB, startFrom: 'beginning' });
			expect(idsOf(await trigger.poll())).toEqual(range(1, 1_000));
			expect(await trigger.poll()).toEqual([]);
			expect(await new Poller(server, WEB).poll()).toEqual([]);
			expect(server.seen.length).toBeLessThan(25);
		} finally {
			await server.close();
		}
	});

	it('refuses an answer it could not keep track of', async () => {
		let answer: unknown = [];
		const server = await startRecorder(() => ({ body: answer }));
		try {
			const trigger = new Poller(server, WEB);
			await trigger.poll();
			for (const row of [{ ContactId: 1 }, { Id: null }, { Id: 'one' }, { Id: 1.5 }, 7, null]) {
				answer = [{ Id: 1 }, row];
				await expect(trigger.poll()).rejects.toThrow('Loyaltii gave a record without an ID');
			}
			answer = [{ Id: 1 }, { Id: '2' }];
			expect(idsOf(await trigger.poll())).toEqual([1, 2]);
		} finally {
			await server.close();
		}
	});
});

describe('Full Contact', () => {
	const full = { options: { fullContact: true } };

	it.each(KINDS.slice(0, 3))('of %s is the contact as it is now', async (_, parameters, add) => {
		const trigger = new Poller(sandbox, { ...parameters, ...full });
		await trigger.poll();
		add();
		add();
		sandbox.journal.clear();
		const items = await trigger.poll();
		expect(items.map(({ contact }) => contact)).toEqual([
			expect.objectContaining({ Id: 1, Email: 'c1@example.com', FirstName: 'C1' }),
			expect.objectContaining({ Id: 1 }),
		]);
		expect(sandbox.journal.count('GET', /Contacts\/1$/)).toBe(1);
	});

	it('is null where there is none any more', async () => {
		const trigger = new Poller(sandbox, { ...WEB, ...full });
		await trigger.poll();
		addEvent({ ContactId: 99 });
		addEvent({ ContactId: null });
		expect((await trigger.poll()).map(({ contact }) => contact)).toEqual([null, null]);
	});

	it('is read for few rows at a time, so that a poll that is too short gets on', async () => {
		jest.useRealTimers();
		const trigger = new Poller(sandbox, { ...WEB, ...full }, { budgetMs: 2_500 });
		await trigger.poll();
		for (const Id of range(101, 190)) {
			sandbox.store.addContact({ Id });
			addEvent({ ContactId: Id });
		}
		sandbox.faults.add({ kind: 'delay', delayMs: 4_000, match: { path: /Contacts\/145$/ } });
		expect(idsOf(await trigger.poll())).toEqual(range(1, 40));
		sandbox.faults.clear();
		expect(idsOf(await trigger.poll())).toEqual(range(41, 90));
	}, 30_000);

	it('that cannot be read keeps its rows for the next poll', async () => {
		const trigger = new Poller(sandbox, { ...WEB, ...full });
		await trigger.poll();
		for (const ContactId of range(1, 25)) addEvent({ ContactId });
		const match = { path: /Contacts\/24$/ };
		const body = { Message: 'Not now' };
		sandbox.faults.add({ kind: 'status', status: 402, body, match, times: 1 });
		expect(idsOf(await trigger.poll())).toEqual(range(1, 20));
		expect(idsOf(await trigger.poll())).toEqual(range(21, 25));
	});
});

describe('what is remembered', () => {
	it('belongs to the account and to the start: with another one, everything begins anew', async () => {
		addEvents(3);
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		trigger.node.parameters = { ...WEB, startFrom: 'id', startAfterId: 1 };
		expect(idsOf(await trigger.poll())).toEqual([2, 3]);
		expect(await trigger.poll()).toEqual([]);
		const other = await startSandbox({ platform: 'loyaltii', account: ACCOUNT, token: 'other' });
		try {
			for (const ContactId of [1, 2]) other.store.addEvent({ ContactId, Type: 'web' });
			const credential = { baseUrl: other.url, apiKey: other.token };
			expect(idsOf(await trigger.poll({ credential }))).toEqual([2]);
		} finally {
			await other.close();
		}
	});

	it('holds no secret and no personal data but ids', async () => {
		const trigger = new Poller(sandbox, { ...WEB, options: { fullContact: true } });
		await trigger.poll();
		addEvent({ InfoJson: 'private' });
		await trigger.poll();
		const kept = JSON.stringify(trigger.staticData);
		expect(kept).not.toMatch(/example\.com|private/);
		expect(kept).not.toContain(sandbox.token);
	});

	it.each([
		{},
		{ sources: {} },
		{ sources: { 'events web': {} } },
		{ sources: { 'events web': { after: 'x', at: -1, known: 5 } } },
		{ sources: { 'events web': { after: 1, known: '@@ ! @', at: 1.5 } } },
		{ sources: { 'events web': { seek: { low: 'x', high: [] } } } },
		{ sources: null, next: 7 },
	])('may be damaged: %j', async (damaged) => {
		addEvent();
		const trigger = new Poller(sandbox, WEB);
		await trigger.poll();
		const [name] = Object.keys(trigger.staticData);
		const { about } = trigger.staticData[name] as { about: string };
		trigger.staticData = { [name]: { about, ...damaged } } as never;
		await trigger.poll();
		const id = addEvent();
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});
});

describe('set-up', () => {
	it.each<[object, string]>([
		[{ event: 'order' }, 'Trigger On: "order" is not one of the choices'],
		[{ ...WEB, eventTypes: ' , ' }, 'Event Types: nothing is given'],
		[{ event: 'tableRow', table: by('list', '') }, 'Table: nothing is given'],
		[{ ...WEB, startFrom: 'date' }, 'Start From: "date" is not one of the choices'],
		[{ event: 'contactRegistered', startFrom: 'id' }, 'Start From: "id" is not one of the choices'],
		[{ ...WEB, startFrom: 'id' }, 'Start After ID: "" is not a whole number from 0 on'],
		[
			{ ...WEB, startFrom: 'id', startAfterId: '2147483648' },
			'Start After ID: "2147483648" is too',
		],
		[{ event: 'contactRegistered', startFrom: 'date' }, 'Start Date: no date is given'],
		[
			{ event: 'contactRegistered', startFrom: 'date', startDate: 'soon' },
			'Start Date: "soon" is not a date',
		],
	])('%j is refused before a request, by a poll and by a test run', async (parameters, message) => {
		const trigger = new Poller(sandbox, parameters as never);
		for (const mode of ['trigger', 'manual'] as const)
			await expect(trigger.poll({ mode })).rejects.toThrow(message);
		expect(trigger.staticData).toEqual({});
		expect(sandbox.journal.count()).toBe(0);
	});

	it('a wrong key, a missing credential and an unknown table are named', async () => {
		const trigger = new Poller(sandbox, WEB);
		const unknown = new Poller(sandbox, { event: 'tableRow', table: by('name', 'Cars') });
		for (const mode of ['trigger', 'manual'] as const) {
			await expect(trigger.poll({ mode, credential: { apiKey: 'wrong' } })).rejects.toThrow(
				/Loyaltii refuses the API key/,
			);
			await expect(trigger.poll({ mode, credentials: {} })).rejects.toThrow(/credential/i);
			await expect(unknown.poll({ mode })).rejects.toThrow(/Cars/);
		}
	});

	it('offers the tables and the types of points', async () => {
		const trigger = new Poller(sandbox);
		const credentials = trigger.credentials();
		expect(
			await engine.method(trigger.node, 'loadOptions', 'loadPointTypes', { credentials }),
		).toEqual([
			{ name: 'base', value: 'base' },
			{ name: 'bonus', value: 'bonus' },
		]);
		expect(
			await engine.method(trigger.node, 'listSearch', 'searchTables', { credentials }),
		).toEqual({
			results: [
				{ name: 'Products', value: 'Products' },
				{ name: 'Other', value: 'Other' },
			],
		});
	});
});

describe('a test run', () => {
	it.each(KINDS)('shows a row of %s, and is not remembered', async (type, parameters, add) => {
		for (let row = 0; row < 3; row++) add();
		const trigger = new Poller(sandbox, { ...parameters, options: { fullContact: true } });
		for (let run = 0; run < 2; run++) {
			sandbox.journal.clear();
			const items = await trigger.poll({ mode: 'manual' });
			expect(items).toMatchObject([{ type, data: { Id: 3 } }]);
			expect('contact' in items[0]).toBe(type !== 'table_row_created');
			expect(sandbox.journal.count()).toBeLessThanOrEqual(2);
		}
		expect(trigger.staticData).toEqual({});
	});

	it('keeps to types and subtypes', async () => {
		const trigger = new Poller(sandbox, {
			event: 'contactEvent',
			eventTypes: 'app,web',
			eventSubtypes: 'buy',
		});
		const ids = ['visit', 'buy', 'visit'].map((SubType) => addEvent({ SubType }));
		expect(idsOf(await trigger.poll({ mode: 'manual' }))).toEqual([ids[1]]);
	});

	it('says so where there is nothing to show', async () => {
		for (const parameters of [WEB, { event: 'contactRegistered', registrationSource: 'none' }])
			await expect(new Poller(sandbox, parameters).poll({ mode: 'manual' })).rejects.toThrow(
				'holds nothing of this kind that could be shown',
			);
	});
});

it('a time that names no offset is not guessed', async () => {
	const server = await startRecorder(() => ({
		body: [
			{ Id: 1, Created: '2025-08-28T10:00:00' },
			{ Id: 2, Created: '2025-08-28T10:00:00.1234567+02:00' },
			{ Id: 3 },
			{ Id: 4, Created: 'T99:00Z' },
		],
	}));
	try {
		const items = await new Poller(server, { ...WEB, startFrom: 'beginning' }).poll();
		expect(items.map(({ occurredAt }) => occurredAt)).toEqual([
			null,
			'2025-08-28T08:00:00.123Z',
			null,
			null,
		]);
		expect(items.map((item) => dataOf(item).Created)[0]).toBe('2025-08-28T10:00:00');
	} finally {
		await server.close();
	}
});
