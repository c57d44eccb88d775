/** The sandbox of Loyaltii keeps to the vendor's word: tables, segments, mail, media, exports, actions and banners. */
import { closeClubs, club, refusalOf } from './loyaltiiSupport';

afterEach(closeClubs);

describe('dynamic fields and tables', () => {
	it('[loyaltiiOwnerWithoutId] are asked for by owner, with an id for a table', async () => {
		const { api } = await club();
		const names = async (path: string) =>
			(await api('GET', `/DynamicFields${path}`)).json.map(({ Name }: { Name: string }) => Name);
		expect(await names('/1?owner=DynamicTable')).toEqual(['Plate']);
		expect((await api('GET', '/DynamicFields/9?owner=DynamicTable')).status).toBe(404);
		expect(await names('?owner=Contacts')).toEqual(['Colour', 'Age']);
		expect(await names('?owner=ContactCompanies')).toEqual([]);
	});

	it('[loyaltiiTableLocked] are not written to when a converter feeds them', async () => {
		const { api } = await club();
		for (const [method, path, body] of [
			['POST', '/table/Imported', { ExternalId: 'x' }],
			['POST', '/table/Imported/Bulk', [{ ExternalId: 'x' }]],
			['PATCH', '/table/Imported/3', { Name: 'x' }],
			['DELETE', '/table/Imported/3'],
		] as Array<[string, string, unknown]>)
			expect([method, (await api(method, path, body)).status]).toEqual([method, 423]);
		expect((await api('GET', '/table/Imported/3')).status).toBe(200);
	});

	it('[loyaltiiTableDuplicate] have each ExternalId once', async () => {
		const { api, sandbox } = await club();
		const refused = [409, "Cannot save duplicate value 'car-1'!"];
		const row = { ExternalId: 'car-1' };
		expect(refusalOf(await api('POST', '/table/Cars', row))).toEqual(refused);
		const bulk = [{ ExternalId: 'car-3' }, row];
		expect(refusalOf(await api('POST', '/table/Cars/Bulk', bulk))).toEqual(refused);
		expect(refusalOf(await api('PATCH', '/table/Cars/2', row))).toEqual(refused);
		expect(sandbox.store.tableRows.size).toBe(3);
		expect((await api('PATCH', '/table/Cars/1', row)).status).toBe(200);
	});

	it('[loyaltiiTableEmptyPatch] do not find a row for an empty PATCH', async () => {
		const { api } = await club();
		expect((await api('PATCH', '/table/Cars/1', {})).status).toBe(404);
		expect((await api('PATCH', '/table/Cars/1')).status).toBe(404);
	});

	it('[loyaltiiTableNoField] refuse a PATCH of unknown fields only', async () => {
		const { api } = await club();
		expect(refusalOf(await api('PATCH', '/table/Cars/1', { Nothing: 1 }))).toEqual([
			400,
			'There were no valid fields specified for patching!',
		]);
		const { json } = await api('PATCH', '/table/Cars/1', { Nothing: 1, Plate: 'CD 2' });
		expect(json).toMatchObject({ Id: 1, ExternalId: 'car-1', Plate: 'CD 2' });
	});

	it('[loyaltiiTableTake] give as many rows as asked for, 1,000 at most', async () => {
		const { api } = await club();
		await api('POST', '/table/Cars/Bulk', Array(1100).fill({ Name: 'x' }));
		const page = async (query: string) => {
			const { json } = await api('GET', `/table/Cars?${query}`);
			return [json.length, json[0].Id];
		};
		expect(await page('lastId=1&take=10')).toEqual([10, 2]);
		expect(await page('lastId=0')).toEqual([1000, 1]);
		expect(await page('lastId=0&take=5000')).toEqual([1000, 1]);
	});

	it('[loyaltiiBulkSilent] do not give back the rows of a bulk', async () => {
		const { api, sandbox } = await club();
		const rows = [{ ExternalId: 'a', Secret: 'own' }, { ExternalId: 'b' }];
		expect((await api('POST', '/table/Cars/Bulk', rows)).text).toBe('');
		expect(sandbox.store.tableRows.get(4)).toMatchObject({ ExternalId: 'a', Secret: 'own' });
		expect((await api('GET', '/table/Cars?secret=own')).json).toMatchObject({ Id: 4, Plate: null });
	});
});

