/** A poll of the changes trigger: what it costs, how long it takes, what it remembers, what it shows in a test run. */
import type { IDataObject } from 'n8n-workflow';

import { HOUR, MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';
import type { Tenant } from './changesHarness';
import { ALL, CREATED, DELETED, Poller, quiet, startTimed, told, UPDATED } from './changesHarness';

let tenant: Tenant;
beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	tenant = await startTimed();
});
afterEach(async () => {
	await tenant.close();
	jest.useRealTimers();
});

const settle = () => pass(11 * SECOND);
const create = (name: string, more: object = {}): string =>
	tenant.people.create({ firstName: name, email: `${name}@example.com`, ...more }).id;
const many = (count: number) => Array.from({ length: count }, (_, index) => create(`c${index}`));
const idsOf = (items: IDataObject[]) => items.map(({ contactId }) => contactId);
const windows = () =>
	tenant.journal
		.find('GET', /changes$/)
		.map(({ query }) => [query.changeType, query.fromDate, query.toDate]);
const slow = (delayMs: number, path = /contacts/) =>
	tenant.faults.add({ kind: 'delay', delayMs, match: { path } });

async function publish(parameters: IDataObject = {}): Promise<Poller> {
	pass(SECOND);
	const trigger = new Poller(tenant, parameters);
	expect(await trigger.poll()).toEqual([]);
	pass(MINUTE);
	tenant.journal.clear();
	return trigger;
}

