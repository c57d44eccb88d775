/**
 * Every way to set one contact's consent on one list, in every order that can go wrong. With Keep Unsubscribed on, no way
 * may end with a withdrawn consent moved. `npx jest --verbose test/cdxp/consentMatrix` prints the matrix.
 */
import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, startAccount } from './harness';

type Path = 'upsert' | 'setConsent';
type Wanted = 'subscribed' | 'unconfirmed' | 'unsubscribed';
/** `new`: there is no such contact; `none`: the contact is on no list. */
type Present = 'new' | 'none' | 0 | 1 | 2 | 3;

interface Cell {
	path: Path;
	present: Present;
	wanted: Wanted;
	keep: boolean;
}

const STATUS = { unconfirmed: 0, subscribed: 1, unsubscribed: 2 } as const;
const WITHDRAWN = 2;
const NAMES: Record<Present, string> = {
	new: 'new contact',
	none: 'on no list',
	0: 'unconfirmed',
	1: 'subscribed',
	2: 'unsubscribed',
	3: 'bounced',
};

const CELLS: Cell[] = (['upsert', 'setConsent'] as const).flatMap((path) =>
	([true, false] as const).flatMap((keep) =>
		([...(path === 'upsert' ? ['new' as const] : []), 'none', 0, 1, 2, 3] as const).flatMap(
			(present) =>
				(['subscribed', 'unconfirmed', 'unsubscribed'] as const).map((wanted) => ({
					path,
					present,
					wanted,
					keep,
				})),
		),
	),
);

/** What must be stored and reported, given whether the contact has withdrawn its consent before this is carried out. */
function ending({ wanted, keep }: Cell, withdrawn: boolean) {
	const kept = keep && withdrawn && wanted !== 'unsubscribed';
	return {
		stored: kept ? WITHDRAWN : STATUS[wanted],
		reported: kept ? 'kept-unsubscribed' : wanted,
	};
}

const title = (cell: Cell, stored: number | 'either') =>
	[
		cell.path.padEnd(10),
		`keep ${cell.keep ? 'on ' : 'off'}`,
		`${NAMES[cell.present].padEnd(12)} → ${cell.wanted.padEnd(12)}`,
		`stored: ${stored === 'either' ? 'the last one' : NAMES[stored as Present]}`,
	].join(' · ');

const opened: Account[] = [];
afterAll(async () => await Promise.all(opened.map(async ({ close }) => await close())));

async function open(options: Parameters<typeof startAccount>[0] = {}): Promise<Account> {
	const account = await startAccount({
		account: { lists: [{ id: 1, name: 'Newsletter' }] },
		...options,
	});
	opened.push(account);
	return account;
}

/** A contact in an account. */
interface Scene {
	account: Account;
	email: string;
}
const isSync = { method: 'POST', path: /\/sync$/ };
const isWrite = { method: 'POST', path: /\/contactLists$/ };
const isRead = { method: 'GET', path: /\/contactLists$/ };

function stored({ account, email }: Scene): number {
	const { store } = account.sandbox;
	return store.listStatusOf(store.contactByEmail(email)!.id)['1'];
}

function parametersOf(path: Path, keep: boolean): IDataObject {
	const options = { keepUnsubscribed: keep };
	const list = by('list', '1');
	const status = '={{ $json.wanted }}';
	return path === 'upsert'
		? {
				resource: 'contact',
				operation: 'upsert',
				email: '={{ $json.email }}',
				options: { ...options, lists: { values: [{ list, status }] } },
			}
		: {
				resource: 'list',
				operation: 'setConsent',
				contact: by('email', '={{ $json.email }}'),
				list,
				status,
				options,
			};
}

