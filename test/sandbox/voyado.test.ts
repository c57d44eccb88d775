/** What the sandbox of Voyado Engage has beside the vendor's routes. */
import { signature } from '../../sandbox/voyadoEngage/hooks';
import { call, receiver, START } from './support';
import { ANNA, BO, closeTenants, tenant, TENANT } from './voyadoSupport';

afterEach(closeTenants);

/** A tenant with a receiver of everything. */
async function hooked() {
	const it = await tenant();
	const { url, got } = await receiver();
	const { secret } = it.sandbox.hooks.addTarget({ url });
	return { ...it, got, url, secret };
}

it('shows contacts, batches, promotions, receivers and deliveries on its page, escaped', async () => {
	const { api, sandbox, url } = await hooked();
	const evil = '<img src=x>';
	await api('POST', '/contacts?source=POS', {
		firstName: evil,
		email: 'c@example.com',
		preferences: { acceptsEmail: true },
	});
	await api('POST', '/contacts/bulk', [{ email: 'd@example.com' }]);
	await api('POST', '/promotion-assignments', {
		contactId: ANNA,
		promotionId: TENANT.promotions?.[0].id,
	});
	await sandbox.settled();
	const { text } = await call(sandbox.pageUrl);
	expect(text).not.toContain(evil);
	for (const part of [
		sandbox.url,
		sandbox.token,
		'&#60;img src=x&#62;',
		'anna@example.com',
		'POS',
		'Completed',
		'Welcome',
		url,
		'contact.created',
	])
		expect(text).toContain(part);
});

it('tells its state, goes back to the start, and keeps the key to itself', async () => {
	const { api, sandbox } = await hooked();
	const { json: id } = await api('POST', '/contacts/bulk', [{ email: 'c@example.com' }]);
	await sandbox.settled();
	expect((await call(`${sandbox.url}/_sandbox/state`)).json).toMatchObject({
		platform: 'voyadoEngage',
		contacts: 3,
		changes: 1,
		batches: [{ id, kind: 'create', status: 'Completed', contacts: 1, succeeded: 1, errors: [] }],
		deliveries: [{ event: 'contact.created', status: 200 }],
		rulesOff: sandbox.rules.off(),
	});
	expect(JSON.stringify(sandbox.journal.entries)).not.toContain(sandbox.token);
	sandbox.reset();
	expect([
		sandbox.store.contacts.size,
		sandbox.store.changes.length,
		sandbox.bulk.all.length,
		sandbox.hooks.targets.length,
		sandbox.deliveries.length,
	]).toEqual([2, 0, 0, 0, 0]);
	expect((await api('GET', '/contacts/id?email=anna%40example.com')).json).toBe(ANNA);
});

it('lists the consents of the tenant, and shows those of a contact', async () => {
	const { api, sandbox } = await tenant();
	const metaData = { 'sv-SE': { conditionText: 'a', displayText: 'b', linkText: 'c' } };
	sandbox.loadAccount({ consents: [{ id: 'profiling', name: 'Profiling', metaData }] });
	expect((await api('GET', '/consents')).json).toEqual([
		{ name: 'Profiling', id: 'profiling', metaData },
	]);
	sandbox.people.setConsent(ANNA, 'profiling', true);
	sandbox.people.setConsent(ANNA, 'profiling', false);
	expect((await api('GET', `/contacts/${ANNA}`)).json.consents).toMatchObject([
		{ id: 'profiling', value: false, date: '2024-05-24T12:00:00.000Z' },
	]);
});

it('is changed from outside, with the rules of the API', async () => {
	const { sandbox } = await tenant();
	const { people, store } = sandbox;
	const { id } = people.create({ email: 'c@example.com' }, { contactType: 'Contact' });
	expect(() => people.changeType(id, 'Member')).toThrow();
	people.update(id, { firstName: 'C' });
	people.changeType(id, 'Member');
	expect(store.contact(id)?.contactType).toBe('Member');
	people.delete(id);
	expect(() => people.delete(id)).toThrow();
	expect(store.changes.map(({ type }) => type)).toEqual([
		'Created',
		'Updated',
		'Updated',
		'Deleted',
	]);
});

it('creates and updates 100,000 contacts by bulk within seconds', async () => {
	const { api, sandbox } = await tenant();
	// Time of this process, which a busy machine does not prolong.
	const started = process.cpuUsage();
	for (let batch = 0; batch < 25; batch += 1)
		await api(
			'POST',
			'/contacts/bulk',
			Array.from({ length: 4_000 }, (_, index) => ({
				email: `c${batch * 4_000 + index}@example.com`,
				firstName: 'Clara',
				mobilePhone: `+46${70_000_000 + batch * 4_000 + index}`,
			})),
		);
	await sandbox.settled();
	for (let batch = 0; batch < 25; batch += 1)
		await api(
			'PATCH',
			'/contacts/bulk',
			Array.from({ length: 4_000 }, (_, index) => ({
				email: `c${batch * 4_000 + index}@example.com`,
				city: 'Lund',
			})),
		);
	await sandbox.settled();
	expect(sandbox.store.having('email', 'c99999@example.com')[0].fields.city).toBe('Lund');
	expect((await api('GET', '/contacts/count')).json).toBe(100_002);
	expect(process.cpuUsage(started).user).toBeLessThan(20_000_000);
	expect((await call(sandbox.pageUrl)).text.length).toBeLessThan(100_000);
}, 120_000);

