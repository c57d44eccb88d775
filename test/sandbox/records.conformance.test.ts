/** Lists, fields, tags: what the API makes, changes and deletes. */
import { call, closeAll, scene, type Json } from './support';

afterEach(closeAll);

const LIST = {
	name: 'VIP mail',
	stringid: 'vip-mail',
	sender_url: 'https://shop.example',
	sender_reminder: 'You asked for it.',
};
const withContact = async () => {
	const it = await scene();
	it.sandbox.store.addContact({ email: 'a@example.com', tags: ['VIP'], lists: { 1: 1 } });
	return it;
};
/** The row of a table of the status page that holds the text. */
const pageRow = async (url: string, text: string) =>
	(await call(url)).text.split('<tr>').find((row) => row.includes(`>${text}<`)) ?? '';
const texts = (rows: Json[], key: string) => rows.map((row) => row[key]);

describe('lists', () => {
	it('creates, reads, deletes; a list cannot be changed', async () => {
		const { api } = await scene();
		const created = await api('POST', '/lists', { list: LIST });
		expect([created.status, created.json.list]).toEqual([
			201,
			{
				...LIST,
				cdate: '2024-05-24T07:00:00-05:00',
				udate: '2024-05-24T07:00:00-05:00',
				links: expect.objectContaining({ user: expect.stringMatching(/\/lists\/3\/user$/) }),
				id: '3',
			},
		]);
		expect((await api('GET', '/lists/3')).json.list).toMatchObject({ ...LIST, userid: '0' });
		expect((await api('PUT', '/lists/3', { list: { name: 'New' } })).status).toBe(404);
		expect((await api('DELETE', '/lists/3')).json).toEqual({});
		const again = await api('DELETE', '/lists/3');
		expect([again.status, again.json.message]).toEqual([
			404,
			'No Result found for _List with id 3',
		]);
	});

	it('[requiredKeys] needs all four keys, and names each that is missing', async () => {
		const { api } = await scene();
		const answer = await api('POST', '/lists', {
			list: { ...LIST, stringid: '', sender_url: null },
		});
		expect([answer.status, answer.json.errors]).toEqual([
			422,
			[
				{
					title: 'The list stringid was not provided.',
					detail: '',
					code: 'field_missing',
					source: { pointer: '/data/attributes/stringid' },
				},
				expect.objectContaining({ title: 'The list sender_url was not provided.' }),
			],
		]);
	});

	it('[listNeedsGroup] hides a list from the panel until a group has it', async () => {
		const { api, sandbox } = await scene();
		await api('POST', '/lists', { list: LIST });
		expect((await api('GET', '/lists')).json.meta.total).toBe('3');
		expect(await pageRow(sandbox.pageUrl, LIST.name)).toContain('hidden');
		const [group] = (await api('GET', '/groups')).json.groups;
		expect(group).toMatchObject({ id: '3', title: 'Admin', pgListAdd: '1', pgContactActions: '0' });
		const link = await api('POST', '/listGroups', { listGroup: { listid: 3, groupid: 3 } });
		expect([link.status, link.json.listGroup]).toEqual([
			201,
			{
				list: 3,
				group: 3,
				links: { list: expect.any(String), group: expect.any(String) },
				id: '3',
			},
		]);
		expect(await pageRow(sandbox.pageUrl, LIST.name)).toContain('shown');
		const missing = await api('POST', '/listGroups', { listGroup: { listid: 9, groupid: 3 } });
		expect(missing.json.errors[0]).toMatchObject({ code: 'related_missing' });
		expect((await api('GET', '/groups/9')).status).toBe(404);
	});

	it('[listDeleteCascades] deletes the consents of a deleted list', async () => {
		const { api } = await withContact();
		await api('DELETE', '/lists/1');
		expect((await api('GET', '/contacts/1/contactLists')).json.contactLists).toEqual([]);
	});

	it('[nameOperators] filters names by operators', async () => {
		const { api } = await scene();
		const found = async (query: string) => texts((await api('GET', query)).json.lists, 'name');
		expect(await found('/lists?filters[name][contains]=m')).toEqual(['SMS']);
		expect(await found('/lists?filters[name][starts_with]=news')).toEqual(['Newsletter']);
		expect(await found('/lists?filters[name][neq]=SMS')).toEqual(['Newsletter']);
		expect(await found('/lists?filters[name][gt]=Newsletter&orders[name]=desc')).toEqual(['SMS']);
		expect(await found('/lists?filters[name]=news')).toEqual([]);
		expect((await api('GET', '/tags?filters[search][eq]=VI')).json.tags).toEqual([]);
	});
});

