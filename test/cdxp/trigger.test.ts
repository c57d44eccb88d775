import type * as N8nWorkflow from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { toItem } from '../../nodes/QuarticonCdxp/trigger/item';
import { parseForm, unbracket } from '../../nodes/shared/brackets';
import { QuarticonCdxpTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.ts';
import fc from '../shared/properties';
import type { Account } from './harness';
import { startAccount } from './harness';
import { asForm, asJson, deliver, engine, newTrigger, phpForm, sender } from './triggerHarness';

/** How long the trigger waits for a contact that does not come; its half a minute unless a test shortens it. */
let mockPatience = 30_000;
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	const sleep = async (ms: number, signal?: AbortSignal) =>
		await actual.sleep(ms === 30_000 ? mockPatience : ms, signal);
	return { ...actual, sleep };
});

/** The source article's example, verbatim. */
const ARTICLE = `{
"contact":{
"customer_acct_name" : "",
"email": "jan@testowy.pl",
"first_name": "jan",
"id": 4,
"ip": "0.0.0.0",
"last_name":"test",
"orgname": "",
"phone":"+48555555555",
"tags":""
},
"list":[
{
"id": 0,
"name": "Lista testowa"
}
],
"tags":"",
"customer_acct_id": 0,
"customer_acct_name":"",
"date_time": "2022-07-18T05:59:35-05:00",
"initiated_by":"contact",
"initiated_from":"public",
"orgname":"",
"type": "unsubscribe"
}`;
const article = JSON.parse(ARTICLE) as IDataObject;
const ARTICLE_ITEM = {
	type: 'unsubscribe',
	occurredAt: '2022-07-18T10:59:35.000Z',
	initiatedBy: 'contact',
	initiatedFrom: 'public',
	contact: {
		id: '4',
		email: 'jan@testowy.pl',
		firstName: 'jan',
		lastName: 'test',
		phone: '+48555555555',
		ip: '0.0.0.0',
		tags: [],
		organization: '',
		fields: {},
	},
	lists: [{ id: '0', name: 'Lista testowa' }],
	account: null,
};

/** A real delivery, line breaks taken out. */
const CAPTURED =
	'type=contact_tag_added&date_time=2026-07-17T22%3A01%3A25-05%3A00&initiated_from=admin&initiated_by=admin&list=0' +
	'&contact%5Bid%5D=123456&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=Robert&contact%5Blast_name%5D=' +
	'&contact%5Bphone%5D=%2B1+555-010-1234&contact%5Bip%5D=127.0.0.1&contact%5Btags%5D=A%2C+B' +
	'&contact%5Bfields%5D%5B39%5D=11111111-2222-4333-8444-555555555555&tag=A';

/** The part all events share. */
const common = (more: IDataObject = {}): IDataObject => ({
	type: 'update',
	date_time: '2024-02-28T07:16:48-06:00',
	initiated_from: 'admin',
	initiated_by: 'admin',
	list: '0',
	contact: {
		id: '3',
		email: 'a@example.com',
		first_name: 'A',
		last_name: 'B',
		phone: '',
		ip: '0.0.0.0',
		tags: 'tag1, tag2',
		fields: { 1: 'Option 1', 2: '||Option 1||Option 2||' },
		customer_acct_name: '',
		orgname: '',
	},
	customer_acct_name: '',
	customer_acct_id: '0',
	orgname: '',
	...more,
});

const EVENT_ID = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;

/** The item of an event, which must be one, whether it comes as JSON or as a form. */
async function itemOf(body: IDataObject, options: IDataObject = {}): Promise<IDataObject> {
	const [item, ...more] = await deliver(newTrigger({ options }), asForm(phpForm(body)));
	expect(more).toEqual([]);
	expect(await deliver(newTrigger({ options }), asJson(body))).toEqual([item]);
	return item;
}

const shuffle = (text: string, numbers: number[]) =>
	text
		.split('&')
		.map((field, index) => ({ field, at: numbers[index % numbers.length] ^ (index * 7919) }))
		.sort((a, b) => a.at - b.at)
		.map(({ field }) => field)
		.join('&');

