import type { IDataObject } from 'n8n-workflow';

import type { AccountJson, JournalEntry } from '../../sandbox';
import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

const ACCOUNT: AccountJson = {
	lists: [
		{ id: 1, name: 'Newsletter' },
		{ id: 2, name: 'SMS' },
	],
	fields: [
		{ id: 1, title: 'City', type: 'text' },
		{ id: 2, title: 'Tier', type: 'dropdown', options: ['Gold', 'Silver'] },
		{ id: 3, title: 'Interests', type: 'listbox', options: ['Books', 'Music'] },
		{ id: 4, title: 'Born', type: 'date' },
		{ id: 5, title: 'Bought', type: 'datetime' },
		{ id: 6, title: 'Note', type: 'textarea' },
	],
	contacts: [
		{
			email: 'old@example.com',
			firstName: 'Old',
			fieldValues: { '1': 'Kraków' },
			lists: { '1': 1 },
		},
		{ email: 'left@example.com', firstName: 'Left', lists: { '1': 2, '2': 1 } },
	],
	exclusions: ['excluded@example.com'],
};

/** A sandbox whose imports are done at once, and have a status from the start. */
const start = async (options: Parameters<typeof startAccount>[0] = {}) =>
	await startAccount({
		account: ACCOUNT,
		importMs: 0,
		...options,
		rules: { importStatusFalseAtFirst: false, ...options.rules },
	});

jest.setTimeout(30_000);

let account: Account;
beforeEach(async () => (account = await start()));
afterEach(async () => {
	jest.restoreAllMocks();
	await account.close();
});
/** Takes another account instead. */
async function restart(options: Parameters<typeof start>[0]) {
	await account.close();
	account = await start(options);
}

const importing = (more: IDataObject = {}, options: IDataObject = {}) => ({
	resource: 'contact',
	operation: 'import',
	email: '={{ $json.email }}',
	additionalFields: { firstName: '={{ $json.name }}' },
	options,
	...more,
});
const fields = (value: IDataObject) => ({ customFields: { mappingMode: 'defineBelow', value } });
const consent = (status: string, list = by('id', '1')) => ({
	lists: { values: [{ list, status }] },
});
const split = { onError: 'continueErrorOutput' } as const;
const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({
		email: `c${from + index}@example.com`,
		name: `N${from + index}`,
	}));
/** Addresses that the node takes and the platform does not. */
const flawed = (index: number) => ({ email: `c${index}@exa_mple.com`, name: 'x' });

const emails = (items: IDataObject[]) => items.map(({ email }) => email);
const stored = (email: string) => account.sandbox.store.contactByEmail(email);
const statusOf = (email: string) => account.sandbox.store.listStatusOf(stored(email)!.id);
const IMPORT = /bulk_import$/;
const requests = () => account.sandbox.journal.find('POST', IMPORT);
const bodyOf = ({ body }: JournalEntry) =>
	body as { contacts: IDataObject[]; exclude_automations?: boolean };
const sizes = () => requests().map((entry) => bodyOf(entry).contacts.length);

