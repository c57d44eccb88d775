import type { SandboxOptions } from '../../sandbox';
import { ACCOUNT, closeAll, receiver, scene, START, type Json, type Scene } from './support';

afterEach(closeAll);

const IMPORT = '/import/bulk_import';
/** Longer than a batch takes. */
const DONE_MS = 7_000;

const jane = (more: Json = {}) => ({ email: 'jane@example.com', ...more });
const several = (count: number, more: Json = {}) =>
	Array.from({ length: count }, (_, index) => ({ email: `c${index}@example.com`, ...more }));

/** A sandbox that knows two people: one on the newsletter, one who left it. */
async function shop(options: SandboxOptions = {}) {
	const it = await scene({
		account: {
			...ACCOUNT,
			contacts: [
				{ email: 'on@example.com', firstName: 'On', lists: { 1: 1 } },
				{ email: 'left@example.com', firstName: 'Left', lists: { 1: 2 } },
				{ email: 'bounced@example.com', lists: { 2: 3 } },
			],
			exclusions: ['Excluded@example.com'],
		},
		...options,
	});
	const send = async (contacts: Json[], more: Json = {}) =>
		await it.api('POST', IMPORT, { contacts, ...more });
	/** Imports, waits until that is done, and reads how it went. */
	const importAll = async (contacts: Json[]) => {
		const { json } = await send(contacts);
		it.pass(DONE_MS);
		return (await it.api('GET', `/import/info?batchId=${json.batchId}`)).json;
	};
	return { ...it, send, importAll };
}

const contactOf = ({ sandbox }: Scene, email: string) => {
	const contact = sandbox.store.contactByEmail(email);
	return contact && { ...contact, lists: sandbox.store.listStatusOf(contact.id) };
};

describe('what the importer refuses', () => {
	it('[importMostContacts] takes 250 contacts', async () => {
		const { send, sandbox } = await shop();
		expect((await send(several(250))).json.queued_contacts).toBe(250);
		const { status, json } = await send(several(251));
		expect([status, json.success, typeof json.failureReasons[0]]).toEqual([400, 0, 'string']);
		expect(sandbox.imports.all).toHaveLength(1);
	});

	it('[importMostBytes] takes 399,999 bytes', async () => {
		const { api } = await shop();
		const frame = JSON.stringify({ contacts: [jane({ note: '' })] }).length;
		const ofBytes = async (bytes: number) =>
			(await api('POST', IMPORT, { contacts: [jane({ note: 'x'.repeat(bytes - frame) })] })).status;
		expect([await ofBytes(399_999), await ofBytes(400_000)]).toEqual([200, 400]);
	});

	it('[importOwnLimits] takes 100 requests a minute, 20 of them with one contact', async () => {
		const { send, pass, sandbox } = await shop();
		const first = async (count: number, contacts: Json[]) => {
			for (let sent = 0; sent < count; sent++) expect((await send(contacts)).status).toBe(200);
			return await send(contacts);
		};
		const single = await first(20, several(1));
		expect([single.status, single.json]).toEqual([
			400,
			{
				success: 0,
				message: 'Rate limit exceeded.',
				failureReasons: [expect.stringContaining('Up to 20 imports may be requested per minute.')],
			},
		]);
		const many = await first(100, several(2));
		expect(many.json.failureReasons[0]).toContain('Up to 100 imports');
		pass(60_000);
		expect((await send(several(2))).status).toBe(200);
		expect(sandbox.imports.all).toHaveLength(121);
	});

	it('[importBrokenJson] says so in its own words', async () => {
		const { api } = await shop();
		const { status, json } = await api('POST', IMPORT, '{"contacts":[');
		expect([status, json.failureReasons]).toEqual([400, ['Invalid or unparsable json']]);
	});

	it('[importAllOrNothing] queues nothing when one contact is impossible', async () => {
		const scenery = await shop();
		const { status, json } = await scenery.send([
			jane(),
			{ first_name: 'No' },
			{ email: 'no@where' },
		]);
		expect([status, json.success, json.message]).toEqual([
			400,
			0,
			expect.stringContaining('The import was not queued'),
		]);
		scenery.pass(DONE_MS);
		expect((await scenery.api('GET', '/contacts?email=jane@example.com')).json.contacts).toEqual(
			[],
		);
	});

	it('[importNamesContacts] says which contact it is', async () => {
		const { send } = await shop();
		const { json } = await send([jane(), { first_name: 'No' }]);
		expect(json.failureReasons).toEqual([{ contact: 2, failureReason: "Field 'email' not found" }]);
	});

	it('[importNamesEveryFlaw] names every impossible contact', async () => {
		const { send } = await shop();
		const { json } = await send([{ email: 'no@where' }, jane(), { email: 'a b@example.com' }]);
		expect(json.failureReasons).toHaveLength(2);
	});

	it('refuses a body without contacts, and has no other path', async () => {
		const { api } = await shop();
		for (const body of [{}, { contacts: [] }, { contacts: 'x' }])
			expect((await api('POST', IMPORT, body)).status).toBe(400);
		expect((await api('POST', '/import/bulkImport', { contacts: [jane()] })).status).toBe(404);
	});
});

