import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { HookOptions } from '../../engine';
import type { Account } from './harness';
import { by, startAccount } from './harness';
import { asJson, deliver, engine, newTrigger, Publisher, STATE } from './triggerHarness';

const BASE = 'http://n8n.example.test/webhook';
const UNSUBSCRIBE = { events: ['unsubscribe'] };

let account: Account;
beforeEach(async () => {
	account = await startAccount({
		account: {
			lists: [
				{ id: 1, name: 'Newsletter' },
				{ id: 2, name: 'News' },
				{ id: 3, name: 'Twice' },
				{ id: 4, name: 'Twice' },
			],
		},
	});
});
afterEach(async () => await account.close());

const hooks = () => account.sandbox.store.tables.webhooks.all();
const newPublisher = (parameters: IDataObject = UNSUBSCRIBE, options: HookOptions = {}) =>
	new Publisher(newTrigger(parameters), {
		credentials: account.credentials(),
		webhookBaseUrl: BASE,
		...options,
	});
/** The same trigger after the user changed something. */
const edit = ({ node }: Publisher, parameters: IDataObject) =>
	Object.assign(node, { parameters: { ...node.parameters, ...parameters } });
const keyIn = (url: string) => new URL(url).searchParams.get('key');
const writes = () => account.sandbox.journal.find().filter(({ method }) => method !== 'GET');

/** What the user is shown. */
async function errorOf(work: Promise<unknown>) {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error instanceof NodeApiError || error instanceof NodeOperationError).toBe(true);
	expect(JSON.stringify(error)).not.toContain(account.sandbox.token);
	const { message, description } = error as NodeApiError;
	return { message, description: String(description) };
}

