/** What the node says it did: nothing is claimed, and nobody is written to, that the answers do not show. */
import type { IDataObject } from 'n8n-workflow';

import type { Run, Tenant } from './harness';
import { ANNA, ANNAS_WELCOME, BERIT, by, detailsOf, NOBODY, startTenant, TENANT } from './harness';
import { TWINS, WELCOME } from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const update = { operation: 'update', contact: by('id', ANNA), fields: { city: 'Lund' } };
const posts = { method: 'POST' };
const aContact = { method: 'GET', path: /contacts\/[0-9a-f-]{36}$/ };

/** The one item that failed. */
async function failed(parameters: IDataObject, more: Run = {}) {
	const { rejected } = await tenant.runOn(parameters, [{}], more);
	return { error: rejected[0].error, ...detailsOf(rejected[0]) };
}

describe('contact.upsert by a number of the tenant', () => {
	const upsert = (matchBy: string, keyValue: string, more: IDataObject = {}) => ({
		matchBy,
		keyValue,
		fields: { firstName: 'Other' },
		...more,
	});

	it('writes to nobody who has the value as the other number', async () => {
		const told = await failed(upsert('externalId', '999888777'));
		expect(told.error).toMatch(/External ID is not this tenant's custom key/);
		expect(told).toMatchObject({ status: 'failed', field: 'Match By' });
		expect(tenant.sent('PATCH', ANNA)).toEqual([]);
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ firstName: 'Anna' });
	});

	it('reads one contact to be sure, and no further one', async () => {
		await tenant.close();
		const contacts = ['M-1', 'M-2', 'M-3'].map((memberNumber) => ({
			email: `${memberNumber}@example.com`,
			firstName: 'N',
			memberNumber,
		}));
		tenant = await startTenant({ account: { ...TENANT, contacts } });
		const run = await tenant.runOn(upsert('memberNumber', '={{ $json.memberNumber }}'), contacts);
		expect(run.done.map(({ updated }) => updated)).toEqual([true, true, true]);
		expect(tenant.sandbox.journal.find('GET', aContact.path)).toHaveLength(1);
	});

	it('reads on where both numbers are the same, which proves nothing', async () => {
		await tenant.close();
		const both = (one: string) => ({
			email: `${one}@example.com`,
			memberNumber: one,
			externalId: one,
		});
		const contacts = [
			both('1'),
			both('2'),
			{ email: 'c@example.com', memberNumber: '3', firstName: 'C' },
		];
		tenant = await startTenant({ account: { ...TENANT, contacts } });
		const run = await tenant.runOn(
			upsert('externalId', '={{ $json.memberNumber }}'),
			contacts.map(({ memberNumber }) => ({ memberNumber })),
		);
		expect(run.done).toHaveLength(2);
		expect(run.rejected[0].error).toMatch(/not this tenant's custom key/);
		expect(tenant.byEmail('c@example.com')).toMatchObject([{ fields: { firstName: 'C' } }]);
	});
});

