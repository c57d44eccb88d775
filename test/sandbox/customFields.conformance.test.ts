/** Accounts beyond their links to contacts, the custom fields of accounts and deals, and the plan that allows them. */
import { closeAll, scene, type Json, type Scene } from './support';

afterEach(closeAll);

const FIELDS = [
	{ fieldLabel: 'Founded', fieldType: 'date' },
	{ fieldLabel: 'Turnover', fieldType: 'currency' },
	{ fieldLabel: 'Brands', fieldType: 'multiselect', fieldOptions: ['A', 'B'] },
];
const withFields = async () => {
	const it = await scene();
	it.sandbox.loadAccount({ accountFields: FIELDS, dealFields: FIELDS });
	return it;
};
const set = async ({ api }: Scene, customFieldId: number, fieldValue: unknown, more = {}) =>
	await api('POST', '/accountCustomFieldData', {
		accountCustomFieldDatum: { customerAccountId: 1, customFieldId, fieldValue, ...more },
	});

it('[planGate] refuses deals and accounts when the plan lacks them', async () => {
	const { api, sandbox } = await scene();
	sandbox.loadAccount({ crm: false });
	for (const [method, path] of [
		['GET', '/accounts'],
		['POST', '/accounts'],
		['GET', '/accountContacts'],
		['GET', '/accountCustomFieldMeta'],
		['GET', '/deals'],
		['POST', '/dealGroups'],
		['GET', '/dealStages'],
		['GET', '/contactDeals'],
	] as const) {
		const { status, json } = await api(method, path, method === 'POST' ? {} : undefined);
		expect([path, status, json]).toEqual([path, 403, { message: 'Forbidden' }]);
	}
	for (const path of ['/users/me', '/contacts', '/lists', '/ecomOrders', '/notes'])
		expect((await api('GET', path)).status).toBe(200);
	sandbox.reset();
	expect((await api('GET', '/accounts')).status).toBe(200);
});

describe('accounts', () => {
	it('store custom fields and repeat them in the answer', async () => {
		const it = await withFields();
		const fields = [
			{ customFieldId: 1, fieldValue: '2001-02-03' },
			{ customFieldId: 2, fieldValue: 1234, fieldCurrency: 'GBP' },
			{ customFieldId: 99, fieldValue: 'x' },
		];
		const { json } = await it.api('POST', '/accounts', { account: { name: 'New', fields } });
		expect(json.account.fields).toEqual(fields.map((field) => ({ ...field, accountId: '3' })));
		const { account } = (await it.api('GET', '/accounts/3')).json;
		expect([account.name, account.fields]).toEqual(['New', undefined]);
		const stored = await it.api('GET', '/accountCustomFieldData?filters[customerAccountId]=3');
		expect(stored.json).toMatchObject({
			accountCustomFieldData: [
				{ accountId: 3, customFieldId: 1, accountCustomFieldMetumId: 1, fieldValue: '2001-02-03' },
				{ accountId: 3, customFieldId: 2, fieldValue: 1234, fieldCurrency: 'GBP' },
			],
			meta: { total: 2 },
		});
		await it.api('PUT', '/accounts/3', {
			account: { fields: [{ customFieldId: 1, fieldValue: '2002-02-03' }] },
		});
		expect((await it.api('GET', '/accountCustomFieldData/1')).json).toMatchObject({
			accountCustomFieldDatum: { id: '1', fieldValue: '2002-02-03' },
		});
		await it.api('DELETE', '/accounts/3');
		expect((await it.api('GET', '/accountCustomFieldData')).json.meta.total).toBe(0);
	});

	it('are deleted many at once', async () => {
		const { api } = await scene();
		const answer = await api('DELETE', '/accounts/bulk_delete?ids[]=1&ids[]=2&ids[]=9');
		expect([answer.status, answer.json]).toEqual([200, { meta: { success: true } }]);
		expect((await api('GET', '/accounts')).json.meta.total).toBe('0');
	});
});