describe('webhook calls', () => {
	const update = ({ sandbox }: Awaited<ReturnType<typeof hooked>>, ...cities: string[]) => {
		for (const city of cities) sandbox.people.update(ANNA, { city });
	};
	const isRight = (
		secret: string,
		{ headers, text }: { headers: Record<string, string>; text: string },
	) =>
		headers['svix-signature']
			.split(' ')
			.includes(signature(secret, headers['svix-id'], Number(headers['svix-timestamp']), text));

	it('come twice with the same ID, and in another order', async () => {
		const it = await hooked();
		it.sandbox.misbehave({ copies: 2, hold: true, order: 'reversed' });
		update(it, 'Lund', 'Malmö');
		await it.sandbox.settled();
		expect(it.got).toEqual([]);
		expect(it.sandbox.releaseWebhooks()).toBe(4);
		await it.sandbox.settled();
		const ids = it.got.map(({ headers }) => headers['svix-id']);
		expect(ids).toEqual(['msg_000002', 'msg_000002', 'msg_000001', 'msg_000001']);
	});

	it('come again byte for byte, with their old time', async () => {
		const it = await hooked();
		update(it, 'Lund');
		await it.sandbox.settled();
		it.pass(600_000);
		expect(it.sandbox.hooks.replay()).toBe(1);
		await it.sandbox.settled();
		const [first, again] = it.got.map(({ headers, text }) => [
			headers['svix-id'],
			headers['svix-timestamp'],
			headers['svix-signature'],
			text,
		]);
		expect(again).toEqual(first);
	});

	it('are signed as old, several times or wrongly', async () => {
		const it = await hooked();
		it.sandbox.misbehave({ ageSeconds: 400, otherSignatures: 2 });
		update(it, 'Lund');
		await it.sandbox.settled();
		it.sandbox.misbehave({ isForged: true, ageSeconds: 0, otherSignatures: 0 });
		update(it, 'Malmö');
		await it.sandbox.settled();
		const [old, forged] = it.got;
		expect(old.headers['svix-timestamp']).toBe(String(START / 1000 - 400));
		expect(old.headers['svix-signature'].split(' ')).toHaveLength(3);
		expect([isRight(it.secret, old), isRight(it.secret, forged)]).toEqual([true, false]);
		it.sandbox.misbehave({ isForged: false, prefix: 'webhook' });
		update(it, 'Lund');
		await it.sandbox.settled();
		expect(it.got[2].headers['webhook-signature']).toMatch(/^v1,/);
	});

	it('go to those who want the event, signed with their secret', async () => {
		const { sandbox } = await hooked();
		const { url, got } = await receiver();
		const secret = `whsec_${Buffer.from('mine').toString('base64')}`;
		sandbox.hooks.addTarget({ url, secret, events: ['contact.deleted'] });
		sandbox.people.update(BO, { city: 'Lund' });
		sandbox.people.delete(BO);
		await sandbox.settled();
		expect(got).toHaveLength(1);
		expect(isRight(secret, got[0])).toBe(true);
	});

	it('are set up, sent and spoiled over HTTP', async () => {
		const { sandbox } = await tenant();
		const { url, got } = await receiver();
		const post = async (path: string, body?: unknown, method = 'POST') =>
			(await call(`${sandbox.url}/_sandbox/webhooks${path}`, method, body)).json;
		expect(await post('/target', { url })).toMatchObject({
			ok: true,
			url,
			secret: expect.stringMatching(/^whsec_/),
		});
		expect(await post('/event', { event: 'loyalty.addPoints', payload: { points: 5 } })).toEqual({
			ok: true,
			id: 'msg_000001',
		});
		await sandbox.settled();
		expect(await post('/replay')).toEqual({ ok: true, replayed: 1 });
		await sandbox.settled();
		expect(got.map(({ text }) => text)).toEqual(['{"points":5}', '{"points":5}']);
		expect(await post('', { copies: 0 })).toMatchObject({ ok: false });
		expect(await post('', { hold: true, ageSeconds: 10 })).toEqual({ ok: true });
		await post('/event', { event: 'contact.created' });
		expect(await post('/release')).toEqual({ ok: true, released: 1 });
		await sandbox.settled();
		expect(got[2]).toMatchObject({
			text: '{"type":"contact.created"}',
			headers: { 'svix-timestamp': String(START / 1000 - 10) },
		});
		expect(await post('/target', undefined, 'DELETE')).toEqual({ ok: true });
		expect(sandbox.hooks.targets).toEqual([]);
	});
});
