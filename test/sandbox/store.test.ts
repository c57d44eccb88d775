/** What the sandbox of QuarticOn Store has beside the vendor's routes. */
import { call } from './support';
import { closeShops, shop, SHOP } from './storeSupport';

afterEach(closeShops);

it('shows products, events, contacts and profiles on its page, escaped', async () => {
	const { api, sandbox } = await shop();
	const evil = '<img src=x>';
	await api('POST', '/data/product', { id: '9', title: evil });
	await api('POST', '/contact', {
		email: 'a@example.com',
		agreements: [{ t: 'newsletter', c: 'I agree.', s: true }],
	});
	await api('POST', '/collectprofile', { userId: 'user-7', cookie: 'c' });
	await api('POST', '/track/event', {
		customer: 'shop',
		eventType: 'eventTransaction',
		timestamp: 1482840417,
		transactionId: 'order-8',
		basket: [{ productId: '1', price: 10, quantity: 2 }],
	});
	const { text } = await call(sandbox.pageUrl);
	expect(text).not.toContain(evil);
	for (const part of [
		`${sandbox.url}/store/`,
		sandbox.token,
		'Customer symbol',
		'&#60;img src=x&#62;',
		'newsletter: given',
		'user-7',
		'order-8: 2 × 1 at 10',
		'2016-12-27T12:06:57',
	])
		expect(text).toContain(part);
});

it('tells its state, goes back to the start, and keeps the key to itself', async () => {
	const { api, sandbox } = await shop();
	await api('POST', '/data/product', { id: '9' });
	await api('POST', '/track/event', {
		customer: 'shop',
		eventType: 'eventProductView',
		timestamp: 1482840417,
		productId: '9',
	});
	expect((await call(`${sandbox.url}/_sandbox/state`)).json).toMatchObject({
		platform: 'quarticonStore',
		products: 5,
		contacts: 0,
		profiles: 0,
		events: [{ productId: '9' }],
		rulesOff: sandbox.rules.off(),
	});
	expect(JSON.stringify(sandbox.journal.entries)).not.toContain(sandbox.token);
	sandbox.reset();
	expect([sandbox.store.products.size, sandbox.store.events.length]).toEqual([
		SHOP.products?.length,
		0,
	]);
	sandbox.loadAccount({ tags: ['new'] });
	expect([...sandbox.store.knownTags]).toContain('new');
});

it('refuses beyond a limit it is told, in the envelope', async () => {
	const { api } = await shop({ limit: { perSecond: 1 } });
	await api('POST', '/data/product', { id: '9' });
	const { status, json } = await api('POST', '/data/product', { id: '9' });
	expect([status, json.status, json.data.error_code]).toEqual([429, 'ERROR', 'http.status.429']);
});
