/** The sandbox of Loyaltii keeps to the vendor's word: contacts, their events and their companies. */
import { closeClubs, club, refusalOf } from './loyaltiiSupport';

afterEach(closeClubs);

const create = { RegistrationSource: 'n8n' };
const event = { ContactId: 1, Type: 'web', SubType: 'visit' };

describe('a contact', () => {
	it('[loyaltiiContactUnique] has an Email and a Phone of its own', async () => {
		const { api } = await club();
		for (const [method, path, body] of [
			['POST', '/Contacts', { ...create, Email: 'ANNA@example.com' }],
			['POST', '/Contacts', { ...create, Phone: '12345678' }],
			['PATCH', '/Contacts/2', { Email: 'anna@example.com' }],
			['PATCH', '/Contacts/2', { Phone: '12345678' }],
			['PATCH', '/Contacts', { KeyType: 1, Keys: [2, 3], Fields: { Phone: '87654321' } }],
		] as Array<[string, string, unknown]>)
			expect([path, (await api(method, path, body)).status]).toEqual([path, 409]);
		expect((await api('PATCH', '/Contacts/1', { Email: 'anna@example.com' })).status).toBe(200);
	});

	it('[loyaltiiPreferredStore] prefers a store that exists', async () => {
		const { api } = await club();
		const body = { ...create, PreferredStoreId: 9 };
		expect((await api('POST', '/Contacts', body)).status).toBe(409);
		expect((await api('PATCH', '/Contacts/1', { PreferredStoreId: 9 })).status).toBe(409);
		expect((await api('POST', '/Contacts', { ...body, PreferredStoreId: 1 })).status).toBe(200);
	});

	it('[loyaltiiVersionBumps] gets a new Version with every change', async () => {
		const { api, pass } = await club();
		const before = (await api('GET', '/Contacts/1')).json;
		pass(1000);
		const after = (await api('PATCH', '/Contacts/1', { FirstName: 'Anne' })).json;
		expect(before.Version).toMatch(/^[A-Za-z0-9+/]{11}=$/);
		expect(after.Version).not.toBe(before.Version);
		expect(after.LastModified > before.LastModified).toBe(true);
	});

	it('[loyaltiiStale409] is not replaced by who does not know it', async () => {
		const { api } = await club();
		const { Version } = (await api('GET', '/Contacts/1')).json;
		await api('PATCH', '/Contacts/1', { LastName: 'Jensen' });
		const body = { Version, Email: 'anna@example.com', FirstName: 'Put' };
		expect((await api('PUT', '/Contacts/1', body)).status).toBe(409);
		expect((await api('GET', '/Contacts/1')).json).toMatchObject({ FirstName: 'Anna' });
		const newest = (await api('GET', '/Contacts/1')).json.Version as string;
		const bytes = [...Buffer.from(newest, 'base64')];
		expect((await api('PUT', '/Contacts/1', { ...body, Version: bytes })).status).toBe(200);
	});

	it('[loyaltiiConflictContact] comes newest with the 409 of a PUT', async () => {
		const { api } = await club();
		const newest = (await api('GET', '/Contacts/1')).json;
		for (const body of [
			{ Version: 'AAAA', Email: 'anna@example.com' },
			{ Version: newest.Version, Email: 'bo@example.com' },
			{ Version: newest.Version, PreferredStoreId: 9 },
		]) {
			const { status, json } = await api('PUT', '/Contacts/1', body);
			expect([status, json]).toEqual([409, newest]);
		}
	});

	it('[loyaltiiPutClears] loses static fields that a PUT leaves out, not dynamic ones', async () => {
		const { api } = await club();
		const { Version } = (await api('GET', '/Contacts/1')).json;
		const { json } = await api('PUT', '/Contacts/1', { Version, FirstName: 'Put' });
		expect(json).toMatchObject({
			FirstName: 'Put',
			LastName: null,
			Email: null,
			ContactCompanyId: null,
			Colour: 'red',
			RegistrationSource: 'shop',
		});
	});

	it('[loyaltiiPatchKeepsNull] keeps what a PATCH has as null', async () => {
		const { api } = await club();
		const body = { FirstName: 'Anne', LastName: null, Email: null, Colour: null };
		expect((await api('PATCH', '/Contacts/1', body)).json).toMatchObject({
			FirstName: 'Anne',
			LastName: 'Hansen',
			Email: 'anna@example.com',
			Colour: 'red',
		});
	});

	it('[loyaltiiPatchEmptyClears] loses Email, Phone and its country code by ""', async () => {
		const { api } = await club();
		const body = { Email: '', Phone: '', PhoneCountryCode: '', LastName: '' };
		expect((await api('PATCH', '/Contacts/1', body)).json).toMatchObject({
			Email: null,
			Phone: null,
			PhoneCountryCode: null,
			LastName: '',
		});
	});

	it('[loyaltiiPatchVersion] is not patched by a stale Version', async () => {
		const { api } = await club();
		const { Version } = (await api('GET', '/Contacts/1')).json;
		expect((await api('PATCH', '/Contacts/1', { Version, FirstName: 'A' })).status).toBe(200);
		expect((await api('PATCH', '/Contacts/1', { Version, FirstName: 'B' })).status).toBe(409);
	});

	it('[loyaltiiPatchNoVersion] is patched without a Version', async () => {
		const { api } = await club();
		expect((await api('PATCH', '/Contacts/1', { FirstName: 'A' })).status).toBe(200);
	});

	it('[loyaltiiLogin422] does not let in with a wrong password', async () => {
		const { api } = await club();
		const login = async (Password: string) =>
			await api('POST', '/Contacts/1/Login', { Password, Ip: '1.1.1.1', Source: 'web' });
		expect((await login('a')).status).toBe(422);
		await api('POST', '/Contacts/1/SetPassword', { NewPassword: 'a' });
		expect((await login('a')).json).toMatchObject({ Id: 1 });
		await api('PATCH', '/Contacts/1', { NewPassword: 'b' });
		expect([(await login('a')).status, (await login('b')).status]).toEqual([422, 200]);
		expect((await api('POST', '/Contacts/9/Login', { Password: 'a' })).status).toBe(404);
	});

	it('[loyaltiiUnblockFalse] says false when its address is not blocked', async () => {
		const { api } = await club();
		const unblock = async () => (await api('POST', '/Contacts/3/UnblockEmail')).text;
		expect([await unblock(), await unblock()]).toEqual(['true', 'false']);
	});
});