describe('fields', () => {
	const create = async ({ api }: Pick<Awaited<ReturnType<typeof scene>>, 'api'>, field: object) =>
		await api('POST', '/fields', { field: { type: 'text', title: 'Size', ...field } });

	it('creates, reads, changes and deletes a field', async () => {
		const it = await scene();
		const sent = { descript: 'd', isrequired: '0', defval: 'M', visible: 1, ordernum: 1 };
		const created = await create(it, { ...sent, perstag: 'SIZE' });
		expect([created.status, created.json.field]).toEqual([
			201,
			{
				type: 'text',
				title: 'Size',
				descript: 'd',
				isrequired: '0',
				defval: 'M',
				visible: 1,
				perstag: 'SIZE',
				ordernum: 5,
				cdate: '2024-05-24T07:00:00-05:00',
				udate: '2024-05-24T07:00:00-05:00',
				links: { options: expect.any(String), relations: expect.any(String) },
				id: '5',
			},
		]);
		expect((await it.api('GET', '/fields/5')).json.field).toMatchObject({
			visible: '1',
			defval: 'M',
			ordernum: '5',
			options: [],
			relations: [],
		});
		it.pass(1000);
		const changed = await it.api('PUT', '/fields/5', { field: { title: 'Shoe size', visible: 0 } });
		expect(changed.json.field).toMatchObject({
			title: 'Shoe size',
			perstag: 'SIZE',
			visible: '0',
			udate: '2024-05-24T07:00:01-05:00',
		});
		expect(changed.json.field.options).toBeUndefined();
		expect((await it.api('DELETE', '/fields/5')).json).toEqual({});
		expect((await it.api('GET', '/fields/5')).json.message).toBe(
			'No Result found for Field with id 5',
		);
		expect((await it.api('POST', '/fields', { field: {} })).json.errors).toHaveLength(2);
	});

	it('[fieldTitleUnique] refuses a title another field has', async () => {
		const it = await scene();
		const answer = await create(it, { title: 'City' });
		expect([answer.status, answer.json]).toEqual([
			422,
			{
				errors: [
					{
						title: 'There is already a field with this title',
						detail: "There is already a field named 'City' -- choose another name",
						code: 'duplicate',
					},
				],
			},
		]);
		expect((await it.api('PUT', '/fields/2', { field: { title: 'City' } })).status).toBe(422);
		expect((await it.api('PUT', '/fields/1', { field: { title: 'City' } })).status).toBe(200);
	});

	it('[fieldTypeChecked] refuses a type the reference does not name', async () => {
		const it = await scene();
		expect((await create(it, { type: 'colour' })).status).toBe(422);
		for (const type of ['listbox', 'number', 'NULL'])
			expect((await create(it, { type, title: type })).status).toBe(201);
	});

	it('[perstagUppercased] keeps tags in capitals without spaces', async () => {
		const it = await scene();
		const tag = async (field: object) => (await create(it, field)).json.field.perstag;
		expect(await tag({ perstag: 'Personalized Tag' })).toBe('PERSONALIZEDTAG');
		expect(await tag({ title: 'Another Test Title' })).toBe('ANOTHER_TEST_TITLE');
		const changed = await it.api('PUT', '/fields/1', { field: { perstag: 'home town' } });
		expect(changed.json.field.perstag).toBe('HOMETOWN');
	});

	it('[fieldNeedsRelation] keeps a field off contacts until it has a relation', async () => {
		const it = await scene();
		await create(it, {});
		expect((await it.api('GET', '/fields')).json.meta.total).toBe('5');
		expect(await pageRow(it.sandbox.pageUrl, 'Size')).toContain('hidden');
		const made = await it.api('POST', '/fieldRels', { fieldRel: { field: 5, relid: 0 } });
		expect([made.status, made.json.fieldRel]).toEqual([
			201,
			{ field: 5, relid: 0, cdate: '2024-05-24T07:00:00-05:00', links: [], id: '5' },
		]);
		expect(await pageRow(it.sandbox.pageUrl, 'Size')).toContain('shown');
		expect((await it.api('GET', '/fields/5')).json).toMatchObject({
			fieldRels: [{ field: '5', relid: '0', dorder: '0', id: '5' }],
			field: { relations: ['5'] },
		});
		expect((await it.api('DELETE', '/fieldRels/5')).json).toEqual({});
		expect((await it.api('DELETE', '/fieldRels/5')).json.message).toBe(
			'No Result found for FieldRel with id 5',
		);
		for (const fieldRel of [
			{ field: 9, relid: 0 },
			{ field: 1, relid: 9 },
		])
			expect((await it.api('POST', '/fieldRels', { fieldRel })).status).toBe(422);
	});

	it('adds options, as they were sent', async () => {
		const { api } = await scene();
		const answer = await api('POST', '/fieldOption/bulk', {
			fieldOptions: [
				{ field: '2', value: 'c', label: 'C', orderid: 1, isdefault: false },
				{ field: '2', value: 'd' },
			],
		});
		expect(answer.status).toBe(201);
		expect(answer.json.fieldOptions[0]).toEqual({
			orderid: 1,
			value: 'c',
			label: 'C',
			isdefault: 0,
			field: '2',
			cdate: '2024-05-24T07:00:00-05:00',
			udate: '2024-05-24T07:00:00-05:00',
			links: { field: expect.any(String) },
			id: '3',
		});
		expect(answer.json.fieldOptions[1].orderid).toBeUndefined();
		expect((await api('GET', '/fieldOptions/3')).json.fieldOption).toMatchObject({
			orderid: '1',
			isdefault: '0',
			label: 'C',
		});
		expect(texts((await api('GET', '/fields/2/options')).json.fieldOptions, 'label')).toEqual([
			'a',
			'b',
			'C',
			'd',
		]);
		const fieldOptions = [{ field: 9, value: 'x' }];
		expect((await api('POST', '/fieldOption/bulk', { fieldOptions })).json.errors[0].code).toBe(
			'related_missing',
		);
	});

	it('[fieldOptionBulkText] refuses what is no array of options with a text', async () => {
		const { api } = await scene();
		for (const body of [{}, { fieldOptions: {} }, { fieldOptions: [] }, { fieldOptions: ['x'] }]) {
			const answer = await api('POST', '/fieldOption/bulk', body);
			expect([answer.status, answer.json]).toEqual([
				422,
				{
					errors: 'Bulk operation failed. Request must contain an array of fieldOption objects.',
				},
			]);
		}
	});

	it('[fieldOptionDeleteEmpty] answers nothing at all to the deletion of an option', async () => {
		const { api } = await scene();
		const { status, text, headers } = await api('DELETE', '/fieldOptions/1');
		expect([status, text, headers.get('x-ac-error')]).toEqual([200, '', 'Code 9001']);
		expect((await api('DELETE', '/fieldOptions/1')).status).toBe(404);
		expect((await api('GET', '/fields/2')).json.field.options).toEqual(['2']);
	});

	it('[fieldDeleteCascades] deletes the values of a deleted field', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a@example.com', fieldValues: { 1: 'x', 4: 'y' } });
		await api('DELETE', '/fields/1');
		expect(sandbox.store.fieldValuesOf(1)).toEqual({ 4: 'y' });
		expect((await api('GET', '/fieldRels')).json.meta.total).toBe('3');
	});
});

