/** The webhook trigger, published and called over HTTP by the sandbox's sender. */
import type * as N8nWorkflow from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { signature } from '../../sandbox/voyadoEngage/hooks';
import { engine, newTrigger, OTHER_SECRET, Scene, SECRET } from './triggerHarness';

/** How long the trigger waits for a contact that does not come; its ten seconds unless a test shortens it. */
let mockPatience = 10_000;
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	const sleep = async (ms: number, signal?: AbortSignal) =>
		await actual.sleep(ms === 10_000 ? mockPatience : ms, signal);
	return { ...actual, sleep };
});

let scene: Scene;
beforeEach(async () => {
	scene = await Scene.start();
});
afterEach(async () => await scene.close());

const MESSAGE = expect.stringMatching(/^msg_\d+$/) as unknown;
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const create = (name: string): string =>
	scene.sandbox.people.create({ firstName: name, email: `${name}@example.com` }).id;

/** A call of one's own; headers that are undefined are left out. */
async function call(
	url: string,
	body: string | Uint8Array,
	headers: Record<string, string | undefined> = {},
): Promise<[number, string]> {
	const given = Object.entries(headers).filter(([, value]) => value !== undefined);
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(Object.fromEntries(given) as Record<string, string>),
		},
		body: body as never,
	});
	return [response.status, await response.text()];
}

const seconds = () => Math.floor(Date.now() / 1000);
let calls = 0;

/** Headers of a call that is signed as it must be. */
function signed(body: string, { secret = SECRET, at = seconds(), id = `own_${++calls}` } = {}) {
	return {
		'svix-id': id,
		'svix-timestamp': String(at),
		'svix-signature': signature(secret, id, at, body),
	};
}

describe('an event', () => {
	it('starts the workflow: of whom, what, when, and the payload as it was sent', async () => {
		const trigger = await scene.connect();
		const anna = create('anna');
		scene.sandbox.people.update(anna, { preferences: { acceptsSms: true } });
		scene.sandbox.people.setConsent(anna, 'profiling', true);
		scene.sandbox.people.delete(anna);
		const items = await scene.items(trigger);
		expect(await scene.heard()).toEqual([200, 200, 200, 200, 200]);
		const byType = new Map(items.map((item) => [item.type, item]));
		expect([...byType.keys()].sort()).toEqual([
			'contact.acceptsSms.changed',
			'contact.consent.changed',
			'contact.created',
			'contact.deleted',
			'contact.updated',
		]);
		expect(byType.get('contact.acceptsSms.changed')).toEqual({
			eventId: MESSAGE,
			type: 'contact.acceptsSms.changed',
			occurredAt: ISO,
			contactId: anna,
			isSigned: true,
			payload: {
				type: 'contact.acceptsSms.changed',
				timestamp: ISO,
				data: { contactId: anna, acceptsSms: true },
			},
		});
		for (const { contactId } of items) expect(contactId).toBe(anna);
		expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(5);
	});

	it('comes also where the payload is another one: what it does not say is null', async () => {
		scene.sandbox.rules.set({ voyadoHookPayload: false });
		const trigger = await scene.connect({ events: ['contact.deleted'] });
		const anna = create('anna');
		expect(await scene.items(trigger)).toEqual([
			{
				eventId: MESSAGE,
				type: null,
				occurredAt: ISO,
				contactId: anna,
				isSigned: true,
				payload: { contactId: anna },
			},
		]);
	});

	const GUID = '2e40b702-2767-4abe-ae99-aa510108e22b';
	it.each<[string, unknown, string | null, string | null]>([
		['the contact inside', { eventType: 'x', contact: { id: GUID } }, 'x', GUID],
		['its ID as id', { event: 'contact.created', data: { id: GUID } }, 'contact.created', GUID],
		[
			'an id of something else',
			{ type: 'reward.voucher.created', id: GUID },
			'reward.voucher.created',
			null,
		],
		['no GUID', { type: 'a', contactId: '17' }, 'a', null],
		['a list', [{ contactId: GUID }], null, null],
		['a text', 'contact.created', null, null],
		['a number', 5, null, null],
		['null', null, null, null],
		['odd types', { type: 5, event: ['x'], data: 7, contactId: {} }, null, null],
	])('may have a payload with %s', async (_, payload, type, contactId) => {
		const trigger = await scene.connect();
		scene.sandbox.hooks.send('any', JSON.stringify(payload));
		expect(await scene.items(trigger)).toEqual([
			expect.objectContaining({ type, contactId, payload }),
		]);
	});

	it.each([
		['2024-05-24T14:00:00+02:00', '2024-05-24T12:00:00.000Z'],
		['2024-05-24T12:00:00.123Z', '2024-05-24T12:00:00.123Z'],
		// Nothing says of which time zone it is, so the time of sending counts.
		['2024-05-24 12:00:00', ISO],
		['soon', ISO],
		['', ISO],
	])('with the time %p has one', async (timestamp, occurredAt) => {
		const trigger = await scene.connect();
		scene.sandbox.hooks.send('any', { timestamp });
		expect(await scene.items(trigger)).toMatchObject([{ occurredAt }]);
	});

	it('that is no JSON comes as text, and so does one nested without end', async () => {
		const trigger = await scene.publish();
		const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
		for (const body of ['eyJhbGciOiJ9.encrypted', deep]) {
			const headers = { ...signed(body), 'content-type': 'text/plain' };
			expect(await call(trigger.url, body, headers)).toEqual([200, 'OK']);
		}
		const items = await scene.items(trigger);
		expect(items.map(({ payload }) => payload)).toEqual(['eyJhbGciOiJ9.encrypted', deep]);
	});

	it('may begin with a byte order mark, and hold any letters', async () => {
		const trigger = await scene.publish();
		const body = '\ufeff{"type":"contact.updated","data":{"name":"Åsa 🚀"}}';
		const headers = { ...signed(body), 'content-type': 'text/plain' };
		expect(await call(trigger.url, body, headers)).toEqual([200, 'OK']);
		expect(await scene.items(trigger)).toMatchObject([
			{ type: 'contact.updated', payload: { data: { name: 'Åsa 🚀' } } },
		]);
	});

	it('without a body starts nothing', async () => {
		const trigger = await scene.publish();
		expect(await call(trigger.url, '', signed(''))).toEqual([200, 'OK']);
		expect(await scene.items(trigger)).toEqual([]);
	});
});