describe('segments', () => {
	it('[loyaltiiSegmentCount] count each contact once', async () => {
		const { api } = await club();
		const count = async (ids: number[]) =>
			(await api('POST', '/Segments/GetContactCount', { SegmentIds: ids })).json;
		expect([await count([1, 2]), await count([2]), await count([])]).toEqual([3, 1, 0]);
	});

	it('[loyaltiiSegmentFolder] are listed by folder', async () => {
		const { api } = await club();
		const names = async (query: string) =>
			(await api('GET', `/Segments${query}`)).json.map(({ Name }: { Name: string }) => Name);
		expect([await names('?folderId=2'), await names('')]).toEqual([['Few'], ['All', 'Few']]);
	});

	it('[loyaltiiSegmentFromIds] are made of ids of contacts', async () => {
		const { api } = await club();
		const sent = { Name: 'New', FolderId: 2, Description: 'x' };
		const { json } = await api('POST', '/Segments/ContactIds', { ...sent, ContactIds: [2, 3, 99] });
		expect(json).toEqual({ Id: 3, ...sent, Type: 'List' });
		expect((await api('GET', '/Segments/3/GetContactIds')).json).toEqual([2, 3]);
		const info = (await api('GET', '/Segments/3/GetContactsBaseInfo')).json;
		expect(Object.keys(info[0])).toEqual([
			'Id',
			'Secret',
			'Email',
			'Phone',
			'FirstName',
			'LastName',
		]);
		await api('DELETE', '/Contacts/2');
		expect((await api('GET', '/Segments/3/GetContactIds')).json).toEqual([3]);
	});
});

