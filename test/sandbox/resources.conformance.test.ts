import { closeAll, scene } from './support';

afterEach(closeAll);

const withContact = async () => {
	const it = await scene();
	it.sandbox.store.addContact({ email: 'a@example.com' });
	return it;
};

describe('fields and values', () => {
	it('[fieldOptionsSideLoaded] side-loads options and relations', async () => {
		const { api } = await scene();
		const { json } = await api('GET', '/fields?limit=100');
		expect(json.fieldOptions.map(({ value }: { value: string }) => value)).toEqual(['a', 'b']);
		expect(json.fields[1]).toMatchObject({
			id: '2',
			title: 'Interests',
			type: 'listbox',
			perstag: 'INTERESTS',
			options: ['1', '2'],
			relations: ['2'],
		});
		expect(json.fieldRels[1]).toMatchObject({ field: '2', relid: '0', links: [] });
		expect((await api('GET', '/fields/2')).json).toMatchObject({
			field: { id: '2' },
			fieldOptions: [{ field: '2' }, { field: '2' }],
		});
	});

	it('reads the options of one field and filters by perstag', async () => {
		const { api } = await scene();
		expect((await api('GET', '/fields/2/options')).json.fieldOptions[1]).toMatchObject({
			value: 'b',
			label: 'b',
			orderid: '1',
			id: '2',
		});
		expect((await api('GET', '/fields?filters[perstag]=CITY')).json.fields).toHaveLength(1);
	});

	it('[fieldValueUpsert] keeps the id of a value', async () => {
		const { api } = await withContact();
		const set = async (value: string) =>
			await api('POST', '/fieldValues', { fieldValue: { contact: '1', field: '1', value } });
		const [first, second] = [await set('x'), await set('y')];
		expect([
			first.status,
			first.json.fieldValue.id,
			second.json.fieldValue.id,
			second.json.fieldValue.value,
		]).toEqual([200, '1', '1', 'y']);
		expect(first.json.contacts[0].email).toBe('a@example.com');
	});

	it('[fieldValueBumpsUdate] sets the udate of the contact', async () => {
		const { api, pass } = await withContact();
		pass(60_000);
		const { json } = await api('POST', '/fieldValues', {
			fieldValue: { contact: '1', field: '1', value: 'x' },
		});
		expect(json.contacts[0]).toMatchObject({
			cdate: '2024-05-24T07:00:00-05:00',
			udate: '2024-05-24T07:01:00-05:00',
		});
	});

	it('[fieldValueRefusesPerstag] refuses a personalisation tag and a body without envelope', async () => {
		const { api } = await withContact();
		for (const body of [
			{ fieldValue: { contact: '1', field: 'CITY', value: 'x' } },
			{ contact: '1', field: '1', value: 'x' },
		]) {
			const answer = await api('POST', '/fieldValues', body);
			expect([answer.status, answer.json.errors[0].title]).toEqual([422, 'Field id not valid']);
		}
	});

	it('[valuesStoredAsSent] stores multi-values as sent', async () => {
		const { api, sandbox } = await withContact();
		await api('POST', '/fieldValues', {
			fieldValue: { contact: '1', field: '2', value: '||a||b||' },
		});
		expect(sandbox.store.fieldValuesOf(1)).toEqual({ 2: '||a||b||' });
	});

	it('[textLimit] does not save an over-long text, but any length of textarea', async () => {
		const { api, sandbox } = await withContact();
		const set = async (field: string, length: number) =>
			await api('POST', '/contact/sync', {
				contact: { email: 'a@example.com', fieldValues: [{ field, value: 'x'.repeat(length) }] },
			});
		await set('1', 65_535);
		await set('1', 65_536);
		await set('4', 65_536);
		expect([
			sandbox.store.fieldValuesOf(1)['1']?.length,
			sandbox.store.fieldValuesOf(1)['4']?.length,
		]).toEqual([65_535, 65_536]);
	});

	it('[datetimeInAccountZone] returns a datetime in the zone of the account', async () => {
		const { api } = await withContact();
		const { json } = await api('POST', '/fieldValues', {
			fieldValue: { contact: '1', field: '3', value: '2021-08-13T17:51:44+00:00' },
		});
		expect(json.fieldValue.value).toBe('2021-08-13T12:51:44-05:00');
	});
});