describe('the choice of events', () => {
	it.each<[string, unknown, string[]]>([
		['one', ['contact.created'], ['contact.created']],
		['a deletion', ['contact.deleted'], ['contact.deleted']],
		[
			'text from an expression',
			'={{ "contact.updated, CONTACT.deleted" }}',
			['contact.updated', 'contact.deleted'],
		],
		['none, which is all', [], ['contact.created', 'contact.updated', 'contact.deleted']],
	])('%s', async (_, events, wanted) => {
		const trigger = await scene.connect({ events: events as never });
		const anna = create('anna');
		scene.sandbox.people.update(anna, { firstName: 'Ann' });
		scene.sandbox.people.delete(anna);
		const items = await scene.items(trigger);
		expect(items.map(({ type }) => type).sort()).toEqual([...wanted].sort());
		// The sender has no reason to try again.
		expect(await scene.heard()).toEqual([200, 200, 200]);
	});

	it('knows a deletion by whichever name the vendor gives it', async () => {
		scene.sandbox.rules.set({ voyadoHookDeletedName: false });
		const trigger = await scene.connect({ events: ['contact.deleted'] });
		scene.sandbox.people.delete(create('anna'));
		expect(await scene.items(trigger)).toMatchObject([{ type: 'contact.removed' }]);
	});
});

