/** What the sandbox of Cordial has beside the vendor's routes. */
import { PLATFORMS } from '../../sandbox';
import { call } from './support';
import { closeCordials, cordial, CORDIAL, who } from './cordialSupport';

afterEach(closeCordials);

const item = { productID: 'p1', sku: 's1', name: 'Shoe', category: 'Shoes', qty: 2 };

it('shows what was processed, what waits and what was dropped on its page, escaped', async () => {
	const { api, sandbox, send } = await cordial({ account: PLATFORMS.cordial.demo() });
	const evil = '<img src=x>';
	const contact = who('anna@example.com');
	await send('upsertContact', { ...contact, attributes: { firstName: evil, shoeSize: 43 } });
	await send('createContactactivities', {
		contact,
		contactActivities: [{ name: 'pageView', properties: { url: '/shoes' } }],
	});
	await send('upsertOrder', {
		contact,
		orderID: 'order-8',
		purchaseDate: '2024-05-01T10:00:00Z',
		status: 'paid',
		items: [item],
	});
	await send('upsertSupplementRecords', {
		contact,
		supplement: 'subscriptions',
		records: [{ id: 'sub-1', plan: 'gold' }],
	});
	await send('removeContactsFromList', {
		contacts: { identifiers: [{ email: 'anna@example.com' }] },
		identifyListBy: { name: 'VIP' },
	});
	await api('POST', '/addProductsToCart', { contact, items: [item] });
	const { text } = await call(sandbox.pageUrl);
	expect(text).not.toContain(evil);
	for (const part of [
		`${sandbox.url}/api`,
		`${sandbox.url}/v2`,
		sandbox.token,
		'firstName: &#60;img src=x&#62;',
		'no such attribute',
		'url: /shoes',
		'order-8',
		'2 × p1',
		'plan: gold',
		'identifyListBy',
		'addProductsToCart',
		'Process all',
	])
		expect(text).toContain(part);
});

it('tells its state, goes back to the start, and keeps the key to itself', async () => {
	const { api, sandbox, send } = await cordial();
	await send('upsertContact', who('new@example.com'));
	await send('upsertContact', { identifiers: { nickname: 'x' } });
	expect((await call(`${sandbox.url}/_sandbox/lag`, 'POST', { ms: 60_000 })).json.ok).toBe(true);
	await api('POST', '/upsertContact', who('late@example.com'));
	expect((await call(`${sandbox.url}/_sandbox/state`)).json).toMatchObject({
		platform: 'cordial',
		waiting: 1,
		lagMs: 60_000,
		contacts: 3,
		lists: { News: 1, VIP: 0 },
		records: { cars: 0, bikes: 0 },
		dropped: [{ endpoint: 'upsertContact', reason: 'no valid identifier' }],
		rulesOff: sandbox.rules.off(),
	});
	await call(`${sandbox.url}/_sandbox/settled`, 'POST', {});
	expect(sandbox.store.contacts.size).toBe(4);
	expect(JSON.stringify(sandbox.journal.entries)).not.toContain(sandbox.token);
	await api('POST', '/upsertContact', who('later@example.com'));
	sandbox.reset();
	await sandbox.settled();
	expect([sandbox.store.contacts.size, sandbox.store.dropped]).toEqual([
		CORDIAL.contacts?.length,
		[],
	]);
	sandbox.loadAccount({
		lists: ['Fresh'],
		contacts: [{ identifiers: { email: 'x' }, lists: ['Fresh'] }],
	});
	expect(sandbox.store.members('Fresh')).toHaveLength(1);
});

it('takes the samples of the article once they are JSON', async () => {
	const { sandbox, send, reasons } = await cordial({
		account: {
			attributes: [{ key: 'array', type: 'array' }, { key: 'number' }, { key: 'location' }],
			lists: ['LISTNAME', 'test-list'],
		},
	});
	const identifiers = {
		customId: 'test-user',
		email: 'test@example.com',
		'channels.phone.address': '+1234567890',
	};
	await send('upsertContact', {
		source: 'api.example.com',
		identifiers,
		identifiersPriority: ['customId', 'email', 'phone'],
		attributes: {
			'channels.email.subscribeStatus': 'subscribed',
			array: [1, 2, 3],
			number: 2,
			'location.postal_code': '92613',
			email: 'new@example.com',
			customId: 'test-user',
			LISTNAME: false,
		},
		forceSubscribe: true,
		mergeOptions: { mergeAllowed: true, mergeableSecondaryKeys: ['email'] },
	});
	await send('removeContactsFromList', {
		contacts: { identifiers: [{ customId: 'test-user' }], identifiersPriority: ['custom_id'] },
		identifyListBy: { name: 'test-list', segment_group_id: '777' },
	});
	expect([...sandbox.store.contacts.values()].map(({ cID: _cID, ...contact }) => contact)).toEqual([
		{
			identifiers: { ...identifiers, email: 'new@example.com' },
			attributes: {
				channels: { email: { subscribeStatus: 'subscribed' } },
				array: [1, 2, 3],
				number: 2,
				location: { postal_code: '92613' },
			},
			cart: [],
		},
	]);
	expect(reasons()).toEqual([]);
});

it('adds 10,000 contacts to a list one by one and at once without delay', async () => {
	const emails = Array.from({ length: 10_000 }, (_, n) => `u${n}@example.com`);
	const { sandbox, send } = await cordial({
		account: { contacts: emails.map((email) => ({ identifiers: { email } })) },
	});
	const started = process.cpuUsage();
	const identifiers = emails.map((email) => ({ email }));
	await send('addContactsToList', { contacts: { identifiers }, listName: 'All' });
	for (const email of emails)
		sandbox.queue.add('addContactsToList', {
			contacts: { identifiers: [{ email }] },
			listName: 'Single',
		});
	await sandbox.settled();
	// Time of this process only: others may share the machine.
	expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
	expect([sandbox.store.members('All').length, sandbox.store.members('Single').length]).toEqual([
		10_000, 10_000,
	]);
	expect((await call(sandbox.pageUrl)).text.length).toBeLessThan(60_000);
});