describe('contacts', () => {
	it('[loyaltiiBatchNotFound] are patched by keys, and unknown keys listed', async () => {
		const { api } = await club();
		const Fields = { FirstName: 'Same', Colour: 'blue' };
		const Keys = ['anna@example.com', 'nobody@example.com', 'bo@example.com'];
		expect((await api('PATCH', '/Contacts', { KeyType: 'Email', Keys, Fields })).json).toEqual({
			Updated: ['anna@example.com', 'bo@example.com'],
			NotFound: ['nobody@example.com'],
		});
		expect((await api('GET', '/Contacts/2')).json).toMatchObject(Fields);
		const same = { KeyType: 'Id', Keys: ['2', '3'], Fields: { Phone: '12345678' } };
		expect((await api('PATCH', '/Contacts', same)).status).toBe(409);
	});

	it('[loyaltiiBatchFields] are patched in the fields that PatchFields lists', async () => {
		const { api } = await club();
		const fields = (await api('GET', '/Contacts/PatchFields')).json as string[];
		expect(fields).toEqual(expect.arrayContaining(['FirstName', 'Phone', 'Colour']));
		const patch = async (name: string) =>
			(await api('PATCH', '/Contacts', { KeyType: 1, Keys: ['1'], Fields: { [name]: 'x' } }))
				.status;
		expect(fields).not.toContain('RegistrationSource');
		expect([await patch('FirstName'), await patch('RegistrationSource')]).toEqual([200, 400]);
	});

	it('[loyaltiiFieldSearch] are searched by dynamic fields', async () => {
		const { api } = await club();
		const ids = async (query: string) =>
			(await api('GET', `/Contacts?${query}`)).json.map(({ Id }: { Id: number }) => Id);
		expect(await ids('field=Colour&value=blue')).toEqual([2]);
		expect(await ids('field=Colour&value=green')).toEqual([]);
		expect(await ids('field=FirstName&value=Anna')).toEqual([]);
	});

	it('[loyaltiiRegistrations] are found by minutes since, source and IP', async () => {
		const { api, pass } = await club();
		pass(10 * 60_000);
		const made = { ...create, RegistrationSource: 'store', RegistrationIp: '2.2.2.2' };
		await api('POST', '/Contacts', made);
		pass(5 * 60_000);
		const found = async (query: string) =>
			(await api('GET', `/Contacts/Registration?${query}`)).json;
		expect(await found('timespan=5')).toEqual([
			{ Id: 4, RegistrationDateTime: '2024-05-24T14:10:00+02:00', ...made },
		]);
		expect(await found('timespan=4')).toEqual([]);
		expect(await found('source=store')).toHaveLength(3);
		expect(await found('source=store&ip=2.2.2.2')).toHaveLength(1);
		expect(await found('timespan=60&ip=1.1.1.1&source=store')).toEqual([]);
	});
});

