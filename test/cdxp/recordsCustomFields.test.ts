import type { GenericValue, IDataObject, ResourceMapperFields } from 'n8n-workflow';

import type { AccountJson } from '../../sandbox';
import type { Account } from './harness';
import { by, detailsOf } from './harness';
import { startRecords } from './recordCases';

const FIELDS: Array<[string, string, string[]?]> = [
	['Remark', 'text'],
	['History', 'textarea'],
	['Staff', 'number'],
	['Since', 'date'],
	['Last Call', 'datetime'],
	['Size', 'dropdown', ['Small', 'Large']],
	['Brands', 'multiselect', ['A', 'B, C', 'D']],
	['Budget', 'currency'],
	['Inner', 'hidden'],
	['Plan', 'radio', ['Basic', 'Pro']],
	['Topics', 'checkbox', ['X', 'Y']],
];
const DEFINITIONS: AccountJson['dealFields'] = FIELDS.map(
	([fieldLabel, fieldType, fieldOptions]) => ({
		fieldLabel,
		fieldType,
		...(fieldOptions && { fieldOptions }),
	}),
);

let account: Account;
beforeEach(async () => {
	account = await startRecords({
		account: { dealFields: DEFINITIONS, accountFields: DEFINITIONS },
	});
});
afterEach(async () => await account.close());

const journal = () => account.sandbox.journal;
const tables = () => account.sandbox.store.tables;

/** Both owners, and how one of them is made and changed. */
const OWNERS = [
	{
		owner: 'account',
		method: 'mapAccountFields',
		clear: 'loadAccountFields',
		create: { name: '={{ $json.name }}' } as IDataObject,
		values: () => tables().accountValues,
		fields: () => tables().accountFields,
		made: '3',
	},
	{
		owner: 'deal',
		method: 'mapDealFields',
		clear: 'loadDealFields',
		create: {
			title: '={{ $json.name }}',
			value: 1,
			currency: 'EUR',
			contact: by('id', 10),
			pipeline: by('id', 1),
		} as IDataObject,
		values: () => tables().dealValues,
		fields: () => tables().dealFields,
		made: '3',
	},
];