describe('contact: import', () => {
	it('queues 250 contacts per request, and says of each item in which batch it is', async () => {
		const { done, paired, status } = await account.run(importing(), rows(600));
		expect(status).toBe('success');
		expect(sizes()).toEqual([250, 250, 100]);
		expect(paired()).toEqual(rows(600).map((_, index) => index));
		const batches = account.sandbox.imports.all.map(({ id }) => id);
		expect(done).toEqual(
			rows(600).map(({ email }, index) => ({
				email,
				status: 'queued',
				batchId: batches[Math.floor(index / 250)],
			})),
		);
		await account.sandbox.settled();
		expect(account.sandbox.store.contacts()).toHaveLength(602);
		expect(stored('c599@example.com')?.firstName).toBe('N599');
	});

	it('needs 40 requests for 10,000 contacts', async () => {
		const { done } = await account.run(importing(), rows(10_000));
		expect([done.length, new Set(done.map(({ status }) => status)).size]).toEqual([10_000, 1]);
		expect(account.sandbox.journal.total).toBe(40);
	}, 120_000);

	it("sends everything in the importer's own spelling", async () => {
		await account.run(
			importing(
				{
					additionalFields: {
						firstName: '={{ $json.name }}',
						lastName: 'Żółw',
						phone: '={{ $json.phone }}',
					},
					...fields({
						'1': 'Łódź',
						'2': 'silver',
						'3': '={{ $json.likes }}',
						'4': '24.12.1990',
						'5': '2024-07-01 10:00',
						'6': '',
					}),
				},
				{
					tags: 'VIP, New, VIP',
					lists: {
						values: [
							{ list: by('name', 'newsletter'), status: 'subscribed' },
							{ list: by('list', '2'), status: 'unsubscribed' },
						],
					},
				},
			),
			[{ email: ' jan@example.com ', name: 'Jan', phone: 48, likes: ['Books', 'Music'] }],
		);
		expect(requests().map(({ body }) => body)).toEqual([
			{
				contacts: [
					{
						email: 'jan@example.com',
						first_name: 'Jan',
						last_name: 'Żółw',
						phone: '48',
						fields: [
							{ id: 1, value: 'Łódź' },
							{ id: 2, value: 'Silver' },
							{ id: 3, value: '||Books||Music||' },
							{ id: 4, value: '1990-12-24' },
							{ id: 5, value: '2024-07-01T10:00:00+02:00' },
						],
						tags: ['VIP', 'New'],
						subscribe: [{ listid: 1 }],
						unsubscribe: [{ listid: 2 }],
					},
				],
			},
		]);
		await account.sandbox.settled();
		expect(stored('jan@example.com')).toMatchObject({ lastName: 'Żółw', phone: '48' });
		expect(statusOf('jan@example.com')).toEqual({ '1': 1, '2': 2 });
		expect(account.sandbox.store.tagsOf(stored('jan@example.com')!.id)).toEqual(['VIP', 'New']);
	});

	it('leaves untouched what is not given or empty', async () => {
		await account.run(
			importing(fields({ '1': '={{ $json.city }}' }), consent('={{ $json.status }}')),
			[{ email: 'OLD@example.com', name: '', city: '', status: '' }],
		);
		expect(bodyOf(requests()[0])).toEqual({ contacts: [{ email: 'OLD@example.com' }] });
		await account.sandbox.settled();
		expect(stored('old@example.com')?.firstName).toBe('Old');
		expect(account.sandbox.store.fieldValuesOf(stored('old@example.com')!.id)).toEqual({
			'1': 'Kraków',
		});
	});

	it('keeps automations from running only when told to', async () => {
		await account.run(importing({}, { excludeAutomations: '={{ $json.quiet }}' }), [
			{ email: 'a@example.com', quiet: true },
			{ email: 'b@example.com', quiet: false },
			{ email: 'c@example.com', quiet: 'true' },
		]);
		const sent = requests().map((entry) => [
			bodyOf(entry).exclude_automations,
			emails(bodyOf(entry).contacts),
		]);
		expect(sent).toEqual([
			[true, ['a@example.com', 'c@example.com']],
			[undefined, ['b@example.com']],
		]);
	});

	it('sends two rows of one contact in two requests, in their order', async () => {
		const { done } = await account.run(importing(), [
			{ email: 'Jan@example.com', name: 'First' },
			...rows(3),
			{ email: 'jan@example.com', name: 'Last' },
			...rows(2, 3),
		]);
		expect(sizes()).toEqual([4, 3]);
		expect(requests()[0].at + (requests()[0].ms ?? 0)).toBeLessThanOrEqual(requests()[1].at);
		expect(new Set(done.map(({ batchId }) => batchId)).size).toBe(2);
		await account.sandbox.settled();
		expect(stored('jan@example.com')?.firstName).toBe('Last');
	});

	it('takes a smaller batch when told to', async () => {
		await account.run(importing({}, { batchSize: 4 }), rows(10));
		expect(sizes()).toEqual([4, 4, 2]);
	});

	it('never sends more bytes than the importer takes', async () => {
		const note = 'ż'.repeat(9_000);
		const { done } = await account.run(importing(fields({ '6': note })), rows(100));
		const bytes = requests().map(({ headers }) => Number(headers['content-length']));
		expect(done).toHaveLength(100);
		expect(Math.max(...bytes)).toBeLessThanOrEqual(399_999);
		// A request is sent when the next contact would not fit any more.
		expect(Math.min(...bytes.slice(0, -1))).toBeGreaterThan(399_999 - 20_000);
		expect(sizes()).toEqual([22, 22, 22, 22, 12]);
	});

	it('takes a contact that fills a request to the last byte, and none that is larger', async () => {
		const run = async (length: number) =>
			await account.run(
				importing(fields({ '6': 'x'.repeat(length) }), { excludeAutomations: true }),
				[{ email: 'big@example.com' }],
				split,
			);
		await run(1_000);
		const frame = Number(requests()[0].headers['content-length']) - 1_000;
		expect((await run(399_999 - frame)).done).toHaveLength(1);
		expect(requests()[1].headers['content-length']).toBe('399999');
		const { rejected } = await run(400_000 - frame);
		expect(requests()).toHaveLength(2);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field: 'Custom Fields' });
		expect(rejected[0].error).toContain('larger than a request of the importer may be');
	});
});