describe('events', () => {
	it('[loyaltiiEventUniqueExtId] with a known UniqueExtId are skipped', async () => {
		const { api, sandbox } = await club();
		const unique = (UniqueExtId: string | null) => ({ ...event, UniqueExtId });
		const body = [unique('e-1'), unique('e-2'), unique('e-2'), unique(null), event];
		expect((await api('POST', '/ContactEvents', body)).status).toBe(200);
		expect(sandbox.store.events.all().map(({ UniqueExtId }) => UniqueExtId)).toEqual([
			'e-1',
			'e-2',
			null,
			null,
		]);
	});

	it('[loyaltiiEventUnknownContact] of unknown contacts are refused unless told otherwise', async () => {
		const { api, sandbox } = await club();
		const body = [event, { ...event, ContactId: 99 }];
		expect((await api('POST', '/ContactEvents', body)).status).toBe(404);
		expect(sandbox.store.events.size).toBe(1);
		await api('POST', '/ContactEvents?ignoreUnknownContacts=False', body);
		expect(sandbox.store.events.size).toBe(1);
		const ignored = await api('POST', '/ContactEvents?ignoreUnknownContacts=true', body);
		expect([ignored.status, sandbox.store.events.size]).toEqual([200, 2]);
	});

	it('[loyaltiiEventContact] name their contact by id or secret', async () => {
		const { api, sandbox } = await club();
		const bare = { Type: 'web', SubType: 'visit' };
		const ContactSecret = sandbox.store.contacts.get(2)?.Secret;
		expect((await api('POST', '/ContactEvents', [bare])).status).toBe(400);
		await api('POST', '/ContactEvents', [{ ...bare, ContactSecret, InfoJson: { a: [1] } }]);
		const { json } = await api('GET', '/ContactEvents?type=web&lastId=1');
		expect(json).toEqual([
			{
				Id: 2,
				Created: '2024-05-24T14:00:00+02:00',
				ContactId: 2,
				...bare,
				ParentId: null,
				ParentType: null,
				UniqueExtId: null,
				InfoJson: { a: [1] },
			},
		]);
	});

	it('[loyaltiiEventJsonString] are answered with a JSON string', async () => {
		const { api } = await club();
		const { headers, json } = await api('POST', '/ContactEvents', [event]);
		expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
		expect(typeof json).toBe('string');
		expect((await api('POST', '/ContactEvents', event)).status).toBe(400);
	});

	it('[loyaltiiEventsInclusive] are asked for from and to, both included', async () => {
		const { api, pass } = await club();
		pass(1000);
		await api('POST', '/ContactEvents', [{ ...event, ContactId: 2, SubType: 'leave' }]);
		const ids = async (query: string) =>
			(await api('GET', `/ContactEvents?type=web&${query}`)).json.map(
				({ Id }: { Id: number }) => Id,
			);
		const [first, second] = ['2024-05-24T12:00:00Z', '2024-05-24T12:00:01Z'];
		expect(await ids(`from=${first}&to=${second}`)).toEqual([1, 2]);
		expect(await ids(`from=${second}`)).toEqual([2]);
		expect(await ids(`to=${first}`)).toEqual([1]);
		expect(await ids('subtype=leave&contactId=2')).toEqual([2]);
		expect(await ids('subtype=leave&contactId=1')).toEqual([]);
	});

	it('[loyaltiiRows1000] come 1,000 at a time after an id', async () => {
		const { api } = await club();
		await api('POST', '/ContactEvents', Array(1500).fill(event));
		const page = async (lastId: number) => {
			const { json } = await api('GET', `/ContactEvents?type=web&lastId=${lastId}`);
			const ids = json.map(({ Id }: { Id: number }) => Id);
			return [ids.length, Math.min(...ids), Math.max(...ids)];
		};
		expect(await page(0)).toEqual([1000, 1, 1000]);
		expect(await page(1000)).toEqual([501, 1001, 1501]);
	});

	it('[loyaltiiRowsAscending] come by rising id', async () => {
		const { api } = await club();
		await api('POST', '/ContactEvents', Array(3).fill(event));
		const { json } = await api('GET', '/ContactEvents?type=web&lastId=1');
		expect(json.map(({ Id }: { Id: number }) => Id)).toEqual([2, 3, 4]);
	});
});