describe("the article's example", () => {
	it('comes as the item of the design', async () => {
		const [item] = await deliver(newTrigger(), {
			headers: { 'content-type': 'application/json' },
			body: JSON.parse(ARTICLE),
			rawBody: Buffer.from(ARTICLE),
		});
		expect(item).toEqual({ eventId: EVENT_ID, ...ARTICLE_ITEM });
		expect(Object.keys(item).slice(0, 2)).toEqual(['eventId', 'type']);
	});

	it('is the same as a form, with numbered or open brackets', async () => {
		const item = await itemOf(article);
		for (const open of [false, true]) {
			const form = asForm(phpForm(article, { open }));
			expect(Object.keys(form.body as object)).toContain(open ? 'list[][id]' : 'list[0][id]');
			expect(await deliver(newTrigger(), form)).toEqual([item]);
		}
	});

	it('is the same with its keys in any order', async () => {
		const item = await itemOf(article);
		const form = phpForm(article);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(), { minLength: 3, maxLength: 20 }), async (numbers) => {
				expect(await deliver(newTrigger(), asForm(shuffle(form, numbers)))).toEqual([item]);
			}),
			{ numRuns: 30 },
		);
		const reversed = Object.fromEntries(
			Object.entries({
				...article,
				contact: Object.fromEntries(Object.entries(article.contact as IDataObject).reverse()),
			}).reverse(),
		) as IDataObject;
		expect(await deliver(newTrigger(), asJson(reversed))).toEqual([item]);
	});

	it.each<[string, IDataObject]>([
		['a second later', { date_time: '2022-07-18T05:59:36-05:00' }],
		['another list', { list: [{ id: 1, name: 'Lista testowa' }] }],
		['another reason', { unsubscribe: { reason: 'x' } }],
		['another contact', { contact: { ...(article.contact as IDataObject), id: 5 } }],
		// The simplified items look the same.
		[
			'another company',
			{ contact: { ...(article.contact as IDataObject), orgname: '', city: 'x' } },
		],
	])('has another eventId when it is about %s', async (_, change) => {
		const [one, other] = [await itemOf(article), await itemOf({ ...article, ...change })];
		expect(other.eventId).not.toBe(one.eventId);
	});

	it('has the same eventId simplified or not, with the full contact or without', async () => {
		const { eventId } = await itemOf(article);
		expect((await itemOf(article, { simplify: false })).eventId).toBe(eventId);
	});
});