describe('definitions', () => {
	it('are created, read, changed', async () => {
		const { api } = await scene();
		const sent = {
			fieldLabel: 'Close date',
			fieldType: 'date',
			fieldDefault: '2020-01-01',
			isFormVisible: true,
		};
		const created = await api('POST', '/dealCustomFieldMeta', { dealCustomFieldMetum: sent });
		expect([created.status, created.json.dealCustomFieldMetum]).toEqual([
			201,
			{
				id: '1',
				...sent,
				fieldOptions: null,
				fieldDefaultCurrency: null,
				isFormVisible: 1,
				isRequired: 0,
				displayOrder: 1,
				personalization: 'DEAL_CLOSE_DATE',
				knownFieldId: null,
				hideFieldFlag: 0,
				createdTimestamp: '2024-05-24T12:00:00+00:00',
				updatedTimestamp: '2024-05-24T12:00:00+00:00',
				links: { dealCustomFieldData: expect.any(String) },
			},
		]);
		const changed = await api('PUT', '/dealCustomFieldMeta/1', {
			dealCustomFieldMetum: { fieldLabel: 'Closed', fieldType: 'text' },
		});
		expect(changed.json.dealCustomFieldMetum).toMatchObject({
			fieldLabel: 'Closed',
			fieldType: 'date',
		});
		// The wrong key changes nothing and is no error either.
		const wrong = { dealCustomFieldMeta: { fieldLabel: 'X' } };
		expect((await api('PUT', '/dealCustomFieldMeta/1', wrong)).json).toEqual(changed.json);
		const lacking = await api('POST', '/accountCustomFieldMeta', {});
		expect([lacking.status, lacking.json.errors]).toEqual([
			422,
			[
				{ title: 'The field label field is required.', detail: '', code: 422 },
				{ title: 'The field type field is required.', detail: '', code: 422 },
			],
		]);
	});

	it('[customFieldsNoTotal] are listed without meta, in pages', async () => {
		const { api } = await withFields();
		const { json } = await api('GET', '/dealCustomFieldMeta?limit=2&offset=1');
		expect(Object.keys(json)).toEqual(['dealCustomFieldMeta']);
		expect(json.dealCustomFieldMeta.map(({ id }: Json) => id)).toEqual(['2', '3']);
		expect(Object.keys((await api('GET', '/accountCustomFieldMeta')).json)).toEqual([
			'accountCustomFieldMeta',
		]);
	});

	it('[customFieldsOwn404] are missed in the newer way', async () => {
		const { api } = await scene();
		for (const path of ['accountCustomFieldMeta', 'dealCustomFieldData']) {
			const { status, json } = await api('GET', `/${path}/7`);
			expect([status, json]).toEqual([404, { errors: [{ status: 404, title: 'Not Found' }] }]);
		}
	});

	it('[customFieldsSayDeleted] are deleted with a message, and their values with them', async () => {
		const it = await withFields();
		await set(it, 1, '2001-02-03');
		await set(it, 2, 5);
		expect((await it.api('DELETE', '/accountCustomFieldData/2')).json).toEqual({
			message: 'AccountCustomFieldData deleted.',
		});
		expect((await it.api('DELETE', '/accountCustomFieldMeta/1')).json).toEqual({
			message: 'AccountCustomFieldMeta deleted.',
		});
		expect((await it.api('GET', '/accountCustomFieldData')).json.meta.total).toBe(0);
	});
});

describe('values', () => {
	it('are set, and set again in place', async () => {
		const it = await withFields();
		const first = await set(it, 2, 9999, { fieldCurrency: 'cad' });
		expect([first.status, first.json.accountCustomFieldDatum]).toEqual([
			200,
			{
				id: '1',
				accountCustomFieldMetumId: 2,
				accountId: 1,
				customFieldId: 2,
				createdTimestamp: '2024-05-24T12:00:00+00:00',
				updatedTimestamp: '2024-05-24T12:00:00+00:00',
				fieldValue: 9999,
				fieldCurrency: 'cad',
				links: { account: expect.any(String), accountCustomFieldMetum: expect.any(String) },
				originalValue: '',
			},
		]);
		expect((await set(it, 2, 5)).json.accountCustomFieldDatum).toMatchObject({
			id: '1',
			fieldValue: 5,
			fieldCurrency: 'cad',
			originalValue: 9999,
		});
		const changed = await it.api('PUT', '/accountCustomFieldData/1', {
			accountCustomFieldDatum: { fieldValue: 6 },
		});
		expect(changed.json.accountCustomFieldDatum).toMatchObject({ fieldValue: 6, originalValue: 5 });
		expect((await set(it, 9, 5)).json.errors[0].code).toBe('related_missing');
		expect((await set(it, 2, 5, { customerAccountId: 9 })).status).toBe(422);
		expect((await set(it, 2, 5, { customerAccountId: '' })).json.errors[0].code).toBe(
			'field_missing',
		);
	});

	it('[customValuesChecked] must fit the type of the field', async () => {
		const it = await withFields();
		const answer = await set(it, 1, 'abc');
		expect([answer.status, answer.json]).toEqual([
			422,
			{
				errors: [
					{
						detail:
							'The custom field value `abc` could not be saved to the custom field of type `date`.',
					},
				],
			},
		]);
		expect((await set(it, 2, 'much')).status).toBe(422);
		for (const day of ['2018-12-31', '2018-12-31 00:00:00', '2018/12/31'])
			expect((await set(it, 1, day)).status).toBe(200);
	});

	it('[customValuesAreArrays] are arrays where there can be several', async () => {
		const it = await withFields();
		expect((await set(it, 3, ['A', 'B'])).json.accountCustomFieldDatum.fieldValue).toEqual([
			'A',
			'B',
		]);
		for (const value of ['A', '||A||B||']) expect((await set(it, 3, value)).status).toBe(422);
	});

	it('[customValuesEmptied] are emptied by an empty text, or an empty array', async () => {
		const it = await withFields();
		const fields = (...values: unknown[]) => ({
			account: {
				fields: values.map((fieldValue, index) => ({ customFieldId: index + 1, fieldValue })),
			},
		});
		await it.api('PUT', '/accounts/1', fields('2001-02-03', 5, ['A']));
		const emptied = await it.api('PUT', '/accounts/1', fields('', '', []));
		expect(emptied.status).toBe(200);
		const { json } = await it.api('GET', '/accountCustomFieldData');
		const stored = json.accountCustomFieldData as Json[];
		expect(stored.map(({ fieldValue }) => fieldValue)).toEqual(['', '', []]);
	});
});