describe('consents', () => {
	it('never moves a contact who left a list', async () => {
		for (const waitForResult of [false, true]) {
			await account.run(
				importing({}, { ...consent('subscribed'), waitForResult }),
				[{ email: 'left@example.com', name: 'Back' }, ...rows(1)],
				split,
			);
			await account.sandbox.settled();
			expect(bodyOf(requests()[0]).contacts[0].subscribe).toEqual([{ listid: 1 }]);
			expect(statusOf('left@example.com')).toEqual({ '1': 2, '2': 1 });
			expect(statusOf('c0@example.com')).toEqual({ '1': 1 });
		}
	});

	it('lets a withdrawn consent win over rows of the same contact before and after it', async () => {
		const items = ['subscribed', 'unsubscribed', 'subscribed'].map((status) => ({
			email: 'jan@example.com',
			status,
		}));
		const { done, rejected } = await account.run(
			importing({}, { ...consent('={{ $json.status }}'), waitForResult: true }),
			items,
			split,
		);
		expect(statusOf('jan@example.com')).toEqual({ '1': 2 });
		expect([done.length, rejected.length]).toEqual([2, 1]);
	});
});

describe('bad input', () => {
	const bad: Array<[string, IDataObject, IDataObject, string, string]> = [
		['no e-mail', importing(), {}, 'Email', 'no e-mail address is given'],
		[
			'an impossible e-mail',
			importing(),
			{ email: 'jan@@example.com' },
			'Email',
			'more than one @',
		],
		[
			'unconfirmed',
			importing({}, consent('unconfirmed')),
			{ email: 'a@example.com' },
			'Status',
			'the bulk importer knows no "unconfirmed"',
		],
		[
			'an unknown status',
			importing({}, consent('yes')),
			{ email: 'a@example.com' },
			'Status',
			'"yes" is not a consent status',
		],
		[
			'an unknown list',
			importing({}, consent('subscribed', by('id', '99'))),
			{ email: 'a@example.com' },
			'List',
			'with the ID "99"',
		],
		[
			'a list given twice',
			importing(
				{},
				{
					lists: {
						values: [
							{ list: by('id', '1'), status: 'subscribed' },
							{ list: by('name', 'newsletter'), status: 'unsubscribed' },
						],
					},
				},
			),
			{ email: 'a@example.com' },
			'Lists',
			'given twice',
		],
		[
			'an unknown option',
			importing(fields({ '2': 'Platinum' })),
			{ email: 'a@example.com' },
			'Tier (ID 2)',
			'"Platinum" is not one of',
		],
		[
			'a day that does not exist',
			importing(fields({ '4': '1985-02-30' })),
			{ email: 'a@example.com' },
			'Born (ID 4)',
			'"1985-02-30" is not a date',
		],
		[
			'a name that is no text',
			importing({ additionalFields: { lastName: '={{ $json.names }}' } }),
			{ email: 'a@example.com', names: ['a'] },
			'Last Name',
			'["a"] is not a text',
		],
		...[0, 251, 2.5, 'many'].map((batchSize): (typeof bad)[number] => [
			`a batch size of ${batchSize}`,
			importing({}, { batchSize }),
			{ email: 'a@example.com' },
			'Batch Size',
			`"${batchSize}" is not a whole number from 1 to 250`,
		]),
	];

	it.each(bad)(
		'%s is refused before anything is sent, and the other item is done',
		async (_, parameters, item, field, problem) => {
			const wrong = { ...item, row: 7 };
			const { rejected, done } = await account.run(parameters, [wrong], split);
			expect([done, rejected.length, requests().length]).toEqual([[], 1, 0]);
			expect(rejected[0].error).toContain(problem);
			expect(detailsOf(rejected[0])).toMatchObject({
				status: 'failed',
				code: 'invalid_value',
				field,
			});
			expect(detailsOf(rejected[0]).remedy).not.toBe('');
			expect(inputOf(rejected[0])).toEqual(wrong);

			if (field !== 'Email') return;
			const both = await account.run(parameters, [wrong, ...rows(2)], split);
			expect([emails(both.done), both.paired(0), both.paired(1)]).toEqual([
				emails(rows(2)),
				[1, 2],
				[0],
			]);
		},
	);
});

