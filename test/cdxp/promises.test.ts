import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';

import type { IDataObject } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import type { FaultPlan, Sandbox } from '../../sandbox';
import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

// jest itself fails a test during which a rejection escapes.
const ACCOUNT = {
	lists: [{ id: 1, name: 'Newsletter' }],
	accounts: [{ id: 1, name: 'Example Shop' }],
	tags: ['VIP'],
};

jest.setTimeout(30_000);

let account: Account;
beforeEach(async () => (account = await startAccount({ account: ACCOUNT })));
afterEach(async () => await account.close());

const upsert = {
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	additionalFields: { firstName: '={{ $json.value }}' },
};
const create = { ...upsert, operation: 'create' };
const composed = (operation: 'upsert' | 'create') => ({
	...upsert,
	operation,
	options: {
		lists: { values: [{ list: by('id', '1'), status: 'subscribed' }] },
		account: by('id', '1'),
		tags: 'VIP',
	},
});
const setConsent = {
	resource: 'list',
	operation: 'setConsent',
	contact: by('email', '={{ $json.email }}'),
	list: by('id', '1'),
	status: 'subscribed',
};

const rows = (count: number, name = 'c') =>
	Array.from({ length: count }, (_, index) => ({
		email: `${name}${index}@example.com`,
		value: `v${index}`,
	}));
const emails = (items: IDataObject[]) => items.map(({ email }) => email);
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const journal = () => account.sandbox.journal;
const plan = (fault: FaultPlan) => account.sandbox.faults.add(fault);
/** Lets this many requests to a path through before the faults that were planned after it. */
const letThrough = (times: number, path: RegExp) =>
	plan({ kind: 'delay', delayMs: 0, times, match: { path } });
const REFUSED: FaultPlan = { kind: 'status', status: 422, body: { message: 'Not now' } };

async function until(condition: () => boolean, most = 20_000): Promise<void> {
	for (const started = Date.now(); !condition(); await pause(2)) {
		if (Date.now() - started > most) throw new Error('It never happened');
	}
}

/** The addresses sent to a path, in order. */
const sent = (path: RegExp) =>
	journal()
		.find('POST', path)
		.map(({ body }) => (body as { contact: IDataObject }).contact.email);
const times = (email: string, path: RegExp) => sent(path).filter((one) => one === email).length;
const CONTACT = /contact\/sync$|contacts$/;