describe('mail', () => {
	it('[loyaltiiEmail2Scope] has exactly one scope', async () => {
		const { api, sandbox } = await club();
		const send = async (Scope: unknown) =>
			(await api('POST', '/Email2Dispatches', { TriggerId: 't', Scope })).status;
		const Contacts = { 1: { Dynamic: {} } };
		const Emails = { 'a@example.com': {} };
		expect([await send(undefined), await send({}), await send({ Contacts, Emails })]).toEqual([
			400, 400, 400,
		]);
		expect([await send({ Contacts, Emails: null }), await send({ Emails })]).toEqual([200, 200]);
		expect(sandbox.store.email2Dispatches.get(2)).toMatchObject({
			TriggerId: 't',
			Scope: { Emails },
		});
	});

	it('[loyaltiiEmail2Answer] gives an id for segments only, as a JSON string', async () => {
		const { api } = await club();
		const send = async (Scope: unknown) =>
			(await api('POST', '/Email2Dispatches', { TriggerId: 't', Scope })).text;
		expect(await send({ Contacts: { 1: {} } })).toBe(
			'"A new dispatch is successfully queued, but an id cannot be returned."',
		);
		expect(await send({ Segments: { InSegmentIds: [1] } })).toBe('"2"');
	});

	const mail = (more: object) => ({ EmailCampaignId: 1, ...more });

	it('[loyaltiiDispatchTarget] goes to a contact or to segments', async () => {
		const { api } = await club();
		for (const more of [{}, { SegmentIds: [] }, { ContactId: 1, SegmentIds: [1] }])
			expect((await api('POST', '/EmailDispatches', mail(more))).status).toBe(400);
		const sent = await api('POST', '/EmailDispatches', mail({ SegmentIds: [1] }));
		expect(sent.json).toMatchObject({ Type: 'Newsletter', EmailCampaignName: 'Welcome' });
		const unknown = { EmailCampaignId: 9, ContactId: 1 };
		expect((await api('POST', '/EmailDispatches', unknown)).status).toBe(404);
	});

	it('[loyaltiiDispatchEnds] waits and ends with a status that says how', async () => {
		const { api, pass } = await club();
		for (const more of [
			{ SegmentIds: [1] },
			{ ContactId: 3 },
			{ ContactId: 1, OrderId: 99 },
			{ ContactId: 1, PointId: 99 },
			{ SegmentIds: [99] },
			{ ContactId: 1, IsTest: true, DateTime: '2024-05-25T00:00:00Z' },
		])
			await api('POST', '/EmailDispatches', mail(more));
		const list = async (query: string) =>
			(await api('GET', `/EmailDispatches${query}`)).json.map(
				({ Id, Status, Sent }: { Id: number; Status: string; Sent: number }) =>
					`${Id} ${Status} ${Sent}`,
			);
		expect(await list('?status[0]=120')).toEqual([]);
		pass(1000);
		expect(await list('')).toEqual([
			'6 Waiting 0',
			'5 EndedByNoReceiver 0',
			'4 EndedByPointNotFound 0',
			'3 EndedByOrderNotFound 0',
			'2 EndedByBounceMarkedContact 0',
			'1 Finished 2',
		]);
		expect(await list('?type=3&status[0]=120&status[1]=513')).toHaveLength(2);
		expect(await list('?type=Test&from=2024-05-25T00:00:00Z')).toEqual(['6 Waiting 0']);
		expect(await list('?to=2024-05-25T00:00:00Z&take=1')).toEqual(['5 EndedByNoReceiver 0']);
	});

	it('[loyaltiiReceiversAround] comes back around 1,000 receivers at a time', async () => {
		const contacts = Array.from({ length: 600 }, (_, n) => ({ Email: `c${n}@example.com` }));
		const contactIds = contacts.map((_, n) => n + 1);
		const { api } = await club({
			account: { contacts, segments: [{ contactIds }], emailCampaigns: [{ Name: 'x' }] },
		});
		for (const _ of [1, 2, 3]) await api('POST', '/EmailDispatches', mail({ SegmentIds: [1] }));
		const page = async (lastId: number) => {
			const { json } = await api('GET', `/EmailDispatchReceiver?lastId=${lastId}`);
			return [json.length, json.at(-1).Id];
		};
		expect(await page(0)).toEqual([1200, 1200]);
		expect(await page(1200)).toEqual([600, 1800]);
		const one = await api('GET', '/EmailDispatchReceiver?emailDispatchId=3&contactId=1');
		expect(one.json).toMatchObject({ Id: 1201 });
	});

	const campaign = { Type: 'Newsletter', Name: 'May', Subject: 'Hello', EmailTemplateId: 1 };

	it('[loyaltiiCancelScheduled] of a campaign is cancelled while it is scheduled', async () => {
		const { api, sandbox, pass } = await club();
		const created = (await api('POST', '/EmailBuilderCampaigns', campaign)).json;
		expect(created).toMatchObject({ Id: 1, EmailCampaignId: 2, ...campaign });
		const path = '/EmailBuilderCampaigns/1';
		expect((await api('POST', `${path}/Cancel`)).status).toBe(400);
		const StartSending = '2024-05-24T13:00:00Z';
		await api('POST', `${path}/Schedule`, { IncludeSegments: [1], StartSending });
		expect((await api('POST', `${path}/Cancel`)).status).toBe(200);
		expect(sandbox.store.campaigns.get(1)?.cancelled).toBe(true);
		await api('POST', `${path}/Schedule`, { IncludeSegments: [1], ExcludeSegments: [2] });
		expect((await api('POST', `${path}/Cancel`)).status).toBe(400);
		pass(1000);
		expect((await api('GET', '/EmailDispatches?status[0]=Finished')).json).toMatchObject([
			{ EmailCampaignId: 2, EmailCampaignName: 'May', Sent: 1 },
		]);
		const block = { EmailBuilderBlockId: 7, InputValues: { title: { Value: 'x' } } };
		expect((await api('POST', `${path}/AddBlock`, block)).json).toEqual({ Id: 101, ...block });
	});

	it('[loyaltiiSendingSpeed] of a campaign is sent at one of six speeds', async () => {
		const { api } = await club();
		await api('POST', '/EmailBuilderCampaigns', campaign);
		const schedule = async (LimitSendingSpeed: unknown) =>
			(await api('POST', '/EmailBuilderCampaigns/1/Schedule', { LimitSendingSpeed })).status;
		expect([await schedule(20), await schedule(25), await schedule(600)]).toEqual([200, 400, 200]);
	});
});

