/** The sandbox of Loyaltii keeps to the vendor's word: one test per rule. Here: what holds for all endpoints. */
import { closeClubs, club, refusalOf } from './loyaltiiSupport';

afterEach(closeClubs);

const create = { RegistrationSource: 'n8n' };

describe('access', () => {
	it('[loyaltiiKeyRequired] refuses a missing or wrong key', async () => {
		const { api } = await club();
		for (const headers of [{}, { 'X-ApiKey': 'wrong' }] as Array<Record<string, string>>)
			expect((await api('GET', '/Orders/Types', undefined, headers)).status).toBe(401);
		expect((await api('GET', '/Orders/Types')).status).toBe(200);
	});

	it('[loyaltiiUnknownRoute404] does not know other paths', async () => {
		const { api } = await club();
		for (const path of ['/DailyStatistics', '/contacts', '/Contacts/1/Nothing']) {
			const [status, message] = refusalOf(await api('GET', path));
			expect([path, status]).toEqual([path, 404]);
			expect(message).toContain('No HTTP resource was found');
		}
	});

	it('[loyaltiiWrongVerb405] refuses a method that the path does not have', async () => {
		const { api } = await club();
		const search = '/Points/ForStores?type=Bonus&from=2024-01-01&to=2025-01-01';
		for (const [method, path] of [
			['POST', search],
			['DELETE', '/Orders/Types'],
			['PUT', '/Orders/1'],
			['SEARCH', '/Contacts'],
		])
			expect(refusalOf(await api(method, path, []))).toEqual([
				405,
				`The requested resource does not support http method '${method}'.`,
			]);
	});

	it('[loyaltiiSearchVerb] searches with the method SEARCH', async () => {
		const { api } = await club();
		const period = 'type=Bonus&from=2024-01-01&to=2025-01-01';
		const points = await api('SEARCH', `/Points/ForStores?${period}`, [2]);
		expect([points.status, points.json.map(({ Id }: { Id: number }) => Id)]).toEqual([200, [2]]);
		const sums = await api('SEARCH', `/Points/SumsForStoresByContactCompanies?${period}`, [1]);
		expect(sums.json).toEqual([{ ContactCompanyId: 1, StoreId: 1, Type: 'Bonus', Sum: 100 }]);
	});
});

describe('the query', () => {
	it('[loyaltiiQueryDecides] decides which endpoint of a path is meant', async () => {
		const { api, sandbox } = await club();
		await api('GET', '/ContactEvents?type=web&lastId=0');
		await api('GET', '/ContactEvents?type=web');
		await api('GET', '/Points?contactId=1&type=Bonus');
		expect([...sandbox.asked.keys()]).toEqual([17, 18, 82]);
		expect((await api('GET', '/Orders')).status).toBe(404);
		expect((await api('GET', '/Points?type=Bonus')).status).toBe(404);
		expect((await api('POST', '/Actions/1')).status).toBe(404);
		expect((await api('POST', '/Actions/1?contactId=1&segmentId=1')).status).toBe(500);
		expect(sandbox.store.triggered).toEqual([]);
	});

	it('[loyaltiiQueryAnyCase] takes names of parameters in any case', async () => {
		const { api } = await club();
		expect((await api('GET', '/Orders?contactid=1')).json).toHaveLength(2);
	});

	it('[loyaltiiIndexedArrays] takes lists as s[0]=1&s[1]=2', async () => {
		const { api } = await club();
		expect((await api('GET', '/Segments/GetContactCount?s[0]=2&s[1]=1')).json).toBe(3);
		expect((await api('GET', '/Segments/GetContactCount?s%5B0%5D=2')).json).toBe(1);
		expect((await api('GET', '/Segments/GetContactCount?s[0]=2&s[2]=1')).json).toBe(1);
		expect((await api('GET', '/Segments/GetContactCount?s=1&s=2')).status).toBe(404);
	});

	it('[loyaltiiPlusIsSpace] reads a bare + as a space', async () => {
		const { api } = await club();
		const ask = async (offset: string) =>
			(await api('GET', `/ContactEvents?type=web&from=2024-05-24T00:00:00${offset}`)).status;
		expect([await ask('%2B02:00'), await ask('Z'), await ask('+02:00')]).toEqual([200, 200, 400]);
	});

	it('[loyaltiiWrongType400] refuses values of another type', async () => {
		const { api } = await club();
		for (const [method, path, body] of [
			['GET', '/Orders/one'],
			['GET', '/Orders?contactId=one'],
			['GET', '/Orders?contactId=3000000000'],
			['GET', '/ContactEvents?type=web&from=yesterday'],
			['GET', '/Stores?withoutJsonString=yes'],
			['PATCH', '/Contacts/1', { PreferredStoreId: 'one' }],
			['PATCH', '/Contacts/1', { LimitMailsTemporarilyUntil: 'tomorrow' }],
			['PATCH', '/Contacts/1', { LimitMailsPermanently: 'maybe' }],
			['PATCH', '/Contacts/1', { FirstName: {} }],
		] as Array<[string, string, unknown]>) {
			const answer = await api(method, path, body);
			expect([path, ...refusalOf(answer)]).toEqual([path, 400, 'The request is invalid.']);
			expect(Object.keys(answer.json.ModelState)).toHaveLength(1);
		}
		const { json } = await api('PATCH', '/Contacts/1', { PreferredStoreId: '2' });
		expect(json.PreferredStoreId).toBe(2);
	});
});