describe('a poll', () => {
	it('asks twice per kind of change, three times after more than five minutes', async () => {
		const trigger = await publish({ events: [UPDATED] });
		await trigger.poll();
		expect(windows()).toEqual([
			['Updated', '2024-05-24 11:55:00.999', '2024-05-24 12:00:00.999'],
			['Updated', '2024-05-24 12:00:00.999', '2024-05-24 12:00:50.999'],
		]);
		pass(15 * MINUTE);
		tenant.journal.clear();
		await trigger.poll();
		expect(windows()).toEqual([
			['Updated', '2024-05-24 11:55:50.999', '2024-05-24 12:00:50.999'],
			['Updated', '2024-05-24 12:10:50.999', '2024-05-24 12:15:50.999'],
			['Updated', '2024-05-24 12:00:50.999', '2024-05-24 12:10:50.999'],
		]);
	});

	it('writes dates in the time zone that is chosen', async () => {
		const trigger = await publish({
			events: [UPDATED],
			options: { timezone: 'Europe/Stockholm' },
		});
		await trigger.poll();
		expect(windows()[1]).toEqual(['Updated', '2024-05-24 14:00:00.999', '2024-05-24 14:00:50.999']);
	});

	it('sends key and name with each request', async () => {
		await publish();
		await new Poller(tenant).poll();
		const { headers } = tenant.journal.entries[0];
		expect(headers).toMatchObject({
			'user-agent': 'AcmeShop/1.5',
			'content-type': 'application/json',
		});
	});

	it('ends within the time n8n gives it; the next one reads on', async () => {
		jest.useRealTimers();
		await tenant.close();
		// The clock of what happens runs ahead, so that nobody has to wait until it counts.
		tenant = await startTimed({ now: () => Date.now() });
		const ids = many(120);
		const trigger = new Poller(
			tenant,
			{ events: [CREATED], options: { fullContact: true } },
			{ budgetMs: 700 },
		);
		const since = Date.now() - HOUR;
		for (const change of tenant.store.changes) change.at = since + MINUTE;
		trigger.node.parameters = {
			...trigger.node.parameters,
			startFrom: 'date',
			startDate: new Date(since).toISOString(),
		};
		slow(150, /contacts\/[0-9a-f-]{36}/);
		const items: IDataObject[] = [];
		let polls = 0;
		for (; items.length < 120 && polls < 50; polls++) {
			const started = performance.now();
			items.push(...(await trigger.poll()));
			expect(performance.now() - started).toBeLessThan(1_600);
		}
		expect(polls).toBeGreaterThan(1);
		expect(idsOf(items).sort()).toEqual([...ids].sort());
		await quiet(tenant);
	}, 60_000);

	it('that gets no answer in time ends, and nothing is lost', async () => {
		const trigger = await publish({ events: [CREATED] });
		const ids = many(3);
		settle();
		slow(600);
		const sources = (data: object) => (Object.values(data)[0] as { sources: object }).sources;
		const before = structuredClone(sources(trigger.staticData));
		expect(await trigger.poll({ budgetMs: 300 })).toEqual([]);
		expect(sources(trigger.staticData)).toEqual(before);
		tenant.faults.clear();
		expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
		await quiet(tenant);
	});

	it('does nothing while another one of the same trigger is under way', async () => {
		const [trigger, other] = [await publish(), await publish()];
		many(7);
		settle();
		slow(50);
		const polls = [trigger.poll(), trigger.poll(), other.poll()];
		expect((await Promise.all(polls)).map(({ length }) => length)).toEqual([7, 0, 7]);
	});

	it('hands over what it found before a fault; the next one reads on', async () => {
		const trigger = await publish();
		const [anna, bo] = [create('anna'), create('bo')];
		tenant.people.update(anna, { firstName: 'Ann' });
		tenant.people.delete(bo);
		settle();
		const fault = { kind: 'status', status: 402, body: { message: 'Not now' } } as const;
		tenant.faults.add({ ...fault, every: 3, match: { path: /changes/ } });
		// The first of the sources is read with two requests, the third is refused.
		expect(told(await trigger.poll())).toEqual(
			expect.arrayContaining([`${CREATED} ${anna}`, `${CREATED} ${bo}`]),
		);
		tenant.faults.clear();
		tenant.faults.add({ ...fault, match: { path: /changes/ } });
		await expect(trigger.poll()).rejects.toThrow('Not now');
		tenant.faults.clear();
		expect(told(await trigger.poll())).toContain(`${UPDATED} ${anna}`);
		expect(await trigger.drain()).toEqual([]);
	});

	it('absorbs resets, cut answers, faults of the server and refusals by the limit', async () => {
		const trigger = await publish();
		const ids = many(20);
		settle();
		// A refusal by the limit is waited for by the clock.
		jest.useRealTimers();
		const { faults } = tenant;
		faults.add({ kind: 'reset', times: 1 });
		faults.add({ kind: 'truncate', when: 'after', times: 1 });
		faults.add({ kind: 'status', status: 503, times: 1 });
		faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '0' }, times: 1 });
		expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
	}, 15_000);

	it('takes an answer for broken that is no list of IDs', async () => {
		const trigger = await publish({ events: [CREATED] });
		const anna = create('anna');
		settle();
		for (const body of [{}, [anna, 'x']]) {
			tenant.faults.add({ kind: 'status', status: 200, body, times: 6 });
			await expect(trigger.poll()).rejects.toThrow(/cut short|not JSON/);
			tenant.faults.clear();
		}
		expect(idsOf(await trigger.poll())).toEqual([anna]);
	}, 120_000);

	it.each([
		['as objects', (id: string) => ({ id })],
		['in capitals', (id: string) => id.toUpperCase()],
	])('takes IDs %s, and knows them again', async (_, shape) => {
		const trigger = await publish({ events: [UPDATED] });
		const anna = create('anna');
		const body = [shape(anna)] as never;
		settle();
		tenant.faults.add({ kind: 'status', status: 200, body });
		expect(await trigger.poll()).toHaveLength(1);
		// The overlap of the next one holds the same contact, and nothing is new.
		tenant.faults.clear();
		tenant.faults.add({ kind: 'status', status: 200, body: [anna], times: 1 });
		pass(5 * SECOND);
		tenant.people.update(create('bo'), { firstName: 'B' });
		expect(idsOf(await trigger.poll())).not.toContain(anna);
	});
});