describe('field values', () => {
	it('[fieldValueFilters] are found by field and whole value', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a@example.com', fieldValues: { 1: 'Rome', 4: 'Rome' } });
		sandbox.store.addContact({ email: 'b@example.com', fieldValues: { 1: 'Oslo' } });
		const found = async (query: string) => (await api('GET', `/fieldValues?${query}`)).json;
		expect(await found('filters[fieldid]=1&filters[val]=Rome')).toMatchObject({
			fieldValues: [{ contact: '1', field: '1', value: 'Rome', owner: '1' }],
			meta: { total: '1' },
		});
		expect((await found('filters[val]=Rom')).meta.total).toBe('0');
		expect((await found('filters[unknown]=1')).meta.total).toBe('3');
	});

	it('are read, changed and deleted by id', async () => {
		const { api, sandbox, pass } = await scene();
		sandbox.store.addContact({ email: 'a@example.com', fieldValues: { 1: 'Rome' } });
		pass(1000);
		const fieldValue = { contact: 1, field: 1, value: 'Oslo' };
		const changed = await api('PUT', '/fieldValues/1', { fieldValue });
		expect([changed.status, changed.json]).toMatchObject([
			200,
			{
				contacts: [{ udate: '2024-05-24T07:00:01-05:00' }],
				fieldValue: { contact: 1, field: 1, value: 'Oslo', owner: 1, id: '1' },
			},
		]);
		expect((await api('GET', '/fieldValues/1')).json.fieldValue).toMatchObject({ value: 'Oslo' });
		expect((await api('DELETE', '/fieldValues/1')).json).toEqual({});
		expect((await api('DELETE', '/fieldValues/1')).json.message).toBe(
			'No Result found for FieldValue with id 1',
		);
	});
});

