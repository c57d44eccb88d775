import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			fields: [
				{ id: 1, title: 'City', type: 'text' },
				{ id: 2, title: 'Interests', type: 'listbox', options: ['Books', 'Music'] },
			],
			contacts: [
				{
					id: 10,
					email: 'jan@example.com',
					firstName: 'Jan',
					phone: '+48555555555',
					fieldValues: { '1': 'Kraków', '2': '||Books||' },
					lists: { '1': 1 },
					tags: ['VIP'],
				},
				{ id: 11, email: 'ewa@example.com', firstName: 'Ewa' },
			],
		},
	});
});
afterEach(async () => await account.close());

const store = () => account.sandbox.store;
const journal = () => account.sandbox.journal;
const fields = (value: IDataObject) => ({ customFields: { mappingMode: 'defineBelow', value } });
/** A contact locator whose value each item brings. */
const who = (mode: string) => by(mode, '={{ $json.who }}');

describe('contact: create', () => {
	const create = (more: IDataObject = {}) => ({
		resource: 'contact',
		operation: 'create',
		email: '={{ $json.email }}',
		additionalFields: { firstName: '={{ $json.name }}' },
		...more,
	});
	const posts = () => journal().find('POST', '/contacts');

	it('creates contacts with fields, consents and tags, one after another, and keeps order and links', async () => {
		const { done, paired, status } = await account.run(
			create({
				...fields({ '1': '={{ $json.city }}', '2': '={{ $json.likes }}' }),
				options: {
					lists: { values: [{ list: by('name', 'Newsletter'), status: 'unconfirmed' }] },
					tags: 'VIP',
				},
			}),
			[
				{ email: 'a@example.com', name: 'Ala', city: 'Łódź', likes: ['Books', 'Music'] },
				{ email: 'b@example.com', name: 'Ben' },
			],
		);
		expect(status).toBe('success');
		expect(done).toMatchObject([
			{ email: 'a@example.com', firstName: 'Ala', created: true, tags: ['VIP'], account: null },
			{ email: 'b@example.com', firstName: 'Ben', created: true },
		]);
		expect(done[0].lists).toEqual([{ list: '1', status: 'unconfirmed' }]);
		expect(paired()).toEqual([0, 1]);
		const { id } = store().contactByEmail('a@example.com')!;
		expect(done[0].id).toBe(id);
		expect(store().fieldValuesOf(id)).toEqual({ '1': 'Łódź', '2': '||Books||Music||' });
		expect(store().listStatusOf(id)).toEqual({ '1': 0 });
		expect(store().tagsOf(id)).toEqual(['VIP']);
		// Nothing is read of a contact just created.
		expect(journal().count('GET', /contactLists/)).toBe(0);
	});

	it('gives the raw answer when Simplify is off', async () => {
		const { done } = await account.run(create({ simplify: false }), [{ email: 'a@example.com' }]);
		expect(done[0]).toMatchObject({
			created: true,
			contact: { email: 'a@example.com', cdate: expect.any(String) },
		});
	});

	it.each([
		[
			'jan@example.com',
			'Email address already exists in the system',
			'duplicate',
			'Use Create or Update',
		],
		[
			'JAN@example.com',
			'Email address already exists in the system',
			'duplicate',
			'Use Create or Update',
		],
		['nope', '"nope" is not an e-mail address', 'invalid_value', 'Correct the address'],
		['', 'no e-mail address is given', 'invalid_value', 'Correct the address'],
	])('refuses "%s" and creates the others', async (email, problem, code, remedy) => {
		const wrong = { email, row: 2 };
		const { done, rejected, paired } = await account.run(
			create(),
			[{ email: 'a@example.com' }, wrong, { email: 'c@example.com' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(done.map((row) => row.email)).toEqual(['a@example.com', 'c@example.com']);
		expect(rejected).toHaveLength(1);
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0])).toMatchObject({
			status: 'failed',
			code,
			remedy: expect.stringContaining(remedy),
		});
		expect(inputOf(rejected[0])).toEqual(wrong);
		expect([paired(0), paired(1)]).toEqual([[0, 2], [1]]);
		expect(store().contactByEmail('jan@example.com')!.firstName).toBe('Jan');
	});

	it('creates the same address once when two items bring it', async () => {
		const { done, rejected } = await account.run(
			create(),
			[{ email: 'a@example.com' }, { email: 'A@Example.com' }],
			{ onError: 'continueErrorOutput' },
		);
		expect([done.length, rejected.length]).toEqual([1, 1]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'duplicate', field: 'Email' });
	});

	it('keeps the input beside the error when On Error is Continue', async () => {
		const { done, paired } = await account.run(
			create(),
			[
				{ email: 'jan@example.com', row: 1 },
				{ email: 'b@example.com', row: 2 },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(done[0]).toMatchObject({
			email: 'jan@example.com',
			row: 1,
			error: expect.stringContaining('already exists'),
			details: { code: 'duplicate' },
		});
		expect(done[1]).toMatchObject({ email: 'b@example.com', created: true });
		expect(paired()).toEqual([0, 1]);
	});

	it('stops at the first failure, names it, and creates nothing more, when On Error is Stop', async () => {
		const { failure, status } = await account.run(create(), [
			{ email: 'a@example.com' },
			{ email: 'jan@example.com' },
			{ email: 'c@example.com' },
		]);
		expect(status).toBe('error');
		expect(failure).toMatchObject({
			message: 'QuarticOn CDXP says: Email address already exists in the system',
			description: expect.stringContaining('1 of 3 items were done'),
			context: { itemIndex: 1 },
		});
		expect(store().contactByEmail('c@example.com')).toBeUndefined();
	});

	it('is sent again after a 429, which says that nothing was done', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '0' },
			times: 2,
			match: { method: 'POST' },
		});
		const { done } = await account.run(create(), [
			{ email: 'a@example.com' },
			{ email: 'b@example.com' },
		]);
		expect(done).toMatchObject([{ created: true }, { created: true }]);
		expect(store().contacts()).toHaveLength(4);
	});

	describe('whose answer is lost', () => {
		const items = ['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com` }));
		const sentOf = (email: string) =>
			posts().filter(({ body }) => (body as { contact: IDataObject }).contact.email === email)
				.length;

		const faults = [
			['a reset after it was applied', { kind: 'reset', when: 'after' }, true],
			['a reset before it was applied', { kind: 'reset', when: 'before' }, false],
			['an answer cut short', { kind: 'truncate' }, true],
			['an answer without a body', { kind: 'empty', when: 'after' }, true],
			['a 500', { kind: 'status', status: 500 }, false],
			["a proxy's page", { kind: 'html', when: 'after' }, true],
		] as const;
		const isCreate = { method: 'POST', path: /contacts$/ };
		const loseAnswer = () =>
			account.sandbox.faults.add({ kind: 'reset', when: 'after', times: 1, match: isCreate });
		/** The look-up after a lost answer fails too. */
		const hideContacts = () =>
			account.sandbox.faults.add({
				kind: 'status',
				status: 400,
				match: { method: 'GET', path: /contacts$/ },
			});

		it.each(faults)(
			'is looked for, and sent again only if it was not applied: %s',
			async (_, fault, applied) => {
				account.sandbox.faults.add({ ...fault, times: 1, match: isCreate } as never);
				const { done } = await account.run(create(), items, { onError: 'continueErrorOutput' });
				expect(done.map(({ email, created }) => [email, created])).toEqual(
					items.map(({ email }) => [email, true]),
				);
				expect(sentOf('a@example.com')).toBe(applied ? 1 : 2);
				expect(store().contacts()).toHaveLength(5);
			},
		);

		it('is a duplicate when the contact there has other data', async () => {
			account.sandbox.faults.add({ kind: 'status', status: 500, times: 1, match: isCreate });
			const { rejected } = await account.run(
				create(),
				[{ email: 'ewa@example.com', name: 'Another' }, items[0]],
				{ onError: 'continueErrorOutput' },
			);
			expect(rejected.map(({ email }) => email)).toEqual(['ewa@example.com']);
			expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code: 'duplicate' });
			expect(store().contactByEmail('ewa@example.com')).toMatchObject({ firstName: 'Ewa' });
		});

		it('keeps a consent that was withdrawn before, should the contact have been there', async () => {
			store().setConsent('11', '1', 2);
			account.sandbox.faults.add({ kind: 'status', status: 500, times: 1, match: isCreate });
			const { done } = await account.run(
				create({ options: { lists: { values: [{ list: by('id', '1'), status: 'subscribed' }] } } }),
				[{ email: 'ewa@example.com', name: 'Ewa' }],
			);
			expect(done[0]).toMatchObject({ lists: [{ list: '1', status: 'kept-unsubscribed' }] });
		});

		it.each(faults)(
			'is uncertain and not sent again when it cannot be looked for: %s; the other items are done',
			async (_, fault, applied) => {
				account.sandbox.faults.add({ ...fault, times: 1, match: isCreate } as never);
				hideContacts();
				const { done, rejected, paired } = await account.run(create(), items, {
					onError: 'continueErrorOutput',
				});
				expect(rejected).toHaveLength(1);
				expect(detailsOf(rejected[0])).toMatchObject({
					status: 'uncertain',
					remedy: expect.stringContaining('look in the platform before you repeat it'),
					parts: [{ part: 'contact', done: false }],
				});
				expect(inputOf(rejected[0])).toEqual(items[0]);
				expect(done.map(({ email }) => email)).toEqual(['b@example.com', 'c@example.com']);
				expect([paired(0), paired(1)]).toEqual([[1, 2], [0]]);
				expect(sentOf('a@example.com')).toBe(1);
				expect(store().contactByEmail('a@example.com') !== undefined).toBe(applied);
			},
		);

		it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
			'is not sent again by Retry On Fail × 3 either (%s)',
			async (onError) => {
				loseAnswer();
				hideContacts();
				const { raw, done, rejected } = await account.run(create(), items, { onError, retry: 3 });
				expect(raw?.status).toBe('success');
				const failed = onError === 'continueErrorOutput' ? rejected[0] : done[0];
				expect(detailsOf(failed).status).toBe('uncertain');
				expect(items.map(({ email }) => sentOf(email))).toEqual([1, 1, 1]);
				expect([...done, ...rejected]).toHaveLength(3);
			},
		);

		it('is not sent again by Retry On Fail × 3 when On Error is Stop, and nothing after it starts', async () => {
			loseAnswer();
			hideContacts();
			const { status, failure } = await account.run(create(), items, { retry: 3 });
			expect(status).toBe('error');
			expect(failure).toMatchObject({
				description: expect.stringContaining('look in the platform'),
			});
			expect(items.map(({ email }) => sentOf(email))).toEqual([1, 0, 0]);
		});
	});
});

