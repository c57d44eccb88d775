/** The sandbox of QuarticOn Store keeps to the reference: one test per rule. */
import { START } from './support';
import { closeShops, shop } from './storeSupport';

afterEach(closeShops);

const SECONDS = START / 1000;
const INVALID = {
	status: 'ERROR',
	timestamp: SECONDS,
	data: { error_code: 'http.status.405', error_message: 'Invalid data' },
};
const view = (productId: unknown, more: object = {}) => ({
	customer: 'shop',
	eventType: 'eventProductView',
	timestamp: SECONDS,
	productId,
	cookie: 'c1',
	...more,
});
const order = (more: object = {}) => ({
	customer: 'shop',
	eventType: 'eventTransaction',
	timestamp: SECONDS,
	cookie: 'c1',
	transactionId: 't1',
	basket: [{ productId: '1', price: 10, quantity: 2 }],
	...more,
});

describe('access', () => {
	it('[storeKeyRequired] refuses a missing or wrong key', async () => {
		const { api } = await shop();
		for (const headers of [{}, { 'x-api-key': 'wrong' }] as Array<Record<string, string>>) {
			const { status, json } = await api('POST', '/contact', { email: 'a@example.com' }, headers);
			expect([status, json.data.error_code]).toEqual([401, 'http.status.401']);
		}
		expect((await api('POST', '/contact', { email: 'a@example.com' })).status).toBe(200);
	});

	it('[storeRecommendationsKeyless] recommends without a key', async () => {
		const { api } = await shop();
		const path = '/recommendation?customer=shop&placementId=home&cookie=c';
		expect((await api('GET', path, undefined, {})).status).toBe(200);
	});

	it('[storeAnyVersion] takes any accept-version and none', async () => {
		const { api, sandbox } = await shop();
		const key = { 'x-api-key': sandbox.token };
		for (const headers of [key, { ...key, 'accept-version': '9' }])
			expect((await api('POST', '/data/product', { id: '9' }, headers)).status).toBe(200);
		expect(sandbox.journal.entries[1].headers['accept-version']).toBe('9');
	});

	it('[storeUnknownRoute404] does not know other paths', async () => {
		const { api } = await shop();
		for (const [method, path] of [
			['GET', '/products'],
			['DELETE', '/data/product'],
		]) {
			const { status, json } = await api(method, path);
			expect([status, json.status]).toEqual([404, 'ERROR']);
		}
	});

	it('[storeBrokenJsonRefused] refuses what is not JSON', async () => {
		const { api, getWithBody } = await shop();
		expect((await api('POST', '/data/product', '{ "id": "9", }')).json).toEqual(INVALID);
		const path = '/recommendation?customer=shop&placementId=home&cookie=c';
		expect((await getWithBody(path, '{ "id": "9", }')).json).toEqual(INVALID);
	});
});

describe('the envelope', () => {
	it('[storeErrorStatus405] answers invalid data with 405', async () => {
		const { api } = await shop();
		const { status, json } = await api('POST', '/contact', { email: 'nobody' });
		expect([status, json.status]).toEqual([405, 'ERROR']);
	});

	it('[storeErrorCode] names the status in the error code', async () => {
		const { api } = await shop();
		expect((await api('POST', '/contact', { email: 'nobody' })).json).toEqual(INVALID);
	});

	it('[storeUnixTimestamps] stamps with seconds since 1970', async () => {
		const { api } = await shop();
		const answers = [
			await api('POST', '/data/product', { id: '9' }),
			await api('POST', '/track/event', view('1')),
			await api('GET', '/recommendation?customer=shop&placementId=home&cookie=c'),
			await api('POST', '/contact', {}),
		];
		expect(answers.map(({ json }) => json.timestamp)).toEqual(Array(4).fill(SECONDS));
		expect(answers[0].json).toEqual({ status: 'OK', timestamp: SECONDS });
	});

	it('[storeTextTimestamps] stamps profiles and contacts with a text', async () => {
		const { api } = await shop();
		const stamped = { status: 'OK', timestamp: '2024-05-24 12:00:00' };
		const profile = { userId: 'u', cookie: 'c' };
		expect((await api('POST', '/collectprofile', profile)).json).toEqual(stamped);
		expect((await api('POST', '/contact', { email: 'a@example.com' })).json).toEqual(stamped);
	});

	it('[storeIdsAsNumbers] takes an id that is a number', async () => {
		const { api, sandbox } = await shop();
		expect((await api('POST', '/data/product', { id: 7 })).status).toBe(200);
		expect(sandbox.store.product('7')).toEqual({ id: '7' });
	});
});