describe('the signature', () => {
	const body = '{"type":"contact.updated"}';
	const refused = async (
		reason: string,
		headers: Record<string, string | undefined>,
		sent: string | Uint8Array = body,
	) => {
		const trigger = await scene.publish();
		expect(await call(trigger.url, sent, headers)).toEqual([401, reason]);
		expect(await scene.items(trigger)).toEqual([]);
	};
	const WRONG = 'The signature does not fit the signing secret of the receiver';
	const UNDATED = 'The ID or the timestamp is missing';
	const FAR = 'The timestamp is more than 5 minutes away from the time of the receiver';

	it('may be one of several, and under either name of the headers', async () => {
		const trigger = await scene.connect();
		for (const prefix of ['svix', 'webhook'] as const) {
			scene.sandbox.misbehave({ prefix, otherSignatures: 3 });
			create(prefix);
			await scene.settle();
		}
		expect(await scene.items(trigger)).toHaveLength(2);
	});

	it('may be made with any of several secrets, in whatever way they are separated', async () => {
		const trigger = await scene.connect(
			{},
			{ signingSecret: ` ${SECRET} ,\n${OTHER_SECRET}; ${SECRET}`, secret: OTHER_SECRET },
		);
		create('anna');
		expect(await scene.items(trigger)).toHaveLength(1);
	});

	it('fits a secret with its prefix or without', async () => {
		const trigger = await scene.connect({}, { signingSecret: SECRET.replace('whsec_', '') });
		create('anna');
		expect(await scene.items(trigger)).toHaveLength(1);
	});

	it.each([
		['made with another secret', { secret: OTHER_SECRET }, {}],
		['missing the right one', {}, { isForged: true, otherSignatures: 2 }],
	])('%s is refused', async (_, how, misbehaviour) => {
		const trigger = await scene.connect({}, how);
		scene.sandbox.misbehave(misbehaviour);
		create('anna');
		expect(await scene.heard()).toEqual([401]);
		expect(await scene.items(trigger)).toEqual([]);
	});

	it('that the sender does not make is missed', async () => {
		scene.sandbox.rules.set({ voyadoHookSigned: false });
		const trigger = await scene.connect();
		create('anna');
		expect(await scene.heard()).toEqual([401]);
		expect(await scene.items(trigger)).toEqual([]);
	});

	it.each<[string, string, Record<string, string | undefined>]>([
		['no headers at all', 'The signature is missing', { 'svix-id': undefined }],
		['an empty signature', 'The signature is missing', { ...signed(body), 'svix-signature': ' ' }],
		['no ID', UNDATED, { ...signed(body), 'svix-id': undefined }],
		['no timestamp', UNDATED, { ...signed(body), 'svix-timestamp': undefined }],
		['a timestamp that is none', UNDATED, { ...signed(body), 'svix-timestamp': '1e9' }],
		['another ID', WRONG, { ...signed(body), 'svix-id': 'msg_x' }],
		['another body', WRONG, signed('{"type":"contact.deleted"}')],
		['no key at all', WRONG, signed(body, { secret: 'whsec_' })],
	])('a call with %s is refused', async (_, reason, headers) => await refused(reason, headers));

	it('is of the very bytes: one space more is another body', async () => {
		await refused(WRONG, signed(body), `${body} `);
	});

	it('of another version does not count', async () => {
		const headers = signed(body);
		const [, base64] = headers['svix-signature'].split(',');
		for (const given of [`v2,${base64}`, `v1a,${base64}`, base64, `v1,${base64.slice(0, -2)}`])
			await refused(WRONG, { ...headers, 'svix-signature': given });
	});

	it.each([-299, -1, 0, 299])('of %d seconds ago is good', async (age) => {
		const trigger = await scene.connect();
		scene.sandbox.misbehave({ ageSeconds: age });
		create('anna');
		expect(await scene.items(trigger)).toHaveLength(1);
	});

	it.each([-310, 302, 86_400])('of %d seconds ago is refused', async (age) => {
		const trigger = await scene.connect();
		scene.sandbox.misbehave({ ageSeconds: age });
		create('anna');
		expect(await scene.heard()).toEqual([401]);
		expect(await scene.items(trigger)).toEqual([]);
		await refused(FAR, signed(body, { at: seconds() - age }));
	});

	it('covers no multipart form, which starts nothing', async () => {
		const trigger = await scene.publish();
		const form = new FormData();
		form.append('type', 'contact.updated');
		const response = await fetch(trigger.url, { method: 'POST', body: form, headers: signed('') });
		expect([response.status, await scene.items(trigger)]).toEqual([200, []]);
	});
});