describe('bodies', () => {
	it('[loyaltiiBrokenJson] refuses what is not JSON', async () => {
		const { api } = await club();
		expect((await api('PATCH', '/Contacts/1', '{ "FirstName": }')).status).toBe(400);
	});

	it('[loyaltiiRequiredFields] wants what the help marks as required', async () => {
		const { api } = await club();
		for (const [method, path, body] of [
			['POST', '/Contacts', { Email: 'new@example.com' }],
			['POST', '/ContactEvents', [{ ContactId: 1, Type: 'web' }]],
			['POST', '/ContactEvents', [{ ContactId: 1, SubType: 'visit' }]],
			['POST', '/Points', { ContactId: 1, Type: 'Bonus' }],
			['POST', '/Points', { ContactId: 1, Amount: 5 }],
			['POST', '/Points', { Type: 'Bonus', Amount: 5 }],
			['PUT', '/Contacts/1', { Email: 'anna@example.com' }],
		] as Array<[string, string, unknown]>)
			expect([path, (await api(method, path, body)).status]).toEqual([path, 400]);
	});

	it('[loyaltiiFieldLengths] refuses texts that are too long', async () => {
		const { api } = await club();
		const long = (length: number) => ({ ...create, FirstName: 'x'.repeat(length) });
		expect((await api('POST', '/Contacts', long(51))).json.ModelState).toHaveProperty('FirstName');
		expect((await api('POST', '/Contacts', long(50))).status).toBe(200);
	});

	it('[loyaltiiUnknownFieldsIgnored] drops fields nobody knows', async () => {
		const { api } = await club();
		const { status, json } = await api('POST', '/Contacts', { ...create, Nothing: 1, email: 'x' });
		expect([status, json.Nothing, json.Email]).toEqual([200, undefined, null]);
	});

	it('[loyaltiiDynamicAtTop] takes and gives dynamic fields at the top level', async () => {
		const { api } = await club();
		const contact = (await api('POST', '/Contacts', { ...create, Colour: 'red', Age: 40 })).json;
		expect(contact).toMatchObject({ Colour: 'red', Age: 40 });
		const line = { Quantity: 1, Price: 1, Size: 'L' };
		const order = { Type: 'Web', Channel: 'app', OrderLines: [line] };
		expect((await api('POST', '/Orders', order)).json).toMatchObject(order);
		expect((await api('POST', '/Stores', { Region: 'North' })).json.Region).toBe('North');
	});

	it('[loyaltiiDynamicPresent] shows dynamic fields without a value as null', async () => {
		const { api } = await club();
		expect((await api('GET', '/Contacts/3')).json).toHaveProperty('Colour', null);
		expect((await api('GET', '/Orders/1')).json).toHaveProperty('Channel', null);
	});

	it('[loyaltiiDynamicValues] keeps dynamic fields to their type and values', async () => {
		const { api } = await club();
		for (const fields of [{ Colour: 'green' }, { Age: 'old' }, { Age: 1.5 }])
			expect((await api('PATCH', '/Contacts/1', fields)).status).toBe(400);
		expect((await api('PATCH', '/Contacts/1', { Colour: 'blue', Age: 41 })).status).toBe(200);
	});
});