describe('the rest', () => {
	it('[loyaltiiMediaBase64] takes media in base64', async () => {
		const { api } = await club();
		const media = { Name: 'a.txt', FolderId: 1, ContentType: 'text/plain' };
		const upload = async (Media: unknown) => await api('POST', '/Media', { ...media, Media });
		for (const text of ['', 'héllo', 'abc', undefined])
			expect((await upload(text)).status).toBe(400);
		expect((await upload('aGVsbG8=')).json).toMatchObject({ Name: 'a.txt', SizeInBytes: 5 });
		await api('POST', '/Media/1/Rename?newName=b%20c.txt');
		expect((await api('GET', '/Media?folderId=1')).json).toMatchObject([{ Name: 'b c.txt' }]);
		await api('DELETE', '/Media/1');
		expect((await api('GET', '/Media?folderId=1')).json).toEqual([]);
	});

	it('[loyaltiiExportLater] lists an export once it is done', async () => {
		const { api, pass, sandbox } = await club();
		expect((await api('POST', '/BulkExport', { Type: 0 })).text).toBe('');
		expect((await api('GET', '/BulkExport')).json).toEqual([]);
		pass(3000);
		expect((await api('GET', '/BulkExport')).json).toHaveLength(1);
		await api('POST', '/BulkExport', { Type: 'Orders' });
		await sandbox.settled();
		expect((await api('GET', '/BulkExport')).json).toHaveLength(2);
		expect((await api('POST', '/BulkExport', { Type: 99 })).status).toBe(400);
	});

	it('[loyaltiiExportType] lists exports of one type, or all', async () => {
		const { api } = await club({ exportMs: 0 });
		for (const Type of [0, 4, 4]) await api('POST', '/BulkExport', { Type });
		const types = async (query: string) =>
			(await api('GET', `/BulkExport${query}`)).json.map(({ Type }: { Type: string }) => Type);
		expect(await types('')).toEqual(['Contacts', 'Orders', 'Orders']);
		expect([await types('?type=0'), await types('?type=4')]).toEqual([
			['Contacts'],
			['Orders', 'Orders'],
		]);
	});

	it('[loyaltiiActionUsable] triggers actions that are enabled and manual', async () => {
		const { api, sandbox } = await club();
		for (const path of ['/Actions/2?contactId=1', '/Actions/3?segmentId=1'])
			expect((await api('POST', path)).status).toBe(400);
		for (const path of ['/Actions/9?contactId=1', '/Actions/1?contactId=99'])
			expect((await api('POST', path)).status).toBe(404);
		await api('POST', '/Actions/1?contactId=1');
		await api('POST', '/Actions/1?segmentId=2');
		expect(sandbox.store.triggered).toEqual([
			{ action: 1, contactId: 1 },
			{ action: 1, segmentId: 2 },
		]);
	});

	it('[loyaltiiBannerKnown] resets banners and versions that exist', async () => {
		const { api, sandbox } = await club();
		const reset = async (query: string, body: unknown) =>
			(await api('POST', `/Banners/CacheReset${query}`, body)).status;
		expect([await reset('', [1]), await reset('?secret=summer', [11, 12])]).toEqual([200, 200]);
		expect([
			await reset('', [1, 2]),
			await reset('?secret=winter', [11]),
			await reset('?secret=summer', [13]),
		]).toEqual([404, 404, 404]);
		expect(sandbox.store.banners.get(1)?.resets).toBe(2);
	});
});
