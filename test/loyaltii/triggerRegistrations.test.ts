/** Contacts that registered: the platform tells who did in the last so many minutes. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { HOUR, MINUTE, pass, SECOND, setClock } from '../cdxp/changesHarness';
import fc from '../shared/properties';
import { startRecorder } from './harness';
import { dataOf, idsOf, Poller, range } from './triggerHarness';

const REGISTERED = { event: 'contactRegistered' };
const DAY = 24 * HOUR;

let sandbox: Sandbox<'loyaltii'>;
beforeEach(async () => {
	setClock('2025-08-27T08:00:00Z');
	sandbox = await startSandbox({ platform: 'loyaltii', now: () => Date.now() });
});
afterEach(async () => {
	await sandbox.close();
	jest.useRealTimers();
});

const register = (more: object = {}) =>
	sandbox.store.addContact({ RegistrationSource: 'shop', RegistrationIp: '1.1.1.1', ...more }).Id;
const timespans = () => sandbox.journal.find().map(({ query }) => Number(query.timespan));

it('come once, with the four fields the platform gives', async () => {
	register();
	pass(SECOND);
	const trigger = new Poller(sandbox, REGISTERED);
	expect(await trigger.poll()).toEqual([]);
	expect(await trigger.poll()).toEqual([]);
	pass(MINUTE);
	const Id = register({ Email: 'a@example.com' });
	expect(await trigger.poll()).toEqual([
		{
			eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
			type: 'contact_registered',
			occurredAt: '2025-08-27T08:01:01.000Z',
			data: {
				Id,
				RegistrationDateTime: '2025-08-27T10:01:01+02:00',
				RegistrationSource: 'shop',
				RegistrationIp: '1.1.1.1',
			},
		},
	]);
	for (let poll = 0; poll < 10; poll++) {
		pass(MINUTE);
		expect(await trigger.poll()).toEqual([]);
	}
});

it('are asked for by source and address', async () => {
	const filters = { registrationSource: 'web', registrationIp: '2.2.2.2' };
	const trigger = new Poller(sandbox, { ...REGISTERED, ...filters });
	await trigger.poll();
	for (const RegistrationSource of ['shop', 'web'])
		for (const RegistrationIp of ['1.1.1.1', '2.2.2.2'])
			register({ RegistrationSource, RegistrationIp });
	expect(idsOf(await trigger.poll())).toEqual([4]);
	expect(sandbox.journal.find().at(-1)?.query).toMatchObject({ source: 'web', ip: '2.2.2.2' });
});

it('are asked for since the poll before and five minutes more, in whole minutes', async () => {
	const trigger = new Poller(sandbox, REGISTERED);
	for (const wait of [0, 0, SECOND, MINUTE, MINUTE + SECOND, 3 * DAY]) {
		pass(wait);
		await trigger.poll();
	}
	expect(timespans()).toEqual([5, 5, 6, 6, 7, 3 * 24 * 60 + 5]);
});

it('come from a chosen date on', async () => {
	const ids = [20, 21, 22, 23].map((day) => {
		setClock(`2025-08-${day}T22:30:00Z`);
		return register();
	});
	setClock('2025-08-27T08:00:00Z');
	const from = async (startDate: string) => {
		const trigger = new Poller(sandbox, { ...REGISTERED, startFrom: 'date', startDate });
		const items = await trigger.poll();
		expect(await trigger.poll()).toEqual([]);
		return idsOf(items);
	};
	expect(await from('2025-08-01T00:00:00')).toEqual(ids);
	// A date without offset is of the workflow's zone, here two hours ahead of UTC.
	expect(await from('2025-08-22T00:20:00')).toEqual(ids.slice(1));
	expect(await from('2025-08-22T00:40:00')).toEqual(ids.slice(2));
});

it('come at most 5,000 per execution, also those who register meanwhile', async () => {
	for (const Id of range(101, 21_600)) register({ Id });
	pass(DAY);
	const start = { startFrom: 'date', startDate: '2025-08-01T00:00:00Z' };
	const trigger = new Poller(sandbox, { ...REGISTERED, ...start });
	const polls = [];
	for (let poll = 0; poll < 8; poll++) {
		polls.push(idsOf(await trigger.poll()));
		if (poll > 4) continue;
		// One after the others, and one before them, whose row was long in coming.
		register({ Id: 30_000 + poll });
		register({ Id: 100 - poll });
		pass(10 * MINUTE);
	}
	expect(polls.map(({ length }) => length)).toEqual([5_000, 5_000, 5_000, 5_000, 1_504, 6, 0, 0]);
	expect(polls.flat().sort((a, b) => a - b)).toEqual([
		...range(96, 21_600),
		...range(30_000, 30_004),
	]);
	pass(10 * MINUTE);
	expect(await trigger.poll()).toEqual([]);
	pass(10 * MINUTE);
	expect(await trigger.poll()).toEqual([]);
	expect(JSON.stringify(trigger.staticData).length).toBeLessThan(300);
}, 60_000);

it('come in any order of the answer', async () => {
	const rows = range(1, 2_500).map((Id) => ({ Id }));
	const server = await startRecorder(() => ({ body: [...rows].reverse() }));
	try {
		const start = { startFrom: 'date', startDate: '2025-08-01T00:00:00Z' };
		const trigger = new Poller(server, { ...REGISTERED, ...start });
		expect(idsOf(await trigger.poll())).toEqual(range(1, 2_500));
		expect(await trigger.poll()).toEqual([]);
	} finally {
		await server.close();
	}
});

it('come whole, few at a time, where the whole contact is wanted', async () => {
	jest.useRealTimers();
	const full = { ...REGISTERED, options: { fullContact: true } };
	const trigger = new Poller(sandbox, full, { budgetMs: 2_500 });
	await trigger.poll();
	for (const Id of range(101, 190)) register({ Id, Email: `c${Id}@example.com` });
	sandbox.faults.add({ kind: 'delay', delayMs: 4_000, match: { path: /Contacts\/145$/ } });
	const emails = (items: IDataObject[]) =>
		items.map(({ contact }) => (contact as IDataObject).Email);
	const wanted = range(101, 190).map((id) => `c${id}@example.com`);
	expect(emails(await trigger.poll())).toEqual(wanted.slice(0, 40));
	sandbox.faults.clear();
	expect(emails(await trigger.poll())).toEqual(wanted.slice(40));
	expect(await trigger.poll()).toEqual([]);
}, 30_000);

describe('nobody is missed and nobody comes twice', () => {
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ late: fc.constantFrom(0, 0, 1, 59, 240, 299) }) },
		{ weight: 4, arbitrary: fc.record({ wait: fc.constantFrom(1, 7, 59, 61, 299, 301, 86_400) }) },
		{ weight: 1, arbitrary: fc.record({ future: fc.constantFrom(30, 3_600) }) },
		{ weight: 6, arbitrary: fc.constantFrom('poll' as const, 'dying poll' as const) },
	);

	it('whenever they register and whenever polls come', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
				sandbox.reset();
				setClock('2025-08-28T08:00:00Z');
				const trigger = new Poller(sandbox, REGISTERED);
				await trigger.poll();
				pass(HOUR);
				await trigger.poll();
				const waiting = new Set<number>();
				for (const one of [...steps, 'poll' as const]) {
					if (typeof one === 'string') {
						const items = await trigger.poll({ save: one === 'poll' });
						expect(idsOf(items)).toEqual([...waiting].sort((a, b) => a - b));
						if (one === 'poll') waiting.clear();
					} else if ('wait' in one) pass(one.wait * SECOND);
					else {
						// With a time before or after that of becoming visible.
						const shift = 'late' in one ? -one.late : one.future;
						const RegistrationDateTime = new Date(Date.now() + shift * SECOND);
						waiting.add(register({ RegistrationDateTime }));
					}
				}
			}),
			{ numRuns: 30 },
		);
	}, 60_000);

	it('where n8n dies between starting the execution and saving: that poll comes again, the same', async () => {
		const trigger = new Poller(sandbox, REGISTERED);
		await trigger.poll();
		pass(MINUTE);
		for (const Id of range(1, 5)) register({ Id });
		const dying = await trigger.poll({ save: false });
		pass(10 * MINUTE);
		expect(dying).toHaveLength(5);
		expect(await trigger.poll()).toEqual(dying);
		expect(await trigger.poll()).toEqual([]);
	});

	it('after a time without polls', async () => {
		const trigger = new Poller(sandbox, REGISTERED);
		await trigger.poll();
		for (const Id of range(1, 60)) {
			pass(12 * HOUR);
			register({ Id });
		}
		expect(idsOf(await trigger.poll())).toEqual(range(1, 60));
		expect(await trigger.poll()).toEqual([]);
	});

	it('where the clock of this machine is wrong, and is put right', async () => {
		const trigger = new Poller(sandbox, REGISTERED);
		/** How far n8n is ahead of the platform. */
		let ahead = 0;
		const real = Date.now();
		let elapsed = 0;
		await sandbox.close();
		sandbox = await startSandbox({ platform: 'loyaltii', now: () => Date.now() - ahead });
		Object.assign(trigger, { server: sandbox });
		const seen = [];
		for (const [minute, hours] of [0, -3, 3, 0, 3, -3, 0].entries()) {
			ahead = hours * HOUR;
			elapsed += 40 * MINUTE;
			setClock(real + elapsed + ahead);
			if (minute > 0) {
				const RegistrationDateTime = new Date(real + elapsed - 39 * MINUTE);
				register({ RegistrationDateTime });
			}
			seen.push(...idsOf(await trigger.poll()));
		}
		expect(seen).toEqual(range(1, 6));
	});

	it('where a fault of the platform comes between', async () => {
		const trigger = new Poller(sandbox, REGISTERED);
		await trigger.poll();
		register();
		sandbox.faults.add({ kind: 'status', status: 402, body: { Message: 'Not now' } });
		await expect(trigger.poll()).rejects.toThrow('Loyaltii says: Not now');
		pass(HOUR);
		sandbox.faults.clear();
		expect(idsOf(await trigger.poll())).toEqual([1]);
	});
});

