/** Pipelines, stages, deals, their second contacts, and notes. */
import { closeAll, receiver, scene, type Json, type Scene } from './support';

afterEach(closeAll);

const DEAL = { title: 'Deal', value: 45_600, currency: 'eur', contact: 1, group: '1', owner: 1 };
const ids = (rows: Json[]): string[] => rows.map(({ id }) => id);

/** A sandbox with two contacts and two pipelines: stages 1 to 3, and 4 in one that assigns nobody. */
async function crm() {
	const it = await scene();
	it.sandbox.store.addContact({ email: 'a@example.com', firstName: 'Ann', tags: ['VIP'] });
	it.sandbox.store.addContact({ email: 'b@example.com', firstName: 'Bob' });
	it.sandbox.loadAccount({
		users: [{ username: 'eva', firstName: 'Eva' }],
		dealFields: [{ fieldLabel: 'Source', fieldType: 'text' }],
		pipelines: [
			{ title: 'Sales', stages: [{ title: 'New' }, { title: 'Talks' }, { title: 'Offer' }] },
			{ title: 'Service', autoassign: '0', stages: [{ title: 'Open' }] },
		],
	});
	return it;
}
const deal = async ({ api }: Scene, change: object = {}) =>
	await api('POST', '/deals', { deal: { ...DEAL, ...change } });
const firstError = ({ status, json }: { status: number; json: Json }) => [
	status,
	json.errors?.[0].code,
	json.errors?.[0].source?.pointer,
];

describe('pipelines', () => {
	it('[pipelineFirstStages] are born with three stages', async () => {
		const { api } = await scene();
		const dealGroup = { title: 'P', currency: 'eur', allgroups: 1, users: ['1'], groups: ['3'] };
		const { status, json } = await api('POST', '/dealGroups', { dealGroup });
		expect([status, Object.keys(json)]).toEqual([
			201,
			['dealStages', 'dealGroupUsers', 'dealGroupGroups', 'dealGroup'],
		]);
		expect(
			json.dealStages.map(({ title, group, order, cdate }: Json) => [title, group, order, cdate]),
		).toEqual([
			['To Contact', '1', '1', null],
			['In Contact', '1', '2', null],
			['Follow Up', '1', '3', null],
		]);
		expect(json.dealGroup).toMatchObject({
			title: 'P',
			allgroups: 1,
			stages: ['1', '2', '3'],
			dealGroupUsers: ['1'],
			id: '1',
		});
		expect(json.dealGroupUsers[0]).toMatchObject({ dealGroup: '1', user: '1' });
		expect(json.dealGroupGroups[0]).toMatchObject({ d_groupid: '1', groupid: '3', group: '3' });
	});

	it('are listed with their stages, changed and deleted', async () => {
		const { api } = await crm();
		const { json } = await api('GET', '/dealGroups?filters[title]=ser&orders[title]=ASC');
		expect(json).toMatchObject({
			dealStages: [{ id: '4', title: 'Open' }],
			dealGroups: [{ id: '2', title: 'Service', autoassign: '0', stages: ['4'] }],
			meta: { total: '1' },
		});
		expect((await api('GET', '/dealGroups/1')).json).toMatchObject({
			dealStages: [{ id: '1' }, { id: '2' }, { id: '3' }],
			dealGroup: { id: '1' },
		});
		const changed = await api('PUT', '/dealGroups/1', { dealGroup: { title: 'New', allusers: 0 } });
		expect(changed.json.dealGroup).toMatchObject({ title: 'New', allusers: 0, currency: 'usd' });
		expect(changed.json.dealStages).toBeUndefined();
		expect((await api('DELETE', '/dealGroups/1')).json).toEqual({});
		expect((await api('GET', '/dealStages')).json.meta.total).toBe('1');
		expect((await api('GET', '/dealGroups/1')).json.message).toBe(
			'No Result found for DealGroup with id 1',
		);
		expect((await api('POST', '/dealGroups', {})).json.errors).toHaveLength(2);
	});

	it('have stages of their own', async () => {
		const { api } = await crm();
		const dealStage = { title: 'Won', group: '1', order: 9, color: 'ffffff', width: 360 };
		const created = await api('POST', '/dealStages', { dealStage });
		expect([created.status, created.json.dealStage]).toMatchObject([
			201,
			{ ...dealStage, cdate: '2024-05-24T07:00:00-05:00', id: '5' },
		]);
		expect((await api('GET', '/dealStages/5')).json.dealStage).toMatchObject({
			order: '9',
			width: '360',
		});
		const found = async (query: string) =>
			ids((await api('GET', `/dealStages?${query}`)).json.dealStages).join();
		expect(await found('filters[d_groupid]=1')).toBe('1,2,3,5');
		expect(await found('filters[title]=o&orders[title]=DESC')).toBe('5,4,3');
		const changed = await api('PUT', '/dealStages/5', { dealStage: { title: 'Lost' } });
		expect(changed.json.dealStage).toMatchObject({ title: 'Lost', color: 'ffffff' });
		expect((await api('DELETE', '/dealStages/5')).json).toEqual({});
		expect((await api('DELETE', '/dealStages/5')).status).toBe(404);
		const nowhere = { dealStage: { title: 'X', group: 9 } };
		expect((await api('POST', '/dealStages', nowhere)).status).toBe(422);
	});
});