describe('tags', () => {
	it('changes and deletes a tag', async () => {
		const { api } = await scene();
		const tag = { tag: 'Very VIP', description: 'd' };
		expect((await api('PUT', '/tags/1', { tag })).json.tag).toMatchObject({
			...tag,
			tagType: 'contact',
			id: '1',
		});
		expect((await api('DELETE', '/tags/1')).json).toEqual({});
		expect((await api('DELETE', '/tags/1')).json.message).toBe('No Result found for Tag with id 1');
	});

	it('[tagNameUnique] refuses to rename a tag to a taken name', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addTag({ tag: 'New' });
		const renamed = await api('PUT', '/tags/2', { tag: { tag: 'VIP' } });
		expect([renamed.status, renamed.json.errors?.[0].code]).toEqual([422, 'duplicate']);
		expect((await api('PUT', '/tags/2', { tag: { tag: 'New' } })).status).toBe(200);
	});

	it('[tagWithoutTypeHidden] hides a tag without type from the panel', async () => {
		const { api, sandbox } = await scene();
		const { status, json } = await api('POST', '/tags', { tag: { tag: 'Loose' } });
		expect([status, json.tag.tagType]).toEqual([201, '']);
		expect(await pageRow(sandbox.pageUrl, 'Loose')).toContain('hidden');
		expect(await pageRow(sandbox.pageUrl, 'VIP')).toContain('shown');
	});

	it('[tagDeleteCascades] takes a deleted tag off its contacts', async () => {
		const { api } = await withContact();
		await api('DELETE', '/tags/1');
		expect((await api('GET', '/contacts/1/contactTags')).json.contactTags).toEqual([]);
	});

	it('lists and reads the links of tags to contacts', async () => {
		const { api } = await withContact();
		expect((await api('GET', '/contactTags')).json).toMatchObject({
			contactTags: [{ contact: '1', tag: '1', id: '1' }],
			meta: { total: '1' },
		});
		expect((await api('GET', '/contactTags/1')).json.contactTag).toMatchObject({ tag: '1' });
		expect((await api('GET', '/contactTags/9')).json.message).toBe(
			'No Result found for SubscriberTag with id 9',
		);
	});
});

it('reads users by id, e-mail and name', async () => {
	const { api, sandbox } = await scene();
	sandbox.loadAccount({ users: [{ username: 'eva', email: 'eva@example.com' }] });
	expect((await api('GET', '/users')).json).toMatchObject({
		users: [{ id: '1', username: 'admin' }, { id: '2' }],
		meta: { total: '2' },
	});
	for (const path of ['/users/2', '/users/email/eva@example.com', '/users/username/eva'])
		expect((await api('GET', path)).json.user).toMatchObject({ id: '2', username: 'eva' });
	expect((await api('GET', '/users/username/nobody')).status).toBe(404);
});