describe('answers', () => {
	it('[loyaltiiDatesWithOffset] write dates with their offset', async () => {
		const { api } = await club();
		const winter = { ...create, RegistrationDateTime: '2024-01-01T12:00:00.5Z' };
		const { json } = await api('POST', '/Contacts', winter);
		expect([json.RegistrationDateTime, json.LastModified]).toEqual([
			'2024-01-01T13:00:00.500+01:00',
			'2024-05-24T14:00:00+02:00',
		]);
	});

	it('[loyaltiiEnumNames] write enumerations by name', async () => {
		const { api } = await club();
		expect((await api('GET', '/Segments/1')).json.Type).toBe('VisualBuilder');
		expect((await api('GET', '/DynamicFields?owner=Contacts')).json[1]).toEqual({
			Name: 'Age',
			Type: 'Number',
			Label: 'Age',
			Values: null,
		});
		const dispatch = await api('POST', '/EmailDispatches', { EmailCampaignId: 1, ContactId: 1 });
		expect(dispatch.json).toMatchObject({ Status: 'Waiting', Type: 'Transactional' });
	});

	it('[loyaltiiEnumsBothWays] come for enumerations by name and by number', async () => {
		const { api } = await club();
		for (const KeyType of ['Secret', 2, 'Id', 1]) {
			const body = { KeyType, Keys: ['x'], Fields: { FirstName: 'x' } };
			expect((await api('PATCH', '/Contacts', body)).json).toEqual({
				Updated: [],
				NotFound: ['x'],
			});
		}
		expect((await api('GET', '/DynamicFields?owner=4')).json).toHaveLength(2);
		expect((await api('GET', '/DynamicFields?owner=Nobody')).status).toBe(400);
	});

	it('[loyaltiiErrorMessage] say the reason of an error as Message', async () => {
		const { api } = await club();
		const { status, json } = await api('GET', '/Orders/99');
		expect([status, json]).toEqual([404, { Message: 'Order not found.' }]);
	});

	it('[loyaltiiUnknown404] are 404 for one thing that does not exist', async () => {
		const { api } = await club();
		for (const path of [
			'/Contacts/99',
			'/Contacts?email=nobody%40example.com',
			'/Contacts?phone=99',
			'/Contacts?secret=x',
			'/Orders/99',
			'/Points/99',
			'/Segments/99',
			'/Stores?number=99',
			'/ContactCompanies?contactCompanyNumber=99',
			'/table/Cars?externalId=99',
			'/table/Cars/3',
			'/table/Nothing',
			'/EmailDispatchReceiver?emailDispatchId=1&contactId=1',
			'/IframeToken?tokenId=x',
			'/Media/99',
		])
			expect([path, (await api('GET', path)).status]).toEqual([path, 404]);
		// Lists are empty instead.
		for (const path of ['/Orders?contactId=99', '/Orders?extOrderId=x', '/Points?contactId=99'])
			expect((await api('GET', path)).json).toEqual([]);
	});

	it('[loyaltii404Message] have a Message when they are 404', async () => {
		const { api } = await club();
		expect((await api('GET', '/Contacts/99')).text).toBe('{"Message":"Contact not found."}');
	});
});