describe('deals', () => {
	it('are created, read, changed and deleted', async () => {
		const it = await crm();
		const fields = [{ customFieldId: 1, fieldValue: 'web' }];
		const created = await deal(it, { stage: '2', account: 2, status: 0, fields });
		expect([created.status, Object.keys(created.json)]).toEqual([
			201,
			['contacts', 'dealStages', 'deal'],
		]);
		expect(created.json.deal).toMatchObject({
			...DEAL,
			stage: '2',
			organization: 2,
			account: 2,
			customerAccount: 2,
			fields: [{ ...fields[0], dealId: '1' }],
			isDisabled: false,
			id: '1',
		});
		expect((await it.api('GET', '/deals/1')).json.deal).toMatchObject({
			value: '45600',
			contact: '1',
			stage: '2',
			account: '2',
			organization: '2',
			status: '0',
			percent: '0',
		});
		expect((await it.api('GET', '/dealCustomFieldData?filters[dealId]=1')).json).toMatchObject({
			dealCustomFieldData: [{ dealId: 1, fieldValue: 'web' }],
			meta: { total: 1 },
		});
		it.pass(1000);
		const changed = await it.api('PUT', '/deals/1', { deal: { status: 1, group: 2, owner: 2 } });
		expect([changed.status, Object.keys(changed.json)]).toEqual([200, ['contacts', 'deal']]);
		expect(changed.json.deal).toMatchObject({
			status: 1,
			group: 2,
			stage: 4,
			value: '45600',
			mdate: '2024-05-24T07:00:01-05:00',
		});
		expect((await it.api('GET', '/accounts?count_deals=true')).json.accounts[1].dealCount).toBe(
			'1',
		);
		expect((await it.api('DELETE', '/deals/1')).json).toEqual({});
		expect((await it.api('GET', '/deals/1')).json.message).toBe(
			'No Result found for Deal with id 1',
		);
		expect((await it.api('GET', '/dealCustomFieldData')).json.meta.total).toBe(0);
	});

	it('need a contact or account, a stage or pipeline, and that these exist', async () => {
		const it = await crm();
		expect((await it.api('POST', '/deals', {})).json.errors).toHaveLength(3);
		const nobody = { contact: undefined, account: undefined };
		expect(firstError(await deal(it, nobody))[2]).toBe('/data/attributes/contact');
		expect(firstError(await deal(it, { group: null }))[2]).toBe('/data/attributes/stage');
		expect((await deal(it, { ...nobody, account: 1 })).json.contacts).toEqual([]);
		for (const key of ['contact', 'account', 'group', 'stage', 'owner'])
			expect(firstError(await deal(it, { [key]: 9 }))).toEqual([
				422,
				'related_missing',
				`/data/attributes/${key}`,
			]);
	});

	it('[dealFirstStage] without a stage start in the first one, whose ID then is an int', async () => {
		const it = await crm();
		const { json } = await deal(it, { stage: null });
		expect([json.deal.stage, json.dealGroups?.[0].id, json.dealStages?.[0]?.id]).toEqual([
			1,
			'1',
			'1',
		]);
	});

	it('[dealPipelineOfStage] without a pipeline get that of the stage', async () => {
		const it = await crm();
		await deal(it, { group: undefined, stage: 4 });
		expect((await it.api('GET', '/deals/1')).json.deal).toMatchObject({ group: '2', stage: '4' });
	});

	it('[dealStageInPipeline] refuse a stage of another pipeline', async () => {
		const it = await crm();
		expect(firstError(await deal(it, { group: 1, stage: 4 }))).toEqual([
			422,
			'field_invalid',
			'/data/attributes/stage',
		]);
	});

	it('[dealOwnerNeeded] need an owner when the pipeline assigns none', async () => {
		const it = await crm();
		expect(firstError(await deal(it, { group: 2, owner: undefined }))).toEqual([
			422,
			'field_missing',
			'/data/attributes/owner',
		]);
		await deal(it, { owner: undefined });
		expect((await it.api('GET', '/deals')).json.deals[0].owner).toBe('1');
	});

	it('[dealChecked] take a value from 0 up, a small currency and a known status', async () => {
		const it = await crm();
		for (const change of [{ value: -1 }, { value: 'much' }, { currency: 'EUR' }, { status: 3 }])
			expect([change, (await deal(it, change)).status]).toEqual([change, 422]);
		expect((await deal(it, { value: 0 })).status).toBe(201);
	});

	it('[dealValueCut] lose fractions of a cent, but not in the answer', async () => {
		const it = await crm();
		expect((await deal(it, { value: 156.94 })).json.deal.value).toBe(156.94);
		expect((await it.api('GET', '/deals/1')).json.deal.value).toBe('156');
	});

	it('[dealTotalsAreInts] are counted by an int', async () => {
		const it = await crm();
		await deal(it);
		expect((await it.api('GET', '/deals')).json.meta.total).toBe(1);
		expect((await it.api('GET', '/dealCustomFieldData')).json.meta.total).toBe(0);
	});

	it('[dealCurrencyTotals] are summed up by currency', async () => {
		const it = await crm();
		expect((await it.api('GET', '/deals')).json.meta.currencies).toEqual([]);
		await deal(it, { value: 100.5 });
		await deal(it, { value: 200 });
		await deal(it, { value: 5, currency: 'usd' });
		expect((await it.api('GET', '/deals?limit=1')).json.meta).toEqual({
			currencies: {
				EUR: { total: '2', value: '300', currency: 'EUR', isDisabled: false },
				USD: { total: '1', value: '5', currency: 'USD', isDisabled: false },
			},
			total: 3,
		});
	});

	it('are found by filters and sorted', async () => {
		const it = await crm();
		await deal(it, { title: 'Boots', value: 300, status: 1 });
		it.pass(86_400_000);
		await deal(it, { title: 'A pair of boots', contact: 2, owner: 2, group: 2 });
		const found = async (query: string) =>
			ids((await it.api('GET', `/deals?${query}`)).json.deals).join();
		expect(await found('filters[search]=BOOT&filters[search_field]=title')).toBe('1,2');
		expect(await found('filters[title]=boots')).toBe('1');
		expect(await found('filters[stage]=4&filters[group]=2')).toBe('2');
		expect(await found('filters[status]=1')).toBe('1');
		expect(await found('filters[owner]=2')).toBe('2');
		expect(await found('filters[tag]=VIP')).toBe('1');
		expect(await found('filters[created_after]=2024-05-25')).toBe('2');
		expect(await found('filters[updated_before]=2024-05-25')).toBe('1');
		expect(await found('orders[value]=DESC')).toBe('2,1');
		expect(await found('orders[contact_name]=DESC')).toBe('2,1');
	});

	it('[dealFilterInUnits] are filtered by whole units, though they hold cents', async () => {
		const it = await crm();
		await deal(it, { value: 45_600 });
		const count = async (filter: string) =>
			(await it.api('GET', `/deals?filters[${filter}`)).json.deals.length;
		expect(await count('minimum_value]=456')).toBe(1);
		expect(await count('minimum_value]=457')).toBe(0);
		expect(await count('maximum_value]=456')).toBe(1);
		expect(await count('maximum_value]=455')).toBe(0);
	});

	it('stand beside their contact and below it', async () => {
		const it = await crm();
		await deal(it);
		const { json } = await it.api('GET', '/contacts/1');
		expect([json.deals[0].id, json.contact.deals]).toEqual(['1', ['1']]);
		expect((await it.api('GET', '/contacts/1/deals')).json.deals[0].title).toBe('Deal');
		expect((await it.api('GET', '/contacts/9/deals')).status).toBe(404);
	});
});