describe('lists and consents', () => {
	const consent = (status: unknown, list: unknown = 1, contact: unknown = 1) => ({
		contactList: { list, contact, status },
	});

	it('lists and reads lists', async () => {
		const { api } = await scene();
		expect((await api('GET', '/lists?filters[name][contains]=news')).json.lists).toHaveLength(1);
		expect((await api('GET', '/lists?filters[name]=SMS&orders[name]=DESC')).json.meta).toEqual({
			total: '1',
		});
		expect((await api('GET', '/lists/2')).json.list).toMatchObject({
			id: '2',
			name: 'SMS',
			channel: 'email',
		});
	});

	it('[consentStatusChecked] takes the states 0 to 3 only', async () => {
		const { api, sandbox } = await withContact();
		for (const status of [0, 1, 2, 3, '2'])
			expect((await api('POST', '/contactLists', consent(status))).status).toBe(200);
		expect(sandbox.store.listStatusOf(1)).toEqual({ 1: 2 });
		for (const status of [4, -1, '91']) {
			const answer = await api('POST', '/contactLists', consent(status));
			expect([answer.status, answer.json.errors[0].title]).toEqual([
				422,
				'The value you selected is not a valid choice.',
			]);
		}
	});

	it('[consentRepeatKeepsId] changes a consent in place', async () => {
		const { api } = await withContact();
		const first = await api('POST', '/contactLists', consent(1));
		const second = await api('POST', '/contactLists', consent(2));
		expect([
			first.status,
			second.status,
			first.json.contactList.id,
			second.json.contactList.id,
		]).toEqual([200, 200, '1', '1']);
		expect((await api('GET', '/contactLists')).json.meta.total).toBe('1');
	});

	it('[relatedMissing] names a missing list and a missing contact in one array', async () => {
		const { api } = await withContact();
		const answer = await api('POST', '/contactLists', consent(1, 9, 9));
		expect(answer.status).toBe(422);
		expect(answer.json.errors).toEqual([
			{
				title: 'The related list does not exist.',
				detail: '',
				code: 'related_missing',
				error: 'list_not_exist',
				source: { pointer: '/data/attributes/list' },
			},
			{
				title: 'The related contact does not exist.',
				detail: '',
				code: 'related_missing',
				error: 'contact_not_exist',
				source: { pointer: '/data/attributes/contact' },
			},
		]);
		expect(
			(await api('POST', '/contactLists', { contactList: { contact: 1, status: 1 } })).json.errors,
		).toHaveLength(1);
	});
});

it('[linkEndsMustExist] refuses links and values for what does not exist', async () => {
	const { api } = await withContact();
	const link = await api('POST', '/accountContacts', {
		accountContact: { contact: 9, account: 9 },
	});
	expect([link.status, link.json.errors.length, link.json.errors[0].code]).toEqual([
		422,
		2,
		'related_missing',
	]);
	const value = await api('POST', '/fieldValues', {
		fieldValue: { contact: 9, field: 1, value: 'x' },
	});
	expect([value.status, value.json.errors[0].error]).toEqual([422, 'contact_not_exist']);
});

describe('tags', () => {
	it('[tagCreateIdempotent] returns the tag that exists', async () => {
		const { api } = await scene();
		const created = await api('POST', '/tags', {
			tag: { tag: 'New', tagType: 'contact', description: 'd' },
		});
		const again = await api('POST', '/tags', { tag: { tag: 'New', tagType: 'contact' } });
		expect([created.status, again.status, created.json.tag.id, again.json.tag.id]).toEqual([
			201,
			200,
			'2',
			'2',
		]);
		expect(again.json.tag).toMatchObject({ tag: 'New', description: 'd', subscriber_count: '0' });
	});

	it('lists, searches and reads tags', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addTag({ tag: 'Vienna' });
		expect((await api('GET', '/tags?search=vi')).json.meta.total).toBe('2');
		expect((await api('GET', '/tags?filters[search][eq]=VIP')).json.tags).toHaveLength(1);
		expect((await api('GET', '/tags/1')).json.tag).toMatchObject({
			id: '1',
			tag: 'VIP',
			tagType: 'contact',
			deleted: '0',
		});
		expect((await api('POST', '/tags', { tag: {} })).status).toBe(422);
	});

	it('[contactTagRepeatIs200] answers 201, then 200 with the same link', async () => {
		const { api, pass } = await withContact();
		const add = async () =>
			await api('POST', '/contactTags', { contactTag: { contact: '1', tag: '1' } });
		const first = await add();
		pass(1000);
		const second = await add();
		expect([first.status, second.status]).toEqual([201, 200]);
		expect(second.json.contactTag).toEqual(first.json.contactTag);
		expect(first.json.contactTag).toMatchObject({ contact: '1', tag: '1', id: '1' });
	});

	it('[contactTagSecondDelete404] answers 404 to the second removal', async () => {
		const { api } = await withContact();
		await api('POST', '/contactTags', { contactTag: { contact: '1', tag: '1' } });
		expect((await api('DELETE', '/contactTags/1')).json).toEqual({});
		const again = await api('DELETE', '/contactTags/1');
		expect([again.status, again.json.message]).toEqual([
			404,
			'No Result found for SubscriberTag with id 1',
		]);
	});

	it('refuses links that lack something', async () => {
		const { api } = await withContact();
		const add = async (contactTag: object) => await api('POST', '/contactTags', { contactTag });
		expect(await add({ contact: '9', tag: '1' })).toMatchObject({
			status: 404,
			json: { errors: [{ status: 404, title: 'Not Found', detail: 'Contact not found' }] },
		});
		expect(await add({ tag: '1' })).toMatchObject({
			status: 422,
			json: {
				errors: [{ title: 'Missing attribute', source: { pointer: '/data/attributes/contact' } }],
			},
		});
		expect(await add({ contact: '1', tag: 'VIP' })).toMatchObject({
			status: 422,
			json: { errors: [{ title: 'No tag id provided' }] },
		});
	});
});