describe('publishing', () => {
	it('registers one hook, whose address holds the key', async () => {
		const trigger = newPublisher();
		expect(await trigger.call('checkExists')).toBe(false);
		expect(await trigger.call('create')).toBe(true);
		const [hook, ...more] = hooks();
		expect(more).toEqual([]);
		expect(hook).toMatchObject({
			name: 'n8n: Embedded',
			events: ['unsubscribe'],
			sources: ['public', 'admin', 'system'],
			listid: '0',
		});
		const { hookId, key } = trigger.state;
		expect(hook.id).toBe(hookId);
		expect(key).toMatch(/^[\w-]{48}$/);
		expect(hook.url).toBe(`${BASE}/${trigger.node.webhookId}/webhook?key=${key}`);
	});

	it('has a key of its own for every trigger', async () => {
		for (let count = 0; count < 3; count++) await newPublisher().publish();
		expect(new Set(hooks().map(({ url }) => keyIn(url))).size).toBe(3);
	});

	it('again adopts the hook and its key', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const [before, state] = [structuredClone(hooks()), trigger.state];
		account.sandbox.journal.clear();
		await trigger.publish();
		expect(await trigger.call('create')).toBe(true);
		expect(hooks()).toEqual(before);
		expect(trigger.state).toEqual(state);
		expect(writes()).toEqual([]);
	});

	it('again after n8n forgot what it kept adopts them all the same', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const [before, state] = [structuredClone(hooks()), trigger.state];
		for (const hook of ['checkExists', 'create'] as const) {
			trigger.staticData = {};
			expect(await trigger.call(hook)).toBe(true);
			expect(trigger.state).toEqual(state);
		}
		expect(hooks()).toEqual(before);
	});

	it('finds its hook among many', async () => {
		const trigger = newPublisher();
		const { webhooks } = account.sandbox.store.tables;
		const other = { events: ['open'], sources: ['api'], listid: '0', cdate: 0 };
		for (let index = 0; index < 150; index++)
			webhooks.add({ ...other, name: `H${index}`, url: `https://example.com/${index}?key=x` });
		await trigger.publish();
		trigger.staticData = {};
		await trigger.publish();
		expect(hooks()).toHaveLength(151);
		expect(trigger.state.hookId).toBe('151');
	});

	it('takes the order of events and sources for no change', async () => {
		const trigger = newPublisher({ events: ['open', 'click'], sources: ['api', 'admin'] });
		await trigger.publish();
		account.sandbox.journal.clear();
		edit(trigger, { events: ['click', 'open'], sources: ['admin', 'api'] });
		await trigger.publish();
		expect(writes()).toEqual([]);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ events: ['subscribe', 'update'] }, { events: ['subscribe', 'update'] }],
		[{ sources: ['api'] }, { sources: ['api'] }],
		[{ list: by('list', '2') }, { listid: '2' }],
	])('after the change to %j leaves one hook, with the change', async (change, expected) => {
		const trigger = newPublisher();
		await trigger.publish();
		const [{ id }] = hooks();
		edit(trigger, change);
		await trigger.publish();
		expect(hooks()).toHaveLength(1);
		expect(hooks()[0]).toMatchObject({ ...expected, id: trigger.state.hookId });
		expect(hooks()[0].id).not.toBe(id);
		expect(keyIn(hooks()[0].url)).toBe(trigger.state.key);
	});

	it.each([
		[by('list', ''), '0'],
		[by('list', '2'), '2'],
		[by('id', '2'), '2'],
		[by('id', ' 2 '), '2'],
		[by('name', 'news'), '2'],
	])('for the list %j', async (list, listid) => {
		await newPublisher({ ...UNSUBSCRIBE, list }).publish();
		expect(hooks()).toMatchObject([{ listid }]);
	});

	it('replaces a hook that an answer 410 switched off', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const [dead] = hooks();
		dead.deactivated = Date.now();
		await trigger.publish();
		expect(hooks()).toHaveLength(1);
		expect(hooks()[0].deactivated).toBeUndefined();
		expect(hooks()[0].id).not.toBe(dead.id);
		expect(trigger.state).toEqual({ hookId: hooks()[0].id, key: keyIn(hooks()[0].url) });
	});

	it.each<[IDataObject, boolean]>([
		[{ state: '1', deactivated_date: null }, true],
		[{ state: 1, deactivated_date: '0000-00-00 00:00:00' }, true],
		[{ state: '1', deactivated_date: '' }, true],
		[{ state: null, deactivated_date: null }, true],
		[{ state: undefined, deactivated_date: undefined }, true],
		[{ state: '0', deactivated_date: null }, false],
		[{ state: 0 }, false],
		[{ state: '1', deactivated_date: '2024-05-24T07:00:00-05:00' }, false],
		[{ deactivated_date: '2024-05-24 07:00:00' }, false],
	])('takes a hook with %j for live: %p', async (change, isLive) => {
		const trigger = newPublisher();
		await trigger.publish();
		const [{ id, url, events, sources }] = hooks();
		const hook = { id, url, events, sources, listid: '0', ...change };
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			body: { webhooks: [hook], meta: { total: '1' } },
			match: { method: 'GET', path: /webhooks/ },
			times: 1,
		});
		expect(await trigger.call('checkExists')).toBe(isLive);
		// One that is dead is removed at once.
		expect(hooks()).toHaveLength(isLive ? 1 : 0);
		await trigger.publish();
		expect(hooks()).toHaveLength(1);
	});

	it('replaces a hook that somebody deleted', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		account.sandbox.store.tables.webhooks.delete('1');
		await trigger.publish();
		expect(hooks()).toMatchObject([{ id: trigger.state.hookId }]);
		expect(keyIn(hooks()[0].url)).toBe(trigger.state.key);
	});

	it('removes surplus hooks of its own', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const { webhooks } = account.sandbox.store.tables;
		const [{ id: _, ...row }] = hooks();
		webhooks.add({ ...row, url: row.url.replace(/key=.*/, 'key=another') });
		webhooks.add({ ...row, events: ['open'] });
		trigger.staticData = {};
		await trigger.publish();
		expect(hooks()).toMatchObject([{ id: trigger.state.hookId, events: ['unsubscribe'] }]);
		expect(keyIn(hooks()[0].url)).toBe(trigger.state.key);
	});

	it("leaves others' hooks alone", async () => {
		const trigger = newPublisher();
		const own = `${BASE}/${trigger.node.webhookId}/webhook`;
		const row = { ...UNSUBSCRIBE, sources: ['public', 'admin', 'system'], listid: '0', cdate: 0 };
		const urls = [
			own,
			`${own}?x=1`,
			`${own}/more?key=x`,
			`${own.replace('/webhook/', '/webhook-test/')}?key=x`,
			`${own.replace('http:', 'https:')}?key=x`,
			`${own.replace('example.test', 'example.com')}?key=x`,
			`${own.replace('example.test', 'example.test:8080')}?key=x`,
			`https://example.com/?to=${encodeURIComponent(`${own}?key=x`)}`,
			'no address',
			'',
		];
		for (const url of urls)
			account.sandbox.store.tables.webhooks.add({ ...row, url, name: 'n8n: Embedded' });
		const others = structuredClone(hooks());
		await trigger.publish();
		expect(hooks()).toHaveLength(urls.length + 1);
		edit(trigger, { events: ['open'] });
		await trigger.publish();
		expect(hooks()).toHaveLength(urls.length + 1);
		await trigger.unpublish();
		expect(hooks()).toEqual(others);
	});
});

