/** What the polling trigger brings, and that it is everything: contacts change at any time, polls come at any time. */
import type { IDataObject } from 'n8n-workflow';

import { HOUR, MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';
import fc from '../shared/properties';
import type { Tenant } from './changesHarness';
import { CREATED, DELETED, Poller, startTimed, told, UPDATED } from './changesHarness';

let tenant: Tenant;
beforeEach(async () => {
	setClock('2024-05-24T12:00:00Z');
	tenant = await startTimed();
});
afterEach(async () => {
	await tenant.close();
	jest.useRealTimers();
});

/** As long as a change takes to count. */
const settle = () => pass(11 * SECOND);
const create = (name: string): string =>
	tenant.people.create({ firstName: name, email: `${name}@example.com` }).id;
const update = (id: string, firstName: string) => tenant.people.update(id, { firstName });
const idsOf = (items: IDataObject[]) => items.map(({ contactId }) => contactId);

/** A published trigger, some time after its first poll. */
async function publish(parameters: IDataObject = {}): Promise<Poller> {
	// What happened in the second of publishing would count.
	pass(SECOND);
	const trigger = new Poller(tenant, parameters);
	expect(await trigger.poll()).toEqual([]);
	pass(MINUTE);
	return trigger;
}

describe('contacts', () => {
	it('that are created, updated and deleted come, each with the span of time it happened in', async () => {
		const [anna, bo] = [create('anna'), create('bo')];
		pass(HOUR);
		const trigger = await publish();
		const carl = create('carl');
		update(anna, 'Ann');
		tenant.people.delete(bo);
		pass(30 * SECOND);
		const items = await trigger.poll();
		const common = {
			eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
			occurredAfter: '2024-05-24T13:00:00.999Z',
			occurredAt: '2024-05-24T13:01:20.999Z',
		};
		expect(items).toEqual([
			{ ...common, type: CREATED, contactId: carl },
			{ ...common, type: UPDATED, contactId: anna },
			{ ...common, type: DELETED, contactId: bo },
		]);
		expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(3);
		expect(await trigger.drain()).toEqual([]);
		pass(HOUR);
		expect(await trigger.drain()).toEqual([]);
	});

	it.each([CREATED, UPDATED, DELETED])(
		'come for %s alone where only that is chosen',
		async (type) => {
			const anna = create('anna');
			const trigger = await publish({ events: [type] });
			const bo = create('bo');
			update(anna, 'Ann');
			tenant.people.delete(bo);
			settle();
			const expected = { [CREATED]: bo, [UPDATED]: anna, [DELETED]: bo }[type];
			expect(told(await trigger.poll())).toEqual([`${type} ${expected}`]);
		},
	);

	it('come once more for every further change, also within the overlap', async () => {
		const anna = create('anna');
		const trigger = await publish();
		const events = new Set<unknown>();
		for (const name of ['One', 'Two', 'Three', 'Four']) {
			update(anna, name);
			settle();
			const items = await trigger.poll();
			expect(told(items)).toEqual([`${UPDATED} ${anna}`]);
			events.add(items[0].eventId);
			expect(await trigger.poll()).toEqual([]);
		}
		expect(events.size).toBe(4);
	});

	it('come once for several changes between two polls, however far apart', async () => {
		const anna = create('anna');
		const trigger = await publish();
		for (const name of ['One', 'Two', 'Three']) {
			update(anna, name);
			pass(20 * MINUTE);
		}
		update(anna, 'Four');
		settle();
		expect(told(await trigger.poll())).toEqual([`${UPDATED} ${anna}`]);
		expect(await trigger.drain()).toEqual([]);
	});

	it('that changed before the trigger was published do not come', async () => {
		const anna = create('anna');
		for (const name of ['One', 'Two', 'Three']) {
			update(anna, name);
			pass(20 * SECOND);
		}
		const trigger = new Poller(tenant);
		for (let poll = 0; poll < 12; poll++) {
			expect(await trigger.poll()).toEqual([]);
			pass(30 * SECOND);
		}
		// The second of publishing counts as after it.
		const other = new Poller(tenant, { events: [UPDATED] });
		update(anna, 'Four');
		expect(await other.poll()).toEqual([]);
		settle();
		expect(idsOf(await other.poll())).toEqual([anna]);
	});

	it('come from a chosen date on', async () => {
		const days = [20, 21, 22, 23];
		const ids = days.map((day) => {
			setClock(`2024-05-${day}T22:30:00Z`);
			return create(`day${day}`);
		});
		setClock('2024-05-24T12:00:00Z');
		const from = async (startDate: string) => {
			const trigger = new Poller(tenant, { events: [CREATED], startFrom: 'date', startDate });
			const items = await trigger.poll();
			expect(await trigger.poll()).toEqual([]);
			return idsOf(items).sort();
		};
		// A date without offset is of the workflow's zone, here two hours ahead of UTC.
		expect(await from('2024-05-22T00:30:00')).toEqual(ids.slice(1).sort());
		// What happened at that very moment counts, whichever end of a span belongs to it.
		expect(tenant.journal.entries.map(({ query }) => query.fromDate)).toContain(
			'2024-05-21 22:29:59.999',
		);
		expect(await from('2024-05-22T00:30:01')).toEqual(ids.slice(2).sort());
		expect(await from('2024-05-22T22:30:01Z')).toEqual(ids.slice(3));
		expect(await from('2025-01-01')).toEqual([]);
	});
});

/** Every change of a contact, and when; `rest` gives what no poll has told yet. */
describe('nothing is missed', () => {
	const CONTACTS = 5;
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ update: fc.nat(CONTACTS - 1) }) },
		{ weight: 1, arbitrary: fc.constant('create' as const) },
		{ weight: 1, arbitrary: fc.record({ remove: fc.nat(20) }) },
		{
			weight: 5,
			arbitrary: fc.record({
				wait: fc.constantFrom(1, 500, 999, 1000, 9_999, 10_000, 61_000, 299_000, 301_000, HOUR),
			}),
		},
		{ weight: 3, arbitrary: fc.constant('poll' as const) },
	);

	it.each([
		['are UTC', {}, 'UTC'],
		['are those of Stockholm', { voyadoChangesUtc: false }, 'Europe/Stockholm'],
	])(
		'where dates %s: each poll brings what changed since the one before, once',
		async (_, rules, timezone) => {
			tenant.rules.set(rules);
			await fc.assert(
				fc.asyncProperty(
					fc.array(step, { maxLength: 40 }),
					fc.nat(86_399_999),
					async (steps, start) => {
						tenant.reset();
						setClock(Date.parse('2024-05-24T00:00:00Z') + start);
						const members = Array.from({ length: CONTACTS }, (_none, index) => create(`c${index}`));
						pass(HOUR);
						const trigger = new Poller(tenant, { options: { timezone } });
						const published = Date.now();
						await trigger.poll();
						const due: string[] = [];
						const twice = new Set<string>();
						const note = (what: string) => {
							due.push(what);
							if (Date.now() % SECOND === SECOND - 1) twice.add(what);
						};
						let count = 0;
						for (const one of [...steps, 'poll' as const]) {
							if (one === 'create') note(`${CREATED} ${create(`new${count++}`)}`);
							else if (one === 'poll') {
								settle();
								const items = told(await trigger.poll());
								// Spans meet in the last millisecond of a second: who changes then may come twice.
								const wanted = new Set(due.splice(0));
								expect(items.filter((item) => !twice.has(item) || wanted.has(item)).sort()).toEqual(
									[...wanted].sort(),
								);
							} else if ('wait' in one) pass(one.wait);
							else if ('update' in one) {
								update(members[one.update], `N${count++}`);
								note(`${UPDATED} ${members[one.update]}`);
							} else {
								const born = [...tenant.store.contacts.values()].filter(
									({ id, createdAt }) => createdAt >= published && !members.includes(id),
								);
								const gone = born[one.remove % Math.max(1, born.length)];
								if (gone === undefined) continue;
								tenant.people.delete(gone.id);
								note(`${DELETED} ${gone.id}`);
							}
						}
					},
				),
				{ numRuns: 40 },
			);
		},
		120_000,
	);

	it('while contacts change in the middle of a poll', async () => {
		const ids = Array.from({ length: 30 }, (_, index) => create(`c${index}`));
		pass(HOUR);
		const trigger = await publish({ events: [UPDATED], options: { fullContact: true } });
		tenant.faults.add({ kind: 'delay', delayMs: 20 });
		const last = new Map<string, string>();
		const touch = (round: number) => {
			ids.forEach((id, index) => {
				if ((index + round) % 3 !== 0) return;
				update(id, `R${round}`);
				last.set(id, `R${round}`);
			});
		};
		touch(0);
		settle();
		const items: IDataObject[] = [];
		for (let round = 1; round <= 4; round++) {
			const poll = trigger.poll();
			for (let tick = 0; tick < 4; tick++) {
				await new Promise((resolve) => setTimeout(resolve, 15));
				pass(SECOND);
				touch(round * 10 + tick);
			}
			items.push(...(await poll));
			settle();
		}
		items.push(...(await trigger.poll()));
		expect(await trigger.drain()).toEqual([]);
		const seen = new Map(
			items.map(({ contactId, fullContact }) => [
				contactId,
				(fullContact as IDataObject).firstName,
			]),
		);
		expect(seen.size).toBe(30);
		for (const [id, name] of last) expect(seen.get(id)).toBe(name);
	}, 30_000);

	it.each([0, 1, 500, 998, 999])('in millisecond %d of a second', async (millisecond) => {
		const anna = create('anna');
		const trigger = await publish({ events: [UPDATED] });
		pass(millisecond);
		update(anna, 'Ann');
		const found: unknown[] = [];
		for (let poll = 0; poll < 30; poll++) {
			pass(SECOND);
			found.push(...idsOf(await trigger.poll()));
		}
		// Engage may count both ends of a span or one of them: once too often is better than never.
		expect(found).toEqual(millisecond === 999 ? [anna, anna] : [anna]);
	});

	it('that becomes visible after its time, up to five minutes', async () => {
		const ids = Array.from({ length: 4 }, (_, index) => create(`c${index}`));
		const trigger = await publish({ events: [UPDATED] });
		const seen: unknown[] = [];
		for (const [index, lateMs] of [0, 30 * SECOND, 2 * MINUTE, 4 * MINUTE].entries()) {
			const at = Date.now();
			for (let waited = 0; waited < lateMs; waited += 30 * SECOND) {
				pass(30 * SECOND);
				seen.push(...idsOf(await trigger.poll()));
			}
			tenant.store.changes.push({ at, type: 'Updated', id: ids[index] });
			pass(30 * SECOND);
			seen.push(...idsOf(await trigger.poll()));
			expect(seen.splice(0)).toEqual([ids[index]]);
		}
		for (let poll = 0; poll < 12; poll++) {
			expect(await trigger.poll()).toEqual([]);
			pass(30 * SECOND);
		}
	});

	it('that becomes visible within ten seconds, though the contact has changed just before', async () => {
		const anna = create('anna');
		const trigger = await publish({ events: [UPDATED] });
		update(anna, 'One');
		pass(20 * SECOND);
		expect(idsOf(await trigger.poll())).toEqual([anna]);
		const at = Date.now();
		pass(9 * SECOND);
		expect(await trigger.poll()).toEqual([]);
		tenant.store.changes.push({ at, type: 'Updated', id: anna });
		settle();
		expect(idsOf(await trigger.poll())).toEqual([anna]);
	});

	it.each([
		['fast', 90 * SECOND, 0],
		// What it is behind, the platform's time may be ahead: nothing comes before both are past it.
		['slow', -90 * SECOND, 5],
	])("where n8n's clock is %s", async (_, offset, without) => {
		await tenant.close();
		// The sandbox's clock is right.
		tenant = await startTimed({ now: () => Date.now() - offset });
		const anna = create('anna');
		pass(HOUR);
		const trigger = await publish({ events: [UPDATED] });
		const counts: number[] = [];
		for (let poll = 0; poll < 50; poll++) {
			if (poll < 40) update(anna, `N${poll}`);
			pass(20 * SECOND);
			counts.push((await trigger.poll()).length);
		}
		expect(counts.indexOf(1)).toBe(without);
		expect(counts.filter((count) => count === 1)).toHaveLength(40);
	});

	it.each(['2024-10-27T00:00:00Z', '2024-03-31T00:00:00Z'])(
		'in the night of %s, when clocks are turned',
		async (night) => {
			tenant.rules.set({ voyadoChangesUtc: false });
			setClock(Date.parse(night) - 30 * MINUTE);
			const ids = Array.from({ length: 40 }, (_, index) => create(`c${index}`));
			const trigger = await publish({
				events: [UPDATED],
				options: { timezone: 'Europe/Stockholm' },
			});
			const seen: unknown[] = [];
			for (const id of ids) {
				update(id, 'New');
				pass(6 * MINUTE);
				seen.push(...idsOf(await trigger.poll()));
			}
			expect(seen).toHaveLength(40);
			expect(new Set(seen)).toEqual(new Set(ids));
		},
	);

	it('with the wrong time zone come late, or never', async () => {
		for (const [isUtc, timezone, late] of [
			[false, 'UTC', [120, 150]],
			[true, 'Europe/Stockholm', []],
		] as const) {
			tenant.rules.set({ voyadoChangesUtc: isUtc });
			const anna = create(`anna${timezone.length}`);
			const trigger = await publish({ events: [UPDATED], options: { timezone } });
			update(anna, 'Ann');
			const found: number[] = [];
			for (let minutes = 30; minutes <= 300; minutes += 30) {
				pass(30 * MINUTE);
				if ((await trigger.poll()).length > 0) found.push(minutes);
			}
			expect(late).toEqual(late.length === 0 ? found : expect.arrayContaining(found));
			expect(found).toHaveLength(late.length / 2);
		}
	});

	it('where more changed than Engage tells at once: the span is halved', async () => {
		await tenant.close();
		tenant = await startTimed({ mostChanges: 10 });
		const trigger = await publish({ events: [CREATED] });
		const ids = Array.from({ length: 100 }, (_, index) => {
			pass(7 * SECOND);
			return create(`c${index}`);
		});
		settle();
		expect(idsOf(await trigger.poll()).sort()).toEqual([...ids].sort());
		const statuses = tenant.journal.entries.map(({ status }) => status);
		expect(statuses.filter((status) => status === 400).length).toBeGreaterThan(5);
		pass(HOUR);
		expect(await trigger.poll()).toEqual([]);
		tenant.journal.clear();
		expect(await trigger.poll()).toEqual([]);
		expect(tenant.journal.entries.map(({ status }) => status)).not.toContain(400);
	});

	it('where more change within a second than Engage tells at once: the poll says so', async () => {
		await tenant.close();
		tenant = await startTimed({ mostChanges: 10 });
		const trigger = await publish({ events: [CREATED] });
		for (let index = 0; index < 11; index++) create(`c${index}`);
		settle();
		await expect(trigger.poll()).rejects.toThrow('More than 10 contacts changed');
		// What changed in other seconds of the span comes once that is mended.
		await expect(trigger.poll()).rejects.toThrow('More than 10 contacts changed');
	});

	it('with 12,000 changes in one second', async () => {
		const trigger = await publish({ events: [CREATED] });
		for (let index = 0; index < 12_000; index++) tenant.store.note('Created', tenant.store.newId());
		settle();
		const polls = await trigger.drain();
		// No execution gets more than 5,000 items.
		expect(polls.map(({ length }) => length)).toEqual([5_000, 5_000, 2_000]);
		expect(new Set(idsOf(polls.flat())).size).toBe(12_000);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(250_000);
		// All of them are known, so that one that becomes visible late is told from them.
		const late = tenant.store.newId();
		tenant.store.changes.push({ at: Date.now() - MINUTE, type: 'Created', id: late });
		expect(idsOf(await trigger.poll())).toEqual([late]);
		// What is remembered of them goes once the overlap is over.
		for (let poll = 0; poll < 3; poll++) {
			pass(6 * MINUTE);
			expect(await trigger.poll()).toEqual([]);
		}
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(500);
	}, 60_000);

	it('with more changes than are remembered: all come, none twice', async () => {
		const trigger = await publish({ events: [CREATED] });
		for (let index = 0; index < 22_000; index++) tenant.store.note('Created', tenant.store.newId());
		settle();
		const polls = await trigger.drain();
		expect(polls.flat()).toHaveLength(22_000);
		expect(new Set(idsOf(polls.flat())).size).toBe(22_000);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(1_000);
		pass(MINUTE);
		expect(await trigger.drain()).toEqual([]);
		const anna = create('anna');
		settle();
		expect(idsOf(await trigger.poll())).toEqual([anna]);
	}, 60_000);
});