describe('accounts', () => {
	it('[accountNameUnique] needs a name nobody else has', async () => {
		const { api } = await scene();
		const missing = await api('POST', '/accounts', { account: {} });
		expect([missing.status, missing.json.errors[0]]).toEqual([
			422,
			{
				title: 'The account name was not provided.',
				detail: '',
				code: 'field_missing',
				source: { pointer: '/data/attributes/name' },
			},
		]);
		const taken = await api('POST', '/accounts', { account: { name: 'Shop PL' } });
		expect([taken.status, taken.json.errors[0].code]).toEqual([422, 'duplicate']);
	});

	it('creates, lists, reads, changes accounts', async () => {
		const { api, sandbox } = await scene();
		const created = await api('POST', '/accounts', {
			account: { name: 'Shop CZ', accountUrl: 'https://cz.example', owner: 1 },
		});
		expect([created.status, created.json.account.id, created.json.account.owner]).toEqual([
			201,
			'3',
			1,
		]);
		sandbox.store.addContact({ email: 'a@example.com', account: 3 });
		expect((await api('GET', '/accounts?search=cz')).json.accounts[0]).toMatchObject({
			name: 'Shop CZ',
			contactCount: '0',
		});
		expect(
			(await api('GET', '/accounts?search=cz&count_deals=true')).json.accounts[0].contactCount,
		).toBe('1');
		expect(
			(await api('PUT', '/accounts/3', { account: { name: 'Shop SK' } })).json.account,
		).toMatchObject({ name: 'Shop SK', accountUrl: 'https://cz.example' });
		expect((await api('GET', '/accounts/3')).json.account.name).toBe('Shop SK');
	});

	it('[oneAccountPerContact] refuses a second account for a contact', async () => {
		const { api } = await withContact();
		const link = async (account: number) =>
			await api('POST', '/accountContacts', {
				accountContact: { contact: 1, account, jobTitle: 'Boss' },
			});
		const first = await link(1);
		expect([first.status, first.json.accountContact]).toEqual([
			201,
			expect.objectContaining({ contact: 1, account: 1, jobTitle: 'Boss', id: '1' }),
		]);
		for (const account of [1, 2]) {
			const again = await link(account);
			expect([
				again.status,
				again.json.errors[0].code,
				again.json.errors[0].source.pointer,
			]).toEqual([422, 'field_invalid', '/data/attributes/account,contact']);
		}
	});

	it('[accountDeleteCascades] deletes the links of a deleted account', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a@example.com', account: 1 });
		expect((await api('DELETE', '/accounts/1')).json).toEqual({});
		expect((await api('GET', '/accountContacts?filters[contact]=1')).json).toEqual({
			accountContacts: [],
			meta: { total: '0' },
		});
		expect((await api('DELETE', '/accountContacts/1')).json).toEqual({
			message: 'No Result found for CustomerAccountSubscriber with id 1',
		});
	});

	it('lists, reads, changes, deletes links', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a@example.com', account: 1 });
		sandbox.store.addContact({ email: 'b@example.com', account: 2 });
		expect(
			(await api('GET', '/accountContacts?filters[account]=2')).json.accountContacts[0],
		).toMatchObject({ contact: '2', account: '2', id: '2' });
		expect(
			(await api('PUT', '/accountContacts/2', { accountContact: { jobTitle: 'CEO' } })).json
				.accountContact.jobTitle,
		).toBe('CEO');
		expect((await api('GET', '/accountContacts/2')).json.accountContact.jobTitle).toBe('CEO');
		expect((await api('DELETE', '/accountContacts/2')).json).toEqual({});
		const incomplete = await api('POST', '/accountContacts', { accountContact: { contact: 1 } });
		expect(incomplete.json.errors[0]).toMatchObject({
			title: 'The account attribute was not provided',
			code: 'field_missing',
		});
	});
});
