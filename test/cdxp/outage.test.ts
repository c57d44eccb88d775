/** The platform goes away in the middle of a run, for longer than the tries of one request last, and comes back or does not. */
import type { IDataObject } from 'n8n-workflow';

import type { FaultPlan } from '../../sandbox';
import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

const onError = 'continueErrorOutput' as const;
const PACED = { requestsPerSecond: 20 };

jest.setTimeout(60_000);

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			contacts: [{ id: 10, email: 'jan@example.com' }],
		},
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await account.close();
});

const upsert = { resource: 'contact', operation: 'upsert', email: '={{ $json.email }}' };
const note = {
	resource: 'note',
	operation: 'create',
	on: 'contact',
	contact: by('id', '10'),
	text: '={{ $json.text }}',
};
const rows = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		email: `c${index}@example.com`,
		text: `Note ${index}`,
	}));
const emails = (items: IDataObject[]) => items.map(({ email }) => email);
const stored = () => account.sandbox.store.contacts().length - 1;
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const asked = (path: RegExp) => account.sandbox.journal.find('GET', path).length;
const PROOF = /users\/me$/;

async function until(condition: () => boolean): Promise<void> {
	for (const started = Date.now(); !condition(); await pause(2)) {
		if (Date.now() - started > 40_000) throw new Error('It never happened');
	}
}

/** Once this is so the platform answers nobody. */
async function goAway(when: () => boolean, fault: FaultPlan): Promise<void> {
	await until(when);
	account.sandbox.faults.add(fault);
}

/** It answers again once it has been looked for in vain: the tries of a request are then long over. */
async function comeBack(): Promise<void> {
	await until(() => asked(PROOF) > 1);
	account.sandbox.faults.clear();
}

describe('an outage that ends', () => {
	it.each([
		["a proxy's page", { kind: 'html', status: 502 }],
		['broken connections', { kind: 'reset' }],
	] as const)('%s: no item is lost, and none stored twice', async (_, fault) => {
		const items = rows(80);
		const running = account.run(upsert, items, { onError, credential: PACED });
		await goAway(() => stored() >= 10, fault);
		await comeBack();
		const { done, rejected, paired } = await running;
		expect(rejected).toEqual([]);
		expect(emails(done)).toEqual(emails(items));
		expect(paired()).toEqual(items.map((__, index) => index));
		expect(stored()).toBe(80);
	});

	it('does not write a consent over a withdrawal that came meanwhile', async () => {
		const { faults, journal, store } = account.sandbox;
		const EMAIL = 'ewa@example.com';
		store.addContact({ email: EMAIL, lists: { '1': 0 } });
		const lists = { values: [{ list: by('list', '1'), status: 'subscribed' }] };
		const running = account.run({ ...upsert, options: { lists } }, [{ email: EMAIL }], { onError });
		const written = () => journal.find('POST', /contactLists$/);
		for (const match of [{ method: 'POST', path: /contactLists$/ }, { path: PROOF }])
			faults.add({ kind: 'status', status: 503, match });
		await until(() => asked(PROOF) > 1);
		account.sandbox.unsubscribe(EMAIL, 1);
		const tries = written().length;
		faults.clear();
		const { done, rejected } = await running;
		expect([done.length, rejected]).toEqual([1, []]);
		expect(written()).toHaveLength(tries);
		expect(store.listStatusOf(store.contactByEmail(EMAIL)!.id)['1']).toBe(2);
	});

	it('leaves at most one plain create uncertain: the others wait', async () => {
		const items = rows(20);
		const notes = () => account.sandbox.store.tables.notes.size;
		const running = account.run(note, items, { onError, credential: PACED });
		await goAway(() => notes() >= 5, { kind: 'status', status: 503 });
		await comeBack();
		const { done, rejected } = await running;
		expect(rejected.map((item) => detailsOf(item).status)).toEqual(['uncertain']);
		expect(done).toHaveLength(19);
		expect(notes()).toBe(19);
		expect(account.sandbox.journal.find('POST', /notes$/)).toHaveLength(20);
	});
});

describe('an outage that does not end', () => {
	it('ends the run with one cause; what was not begun is not attempted, and nothing is lost', async () => {
		const items = rows(400);
		const running = account.run(upsert, items, { onError, credential: PACED });
		await goAway(() => stored() >= 10, { kind: 'status', status: 503 });
		// From now on a minute passes in little more than a second.
		const [from, now] = [Date.now(), Date.now.bind(Date)];
		jest.spyOn(Date, 'now').mockImplementation(() => from + (now() - from) * 50);
		const { done, rejected, hints, status } = await running;
		expect(status).toBe('success');
		expect(emails(done)).toHaveLength(stored());
		const all = [...done, ...rejected.map(inputOf)];
		expect(new Set(emails(all))).toEqual(new Set(emails(items)));
		expect(all).toHaveLength(items.length);
		const statuses = rejected.map((item) => detailsOf(item).status);
		expect(new Set(statuses)).toEqual(new Set(['failed', 'not-attempted']));
		expect(statuses.filter((one) => one === 'not-attempted').length).toBeGreaterThan(100);
		expect(hints).toEqual([
			expect.stringMatching(/not attempted.*Service Unavailable\. The platform had a fault/),
		]);
		const before = account.sandbox.journal.total;
		await pause(500);
		expect(account.sandbox.journal.total).toBe(before);
	});

	it('can be stopped', async () => {
		const stop = new AbortController();
		const running = account.run(upsert, rows(40), {
			onError,
			credential: PACED,
			signal: stop.signal,
		});
		await goAway(() => stored() >= 10, { kind: 'status', status: 503 });
		await until(() => asked(PROOF) > 1);
		stop.abort();
		const stopped = performance.now();
		const { status } = await running;
		expect([status, performance.now() - stopped < 1000]).toEqual(['canceled', true]);
	});
});

it('fails a request that finds nobody although others do', async () => {
	const { faults, journal, store } = account.sandbox;
	const ids = rows(30).map(({ email }) => String(store.addContact({ email }).id));
	const path = new RegExp(`contacts/${ids[16]}$`);
	faults.add({ kind: 'status', status: 503, match: { path } });
	const get = { resource: 'contact', operation: 'get', contact: by('id', '={{ $json.id }}') };
	const { done, rejected } = await account.run(
		get,
		ids.map((id) => ({ id })),
		{ onError },
	);
	expect(done).toHaveLength(29);
	expect(rejected.map(inputOf)).toEqual([{ id: ids[16] }]);
	expect(detailsOf(rejected[0]).status).toBe('failed');
	// Its six tries, and one more once it was known that the platform is there.
	expect([journal.find('GET', path).length, asked(PROOF)]).toEqual([7, 2]);
});