describe('Full Contact', () => {
	const options = { fullContact: true };

	it('brings each contact as it is, but not who is deleted', async () => {
		const [bo, carl] = [create('bo'), create('carl')];
		const trigger = await publish({ options });
		const anna = create('anna', { city: 'Lund' });
		tenant.people.update(bo, { firstName: 'Bob', preferences: { acceptsSms: true } });
		tenant.people.delete(carl);
		settle();
		const items = await trigger.poll();
		expect(items.map(({ contactId, fullContact }) => [contactId, fullContact])).toEqual([
			[
				anna,
				expect.objectContaining({
					contactId: anna,
					contactType: 'Member',
					firstName: 'anna',
					city: 'Lund',
				}),
			],
			[
				bo,
				expect.objectContaining({
					firstName: 'Bob',
					preferences: { acceptsEmail: false, acceptsSms: true, acceptsPostal: false },
				}),
			],
			[carl, undefined],
		]);
		for (const item of items) expect(item).not.toHaveProperty('fullContactNote');
	});

	it('has a note where the contact is gone', async () => {
		const trigger = await publish({ events: [CREATED], options });
		const [anna, bo] = [create('anna'), create('bo')];
		tenant.people.delete(anna);
		settle();
		const items = await trigger.poll();
		const found = new Map(items.map((item) => [item.contactId, item]));
		expect(found.get(anna)).toMatchObject({
			fullContact: null,
			fullContactNote: expect.stringContaining('there is no such contact') as unknown,
		});
		expect(found.get(bo)).toMatchObject({ fullContact: { firstName: 'bo' } });
	});

	it('has a note where the platform can show other contacts and not this one', async () => {
		const trigger = await publish({ events: [CREATED], options });
		const [anna, bo] = [create('anna'), create('bo')];
		settle();
		tenant.faults.add({ kind: 'status', status: 501, match: { path: new RegExp(anna) } });
		const items = await trigger.poll();
		const notes = items.map(({ contactId, fullContactNote }) => [contactId, fullContactNote]);
		expect(new Map(notes as Array<[string, unknown]>)).toEqual(
			new Map<string, unknown>([
				[anna, 'Voyado Engage says: Not Implemented'],
				[bo, undefined],
			]),
		);
	});

	it.each([
		[501, 'Not Implemented'],
		[403, 'does not allow this request'],
	])(
		'waits for the next poll where no contact at all can be shown: %d',
		async (status, message) => {
			const trigger = await publish({ events: [CREATED], options });
			const ids = many(3);
			settle();
			tenant.faults.add({ kind: 'status', status, match: { path: /contacts\/[0-9a-f-]{36}/ } });
			await expect(trigger.poll()).rejects.toThrow(message);
			tenant.faults.clear();
			expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
		},
	);

	it('takes 20 contacts at a time, one request each', async () => {
		const trigger = await publish({ events: [CREATED], options });
		many(45);
		settle();
		expect(await trigger.poll()).toHaveLength(45);
		expect(tenant.journal.count('GET', /contacts\/[0-9a-f-]{36}/)).toBe(45);
		expect(tenant.journal.count('GET', /changes/)).toBe(2);
	});

	it('takes those of a second span from its beginning', async () => {
		const trigger = await publish({ events: [CREATED], options });
		const ids: string[] = [];
		for (let index = 0; index < 90; index++) {
			if (index === 45) pass(20 * MINUTE);
			ids.push(create(`c${index}`));
		}
		settle();
		expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
		expect(tenant.journal.count('GET', /changes/)).toBe(3);
	});
});