describe('contact: update', () => {
	const update = (more: IDataObject = {}) => ({
		resource: 'contact',
		operation: 'update',
		contact: who('email'),
		updateFields: { firstName: '={{ $json.name }}' },
		...more,
	});

	it('changes what is given and leaves the rest alone, by e-mail in any case', async () => {
		const { done, paired, status } = await account.run(
			update(fields({ '1': '={{ $json.city }}' })),
			[
				{ who: 'JAN@example.com', name: 'Janusz', city: 'Gdynia' },
				{ who: 'ewa@example.com', name: '', city: 'Łódź' },
			],
		);
		expect(status).toBe('success');
		expect(done).toMatchObject([
			{ id: '10', email: 'jan@example.com', firstName: 'Janusz', phone: '+48555555555' },
			{ id: '11', email: 'ewa@example.com', firstName: 'Ewa' },
		]);
		expect(done[0].updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(paired()).toEqual([0, 1]);
		expect(store().fieldValuesOf('10')).toEqual({ '1': 'Gdynia', '2': '||Books||' });
		expect(store().fieldValuesOf('11')).toEqual({ '1': 'Łódź' });
	});

	it('finds contacts by ID without a look-up', async () => {
		const { done } = await account.run(update({ contact: who('id') }), [
			{ who: 10, name: 'J' },
			{ who: ' 11 ', name: 'E' },
		]);
		expect(done.map(({ firstName }) => firstName)).toEqual(['J', 'E']);
		expect(journal().count('GET')).toBe(0);
	});

	it('changes the e-mail address, and says so where it is taken', async () => {
		const items = [
			{ who: 'jan@example.com', email: 'new@example.com' },
			{ who: 'ewa@example.com', email: 'EWA@example.com' },
		];
		const parameters = update({ updateFields: { email: '={{ $json.email }}' } });
		const { done } = await account.run(parameters, items);
		expect(done.map(({ id, email }) => [id, email])).toEqual([
			['10', 'new@example.com'],
			['11', 'EWA@example.com'],
		]);
		const taken = { who: 'ewa@example.com', email: 'new@example.com', row: 1 };
		const free = { who: 'new@example.com', email: 'free@example.com' };
		const again = await account.run(parameters, [taken, free], { onError: 'continueErrorOutput' });
		expect(detailsOf(again.rejected[0])).toMatchObject({ code: 'duplicate', field: 'Email' });
		expect(inputOf(again.rejected[0])).toEqual(taken);
		expect([again.paired(0), again.paired(1)]).toEqual([[1], [0]]);
	});

	it('empties custom fields only when told to', async () => {
		const { done } = await account.run(
			update({ updateFields: {}, options: { clearFields: ['1'] } }),
			[{ who: 'jan@example.com' }, { who: 'ewa@example.com' }],
		);
		expect(done).toHaveLength(2);
		expect(store().fieldValuesOf('10')).toEqual({ '1': '', '2': '||Books||' });
	});

	it('gives the raw answer when Simplify is off', async () => {
		const { done } = await account.run(update({ simplify: false }), [
			{ who: 'jan@example.com', name: 'J' },
			{ who: 'ewa@example.com', name: 'E' },
		]);
		expect(done[0]).toMatchObject({ contact: { id: '10', udate: expect.any(String) } });
	});

	it.each([
		[
			'nobody has the address',
			{},
			'email',
			{ who: 'nobody@example.com', name: 'x' },
			'no contact has the e-mail address "nobody@example.com"',
			'not_found',
			'Contact',
		],
		[
			'the ID is gone',
			{},
			'id',
			{ who: '999', name: 'x' },
			'No Result found for Subscriber with id 999',
			'not_found',
			null,
		],
		[
			'nothing is given to change',
			{},
			'email',
			{ who: 'jan@example.com', name: '' },
			'Update Fields: nothing is given to change',
			'invalid_value',
			'Update Fields',
		],
		[
			'the new address is impossible',
			{ updateFields: { email: '={{ $json.email }}' } },
			'email',
			{ who: 'jan@example.com', email: 'nope' },
			'"nope" is not an e-mail address',
			'invalid_value',
			'Email',
		],
		[
			'a value does not fit its field',
			{ ...fields({ '2': '={{ $json.likes }}' }) },
			'email',
			{ who: 'jan@example.com', likes: 'Chess' },
			'"Chess" is not one of',
			'invalid_value',
			'Interests (ID 2)',
		],
	])(
		'refuses when %s, and does the other item',
		async (_, more, mode, wrong, problem, code, field) => {
			const good = {
				who: mode === 'id' ? '11' : 'ewa@example.com',
				name: 'Eva',
				email: 'ewa@example.com',
				likes: 'Music',
			};
			const before = structuredClone(store().contactByEmail('jan@example.com'));
			const { done, rejected, paired } = await account.run(
				update({ contact: who(mode), ...more }),
				[wrong, good],
				{ onError: 'continueErrorOutput' },
			);
			expect(rejected[0].error).toContain(problem);
			expect(detailsOf(rejected[0])).toMatchObject({ status: 'failed', code, field });
			expect(detailsOf(rejected[0]).remedy).not.toBe('');
			expect(inputOf(rejected[0])).toEqual(wrong);
			expect(done.map(({ id }) => id)).toEqual(['11']);
			expect([paired(0), paired(1)]).toEqual([[1], [0]]);
			expect(store().contactByEmail('jan@example.com')).toEqual(before);
		},
	);

	it('keeps the input beside the error when On Error is Continue, and stops when it is Stop', async () => {
		const items = [
			{ who: 'nobody@example.com', name: 'x' },
			{ who: 'ewa@example.com', name: 'Eva' },
		];
		const { done, paired } = await account.run(update(), items, {
			onError: 'continueRegularOutput',
		});
		expect(done[0]).toMatchObject({ ...items[0], details: { code: 'not_found' } });
		expect(done[1]).toMatchObject({ id: '11', firstName: 'Eva' });
		expect(paired()).toEqual([0, 1]);
		const { failure } = await account.run(update(), items);
		expect(failure).toMatchObject({
			message: expect.stringContaining('nobody@example.com'),
			context: { itemIndex: 0 },
		});
	});

	it('absorbs a lost answer', async () => {
		account.sandbox.faults.add({
			kind: 'reset',
			when: 'after',
			times: 1,
			match: { method: 'PUT' },
		});
		const { done } = await account.run(
			update({ contact: who('id'), updateFields: { email: '={{ $json.email }}' } }),
			[
				{ who: '10', email: 'a@example.com' },
				{ who: '11', email: 'b@example.com' },
			],
		);
		expect(done.map(({ email }) => email)).toEqual(['a@example.com', 'b@example.com']);
	});
});

describe('contact: delete', () => {
	const erase = (more: IDataObject = {}) => ({
		resource: 'contact',
		operation: 'delete',
		contact: who('email'),
		...more,
	});
	const ids = () =>
		store()
			.contacts()
			.map(({ id }) => id);

	it.each([
		['e-mail', 'email', ['Jan@example.com', 'ewa@example.com']],
		['ID', 'id', ['10', 11]],
		['choice', 'list', ['10', '11']],
	])('erases contacts by %s with all that hangs on them', async (_, mode, given) => {
		const { done, paired, status } = await account.run(
			erase({ contact: who(mode) }),
			given.map((value) => ({ who: value })),
		);
		expect(status).toBe('success');
		expect(done).toEqual([
			{ id: '10', deleted: true },
			{ id: '11', deleted: true },
		]);
		expect(paired()).toEqual([0, 1]);
		expect(ids()).toEqual([]);
		expect(store().listStatusOf('10')).toEqual({});
		expect(store().fieldValuesOf('10')).toEqual({});
		expect(store().tagsOf('10')).toEqual([]);
	});

	it('says deleted: false for who is gone or never was, and fails nobody', async () => {
		const byEmail = await account.run(erase(), [
			{ who: 'nobody@example.com' },
			{ who: 'jan@example.com' },
			{ who: 'JAN@example.com' },
		]);
		expect(byEmail.status).toBe('success');
		expect(byEmail.done).toEqual([
			{ id: null, deleted: false },
			{ id: '10', deleted: true },
			{ id: '10', deleted: false },
		]);
		const byId = await account.run(erase({ contact: who('id') }), [{ who: '10' }, { who: '11' }]);
		expect(byId.done).toEqual([
			{ id: '10', deleted: false },
			{ id: '11', deleted: true },
		]);
		expect(byId.paired()).toEqual([0, 1]);
	});

	it.each([
		['email', 'nobody@example.com', 'jan@example.com', 0],
		['id', '999', '10', 1],
	])(
		'sends who is not found by %s to the error path when asked to',
		async (mode, missing, present, deletes) => {
			const parameters = erase({ contact: who(mode), options: { failIfNotFound: true } });
			const items = [{ who: missing, row: 1 }, { who: present }];
			const { done, rejected, paired } = await account.run(parameters, items, {
				onError: 'continueErrorOutput',
			});
			expect(rejected[0].error).toBe(`Contact: there is no contact "${missing}" to delete`);
			expect(detailsOf(rejected[0])).toMatchObject({
				status: 'failed',
				code: 'not_found',
				field: 'Contact',
				remedy: expect.stringContaining('Switch Fail if Not Found off'),
			});
			expect(inputOf(rejected[0])).toEqual(items[0]);
			expect(done).toEqual([{ id: '10', deleted: true }]);
			expect([paired(0), paired(1)]).toEqual([[1], [0]]);
			// Who is not found by e-mail has no ID to delete.
			expect(journal().count('DELETE')).toBe(1 + deletes);

			const kept = await account.run(parameters, items, { onError: 'continueRegularOutput' });
			expect(kept.done.map(inputOf)).toEqual(items);
			const { failure } = await account.run(parameters, items);
			expect(failure).toMatchObject({
				message: `Contact: there is no contact "${missing}" to delete`,
				context: { itemIndex: 0 },
			});
		},
	);

	it.each([
		['email', ['jan@example.com', 'ewa@example.com']],
		['id', ['10', '11']],
	])(
		'counts "not found" after a lost answer as deleted (by %s), also where not found is a failure',
		async (mode, given) => {
			account.sandbox.faults.add({
				kind: 'reset',
				when: 'after',
				times: 1,
				match: { method: 'DELETE' },
			});
			const { done, status } = await account.run(
				erase({ contact: who(mode), options: { failIfNotFound: true } }),
				given.map((value) => ({ who: value })),
			);
			expect(status).toBe('success');
			expect(done).toEqual([
				{ id: '10', deleted: true },
				{ id: '11', deleted: true },
			]);
			expect(
				journal()
					.find('DELETE')
					.map((entry) => entry.status),
			).toContain(404);
		},
	);

	it('does not count "not found" after a 429 as deleted, because a 429 deletes nothing', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '0' },
			times: 1,
			match: { method: 'DELETE', path: /999/ },
		});
		const { done } = await account.run(erase({ contact: who('id') }), [
			{ who: '999' },
			{ who: '10' },
		]);
		expect(done).toEqual([
			{ id: '999', deleted: false },
			{ id: '10', deleted: true },
		]);
	});

	it('does not take an empty answer to the look-up for "there is no such contact"', async () => {
		account.sandbox.faults.add({
			kind: 'empty',
			times: 1,
			match: { method: 'GET', path: /contacts$/ },
		});
		const { done } = await account.run(erase(), [
			{ who: 'jan@example.com' },
			{ who: 'ewa@example.com' },
		]);
		expect(done.map(({ deleted }) => deleted)).toEqual([true, true]);
		expect(ids()).toEqual([]);
	});

	it('remembers under Retry On Fail who was deleted in the try before', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 422,
			body: { message: 'Not now' },
			times: 1,
			match: { method: 'DELETE', path: /10$/ },
		});
		// n8n repeats the node when its first item failed.
		const { done } = await account.run(
			erase({ options: { failIfNotFound: true } }),
			[{ who: 'jan@example.com' }, { who: 'ewa@example.com' }],
			{ onError: 'continueErrorOutput', retry: 3 },
		);
		expect(done).toEqual([
			{ id: '10', deleted: true },
			{ id: '11', deleted: true },
		]);
		expect(journal().count('DELETE', /11$/)).toBe(1);
	});

	it.each([
		['email', '', 'no e-mail address is given', 'jan@example.com'],
		['email', 'nope', 'has no @', 'jan@example.com'],
		['id', '', 'no contact is given', '10'],
		['id', '1 OR 1', '"1 OR 1" is not a contact ID', '10'],
		['id', '-1', '"-1" is not a contact ID', '10'],
		['id', 0, '"0" is not a contact ID', '10'],
	])('refuses %s %p, and deletes nobody but the other', async (mode, wrong, problem, good) => {
		const { done, rejected } = await account.run(
			erase({ contact: who(mode) }),
			[{ who: wrong }, { who: good }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field: 'Contact' });
		expect(done).toEqual([{ id: '10', deleted: true }]);
		expect(ids()).toEqual(['11']);
	});

	it('deletes nobody when the platform answers with another contact than asked for', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			body: { contacts: [{ id: '11', email: 'ewa@example.com' }], meta: { total: '1' } },
			times: 1,
			match: { method: 'GET' },
		});
		const { done } = await account.run(erase(), [
			{ who: 'nobody@example.com' },
			{ who: 'jan@example.com' },
		]);
		expect(done.map(({ deleted }) => deleted)).toEqual([false, true]);
		expect(ids()).toEqual(['11']);
	});

	it('says once that the right to delete is missing, and asks no further', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 403,
			body: { message: 'Forbidden' },
			match: { method: 'DELETE' },
		});
		const items = ['10', '11', '12', '13'].map((value) => ({ who: value }));
		const { rejected, hints } = await account.run(erase({ contact: who('id') }), items, {
			onError: 'continueErrorOutput',
		});
		expect(rejected.map(inputOf)).toEqual(items);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual([
			'failed',
			'not-attempted',
			'not-attempted',
			'not-attempted',
		]);
		expect(rejected[0].error).toContain('does not allow this request');
		expect(hints).toHaveLength(1);
		expect(journal().count('DELETE')).toBe(1);
	});
});