describe('unpublishing', () => {
	it('removes the hook and forgets it', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		await trigger.unpublish();
		expect(hooks()).toEqual([]);
		expect(trigger.state).toEqual({});
	});

	it('is fine with a hook that is gone', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		account.sandbox.store.tables.webhooks.delete('1');
		await trigger.unpublish();
		expect(writes().at(-1)).toMatchObject({ method: 'DELETE', status: 404 });
		expect(trigger.state).toEqual({});
	});

	it('twice, or of what was never published, changes nothing', async () => {
		await newPublisher().unpublish();
		const trigger = newPublisher();
		const other = newPublisher();
		await other.publish();
		await trigger.publish();
		await trigger.unpublish();
		account.sandbox.journal.clear();
		await trigger.unpublish();
		expect(writes()).toEqual([]);
		expect(hooks()).toMatchObject([{ id: other.state.hookId }]);
	});

	it.each<[string, IDataObject]>([
		['lost', {}],
		['replaced by something older', { hookId: '99', key: 'old' }],
	])('removes the hook also where what was kept is %s', async (_, state) => {
		const other = newPublisher();
		await other.publish();
		const trigger = newPublisher();
		await trigger.publish();
		trigger.staticData = { [STATE]: state };
		await trigger.unpublish();
		expect(hooks()).toMatchObject([{ id: other.state.hookId }]);
		expect(trigger.state).toEqual({});
	});

	it('and publishing again makes one hook with a new key', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const { key } = trigger.state;
		await trigger.unpublish();
		await trigger.publish();
		expect(hooks()).toHaveLength(1);
		expect(keyIn(hooks()[0].url)).toBe(trigger.state.key);
		expect(trigger.state.key).not.toBe(key);
	});

	it('that fails keeps what it knows, for the next try', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const { state } = trigger;
		account.sandbox.faults.add({ kind: 'status', status: 402, times: 1 });
		await errorOf(trigger.unpublish());
		expect(trigger.state).toEqual(state);
		await trigger.unpublish();
		expect(hooks()).toEqual([]);
	});
});

it('listening for a test event and the published workflow do not meet', async () => {
	const live = newPublisher();
	await live.publish();
	// Static data of test listening is separate.
	const test = new Publisher(live.node, {
		credentials: account.credentials(),
		mode: 'manual',
		webhookBaseUrl: `${BASE}-test`,
	});
	await test.publish();
	expect(hooks().map(({ url }) => new URL(url).pathname)).toEqual([
		`/webhook/${live.node.webhookId}/webhook`,
		`/webhook-test/${live.node.webhookId}/webhook`,
	]);
	expect(test.state.key).not.toBe(live.state.key);
	await live.publish();
	expect(hooks()).toHaveLength(2);
	await test.unpublish();
	expect(hooks()).toMatchObject([{ id: live.state.hookId }]);
	await test.publish();
	await live.unpublish();
	expect(hooks()).toMatchObject([{ id: test.state.hookId }]);
});