describe('what is remembered', () => {
	it('belongs to the tenant and to the start: with another one, everything begins anew', async () => {
		const old = create('old');
		pass(HOUR);
		const trigger = await publish({ events: [CREATED] });
		pass(HOUR);
		trigger.node.parameters = {
			events: [CREATED],
			startFrom: 'date',
			startDate: '2024-05-24T13:30:00+02:00',
		};
		expect(idsOf(await trigger.poll())).toEqual([old]);
		expect(await trigger.poll()).toEqual([]);
		const other = await startTimed();
		try {
			const id = other.people.create({ firstName: 'B', email: 'b@example.com' }).id;
			settle();
			const credential = { tenantUrl: other.url, apiKey: other.token };
			expect(idsOf(await trigger.poll({ credential }))).toEqual([id]);
		} finally {
			await other.close();
		}
	});

	it('stays where the API key is exchanged, or other changes or options are chosen', async () => {
		await tenant.close();
		tenant = await startTimed({ moreKeys: ['another-key'] });
		const trigger = await publish({ events: [CREATED, DELETED] });
		const anna = create('anna');
		settle();
		trigger.node.parameters = { events: ALL, options: { timezone: 'Etc/UTC' } };
		expect(idsOf(await trigger.poll({ credential: { apiKey: 'another-key' } }))).toEqual([anna]);
	});

	it('goes on where it ended after a time without polls', async () => {
		const trigger = await publish();
		const ids: string[] = [];
		for (let day = 0; day < 30; day++) {
			pass(24 * HOUR);
			ids.push(create(`day${day}`));
		}
		settle();
		expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
		expect(await trigger.drain()).toEqual([]);
	});

	it('is as old as the last poll that found something, and that is enough', async () => {
		const trigger = await publish();
		const anna = create('anna');
		settle();
		expect(idsOf(await trigger.poll())).toEqual([anna]);
		const saved = structuredClone(trigger.staticData);
		for (let poll = 0; poll < 10; poll++) {
			pass(MINUTE);
			expect(await trigger.poll()).toEqual([]);
		}
		const bo = create('bo');
		settle();
		// n8n saves nothing for a poll that finds nothing.
		trigger.staticData = saved;
		expect(idsOf(await trigger.poll())).toEqual([bo]);
	});

	it.each([
		['', {}],
		[' with their contacts', { fullContact: true }],
	])(
		'is lost in a crash: the items of that poll come again, and no others%s',
		async (_, options) => {
			const bo = create('bo');
			const trigger = await publish({ options });
			const anna = create('anna');
			tenant.people.update(bo, { firstName: 'Bob' });
			settle();
			const before = structuredClone(trigger.staticData);
			const items = await trigger.poll();
			expect(items).toHaveLength(2);
			trigger.staticData = before;
			pass(20 * MINUTE);
			const again = await trigger.poll();
			expect(told(again)).toEqual(told(items));
			expect(told(again)).toContain(`${CREATED} ${anna}`);
			const same = again.map(({ eventId }, index) => eventId === items[index].eventId);
			// An update has the same ID only where its content tells that it is the same.
			expect(same).toEqual([true, 'fullContact' in options]);
			expect(await trigger.drain()).toEqual([]);
		},
	);

	it('never gives two updates one ID, though a crash lies between them', async () => {
		const bo = create('bo');
		for (const options of [{}, { fullContact: true }]) {
			const trigger = await publish({ events: [UPDATED], options });
			tenant.people.update(bo, { firstName: `One ${JSON.stringify(options)}` });
			settle();
			const before = structuredClone(trigger.staticData);
			const [first] = await trigger.poll();
			trigger.staticData = before;
			tenant.people.update(bo, { firstName: 'Two' });
			settle();
			const [second, ...more] = await trigger.poll();
			expect(more).toEqual([]);
			expect(second.eventId).not.toBe(first.eventId);
		}
	});

	it('holds no secret and no personal data, nor IDs of contacts', async () => {
		const trigger = await publish({ events: ALL, options: { fullContact: true } });
		const anna = create('secret', { mobilePhone: '+46735654321' });
		settle();
		expect(await trigger.poll()).toHaveLength(1);
		const kept = JSON.stringify(trigger.staticData);
		expect(kept).not.toMatch(/secret|\+467/i);
		expect(kept).not.toContain(anna);
		expect(kept).not.toContain(tenant.token);
	});

	it.each([
		{},
		{ sources: {} },
		{ sources: { [CREATED]: {} } },
		{ sources: { [CREATED]: { since: 'x', known: 5, pass: { spans: 'y' } } } },
		{ sources: { [CREATED]: { since: 1_716_552_000_000, known: 5, pass: { spans: [{}] } } } },
		{ sources: { [CREATED]: { since: 1_716_552_000_000, pass: { spans: [], after: 4 } } } },
		{ sources: null, next: 7 },
	])('may be damaged: %j', async (damaged) => {
		const trigger = await publish({ events: [CREATED] });
		const [name] = Object.keys(trigger.staticData);
		const { about } = trigger.staticData[name] as { about: string };
		trigger.staticData = { [name]: { about, ...damaged } } as never;
		await trigger.poll();
		pass(MINUTE);
		const anna = create('anna');
		settle();
		expect(idsOf(await trigger.poll())).toEqual([anna]);
	});
});

