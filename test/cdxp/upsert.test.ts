import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [
				{ id: 1, name: 'Newsletter' },
				{ id: 2, name: 'SMS' },
			],
			fields: [
				{ id: 1, title: 'City', type: 'text' },
				{ id: 2, title: 'Tier', type: 'dropdown', options: ['Gold', 'Silver'] },
				{ id: 3, title: 'Interests', type: 'listbox', options: ['Books', 'Music'] },
				{ id: 4, title: 'Born', type: 'date' },
			],
			contacts: [
				{
					email: 'old@example.com',
					firstName: 'Old',
					fieldValues: { '1': 'Kraków', '2': 'Gold' },
					lists: { '1': 1 },
				},
				{ email: 'left@example.com', firstName: 'Left', lists: { '1': 2, '2': 1 } },
			],
		},
	});
});
afterEach(async () => await account.close());

const upsert = (more: IDataObject = {}) => ({
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	additionalFields: { firstName: '={{ $json.name }}' },
	...more,
});
const fields = (value: IDataObject) => ({ customFields: { mappingMode: 'defineBelow', value } });
const consent = (status: string, more: IDataObject = {}) => ({
	options: { lists: { values: [{ list: by('list', '1'), status }] }, ...more },
});
const stored = (email: string) => account.sandbox.store.contactByEmail(email);
const valuesOf = (email: string) => account.sandbox.store.fieldValuesOf(stored(email)!.id);
const statusOf = (email: string) => account.sandbox.store.listStatusOf(stored(email)!.id);