describe('events', () => {
	it('a real delivery', async () => {
		expect(await deliver(newTrigger(), asForm(CAPTURED))).toEqual([
			{
				eventId: EVENT_ID,
				type: 'contact_tag_added',
				occurredAt: '2026-07-18T03:01:25.000Z',
				initiatedBy: 'admin',
				initiatedFrom: 'admin',
				contact: {
					id: '123456',
					email: 'robert@example.com',
					firstName: 'Robert',
					lastName: '',
					phone: '+1 555-010-1234',
					ip: '127.0.0.1',
					tags: ['A', 'B'],
					organization: '',
					fields: { 39: '11111111-2222-4333-8444-555555555555' },
				},
				lists: [],
				account: null,
				tag: 'A',
			},
		]);
	});

	it('update, with custom fields by id', async () => {
		expect(await itemOf(common())).toEqual({
			eventId: EVENT_ID,
			type: 'update',
			occurredAt: '2024-02-28T13:16:48.000Z',
			initiatedBy: 'admin',
			initiatedFrom: 'admin',
			contact: expect.objectContaining({
				tags: ['tag1', 'tag2'],
				fields: { 1: 'Option 1', 2: '||Option 1||Option 2||' },
			}) as unknown,
			lists: [],
			account: null,
		});
	});

	it.each(['0', '1', '7'])(
		'custom fields whose ids begin at %s stay named by their ids',
		async (id) => {
			const fields = { [id]: 'a', [String(Number(id) + 1)]: 'b' };
			const item = await itemOf(common({ contact: { id: '3', fields } }));
			expect((item.contact as IDataObject).fields).toEqual(fields);
		},
	);

	it.each<[unknown, unknown]>([
		['0', []],
		['', []],
		[0, []],
		['3', [{ id: '3', name: '' }]],
		[3, [{ id: '3', name: '' }]],
		[
			[
				{ id: 1, name: 'A' },
				{ id: '2', name: 'B' },
			],
			[
				{ id: '1', name: 'A' },
				{ id: '2', name: 'B' },
			],
		],
		[[{ id: 1 }], [{ id: '1', name: '' }]],
	])('list %j gives lists %j', async (list, lists) => {
		const item = await itemOf(common({ list: list as string }));
		expect(item.lists).toEqual(lists);
		expect(item).not.toHaveProperty('list');
	});

	it('more than ten lists keep their order', async () => {
		const list = Array.from({ length: 12 }, (_, index) => ({ id: index + 1, name: `L${index}` }));
		const item = await itemOf(common({ list }));
		expect((item.lists as IDataObject[]).map(({ id }) => Number(id))).toEqual(
			list.map(({ id }) => id),
		);
		const shuffled = asForm(shuffle(phpForm(common({ list })), [5, 1, 9, 3]));
		expect(await deliver(newTrigger(), shuffled)).toEqual([item]);
	});

	it('list_add brings the list', async () => {
		const list = { id: '5', userid: '1', name: 'New', sender_url: 'https://example.com' };
		const { contact: _, ...body } = common({ type: 'list_add', list });
		expect(await itemOf(body)).toMatchObject({
			type: 'list_add',
			list,
			lists: [],
			contact: null,
			account: null,
		});
	});

	it.each<[IDataObject, unknown]>([
		[{ customer_acct_id: '0', customer_acct_name: '' }, null],
		[{ customer_acct_id: 0, customer_acct_name: '' }, null],
		[
			{ customer_acct_id: '7', customer_acct_name: 'Shop PL' },
			{ id: '7', name: 'Shop PL' },
		],
		[
			{ customer_acct_id: 7, customer_acct_name: '' },
			{ id: '7', name: '' },
		],
		[
			{ customer_acct_id: '0', customer_acct_name: 'Shop PL' },
			{ id: '', name: 'Shop PL' },
		],
	])('%j gives account %j', async (keys, account) => {
		const item = await itemOf(common(keys));
		expect(item.account).toEqual(account);
		expect(Object.keys(item).filter((key) => key.startsWith('customer_acct'))).toEqual([]);
	});

	it("the contact's own account name does where there is no other", async () => {
		const contact = { id: '3', customer_acct_name: 'Shop PL' };
		expect((await itemOf({ type: 'x', contact })).account).toEqual({ id: '', name: 'Shop PL' });
	});

	it("the contact's organization, or the event's", async () => {
		const organization = async (body: IDataObject) =>
			((await itemOf(common(body))).contact as IDataObject).organization;
		expect(await organization({ contact: { id: '3', orgname: 'Own' }, orgname: 'Top' })).toBe(
			'Own',
		);
		expect(await organization({ contact: { id: '3' }, orgname: 'Top' })).toBe('Top');
	});

	it('deal_update', async () => {
		const deal = {
			id: '1',
			title: 'T',
			create_date_iso: '2024-02-28T04:36:09-06:00',
			value: '1,044,055.00',
			fields: [{ id: '1', key: 'K', value: 'v' }],
		};
		const body = common({ type: 'deal_update', deal, updated_fields: ['value'] });
		expect(await itemOf(body)).toMatchObject({
			type: 'deal_update',
			contact: { id: '3' },
			deal: { ...deal, fields: { 0: { id: '1', key: 'K', value: 'v' } } },
			updated_fields: ['value'],
		});
	});

	/** The keys each kind of event adds to the common part; what holds no contact says so. */
	const TASK = {
		id: '1',
		type_id: '2',
		title: 'Call',
		note: '',
		duedate: '2024-02-28 10:00:00',
		duedate_iso: '2024-02-28T10:00:00-06:00',
		edate: '2024-02-28 10:15:00',
		edate_iso: '2024-02-28T10:15:00-06:00',
		type_title: 'Call',
	};
	const CAMPAIGN = {
		id: '5',
		name: 'N',
		status: '5',
		type: 'single',
		recipients: '10',
		message: { id: '7', subject: 'S' },
		webcopy_url: 'https://example.com/5',
	};
	const DEAL = { id: '1', title: 'T', value: '1,044,055.00', value_raw: '1044055', status: '0' };
	const SAMPLES: Array<[string, IDataObject, 'no contact'?]> = [
		['subscribe', { list: '1', form: { id: '0' } }],
		[
			'unsubscribe',
			{ unsubscribe: { reason: 'x' }, active_subscriptions: ['2'], form: { id: '0' } },
		],
		['subscriber_note', { note: 'text' }],
		['contact_tag_added', { tag: 'VIP' }],
		['contact_tag_removed', { tag: 'VIP' }],
		['contact_task_add', { task: TASK }],
		['sent', { campaign: CAMPAIGN }, 'no contact'],
		['open', { campaign: CAMPAIGN, 'User-Agent': 'Mozilla/5.0' }],
		['click', { campaign: CAMPAIGN, link: { id: '9', url: 'https://example.com/?a=1&b=2' } }],
		['reply', { campaign: { id: '5' }, result: 'r', message: 'm' }],
		['forward', { campaign: { id: '5' }, forward: { count: '2' } }],
		['share', { campaign: { id: '5' }, share: { network: 'n', network_id: '1', content: 'c' } }],
		[
			'bounce',
			{ campaign: { id: '5' }, bounce: { type: 'hard', code: '9.1.1', description: 'gone' } },
		],
		['deal_add', { deal: DEAL }],
		['deal_update', { deal: DEAL, updated_fields: ['value'] }],
		['deal_note_add', { deal: DEAL, note: { id: '1', text: 'n' } }, 'no contact'],
		['deal_task_add', { deal: DEAL, task: TASK }],
		['deal_task_complete', { deal: DEAL, task: TASK }],
		['deal_tasktype_add', { tasktype: { id: '1', title: 'Call' } }],
		['deal_pipeline_add', { pipeline: { id: '1', title: 'P' } }],
		['deal_stage_add', { stage: { id: '1', title: 'S', color: '434343' } }],
		['account_add', { account: { id: '1', name: 'N', account_url: '' } }, 'no contact'],
		[
			'account_contact_add',
			{
				accountContact: { id: '1', account: '2', contact: '3', job_title: 'J' },
				account: { id: '2', name: 'N' },
			},
		],
		['sms_sent', { sms: { id: '1', recipient: '+48555', successful: '1', comment: '' } }],
		['sms_reply', { sms: { id: '1', reply: 'yes', result: 'r' } }],
		['sms_unsub', { sms: { id: '1', phone: '+48555' } }],
	];
	it.each(SAMPLES.map(([type, own, contact = 'a contact']) => [type, own, contact] as const))(
		'%s brings its own keys',
		async (type, own, contact) => {
			const body = common({ type, ...own });
			if (contact === 'no contact') delete body.contact;
			const item = await itemOf(body);
			const { list, ...rest } = own;
			expect(item).toMatchObject({
				type,
				occurredAt: '2024-02-28T13:16:48.000Z',
				lists: list === undefined ? [] : [{ id: list, name: '' }],
				...rest,
			});
			expect(item.contact).toEqual(
				contact === 'no contact'
					? null
					: expect.objectContaining({ id: '3', tags: ['tag1', 'tag2'] }),
			);
		},
	);

	it('account_update: field ids stay names, repeated keys are lists', async () => {
		const { contact: _, ...body } = common({ type: 'account_update' });
		const form = [
			phpForm(body),
			'account[id]=1&account[name]=N&account[account_url]=',
			'account[fields][0][id]=1&account[fields][0][key]=Description&account[fields][0][value]=v',
			'account[fields][10][key]=Phone+Number&account[fields][10][value]=',
			'account[fields][18][id]=17&account[fields][18][value]=Option+1&account[fields][18][value]=Option+2',
			'updated_fields[0]=name',
		].join('&');
		const account = {
			id: '1',
			name: 'N',
			account_url: '',
			fields: {
				0: { id: '1', key: 'Description', value: 'v' },
				10: { key: 'Phone Number', value: '' },
				18: { id: '17', value: ['Option 1', 'Option 2'] },
			},
		};
		const [item] = await deliver(newTrigger(), asForm(form));
		expect(item).toMatchObject({ contact: null, account, updated_fields: ['name'] });
		const json = asJson({ ...body, account, updated_fields: ['name'] });
		expect(await deliver(newTrigger(), json)).toEqual([item]);
	});

	it.each<[unknown, string[]]>([
		['', []],
		['A', ['A']],
		['A, B,,  C ', ['A', 'B', 'C']],
		[
			['A', ' B', ''],
			['A', 'B'],
		],
	])('tags %j are %j', async (tags, expected) => {
		const item = await itemOf(
			common({ contact: { id: '3', tags } as IDataObject, tags } as IDataObject),
		);
		expect((item.contact as IDataObject).tags).toEqual(expected);
		expect(item.tags ?? []).toEqual(expected);
	});

	it('of an unknown type pass, with their own keys', async () => {
		const own = { gift: { card: { id: '9' } }, 'User-Agent': 'x' };
		expect(await itemOf(common({ type: 'gift_card_used', ...own }))).toMatchObject({
			type: 'gift_card_used',
			...own,
		});
	});

	it('of an automation step have no type', async () => {
		const body = {
			seriesid: '2',
			contact: { id: '3', email: 'a@example.com', ip4: '10.0.0.1', fields: { city: 'Łódź' } },
		};
		expect(await itemOf(body)).toEqual({
			eventId: EVENT_ID,
			type: null,
			occurredAt: null,
			initiatedBy: '',
			initiatedFrom: '',
			contact: {
				id: '3',
				email: 'a@example.com',
				firstName: '',
				lastName: '',
				phone: '',
				ip: '10.0.0.1',
				tags: [],
				organization: '',
				fields: { city: 'Łódź' },
			},
			lists: [],
			account: null,
			seriesid: '2',
		});
	});

	it.each([
		['0000-00-00 00:00:00', null],
		['', null],
		['soon', 'soon'],
		['2024-02-28T07:16:48+01:00', '2024-02-28T06:16:48.000Z'],
	])('occurred at %p is %p', async (date_time, occurredAt) => {
		expect((await itemOf(common({ date_time }))).occurredAt).toBe(occurredAt);
	});

	it("come with the vendor's keys, nested, where Simplify is off", async () => {
		expect(await itemOf(article, { simplify: false })).toEqual({
			eventId: EVENT_ID,
			...article,
			customer_acct_id: '0',
			contact: { ...(article.contact as IDataObject), id: '4' },
			list: [{ id: '0', name: 'Lista testowa' }],
		});
	});

	it.each([true, false])('can not choose their eventId (Simplify %p)', async (simplify) => {
		expect((await itemOf(common({ eventId: 'mine' }), { simplify })).eventId).toEqual(EVENT_ID);
	});
});