describe('repeats', () => {
	it('of an event start the workflow once, and the sender is content', async () => {
		const trigger = await scene.connect();
		scene.sandbox.misbehave({ copies: 3 });
		create('anna');
		expect(await scene.items(trigger)).toHaveLength(1);
		expect(await scene.heard()).toEqual([200, 200, 200]);
	});

	it('byte for byte start nothing, soon or later', async () => {
		const trigger = await scene.connect();
		create('anna');
		await scene.settle();
		scene.sandbox.hooks.replay();
		expect(await scene.heard()).toEqual([200, 200]);
		expect(await scene.items(trigger)).toHaveLength(1);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 301_000);
		try {
			scene.sandbox.hooks.replay();
			expect(await scene.heard()).toEqual([200, 200, 401]);
		} finally {
			clock.mockRestore();
		}
		expect(await scene.items(trigger)).toHaveLength(1);
	});

	it('come to several triggers, once to each', async () => {
		const [one, other] = [await scene.connect(), await scene.connect()];
		scene.sandbox.misbehave({ copies: 2 });
		create('anna');
		expect([await scene.items(one), await scene.items(other)].map(({ length }) => length)).toEqual([
			1, 1,
		]);
	});

	it('pass while the user listens for a test event', async () => {
		const body = '{"type":"contact.updated"}';
		const node = newTrigger();
		for (let time = 0; time < 2; time++) {
			const { workflowData } = await engine.webhook(node, {
				mode: 'manual',
				credentials: scene.credentials(),
				headers: signed(body, { id: 'msg_test' }),
				body: JSON.parse(body) as unknown,
				rawBody: Buffer.from(body),
			});
			expect(workflowData?.[0]).toHaveLength(1);
		}
	});

	it('are told from a forged call that came first', async () => {
		const trigger = await scene.publish({ options: { acceptUnsigned: true } });
		const body = '{"type":"contact.updated"}';
		const headers = signed(body, { id: 'msg_next' });
		expect(await call(trigger.url, body, { 'svix-id': 'msg_next' })).toEqual([200, 'OK']);
		expect(await call(trigger.url, body, headers)).toEqual([200, 'OK']);
		const items = await scene.items(trigger);
		expect(items.map(({ isSigned }) => isSigned).sort()).toEqual([false, true]);
	});

	it('after a refusal are no repeats: the sender tries again, and the event comes', async () => {
		const trigger = await scene.connect();
		scene.sandbox.misbehave({ ageSeconds: 400 });
		const id = scene.sandbox.hooks.send('contact.updated', { type: 'contact.updated' });
		expect(await scene.heard()).toEqual([401]);
		const body = scene.sandbox.deliveries[0].body;
		expect(await call(trigger.url, body, signed(body, { id }))).toEqual([200, 'OK']);
		expect(await scene.items(trigger)).toMatchObject([{ eventId: id }]);
	});
});

describe('set-up', () => {
	const failing = async (credential: IDataObject, parameters: IDataObject = {}) =>
		await scene.publish(parameters, credential).then(
			() => {
				throw new Error('It was published');
			},
			(error: Error & { description?: string }) => error,
		);

	it.each(['', '   ', undefined])(
		'without a signing secret (%p) is refused',
		async (signingSecret) => {
			const { message, description } = await failing({ signingSecret });
			expect(message).toContain('Signing Secret: the credential holds none');
			expect(description).toContain('whsec_');
			expect(description).toContain('Accept Unsigned Calls');
		},
	);

	it.each([
		['whsec_', 'what the credential holds'],
		['whpk_c29tZXRoaW5n', 'what the credential holds'],
		['no base64!', 'number 2'],
		[`${SECRET},whsec_###`, 'number 2'],
	])('with %p is refused, and no secret told', async (signingSecret, place) => {
		for (const options of [{}, { acceptUnsigned: true }]) {
			const { message, description } = await failing({ signingSecret }, { options });
			expect(message).toBe(`Signing Secret: ${place} is not a signing secret`);
			expect(`${message}${description}`).not.toContain(SECRET.slice(8, 20));
		}
	});

	it('without a credential is refused', async () => {
		const publishing = engine.hook(newTrigger(), 'create', { credentials: {} });
		await expect(publishing).rejects.toThrow(/credential/i);
	});

	it('asks the platform for nothing, and neither does taking it back', async () => {
		const trigger = await scene.publish();
		await trigger.unpublish();
		expect(scene.sandbox.journal.total).toBe(0);
		expect((await call(trigger.url, '{}', signed('{}')))[0]).toBe(404);
	});

	it('that is spoilt later refuses calls, which the sender repeats', async () => {
		for (const signingSecret of ['', 'whsec_###']) {
			const body = '{"type":"contact.updated"}';
			const { response, workflowData } = await engine.webhook(newTrigger(), {
				credentials: scene.credentials({ signingSecret }),
				headers: signed(body),
				body: JSON.parse(body) as unknown,
				rawBody: Buffer.from(body),
			});
			expect(workflowData).toBeUndefined();
			expect(response).toMatchObject({
				statusCode: 401,
				body: 'The receiver has no signing secret that can be used',
			});
		}
	});
});