describe('contact.upsert', () => {
	it.each<[string, IDataObject]>([
		['Clear Fields', { clearFields: ['email'] }],
		['Clear Custom Fields', { clearCustomFields: 'shoeSize, Email' }],
	])('does not empty the field it matches by, named in %s', async (_, options) => {
		const told = await failed({ keyValue: 'anna@example.com', fields: { city: 'Lund' }, options });
		expect(told.error).toMatch(/is the field to match by/);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it.each([
		[undefined, 'MultipleMatches'],
		['first', undefined],
	])('after a lost answer obeys If Several Match: %s', async (multipleMatches, code) => {
		tenant.sandbox.faults.add({
			kind: 'status',
			status: 404,
			body: '',
			times: 1,
			match: { method: 'GET' },
		});
		tenant.sandbox.faults.add({ kind: 'status', status: 503, times: 1, match: posts });
		const run = await tenant.runOn({
			matchBy: 'mobilePhone',
			keyValue: '+46701112233',
			fields: { city: 'Lund' },
			options: { multipleMatches },
		});
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual(code ? [code] : []);
		expect(run.done.map(({ contactId }) => contactId)).toEqual(code ? [] : [TWINS[0]]);
	});
});

describe('contact.create after a lost answer', () => {
	const lost = (when: 'before' | 'after') =>
		tenant.sandbox.faults.add({ kind: 'status', status: 500, when, times: 1, match: posts });
	const create = (fields: IDataObject, preferences: IDataObject = {}) => ({
		operation: 'create',
		fields,
		preferences,
	});

	it('takes nobody for the contact it meant who decided otherwise', async () => {
		lost('before');
		const told = await failed(create({ email: 'anna@example.com' }, { acceptsEmail: 'no' }));
		expect(told).toMatchObject({ code: 'ApprovedContactWithKeyExists', status: 'uncertain' });
		expect(told.error).toContain('preferences.acceptsEmail');
	});

	it('is uncertain where the contact has other values, which Engage may have written so', async () => {
		lost('after');
		const answer = { id: ANNA, attributes: { email: 'new@example.com', city: 'LUND C' } };
		tenant.sandbox.faults.add({ kind: 'status', status: 200, body: answer, match: aContact });
		const fields = { email: 'new@example.com', firstName: 'N', city: 'Lund' };
		const told = await failed(create(fields));
		expect(told).toMatchObject({ code: 'ApprovedContactWithKeyExists', status: 'uncertain' });
		expect(told.error).toMatch(/city/);
		expect(told.error).not.toMatch(/firstName/);
	});

	it('takes nobody for it who has the number as the other one', async () => {
		lost('before');
		const told = await failed(create({ externalId: '999888777', city: 'Stockholm' }));
		expect(told).toMatchObject({ code: 'ApprovedContactWithKeyExists', status: 'uncertain' });
		expect(told.error).toMatch(/externalId$/);
	});

	it('knows a day that comes back with a time', async () => {
		lost('after');
		const fields = { email: 'new@example.com', firstName: 'N', birthDay: '1990-05-01' };
		const body = { id: ANNA, attributes: { ...fields, birthDay: '1990-05-01T00:00:00' } };
		tenant.sandbox.faults.add({ kind: 'status', status: 200, body, match: aContact });
		const { done } = await tenant.runOn(create(fields));
		expect(done).toMatchObject([{ created: true, ignoredFields: [] }]);
	});
});

describe('promotion.redeem', () => {
	const redeem = { resource: 'promotion', operation: 'redeem', assignmentId: ANNAS_WELCOME };

	it.each(['before', 'after'] as const)(
		'is uncertain after an answer lost %s it acted, and not sent again',
		async (when) => {
			tenant.sandbox.faults.add({ kind: 'status', status: 503, when, match: posts });
			const told = await failed(redeem, { retry: 3 });
			expect(told).toMatchObject({ status: 'uncertain' });
			expect(told.remedy).toMatch(/may have been carried out/);
			expect(tenant.sandbox.journal.total).toBe(1);
		},
	);

	it('says of a second time that the first may have been this item', async () => {
		await tenant.run(redeem);
		const told = await failed(redeem);
		expect(told).toMatchObject({ status: 'failed', code: 'PromotionAlreadyRedeemed' });
		expect(told.remedy).toMatch(/an earlier run of this item/);
	});

	it('is sent again where Engage refused it for its limit', async () => {
		tenant.sandbox.faults.add({ kind: 'status', status: 429, times: 1, match: posts });
		const { done } = await tenant.runOn(redeem);
		expect(done).toMatchObject([{ redeemed: true }]);
	});
});

describe('contact.delete', () => {
	it('says that the contact was perhaps not there before', async () => {
		tenant.sandbox.faults.add({ kind: 'reset', times: 1 });
		const run = await tenant.runOn({ operation: 'delete', contact: by('id', NOBODY) });
		expect(run.done).toEqual([{ contactId: NOBODY, deleted: true }]);
		expect(run.hints).toEqual([expect.stringMatching(/perhaps it was not there before/)]);
	});
});

describe('promotion.assign', () => {
	it('takes no other ID in the answer for that of the assignment', async () => {
		const body = { contactId: BERIT, promotionId: WELCOME };
		tenant.sandbox.faults.add({ kind: 'status', status: 200, body, match: posts });
		const { done } = await tenant.runOn({
			resource: 'promotion',
			operation: 'assign',
			contact: by('id', BERIT),
			promotionId: WELCOME,
		});
		expect(done).toMatchObject([{ assigned: true, assignmentId: null }]);
	});
});

describe('Read Back', () => {
	const readsBack = { ...update, options: { readBack: true } };
	const emptyAnswers = () =>
		tenant.sandbox.faults.add({ kind: 'empty', when: 'after', match: { method: 'PATCH' } });

	it('does not make a failure of a change that was made', async () => {
		emptyAnswers();
		tenant.sandbox.faults.add({ kind: 'status', status: 400, match: aContact });
		const run = await tenant.runOn(readsBack);
		expect(run.done).toMatchObject([{ updated: true, ignoredFields: null }]);
		expect(run.hints).toEqual([expect.stringMatching(/could not be read back/)]);
		expect(tenant.fieldsOf(ANNA)?.city).toBe('Lund');
	});

	it('does not make a failure of a creation', async () => {
		tenant.sandbox.rules.set({ voyadoCreatedInFull: false });
		tenant.sandbox.faults.add({ kind: 'status', status: 400, match: aContact });
		const run = await tenant.runOn({
			keyValue: 'new@example.com',
			fields: { firstName: 'N' },
			options: { readBack: true },
		});
		expect(run.done).toMatchObject([{ created: true, ignoredFields: null }]);
	});

	it('stops the run where the key is refused', async () => {
		emptyAnswers();
		tenant.sandbox.faults.add({ kind: 'status', status: 401, match: { method: 'GET' } });
		expect((await failed(readsBack)).code).toBe('wrong_token');
	});

	it('asks nothing where Engage is still at it (202)', async () => {
		tenant.sandbox.rules.set({ voyadoUpdate200: false });
		const run = await tenant.runOn(readsBack);
		expect(run.done).toMatchObject([{ updated: true, ignoredFields: null }]);
		expect(tenant.sandbox.journal.total).toBe(1);
	});

	it.each([202, 200])('takes a word on the state of things for no contact (%s)', async (status) => {
		const body = { id: ANNA, status: 'accepted' };
		tenant.sandbox.faults.add({ kind: 'status', status, body, match: { method: 'PATCH' } });
		const run = await tenant.runOn(update);
		expect(run.done).toMatchObject([{ updated: true, ignoredFields: null }]);
		expect(run.hints).toEqual([]);
	});
});

describe('a bulk request that is taken', () => {
	it.each([
		['nothing', ''],
		['an object without an ID', { status: 'queued' }],
		['a sentence', 'Batch was queued.'],
	])('counts as taken where the answer is %s', async (_, body) => {
		tenant.sandbox.faults.add({ kind: 'status', status: 202, body, match: posts });
		const run = await tenant.runOn(
			{ operation: 'createMany', fields: { email: '={{ $json.email }}' } },
			[{ email: 'a@example.com' }, { email: 'b@example.com' }],
		);
		expect(run.done).toEqual([
			{ email: 'a@example.com', accepted: true, batchId: null, index: 0 },
			{ email: 'b@example.com', accepted: true, batchId: null, index: 1 },
		]);
		expect(run.hints).toEqual([expect.stringMatching(/without the ID of the batch/)]);
		expect(tenant.sandbox.journal.total).toBe(1);
	});

	it.each(['{"batchId":"37fb', '[{"a"', '"37fbcf9a', '<html></html>'])(
		'is uncertain where the answer is %s',
		async (body) => {
			tenant.sandbox.faults.add({ kind: 'status', status: 202, body, match: posts });
			const told = await failed({ operation: 'createMany', fields: { email: 'a@example.com' } });
			expect(told.status).toBe('uncertain');
		},
	);
});

describe('a look-up', () => {
	const find = {
		operation: 'find',
		searchBy: 'email',
		searchValue: 'anna@example.com',
		whenNotFound: 'empty',
	};

	it.each([{ message: 'No route matched' }, { detail: 'Not Found' }, 'no such page'])(
		'takes no other 404 for nobody: %j',
		async (body) => {
			tenant.sandbox.faults.add({ kind: 'status', status: 404, body });
			expect(await failed(find)).toMatchObject({ code: 'wrong_address' });
		},
	);

	it.each([{}, '', 'Contact Not Found', { errorCode: 'ContactNotFound' }])(
		'knows nobody by a 404 with %j',
		async (body) => {
			tenant.sandbox.faults.add({ kind: 'status', status: 404, body });
			const { done } = await tenant.runOn(find);
			expect(done).toEqual([{ contactId: null, found: false }]);
		},
	);
});

describe('contact.getChanged', () => {
	const changed = { operation: 'getChanged', from: '2024-01-01', to: '2024-02-01' };
	const answer = (body: unknown) =>
		tenant.sandbox.faults.add({ kind: 'status', status: 200, body, times: 1 });

	it('reads IDs in objects as well', async () => {
		answer([{ id: ANNA }, { contactId: BERIT }, NOBODY]);
		const { done } = await tenant.runOn(changed);
		expect(done.map(({ contactId }) => contactId)).toEqual([ANNA, BERIT, NOBODY]);
	});

	it('asks again where a row has none, and drops no change', async () => {
		answer([ANNA, { name: 'Berit' }]);
		const { done } = await tenant.runOn(changed);
		expect(tenant.sandbox.journal.total).toBe(2);
		expect(done).toEqual([]);
	});

	it('does not halve the span for an error with a name', async () => {
		const body = { errorCode: 'InvalidSearchQuery' };
		tenant.sandbox.faults.add({ kind: 'status', status: 400, body });
		expect((await failed(changed)).code).toBe('InvalidSearchQuery');
		expect(tenant.sandbox.journal.total).toBe(1);
	});
});