/** n8n saves what all triggers of a workflow keep as one, and one trigger may put back what another one had before. */
describe('a delivery with the key of the hook', () => {
	const event = { type: 'unsubscribe', date_time: '2024-05-24T07:00:00-05:00' };
	const call = async (trigger: Publisher, url: string, staticData: IDataObject, more = {}) =>
		await deliver(trigger.node, {
			...asJson(event),
			query: { key: keyIn(url) ?? '' },
			staticData,
			credentials: account.credentials(),
			...more,
		});
	let trigger: Publisher;
	beforeEach(async () => {
		trigger = newPublisher({ ...UNSUBSCRIBE, options: { skipRepeated: false } });
		await trigger.publish();
	});

	it.each<[string, IDataObject]>([
		['is lost', {}],
		['is another one', { [STATE]: { hookId: '7', key: 'of-last-year' } }],
	])('starts the workflow also where the key that was kept %s', async (_, staticData) => {
		expect(await call(trigger, hooks()[0].url, staticData)).toHaveLength(1);
	});

	it('starts it after the token was exchanged, as long as the key was kept', async () => {
		const [{ url }] = hooks();
		const credentials = account.credentials({ apiToken: 'another' });
		expect(await call(trigger, url, trigger.staticData, { credentials })).toHaveLength(1);
		expect(await call(trigger, url, {}, { credentials })).toEqual([]);
		expect(await call(trigger, url, {}, { credentials: {} })).toEqual([]);
	});

	it('of another trigger starts nothing', async () => {
		await newPublisher().publish();
		const [own, foreign] = hooks();
		expect(await call(trigger, foreign.url, {})).toEqual([]);
		expect(await call(trigger, own.url, {})).toHaveLength(1);
	});
});

describe('faults', () => {
	it('a lost answer: after the next try of n8n there is one hook', async () => {
		const trigger = newPublisher();
		account.sandbox.faults.add({
			kind: 'reset',
			when: 'after',
			times: 1,
			match: { method: 'POST', path: /webhooks/ },
		});
		const { message } = await errorOf(trigger.publish());
		expect(message).toContain('No answer');
		expect(hooks()).toHaveLength(1);
		// As n8n does before it tries again.
		await trigger.unpublish();
		await trigger.publish();
		expect(hooks()).toHaveLength(1);
		expect(trigger.state).toEqual({ hookId: hooks()[0].id, key: keyIn(hooks()[0].url) });
	});

	it('an answer cut short, and create alone tried again', async () => {
		const trigger = newPublisher();
		account.sandbox.faults.add({ kind: 'truncate', times: 1, match: { method: 'POST' } });
		await errorOf(trigger.call('create'));
		expect(await trigger.call('create')).toBe(true);
		expect(hooks()).toMatchObject([{ id: trigger.state.hookId }]);
	});

	it('a refusal by the limit and a reset while reading are absorbed', async () => {
		const trigger = newPublisher();
		const { faults } = account.sandbox;
		const headers = { 'retry-after': '0' };
		faults.add({ kind: 'status', status: 429, headers, times: 1, match: { method: 'POST' } });
		faults.add({ kind: 'reset', times: 1, match: { method: 'GET' } });
		await trigger.publish();
		expect(hooks()).toMatchObject([{ id: trigger.state.hookId }]);
	});

	it('a wrong token is named', async () => {
		const credentials = account.credentials({ apiToken: 'wrong' });
		for (const hook of ['checkExists', 'create'] as const) {
			const { message, description } = await errorOf(
				newPublisher(UNSUBSCRIBE, { credentials }).call(hook),
			);
			expect(message).toContain('refuses the API token (403: Forbidden)');
			expect(description).toContain('Copy the token anew');
		}
		const trigger = newPublisher();
		await trigger.publish();
		const { message } = await errorOf(trigger.call('delete', { credentials }));
		expect(message).toContain('refuses the API token');
		expect(hooks()).toHaveLength(1);
	});

	it('a credential that is missing is named', async () => {
		const { message } = await errorOf(newPublisher(UNSUBSCRIBE, { credentials: {} }).publish());
		expect(message).toMatch(/credential/i);
	});

	it.each<[IDataObject, string, string]>([
		[{ events: [] }, 'no event is chosen', 'Choose at least one'],
		[{ sources: [] }, 'Sources: no source is chosen', 'Choose at least one'],
		[{ list: by('id', '9') }, 'there is no list with the ID "9"', 'Newsletter (ID 1), News (ID 2)'],
		[{ list: by('name', 'Nope') }, 'there is no list named "Nope"', 'Newsletter (ID 1)'],
		[{ list: by('name', 'twice') }, '"twice" is the name of 2 lists', '3, 4'],
		[{ events: ['no_such_event'] }, 'QuarticOn CDXP says', ''],
	])('%j is refused with a reason', async (parameters, problem, remedy) => {
		const { message, description } = await errorOf(
			newPublisher({ ...UNSUBSCRIBE, ...parameters }).publish(),
		);
		expect(message).toContain(problem);
		expect(description).toContain(remedy);
		expect(hooks()).toEqual([]);
	});

	it('a change that is refused leaves the hook that is there', async () => {
		const trigger = newPublisher();
		await trigger.publish();
		const before = structuredClone(hooks());
		edit(trigger, { list: by('id', '9') });
		await errorOf(trigger.publish());
		expect(hooks()).toEqual(before);
	});
});