describe('Accept Unsigned Calls', () => {
	const options = { acceptUnsigned: true };
	const body = '{"type":"contact.updated","data":{}}';

	it('takes calls without a signature, with an ID or without', async () => {
		const trigger = await scene.publish({ options });
		for (const id of [undefined, undefined, 'msg_1', 'msg_1'])
			expect(await call(trigger.url, body, { 'svix-id': id })).toEqual([200, 'OK']);
		const items = await scene.items(trigger);
		expect(items.map(({ eventId }) => eventId)).toEqual([null, null, 'msg_1']);
		expect(items[0]).toMatchObject({ type: 'contact.updated', occurredAt: null, isSigned: false });
	});

	it('takes any call where the credential has no secret', async () => {
		const trigger = await scene.connect({ options }, { signingSecret: '' });
		create('anna');
		expect(await scene.items(trigger)).toMatchObject([{ isSigned: false }]);
	});

	it('still refuses a wrong signature where there is a secret', async () => {
		const trigger = await scene.connect({ options }, { secret: OTHER_SECRET });
		create('anna');
		expect(await scene.heard()).toEqual([401]);
		expect(await scene.items(trigger)).toEqual([]);
	});
});

describe('Full Contact', () => {
	const options = { fullContact: true };

	it('brings the contact with the event, by one request', async () => {
		const trigger = await scene.connect({ events: ['contact.created'], options });
		const anna = create('anna');
		expect(await scene.items(trigger)).toEqual([
			expect.objectContaining({
				type: 'contact.created',
				fullContact: expect.objectContaining({
					contactId: anna,
					contactType: 'Member',
					firstName: 'anna',
					email: 'anna@example.com',
				}) as unknown,
			}),
		]);
		const asked = scene.sandbox.journal.entries.map(({ method, path }) => `${method} ${path}`);
		expect(asked).toEqual([`GET /api/v3/contacts/${anna}`]);
	});

	it('is not fetched for a repeat, nor for a call that is refused or not wanted', async () => {
		await scene.connect({ events: ['contact.updated'], options });
		scene.sandbox.misbehave({ copies: 2 });
		const anna = create('anna');
		scene.sandbox.people.update(anna, { firstName: 'Ann' });
		await scene.settle();
		scene.sandbox.misbehave({ copies: 1, isForged: true });
		scene.sandbox.people.update(anna, { firstName: 'Anne' });
		await scene.settle();
		expect(scene.sandbox.journal.count('GET')).toBe(1);
	});

	const noteOf = async (send: () => void, credential: IDataObject = {}) => {
		const trigger = await scene.connect({ options }, credential as never);
		send();
		const items = await scene.items(trigger);
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({ isSigned: true, fullContact: null });
		expect(await scene.heard()).toEqual([200]);
		return items[0].fullContactNote;
	};
	const update = (contactId?: string) => () =>
		void scene.sandbox.hooks.send('contact.updated', {
			type: 'contact.updated',
			data: { contactId },
		});

	it('is a note where the event names no contact', async () => {
		expect(await noteOf(update())).toBe('The event names no contact.');
		expect(scene.sandbox.journal.total).toBe(0);
	});

	it('is a note where the contact was deleted, and nothing is asked', async () => {
		const anna = create('anna');
		expect(await noteOf(() => scene.sandbox.people.delete(anna))).toBe('The contact was deleted.');
		expect(scene.sandbox.journal.total).toBe(0);
	});

	it('is a note where there is no such contact', async () => {
		expect(await noteOf(update('00000000-0000-4000-8000-000000000000'))).toContain(
			'there is no such contact',
		);
	});

	it('is a note where the key is wrong, or missing', async () => {
		const anna = create('anna');
		expect(await noteOf(update(anna), { apiKey: 'wrong' })).toContain('refuses the API key');
		await scene.close();
		scene = await Scene.start();
		expect(await noteOf(update(anna), { apiKey: '' })).toContain('the credential holds none');
	});

	it('is a note where it does not come in time', async () => {
		const anna = create('anna');
		mockPatience = 50;
		try {
			scene.sandbox.faults.add({ kind: 'delay', delayMs: 400, match: { path: /contacts/ } });
			expect(await noteOf(update(anna))).toBe('The contact did not come within 10 seconds.');
		} finally {
			mockPatience = 10_000;
		}
	});
});