describe('stop means stop', () => {
	/** Runs until the moment comes, stops the execution, and tells how long it took to end. */
	async function stopWhen(
		moment: () => boolean,
		parameters: IDataObject,
		items: IDataObject[],
		requestsPerSecond = 0,
	) {
		const stop = new AbortController();
		const running = account.run(parameters, items, {
			signal: stop.signal,
			onError: 'continueErrorOutput',
			credential: { requestsPerSecond },
		});
		await until(moment);
		stop.abort();
		const stopped = performance.now();
		const before = journal().total;
		const result = await running;
		expect(performance.now() - stopped).toBeLessThan(1000);
		expect(result.status).toBe('canceled');
		await pause(400);
		expect(journal().total).toBe(before);
		return result;
	}

	it('while items wait for a turn', async () => {
		const answered = () => journal().entries[0]?.status !== undefined;
		await stopWhen(() => answered() && journal().total === 1, upsert, rows(50), 1);
		expect(account.sandbox.store.contacts()).toHaveLength(1);
	});

	it('while everybody keeps quiet after a refusal', async () => {
		plan({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
		await stopWhen(() => journal().entries[0]?.status === 429, upsert, rows(50));
	});

	it('while a request is out: it is given up, and what became of it is said to be uncertain', async () => {
		letThrough(1, CONTACT);
		plan({ kind: 'timeout' });
		const { rejected } = await stopWhen(() => journal().total === 9, upsert, rows(100));
		const statuses = rejected.map((item) => detailsOf(item).status);
		expect(statuses).toEqual([
			...new Array<string>(8).fill('uncertain'),
			...new Array<string>(91).fill('not-attempted'),
		]);
	});

	it('while an item backs off before its next try', async () => {
		plan({ kind: 'status', status: 503, headers: { 'retry-after': '30' } });
		await stopWhen(() => journal().entries[0]?.status === 503, upsert, rows(50));
	});

	it('between the parts of an item', async () => {
		plan({ kind: 'delay', delayMs: 300, when: 'after', match: { path: /contactLists/ } });
		const { rejected } = await stopWhen(
			() => account.sandbox.store.tables.consents.all().length === 1,
			composed('upsert'),
			rows(5),
		);
		expect(journal().count('POST', /accountContacts|contactTags/)).toBe(0);
		expect(detailsOf(rejected[0]).parts.map(({ done }) => done)).toEqual([
			true,
			false,
			false,
			false,
		]);
	});
});

describe("n8n's Retry On Fail", () => {
	const MODES = ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const;

	it.each(MODES)(
		'%s: sends each plain create once, though the first item failed',
		async (onError) => {
			account.sandbox.rules.set({ duplicateRefused: false });
			plan({ ...REFUSED, times: 2, match: { path: CONTACT } });
			const { done, rejected, status } = await account.run(create, rows(6), { retry: 3, onError });
			expect(status).toBe('success');
			expect(rejected).toEqual([]);
			expect(emails(done)).toEqual(emails(rows(6)));
			expect(emails(account.sandbox.store.contacts() as never).sort()).toEqual(emails(rows(6)));
			// Only what was refused was sent again: the first item twice more where n8n tries the others meanwhile.
			expect(sent(CONTACT)).toHaveLength(8);
		},
	);

	it.each(MODES)(
		'%s: never sends a create again that may have been carried out',
		async (onError) => {
			account.sandbox.rules.set({ duplicateRefused: false });
			// Neither the answer comes, nor can the contact be looked for.
			plan({ kind: 'reset', when: 'after', times: 1, match: { path: CONTACT, method: 'POST' } });
			plan({ ...REFUSED, match: { method: 'GET' } });
			const { rejected, done, failure } = await account.run(create, rows(4), { retry: 3, onError });
			expect(times('c0@example.com', CONTACT)).toBe(1);
			const [first] = [...rejected, ...done];
			if (onError === 'stopWorkflow') expect(failure?.message).toContain('No answer');
			else expect(detailsOf(first).status).toBe('uncertain');
			const copies = emails(account.sandbox.store.contacts() as never);
			expect(new Set(copies).size).toBe(copies.length);
		},
	);

	it.each([
		['after', 1],
		['before', 2],
	] as const)(
		'looks for the contact whose answer was lost %s it was stored',
		async (when, count) => {
			account.sandbox.rules.set({ duplicateRefused: false });
			plan({ kind: 'reset', when, times: 1 });
			const { done } = await account.run(create, rows(4), { retry: 3 });
			expect(emails(done)).toEqual(emails(rows(4)));
			expect(times('c0@example.com', CONTACT)).toBe(count);
			expect(account.sandbox.store.contacts()).toHaveLength(4);
		},
	);

	it('takes a composed upsert up where it stopped', async () => {
		plan({ ...REFUSED, times: 1, match: { path: /contactTags/ } });
		const { done, status } = await account.run(composed('upsert'), rows(4), { retry: 3 });
		expect([status, emails(done)]).toEqual(['success', emails(rows(4))]);
		for (const email of emails(rows(4))) expect(times(email as string, CONTACT)).toBe(1);
		expect(journal().count('POST', /contactLists/)).toBe(4);
		expect(journal().count('POST', /contactTags/)).toBe(5);
	});

	it('leaves the last word to the last item of a record, whichever try carries it out', async () => {
		// The first item fails and is sent by the second try, after the others of the same person.
		plan({ ...REFUSED, times: 1, match: { path: CONTACT } });
		const items = [
			{ email: 'jan@example.com', value: 'first' },
			{ email: 'JAN@example.com', value: 'second' },
			{ email: 'ola@example.com', value: 'other' },
			{ email: 'jan@example.com', value: 'last' },
		];
		const { done } = await account.run(upsert, items, { retry: 3, onError: 'continueErrorOutput' });
		expect(done.map(({ firstName }) => firstName)).toEqual(['first', 'second', 'other', 'last']);
		expect(account.sandbox.store.contactByEmail('jan@example.com')?.firstName).toBe('last');
		expect(times('ola@example.com', CONTACT)).toBe(1);
	});

	it('does not forget what an earlier try did when a later one meets a fault of the set-up', async () => {
		plan({ ...REFUSED, times: 1, match: { path: CONTACT } });
		letThrough(2, CONTACT);
		plan({ kind: 'status', status: 403, match: { path: CONTACT } });
		const { done, rejected, paired } = await account.run(upsert, rows(3), {
			retry: 2,
			onError: 'continueErrorOutput',
		});
		expect([emails(done), paired()]).toEqual([
			['c1@example.com', 'c2@example.com'],
			[1, 2],
		]);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual(['forbidden']);
	});

	it('says of an item that a later try has overwritten and not carried out again that it is not done', async () => {
		const items = [
			{ email: 'jan@example.com', value: 'first' },
			...rows(40),
			{ email: 'jan@example.com', value: 'last' },
		];
		// The first try refuses 34 items. The second does the first of them, and ends before it comes to the last of all.
		plan({ ...REFUSED, times: 34, match: { path: CONTACT } });
		letThrough(9, CONTACT);
		plan({ kind: 'status', status: 402, match: { path: CONTACT } });
		const { done, rejected } = await account.run(upsert, items, {
			retry: 2,
			onError: 'continueErrorOutput',
		});
		expect(done[0].firstName).toBe('first');
		expect(done).toHaveLength(8);
		expect(account.sandbox.store.contactByEmail('jan@example.com')?.firstName).toBe('first');
		const last = rejected[rejected.length - 1];
		expect([inputOf(last).value, detailsOf(last).status]).toEqual(['last', 'not-attempted']);
	});
});

it('starts nothing behind an item that ended the run, also where it waits for the same record', async () => {
	letThrough(1, CONTACT);
	plan({ kind: 'status', status: 402, match: { path: CONTACT } });
	const items = [
		{ email: 'other@example.com' },
		...Array.from({ length: 10 }, (_, row) => ({ email: 'jan@example.com', row })),
	];
	const { rejected } = await account.run(upsert, items, { onError: 'continueErrorOutput' });
	expect(rejected.map((item) => detailsOf(item).status)).toEqual([
		'failed',
		...new Array<string>(9).fill('not-attempted'),
	]);
	expect(rejected.map(inputOf)).toEqual(items.slice(1));
	expect(times('jan@example.com', CONTACT)).toBe(1);
});

it('takes an empty answer for none: what it says nothing of is sent again', async () => {
	for (const path of [CONTACT, /contactLists$/, /accountContacts$/, /contactTags$/])
		plan({ kind: 'empty', times: 1, match: { method: 'POST', path } });
	const { done } = await account.run(composed('upsert'), rows(2));
	expect(emails(done)).toEqual(emails(rows(2)));
	const { store } = account.sandbox;
	for (const { id } of store.contacts()) {
		expect(store.listStatusOf(id)).toEqual({ '1': 1 });
		expect([store.accountOf(id)?.name, store.tagsOf(id)]).toEqual(['Example Shop', ['VIP']]);
	}
});

it('shares the pace between executions that run at once', async () => {
	const runs = await Promise.all(
		['a', 'b'].map(
			async (name) =>
				await account.run(upsert, rows(20, name), { credential: { requestsPerSecond: 20 } }),
		),
	);
	expect(runs.map(({ done }) => done.length)).toEqual([20, 20]);
	// On a pace of its own, each would be done after one second.
	const [first, last] = [journal().entries[0], journal().entries[39]];
	expect(last.at - first.at).toBeGreaterThan(1700);
});

it('is fair: one item ends within a second while 2,000 hold the account', async () => {
	const credential = { requestsPerSecond: 20 };
	const stop = new AbortController();
	const large = account.run(upsert, rows(2000), { credential, signal: stop.signal });
	await until(() => journal().total >= 5);
	const started = performance.now();
	const { done } = await account.run(upsert, rows(1, 'small'), { credential });
	const took = performance.now() - started;
	stop.abort();
	await large;
	expect(done).toHaveLength(1);
	expect(took).toBeLessThan(1000);
});

describe('a fault of the set-up costs two requests at most', () => {
	const operations = {
		upsert,
		create,
		setConsent,
		'composed upsert': composed('upsert'),
		'composed create': composed('create'),
	};
	const faults: Record<string, FaultPlan> = {
		'a token refused': { kind: 'status', status: 403 },
		'a suspended account': { kind: 'status', status: 402 },
		'no API there': { kind: 'status', status: 404, body: {} },
		'a redirect': { kind: 'redirect', headers: { location: 'https://example.com/' } },
		'a web page': { kind: 'html', status: 200 },
	};
	const widths = { unpaced: 0, paced: 100 };
	const cases = Object.keys(operations).flatMap((operation) =>
		Object.keys(faults).map((fault) => [operation, fault] as const),
	);

	it.each(cases)('%s, %s', async (operation, fault) => {
		for (const requestsPerSecond of Object.values(widths)) {
			account.sandbox.reset();
			plan(faults[fault]);
			const { rejected, hints } = await account.run(
				operations[operation as keyof typeof operations],
				rows(100),
				{ onError: 'continueErrorOutput', credential: { requestsPerSecond } },
			);
			// Before a plain create is given up, the contact is looked for.
			expect(journal().total).toBeLessThanOrEqual(operation === 'create' ? 3 : 2);
			expect(rejected.map(inputOf)).toEqual(rows(100));
			expect(rejected.slice(1).every((item) => detailsOf(item).status === 'not-attempted')).toBe(
				true,
			);
			expect(hints).toHaveLength(1);
		}
	});
});

describe('a process killed in the middle', () => {
	/** Everything that is stored, without ids and times. */
	const stored = ({ store }: Sandbox) =>
		store
			.contacts()
			.map(({ id, email, firstName }) => ({
				email,
				firstName,
				lists: store.listStatusOf(id),
				tags: store.tagsOf(id),
				account: store.accountOf(id)?.name,
			}))
			.sort((a, b) => a.email.localeCompare(b.email, 'en'));

	it('and run again ends as a clean run does', async () => {
		const items = rows(300).map((row, index) =>
			index % 10 === 9 ? { ...row, email: `C${index - 1}@example.com` } : row,
		);
		const parameters = composed('upsert');
		const folder = mkdtempSync(path.join(tmpdir(), 'killed-'));
		const job = path.join(folder, 'job.json');
		const { url: accountUrl, token: apiToken, store } = account.sandbox;
		writeFileSync(job, JSON.stringify({ accountUrl, apiToken, parameters, items }));
		const root = path.join(__dirname, '..', '..');
		const child = spawn(
			process.execPath,
			['--import', 'tsx', path.join(__dirname, 'killable.ts'), job],
			{ cwd: root, stdio: 'ignore' },
		);
		const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
		try {
			// The process needs its time to start.
			await until(() => store.contacts().length >= 130, 90_000);
		} finally {
			child.kill('SIGKILL');
			rmSync(folder, { recursive: true, force: true });
		}
		expect(await ended).toBe('SIGKILL');
		expect(store.contacts().length).toBeLessThan(270);

		const again = await account.run(parameters, items);
		expect(again.done.map(({ firstName }) => firstName)).toEqual(items.map(({ value }) => value));
		const clean = await startAccount({ account: ACCOUNT });
		try {
			await clean.run(parameters, items);
			expect(stored(account.sandbox)).toEqual(stored(clean.sandbox));
		} finally {
			await clean.close();
		}
	}, 150_000);
});

describe('the token is nowhere', () => {
	const SECRET = 'T0ken-of-the-account/that=must+not leak';
	const FORMS = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')].map(
		(text) => text.slice(0, 20),
	);
	let said: string[];

	beforeEach(async () => {
		await account.close();
		account = await startAccount({ account: ACCOUNT, token: SECRET });
		said = [];
		const listen = (...words: unknown[]) => void said.push(inspect(words, { depth: 10 }));
		for (const stream of [process.stdout, process.stderr])
			jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
		for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
			jest.spyOn(console, level).mockImplementation(listen);
		const logger = { error: listen, warn: listen, info: listen, debug: listen };
		LoggerProxy.init({ ...logger, scoped: () => logger } as never);
	});
	afterEach(() => jest.restoreAllMocks());

	/** Every text inside a value, however deep and hidden: causes of errors, symbols, maps, buffers. */
	function everything(value: unknown, seen = new Set<unknown>()): string[] {
		if (typeof value === 'string') return [value];
		if (Buffer.isBuffer(value)) return [value.toString('latin1')];
		if (typeof value !== 'object' || value === null || seen.has(value)) return [];
		seen.add(value);
		const inside =
			value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : [];
		const own = Object.values(Object.getOwnPropertyDescriptors(value)).map((one) => one.value);
		const hidden = Object.getOwnPropertySymbols(value).map((key) => (value as never)[key]);
		return [
			...Object.keys(value),
			...[...inside, ...own, ...hidden].flatMap((one) => everything(one, seen)),
		];
	}

	const faults: Array<{ name: string; fault?: FaultPlan; credential?: IDataObject }> = [
		...[400, 401, 402, 403, 404, 422].map((status) => ({
			name: String(status),
			fault: { kind: 'status', status } as const,
		})),
		{ name: '500', fault: { kind: 'status', status: 500, times: 2 } },
		{ name: '429', fault: { kind: 'status', status: 429, headers: { 'retry-after': '600' } } },
		{ name: 'a reset', fault: { kind: 'reset', times: 2 } },
		{ name: 'a reset after', fault: { kind: 'reset', when: 'after', times: 2 } },
		{ name: 'a truncated answer', fault: { kind: 'truncate', times: 2 } },
		{ name: 'a web page', fault: { kind: 'html', status: 200 } },
		{ name: 'an empty answer', fault: { kind: 'empty', times: 2 } },
		{
			name: 'a redirect',
			fault: { kind: 'redirect', headers: { location: 'https://example.com/x' } },
		},
		{ name: 'nobody there', credential: { accountUrl: 'http://127.0.0.1:1' } },
		{ name: 'an impossible address', credential: { accountUrl: 'http://example.com' } },
		{ name: 'an impossible token', credential: { apiToken: `${SECRET}\n` } },
	];

	it.each(faults)('$name', async ({ fault, credential }) => {
		for (const parameters of [upsert, create]) {
			for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
				account.sandbox.reset();
				if (fault !== undefined) plan(fault);
				const result = await account.run(parameters, rows(3), { onError, credential });
				const { raw, failure, hints, done, rejected } = result;
				const found = everything({ raw, failure, hints, done, rejected });
				const text = [...found, failure?.stack, JSON.stringify(raw), ...said].join('\n');
				expect(found.length).toBeGreaterThan(20);
				for (const form of FORMS) expect(text.includes(form)).toBe(false);
			}
		}
	});

	it('a stopped request', async () => {
		plan({ kind: 'timeout' });
		const stop = new AbortController();
		const running = account.run(upsert, rows(3), { signal: stop.signal });
		await until(() => journal().total === 1);
		stop.abort();
		const { raw, failure } = await running;
		const text = [...everything({ raw, failure }), ...said].join('\n');
		for (const form of FORMS) expect(text.includes(form)).toBe(false);
	});

	it('and goes to its own host only', async () => {
		const seen: string[] = [];
		const elsewhere = http.createServer((request, response) => {
			seen.push(JSON.stringify(request.headers));
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		const { port } = elsewhere.address() as AddressInfo;
		try {
			for (const status of [301, 302, 303, 307, 308]) {
				account.sandbox.reset();
				plan({ kind: 'redirect', status, headers: { location: `http://127.0.0.1:${port}/` } });
				const { rejected } = await account.run(upsert, rows(2), { onError: 'continueErrorOutput' });
				expect(rejected).toHaveLength(2);
			}
			expect(seen).toEqual([]);
		} finally {
			await new Promise((resolve) => elsewhere.close(resolve));
		}
	});
});