describe("n8n's address", () => {
	const refused = async (webhookBaseUrl: string, accountUrl = 'https://cdxp.invalid') =>
		await errorOf(
			newPublisher(UNSUBSCRIBE, {
				credentials: account.credentials({ accountUrl }),
				webhookBaseUrl,
			}).publish(),
		);

	it.each([
		['http://n8n.example.com/webhook', 'http://n8n.example.com'],
		['http://localhost:5678/webhook', 'http://localhost:5678'],
		['https://n8n.example.com:8443/webhook', 'https://n8n.example.com:8443'],
		['http://n8n.example.com:443/webhook', 'http://n8n.example.com:443'],
	])('%s is refused, for the platform can not reach it', async (base, origin) => {
		const { message, description } = await refused(base);
		expect(message).toContain('https addresses on port 443 only');
		expect(message).toContain(origin);
		expect(description).toContain('WEBHOOK_URL');
	});

	it('is refused for a host that only looks like this machine', async () => {
		const { message } = await refused('http://localhost:5678/webhook', '127.0.0.1.cdxp.invalid');
		expect(message).toContain('port 443 only');
	});

	it.each(['https://n8n.example.com/webhook', 'https://n8n.example.com:443/n8n/webhook'])(
		'%s is accepted: the account is asked',
		async (base) => expect((await refused(base)).message).toContain('No answer from cdxp.invalid'),
	);

	it('may be http where the account is on this machine', async () => {
		await newPublisher(UNSUBSCRIBE, { webhookBaseUrl: 'http://localhost:5678/webhook' }).publish();
		expect(hooks()[0].url).toMatch(/^http:\/\/localhost:5678\/webhook\//);
	});
});

describe('the choice of events', () => {
	const load = async (changes?: IDataObject) =>
		await engine.method<INodePropertyOptions[]>(newTrigger(), 'loadOptions', 'loadEvents', {
			credentials: account.credentials(changes),
		});

	it("is the account's, by name", async () => {
		account.sandbox.faults.add({
			kind: 'status',
			status: 200,
			body: { webhookEvents: ['unsubscribe', 'gift_card_used'], meta: { total: 2 } },
			match: { path: /webhook\/events/ },
		});
		const events = await load();
		expect(events).toContainEqual({ name: 'Contact Unsubscribed', value: 'unsubscribe' });
		// One that we have no name for.
		expect(events).toContainEqual({ name: 'gift_card_used', value: 'gift_card_used' });
		expect(events.filter(({ value }) => value === 'unsubscribe')).toHaveLength(1);
	});

	it('holds the events that the account takes and does not list', async () => {
		const events = await load();
		expect(events).toHaveLength(30);
		expect(events).toContainEqual({ name: 'Account Updated', value: 'account_update' });
		const names = events.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
		// Each can be registered.
		await newPublisher({ events: events.map(({ value }) => value) }).publish();
		expect(hooks()).toHaveLength(1);
	});

	it.each<[string, IDataObject]>([
		['the token is wrong', { apiToken: 'wrong' }],
		['the account does not answer', { accountUrl: 'http://127.0.0.1:1' }],
		['the credential is not filled in', { accountUrl: '' }],
	])('is the documented one where %s', async (_, changes) => {
		const events = await load(changes);
		expect(events).toEqual(await load());
	});

	it('is the documented one where the answer is another', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 200, body: { webhookEvents: 'x' } });
		expect(await load()).toHaveLength(30);
	});
});

it('offers the lists of the account', async () => {
	const { results } = await engine.method<{ results: unknown[] }>(
		newTrigger(),
		'listSearch',
		'searchLists',
		{ credentials: account.credentials(), args: ['letter'] },
	);
	expect(results).toMatchObject([{ value: '1' }]);
});
