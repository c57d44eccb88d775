/** What the sandbox of Loyaltii has beside the vendor's rules: an answer for every endpoint, page, state, files. */
import { gunzipSync } from 'node:zlib';
import { PLATFORMS } from '../../sandbox';
import { CLUB, closeClubs, club } from './loyaltiiSupport';
import { call } from './support';

afterEach(closeClubs);

const FROM = '2024-05-24T00%3A00%3A00Z';
const PERIOD = `from=${FROM}&to=2024-05-25T00%3A00%3A00Z`;
const line = { ExtProductId: 'hat', Quantity: 1, Price: 5 };

/** One good request per endpoint, in the order of the fact sheet; those that undo others' rows name rows of their own. */
const REQUESTS: Array<[no: number, method: string, path: string, body?: unknown]> = [
	[1, 'GET', '/Actions'],
	[2, 'POST', '/Actions/1?contactId=1'],
	[3, 'POST', '/Actions/1?segmentId=1'],
	[4, 'POST', '/Banners/CacheReset', [1]],
	[5, 'POST', '/Banners/CacheReset?secret=summer', [11]],
	[6, 'GET', '/BulkExport?type=0'],
	[7, 'POST', '/BulkExport', { Type: 0 }],
	[8, 'GET', '/ContactCompanies'],
	[9, 'GET', '/ContactCompanies?primaryContactEmail=anna%40example.com'],
	[10, 'GET', '/ContactCompanies?contactCompanyNumber=C-1'],
	[11, 'GET', '/ContactCompanies/1'],
	[12, 'GET', '/ContactCompanies/1/Contacts'],
	[13, 'POST', '/ContactCompanies', { Name: 'New ApS' }],
	[14, 'POST', '/ContactCompanies/2/AddContact', { ContactId: 2 }],
	[15, 'POST', '/ContactCompanies/2/RemoveContact', { ContactId: 2 }],
	[16, 'PATCH', '/ContactCompanies', { Id: 2, Name: 'Other ApS' }],
	[17, 'GET', '/ContactEvents?type=web&lastId=0'],
	[18, 'GET', `/ContactEvents?type=web&subtype=visit&${PERIOD}&contactId=1`],
	[19, 'POST', '/ContactEvents', [{ ContactId: 1, Type: 'web', SubType: 'visit' }]],
	[20, 'GET', '/Contacts'],
	[21, 'GET', '/Contacts?email=anna%40example.com'],
	[22, 'GET', '/Contacts?phone=12345678'],
	[23, 'GET', '/Contacts?secret={secret}&ip=1.1.1.1'],
	[24, 'GET', '/Contacts?field=Colour&value=red'],
	[25, 'GET', '/Contacts/1'],
	[26, 'GET', '/Contacts/PatchFields'],
	[27, 'GET', '/Contacts/DynamicFields'],
	[28, 'GET', '/Contacts/GetContactsBaseInfo'],
	[29, 'GET', '/Contacts/Registration?timespan=60&source=shop&ip=1.1.1.1'],
	[30, 'GET', '/Contacts/1/PersonDataFile'],
	[31, 'POST', '/Contacts', { RegistrationSource: 'n8n', Email: 'new@example.com' }],
	[33, 'POST', '/Contacts/1/SetPassword', { NewPassword: 'secret' }],
	[32, 'POST', '/Contacts/1/Login', { Password: 'secret', Ip: '1.1.1.1', Source: 'web' }],
	[34, 'POST', '/Contacts/3/UnblockEmail'],
	[35, 'PUT', '/Contacts/2', { Version: '{version}', Email: 'bo@example.com' }],
	[36, 'PATCH', '/Contacts', { KeyType: 'Id', Keys: ['1'], Fields: { FirstName: 'A' } }],
	[37, 'PATCH', '/Contacts/1', { FirstName: 'Anne' }],
	[38, 'DELETE', '/Contacts/4'],
	[39, 'GET', '/DynamicFields/1?owner=DynamicTable'],
	[39, 'GET', '/DynamicFields?owner=Contacts'],
	[40, 'GET', '/table/Cars'],
	[41, 'GET', '/table/Cars?secret={rowSecret}'],
	[42, 'GET', '/table/Cars?externalId=car-1'],
	[43, 'GET', '/table/Cars?lastId=0&take=10'],
	[44, 'GET', '/table/Cars/1'],
	[45, 'POST', '/table/Cars', { ExternalId: 'car-3' }],
	[46, 'POST', '/table/Cars/Bulk', [{ ExternalId: 'car-4' }]],
	[47, 'PATCH', '/table/Cars/1', { Name: 'Changed' }],
	[48, 'DELETE', '/table/Cars/2'],
	[49, 'GET', '/DynamicTables'],
	[50, 'POST', '/Email2Dispatches', { TriggerId: 't', Scope: { Contacts: { 1: {} } } }],
	[51, 'POST', '/EmailBuilderCampaigns', { Type: 0, Name: 'May', EmailTemplateId: 1 }],
	[54, 'POST', '/EmailBuilderCampaigns/1/Schedule', { StartSending: '2024-06-01T00:00:00Z' }],
	[52, 'POST', '/EmailBuilderCampaigns/1/Cancel'],
	[53, 'POST', '/EmailBuilderCampaigns/1/AddBlock', { EmailBuilderBlockId: 1 }],
	[55, 'GET', `/EmailDispatches?type=2&status[0]=100&status[1]=120&${PERIOD}&take=5`],
	[56, 'POST', '/EmailDispatches', { EmailCampaignId: 1, ContactId: 1 }],
	[57, 'GET', '/EmailDispatchReceiver?lastId=0'],
	[58, 'GET', '/EmailDispatchReceiver?emailDispatchId=2&contactId=1'],
	[59, 'POST', '/FeedSyncs/1/SyncNow'],
	[60, 'GET', '/IframeToken?tokenId=token'],
	[64, 'POST', '/Media', { Name: 'a.txt', FolderId: 1, ContentType: 'text/plain', Media: 'aGk=' }],
	[61, 'GET', '/Media?folderId=1'],
	[62, 'GET', '/Media/1'],
	[63, 'GET', '/Media/Folders'],
	[65, 'POST', '/Media/1/Rename?newName=b.txt'],
	[66, 'DELETE', '/Media/1'],
	[67, 'GET', '/Orders?contactId=1'],
	[68, 'GET', '/Orders?extOrderId=W-1'],
	[69, 'GET', '/Orders/1'],
	[70, 'GET', '/Orders/Types'],
	[71, 'POST', '/Orders', { Type: 'Web', OrderLines: [line] }],
	[72, 'POST', '/Orders/1/Lines', line],
	[73, 'PATCH', '/Orders/1', { City: 'Aarhus' }],
	[74, 'PATCH', '/Orders/1/Lines/1', { Quantity: 3 }],
	[76, 'DELETE', '/Orders/1/Lines/1'],
	[75, 'DELETE', '/Orders/2'],
	[77, 'GET', '/PermissionSourceCategories'],
	[78, 'GET', '/PermissionSourceCategoryRelations'],
	[79, 'GET', '/Points?lastId=0&type=Bonus'],
	[80, 'GET', '/Points?sourceId=W-1&type=Bonus'],
	[81, 'GET', `/Points?type=Bonus&${PERIOD}&storeId=1`],
	[82, 'GET', `/Points?contactId=1&type=Bonus&datetimeFrom=${FROM}`],
	[83, 'GET', '/Points/1'],
	[84, 'GET', '/Points/Types'],
	[85, 'GET', '/Points/Totals?type=Bonus'],
	[86, 'GET', '/Points/Sums?contactId=1&type=Bonus'],
	[87, 'GET', '/Points/SumsByContact?type=Bonus&storeId=1'],
	[88, 'GET', `/Points/SumsByStore?type=Bonus&${PERIOD}`],
	[89, 'GET', '/Points/TotalForContact?contactId=1&type=Bonus&subType=order'],
	[90, 'GET', `/Points/SumsByContactCompanies?type=Bonus&${PERIOD}&storeId=1`],
	[91, 'GET', `/Points/TotalForContactCompany?contactCompanyId=1&type=Bonus&${PERIOD}`],
	[92, 'GET', `/Points/ByContactCompany?contactCompanyId=1&type=Bonus&${PERIOD}`],
	[93, 'POST', '/Points', { ContactId: 1, Type: 'Bonus', Amount: 5 }],
	[94, 'POST', '/Points/1/Cancel'],
	[95, 'SEARCH', `/Points/ForStores?type=Bonus&${PERIOD}`, [1, 2]],
	[96, 'SEARCH', `/Points/SumsForStoresByContactCompanies?type=Bonus&${PERIOD}`, [1]],
	[97, 'GET', '/Segments?folderId=1'],
	[98, 'GET', '/Segments/1'],
	[99, 'GET', '/Segments/GetContactCount?s[0]=1&s[1]=2'],
	[100, 'GET', '/Segments/1/GetContactIds'],
	[101, 'GET', '/Segments/1/GetContactsBaseInfo'],
	[102, 'POST', '/Segments/ContactIds', { Name: 'New', FolderId: 1, ContactIds: [1] }],
	[103, 'POST', '/Segments/GetContactCount', { SegmentIds: [1, 2] }],
	[104, 'GET', '/Stores?number=100'],
	[105, 'GET', '/Stores?withoutJsonString=true'],
	[106, 'GET', '/Stores/1'],
	[107, 'POST', '/Stores', { Number: '300' }],
	[108, 'PATCH', '/Stores', { Id: 1, Name: 'Odense' }],
];