/** Carries the wanted statuses out, one item each, and returns what was reported. */
async function carryOut(
	{ account, email }: Scene,
	{ path, keep }: Pick<Cell, 'path' | 'keep'>,
	wanted: Wanted[],
	options: Parameters<Account['run']>[2] = {},
): Promise<unknown[]> {
	const { done, rejected, failure } = await account.run(
		parametersOf(path, keep),
		// The same contact, in another case of the address.
		wanted.map((one, index) => ({
			email: index % 2 === 0 ? email : email.toUpperCase(),
			wanted: one,
		})),
		{ onError: 'continueErrorOutput', ...options },
	);
	expect([failure?.message, rejected]).toEqual([undefined, []]);
	return done.map((item) =>
		path === 'upsert' ? (item.lists as IDataObject[])[0].status : item.status,
	);
}

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something has happened, or the work has ended; whether it happened while it went on. */
async function during(work: Promise<unknown>, happened: () => boolean): Promise<boolean> {
	let ended = false;
	void work.finally(() => (ended = true)).catch(() => undefined);
	while (!happened() && !ended) await pause(2);
	return happened() && !ended;
}

/** Withdraws the contact's consent, as the contact does, once something has happened; whether it came to that. */
async function withdrawOnce(
	{ account, email }: Scene,
	happened: () => boolean,
	work: Promise<unknown>,
): Promise<boolean> {
	const inTime = await during(work, happened);
	if (inTime) account.sandbox.unsubscribe(email, 1);
	return inTime;
}

const AT_ONCE = 11;
/** Long enough for another execution to send something, or to come and go. */
const LATE_MS = 500;
const VERY_LATE_MS = 3000;

/** Tries every cell, some at once, and shows each as a test of its own: the outcome, and what must become of it. */
function matrix(
	order: string,
	outcome: (cell: Cell) => number | 'either',
	trial: (scene: Scene, cell: Cell) => Promise<() => void>,
) {
	describe(order, () => {
		const trials = new Map<Cell, () => void>();

		beforeAll(async () => {
			const left = [...CELLS];
			const worker = async () => {
				const account = await open();
				for (let cell = left.shift(); cell !== undefined; cell = left.shift()) {
					account.sandbox.faults.clear();
					const email = `contact${left.length}@example.com`;
					const { present } = cell;
					if (present !== 'new')
						account.sandbox.store.addContact({
							email,
							...(present !== 'none' && { lists: { '1': present } }),
						});
					try {
						trials.set(cell, await trial({ account, email }, cell));
					} catch (error) {
						trials.set(cell, () => {
							throw error;
						});
					}
				}
			};
			await Promise.all(Array.from({ length: AT_ONCE }, worker));
		}, 120_000);

		it.each(CELLS.map((cell) => [title(cell, outcome(cell)), cell] as const))('%s', (_, cell) =>
			trials.get(cell)!(),
		);
	});
}

const isOut = ({ present }: Cell) => present === WITHDRAWN;

/** With Keep Unsubscribed on, a status that is right already is not written, so that nothing can go wrong on the way. */
const isWritten = ({ present, wanted, keep }: Cell) =>
	!keep || wanted === 'unsubscribed' || (present !== WITHDRAWN && present !== STATUS[wanted]);

matrix(
	'alone',
	(cell) => ending(cell, isOut(cell)).stored,
	async (scene, cell) => {
		const reported = await carryOut(scene, cell, [cell.wanted]);
		return () => {
			const expected = ending(cell, isOut(cell));
			expect(reported).toEqual([expected.reported]);
			expect(stored(scene)).toBe(expected.stored);
		};
	},
);

matrix(
	'two rows of one contact in one run: the wanted status, then a withdrawal',
	() => WITHDRAWN,
	async (scene, cell) => {
		const reported = await carryOut(scene, cell, [cell.wanted, 'unsubscribed']);
		return () => {
			expect(reported).toEqual([ending(cell, isOut(cell)).reported, 'unsubscribed']);
			expect(stored(scene)).toBe(WITHDRAWN);
		};
	},
);