describe('profiles and contacts', () => {
	it('[storeProfileComplete] needs userId and cookie', async () => {
		const { api, sandbox } = await shop();
		const good = { userId: 'u1', cookie: 'c1', email: 'a@example.com', agreement: true };
		for (const missing of ['userId', 'cookie'])
			expect((await api('POST', '/collectprofile', { ...good, [missing]: undefined })).status).toBe(
				405,
			);
		await api('POST', '/collectprofile', good);
		await api('POST', '/collectprofile', { userId: 'u1', cookie: 'c2' });
		expect([...sandbox.store.profiles.values()]).toEqual([
			{ userId: 'u1', cookie: 'c2', agreement: false },
		]);
	});

	it('[storeContactEmail] needs an e-mail address', async () => {
		const { api } = await shop();
		for (const email of [undefined, '', 'nobody', 'a@b@example.com'])
			expect((await api('POST', '/contact', { email, cookie: 'c' })).status).toBe(405);
	});

	it('[storeAgreementShape] needs type, text and given or not', async () => {
		const { api } = await shop();
		const good = { t: 'newsletter', c: 'I agree.', s: true };
		for (const change of [{ t: '' }, { c: undefined }, { s: 'yes' }, { s: undefined }]) {
			const agreements = [{ ...good, ...change }];
			expect((await api('POST', '/contact', { email: 'a@example.com', agreements })).status).toBe(
				405,
			);
		}
	});

	it('[storeTagShape] needs name and value of a tag', async () => {
		const { api } = await shop();
		for (const tag of [{ n: 'city' }, { n: 'city', v: '' }, { v: 'Kraków' }])
			expect((await api('POST', '/contact', { email: 'a@example.com', tags: [tag] })).status).toBe(
				405,
			);
	});

	it('[storeUnknownTagRefused] refuses a tag the panel does not have', async () => {
		const { api, sandbox } = await shop();
		const tags = [{ n: 'shoe size', v: '43' }];
		expect((await api('POST', '/contact', { email: 'a@example.com', tags })).status).toBe(405);
		sandbox.rules.set({ storeUnknownTagRefused: false });
		expect((await api('POST', '/contact', { email: 'a@example.com', tags })).status).toBe(200);
		expect(sandbox.store.contact('A@example.com')?.tags).toEqual([]);
		sandbox.rules.set({ storeUnknownTagRefused: true });
	});

	it('[storeContactMerged] keeps what a later call leaves out', async () => {
		const { api, sandbox } = await shop();
		const [terms, news] = ['terms', 'news'].map((t) => ({ t, c: `${t} text`, s: true }));
		await api('POST', '/contact', {
			email: 'a@example.com',
			cookie: 'c1',
			agreements: [terms, news],
			tags: [{ n: 'city', v: 'Kraków' }],
		});
		await api('POST', '/contact', { email: 'a@example.com', agreements: [{ ...news, s: false }] });
		expect(sandbox.store.contact('a@example.com')).toEqual({
			email: 'a@example.com',
			cookie: 'c1',
			agreements: [terms, { ...news, s: false }],
			tags: [{ n: 'city', v: 'Kraków' }],
		});
	});

	const known = { contacts: [{ email: 'a@example.com', cookie: 'c1' }] };
	const contact = { email: 'a@example.com', cookie: 'c1', agreements: [], tags: [] };

	it('[storeContactByBody] finds the contact named in the body of the GET', async () => {
		const { getWithBody } = await shop({ account: known });
		const { status, json } = await getWithBody('/contact', { email: 'a@example.com' });
		expect([status, json.data ?? json]).toEqual([200, contact]);
	});

	it('[storeContactByQuery] finds the contact named in the query', async () => {
		const { api } = await shop({ account: known });
		const { status, json } = await api('GET', '/contact?email=a%40example.com');
		expect([status, json.data ?? json]).toEqual([200, contact]);
		expect((await api('GET', '/contact')).status).toBe(405);
	});

	it('[storeContactEnveloped] puts the contact into the envelope', async () => {
		const { api } = await shop({ account: known });
		expect((await api('GET', '/contact?email=a%40example.com')).json).toEqual({
			status: 'OK',
			timestamp: '2024-05-24 12:00:00',
			data: contact,
		});
	});

	it('[storeUnknownContactEmpty] answers with empty data where there is no contact', async () => {
		const { api } = await shop();
		const { status, json } = await api('GET', '/contact?email=b%40example.com');
		expect([status, json.status, json.data]).toEqual([200, 'OK', []]);
	});
});

