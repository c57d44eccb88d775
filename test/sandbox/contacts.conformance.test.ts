import { closeAll, scene, type Scene } from './support';

afterEach(closeAll);

const sync = async ({ api }: Scene, contact: Record<string, unknown>) =>
	await api('POST', '/contact/sync', { contact });
const value = (field: number | string, text: string) => ({ field: String(field), value: text });
const emails = (contacts: Array<{ email: string }>) => contacts.map(({ email }) => email);

describe('POST /contact/sync', () => {
	it('[syncStatus201Then200] answers 201 to a new contact, 200 to a known one', async () => {
		const it = await scene();
		expect((await sync(it, { email: 'a@example.com' })).status).toBe(201);
		expect((await sync(it, { email: 'a@example.com' })).status).toBe(200);
		expect(it.sandbox.store.contacts()).toHaveLength(1);
	});

	it('[syncShortThenLong] answers in the short form, then in the long one', async () => {
		const it = await scene();
		const created = (await sync(it, { email: 'a@example.com', firstName: 'A' })).json.contact;
		expect(Object.keys(created)).toEqual([
			'email',
			'phone',
			'firstName',
			'lastName',
			'email_empty',
			'cdate',
			'udate',
			'orgid',
			'orgname',
			'links',
			'hash',
			'id',
			'organization',
		]);
		expect(created).toMatchObject({
			cdate: '2024-05-24T07:00:00-05:00',
			email_empty: false,
			orgid: '',
			organization: '',
		});
		expect(Object.keys(created.links)).toHaveLength(18);
		it.pass(5000);
		const updated = (await sync(it, { email: 'a@example.com' })).json.contact;
		expect(updated).toMatchObject({
			cdate: '2024-05-24T07:00:00-05:00',
			udate: '2024-05-24T07:00:05-05:00',
			bounced_hard: '0',
			deleted: '0',
			orgid: '0',
			organization: null,
			updated_utc_timestamp: '2024-05-24 07:00:05',
			adate: null,
		});
	});

	it('[syncFieldValueIds] lists field values as id strings in the contact, as objects at the top', async () => {
		const it = await scene();
		const { json } = await sync(it, {
			email: 'a@example.com',
			fieldValues: [value(1, 'Kraków'), value(4, 'x')],
		});
		expect(json.contact.fieldValues).toEqual(['1', '2']);
		expect(json.fieldValues[0]).toMatchObject({
			contact: '1',
			owner: '1',
			field: '1',
			value: 'Kraków',
			id: '1',
			created_by: null,
		});
		const plain = (await sync(it, { email: 'a@example.com' })).json;
		expect([plain.fieldValues, plain.contact.fieldValues]).toEqual([undefined, undefined]);
	});

	it('[syncReturnsSentValues] returns only the values of this call', async () => {
		const it = await scene();
		await sync(it, { email: 'a@example.com', fieldValues: [value(1, 'x')] });
		const { json } = await sync(it, { email: 'a@example.com', fieldValues: [value(4, 'y')] });
		expect(json.fieldValues.map((row: { field: string }) => row.field)).toEqual(['4']);
	});

	it('[unknownFieldsDropped] drops unknown field ids and personalisation tags silently', async () => {
		const it = await scene();
		const { status, json } = await sync(it, {
			email: 'a@example.com',
			fieldValues: [value(999, 'x'), value('CITY', 'x'), value(1, 'y')],
		});
		expect([status, json.fieldValues.length]).toEqual([201, 1]);
		expect(it.sandbox.store.fieldValuesOf(1)).toEqual({ 1: 'y' });
	});

	it('[omittedKeysPreserved] keeps what is left out', async () => {
		const it = await scene();
		await sync(it, {
			email: 'a@example.com',
			firstName: 'A',
			phone: '1',
			fieldValues: [value(1, 'x'), value(4, 'y')],
		});
		await sync(it, { email: 'a@example.com', lastName: 'B', fieldValues: [value(1, 'z')] });
		expect(it.sandbox.store.contactByEmail('a@example.com')).toMatchObject({
			firstName: 'A',
			lastName: 'B',
			phone: '1',
		});
		expect(it.sandbox.store.fieldValuesOf(1)).toEqual({ 1: 'z', 4: 'y' });
	});

	it('[emptyStringClears] empties a field by an empty string', async () => {
		const it = await scene();
		await sync(it, { email: 'a@example.com', fieldValues: [value(1, 'x')] });
		await sync(it, { email: 'a@example.com', fieldValues: [value(1, '')] });
		expect(it.sandbox.store.fieldValuesOf(1)).toEqual({ 1: '' });
	});

	it('[nullClearsNames] empties names and phone by null', async () => {
		const it = await scene();
		await sync(it, { email: 'a@example.com', firstName: 'A', lastName: 'B', phone: '1' });
		await sync(it, { email: 'a@example.com', firstName: null, phone: null });
		expect(it.sandbox.store.contactByEmail('a@example.com')).toMatchObject({
			firstName: '',
			lastName: 'B',
			phone: '',
		});
		await it.api('PUT', '/contacts/1', { contact: { lastName: null } });
		expect(it.sandbox.store.contactByEmail('a@example.com')).toMatchObject({ lastName: '' });
	});

	it('[emailMatchIgnoresCase] finds the contact in any case', async () => {
		const it = await scene();
		await sync(it, { email: 'Jan@Example.com' });
		expect((await sync(it, { email: 'jan@example.COM' })).status).toBe(200);
		expect((await it.api('GET', '/contacts?email=JAN@example.com')).json.contacts).toHaveLength(1);
	});

	it('[syncNeedsEmail] answers 400 without e-mail', async () => {
		const it = await scene();
		for (const body of [
			{ contact: { firstName: 'A' } },
			{ contact: { email: '' } },
			{},
			undefined,
		]) {
			const answer = await it.api('POST', '/contact/sync', body);
			expect([answer.status, answer.json.errors[0]]).toEqual([
				400,
				{ status: 400, title: 'Bad Request', detail: 'Contact email must be provided for sync' },
			]);
		}
	});

	it('[emailChecked] answers 422 to an impossible e-mail', async () => {
		const it = await scene();
		for (const email of [
			'nobody',
			'a@b',
			'a b@example.com',
			'a@@example.com',
			'@example.com',
			'a@-x.com',
			'a@x..com',
			'a..b@example.com',
			'jan@example,com',
		]) {
			const answer = await sync(it, { email });
			expect([email, answer.status]).toEqual([email, 422]);
			expect(answer.json.errors[0]).toMatchObject({
				code: 'email_invalid',
				error: 'must_be_valid_email_address',
				source: { pointer: '/data/attributes/email' },
			});
		}
		expect(
			(await sync(it, { email: ' spaces@example.com ', firstName: ' A ' })).json.contact,
		).toMatchObject({ email: 'spaces@example.com', firstName: ' A ' });
		for (const email of ["o'brien+x@sub.example.com", 'żółw@example.pl', 'A_b-c@ex-ample.museum'])
			expect((await sync(it, { email })).status).toBe(201);
	});

	it('[syncPutAlias] works by PUT too', async () => {
		const it = await scene();
		expect(
			(await it.api('PUT', '/contact/sync', { contact: { email: 'a@example.com' } })).status,
		).toBe(201);
	});

	it('[pluralSyncIsCreate] treats /contacts/sync as a plain create', async () => {
		const it = await scene();
		await sync(it, { email: 'a@example.com' });
		const answer = await it.api('POST', '/contacts/sync', { contact: { email: 'a@example.com' } });
		expect([answer.status, answer.json.errors[0].code]).toEqual([422, 'duplicate']);
	});
});