it('answers each of the 108 endpoints', async () => {
	const { api, sandbox } = await club();
	const fill = (text: string) =>
		text
			.replace('{secret}', sandbox.store.contacts.get(1)?.Secret ?? '')
			.replace('{rowSecret}', sandbox.store.tableRows.get(1)?.Secret ?? '')
			.replace('{version}', sandbox.store.contacts.get(2)?.Version ?? '');
	for (const [no, method, path, body] of REQUESTS) {
		const before = sandbox.asked.get(no) ?? 0;
		const sent = body === undefined ? undefined : fill(JSON.stringify(body));
		const { status, text } = await api(method, fill(path), sent);
		expect([no, path, status, text]).toEqual([no, path, 200, text]);
		expect([no, path, sandbox.asked.get(no)]).toEqual([no, path, before + 1]);
	}
	const all = Array.from({ length: 108 }, (_, index) => index + 1);
	expect([...new Set(sandbox.endpoints.map(({ no }) => no))]).toEqual(all);
	expect([...sandbox.asked.keys()].sort((a, b) => a - b)).toEqual(all);
});

it('takes the methods of the fact sheet for its endpoints', async () => {
	const { sandbox } = await club();
	const byMethod = new Map<string, Set<number>>();
	for (const { method, no } of sandbox.endpoints)
		byMethod.set(method, (byMethod.get(method) ?? new Set()).add(no));
	expect(Object.fromEntries([...byMethod].map(([method, nos]) => [method, nos.size]))).toEqual({
		GET: 62,
		POST: 31,
		PATCH: 7,
		DELETE: 5,
		SEARCH: 2,
		PUT: 1,
	});
});