describe('contacts that the platform refuses', () => {
	const mixed = (count: number, ...bad: number[]) =>
		rows(count).map((row, index) => (bad.includes(index) ? flawed(index) : row));

	it('leave one by one, and the others are sent again', async () => {
		const { done, rejected, paired } = await account.run(importing(), mixed(20, 0, 7, 19), split);
		expect(sizes()).toEqual([20, 17]);
		expect([done.length, paired(1)]).toEqual([17, [0, 7, 19]]);
		expect(rejected[0].error).toBe("QuarticOn CDXP says: Field 'email' incorrect format");
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'import_refused',
			field: 'Email',
		});
		expect(inputOf(rejected[1])).toEqual(flawed(7));
		await account.sandbox.settled();
		expect(account.sandbox.store.contacts()).toHaveLength(2 + 17);
	});

	it('all of them: nothing is sent again', async () => {
		const { rejected } = await account.run(importing(), mixed(3, 0, 1, 2), split);
		expect([rejected.length, sizes()]).toEqual([3, [3]]);
	});

	it('keep their input when On Error is Continue, and name the first when it is Stop', async () => {
		const onward = await account.run(importing(), mixed(3, 1), {
			onError: 'continueRegularOutput',
		});
		expect(onward.done.map(({ status }) => status)).toEqual(['queued', undefined, 'queued']);
		expect(onward.done[1]).toMatchObject({ ...flawed(1), details: { code: 'import_refused' } });
		const { failure, status } = await account.run(importing(), mixed(3, 1));
		expect([status, failure?.message]).toEqual([
			'error',
			"QuarticOn CDXP says: Field 'email' incorrect format",
		]);
		expect((failure as unknown as { context: IDataObject }).context.itemIndex).toBe(1);
	});

	it('are told apart also when the platform names one at a time', async () => {
		await restart({ rules: { importNamesEveryFlaw: false } });
		const { done, paired } = await account.run(importing(), mixed(9, 2, 3, 8), split);
		expect([done.length, paired(1), sizes()]).toEqual([6, [2, 3, 8], [9, 8, 7, 6]]);
	});

	it('one at a time, for so many rounds and no more', async () => {
		await restart({ rules: { importNamesEveryFlaw: false } });
		const items = mixed(60, ...Array.from({ length: 30 }, (_, index) => index));
		const { done, rejected } = await account.run(importing(), items, split);
		expect([done.length, rejected.length, sizes().length]).toEqual([0, 60, 20]);
		const codes = rejected.map((item) => detailsOf(item).code);
		expect(codes.slice(0, 20)).toEqual(new Array(20).fill('import_refused'));
		expect(codes.slice(20)).toEqual(new Array(40).fill('too_many_refused'));
		expect(rejected[59].error).toBe(
			"QuarticOn CDXP refused a batch with this contact, for more contacts than were looked for: Field 'email' incorrect format",
		);
		expect(detailsOf(rejected[59])).toMatchObject({ status: 'failed' });
	});

	it('are found by halves when the platform names none', async () => {
		await restart({ rules: { importNamesContacts: false } });
		const { done, rejected, paired } = await account.run(importing(), mixed(250, 77), split);
		expect([done.length, paired(1)]).toEqual([249, [77]]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'import_refused', field: 'Email' });
		// log2(250) is just below 8.
		expect(sizes().length).toBeLessThanOrEqual(1 + 2 * 8);
		const queued = account.sandbox.imports.all.flatMap(({ contacts }) => emails(contacts as never));
		expect(queued.sort()).toEqual(emails(done).sort());
	});

	it('by halves, for so many contacts and no more', async () => {
		await restart({ rules: { importNamesContacts: false } });
		const bad = Array.from({ length: 250 }, (_, index) => index);
		const { rejected } = await account.run(importing(), mixed(250, ...bad), split);
		const count = (code: string) => rejected.filter((item) => detailsOf(item).code === code).length;
		expect([count('import_refused'), count('too_many_refused')]).toEqual([5, 245]);
		expect(sizes().length).toBeLessThan(20);
	});

	it.each([
		['no reason', {}, 'QuarticOn CDXP refused to import this contact'],
		[
			'places that do not exist',
			{ failureReasons: [{ contact: 0, failureReason: 'a' }, { contact: 9 }, null] },
			'QuarticOn CDXP says: a',
		],
		['a reason as text', { failureReasons: 'Not now' }, 'QuarticOn CDXP says: Not now'],
	])('are told apart where the platform gives %s', async (_, body, error) => {
		account.sandbox.faults.add({ kind: 'status', status: 400, body, times: 2 });
		const { done, rejected } = await account.run(importing(), rows(2), split);
		expect([sizes(), emails(done)]).toEqual([[2, 1, 1], ['c1@example.com']]);
		expect(rejected[0].error).toBe(error);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'import_refused', field: null });
	});
});