describe('contact: create or update', () => {
	it('creates and updates, says which, and keeps order and item links', async () => {
		const { done, paired, status } = await account.run(upsert(), [
			{ email: 'new@example.com', name: 'Nowa' },
			{ email: 'old@example.com', name: 'Stara' },
			{ email: 'żółw@example.com', name: 'Żółw' },
		]);
		expect(status).toBe('success');
		expect(done).toMatchObject([
			{ email: 'new@example.com', firstName: 'Nowa', created: true, lists: [] },
			{ email: 'old@example.com', firstName: 'Stara', created: false, lists: [] },
			{ email: 'żółw@example.com', firstName: 'Żółw', created: true },
		]);
		expect(done[0].id).toBe(String(stored('new@example.com')!.id));
		expect(done[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(paired()).toEqual([0, 1, 2]);
	});

	it('gives the raw answer when Simplify is off', async () => {
		const { done } = await account.run(upsert({ simplify: false }), [{ email: 'new@example.com' }]);
		expect(done[0]).toMatchObject({
			created: true,
			contact: { email: 'new@example.com', cdate: expect.any(String) },
		});
	});

	it("sends custom fields in the API's formats and leaves the others alone", async () => {
		await account.run(
			upsert(fields({ '2': 'silver', '3': '={{ $json.likes }}', '4': '24.12.1990' })),
			[{ email: 'old@example.com', likes: ['Books', 'Music'] }],
		);
		expect(valuesOf('old@example.com')).toEqual({
			'1': 'Kraków',
			'2': 'Silver',
			'3': '||Books||Music||',
			'4': '1990-12-24',
		});
	});

	it('leaves a field untouched when its value is empty, and clears it only when told to', async () => {
		await account.run(upsert(fields({ '1': '={{ $json.city }}', '2': '' })), [
			{ email: 'old@example.com', city: '' },
		]);
		expect(valuesOf('old@example.com')).toMatchObject({ '1': 'Kraków', '2': 'Gold' });
		await account.run(upsert({ options: { clearFields: ['1'] } }), [{ email: 'old@example.com' }]);
		expect(valuesOf('old@example.com')['1'] ?? '').toBe('');
		expect(valuesOf('old@example.com')['2']).toBe('Gold');
	});

	it('maps columns by title, personalisation tag, label or ID when set to automatic', async () => {
		await account.run(upsert({ customFields: { mappingMode: 'autoMapInputData', value: null } }), [
			{
				email: 'auto@example.com',
				city: 'Łódź',
				TIER: 'Gold',
				'3': 'Books',
				'Born (ID 4)': '1990-01-02',
				other: 'x',
			},
		]);
		expect(valuesOf('auto@example.com')).toEqual({
			'1': 'Łódź',
			'2': 'Gold',
			'3': '||Books||',
			'4': '1990-01-02',
		});
	});

	it('reads the custom fields once, however many items use them', async () => {
		const items = Array.from({ length: 20 }, (_, index) => ({ email: `c${index}@example.com` }));
		await account.run(upsert(fields({ '1': 'Gdynia' })), items);
		expect(account.sandbox.journal.count('GET', /\/fields/)).toBe(1);
		expect(account.sandbox.journal.count()).toBe(21);
	});
});

describe('consents', () => {
	it('sets them without reading for a contact just created', async () => {
		const { done } = await account.run(upsert(consent('subscribed')), [
			{ email: 'new@example.com' },
		]);
		expect(done[0].lists).toEqual([{ list: '1', status: 'subscribed' }]);
		expect(statusOf('new@example.com')).toEqual({ '1': 1 });
		expect(account.sandbox.journal.count('GET', /contactLists/)).toBe(0);
	});

	it('keeps an unsubscribed contact unsubscribed, and says so', async () => {
		for (const wanted of ['subscribed', 'unconfirmed']) {
			const { done } = await account.run(upsert(consent(wanted)), [{ email: 'left@example.com' }]);
			expect(done[0].lists).toEqual([{ list: '1', status: 'kept-unsubscribed' }]);
			expect(statusOf('left@example.com')).toMatchObject({ '1': 2 });
		}
	});

	it('moves it when Keep Unsubscribed is off', async () => {
		const { done } = await account.run(upsert(consent('subscribed', { keepUnsubscribed: false })), [
			{ email: 'left@example.com' },
		]);
		expect(done[0].lists).toEqual([{ list: '1', status: 'subscribed' }]);
		expect(statusOf('left@example.com')).toMatchObject({ '1': 1 });
	});

	it('writes nothing when the present consents cannot be read', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 404,
			body: { message: 'No Result found' },
			match: { method: 'GET', path: /contactLists/ },
		});
		const { rejected } = await account.run(
			upsert(consent('subscribed')),
			[{ email: 'left@example.com' }],
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(detailsOf(rejected[0]).parts).toEqual([
			{ part: 'contact', done: true },
			{ part: 'list Newsletter (ID 1)', done: false },
		]);
		expect(statusOf('left@example.com')).toMatchObject({ '1': 2 });
		expect(account.sandbox.journal.count('POST', /contactLists/)).toBe(0);
	});

	it('lets a withdrawn consent win over rows of the same contact before and after it, in any case of the address', async () => {
		const items = [
			{ email: 'Jan@example.com', consent: 'subscribed' },
			{ email: 'jan@example.com', consent: 'unsubscribed' },
			{ email: 'JAN@example.com', consent: 'subscribed' },
		];
		const { done } = await account.run(upsert(consent('={{ $json.consent }}')), items);
		expect(done.map(({ lists }) => (lists as IDataObject[])[0].status)).toEqual([
			'subscribed',
			'unsubscribed',
			'kept-unsubscribed',
		]);
		expect(statusOf('jan@example.com')).toEqual({ '1': 2 });
	});

	it('leaves a list alone when its status is empty', async () => {
		const { done } = await account.run(upsert(consent('={{ $json.none }}')), [
			{ email: 'left@example.com' },
		]);
		expect(done[0].lists).toEqual([]);
	});
});