describe('second contacts', () => {
	const link = async ({ api }: Scene, contactDeal: object) =>
		await api('POST', '/contactDeals', { contactDeal });

	it('are added, listed, changed and deleted', async () => {
		const it = await crm();
		await deal(it);
		const added = await link(it, { contact: 2, deal: 1 });
		expect([added.status, added.json]).toMatchObject([
			200,
			{ deals: [{ id: '1' }], contactDeal: { contact: 2, deal: 1, id: '1' } },
		]);
		expect((await it.api('GET', '/contactDeals')).json).toMatchObject({
			contactDeals: [{ contact: '2', deal: '1', role: null, id: '1' }],
			meta: { total: '1' },
		});
		expect((await it.api('GET', '/contacts/2/contactDeals')).json).toMatchObject({
			contacts: [{ id: '2' }],
			deals: [{ id: '1' }],
			contactDeals: [{ id: '1' }],
		});
		const changed = await it.api('PUT', '/contactDeals/1', { contactDeal: { role: 1 } });
		expect(changed.json.contactDeal).toMatchObject({ contact: '2', deal: '1', role: 1, id: '1' });
		expect((await it.api('DELETE', '/contactDeals/1')).json).toEqual({});
		expect((await it.api('DELETE', '/contactDeals/1')).json.message).toBe(
			'No Result found for SubscriberDeal with id 1',
		);
		expect((await link(it, { deal: 1 })).json.errors[0]).toMatchObject({
			title: 'The contactDeal contact was not provided.',
			code: 'field_missing',
		});
		expect((await link(it, { deal: 1, contact: 9 })).json.errors[0]).toMatchObject({
			title: 'The related contact does not exist.',
			code: 'related_missing',
		});
	});

	it('[secondContactOnce] refuse a contact who is on the deal already', async () => {
		const it = await crm();
		await deal(it);
		await link(it, { contact: 2, deal: 1 });
		for (const contact of [1, 2])
			expect(await link(it, { contact, deal: 1 })).toMatchObject({
				status: 422,
				json: {
					errors: [
						{
							title: 'The given contact is already associated to the deal',
							code: 'field_invalid',
							source: { pointer: '/data/attributes/contact' },
						},
					],
				},
			});
	});
});