it('who registered with a time of long ago does not come', async () => {
	const trigger = new Poller(sandbox, REGISTERED);
	await trigger.poll();
	register({ RegistrationDateTime: new Date(Date.now() - HOUR) });
	expect(await trigger.poll()).toEqual([]);
});

it('a server that does not tell its time is asked by the clock of this machine', async () => {
	const rows: IDataObject[] = [{ Id: 1 }];
	const asked: string[] = [];
	const server = http.createServer((request, response) => {
		asked.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('timespan') ?? '');
		response.sendDate = false;
		response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = server.address() as AddressInfo;
		const trigger = new Poller({ url: `http://127.0.0.1:${port}` }, REGISTERED);
		pass(700);
		await trigger.poll();
		pass(10 * MINUTE);
		rows.push({ Id: 2 });
		expect(idsOf(await trigger.poll())).toEqual([2]);
		for (let poll = 0; poll < 3; poll++) {
			pass(10 * MINUTE);
			expect(await trigger.poll()).toEqual([]);
		}
		expect(asked).toEqual(['5', '15', '15', '15', '15']);
	} finally {
		server.close();
	}
});

it.each([
	{},
	{ sources: { registrations: { since: 'x', known: 7, pass: 'x' } } },
	{ sources: { registrations: { since: 1e12, known: '@', pass: { began: 'x', at: null } } } },
])('what is remembered may be damaged: %j', async (damaged) => {
	const trigger = new Poller(sandbox, REGISTERED);
	await trigger.poll();
	const [name] = Object.keys(trigger.staticData);
	const { about } = trigger.staticData[name] as { about: string };
	trigger.staticData = { [name]: { about, ...damaged } } as never;
	await trigger.poll();
	pass(MINUTE);
	const id = register();
	expect(idsOf(await trigger.poll())).toEqual([id]);
});

it('a test run shows who registered last, and is not remembered', async () => {
	register();
	pass(400 * DAY);
	const trigger = new Poller(sandbox, { ...REGISTERED, options: { fullContact: true } });
	expect(idsOf(await trigger.poll({ mode: 'manual' }))).toEqual([1]);
	expect(timespans().filter((span) => span > 0)).toHaveLength(3);
	const id = register({ Email: 'new@example.com' });
	const [item] = await trigger.poll({ mode: 'manual' });
	expect([dataOf(item).Id, (item.contact as IDataObject).Email]).toEqual([id, 'new@example.com']);
	expect(trigger.staticData).toEqual({});
});
