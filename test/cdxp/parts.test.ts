import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			accounts: [
				{ id: 1, name: 'Example Shop' },
				{ id: 2, name: 'Outlet' },
			],
			tags: [{ id: 1, tag: 'VIP' }],
			contacts: [
				{ id: 10, email: 'old@example.com', account: 1, tags: ['VIP'] },
				{ id: 11, email: 'outlet@example.com', account: 2 },
			],
		},
	});
});
afterEach(async () => await account.close());

const store = () => account.sandbox.store;
const journal = () => account.sandbox.journal;
const stored = (email: string) => store().contactByEmail(email)!;
const shopOf = (email: string) => store().accountOf(stored(email).id)?.name;
const tagsOf = (email: string) => store().tagsOf(stored(email).id);
const statusOf = (email: string) => store().listStatusOf(stored(email).id)['1'];

/** A contact in the account Example Shop, subscribed to the newsletter, with tags. */
const composed = (operation: 'upsert' | 'create', options: IDataObject = {}) => ({
	resource: 'contact',
	operation,
	email: '={{ $json.email }}',
	options: {
		account: by('name', 'Example Shop'),
		lists: { values: [{ list: by('id', '1'), status: 'subscribed' }] },
		tags: 'VIP, New',
		...options,
	},
});
const ALL_PARTS = [
	'contact',
	'list Newsletter (ID 1)',
	'account Example Shop (ID 1)',
	'tag VIP',
	'tag New',
];
const partsBut = (...missing: string[]) =>
	ALL_PARTS.map((part) => ({ part, done: !missing.includes(part) }));

/** Refuses requests to this path, for good or so many times. */
const refuse = (path: RegExp, times?: number) =>
	account.sandbox.faults.add({
		kind: 'status',
		status: 422,
		body: { errors: [{ title: 'Not now', detail: '', code: 'field_invalid' }] },
		match: { method: 'POST', path },
		...(times !== undefined && { times }),
	});