describe("the importer's own limit", () => {
	it('is waited for: nothing is lost, although it comes as 400', async () => {
		// A clock that runs 40 times as fast: a minute of the limit takes 1.5 s.
		const begin = Date.now();
		const now = () => begin - (begin % 60_000) + (Date.now() - begin) * 40;
		await restart({ now });
		const { done, hints } = await account.run(importing({}, { batchSize: 1 }), rows(22));
		expect(done.map(({ status }) => status)).toEqual(new Array(22).fill('queued'));
		expect(account.sandbox.imports.all).toHaveLength(22);
		const refused = requests().filter(({ status }) => status === 400);
		expect(refused.length).toBeGreaterThan(0);
		expect(hints[0]).toContain('repeated');
	});

	it('is said to be what it is, where the wait would be too long', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 400,
			body: { success: 0, message: 'Rate limit exceeded.' },
			headers: { 'retry-after': '600' },
		});
		const { rejected } = await account.run(importing(), rows(2), split);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'rate_limited',
			remedy: expect.stringContaining('Other tools import into the same account'),
		});
	});

	it('is kept from the start, for several contacts and for one', async () => {
		/** When the last request came, in milliseconds after the start. */
		const run = async (batchSize: number, count: number) => {
			const started = Date.now();
			await account.run(importing({}, { batchSize }), rows(count), {
				credential: { requestsPerSecond: 100 },
			});
			return requests()[requests().length - 1].at - started;
		};
		// About 0.6 s between two requests, and 3 s where they hold one contact.
		expect(await run(2, 8)).toBeGreaterThan(3 * 500);
		expect(await run(1, 2)).toBeGreaterThan(2_500);
	});

	it('does not keep other requests back', async () => {
		const credential = { requestsPerSecond: 50 };
		account.sandbox.faults.add({
			kind: 'status',
			status: 400,
			body: { success: 0, message: 'Rate limit exceeded.', failureReasons: ['Up to 100'] },
			match: { path: IMPORT },
			times: 2,
		});
		const importRun = account.run(importing(), rows(2), { credential });
		await until(() => requests().some(({ status }) => status === 400));
		const upsert = { ...importing(), operation: 'upsert' };
		const { done } = await account.run(upsert, rows(5, 100), { credential });
		expect(done).toHaveLength(5);
		// The importer keeps quiet for more than a second.
		expect(requests().map(({ status }) => status)).not.toContain(200);
		expect((await importRun).done).toHaveLength(2);
	});
});