it('shows what the account holds on its page, escaped', async () => {
	const { api, sandbox } = await club();
	const evil = '<img src=x>';
	await api('PATCH', '/Contacts/1', { FirstName: evil });
	await api('POST', '/Points/1/Cancel');
	const { text } = await call(sandbox.pageUrl);
	expect(text).not.toContain(evil);
	for (const part of [
		sandbox.token,
		'&#60;img src=x&#62;',
		'do not reach',
		'2 × shoe at 10.5, 1 × sock at 4',
		'cancelled by 4',
		'canceller',
		'PATCH /Contacts/:id',
		'2 of 108',
	])
		expect(text).toContain(part);
});

it('tells its state, goes back to the start, and keeps the key to itself', async () => {
	const { api, sandbox } = await club();
	await api('POST', '/Actions/1?contactId=2');
	await api('DELETE', '/Contacts/3');
	expect((await call(`${sandbox.url}/_sandbox/state`)).json).toMatchObject({
		platform: 'loyaltii',
		contacts: 2,
		orders: 2,
		triggered: [{ action: 1, contactId: 2 }],
		asked: { 2: 1, 38: 1 },
		rulesOff: sandbox.rules.off(),
	});
	expect(JSON.stringify(sandbox.journal.entries)).not.toContain(sandbox.token);
	sandbox.reset();
	expect([sandbox.store.contacts.size, sandbox.store.triggered, sandbox.asked.size]).toEqual([
		CLUB.contacts?.length,
		[],
		0,
	]);
	sandbox.loadAccount({ contacts: [{ Email: 'new@example.com' }] });
	expect(sandbox.store.contactByEmail('NEW@example.com')?.Id).toBe(4);
});

it('starts with its demo account', async () => {
	const { api } = await club({ account: PLATFORMS.loyaltii.demo() });
	expect((await api('GET', '/Contacts?email=anna%40example.com')).json).toMatchObject({
		FirstName: 'Anna',
		FavouriteColour: 'red',
	});
	expect((await api('GET', '/Points/Sums?contactId=1')).json).toMatchObject([{ Sum: 100 }]);
});

it('refuses beyond a limit it is told', async () => {
	const { api } = await club({ limit: { perSecond: 1 } });
	await api('GET', '/Actions');
	const { status, json } = await api('GET', '/Actions');
	expect([status, Object.keys(json)]).toEqual([429, ['Message']]);
});

it('gives out exports, media and person data as files, without a key', async () => {
	const { api, sandbox } = await club({ exportMs: 0 });
	const settings = { Fields: ['Id', 'Email', 'Colour'], ColumnDelimiter: ';', RowDelimiter: '\n' };
	await api('POST', '/BulkExport', { Type: 'Contacts', SegmentId: 2, ...settings });
	await api('POST', '/BulkExport', { Type: 4, UseCompression: true, ItemType: 'Store' });
	await api('POST', '/BulkExport', { DynamicTableId: 1, LastId: 1, Fields: ['ExternalId'] });
	const { json } = await api('GET', '/BulkExport');
	expect(json[0]).toMatchObject({ Type: 'Contacts', RowCount: 1, SizeInBytes: 39, SegmentId: 2 });
	expect((await call(json[0].DownloadUrl)).text).toBe('Id;Email;Colour\n1;anna@example.com;red\n');
	const zipped = Buffer.from(await (await fetch(json[1].DownloadUrl)).arrayBuffer());
	expect(gunzipSync(zipped).toString().split('\r\n')).toHaveLength(3);
	expect((await call(json[2].DownloadUrl)).text).toBe('ExternalId\r\ncar-2\r\n');

	const person = (await api('GET', '/Contacts/1/PersonDataFile')).json as string;
	expect((await call(person)).json).toMatchObject({ Email: 'anna@example.com' });
	const media = { Name: 'a', FolderId: 1, ContentType: 'text/plain', Media: 'aGk=' };
	expect((await call((await api('POST', '/Media', media)).json.PublicUrl)).text).toBe('hi');
	expect((await call(`${sandbox.url}/files/nothing`)).status).toBe(404);
});