describe('a composed upsert', () => {
	it('does every part and reports it, for new and known contacts; doing it again changes nothing', async () => {
		const items = [{ email: 'new@example.com' }, { email: 'old@example.com' }];
		const first = await account.run(composed('upsert'), items);
		expect(first.status).toBe('success');
		const report = {
			lists: [{ list: '1', status: 'subscribed' }],
			account: '1',
			tags: ['VIP', 'New'],
		};
		expect(first.done).toMatchObject([
			{ ...items[0], created: true, ...report },
			{ ...items[1], created: false, ...report },
		]);
		expect(first.paired()).toEqual([0, 1]);
		for (const { email } of items) {
			expect([shopOf(email), tagsOf(email), statusOf(email)]).toEqual([
				'Example Shop',
				['VIP', 'New'],
				1,
			]);
		}
		const links = structuredClone(store().tables.accountContacts.all());
		const second = await account.run(composed('upsert'), items);
		expect(second.done).toMatchObject(
			items.map((item) => ({ ...item, created: false, ...report })),
		);
		expect(store().tables.accountContacts.all()).toEqual(links);
		expect(store().tables.tags.all()).toHaveLength(2);
	});

	it('looks account, tags and lists up once, and makes a missing tag once, however many items use them', async () => {
		const items = Array.from({ length: 20 }, (_, index) => ({ email: `c${index}@example.com` }));
		const { done, paired } = await account.run(composed('upsert'), items);
		expect(done.map(({ email }) => email)).toEqual(items.map(({ email }) => email));
		expect(paired()).toEqual(items.map((_, index) => index));
		expect(journal().count('GET', /\/accounts/)).toBe(1);
		expect(journal().count('GET', /\/tags/)).toBe(1);
		expect(journal().count('GET', /\/lists/)).toBe(1);
		expect(journal().count('POST', /\/tags/)).toBe(1);
		expect(
			store()
				.tables.tags.all()
				.map(({ tag }) => tag),
		).toEqual(['VIP', 'New']);
	});

	it('takes tags as text or array, each once, and account and tags from the item', async () => {
		const { done } = await account.run(
			composed('upsert', {
				account: by('id', '={{ $json.shop }}'),
				tags: '={{ $json.tags }}',
				lists: {},
			}),
			[
				{ email: 'a@example.com', shop: 1, tags: ' Ümlaut &/? , ,VIP, VIP ' },
				{ email: 'b@example.com', shop: '2', tags: ['A, B', 7, '', null, 'VIP'] },
				{ email: 'c@example.com', shop: '', tags: '' },
				{ email: 'd@example.com' },
			],
		);
		expect(done.map(({ account: id, tags }) => [id, tags])).toEqual([
			['1', ['Ümlaut &/?', 'VIP']],
			['2', ['A, B', '7', 'VIP']],
			[null, []],
			[null, []],
		]);
		expect(tagsOf('a@example.com')).toEqual(['Ümlaut &/?', 'VIP']);
		expect(tagsOf('b@example.com')).toEqual(['A, B', '7', 'VIP']);
		expect(shopOf('b@example.com')).toBe('Outlet');
	});

	it.each([
		['the account', /accountContacts/, 'account Example Shop (ID 1)'],
		['a consent', /contactLists/, 'list Newsletter (ID 1)'],
		['the making of a tag', /tags$/, 'tag New'],
	])(
		'says that %s failed and that the rest is done; running the item again completes it',
		async (_, path, missing) => {
			const fault = refuse(path);
			const items = [{ email: 'new@example.com', row: 1 }, { email: 'jan@@example.com' }];
			const first = await account.run(composed('upsert'), items, {
				onError: 'continueErrorOutput',
			});
			expect(first.done).toEqual([]);
			expect(first.rejected[0].error).toBe('QuarticOn CDXP says: Not now');
			expect(detailsOf(first.rejected[0])).toMatchObject({
				status: 'failed',
				code: 'field_invalid',
				parts: partsBut(missing),
			});
			expect(inputOf(first.rejected[0])).toEqual(items[0]);
			// Bad input is said before anything is done.
			expect(detailsOf(first.rejected[1]).parts).toEqual([]);
			expect(first.paired(1)).toEqual([0, 1]);
			expect(fault.hits).toBe(1);

			account.sandbox.faults.clear();
			const again = await account.run(composed('upsert'), [inputOf(first.rejected[0])]);
			expect(again.done).toMatchObject([
				{ email: 'new@example.com', created: false, account: '1' },
			]);
			expect([
				shopOf('new@example.com'),
				tagsOf('new@example.com').sort(),
				statusOf('new@example.com'),
			]).toEqual(['Example Shop', ['New', 'VIP'], 1]);
		},
	);

	it('says of every part that failed that it did', async () => {
		refuse(/accountContacts|contactTags/);
		const { rejected } = await account.run(
			composed('upsert'),
			[{ email: 'a@example.com' }, { email: 'b@example.com' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected.map((item) => detailsOf(item).parts)).toEqual([
			partsBut('account Example Shop (ID 1)', 'tag VIP', 'tag New'),
			partsBut('account Example Shop (ID 1)', 'tag VIP', 'tag New'),
		]);
		expect(statusOf('a@example.com')).toBe(1);
	});

	it('leaves a contact in its other account, says how to move it, and does the rest', async () => {
		const items = [{ email: 'outlet@example.com', row: 1 }, { email: 'old@example.com' }];
		const { done, rejected, paired } = await account.run(composed('upsert'), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain('belongs to the account with the ID "2" already');
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'other_account',
			field: 'Account',
			remedy: expect.stringContaining('use Account → Assign Contact'),
			parts: partsBut('account Example Shop (ID 1)'),
		});
		expect(shopOf('outlet@example.com')).toBe('Outlet');
		expect(tagsOf('outlet@example.com')).toEqual(['VIP', 'New']);
		expect(done).toMatchObject([{ email: 'old@example.com', account: '1' }]);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
	});

	it('reports the parts beside the input when On Error is Continue, and in words when it is Stop', async () => {
		const items = [{ email: 'outlet@example.com', row: 1 }, { email: 'old@example.com' }];
		const kept = await account.run(composed('upsert'), items, { onError: 'continueRegularOutput' });
		expect(kept.done[0]).toMatchObject({
			...items[0],
			details: { parts: partsBut('account Example Shop (ID 1)') },
		});
		expect(kept.done[1]).toMatchObject({ email: 'old@example.com', account: '1' });
		const { failure } = await account.run(composed('upsert'), [items[0]]);
		expect((failure as unknown as { description: string }).description).toContain(
			'Done: contact, list Newsletter (ID 1), tag VIP, tag New. Not done: account Example Shop (ID 1).',
		);
	});

	it('tries no other part when the contact itself is refused', async () => {
		refuse(/sync/, 1);
		const { done, rejected } = await account.run(
			composed('upsert'),
			[{ email: 'a@example.com' }, { email: 'b@example.com' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(detailsOf(rejected[0]).parts).toEqual([{ part: 'contact', done: false }]);
		expect(done).toMatchObject([{ email: 'b@example.com', account: '1' }]);
		expect(store().tables.contactTags.all()).toHaveLength(3);
	});

	it('tries no other part, and no other item, when the set-up is at fault', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 402,
			body: {},
			match: { path: /contactLists/ },
		});
		const { rejected, hints } = await account.run(
			composed('upsert'),
			['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com` })),
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected).toHaveLength(3);
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'payment_required',
			parts: ALL_PARTS.map((part) => ({ part, done: part === 'contact' })),
		});
		expect(journal().count('POST', /contactTags|accountContacts/)).toBe(0);
		expect(hints[0]).toContain('suspended the account');
	});

	it('absorbs lost and empty answers in every part', async () => {
		for (const path of [/sync/, /contactLists/, /accountContacts/, /tags$/, /contactTags/]) {
			account.sandbox.faults.add({
				kind: 'reset',
				when: 'after',
				times: 1,
				match: { method: 'POST', path },
			});
			account.sandbox.faults.add({
				kind: 'empty',
				when: 'after',
				times: 1,
				match: { method: 'POST', path },
			});
		}
		const { done } = await account.run(composed('upsert'), [
			{ email: 'new@example.com' },
			{ email: 'old@example.com' },
		]);
		expect(done).toMatchObject([
			{ email: 'new@example.com', account: '1' },
			{ email: 'old@example.com', account: '1' },
		]);
		for (const email of ['new@example.com', 'old@example.com']) {
			expect([shopOf(email), tagsOf(email), statusOf(email)]).toEqual([
				'Example Shop',
				['VIP', 'New'],
				1,
			]);
		}
		expect(store().contacts()).toHaveLength(3);
		expect(store().tables.tags.all()).toHaveLength(2);
	});

	it.each<[string, IDataObject, string, string]>([
		[
			'an unknown account ID',
			{ account: by('id', '99') },
			'there is no account with the ID "99"',
			'Account',
		],
		[
			'an unknown account name',
			{ account: by('name', 'Nope') },
			'there is no account named "Nope"',
			'Account',
		],
		[
			'a text for an account ID',
			{ account: by('id', '1;2') },
			'"1;2" is not an account ID',
			'Account',
		],
		[
			'tags that are no texts',
			{ tags: '={{ [{ tag: "VIP" }] }}' },
			'an entry is not a text',
			'Tags',
		],
	])('refuses %s before the contact is written', async (_, options, problem, field) => {
		const items = [
			{ email: 'a@example.com', row: 1 },
			{ email: 'b@example.com', row: 2 },
		];
		const { rejected, paired } = await account.run(composed('upsert', options), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected.map(({ error }) => error)).toEqual([
			expect.stringContaining(problem),
			expect.stringContaining(problem),
		]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field, parts: [] });
		expect(rejected.map(inputOf)).toEqual(items);
		expect(paired(1)).toEqual([0, 1]);
		expect(journal().count('POST')).toBe(0);
	});
});