describe('notes', () => {
	const note = async ({ api }: Scene, change: object = {}) =>
		await api('POST', '/notes', {
			note: { note: 'Hi', relid: 1, reltype: 'Subscriber', ...change },
		});

	it('are made for contacts, deals and accounts, read, listed and deleted', async () => {
		const it = await crm();
		await deal(it);
		const made = await note(it);
		expect([made.status, made.json]).toMatchObject([
			201,
			{
				contacts: [{ id: '1' }],
				note: {
					note: 'Hi',
					reltype: 'Subscriber',
					relid: 1,
					owner: { type: 'contact', id: 1 },
					userid: '1',
					id: '1',
				},
			},
		]);
		expect((await note(it, { reltype: 'Deal' })).json.deals[0].id).toBe('1');
		expect((await note(it, { reltype: 'CustomerAccount' })).json.accounts[0].id).toBe('1');
		expect((await it.api('GET', '/notes/2')).json.note).toMatchObject({
			relid: '1',
			reltype: 'Deal',
			owner: { type: 'deal', id: '1' },
		});
		expect((await it.api('GET', '/notes')).json.meta.total).toBe('3');
		const own = await it.api('GET', '/contacts/1/notes');
		expect([Object.keys(own.json), ids(own.json.notes)]).toEqual([['notes'], ['1']]);
		expect((await it.api('DELETE', '/notes/1')).json).toEqual({});
		expect((await it.api('DELETE', '/notes/1')).json.message).toBe(
			'No Result found for Note with id 1',
		);
		expect((await note(it, { relid: 9 })).json.errors[0].code).toBe('related_missing');
		expect((await note(it, { note: '' })).json.errors[0].code).toBe('field_missing');
		await note(it);
		await it.api('DELETE', '/deals/1');
		await it.api('DELETE', '/accounts/1');
		await it.api('DELETE', '/contacts/1');
		expect((await it.api('GET', '/notes')).json.notes).toEqual([]);
	});

	it('[noteReltypeChecked] hang on what the reference names only', async () => {
		const it = await crm();
		for (const reltype of ['Account', 'contact', 'toString'])
			expect((await note(it, { reltype })).status).toBe(422);
	});

	it('[notePutWhole] are changed as a whole', async () => {
		const it = await crm();
		await note(it);
		const put = async (change: object) => await it.api('PUT', '/notes/1', { note: change });
		const part = await put({ note: 'New' });
		expect([part.status, part.json.errors?.length]).toEqual([422, 2]);
		it.pass(1000);
		const whole = await put({ note: 'New', reltype: 'Subscriber', relid: 2 });
		expect(whole.json.note).toMatchObject({
			note: 'New',
			relid: '2',
			mdate: '2024-05-24T07:00:01-05:00',
			cdate: '2024-05-24T07:00:00-05:00',
		});
	});

	it('[nestedNotesGone] are not made below a deal or account', async () => {
		const it = await crm();
		await deal(it);
		for (const path of ['/deals/1/notes', '/accounts/1/notes'])
			expect((await it.api('POST', path, { note: { note: 'Hi' } })).status).toBe(404);
	});
});