describe('contacts by id', () => {
	it('[duplicateRefused] refuses a taken e-mail on create and update', async () => {
		const it = await scene();
		expect(
			(await it.api('POST', '/contacts', { contact: { email: 'a@example.com' } })).status,
		).toBe(201);
		const again = await it.api('POST', '/contacts', { contact: { email: 'a@example.com' } });
		expect([again.status, again.json]).toEqual([
			422,
			{
				errors: [
					{
						title: 'Email address already exists in the system',
						detail: '',
						code: 'duplicate',
						source: { pointer: '/data/attributes/email' },
					},
				],
			},
		]);
		await sync(it, { email: 'b@example.com' });
		expect(
			(await it.api('PUT', '/contacts/2', { contact: { email: 'A@example.com' } })).status,
		).toBe(422);
		expect(
			(await it.api('PUT', '/contacts/2', { contact: { email: 'B@example.com' } })).status,
		).toBe(200);
	});

	it('[partsComeWhole] gives all that hangs on a contact at once', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({
			email: 'a@example.com',
			tags: Array.from({ length: 25 }, (_, index) => `Tag ${index}`),
		});
		for (const query of ['', '?limit=10', '?offset=20'])
			expect((await api('GET', `/contacts/1/contactTags${query}`)).json.contactTags).toHaveLength(
				25,
			);
	});

	it('[missingThings404] names the missing thing as the vendor does', async () => {
		const { api } = await scene();
		const texts = await Promise.all(
			[
				'/contacts/7',
				'/contacts/7/contactLists',
				'/contacts/x',
				'/fields/7',
				'/lists/7',
				'/tags/7',
				'/accounts/7',
				'/accountContacts/7',
			].map(async (path) => await api('GET', path)),
		);
		expect(texts.map(({ status }) => status)).toEqual(Array(8).fill(404));
		expect(texts.map(({ json }) => json.message.replace('No Result found for ', ''))).toEqual([
			'Subscriber with id 7',
			'Subscriber with id 7',
			'Subscriber with id 0',
			'Field with id 7',
			'_List with id 7',
			'Tag with id 7',
			'CustomerAccount with id 7',
			'CustomerAccountSubscriber with id 7',
		]);
	});

	it('reads a contact with its side-loads', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({
			email: 'a@example.com',
			fieldValues: { 1: 'x' },
			lists: { 2: 1 },
			tags: ['VIP'],
			account: 1,
		});
		const { json } = await api('GET', '/contacts/1');
		expect(Object.keys(json)).toEqual([
			'contactAutomations',
			'contactLists',
			'deals',
			'fieldValues',
			'geoIps',
			'accountContacts',
			'contact',
		]);
		expect(json.contactLists[0]).toMatchObject({ list: '2', contact: '1', status: '1', id: '1' });
		expect(json.contact).toMatchObject({
			contactLists: ['1'],
			fieldValues: ['1'],
			accountContacts: ['1'],
			deals: [],
		});
	});

	it('changes and deletes a contact', async () => {
		const { api, sandbox, pass } = await scene();
		sandbox.store.addContact({
			email: 'a@example.com',
			firstName: 'A',
			fieldValues: { 1: 'x' },
			lists: { 1: 1 },
			account: 1,
		});
		pass(1000);
		const changed = await api('PUT', '/contacts/1', {
			contact: { lastName: 'B', fieldValues: [value(4, 'y')] },
		});
		expect(changed.json.contact).toMatchObject({
			firstName: 'A',
			lastName: 'B',
			udate: '2024-05-24T07:00:01-05:00',
			fieldValues: ['2'],
		});
		const deleted = await api('DELETE', '/contacts/1');
		expect([deleted.status, deleted.json]).toEqual([200, {}]);
		expect((await api('DELETE', '/contacts/1')).status).toBe(404);
		expect((await api('GET', '/accountContacts')).json.accountContacts).toEqual([]);
		expect((await sync({ api, sandbox, pass }, { email: 'a@example.com' })).status).toBe(201);
	});

	it('lists what hangs on a contact', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({
			email: 'a@example.com',
			fieldValues: { 1: 'x' },
			lists: { 2: 2 },
			tags: ['VIP'],
			account: 1,
		});
		expect((await api('GET', '/contacts/1/fieldValues')).json.fieldValues[0]).toMatchObject({
			field: '1',
			value: 'x',
		});
		expect((await api('GET', '/contacts/1/contactLists')).json.contactLists[0]).toMatchObject({
			list: '2',
			status: '2',
		});
		expect((await api('GET', '/contacts/1/contactTags')).json).toEqual({
			contactTags: [expect.objectContaining({ contact: '1', tag: '1', id: '1' })],
		});
		expect((await api('GET', '/contacts/1/accountContacts')).json.accountContacts[0]).toMatchObject(
			{ account: '1' },
		);
	});
});