describe.each(OWNERS)(
	'custom fields of a record of kind $owner',
	({ owner, method, clear, create, values, fields, made }) => {
		const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });
		const update = async (value: IDataObject, items: IDataObject[] = [{}]) =>
			await account.run(
				{ resource: owner, operation: 'update', [owner]: by('id', 1), customFields: mapped(value) },
				items,
				{ onError: 'continueErrorOutput' },
			);
		const sent = () =>
			journal()
				.find(undefined, new RegExp(`/${owner}s(/\\d+)?$`))
				.filter(({ method: verb }) => verb !== 'GET')
				.map(({ body }) => (body as Record<string, { fields?: IDataObject[] }>)[owner].fields);

		it.each<[string, string, GenericValue | GenericValue[], unknown, string | undefined]>([
			['1', 'text', ' Zażółć ', ' Zażółć ', undefined],
			['1', 'text', 0, '0', undefined],
			['2', 'textarea', 'a\nb', 'a\nb', undefined],
			['3', 'number', '1234.5', '1234.5', undefined],
			['4', 'date', '28.2.2024', '2024-02-28', undefined],
			['5', 'datetime', '2024-02-28 12:00', '2024-02-28T12:00:00+01:00', undefined],
			['6', 'dropdown', 'large', 'Large', undefined],
			['7', 'multiselect', 'A', ['A'], undefined],
			['7', 'multiselect', ['a', 'B, C'], ['A', 'B, C'], undefined],
			['7', 'multiselect', 'A, D', ['A', 'D'], undefined],
			['7', 'multiselect', '||A||D||', ['A', 'D'], undefined],
			['8', 'currency', '129.90', 12990, 'USD'],
			['8', 'currency', 129.9, 12990, 'USD'],
			['8', 'currency', '129,90 eur', 12990, 'EUR'],
			['8', 'currency', '129.90EUR', 12990, 'EUR'],
			['8', 'currency', 0, 0, 'USD'],
			['9', 'hidden', true, 'true', undefined],
			['10', 'radio', 'Pro', 'Pro', undefined],
			['11', 'checkbox', ['Y'], ['Y'], undefined],
		])('field %s, %s: %j is sent as %j', async (id, _, given, value, fieldCurrency) => {
			const { done, rejected } = await update({ [id]: '={{ $json.given }}' }, [{ given }]);
			expect([done.length, rejected]).toEqual([1, []]);
			expect(sent()).toEqual([
				[{ customFieldId: Number(id), fieldValue: value, ...(fieldCurrency && { fieldCurrency }) }],
			]);
			expect(values().find('1', id)?.value).toEqual(value);
		});

		it.each<[string, GenericValue | GenericValue[], RegExp]>([
			['3', 'many', /^Staff \(ID 3\): "many" is not a number/],
			['4', '30.2.2024', /^Since \(ID 4\): "30.2.2024" is not a date/],
			['6', 'Huge', /^Size \(ID 6\): "Huge" is not one of the field's options/],
			['7', ['A', 'Z'], /^Brands \(ID 7\): "Z" is not one of the field's options/],
			['8', '1 299,90', /^Budget \(ID 8\): "1 299,90" is not an amount/],
			['8', 'EUR', /^Budget \(ID 8\): "" is not an amount/],
			['8', '1.999 EUR', /^Budget \(ID 8\): "1.999" is not an amount/],
			['1', { a: 1 }, /^Remark \(ID 1\): .* is not a text/],
			['99', 'x', /^Custom Fields: there is no custom field of \w+s with the ID "99"/],
		])('field %s: %j is refused before anything is written', async (id, given, error) => {
			const { rejected, done } = await update({ [id]: '={{ $json.given }}' }, [
				{ given },
				{ given: '' },
			]);
			expect(rejected.map((row) => row.error)).toEqual([
				expect.stringMatching(error),
				'Update Fields: nothing is given to change',
			]);
			expect(detailsOf(rejected[0]).code).toBe('invalid_value');
			expect([done, journal().count('PUT')]).toEqual([[], 0]);
		});

		it('come with a new record, item by item; what is empty is left out', async () => {
			const { done } = await account.run(
				{
					resource: owner,
					operation: 'create',
					...create,
					customFields: mapped({ 1: '={{ $json.remark }}', 7: '={{ $json.brands }}' }),
				},
				[
					{ name: 'One', remark: 'First', brands: [] },
					{ name: 'Two', remark: '', brands: 'D' },
				],
			);
			expect(done.map(({ id }) => id)).toEqual([made, '4']);
			expect(sent()).toEqual([
				[{ customFieldId: 1, fieldValue: 'First' }],
				[{ customFieldId: 7, fieldValue: ['D'] }],
			]);
			expect(journal().count('GET', /CustomFieldMeta$/)).toBe(1);
		});

		it('keep their value when left out', async () => {
			await update({ 1: 'Kept', 2: 'Old' });
			await update({ 1: '', 2: 'New' });
			expect(
				values()
					.of('1')
					.map(({ value }) => value),
			).toEqual(['Kept', 'New']);
		});

		it('are emptied where they are named, item by item; a value given beside wins', async () => {
			await update({ 1: 'Old', 2: 'Old', 7: ['A'], 8: '5 EUR', 9: 'Kept' });
			journal().clear();
			const { done, rejected } = await account.run(
				{
					resource: owner,
					operation: 'update',
					[owner]: by('id', 1),
					customFields: mapped({ 2: '={{ $json.history }}' }),
					options: { clearFields: '={{ $json.clear }}' },
				},
				[
					{ clear: [1, '2', '7'], history: 'New' },
					{ clear: '8' },
					{ clear: '' },
					{ clear: '1, 99' },
				],
				{ onError: 'continueErrorOutput' },
			);
			expect(done).toHaveLength(2);
			expect(sent()).toEqual([
				[
					{ customFieldId: 1, fieldValue: '' },
					{ customFieldId: 2, fieldValue: 'New' },
					{ customFieldId: 7, fieldValue: [] },
				],
				[{ customFieldId: 8, fieldValue: '' }],
			]);
			expect(
				values()
					.of('1')
					.map(({ value }) => value),
			).toEqual(['', 'New', [], '', 'Kept']);
			expect(rejected.map((row) => row.error)).toEqual([
				'Update Fields: nothing is given to change',
				`Clear Fields: there is no custom field of ${owner}s with the ID "99"`,
			]);
			expect(journal().count('GET', /CustomFieldMeta$/)).toBe(1);
		});

		it('are emptied together with a field of the record itself', async () => {
			await update({ 1: 'Old' });
			const own = owner === 'deal' ? 'description' : 'accountUrl';
			const options = { clearFields: [own, '1'] };
			await account.run({ resource: owner, operation: 'update', [owner]: by('id', 1), options }, [
				{},
			]);
			const [{ body }] = journal().find('PUT').slice(-1);
			expect(body).toEqual({
				[owner]: { [own]: '', fields: [{ customFieldId: 1, fieldValue: '' }] },
			});
		});

		it('are offered to be emptied, after the fields of the record itself', async () => {
			const offered = await account.method<IDataObject[]>('loadOptions', clear);
			expect(offered.slice(0, 3)).toEqual([
				owner === 'deal'
					? { name: 'Description', value: 'description' }
					: { name: 'Account URL', value: 'accountUrl' },
				{ name: 'Remark (ID 1)', value: '1' },
				{ name: 'History (ID 2)', value: '2' },
			]);
			expect(offered).toHaveLength(1 + FIELDS.length);
		});

		it('cost no look-up where none is given', async () => {
			await account.run(
				{ resource: owner, operation: 'create', ...create, customFields: mapped({}) },
				[{ name: 'One' }],
			);
			expect(journal().count('GET', /Meta/)).toBe(0);
			expect(sent()).toEqual([undefined]);
		});

		it('take the currency of the field where it has one', async () => {
			fields().get('8')!.fieldDefaultCurrency = 'pln';
			await update({ 8: '5' });
			expect(sent()).toEqual([[{ customFieldId: 8, fieldValue: 500, fieldCurrency: 'PLN' }]]);
		});

		it('are found by their names among the columns of the input', async () => {
			const customFields = { mappingMode: 'autoMapInputData', value: null };
			const parameters = { resource: owner, operation: 'create', ...create, customFields };
			const { done, rejected } = await account.run(
				parameters,
				[
					{ name: 'One', remark: 'A', 'Staff (ID 3)': 5, other: 'x' },
					{ name: 'Two', Remark: 'A', 1: 'B' },
				],
				{ onError: 'continueErrorOutput' },
			);
			expect(done).toHaveLength(1);
			expect(sent()).toEqual([
				[
					{ customFieldId: 1, fieldValue: 'A' },
					{ customFieldId: 3, fieldValue: '5' },
				],
			]);
			expect(rejected[0].error).toMatch(/the input columns "1" and "Remark" both mean this field/);
		});

		it('are offered to the mapper, all of them, with their options', async () => {
			for (let n = 12; n <= 230; n++) fields().add({ ...fields().get('1')!, fieldLabel: `F${n}` });
			const found = await account.method<ResourceMapperFields>('resourceMapping', method);
			expect(found.fields).toHaveLength(230);
			// These lists tell no total, so that only an empty page ends them.
			expect(journal().count()).toBe(4);
			expect(found.fields.slice(0, 8).map(({ displayName, type }) => [displayName, type])).toEqual([
				['Remark (ID 1)', 'string'],
				['History (ID 2)', 'string'],
				['Staff (ID 3)', 'number'],
				['Since (ID 4)', 'dateTime'],
				['Last Call (ID 5)', 'dateTime'],
				['Size (ID 6)', 'options'],
				['Brands (ID 7)', 'string'],
				['Budget (ID 8)', 'string'],
			]);
			expect(found.fields[5].options).toEqual([
				{ name: 'Small', value: 'Small' },
				{ name: 'Large', value: 'Large' },
			]);
			expect(found.fields.every(({ required }) => !required)).toBe(true);
		});
	},
);