describe('events', () => {
	it('[storeEventCommon] needs customer, type and whole seconds', async () => {
		const { api } = await shop();
		for (const change of [
			{ customer: undefined },
			{ eventType: 'EventProductView' },
			{ timestamp: '2024-05-24' },
			{ timestamp: undefined },
		]) {
			const { status } = await api('POST', '/track/event', view('1', change));
			expect([change, status]).toEqual([change, 405]);
		}
	});

	it('[storeEventSpecific] needs what belongs to the type', async () => {
		const { api } = await shop();
		for (const event of [
			view(undefined),
			view('1', { eventType: 'eventClick' }),
			order({ transactionId: undefined }),
			order({ basket: [] }),
			order({ basket: [{ productId: '1', price: 10, quantity: 1.5 }] }),
			order({ basket: [{ productId: '1', price: 'ten', quantity: 1 }] }),
		])
			expect((await api('POST', '/track/event', event)).status).toBe(405);
		for (const event of [
			view('1'),
			view('1', { eventType: 'eventClick', trackingString: 'x' }),
			order({ basket: [{ productId: '1', price: '10.50', quantity: 1 }] }),
		])
			expect((await api('POST', '/track/event', event)).status).toBe(200);
	});

	it('[storeEventEveryOneCounts] counts the same event twice', async () => {
		const { api, sandbox } = await shop();
		await api('POST', '/track/event', order());
		await api('POST', '/track/event', order());
		expect(sandbox.store.events).toHaveLength(2);
	});

	it('[storeCustomerKnown] takes no customer symbol but that of the account', async () => {
		const { api } = await shop();
		expect((await api('POST', '/track/event', view('1', { customer: 'other' }))).status).toBe(405);
		const path = '/recommendation?customer=other&placementId=home&cookie=c';
		expect((await api('GET', path)).status).toBe(405);
	});
});

describe('products', () => {
	it('[storeProductId] allows letters, digits, - and _ in ids', async () => {
		const { api } = await shop();
		for (const [id, status] of [
			['A-1_b', 200],
			['a b', 405],
			['a.1', 405],
			['żółw', 405],
		])
			expect([id, (await api('POST', '/data/product', { id })).status]).toEqual([id, status]);
	});

	it('[storePriceForms] takes prices as numbers and as text', async () => {
		const { api } = await shop();
		for (const [price, status] of [
			[99.5, 200],
			['99.50', 200],
			['99,50', 405],
			['99.50 PLN', 405],
		])
			expect([price, (await api('POST', '/data/product', { id: '9', price })).status]).toEqual([
				price,
				status,
			]);
	});

	it('[storeProductUpsert] keeps what a later call does not name, in each catalog', async () => {
		const { api, sandbox } = await shop();
		await api('POST', '/data/product', { id: '1', title: 'DE', catalogSymbol: 'de' });
		await api('POST', '/data/product', { id: '1', status: false });
		expect(sandbox.store.product('1')).toMatchObject({ title: 'Shoe', status: false });
		expect(sandbox.store.product('1', 'de')).toMatchObject({ title: 'DE' });
	});
});