describe('webhooks', () => {
	const EVENTS = [
		'list_add',
		'account_add',
		'account_update',
		'account_contact_update',
		'deal_add',
		'deal_update',
		'deal_note_add',
		'deal_pipeline_add',
		'deal_stage_add',
		'subscriber_note',
	];
	async function hooked() {
		const it = await crm();
		const { url, got } = await receiver();
		const webhook = { name: 'H', url, events: EVENTS, sources: ['api'] };
		await it.api('POST', '/webhooks', { webhook });
		const last = async (): Promise<Json> => {
			await it.sandbox.settled();
			return Object.fromEntries(got.at(-1)?.form ?? []);
		};
		return { ...it, got, last };
	}

	it('tell of deals, with the contact', async () => {
		const it = await hooked();
		await deal(it, { value: 104_405_500, fields: [{ customFieldId: 1, fieldValue: 'web' }] });
		expect(await it.last()).toMatchObject({
			type: 'deal_add',
			'contact[email]': 'a@example.com',
			'deal[title]': 'Deal',
			'deal[value]': '1,044,055.00',
			'deal[value_raw]': '1044055',
			'deal[currency_symbol]': '€',
			'deal[stage_title]': 'New',
			'deal[pipeline_title]': 'Sales',
			'deal[owner_firstname]': 'Demo',
			'deal[contact_email]': 'a@example.com',
			'deal[fields][0][key]': 'Source',
			'deal[fields][0][value]': 'web',
		});
		await it.api('PUT', '/deals/1', { deal: { title: 'New' } });
		expect(await it.last()).toMatchObject({ type: 'deal_update', 'updated_fields[0]': 'title' });
	});

	it('[eventsWithoutContact] tell of the rest without one', async () => {
		const it = await hooked();
		await deal(it);
		const list = {
			name: 'L',
			stringid: 'l',
			sender_url: 'https://a.example',
			sender_reminder: 'r',
		};
		const steps: Array<[string, string, object, object]> = [
			['POST', '/lists', { list }, { type: 'list_add', 'list[name]': 'L', 'list[id]': '3' }],
			[
				'POST',
				'/accounts',
				{ account: { name: 'A' } },
				{ type: 'account_add', 'account[name]': 'A', list: '0' },
			],
			[
				'PUT',
				'/accounts/3',
				{ account: { accountUrl: 'x' } },
				{ type: 'account_update', 'account[account_url]': 'x', 'updated_fields[0]': 'accountUrl' },
			],
			[
				'POST',
				'/dealGroups',
				{ dealGroup: { title: 'P', currency: 'eur' } },
				{ type: 'deal_pipeline_add', 'pipeline[title]': 'P', 'pipeline[id]': '3' },
			],
			[
				'POST',
				'/dealStages',
				{ dealStage: { title: 'S', group: 1, color: 'ffffff' } },
				{ type: 'deal_stage_add', 'stage[title]': 'S', 'stage[color]': 'ffffff' },
			],
			[
				'POST',
				'/notes',
				{ note: { note: 'Hi', reltype: 'Deal', relid: 1 } },
				{ type: 'deal_note_add', 'note[text]': 'Hi', 'deal[id]': '1' },
			],
		];
		for (const [method, path, body, told] of steps) {
			await it.api(method, path, body);
			const form = await it.last();
			expect(form).toMatchObject(told);
			expect([path, Object.keys(form).filter((key) => key.startsWith('contact'))]).toEqual([
				path,
				[],
			]);
		}
	});

	it('tell of notes and accounts of a contact, with the contact', async () => {
		const it = await hooked();
		await it.api('POST', '/notes', { note: { note: 'Hi', reltype: 'Subscriber', relid: 1 } });
		expect(await it.last()).toMatchObject({
			type: 'subscriber_note',
			note: 'Hi',
			'contact[id]': '1',
		});
		await it.api('POST', '/accountContacts', { accountContact: { contact: 1, account: 1 } });
		await it.api('PUT', '/accountContacts/1', { accountContact: { jobTitle: 'Boss' } });
		expect(await it.last()).toMatchObject({
			type: 'account_contact_update',
			'accountContact[job_title]': 'Boss',
			'account[name]': 'Shop PL',
			'contact[id]': '1',
		});
	});

	it('[webhooksFiltered] are found by name, url and list, each as a whole', async () => {
		const { api } = await scene();
		for (const [name, listid] of [
			['A', 1],
			['AB', 2],
		] as const)
			await api('POST', '/webhooks', {
				webhook: {
					name,
					url: `https://example.com/${name}`,
					events: ['update'],
					sources: ['api'],
					listid,
				},
			});
		for (const filter of ['name]=A', 'url]=https://example.com/A', 'listid]=1'])
			expect(ids((await api('GET', `/webhooks?filters[${filter}`)).json.webhooks)).toEqual(['1']);
	});
});