async function until(isTrue: () => boolean) {
	while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a lost answer', () => {
	const lose = () =>
		account.sandbox.faults.add({ kind: 'reset', when: 'after', times: 1, match: { path: IMPORT } });

	it('leaves the contacts as uncertain, because automations would run twice', async () => {
		await account.run(importing(), rows(2));
		lose();
		const { done, rejected } = await account.run(importing({}, { batchSize: 3 }), rows(6), split);
		expect(sizes()).toEqual([2, 3, 3]);
		expect([done.length, rejected.length]).toEqual([3, 3]);
		for (const item of rejected) expect(detailsOf(item).status).toBe('uncertain');
	});

	it('is asked for again where automations are excluded', async () => {
		lose();
		const { done } = await account.run(importing({}, { excludeAutomations: true }), rows(3));
		expect([done.length, sizes()]).toEqual([3, [3, 3]]);
		await account.sandbox.settled();
		expect(account.sandbox.store.contacts()).toHaveLength(2 + 3);
		expect(done[0].batchId).toBe(account.sandbox.imports.all[1].id);
	});
});

describe('Wait for Result', () => {
	const waiting = importing({}, { waitForResult: true });
	const info = (body: IDataObject) =>
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			body,
			match: { path: /import\/info/ },
		});
	const asked = () => account.sandbox.journal.find('GET', /import\/info/);

	it('brings the IDs, 100 per request', async () => {
		const { done, paired } = await account.run(waiting, [
			...rows(150),
			{ email: 'OLD@example.com', name: 'New' },
		]);
		expect(done).toHaveLength(151);
		expect(paired()).toEqual(done.map((_, index) => index));
		for (const [index, { email }] of rows(150).entries()) {
			expect(done[index]).toEqual({
				id: stored(email)?.id,
				email,
				status: 'imported',
				batchId: account.sandbox.imports.all[0].id,
			});
		}
		expect(done[150]).toMatchObject({ id: '1', email: 'OLD@example.com', status: 'imported' });
		expect(account.sandbox.journal.count('GET', /contacts$/)).toBe(2);
	});

	it('asks until the import is done, at growing intervals', async () => {
		await restart({ importMs: 2_500, rules: { importStatusFalseAtFirst: true } });
		const { done } = await account.run(waiting, rows(2));
		expect(done.map(({ status }) => status)).toEqual(['imported', 'imported']);
		const times = asked().map(({ at }) => at - requests()[0].at);
		expect(times).toHaveLength(2);
		expect(times[0]).toBeGreaterThanOrEqual(990);
		expect(times[1] - times[0]).toBeGreaterThanOrEqual(1_990);
	});

	it('tells who was not imported, with the possible reasons', async () => {
		const items = [...rows(1), { email: 'Excluded@example.com' }, ...rows(1, 1)];
		const { done, rejected, paired } = await account.run(waiting, items, split);
		expect([emails(done), paired(1)]).toEqual([emails(rows(2)), [1]]);
		expect(rejected[0].error).toContain('did not import "Excluded@example.com"');
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code: 'import_failed',
			field: 'Email',
			remedy: expect.stringMatching(/bounced.*exclusion list.*unsubscribed.*more contacts/),
		});
	});

	it('reads the result of each part of a batch that was taken apart', async () => {
		await restart({ rules: { importNamesContacts: false } });
		const items = [...rows(2), flawed(2), { email: 'excluded@example.com' }, ...rows(2, 4)];
		const { done, rejected } = await account.run(waiting, items, split);
		expect(done.map(({ email, status, id }) => [email, status, id])).toEqual(
			[0, 1, 4, 5].map((index) => {
				const { email } = rows(6)[index];
				return [email, 'imported', stored(email)?.id];
			}),
		);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual([
			'import_refused',
			'import_failed',
		]);
	});

	it('finds updated contacts also where the platform reports new ones only', async () => {
		await restart({ rules: { importReportsUpdated: false } });
		const { done } = await account.run(waiting, [...rows(1), { email: 'old@example.com' }]);
		expect(done).toMatchObject([
			{ email: 'c0@example.com', status: 'imported' },
			{ id: '1', email: 'old@example.com', status: 'imported' },
		]);
	});

	it('says of whom the platform says nothing that it is uncertain', async () => {
		account.sandbox.imports.ms = 3_600_000;
		info({ status: 'completed', success: [], failure: [] });
		const { rejected } = await account.run(waiting, rows(2), split);
		expect(rejected.map((item) => [detailsOf(item).status, detailsOf(item).code])).toEqual(
			new Array(2).fill(['uncertain', 'import_untold']),
		);
		expect(detailsOf(rejected[0]).remedy).toContain('run this item again');
	});

	it.each(['failed', 'interrupted'])('says so when the import is %s', async (status) => {
		info({ status, success: ['1'], failure: ['C0@example.com'] });
		const items = [...rows(2), { email: 'old@example.com' }];
		const { done, rejected } = await account.run(waiting, items, split);
		expect(done).toMatchObject([{ id: '1', status: 'imported' }]);
		expect(rejected.map((item) => [detailsOf(item).status, detailsOf(item).code])).toEqual([
			['failed', 'import_failed'],
			['uncertain', 'import_given_up'],
		]);
		expect(rejected[1].error).toContain(`is "${status}"`);
	});

	it.each([
		['the look-up of the result', /import\/info/],
		['the look-up of the contacts', /contacts$/],
	])('leaves contacts as queued when %s fails', async (_, path) => {
		account.sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'GET', path } });
		const items = [...rows(2), { email: 'excluded@example.com' }];
		const { done, rejected } = await account.run(waiting, items, split);
		expect(done.slice(0, 2).map(({ status }) => status)).toEqual(['queued', 'queued']);
		// Who failed is known as soon as the result is.
		expect(rejected).toHaveLength(path.test('/contacts') ? 1 : 0);
	});

	it('ends after 5 minutes', async () => {
		account.sandbox.imports.ms = 3_600_000;
		const real = Date.now.bind(Date);
		const later = () => (asked().length > 0 ? 300_000 : 0);
		jest.spyOn(Date, 'now').mockImplementation(() => real() + later());
		const { done } = await account.run(waiting, rows(2));
		expect(done.map(({ status }) => status)).toEqual(['queued', 'queued']);
		expect(asked()).toHaveLength(1);
	});

	it('is cut short by a stop, and nothing further is sent', async () => {
		account.sandbox.imports.ms = 3_600_000;
		const stop = new AbortController();
		const running = account.run(waiting, rows(500), { ...split, signal: stop.signal });
		await until(() => asked().length > 0);
		const before = account.sandbox.journal.total;
		const stopped = performance.now();
		stop.abort();
		const { status } = await running;
		expect(performance.now() - stopped).toBeLessThan(1000);
		expect([status, account.sandbox.journal.total]).toEqual(['canceled', before]);
	});
});