describe('what the importer does', () => {
	it('[importIsQueued] answers at once and stores later', async () => {
		const scenery = await shop();
		const { status, json } = await scenery.send([jane(), { email: 'joe@example.com' }]);
		expect([status, json]).toEqual([
			200,
			{
				success: 1,
				queued_contacts: 2,
				batchId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				message: 'Contact import queued',
			},
		]);
		expect(contactOf(scenery, 'jane@example.com')).toBeUndefined();
		scenery.pass(DONE_MS);
		const { json: found } = await scenery.api('GET', '/contacts?email=jane@example.com');
		expect(found.contacts).toHaveLength(1);
	});

	it('stores names, phone, custom fields and lists, and leaves the rest as it was', async () => {
		const scenery = await shop();
		const on = contactOf(scenery, 'on@example.com');
		const { status, success, failure } = await scenery.importAll([
			jane({
				first_name: 'Jane',
				last_name: 'Doe',
				phone: '+48 1',
				fields: [
					{ id: 1, value: 'Łódź' },
					{ id: 2, value: '||a||b||' },
					{ id: 99, value: 'unknown' },
				],
				subscribe: [{ listid: 1 }, { listid: '2' }, { listid: 99 }],
			}),
			{ email: 'ON@example.com', last_name: 'Line', unsubscribe: [{ listid: 1 }] },
		]);
		const jane1 = contactOf(scenery, 'jane@example.com');
		expect([status, success, failure]).toEqual(['completed', [jane1?.id, on?.id], []]);
		expect(jane1).toMatchObject({ firstName: 'Jane', lastName: 'Doe', phone: '+48 1' });
		expect(jane1?.lists).toEqual({ 1: 1, 2: 1 });
		expect(scenery.sandbox.store.fieldValuesOf(jane1?.id ?? '')).toEqual({
			1: 'Łódź',
			2: '||a||b||',
		});
		expect(contactOf(scenery, 'on@example.com')).toMatchObject({
			id: on?.id,
			firstName: 'On',
			lastName: 'Line',
			lists: { 1: 2 },
			udate: START + DONE_MS,
		});
	});

	it('[importDropsUnknownKeys] drops names in the spelling of contact/sync', async () => {
		const scenery = await shop();
		await scenery.importAll([jane({ firstName: 'Jane', last_name: 'Doe', colour: 'blue' })]);
		expect(contactOf(scenery, 'jane@example.com')).toMatchObject({
			firstName: '',
			lastName: 'Doe',
		});
	});

	it('[importCreatesTags] adds tags, missing ones too, and takes none away', async () => {
		const scenery = await shop();
		await scenery.importAll([jane({ tags: ['VIP'] })]);
		await scenery.importAll([jane({ tags: ['New', 'New'] })]);
		const id = contactOf(scenery, 'jane@example.com')?.id ?? '';
		expect(scenery.sandbox.store.tagsOf(id)).toEqual(['VIP', 'New']);
	});

	it('[importNeverResubscribes] leaves who left a list as they are', async () => {
		const scenery = await shop();
		const { failure, success } = await scenery.importAll([
			{ email: 'left@example.com', first_name: 'Back', subscribe: [{ listid: 1 }] },
		]);
		expect([success, failure]).toEqual([[], ['left@example.com']]);
		expect(contactOf(scenery, 'left@example.com')).toMatchObject({
			firstName: 'Left',
			lists: { 1: 2 },
		});
		const other = await scenery.importAll([
			{ email: 'left@example.com', first_name: 'Here', subscribe: [{ listid: 2 }] },
		]);
		expect(other.failure).toEqual([]);
		expect(contactOf(scenery, 'left@example.com')?.lists).toEqual({ 1: 2, 2: 1 });
	});

	it('[importRefusesBounced] fails who bounced', async () => {
		const { importAll } = await shop();
		expect((await importAll([{ email: 'bounced@example.com' }])).failure).toEqual([
			'bounced@example.com',
		]);
	});

	it('[importSkipsExcluded] leaves out who is on the exclusion list', async () => {
		const scenery = await shop();
		const { json } = await scenery.send([jane(), { email: 'excluded@example.com' }]);
		expect(json).toMatchObject({ success: 2, queued_contacts: 1 });
		scenery.pass(DONE_MS);
		const info = await scenery.api('GET', `/import/info?batchId=${json.batchId}`);
		expect(info.json.failure).toEqual(['excluded@example.com']);
		expect(contactOf(scenery, 'excluded@example.com')).toBeUndefined();
	});

	it('[importFiresNothing] fires no webhooks', async () => {
		const scenery = await shop();
		const { url, got } = await receiver();
		await scenery.api('POST', '/webhooks', {
			webhook: {
				name: 'x',
				url,
				events: ['subscribe', 'unsubscribe', 'update'],
				sources: ['public', 'admin', 'api', 'system'],
			},
		});
		await scenery.importAll([
			jane({ subscribe: [{ listid: 1 }] }),
			{ email: 'on@example.com', unsubscribe: [{ listid: 1 }] },
		]);
		await scenery.sandbox.settled();
		expect(got).toEqual([]);
	});
});