describe('the requests of a composed upsert', () => {
	type Contact = 'new' | 'known';
	const combinations = (['new', 'known'] as Contact[]).flatMap((contact) =>
		[true, false].flatMap((keep) =>
			[
				[],
				['none → unsubscribed'],
				['none → subscribed'],
				...(contact === 'new'
					? []
					: [
							['subscribed → subscribed'],
							['unsubscribed → subscribed'],
							['bounced → unconfirmed'],
						]),
				['none → subscribed', 'none → unsubscribed'],
			].flatMap((lists) =>
				(contact === 'new' ? ['no', 'free'] : ['no', 'free', 'same']).flatMap((shop) =>
					[[], ['VIP'], ['VIP', 'New']].map((tags) => ({ contact, keep, lists, shop, tags })),
				),
			),
		),
	);

	/** How often each request must be sent, by the rules that the documentation states. */
	function expected({ contact, keep, lists, shop, tags }: (typeof combinations)[number]) {
		const wishes = lists.map((list) => list.split(' → '));
		const reads =
			contact === 'known' && keep && wishes.some(([, wanted]) => wanted !== 'unsubscribed');
		const writes = wishes.filter(
			([present, wanted]) => !reads || (present !== wanted && present !== 'unsubscribed'),
		);
		const counts = {
			'GET lists': lists.length > 0 ? 1 : 0,
			'GET accounts/*': shop === 'no' ? 0 : 1,
			'GET tags': tags.length > 0 ? 1 : 0,
			'POST contact/sync': 1,
			'GET contacts/*/contactLists': reads ? 1 : 0,
			'POST contactLists': writes.length,
			'POST accountContacts': shop === 'no' ? 0 : 1,
			'GET accountContacts': shop === 'same' ? 1 : 0,
			'POST tags': tags.includes('New') ? 1 : 0,
			'POST contactTags': tags.length,
		};
		return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
	}

	const STATUS = ['unconfirmed', 'subscribed', 'unsubscribed', 'bounced'];
	const titled = combinations.map(
		(one) =>
			[
				`${one.contact} contact, keep ${one.keep ? 'on' : 'off'}, lists [${one.lists.join(', ')}], ${one.shop} account, tags [${one.tags.join(', ')}]`,
				one,
			] as const,
	);

	it.each(titled)('are those needed and no other: %s', async (_, one) => {
		const { contact, keep, lists, shop, tags } = one;
		store().addList({ id: 2, name: 'SMS' });
		if (contact === 'known') {
			const present = lists.map((list, index) => [index + 1, STATUS.indexOf(list.split(' → ')[0])]);
			store().addContact({
				email: 'jan@example.com',
				lists: Object.fromEntries(present.filter(([, status]) => status >= 0)),
				...(shop === 'same' && { account: 1 }),
			});
		}
		const values = lists.map((list, index) => ({
			list: by('list', String(index + 1)),
			status: list.split(' → ')[1],
		}));
		const { done } = await account.run(
			composed('upsert', {
				account: by('list', shop === 'no' ? '' : '1'),
				lists: { values },
				tags: tags.join(','),
				keepUnsubscribed: keep,
			}),
			[{ email: 'jan@example.com' }],
		);
		expect(done).toMatchObject([{ created: contact === 'new', tags }]);
		const counts: Record<string, number> = {};
		for (const { method, path } of journal().entries) {
			const name = `${method} ${path.replace('/api/3/', '').replace(/\/\d+/g, '/*')}`;
			counts[name] = (counts[name] ?? 0) + 1;
		}
		expect(counts).toEqual(expected(one));
	});
});