describe('faults of the set-up', () => {
	it('are said once', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 403, match: { path: IMPORT } });
		const { rejected, hints } = await account.run(importing(), rows(600), split);
		expect(requests()).toHaveLength(1);
		const statuses = rejected.map((item) => detailsOf(item).status);
		expect(statuses).toEqual([
			...new Array<string>(250).fill('failed'),
			...new Array<string>(350).fill('not-attempted'),
		]);
		expect(hints).toHaveLength(1);
	});

	it('met between the halves of a batch leave the rest as not attempted', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 400, times: 1 });
		account.sandbox.faults.add({ kind: 'status', status: 403, match: { path: IMPORT } });
		const { rejected } = await account.run(importing(), rows(4), split);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual([
			'failed',
			'failed',
			'not-attempted',
			'not-attempted',
		]);
		expect(sizes()).toEqual([4, 2]);
	});
});

it("n8n's Retry On Fail does not import anybody twice", async () => {
	account.sandbox.faults.add({ kind: 'status', status: 422, times: 1, match: { path: IMPORT } });
	const { done } = await account.run(importing({}, { batchSize: 2 }), rows(6), { retry: 3 });
	expect(emails(done)).toEqual(emails(rows(6)));
	const sent = requests().flatMap((entry) => emails(bodyOf(entry).contacts));
	expect(sent.length).toBe(8);
	expect(account.sandbox.imports.all.flatMap(({ contacts }) => contacts)).toHaveLength(6);
});
