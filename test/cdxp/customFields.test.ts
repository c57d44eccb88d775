import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { detailsOf, inputOf, startAccount } from './harness';

/** One field of every type, of the vendor's API and of the words in QuarticOn's article. */
const FIELDS = [
	{ id: 1, title: 'City', type: 'text' },
	{ id: 2, title: 'Notes', type: 'textarea' },
	{ id: 3, title: 'Campaign', type: 'hidden' },
	{ id: 4, title: 'Born', type: 'date' },
	{ id: 5, title: 'Last Purchase', type: 'datetime', perstag: 'LAST_PURCHASE' },
	{ id: 6, title: 'Points', type: 'number' },
	{ id: 7, title: 'Customer Tier', type: 'dropdown', options: ['Gold', 'Silver'] },
	{ id: 8, title: 'Sex', type: 'radio', options: ['Female', 'Male'] },
	{ id: 9, title: 'Interests', type: 'listbox', options: ['Books', 'Music', 'Food, drink'] },
	{ id: 10, title: 'Agreements', type: 'checkbox', options: ['E-mail', 'SMS'] },
	{ id: 11, title: 'Spent', type: 'currency' },
	{ id: 12, title: 'Brands', type: 'multiselect', options: ['A', 'B'] },
	{ id: 13, title: 'Other', type: 'NULL' },
	{ id: 14, title: 'Twin', type: 'text', perstag: 'TWIN_1' },
	{ id: 15, title: 'Twin', type: 'text', perstag: 'TWIN_2' },
];

let account: Account;
beforeAll(async () => {
	account = await startAccount({ account: { fields: FIELDS } });
});
afterAll(async () => await account.close());
beforeEach(() => account.sandbox.journal.clear());
afterEach(() => {
	account.sandbox.faults.clear();
	account.sandbox.rules.set({ fieldOptionsSideLoaded: true });
});

let contacts = 0;
const newEmail = () => `contact${++contacts}@example.com`;
const journal = () => account.sandbox.journal;
const valuesOf = (email: string) => {
	const { store } = account.sandbox;
	return store.fieldValuesOf(store.contactByEmail(email)!.id);
};
const upsert = (customFields: IDataObject, more: IDataObject = {}) => ({
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	customFields,
	...more,
});
const manual = (value: IDataObject) => upsert({ mappingMode: 'defineBelow', value });
const AUTO = upsert({ mappingMode: 'autoMapInputData', value: null });

/** A value as the title of a test shows it. */
const brief = (value: unknown) => JSON.stringify(value).slice(0, 40);

/** What is stored of a field when the item holds this value. */
async function store(id: number, value: unknown): Promise<string> {
	const email = newEmail();
	const { failure } = await account.run(manual({ [id]: '={{ $json.value }}' }), [
		{ email, value: value as string },
	]);
	expect(failure?.message).toBeUndefined();
	return valuesOf(email)[id];
}