describe('GET /contacts', () => {
	const many = async (count: number) => {
		const it = await scene();
		for (let n = 1; n <= count; n += 1) it.sandbox.store.addContact({ email: `u${n}@example.com` });
		return it;
	};

	it('[pageSizeDefault20] gives 20 rows unless asked', async () => {
		const { api } = await many(30);
		const { json } = await api('GET', '/contacts');
		expect([json.contacts.length, json.meta.total]).toEqual([20, '30']);
		expect(json.meta.page_input).toMatchObject({ limit: 20, offset: 0, status: -1, search: null });
	});

	it('[pageSizeCap100] gives 100 rows at most', async () => {
		const { api } = await many(120);
		expect((await api('GET', '/contacts?limit=500')).json.contacts).toHaveLength(100);
		expect((await api('GET', '/contacts?limit=100&offset=100')).json.contacts).toHaveLength(20);
	});

	it('[idGreaterFilters] pages by id', async () => {
		const { api } = await many(5);
		const page = await api('GET', '/contacts?id_greater=2&limit=2&orders[id]=ASC');
		expect(page.json.contacts.map(({ id }: { id: string }) => id)).toEqual(['3', '4']);
		expect((await api('GET', '/contacts?id_less=3')).json.contacts).toHaveLength(2);
	});

	it('[ordersSortRows] sorts the rows', async () => {
		const { api, sandbox } = await scene();
		for (const email of ['b@example.com', 'c@example.com', 'a@example.com'])
			sandbox.store.addContact({ email });
		expect(emails((await api('GET', '/contacts?orders[email]=ASC')).json.contacts)[0]).toBe(
			'a@example.com',
		);
		expect(emails((await api('GET', '/contacts?orders%5Bid%5D=DESC')).json.contacts)[0]).toBe(
			'a@example.com',
		);
	});

	it('[emailFilterExact] finds the whole address only', async () => {
		const { api } = await many(12);
		expect(emails((await api('GET', '/contacts?email=u1@example.com')).json.contacts)).toEqual([
			'u1@example.com',
		]);
		expect((await api('GET', '/contacts?email=1@example.com')).json.contacts).toEqual([]);
	});

	it('[plusInQueryIsSpace] reads a plain + as a space', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a+b@example.com' });
		expect((await api('GET', '/contacts?email=a+b@example.com')).json.contacts).toEqual([]);
		expect((await api('GET', '/contacts?email=a%2Bb@example.com')).json.contacts).toHaveLength(1);
	});

	it('[includeSideLoads] side-loads what include names', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({
			email: 'a@example.com',
			fieldValues: { 1: 'x' },
			lists: { 1: 1 },
			tags: ['VIP'],
		});
		const { json } = await api('GET', '/contacts?include=fieldValues,contactLists,contactTags');
		expect(json.contacts[0]).toMatchObject({
			fieldValues: ['1'],
			contactLists: ['1'],
			contactTags: ['1'],
		});
		expect([
			json.fieldValues[0].value,
			json.contactLists[0].status,
			json.contactTags[0].tag,
		]).toEqual(['x', '1', '1']);
		expect((await api('GET', '/contacts')).json.contacts[0].fieldValues).toBeUndefined();
	});

	it('[dateFiltersByDay] compares dates by the day', async () => {
		const { api, sandbox, pass } = await scene();
		sandbox.store.addContact({ email: 'a@example.com' });
		pass(86_400_000);
		sandbox.store.addContact({ email: 'b@example.com' });
		const found = async (filter: string, date: string) =>
			emails(
				(await api('GET', `/contacts?filters[${filter}]=${encodeURIComponent(date)}`)).json
					.contacts,
			);
		expect(await found('created_after', '2024-05-25')).toEqual(['b@example.com']);
		expect(await found('updated_after', '2024-05-24T23:00:00-05:00')).toEqual([
			'a@example.com',
			'b@example.com',
		]);
		expect(await found('updated_before', '2024-05-25')).toEqual(['a@example.com']);
	});

	it('filters by text, phone, list, status, tag and ids', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({
			email: 'ann@example.com',
			firstName: 'Ann',
			lastName: 'Lee',
			phone: '+48111',
			lists: { 1: 1 },
			tags: ['VIP'],
		});
		sandbox.store.addContact({ email: 'bob@example.com', phone: '+49222', lists: { 1: 2, 2: 1 } });
		sandbox.store.addContact({ email: 'cat@example.com', account: 2 });
		const found = async (query: string) =>
			(await api('GET', `/contacts?${query}`)).json.contacts
				.map(({ id }: { id: string }) => id)
				.join();
		expect(await found('email_like=AN')).toBe('1');
		expect(await found('search=ann%20lee')).toBe('1');
		expect(await found('search=shop%20de')).toBe('3');
		expect(await found('phone=%2B49')).toBe('2');
		expect(await found('exclude=2')).toBe('1,3');
		expect(await found('ids[]=1&ids[]=3')).toBe('1,3');
		expect(await found('listid=1')).toBe('1,2');
		expect(await found('listid=1&status=2')).toBe('2');
		expect(await found('listid=0')).toBe('1,2,3');
		expect(await found('status=1')).toBe('1,2');
		expect(await found('status=-1')).toBe('1,2,3');
		expect(await found('tagid=1')).toBe('1');
		expect(await found('email=')).toBe('1,2,3');
		expect(await found('unknown=1')).toBe('1,2,3');
	});
});