describe('set-up', () => {
	it.each<[object, string]>([
		[{ events: [] }, 'Trigger On: nothing is chosen'],
		[{ events: ['contact.moved'] }, 'Trigger On: "contact.moved" is not one of the choices'],
		[{ startFrom: 'date' }, 'Start Date: no date is given'],
		[{ startFrom: 'date', startDate: 'soon' }, 'Start Date: "soon" is not a date'],
		[{ options: { timezone: 'Mars' } }, 'Time Zone of Engage: "Mars" is not a time zone'],
	])('%j is refused with a reason, by a poll and by a test run', async (parameters, message) => {
		const trigger = new Poller(tenant, parameters as never);
		for (const mode of ['trigger', 'manual'] as const)
			await expect(trigger.poll({ mode })).rejects.toThrow(message);
		expect(trigger.staticData).toEqual({});
		expect(tenant.journal.total).toBe(0);
	});

	it('a wrong key and a missing credential are named', async () => {
		const trigger = new Poller(tenant);
		for (const mode of ['trigger', 'manual'] as const) {
			await expect(trigger.poll({ mode, credential: { apiKey: 'wrong' } })).rejects.toThrow(
				'Voyado Engage refuses the API key (401',
			);
			await expect(trigger.poll({ mode, credentials: {} })).rejects.toThrow(/credential/i);
		}
	});

	it('events may come as text, from an expression', async () => {
		const trigger = await publish({ events: '={{ "contact.created, contact.deleted" }}' });
		const anna = create('anna');
		tenant.people.delete(anna);
		settle();
		expect(told(await trigger.poll())).toEqual([`${CREATED} ${anna}`, `${DELETED} ${anna}`]);
	});
});

describe('a test run', () => {
	it('shows an example of each, and is not remembered', async () => {
		const [anna, bo] = [create('anna'), create('bo')];
		pass(29 * 24 * HOUR);
		tenant.people.delete(bo);
		pass(2 * HOUR);
		tenant.people.update(anna, { firstName: 'Ann' });
		pass(MINUTE);
		const trigger = new Poller(tenant, { options: { fullContact: true } });
		for (let run = 0; run < 2; run++) {
			const items = await trigger.poll({ mode: 'manual' });
			expect(items.map(({ type }) => type)).toEqual(ALL);
			expect(items[1]).toMatchObject({ contactId: anna, fullContact: { firstName: 'Ann' } });
			expect(items[2].contactId).toBe(bo);
		}
		expect(trigger.staticData).toEqual({});
	});

	it('says so where there is nothing to show', async () => {
		await expect(new Poller(tenant).poll({ mode: 'manual' })).rejects.toThrow(
			'No contact changed in the last 30 days',
		);
	});

	it('looks no further back than Engage tells', async () => {
		await tenant.close();
		tenant = await startTimed({ mostChanges: 3 });
		many(4);
		pass(10 * HOUR);
		await expect(
			new Poller(tenant, { events: [CREATED] }).poll({ mode: 'manual' }),
		).rejects.toThrow('No contact changed in the last 30 days');
		const anna = create('anna');
		pass(SECOND);
		expect(idsOf(await new Poller(tenant, { events: [CREATED] }).poll({ mode: 'manual' }))).toEqual(
			[anna],
		);
	});

	it('may run while the published trigger polls', async () => {
		const trigger = await publish({ events: [CREATED] });
		create('anna');
		settle();
		slow(50);
		const [live, test] = await Promise.all([trigger.poll(), trigger.poll({ mode: 'manual' })]);
		expect([live.length, test.length]).toEqual([1, 1]);
	});
});