describe('the mapper', () => {
	it('offers all 1,000 fields of an account in no more than 10 requests', async () => {
		const large = await startAccount({
			account: {
				fields: Array.from({ length: 1000 }, (_, index) => ({ title: `Field ${index + 1}` })),
			},
		});
		const { fields } = await large.method<{ fields: IDataObject[] }>(
			'resourceMapping',
			'mapCustomFields',
		);
		expect(new Set(fields.map(({ id }) => id)).size).toBe(1000);
		expect(large.sandbox.journal.count()).toBeLessThanOrEqual(10);
		// Writing to the last one takes as many look-ups, once for all items.
		large.sandbox.journal.clear();
		const items = Array.from({ length: 5 }, (_, index) => ({ email: `c${index}@example.com` }));
		await large.run(manual({ '1000': 'x' }), items);
		expect(large.sandbox.journal.count('GET')).toBeLessThanOrEqual(10);
		expect(large.sandbox.store.fieldValuesOf('5')).toEqual({ '1000': 'x' });
		await large.close();
	});

	it('has a widget for every type, and the options as choices', async () => {
		const { fields } = await account.method<{ fields: IDataObject[] }>(
			'resourceMapping',
			'mapCustomFields',
		);
		const widgets = fields.map(({ displayName, type }) => [displayName, type]);
		expect(widgets.slice(0, 13)).toEqual([
			['City (ID 1)', 'string'],
			['Notes (ID 2)', 'string'],
			['Campaign (ID 3)', 'string'],
			['Born (ID 4)', 'dateTime'],
			['Last Purchase (ID 5)', 'dateTime'],
			['Points (ID 6)', 'number'],
			['Customer Tier (ID 7)', 'options'],
			['Sex (ID 8)', 'options'],
			['Interests (ID 9)', 'string'],
			['Agreements (ID 10)', 'string'],
			['Spent (ID 11)', 'string'],
			['Brands (ID 12)', 'string'],
			['Other (ID 13)', 'string'],
		]);
		expect(fields[6].options).toEqual([
			{ name: 'Gold', value: 'Gold' },
			{ name: 'Silver', value: 'Silver' },
		]);
		expect(fields.filter(({ required }) => required === true)).toEqual([]);
	});

	it('saves what n8n then lets through: values typed as they stand, with the schema of the editor', async () => {
		const { fields } = await account.method<{ fields: IDataObject[] }>(
			'resourceMapping',
			'mapCustomFields',
		);
		const email = newEmail();
		const value = {
			'1': 'Łódź',
			'4': '2011-12-23T00:00:00',
			'6': 5,
			'7': 'Gold',
			'9': 'Books, Music',
			'10': '["SMS"]',
			'11': '10.50',
			'12': '||A||B||',
		};
		const customFields = { mappingMode: 'defineBelow', value, schema: fields, matchingColumns: [] };
		const { failure } = await account.run(upsert(customFields), [{ email }]);
		expect(failure?.message).toBeUndefined();
		expect(valuesOf(email)).toEqual({
			'1': 'Łódź',
			'4': '2011-12-23',
			'6': '5',
			'7': 'Gold',
			'9': '||Books||Music||',
			'10': '||SMS||',
			'11': '10.50',
			'12': '||A||B||',
		});
	});
});

describe('a value of an item is stored as the API wants it', () => {
	const stored: Array<[number, string, unknown, string]> = [
		[1, 'text', 'Zażółć gęślą jaźń 🙂', 'Zażółć gęślą jaźń 🙂'],
		[1, 'text', 12.5, '12.5'],
		[1, 'text', false, 'false'],
		[1, 'text', 0, '0'],
		[1, 'text', '🙂'.repeat(40_000), '🙂'.repeat(40_000)],
		[2, 'textarea', 'a\nb', 'a\nb'],
		[2, 'textarea', 'x'.repeat(70_000), 'x'.repeat(70_000)],
		[3, 'hidden', 'spring', 'spring'],
		[4, 'date', '23.12.2011', '2011-12-23'],
		[4, 'date', '2011-12-23T23:30:00Z', '2011-12-24'],
		[4, 'date', 1324598400, '2011-12-23'],
		[6, 'number', '1234.56', '1234.56'],
		[6, 'number', 0, '0'],
		[7, 'dropdown', ' gold ', 'Gold'],
		[8, 'radio', ['Male'], 'Male'],
		[9, 'list box', ['Books', 'Music'], '||Books||Music||'],
		[9, 'list box', 'books, MUSIC', '||Books||Music||'],
		[9, 'list box', 'Food, drink', '||Food, drink||'],
		[9, 'list box', ['Books', 'Books', '', null], '||Books||'],
		[9, 'list box', '||Music||Books||', '||Music||Books||'],
		[10, 'checkbox', 'SMS', '||SMS||'],
		[10, 'checkbox', '["SMS", "E-mail"]', '||SMS||E-mail||'],
		[11, 'currency', '10.00', '10.00'],
		[12, 'multiselect', ['B', 'A'], '||B||A||'],
		[13, 'a type without a name', 'x', 'x'],
	];
	it.each(stored.map((row) => [row[0], row[1], brief(row[2]), row] as const))(
		'field %d, %s: %s',
		async (id, _, __, [, , value, expected]) => expect(await store(id, value)).toBe(expected),
	);

	// The workflow's time zone is Europe/Warsaw, the account's America/Chicago; both name the same moment.
	it.each([
		["DateTime.fromISO('2024-02-29T23:30:00Z')", '2024-03-01', '2024-02-29T23:30:00.000Z'],
		["new Date('2024-02-29T23:30:00Z')", '2024-03-01', '2024-02-29T23:30:00.000Z'],
		["DateTime.fromISO('2024-03-31T02:30:00')", '2024-03-31', '2024-03-31T01:30:00.000Z'],
		["'2024-10-27 02:30'", '2024-10-27', '2024-10-27T00:30:00.000Z'],
		["'2024-10-27T02:30:00+01:00'", '2024-10-27', '2024-10-27T01:30:00.000Z'],
		["'31.03.2024 02:30'", '2024-03-31', '2024-03-31T01:30:00.000Z'],
		['1709249400', '2024-03-01', '2024-02-29T23:30:00.000Z'],
		['1709249400000', '2024-03-01', '2024-02-29T23:30:00.000Z'],
		["'1709249400'", '2024-03-01', '2024-02-29T23:30:00.000Z'],
		["'Fri, 01 Mar 2024 00:30:00 +0100'", '2024-03-01', '2024-02-29T23:30:00.000Z'],
		["'3/31/2024 5:30 PM'", '2024-03-31', '2024-03-31T15:30:00.000Z'],
	])('a date from an expression: %s', async (expression, day, moment) => {
		const email = newEmail();
		const { failure } = await account.run(
			manual({ '4': `={{ ${expression} }}`, '5': `={{ ${expression} }}` }),
			[{ email }],
		);
		expect(failure?.message).toBeUndefined();
		const values = valuesOf(email);
		expect(values['4']).toBe(day);
		expect(new Date(values['5']).toISOString()).toBe(moment);
	});

	it('is sent with the offset of the workflow', async () => {
		await account.run(manual({ '5': '2021-08-13 17:51' }), [{ email: newEmail() }]);
		const [{ body }] = journal().find('POST', 'sync');
		expect((body as { contact: IDataObject }).contact.fieldValues).toEqual([
			{ field: '5', value: '2021-08-13T17:51:00+02:00' },
		]);
	});
});