matrix(
	'two rows of one contact in one run: a withdrawal, then the wanted status',
	(cell) => ending(cell, true).stored,
	async (scene, cell) => {
		const reported = await carryOut(scene, cell, ['unsubscribed', cell.wanted]);
		return () => {
			const expected = ending(cell, true);
			expect(reported).toEqual(['unsubscribed', expected.reported]);
			expect(stored(scene)).toBe(expected.stored);
		};
	},
);

for (const withdrawsFirst of [false, true]) {
	matrix(
		`two executions at once, the one that withdraws starts ${withdrawsFirst ? 'first' : 'second'}`,
		({ keep }) => (keep ? WITHDRAWN : 'either'),
		async (scene, cell) => {
			// What the first execution sends about the contact is answered late; meanwhile the second one starts.
			const { faults } = scene.account.sandbox;
			const late = (
				[
					// Nothing is read of a new contact, so that the other one has to be done before the first one writes.
					[isSync, 'after', cell.present === 'new' ? VERY_LATE_MS : LATE_MS],
					[isRead, 'after', LATE_MS],
					[isWrite, 'before', LATE_MS],
				] as const
			).map(([match, when, delayMs]) =>
				faults.add({ kind: 'delay', delayMs, when, times: 1, match }),
			);
			const inOrder: Wanted[] = [cell.wanted, 'unsubscribed'];
			if (withdrawsFirst) inOrder.reverse();
			const first = carryOut(scene, cell, [inOrder[0]]);
			const met = await during(first, () => late.some(({ hits }) => hits > 0));
			await Promise.all([first, carryOut(scene, cell, [inOrder[1]])]);
			return () => {
				const either = cell.keep ? [WITHDRAWN] : [WITHDRAWN, STATUS[cell.wanted]];
				expect(either).toContain(stored(scene));
				expect(met).toBe(true);
			};
		},
	);
}