describe('recommendations', () => {
	it('[storeVisitorNeeded] need a cookie or a device ID', async () => {
		const { api } = await shop();
		const ask = async (more: string) =>
			(await api('GET', `/recommendation?customer=shop&placementId=home${more}`)).status;
		expect([await ask(''), await ask('&cookie=c'), await ask('&deviceId=d')]).toEqual([
			405, 200, 200,
		]);
	});

	it('[storeQueryCharacters] allow letters, digits, - and _ in ids', async () => {
		const { api } = await shop();
		for (const query of ['placementId=a%20b&cookie=c', 'placementId=home&cookie=a%40b'])
			expect((await api('GET', `/recommendation?customer=shop&${query}`)).status).toBe(405);
	});

	it('[storeHiddenLeftOut] leave out hidden products', async () => {
		const { recommended } = await shop({ account: { ...SHOP_OF_TEN } });
		expect(await recommended('placementId=all&cookie=c')).toEqual(['1', '2', '3']);
	});

	it('[storeFilters] narrow by category and by product', async () => {
		const { recommended } = await shop();
		expect(await recommended('placementId=home&cookie=c&filterCategory=Bags')).toEqual(['3']);
		expect(await recommended('placementId=home&cookie=c&filterCategory=1')).toEqual(['1', '2']);
		expect(await recommended('placementId=home&cookie=c&filterProduct=2')).toEqual(['1']);
	});

	it('[storeDeduplicate] leave out and count what was given under the same request ID', async () => {
		const { api } = await shop();
		const ask = async () =>
			(
				await api(
					'GET',
					'/recommendation?customer=shop&placementId=one&cookie=c&requestId=r1&deduplicate=true',
				)
			).json;
		const answers = [await ask(), await ask(), await ask()];
		expect(answers.map(({ data, duplicatesCount }) => [data[0].id, duplicatesCount])).toEqual([
			['1', 0],
			['2', 1],
			['3', 2],
		]);
	});

	it('[storeRequestIdAlone] take no notice of a request ID without deduplicate', async () => {
		const { recommended } = await shop();
		const query = 'placementId=one&cookie=c&requestId=r1';
		expect([await recommended(query), await recommended(query)]).toEqual([['1'], ['1']]);
	});

	it('[storePriceMix] write the price as text and the old price as a number or null', async () => {
		const { api } = await shop();
		const { json } = await api('GET', '/recommendation?customer=shop&placementId=home&cookie=c');
		expect(json.qrId).toMatch(/^ad_[0-9a-f]{13}$/);
		expect(json.data[0]).toEqual({
			id: '1',
			title: 'Shoe',
			image: '',
			description: '',
			url: '',
			price: '10.00',
			priceOld: 12.5,
			custom1: '',
			custom2: '',
			custom3: '',
			status: true,
			trackingString: expect.stringMatching(/^[\w-]+$/),
		});
		expect(json.data[1]).toMatchObject({ price: '20.00', priceOld: null });
	});

	it('[storeLearns] follow what the visitor viewed, and leave out what was bought', async () => {
		const { api, recommended } = await shop();
		await api('POST', '/track/event', view('3'));
		expect((await recommended('placementId=home&cookie=c1'))[0]).toBe('3');
		expect(await recommended('placementId=home&cookie=other')).toEqual(['3', '1', '2']);
		await api('POST', '/track/event', order());
		expect(await recommended('placementId=home&cookie=c1')).toEqual(['3', '2']);
	});
});

const SHOP_OF_TEN = {
	customer: 'shop',
	placements: { all: 10 },
	products: ['1', '2', '3', '4'].map((id) => ({ id, status: id !== '4' })),
};