describe('odd and hostile bodies', () => {
	const UNTOUCHED = Object.getOwnPropertyNames(Object.prototype).join();
	afterEach(() => {
		expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(UNTOUCHED);
		expect(({} as IDataObject).polluted).toBeUndefined();
	});

	const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
	it.each<[string, Parameters<typeof deliver>[1]]>([
		['an empty JSON object', asJson({})],
		['a JSON list', asJson([{ type: 'update' }])],
		['a JSON text', asJson('update')],
		['a JSON number', asJson(5)],
		['JSON null', asJson(null)],
		['an empty form', asForm('')],
		['a form without any key', asForm('&&&')],
		['text', { headers: { 'content-type': 'text/plain' }, body: 'type=update' }],
		['XML', { headers: { 'content-type': 'text/xml' }, body: '<type>update</type>' }],
		['nothing', { headers: {}, body: {}, rawBody: Buffer.alloc(0) }],
		['an unread form', { headers: FORM, body: null, rawBody: Buffer.alloc(0) }],
		[
			'an empty multipart',
			{
				headers: { 'content-type': 'multipart/form-data; boundary=x' },
				body: { data: {}, files: {} },
			},
		],
		[
			'a multipart that was not read',
			{ headers: { 'content-type': 'multipart/form-data' }, body: {} },
		],
		[
			'a form of forbidden keys only',
			asForm('__proto__[polluted]=1&constructor[prototype][polluted]=1'),
		],
	])('%s is answered and starts nothing', async (_, options) => {
		expect(await deliver(newTrigger(), options)).toEqual([]);
	});

	/** What the engine's helper can not hand over. */
	const contextOf = (type: string | undefined, body: unknown) =>
		({
			getNodeParameter: () => ({ acceptWithoutKey: true, skipRepeated: false }),
			getMode: () => 'webhook',
			getNode: () => ({ id: '1' }),
			getWorkflow: () => ({ id: '1' }),
			getWorkflowStaticData: () => ({}),
			getQueryData: () => ({}),
			getHeaderData: () => ({ 'content-type': type }),
			getBodyData: () => body,
			getRequestObject: () => ({}),
		}) as unknown as IWebhookFunctions;

	it.each([
		'application/octet-stream',
		'application/x-www-form-urlencoded',
		'multipart/form-data',
		undefined,
	])('a body n8n did not parse (%s) is answered and starts nothing', async (type) => {
		const context = contextOf(type, undefined);
		expect(await new QuarticonCdxpTrigger().webhook.call(context)).toEqual({
			webhookResponse: 'OK',
		});
	});

	it('a form without its raw body is read as far as n8n parsed it', async () => {
		const { body } = asForm(CAPTURED);
		const context = contextOf('application/x-www-form-urlencoded', body);
		const { workflowData } = await new QuarticonCdxpTrigger().webhook.call(context);
		expect(workflowData?.[0][0].json).toEqual((await deliver(newTrigger(), asForm(CAPTURED)))[0]);
	});

	it('multipart is read', async () => {
		const [item] = await deliver(newTrigger(), asForm(CAPTURED));
		const { body } = asForm(CAPTURED);
		const multipart = {
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
			body: { data: body, files: {} },
			rawBody: undefined,
		};
		expect(await deliver(newTrigger(), multipart)).toEqual([item]);
	});

	it('a form of 5,000 keys is read to its end', async () => {
		const fields = Array.from({ length: 5_000 }, (_, index) => `contact[fields][${index}]=v`);
		const options = asForm(`${fields.join('&')}&type=update`);
		expect(Object.keys(options.body as object)).toHaveLength(1_000);
		const [item] = await deliver(newTrigger(), options);
		expect(item.type).toBe('update');
		expect(Object.keys((item.contact as IDataObject).fields as object)).toHaveLength(5_000);
	});

	it('thousands of brackets are one odd key', async () => {
		const odd = `a${'[b]'.repeat(20_000)}`;
		const [item] = await deliver(newTrigger(), asForm(`${odd}=1&type=update`));
		expect(item).toMatchObject({ type: 'update' });
		expect(Object.keys(item)).toContain(odd);
	});

	it('JSON nested without end is answered and starts nothing', async () => {
		const depth = 100_000;
		for (const [open, close] of [
			['[', ']'],
			['{"a":', '}'],
		]) {
			const text = `{"type":"update","a":${open.repeat(depth)}1${close.repeat(depth)}}`;
			const options = {
				headers: { 'content-type': 'application/json' },
				body: JSON.parse(text) as unknown,
				rawBody: Buffer.from(text),
			};
			expect(await deliver(newTrigger(), options)).toEqual([]);
		}
	});

	it('huge values pass', async () => {
		const tag = 'x'.repeat(2_000_000);
		const item = await itemOf(common({ tag }));
		expect(item.tag).toBe(tag);
	});

	it.each(['__proto__', 'constructor', 'prototype'])('%s is dropped at any depth', async (key) => {
		const hostile = `{"${key}":{"polluted":1,"prototype":{"polluted":1}}}`;
		const text = JSON.stringify(common({ deal: { id: '1', rows: ['@@'] } }))
			.replace('"@@"', hostile)
			.replace('"contact":{', `"contact":{${hostile.slice(1, -1)},`)
			.replace('"fields":{', `"fields":{${hostile.slice(1, -1)},`)
			.replace(/^\{/, `{${hostile.slice(1, -1)},`);
		const json = asJson({});
		const form = phpForm(common({ deal: { id: '1' } }));
		for (const options of [
			{ ...json, body: JSON.parse(text) as unknown, rawBody: Buffer.from(text) },
			asForm(
				`${key}[polluted]=1&${key}=1&contact[${key}][polluted]=1&contact[fields][${key}][prototype][polluted]=1&deal[${key}]=1&${form}`,
			),
		]) {
			for (const simplify of [true, false]) {
				const [item] = await deliver(newTrigger({ options: { simplify } }), options);
				expect(item).toMatchObject({ type: 'update', deal: { id: '1' } });
				expect(JSON.stringify(item)).not.toMatch(/polluted|__proto__|constructor|prototype/);
			}
		}
	});

	it('any form makes an item or none', () => {
		const name = fc.constantFrom('type', 'contact', 'list', 'tags', 'account', 'date_time', 'x');
		const step = fc.constantFrom('', '0', '1', 'id', 'name', 'fields', 'tags', '__proto__');
		const key = fc
			.tuple(name, fc.array(step, { maxLength: 3 }))
			.map(([first, steps]) => first + steps.map((one) => `[${one}]`).join(''));
		const form = fc.array(fc.tuple(key, fc.string()), { maxLength: 8 });
		fc.assert(
			fc.property(form, (fields) => {
				const body = unbracket(parseForm(new URLSearchParams(fields).toString()), ['fields']);
				const item = toItem(body);
				expect(JSON.parse(JSON.stringify(item))).toEqual(item);
				expect(Array.isArray(item.lists)).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('odd shapes where texts are expected do not harm', async () => {
		const odd: unknown[] = ['x', ['x', 'y'], { x: '1' }, [{ x: ['y'] }], [[]], true];
		for (const value of odd) {
			for (const simplify of [true, false]) {
				const keys = Object.keys(common());
				const body = Object.fromEntries(keys.map((key) => [key, value])) as IDataObject;
				const contact = { ...(common().contact as IDataObject) };
				for (const key of Object.keys(contact)) contact[key] = value as string;
				for (const event of [body, { ...body, contact }]) {
					const [item] = await deliver(
						newTrigger({ options: { simplify, fullContact: true } }),
						asJson(event),
					);
					expect(item.eventId).toEqual(EVENT_ID);
				}
			}
		}
	});
});

describe('the key', () => {
	it.each<[string, Parameters<typeof engine.webhook>[1]]>([
		['without it', { query: {} }],
		['with a wrong one', { query: { key: 'the-kex' } }],
		['with an empty one', { query: { key: '' } }],
		['with two', { query: { key: ['the-key', 'the-key'] } as never }],
		['when the trigger has none', { staticData: {} }],
		['when the trigger has none and neither has the call', { staticData: {}, query: {} }],
		[
			'when the trigger has an empty one',
			{ staticData: { 'node:CDXP Trigger': { key: '' } }, query: { key: '' } },
		],
	])('a call %s is answered and starts nothing', async (_, options) => {
		expect(await deliver(newTrigger(), { ...asJson(article), ...options })).toEqual([]);
	});

	it.each<IDataObject>([{}, { key: 'wrong' }])(
		'is not asked for where the user says so: %j',
		async (query) => {
			const node = newTrigger({ options: { acceptWithoutKey: true } });
			const options = { ...asJson(article), query: query as never, staticData: {} };
			expect(await deliver(node, options)).toHaveLength(1);
		},
	);

	it('a call without it leaves no trace: the event itself comes later', async () => {
		const node = newTrigger();
		expect(await deliver(node, { ...asJson(article), query: {} })).toEqual([]);
		expect(await deliver(node, asJson(article))).toHaveLength(1);
	});
});

describe('repeats', () => {
	it('are dropped, in whichever form they come', async () => {
		const node = newTrigger();
		expect(await deliver(node, asJson(article))).toHaveLength(1);
		expect(await deliver(node, asJson(article))).toEqual([]);
		expect(await deliver(node, asForm(phpForm(article)))).toEqual([]);
		expect(await deliver(node, asForm(CAPTURED))).toHaveLength(1);
	});

	it('are dropped when they come at the same time', async () => {
		const node = newTrigger();
		const items = await Promise.all(
			Array.from({ length: 5 }, async () => await deliver(node, asJson(article))),
		);
		expect(items.flat()).toHaveLength(1);
	});

	it('of one trigger are news to another', async () => {
		expect(await deliver(newTrigger(), asJson(article))).toHaveLength(1);
		expect(await deliver(newTrigger(), asJson(article))).toHaveLength(1);
	});

	it('pass while the user listens for a test event', async () => {
		const node = newTrigger();
		for (let time = 0; time < 2; time++)
			expect(await deliver(node, { ...asJson(article), mode: 'manual' })).toHaveLength(1);
		expect(await deliver(node, asJson(article))).toHaveLength(1);
	});

	it('pass where the user wants them', async () => {
		const node = newTrigger({ options: { skipRepeated: false } });
		for (let time = 0; time < 2; time++)
			expect(await deliver(node, asJson(article))).toHaveLength(1);
	});
});

describe('the full contact', () => {
	let account: Account;
	beforeEach(async () => {
		account = await startAccount({
			account: {
				lists: [{ id: 1, name: 'Newsletter' }],
				fields: [{ id: 39, title: 'City' }],
				contacts: [
					{
						id: 4,
						email: 'jan@testowy.pl',
						firstName: 'Jan',
						fieldValues: { 39: 'Łódź' },
						lists: { 1: 2 },
					},
				],
			},
		});
	});
	afterEach(async () => await account.close());

	const node = (options: IDataObject = {}) =>
		newTrigger({ options: { fullContact: true, ...options } });
	const get = async (body = article, options: IDataObject = {}, credential: IDataObject = {}) =>
		await deliver(node(options), { ...asJson(body), credentials: account.credentials(credential) });

	it('comes with the event, custom fields by title, for one request', async () => {
		const [item] = await get();
		expect(item).toEqual({
			eventId: (await itemOf(article)).eventId,
			...ARTICLE_ITEM,
			fullContact: expect.objectContaining({
				id: '4',
				email: 'jan@testowy.pl',
				firstName: 'Jan',
				fields: { City: 'Łódź' },
				lists: [{ list: '1', status: 'unsubscribed' }],
			}) as unknown,
		});
		expect(account.sandbox.journal.count('GET', '/contacts/4')).toBe(1);
		expect(account.sandbox.journal.count('GET', /contacts/)).toBe(1);
	});

	it('reads the custom fields once a minute and trigger, however many events come', async () => {
		const { journal, store } = account.sandbox;
		const trigger = node({ skipRepeated: false });
		const options = { ...asJson(article), credentials: account.credentials() };
		const events = [1, 2, 3].map(async () => await deliver(trigger, options));
		for (const [item] of await Promise.all(events))
			expect(item.fullContact).toMatchObject({ fields: { City: 'Łódź' } });
		expect([journal.count('GET', /contacts/), journal.count('GET', /fields/)]).toEqual([3, 1]);
		await deliver(node(), options);
		expect(journal.count('GET', /fields/)).toBe(2);
		// A field that was not there yet is asked for.
		store.addField({ id: 40, title: 'Size' });
		store.setFieldValue('4', '40', 'XL');
		const [item] = await deliver(trigger, options);
		expect(item.fullContact).toMatchObject({ fields: { City: 'Łódź', Size: 'XL' } });
		expect(journal.count('GET', /fields/)).toBe(3);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		await deliver(trigger, options);
		expect(journal.count('GET', /fields/)).toBe(4);
		jest.restoreAllMocks();
	});

	it('reads the custom fields again after they could not be read', async () => {
		const trigger = node({ skipRepeated: false });
		const options = { ...asJson(article), credentials: account.credentials() };
		account.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /fields/ } });
		expect((await deliver(trigger, options))[0].fullContact).toBe('skipped');
		account.sandbox.faults.clear();
		expect((await deliver(trigger, options))[0].fullContact).toMatchObject({ id: '4' });
	});

	it('also where Simplify is off', async () => {
		const [item] = await get(article, { simplify: false });
		expect(item).toMatchObject({ date_time: article.date_time, fullContact: { id: '4' } });
	});

	it('is fetched after the sender has its answer', async () => {
		account.sandbox.faults.add({ kind: 'delay', delayMs: 60, match: { path: /contacts/ } });
		const items = get();
		while (account.sandbox.journal.count('GET', /contacts/) === 0)
			await new Promise((resolve) => setTimeout(resolve, 2));
		expect(sender.hears).toMatchObject({ statusCode: 200, body: 'OK', ended: true });
		expect(account.sandbox.journal.entries[0].status).toBeUndefined();
		expect((await items)[0].fullContact).toMatchObject({ id: '4' });
	});

	it('is not fetched for a repeat, nor for a call without key', async () => {
		const trigger = node();
		const options = { ...asJson(article), credentials: account.credentials() };
		expect(await deliver(trigger, options)).toHaveLength(1);
		account.sandbox.journal.clear();
		expect(await deliver(trigger, options)).toEqual([]);
		expect(await deliver(node(), { ...options, query: {} })).toEqual([]);
		expect(account.sandbox.journal.count()).toBe(0);
	});

	it('is not fetched for an event without contact', async () => {
		const { contact: _, ...body } = article;
		for (const contact of [undefined, { id: '' }, { email: 'x' }, { id: ['4', '5'] }]) {
			const [item] = await get({ ...body, ...(contact && { contact }) } as IDataObject);
			expect(item).not.toHaveProperty('fullContact');
		}
		expect(account.sandbox.journal.count()).toBe(0);
	});

	describe('is skipped, and the event comes,', () => {
		const skipped = async (body?: IDataObject, credential?: IDataObject) => {
			const [item] = await get(body, {}, credential);
			expect(item).toMatchObject({ type: 'unsubscribe', fullContact: 'skipped' });
		};

		it('when the contact is gone', async () =>
			await skipped({ ...article, contact: { id: 5 } } as IDataObject));
		it('when its id is no id', async () =>
			await skipped({ ...article, contact: { id: '../users/me' } } as IDataObject));
		it('when the token is wrong', async () => await skipped(undefined, { apiToken: 'wrong' }));
		it('when there is no token', async () => await skipped(undefined, { apiToken: '' }));
		it('when the account does not answer', async () =>
			await skipped(undefined, { accountUrl: 'http://127.0.0.1:1' }));
		it('when the answer is no contact', async () => {
			account.sandbox.faults.add({ kind: 'status', status: 200, body: {} });
			await skipped();
		});
		it('when the custom fields can not be read', async () => {
			account.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /fields/ } });
			await skipped();
		});
		it('when it does not come in time', async () => {
			mockPatience = 30;
			try {
				account.sandbox.faults.add({ kind: 'delay', delayMs: 300, match: { path: /contacts/ } });
				await skipped();
				// The answer is still under way.
				expect(account.sandbox.journal.entries.map(({ status }) => status)).toEqual([undefined]);
			} finally {
				mockPatience = 30_000;
			}
		});
	});
});