describe('how an import went', () => {
	it('[importStatusFalseAtFirst] is false at first, then in words', async () => {
		const { send, api, pass } = await shop();
		const { batchId } = (await send([jane()])).json;
		const statusAfter = async (ms: number) => {
			pass(ms);
			return (await api('GET', `/import/info?batchId=${batchId}`)).json;
		};
		expect(await statusAfter(999)).toEqual({ status: false });
		expect(await statusAfter(1)).toEqual({ status: 'waiting', success: [], failure: [] });
		expect((await statusAfter(2_500)).status).toBe('active');
		expect(await statusAfter(2_500)).toEqual({ status: 'completed', success: ['4'], failure: [] });
	});

	it('is done as soon as a test wants it', async () => {
		const scenery = await shop({ importMs: 0 });
		await scenery.send([jane()]);
		await scenery.api('GET', '/users/me');
		expect(contactOf(scenery, 'jane@example.com')).toBeDefined();
		scenery.sandbox.imports.ms = 60_000;
		await scenery.send([{ email: 'joe@example.com' }]);
		await scenery.sandbox.settled();
		expect(contactOf(scenery, 'joe@example.com')).toBeDefined();
	});

	it('[importInfoNeedsBatchId] needs a batchId', async () => {
		const { api } = await shop();
		const { status, json } = await api('GET', '/import/info');
		expect([status, json]).toEqual([
			400,
			{ success: 0, message: "'batchId' is a required field." },
		]);
		expect((await api('GET', '/import/info?batchId=x')).json).toEqual({ status: false });
	});

	it('[importReportsUpdated] names updated contacts, too', async () => {
		const { importAll, sandbox } = await shop();
		const { success } = await importAll([jane(), { email: 'on@example.com' }]);
		expect(success).toEqual([
			sandbox.store.contactByEmail('jane@example.com')?.id,
			sandbox.store.contactByEmail('on@example.com')?.id,
		]);
	});

	it('[importMonitorCountsAreStrings] is counted per day', async () => {
		const { send, api, pass } = await shop();
		expect((await api('GET', IMPORT)).json).toEqual({ outstanding: [], recentlyCompleted: [] });
		await send(several(3));
		pass(24 * 3600_000);
		await send(several(2));
		pass(DONE_MS);
		await send(several(2));
		await send(several(2));
		expect((await api('GET', IMPORT)).json).toEqual({
			outstanding: [{ forDate: '2024-05-25', batches: '2', contacts: '4' }],
			recentlyCompleted: [
				{ forDate: '2024-05-24', batches: '1', contacts: '3' },
				{ forDate: '2024-05-25', batches: '1', contacts: '2' },
			],
		});
	});
});