describe('bad input', () => {
	const bad: Array<[string, IDataObject, IDataObject, string, string]> = [
		['no e-mail', {}, { name: 'x' }, 'Email', 'no e-mail address is given'],
		['an impossible e-mail', {}, { email: 'jan@@example.com' }, 'Email', 'more than one @'],
		[
			'an unknown list',
			{ options: { lists: { values: [{ list: by('id', '99'), status: 'subscribed' }] } } },
			{ email: 'a@example.com' },
			'List',
			'with the ID "99"',
		],
		[
			'an unknown list name',
			{ options: { lists: { values: [{ list: by('name', 'Nope'), status: 'subscribed' }] } } },
			{ email: 'a@example.com' },
			'List',
			'named "Nope"',
		],
		[
			'a list given twice',
			{
				options: {
					lists: {
						values: [
							{ list: by('id', '1'), status: 'subscribed' },
							{ list: by('name', 'newsletter'), status: 'unsubscribed' },
						],
					},
				},
			},
			{ email: 'a@example.com' },
			'Lists',
			'given twice',
		],
		[
			'an unknown status',
			consent('yes'),
			{ email: 'a@example.com' },
			'Status',
			'"yes" is not a consent status',
		],
		[
			'an unknown field',
			fields({ '99': 'x' }),
			{ email: 'a@example.com' },
			'Custom Fields',
			'ID "99"',
		],
		[
			'an unknown option',
			fields({ '2': 'Platinum' }),
			{ email: 'a@example.com' },
			'Tier (ID 2)',
			'"Platinum" is not one of',
		],
		[
			'a day that does not exist',
			fields({ '4': '1985-02-30' }),
			{ email: 'a@example.com' },
			'Born (ID 4)',
			'"1985-02-30" is not a date',
		],
	];

	it.each(bad)(
		'%s is refused before the contact is written, and the other item is done',
		async (_, parameters, item, field, problem) => {
			// The good item takes the same parameters but for what is wrong with the other.
			const good = { email: 'good@example.com', name: 'Good' };
			const wrong = { ...item, row: 7 };
			const alone = await account.run(upsert(parameters), [wrong], {
				onError: 'continueErrorOutput',
			});
			expect(alone.done).toEqual([]);
			expect(alone.rejected).toHaveLength(1);
			expect(alone.rejected[0].error).toContain(problem);
			expect(detailsOf(alone.rejected[0])).toMatchObject({
				status: 'failed',
				code: 'invalid_value',
				field,
			});
			expect(detailsOf(alone.rejected[0]).remedy).not.toBe('');
			expect(inputOf(alone.rejected[0])).toEqual(wrong);
			expect(account.sandbox.journal.count('POST')).toBe(0);

			const emailIsWrong = field === 'Email';
			const both = await account.run(emailIsWrong ? upsert(parameters) : upsert(), [wrong, good], {
				onError: 'continueErrorOutput',
			});
			expect(both.done.map(({ email }) => email)).toContain('good@example.com');
			if (emailIsWrong) expect([both.paired(0), both.paired(1)]).toEqual([[1], [0]]);
		},
	);

	it('names the item, the remedy and how far the run came when On Error is Stop', async () => {
		const { failure, status } = await account.run(upsert(), [
			{ email: 'a@example.com' },
			{ email: 'nope' },
			{ email: 'c@example.com' },
		]);
		expect(status).toBe('error');
		expect(failure?.message).toBe('Email: "nope" is not an e-mail address: it has no @');
		expect((failure as unknown as { description: string }).description).toContain(
			'of 3 items were done',
		);
		expect((failure as unknown as { context: IDataObject }).context.itemIndex).toBe(1);
	});

	it('keeps the input and adds error and details when On Error is Continue', async () => {
		const { done, paired } = await account.run(
			upsert(),
			[
				{ email: 'nope', row: 1 },
				{ email: 'b@example.com', row: 2 },
			],
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(done[0]).toMatchObject({
			email: 'nope',
			row: 1,
			error: expect.stringContaining('no @'),
			details: { field: 'Email' },
		});
		expect(done[1]).toMatchObject({ email: 'b@example.com', created: true });
		expect(paired()).toEqual([0, 1]);
	});

	it("reads an address the platform refuses as the item's fault", async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 422,
			times: 1,
			match: { path: /sync/ },
			body: {
				errors: [
					{
						title: 'Contact Email Address is not valid.',
						detail: '',
						code: 'email_invalid',
						error: 'must_be_valid_email_address',
						source: { pointer: '/data/attributes/email' },
					},
				],
			},
		});
		const { rejected, done } = await account.run(
			upsert(),
			[{ email: 'a@example.com' }, { email: 'b@example.com' }],
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(rejected[0].error).toBe('QuarticOn CDXP says: Contact Email Address is not valid.');
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'email_invalid', field: 'Email' });
		expect(done).toHaveLength(1);
	});
});