it("reads the sandbox's own deliveries, and drops the second of two", async () => {
	const account = await startAccount({
		duplicateWebhooks: true,
		account: {
			lists: [{ id: 1, name: 'Newsletter' }],
			fields: [{ id: 39, title: 'City' }],
			contacts: [{ email: 'jan@example.com', fieldValues: { 39: 'Łódź' }, lists: { 1: 1 } }],
		},
	});
	try {
		const { sandbox } = account;
		const node = newTrigger();
		const { staticData } = await engine.hook(node, 'create', {
			credentials: account.credentials(),
			webhookBaseUrl: 'http://127.0.0.1:1/webhook',
		});
		sandbox.unsubscribe('jan@example.com', 1);
		await sandbox.settled();
		expect(sandbox.deliveries).toHaveLength(2);
		const items = [];
		for (const { url, body } of sandbox.deliveries) {
			const query = Object.fromEntries(new URL(url).searchParams);
			items.push(...(await deliver(node, { ...asForm(body), query, staticData })));
		}
		expect(items).toMatchObject([
			{
				type: 'unsubscribe',
				initiatedFrom: 'public',
				contact: { email: 'jan@example.com', fields: { 39: 'Łódź' } },
				lists: [{ id: '1', name: 'Newsletter' }],
			},
		]);
	} finally {
		await account.close();
	}
});