for (const [what, fault] of [
	['the answer is lost', { kind: 'reset', when: 'after' }],
	['the request is lost', { kind: 'reset', when: 'before' }],
	['the answer is cut short', { kind: 'truncate' }],
	['the limit refuses it', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
] as const) {
	matrix(
		`${what}, and the contact withdraws before it is sent again`,
		(cell) => ending(cell, isOut(cell) || isWritten(cell)).stored,
		async (scene, cell) => {
			const struck = scene.account.sandbox.faults.add({ ...fault, times: 1, match: isWrite });
			const work = carryOut(scene, cell, [cell.wanted]);
			const withdrew = await withdrawOnce(scene, () => struck.hits > 0, work);
			const reported = await work;
			return () => {
				const expected = ending(cell, isOut(cell) || withdrew);
				expect(reported).toEqual([expected.reported]);
				expect(stored(scene)).toBe(expected.stored);
				expect(withdrew).toBe(isWritten(cell));
			};
		},
	);
}

matrix(
	'the first try of Retry On Fail is refused, and the contact withdraws before the second',
	(cell) => ending(cell, isOut(cell) || isWritten(cell)).stored,
	async (scene, cell) => {
		const body = { errors: [{ title: 'Not now', detail: '', code: 'field_invalid' }] };
		const refusal = { kind: 'status', status: 422, body, times: 1, match: isWrite } as const;
		const refused = scene.account.sandbox.faults.add(refusal);
		// The second try meets a late answer first, so that there is time to withdraw.
		scene.account.sandbox.faults.add({
			kind: 'delay',
			delayMs: 40,
			match: { method: 'GET', path: /\/lists$/ },
			every: 2,
			times: 1,
		});
		const work = carryOut(scene, cell, [cell.wanted], { retry: 2 });
		const withdrew = await withdrawOnce(scene, () => refused.hits > 0, work);
		const reported = await work;
		return () => {
			const expected = ending(cell, isOut(cell) || withdrew);
			expect(reported).toEqual([expected.reported]);
			expect(stored(scene)).toBe(expected.stored);
			expect(withdrew).toBe(isWritten(cell));
		};
	},
);

const EMAIL = 'jan@example.com';

describe('with Keep Unsubscribed on, nothing is written when the present status cannot be read', () => {
	let account: Account;
	beforeEach(async () => {
		account = await open();
		account.sandbox.store.addContact({ email: EMAIL, lists: { '1': WITHDRAWN } });
	});

	const row = { id: '1', contact: '1', list: '1', status: '2' };
	const answers: Array<[string, IDataObject]> = [
		['a 404', { status: 404, body: { message: 'No Result found for Subscriber with id 1' } }],
		['a refusal', { status: 400, body: {} }],
		['rows that are null', { status: 200, body: { contactLists: null } }],
		['rows that are an object', { status: 200, body: { contactLists: { '1': 1 } } }],
		...[null, '', 'active', undefined, -1, 1.5].map((status): [string, IDataObject] => [
			`the status ${JSON.stringify(status)}`,
			{ status: 200, body: { contactLists: [{ ...row, status }] } },
		]),
		['a row without a list', { status: 200, body: { contactLists: [{ ...row, list: null }] } }],
		['a row that is null', { status: 200, body: { contactLists: [null] } }],
	];
	const cases = answers.flatMap(([name, answer]) =>
		(['upsert', 'setConsent'] as const).flatMap((path) =>
			(['subscribed', 'unconfirmed'] as const).map(
				(wanted) => [name, path, wanted, answer] as const,
			),
		),
	);

	it.each(cases)('%s · %s · %s', async (_, path, wanted, answer) => {
		account.sandbox.faults.add({ kind: 'status', match: isRead, ...answer } as never);
		const { done, rejected } = await account.run(
			parametersOf(path, true),
			[
				{ email: EMAIL, wanted },
				{ email: 'nobody', wanted },
			],
			{ onError: 'continueErrorOutput' },
		);
		expect([done.length, rejected.length]).toEqual([0, 2]);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			parts:
				path === 'upsert'
					? [
							{ part: 'contact', done: true },
							{ part: 'list Newsletter (ID 1)', done: false },
						]
					: [],
		});
		expect(account.sandbox.journal.count('POST', /contactLists/)).toBe(0);
		expect(stored({ account, email: EMAIL })).toBe(WITHDRAWN);
	});

	it.each([
		['no body', { kind: 'empty' }],
		['a body without rows', { kind: 'status', status: 200, body: {} }],
		["a proxy's page", { kind: 'html', status: 200 }],
		['a body cut short', { kind: 'truncate' }],
	] as const)(
		'%s, however often it is asked',
		async (_, fault) => {
			account.sandbox.faults.add({ match: isRead, ...fault });
			const { rejected } = await account.run(
				parametersOf('setConsent', true),
				[{ email: EMAIL, wanted: 'subscribed' }],
				{ onError: 'continueErrorOutput' },
			);
			expect(detailsOf(rejected[0]).status).toBe('failed');
			expect(stored({ account, email: EMAIL })).toBe(WITHDRAWN);
		},
		60_000,
	);

	it('before a repeat either', async () => {
		account.sandbox.store.setConsent('1', '1', 1);
		account.sandbox.faults.add({ kind: 'reset', when: 'before', times: 1, match: isWrite });
		const unreadable = { kind: 'status', status: 200, body: { contactLists: null } } as const;
		account.sandbox.faults.add({ ...unreadable, match: isRead, every: 2 });
		const { rejected } = await account.run(
			parametersOf('upsert', true),
			[{ email: EMAIL, wanted: 'unconfirmed' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(detailsOf(rejected[0]).code).toBe('consents_unreadable');
		expect(stored({ account, email: EMAIL })).toBe(1);
	});
});

describe('a withdrawn consent is seen', () => {
	it.each([21, 101, 130])(
		'on list %d of a contact, should the platform cut what hangs on it into pages',
		async (last) => {
			const account = await open({ rules: { partsComeWhole: false } });
			const lists: Record<string, number> = {};
			for (let id = 2; id <= last; id++) {
				account.sandbox.store.addList({ id, name: `List ${id}` });
				lists[id] = 1;
			}
			const { id } = account.sandbox.store.addContact({ email: EMAIL, lists });
			account.sandbox.store.setConsent(id, '1', WITHDRAWN);
			const cell = { path: 'setConsent', keep: true } as const;
			expect(await carryOut({ account, email: EMAIL }, cell, ['subscribed'])).toEqual([
				'kept-unsubscribed',
			]);
		},
	);

	it('where a list comes twice', async () => {
		const account = await open();
		account.sandbox.store.addContact({ email: EMAIL, lists: { '1': 2 } });
		const rows = [
			{ contact: '1', list: '1', id: '1', status: '2' },
			{ contact: '1', list: '1', id: '2', status: '1' },
		];
		const body = { contactLists: rows };
		account.sandbox.faults.add({ kind: 'status', status: 200, match: isRead, body });
		const cell = { path: 'upsert', keep: true } as const;
		expect(await carryOut({ account, email: EMAIL }, cell, ['subscribed'])).toEqual([
			'kept-unsubscribed',
		]);
	});

	it('where the platform says of every contact that it was created', async () => {
		let now = Date.UTC(2024, 4, 24);
		const account = await open({
			account: {
				lists: [{ id: 1, name: 'Newsletter' }],
				contacts: [{ email: EMAIL, lists: { '1': 2 } }],
			},
			rules: { syncStatus201Then200: false },
			now: () => now,
		});
		now += 60_000;
		const cell = { path: 'upsert', keep: true } as const;
		expect(await carryOut({ account, email: EMAIL }, cell, ['subscribed'])).toEqual([
			'kept-unsubscribed',
		]);
	});

	it('when the turn of the request comes late', async () => {
		const account = await open();
		account.sandbox.store.addContact({ email: EMAIL, lists: { '1': 1 } });
		const { faults } = account.sandbox;
		const read = faults.add({
			kind: 'delay',
			delayMs: 2000,
			when: 'after',
			times: 1,
			match: isRead,
		});
		const work = carryOut({ account, email: EMAIL }, { path: 'setConsent', keep: true }, [
			'unconfirmed',
		]);
		await during(work, () => read.hits > 0);
		// Meanwhile another execution is refused, and everybody keeps quiet.
		const refused = faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '8' },
			times: 1,
			match: { path: /\/tags$/ },
		});
		const other = account.run({ resource: 'tag', operation: 'getAll' }, [{}]);
		await during(other, () => refused.hits > 0);
		await pause(2500);
		account.sandbox.unsubscribe(EMAIL, 1);
		expect(await work).toEqual(['kept-unsubscribed']);
		expect(account.sandbox.journal.count('POST', /contactLists/)).toBe(0);
		expect(account.sandbox.journal.count('GET', /contactLists/)).toBe(2);
		await other;
	}, 60_000);
});

it('an execution that waits until another one has done with the contact can be stopped', async () => {
	const account = await open();
	account.sandbox.store.addContact({ email: EMAIL, lists: { '1': 1 } });
	const slow = account.sandbox.faults.add({
		kind: 'delay',
		delayMs: 3000,
		times: 1,
		match: isRead,
	});
	const parameters = parametersOf('setConsent', true);
	const first = account.run(parameters, [{ email: EMAIL, wanted: 'unconfirmed' }]);
	while (slow.hits === 0) await pause(5);
	const started = Date.now();
	const second = await account.run(parameters, [{ email: EMAIL, wanted: 'subscribed' }], {
		cancelAfterMs: 200,
	});
	expect(second.status).toBe('canceled');
	expect(Date.now() - started).toBeLessThan(2000);
	expect((await first).status).toBe('success');
	await pause(50);
	expect(stored({ account, email: EMAIL })).toBe(0);
}, 30_000);