describe('a value that does not fit is refused before anything is sent, and the other item is done', () => {
	const refused: Array<[number, unknown, string, string]> = [
		[1, 'x'.repeat(65_536), 'the text has 65536 characters', 'Shorten it to 65535'],
		[3, 'x'.repeat(70_000), 'the text has 70000 characters', 'Shorten it to 65535'],
		[1, { a: 1 }, '"{"a":1}" is not a text', 'single value'],
		[1, ['a', 'b'], '"["a","b"]" is not a text', 'single value'],
		[4, '03/04/2024', '"03/04/2024" may be 3 April or 4 March', 'Give it as 2011-12-23'],
		[5, '3-4-2024 10:00', 'may be 3 April or 4 March', 'Give it as 2021-08-13T17:51:44+02:00'],
		[4, '1985-02-30', '"1985-02-30" is not a date', 'the day must exist'],
		[4, '30/02/2024', 'is not a date', 'the day must exist'],
		[4, 'wczoraj', 'is not a date', 'Give it as 2011-12-23'],
		[4, 45000, 'is not a date', 'Give it as 2011-12-23'],
		[5, '2021-08-13T25:00', 'is not a date', 'the day must exist'],
		[6, '1 234,56', 'is not a number', 'decimal sign'],
		[11, '10 USD', 'is not a number', 'decimal sign'],
		[7, 'Platinum', '"Platinum" is not one of', 'Gold, Silver'],
		[7, ['Gold', 'Silver'], '"["Gold","Silver"]" is not one of', 'Gold, Silver'],
		[8, 'x', '"x" is not one of', 'Female, Male'],
		[9, ['Books', 'Films'], '"Films" is not one of', 'Books, Music'],
		[9, 'Books, Films', '"Films" is not one of', 'Books, Music'],
		[9, { Books: true }, 'is not one of', 'Books, Music'],
		[12, '||A||C||', '"C" is not one of', 'A, B'],
	];
	it.each(refused.map((row) => [row[0], brief(row[1]), row] as const))(
		'field %d: %s',
		async (id, _, [, value, problem, remedy]) => {
			const [bad, good] = [
				{ email: newEmail(), value: value as string, row: 1 },
				{ email: newEmail(), value: '', row: 2 },
			];
			const { done, rejected, paired } = await account.run(
				manual({ [id]: '={{ $json.value }}' }),
				[bad, good],
				{ onError: 'continueErrorOutput' },
			);
			expect(done.map(({ email }) => email)).toEqual([good.email]);
			expect([paired(0), paired(1)]).toEqual([[1], [0]]);
			expect(rejected[0].error).toContain(problem);
			expect(detailsOf(rejected[0])).toMatchObject({
				code: 'invalid_value',
				field: `${FIELDS[id - 1].title} (ID ${id})`,
				remedy: expect.stringContaining(remedy),
			});
			expect(inputOf(rejected[0])).toEqual(bad);
			expect(journal().count('POST')).toBe(1);
		},
	);

	it.each([
		['a date object that is none', "new Date('x')", '"Invalid Date" is not a date'],
		['a DateTime that is none', "DateTime.fromISO('x')", 'is not a date'],
	])('%s', async (_, expression, problem) => {
		const { rejected } = await account.run(
			manual({ '4': `={{ ${expression} }}` }),
			[{ email: newEmail() }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected[0].error).toContain(problem);
		expect(journal().count('POST')).toBe(0);
	});

	it('an unknown field', async () => {
		const { rejected } = await account.run(manual({ '99': 'x' }), [{ email: newEmail() }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain('there is no custom field with the ID "99"');
		expect(journal().count('POST')).toBe(0);
	});

	it('a choice of a field that has no options', async () => {
		const { id } = account.sandbox.store.addField({ title: 'Bare', type: 'dropdown' });
		const { rejected } = await account.run(manual({ [id]: 'x' }), [{ email: newEmail() }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain('"x" cannot be chosen: the field has no options');
		account.sandbox.store.tables.fields.delete(id);
	});

	it('an option that could not be told from two', async () => {
		const { id } = account.sandbox.store.addField({
			title: 'Bars',
			type: 'listbox',
			options: ['a||b'],
		});
		const { rejected } = await account.run(
			manual({ [id]: '={{ ["a||b"] }}' }),
			[{ email: newEmail() }],
			{ onError: 'continueErrorOutput' },
		);
		expect(rejected[0].error).toContain('the option "a||b" holds ||');
		account.sandbox.store.tables.fields.delete(id);
	});
});

describe('options that do not come with the fields', () => {
	beforeEach(() => account.sandbox.rules.set({ fieldOptionsSideLoaded: false }));

	it('are asked for once per field and run, only where they are needed', async () => {
		const items = Array.from({ length: 10 }, () => ({ email: newEmail() }));
		const { done } = await account.run(manual({ '1': 'x', '7': 'gold', '9': 'Music' }), items);
		expect(done).toHaveLength(10);
		expect(valuesOf(items[9].email)).toEqual({ '1': 'x', '7': 'Gold', '9': '||Music||' });
		expect(journal().count('GET', /\/options$/)).toBe(2);
		const { rejected } = await account.run(manual({ '7': 'Platinum' }), [{ email: newEmail() }], {
			onError: 'continueErrorOutput',
		});
		expect(detailsOf(rejected[0]).remedy).toContain('Gold, Silver');
	});

	it('leave a text field in the mapper', async () => {
		const { fields } = await account.method<{ fields: IDataObject[] }>(
			'resourceMapping',
			'mapCustomFields',
		);
		expect(fields[6]).toMatchObject({ id: '7', type: 'string' });
	});
});

describe('map automatically', () => {
	const map = async (input: IDataObject) => {
		const email = newEmail();
		const result = await account.run(AUTO, [{ email, ...input }], {
			onError: 'continueErrorOutput',
		});
		return { ...result, values: result.done.length > 0 ? valuesOf(email) : undefined };
	};

	it.each([
		['the title', { 'Last Purchase': '2021-08-13' }],
		['the title in another case', { ' last purchase ': '2021-08-13' }],
		['the personalisation tag', { LAST_PURCHASE: '2021-08-13' }],
		['the personalisation tag with its signs', { '%LAST_PURCHASE%': '2021-08-13' }],
		['the ID', { '5': '2021-08-13' }],
		['the label of the editor', { 'Last Purchase (ID 5)': '2021-08-13' }],
	])('takes a column named by %s', async (_, input) => {
		const { values } = await map(input);
		expect(new Date(values!['5']).toISOString()).toBe('2021-08-12T22:00:00.000Z');
	});

	it('leaves columns alone that name no field, or two', async () => {
		const { values } = await map({ Something: 'x', Twin: 'y', TWIN_1: 'z', 'Twin (ID 15)': 'q' });
		expect(values).toEqual({ '14': 'z', '15': 'q' });
	});

	it('leaves fields untouched whose column is empty', async () => {
		const { values } = await map({ City: '', Born: null, Interests: [], Sex: '  ' });
		expect(values).toEqual({});
	});

	it('refuses two columns that mean one field with different values, and takes equal ones', async () => {
		const { rejected } = await map({ City: 'Łódź', CITY: 'Gdynia' });
		expect(rejected[0].error).toContain('the input columns "City" and "CITY" both mean this field');
		expect(journal().count('POST')).toBe(0);
		const { values } = await map({ Born: '23.12.2011', '4': '2011-12-23' });
		expect(values).toEqual({ '4': '2011-12-23' });
	});
});

describe('clear fields', () => {
	const OLD = { firstName: 'Jan', lastName: 'Kowalski', phone: '+48555555555' };
	const known = () => {
		const email = newEmail();
		account.sandbox.store.addContact({
			email,
			...OLD,
			fieldValues: { '1': 'Łódź', '7': 'Gold', '9': '||Books||' },
		});
		return email;
	};
	const operations = [
		['upsert', { operation: 'upsert', email: '={{ $json.email }}' }, 'additionalFields'],
		[
			'update',
			{ operation: 'update', contact: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
			'updateFields',
		],
	] as const;

	it('offers the standard fields first, then all custom fields', async () => {
		const offered = await account.method<IDataObject[]>('loadOptions', 'loadCustomFields');
		expect(offered.slice(0, 4)).toEqual([
			{ name: 'First Name', value: 'firstName' },
			{ name: 'Last Name', value: 'lastName' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'City (ID 1)', value: '1' },
		]);
		expect(offered).toHaveLength(3 + FIELDS.length);
	});

	it.each(operations)('%s: empties those chosen and leaves the others', async (_, parameters) => {
		const email = known();
		const { done, failure } = await account.run(
			{
				resource: 'contact',
				...parameters,
				options: { clearFields: ['firstName', 'phone', '1', '9'] },
			},
			[{ email }],
		);
		expect(failure?.message).toBeUndefined();
		expect(done[0]).toMatchObject({ email, firstName: '', lastName: 'Kowalski', phone: '' });
		expect(account.sandbox.store.contactByEmail(email)).toMatchObject({
			firstName: '',
			lastName: 'Kowalski',
			phone: '',
		});
		expect(valuesOf(email)).toEqual({ '1': '', '7': 'Gold', '9': '' });
	});

	it.each(operations)('%s: a value given for the same field wins', async (_, parameters, given) => {
		const email = known();
		await account.run(
			{
				resource: 'contact',
				...parameters,
				[given]: { firstName: 'Janusz', lastName: '' },
				customFields: { mappingMode: 'defineBelow', value: { '1': 'Gdynia', '7': '' } },
				options: { clearFields: '={{ "firstName, lastName, 1, 7" }}' },
			},
			[{ email }],
		);
		expect(account.sandbox.store.contactByEmail(email)).toMatchObject({
			firstName: 'Janusz',
			lastName: '',
		});
		expect(valuesOf(email)).toMatchObject({ '1': 'Gdynia', '7': '' });
	});

	it('costs no look-up of custom fields for standard ones, and refuses what is no field', async () => {
		const options = { clearFields: '={{ $json.clear }}' };
		const parameters = { resource: 'contact', ...operations[0][1], options };
		await account.run(parameters, [{ email: known(), clear: ['phone'] }]);
		expect(journal().count()).toBe(1);
		const { rejected } = await account.run(parameters, [{ email: known(), clear: 'email' }], {
			onError: 'continueErrorOutput',
		});
		expect(rejected[0].error).toContain('there is no custom field with the ID "email"');
	});
});
