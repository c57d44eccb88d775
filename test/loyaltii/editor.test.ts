/** What the editor asks for: lists to choose from, types, and the account's own fields. */
import type {
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Club } from './harness';
import { by, startClub } from './harness';

let club: Club;
beforeAll(async () => (club = await startClub()));
afterAll(async () => await club.close());

it.each([
	[
		'searchActions',
		undefined,
		[
			{ name: 'Old', value: '2' },
			{ name: 'Welcome', value: '1' },
		],
	],
	['searchSegments', 'some', [{ name: 'Some', value: '2' }]],
	['searchStores', '100', [{ name: 'Aarhus – 100', value: '1' }]],
	['searchContactCompanys', 'empty', [{ name: 'Empty ApS – C-2', value: '2' }]],
	['searchTables', 'PRO', [{ name: 'Products', value: 'Products' }]],
])('%s "%s"', async (name, filter, expected) => {
	const { results } = await club.method<INodeListSearchResult>('listSearch', name, [filter]);
	expect([...results].sort((a, b) => a.name.localeCompare(b.name))).toEqual(expected);
});

it('leaves the bulky texts of stores where they are', () => {
	const [{ query }] = club.sent('GET', '/Stores');
	expect(query).toEqual({ withoutJsonString: 'true' });
});

it.each([
	[
		'loadOrderTypes',
		[
			{ name: 'web', value: 'web' },
			{ name: 'store', value: 'store' },
		],
	],
	[
		'loadPointTypes',
		[
			{ name: 'base', value: 'base' },
			{ name: 'bonus', value: 'bonus' },
		],
	],
	['loadMediaFolders', [{ name: 'Images', value: 1 }]],
])('%s', async (name, expected) => {
	expect(await club.method<INodePropertyOptions[]>('loadOptions', name)).toEqual(expected);
});

const fieldsOf = async (name: string, parameters = {}) => {
	const { fields } = await club.method<ResourceMapperFields>(
		'resourceMapping',
		name,
		[],
		parameters,
	);
	return fields.map(({ id, displayName, type, options }) => [
		id,
		displayName,
		type,
		options?.map(({ value }) => value),
	]);
};

it('maps fields of contacts by their types and values', async () => {
	expect(await fieldsOf('mapContactFields')).toEqual([
		['Colour', 'Favourite colour (Colour)', 'options', ['red', 'blue']],
		['Age', 'Age', 'number', undefined],
		['Newsletter', 'Newsletter', 'boolean', undefined],
		['Birthday', 'Birthday', 'dateTime', undefined],
	]);
});

const ofTable = (mode: string, name: string) => ({
	resource: 'tableEntity',
	operation: 'create',
	table: by(mode, name),
});

it('maps the columns of the table that is chosen', async () => {
	const columns = await fieldsOf('mapTableColumns', ofTable('list', 'Products'));
	expect(columns).toEqual([
		['Price', 'Price', 'number', undefined],
		['Title', 'Title', 'string', undefined],
	]);
});

it('says in the editor that there is no such table', async () => {
	await expect(fieldsOf('mapTableColumns', ofTable('name', 'Cars'))).rejects.toThrow(
		'the account has no table named "Cars"',
	);
});

it('maps the fields of orders, companies and stores, and those that many contacts can change', async () => {
	expect(await fieldsOf('mapOrderFields')).toEqual([['Channel', 'Channel', 'string', undefined]]);
	expect(await fieldsOf('mapCompanyFields')).toEqual([]);
	expect(await fieldsOf('mapStoreFields')).toEqual([]);
	const patchable = await fieldsOf('mapPatchFields');
	expect(patchable).toEqual(
		expect.arrayContaining([
			['FirstName', 'FirstName', 'string', undefined],
			['Age', 'Age', 'number', undefined],
		]),
	);
});