describe('a composed item under Retry On Fail', () => {
	const items = [{ email: 'new@example.com' }, { email: 'old@example.com' }];
	const contactWrites = (email: string) =>
		journal()
			.find('POST', /contact\/sync$|contacts$/)
			.filter(({ body }) => (body as { contact: IDataObject }).contact.email === email).length;

	it.each(['upsert', 'create'] as const)(
		'%s: the next try does only what is missing, and knows that it created the contact',
		async (operation) => {
			refuse(/accountContacts/, 1);
			const { done, status, paired } = await account.run(
				composed(operation),
				operation === 'create' ? [items[0], { email: 'two@example.com' }] : items,
				{ retry: 3 },
			);
			expect(status).toBe('success');
			expect(done[0]).toMatchObject({
				email: 'new@example.com',
				created: true,
				lists: [{ list: '1', status: 'subscribed' }],
				account: '1',
				tags: ['VIP', 'New'],
			});
			expect(paired()).toEqual([0, 1]);
			expect(contactWrites('new@example.com')).toBe(1);
			expect(journal().count('POST', /contactTags/)).toBe(4);
			expect(shopOf('new@example.com')).toBe('Example Shop');
		},
	);

	it('never sends a create again whose contact part is done, however often another part fails', async () => {
		refuse(/accountContacts/);
		const { rejected } = await account.run(composed('create'), [items[0], { email: 'nope' }], {
			retry: 3,
			onError: 'continueErrorOutput',
		});
		expect(rejected).toHaveLength(2);
		expect(rejected[0].error).toBe('QuarticOn CDXP says: Not now');
		expect(detailsOf(rejected[0]).parts).toEqual(partsBut('account Example Shop (ID 1)'));
		expect(contactWrites('new@example.com')).toBe(1);
		expect(journal().count('POST', /accountContacts/)).toBe(3);
	});

	it('lets a consent withdrawn in the try before win, also for a contact that try created', async () => {
		refuse(/contactLists/, 1);
		// The first row creates the contact and fails to subscribe it, the second withdraws the consent.
		const { done } = await account.run(
			composed('upsert', {
				lists: { values: [{ list: by('id', '1'), status: '={{ $json.consent }}' }] },
			}),
			[
				{ email: 'new@example.com', consent: 'subscribed' },
				{ email: 'NEW@example.com', consent: 'unsubscribed' },
			],
			{ retry: 3, onError: 'continueErrorOutput' },
		);
		expect(done.map(({ lists }) => (lists as IDataObject[])[0].status)).toEqual([
			'kept-unsubscribed',
			'unsubscribed',
		]);
		expect(statusOf('new@example.com')).toBe(2);
	});
});
