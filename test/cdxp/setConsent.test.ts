import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf, inputOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			contacts: [
				{ email: 'none@example.com' },
				{ email: 'in@example.com', lists: { '1': 1 } },
				{ email: 'out@example.com', lists: { '1': 2 } },
			],
		},
	});
});
afterEach(async () => await account.close());

const setConsent = (more: IDataObject = {}) => ({
	resource: 'list',
	operation: 'setConsent',
	contact: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
	list: by('name', 'Newsletter'),
	status: '={{ $json.status }}',
	...more,
});
const statusOf = (email: string) =>
	account.sandbox.store.listStatusOf(account.sandbox.store.contactByEmail(email)!.id)['1'];

describe('list: set contact consent', () => {
	it.each([
		// present, wanted, keep → stored, reported
		['none', 'subscribed', true, 1, 'subscribed'],
		['none', 'unconfirmed', true, 0, 'unconfirmed'],
		['none', 'unsubscribed', true, 2, 'unsubscribed'],
		['in', 'subscribed', true, 1, 'subscribed'],
		['in', 'unconfirmed', true, 0, 'unconfirmed'],
		['in', 'unsubscribed', true, 2, 'unsubscribed'],
		['out', 'subscribed', true, 2, 'kept-unsubscribed'],
		['out', 'unconfirmed', true, 2, 'kept-unsubscribed'],
		['out', 'unsubscribed', true, 2, 'unsubscribed'],
		['out', 'subscribed', false, 1, 'subscribed'],
		['out', 'unconfirmed', false, 0, 'unconfirmed'],
	])('%s → %s, keep %p: stored as %d', async (who, status, keep, stored, reported) => {
		const email = `${who}@example.com`;
		const { done } = await account.run(setConsent({ options: { keepUnsubscribed: keep } }), [
			{ email, status },
			{ email: 'none@example.com', status: 'subscribed' },
		]);
		expect(done[0]).toMatchObject({ list: '1', listName: 'Newsletter', status: reported });
		expect(done).toHaveLength(2);
		if (who !== 'none') expect(statusOf(email)).toBe(stored);
	});

	it.each([
		[false, 1],
		['false', 1],
		[' FALSE ', 1],
		[true, 2],
		['true', 2],
		['no', 2],
		[0, 2],
		['', 2],
		[null, 2],
	])(
		'Keep Unsubscribed is off only where an expression plainly says so: %p',
		async (keep, stored) => {
			await account.run(setConsent({ options: { keepUnsubscribed: '={{ $json.keep }}' } }), [
				{ email: 'out@example.com', status: 'subscribed', keep },
			]);
			expect(statusOf('out@example.com')).toBe(stored);
		},
	);

	it('sends nothing when the status is right already', async () => {
		await account.run(setConsent(), [{ email: 'in@example.com', status: 'subscribed' }]);
		expect(account.sandbox.journal.count('POST')).toBe(0);
	});

	it.each([
		[
			{ email: 'nobody@example.com', status: 'subscribed' },
			'no contact has the e-mail address',
			'Contact',
		],
		[{ email: 'in@example.com', status: 'perhaps' }, '"perhaps" is not a consent status', 'Status'],
		[{ email: 'in@example.com', status: '' }, '"" is not a consent status', 'Status'],
		[{ email: 'in', status: 'subscribed' }, 'has no @', 'Contact'],
	])('refuses %j and does the other item', async (item, problem, field) => {
		const { done, rejected, paired } = await account.run(
			setConsent(),
			[item, { email: 'none@example.com', status: 'subscribed' }],
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(rejected[0].error).toContain(problem);
		expect(detailsOf(rejected[0]).field).toBe(field);
		expect(inputOf(rejected[0])).toEqual(item);
		expect(done).toHaveLength(1);
		expect([paired(0), paired(1)]).toEqual([[1], [0]]);
	});

	it('explains a list that was deleted meanwhile', async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 422,
			match: { method: 'POST', path: /contactLists/ },
			body: {
				errors: [
					{
						title: 'The related list does not exist.',
						detail: '',
						code: 'related_missing',
						error: 'list_not_exist',
						source: { pointer: '/data/attributes/list' },
					},
				],
			},
		});
		const { rejected } = await account.run(
			setConsent(),
			[{ email: 'none@example.com', status: 'subscribed' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected[0].error).toBe('QuarticOn CDXP says: The related list does not exist.');
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'related_missing',
			field: 'List',
			remedy: expect.stringContaining('deleted'),
		});
	});
});