describe('companies', () => {
	it('[loyaltiiCompanyEmpty404] without contacts answer 404 when asked for them', async () => {
		const { api } = await club();
		expect((await api('GET', '/ContactCompanies/1/Contacts')).json).toMatchObject([{ Id: 1 }]);
		expect((await api('GET', '/ContactCompanies/2/Contacts')).status).toBe(404);
	});

	it('[loyaltiiCompanyNumber] have numbers of their own', async () => {
		const { api } = await club();
		const number = { Name: 'New', Number: 'C-1' };
		expect(refusalOf(await api('POST', '/ContactCompanies', number))[0]).toBe(409);
		expect((await api('PATCH', '/ContactCompanies', { Id: 2, Number: 'C-1' })).status).toBe(409);
		expect((await api('PATCH', '/ContactCompanies', { Id: 1, Number: 'C-1' })).status).toBe(200);
	});

	it('[loyaltiiCompanyOnContact] are named by their contacts', async () => {
		const { api } = await club();
		const companyOf = async () => (await api('GET', '/Contacts/2')).json.ContactCompanyId;
		await api('POST', '/ContactCompanies/2/AddContact', { ContactId: 2 });
		expect(await companyOf()).toBe(2);
		await api('POST', '/ContactCompanies/1/RemoveContact', { ContactId: 2 });
		expect(await companyOf()).toBe(2);
		await api('POST', '/ContactCompanies/2/RemoveContact', { ContactId: 2 });
		expect(await companyOf()).toBeNull();
		const unknown = await api('POST', '/ContactCompanies/2/AddContact', { ContactId: 99 });
		expect(unknown.status).toBe(404);
	});

	it('[loyaltiiPatchIdInBody] are patched by the id in the body, as stores are', async () => {
		const { api } = await club();
		const { json } = await api('PATCH', '/ContactCompanies', { Id: 2, Logo: 'x' });
		expect(json).toMatchObject({ Id: 2, Name: 'Empty ApS', Logo: 'x' });
		expect((await api('PATCH', '/ContactCompanies', { Logo: 'x' })).status).toBe(404);
		expect((await api('PATCH', '/Stores', { Name: 'x' })).status).toBe(404);
	});
});
