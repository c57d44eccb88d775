/** The sandbox of Voyado Engage keeps to the fact sheet: transactions, promotions, counts and webhooks. */
import { createHmac } from 'node:crypto';
import { receiver, START } from './support';
import { ANNA, BO, closeTenants, NOBODY, tenant, told, WELCOME } from './voyadoSupport';

afterEach(closeTenants);

describe('transactions', () => {
	const path = (more = '') => `/contacts/transactions?contactId=${ANNA}${more}`;

	it('[voyadoContactIdChecked] need the ID of a contact', async () => {
		const { api } = await tenant();
		for (const name of ['contacts/transactions', 'promotion-assignments', 'contactoverview'])
			for (const query of ['', '?contactId=7'])
				expect(told(await api('GET', `/${name}${query}`))).toEqual([400, 'InvalidContactId']);
	});

	it('[voyadoTransactionsPage] come in pages', async () => {
		const { api, sandbox } = await tenant();
		for (let n = 1; n <= 120; n += 1)
			sandbox.store.addTransaction(ANNA, {
				transactionNumber: String(n),
				createdDate: new Date(START + n).toISOString(),
			});
		const page = async (more?: string) => {
			const { items, ...rest } = (await api('GET', path(more))).json;
			return [items.length, items[0]?.transactionNumber, rest];
		};
		expect([
			await page(),
			await page('&offset=100&count=50'),
			await page('&offset=1&count=2'),
			await page('&offset=120'),
		]).toEqual([
			[100, '120', { totalCount: 120, offset: 0, count: 100 }],
			[20, '20', { totalCount: 120, offset: 100, count: 50 }],
			[2, '119', { totalCount: 120, offset: 1, count: 2 }],
			[0, undefined, { totalCount: 120, offset: 120, count: 100 }],
		]);
	});

	it('[voyadoReturnsToo] are purchases and returns', async () => {
		const { api, sandbox } = await tenant();
		sandbox.store.addTransaction(ANNA, { netPriceSum: 200, numberOfItems: 2 });
		sandbox.store.addTransaction(ANNA, { netPriceSum: -100, numberOfItems: -1 });
		sandbox.store.addTransaction(BO, {});
		const { items } = (await api('GET', path())).json;
		expect(items.map(({ netPriceSum }: { netPriceSum: number }) => netPriceSum)).toEqual([
			200, -100,
		]);
	});
});

describe('promotions', () => {
	const PATH = '/promotion-assignments';
	const GIFT = '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0002';
	/** A tenant whose Anna has these promotions of these templates. */
	const withPromotions = async (promotions: object[] = [{ promotionId: WELCOME, id: 'a1' }]) => {
		const it = await tenant({
			account: {
				promotions: [
					{ id: WELCOME, name: 'Welcome', expiresOn: '2024-06-01T00:00:00Z' },
					{ id: GIFT, name: 'Gift', redemptionChannels: [{ type: 'POS', value: 5 }] },
				],
				contacts: [{ id: ANNA, email: 'anna@example.com', promotions: promotions as never }],
			},
		});
		const listed = async (more = '') =>
			(await it.api('GET', `${PATH}?contactId=${ANNA}${more}`)).json.map(
				({ id }: { id: string }) => id,
			);
		const redeem = async (id: string, redemptionChannel?: string) =>
			await it.api('POST', `${PATH}/${id}/redeem`, { redemptionChannel, note: 'till 1' });
		return { ...it, listed, redeem };
	};
	const DAY_MS = 24 * 60 * 60 * 1000;

	it('[voyadoPromotionsActive] are listed while they and their templates are active', async () => {
		const { api, listed, sandbox, pass } = await withPromotions([
			{ promotionId: WELCOME, id: 'a1' },
			{ promotionId: GIFT, id: 'a2' },
			{ promotionId: GIFT, id: 'a3', isActive: false },
		]);
		expect(await listed()).toEqual(['a1', 'a2']);
		expect((await api('GET', `${PATH}?contactId=${ANNA}`)).json[0]).toEqual({
			id: 'a1',
			promotionId: WELCOME,
			externalId: '',
			type: 'Multichannel',
			name: 'Welcome',
			expiresOn: '2024-06-01T00:00:00Z',
			heading: '',
			description: '',
			redeemed: false,
			redeemedOn: null,
			imageUrl: '',
			link: '',
			redemptionChannels: [{ type: 'ECOM', valueType: 'PERCENT', value: 10 }],
		});
		pass(10 * DAY_MS);
		expect(await listed()).toEqual(['a2']);
		sandbox.loadAccount({ promotions: [{ id: GIFT, isActive: false }] });
		expect(await listed()).toEqual([]);
	});

	it('[voyadoRedeemedToo] are listed when they are redeemed', async () => {
		const { api, listed, redeem } = await withPromotions();
		expect((await redeem('a1', 'ECOM')).status).toBe(200);
		expect(await listed()).toEqual(['a1']);
		expect((await api('GET', `${PATH}?contactId=${ANNA}`)).json[0]).toMatchObject({
			redeemed: true,
			redeemedOn: '2024-05-24T12:00:00.000Z',
		});
	});

	it('[voyadoChannelFilter] are listed by channel', async () => {
		const { api, listed } = await withPromotions([
			{ promotionId: WELCOME, id: 'a1' },
			{ promotionId: GIFT, id: 'a2' },
		]);
		const by = '&redemptionChannelType=';
		expect([
			await listed(`${by}ECOM`),
			await listed(`${by}POS`),
			await listed(`${by}OTHER`),
		]).toEqual([['a1'], ['a2'], []]);
		expect(told(await api('GET', `${PATH}?contactId=${ANNA}${by}Web`))).toEqual([
			400,
			'NotAValidRedemptionChannel',
		]);
	});

	it('[voyadoAssignChecked] are assigned by GUIDs', async () => {
		const { api, listed } = await withPromotions([]);
		expect(told(await api('POST', PATH, { contactId: '7', promotionId: WELCOME }))).toEqual([
			400,
			'InvalidContactId',
		]);
		expect(told(await api('POST', PATH, { contactId: ANNA }))).toEqual([400, 'InvalidPromotionId']);
		const { status, json } = await api('POST', PATH, { contactId: ANNA, promotionId: WELCOME });
		expect([status, json.promotionId]).toEqual([200, WELCOME]);
		expect(await listed()).toEqual([json.id]);
	});

	it('[voyadoAssignUnknown] and contacts must exist', async () => {
		const { api } = await withPromotions([]);
		expect([
			told(await api('POST', PATH, { contactId: NOBODY, promotionId: WELCOME })),
			told(await api('POST', PATH, { contactId: ANNA, promotionId: NOBODY })),
		]).toEqual([
			[404, 'ContactNotFound'],
			[404, 'PromotionNotFound'],
		]);
	});

	it('[voyadoPromotionExpired] are not assigned when they are over', async () => {
		const { api, pass } = await withPromotions([]);
		pass(10 * DAY_MS);
		expect(told(await api('POST', PATH, { contactId: ANNA, promotionId: WELCOME }))).toEqual([
			409,
			'PromotionExpired',
		]);
	});

	it('[voyadoRedeemPath] are redeemed', async () => {
		const { redeem } = await withPromotions();
		const { status, json } = await redeem('a1', 'ECOM');
		expect([status, json.id, json.redeemed]).toEqual([200, 'a1', true]);
		expect(told(await redeem(NOBODY, 'ECOM'))).toEqual([404, 'PromotionNotFound']);
	});

	it('[voyadoRedeemById] are not redeemed by the ID of the template', async () => {
		const { redeem } = await withPromotions();
		expect(told(await redeem(WELCOME, 'ECOM'))).toEqual([404, 'PromotionNotAssociatedWithContact']);
	});

	it('[voyadoRedeemChannel] are redeemed in a channel of theirs', async () => {
		const { redeem } = await withPromotions();
		for (const channel of [undefined, 'ecom'])
			expect(told(await redeem('a1', channel))).toEqual([400, 'NotAValidRedemptionChannel']);
		expect(told(await redeem('a1', 'POS'))).toEqual([409, 'PromotionNotValidForRedemptionChannel']);
	});

	it('[voyadoRedeemOnce] are redeemed once', async () => {
		const { redeem } = await withPromotions();
		await redeem('a1', 'ECOM');
		expect(told(await redeem('a1', 'ECOM'))).toEqual([409, 'PromotionAlreadyRedeemed']);
	});
});

describe('counts and overviews', () => {
	it('[voyadoCountIsBare] count contacts as a bare number', async () => {
		const { api } = await tenant();
		expect((await api('GET', '/contacts/count')).text).toBe('2');
	});

	it('[voyadoCountByType] count by type', async () => {
		const { api } = await tenant();
		expect((await api('GET', '/contacts/Member/count')).text).toBe('1');
		expect(told(await api('GET', '/contacts/Vip/count'))).toEqual([400, 'InvalidContactType']);
	});

	it('[voyadoOverviewType] give a contact by its ID, or by anything else and its type', async () => {
		const { api } = await tenant();
		const path = '/contactoverview?email=anna%40example.com';
		expect(told(await api('GET', path))).toEqual([400, 'InvalidContactType']);
		for (const query of [`${path}&contactType=Member`, `/contactoverview?contactId=${ANNA}`])
			expect((await api('GET', query)).json).toMatchObject({
				id: ANNA,
				attributes: { firstName: 'Anna' },
			});
		expect((await api('GET', `${path}&contactType=Contact`)).status).toBe(404);
	});
});

describe('webhook calls', () => {
	/** A tenant with a receiver of everything. */
	const hooked = async (options: Parameters<typeof tenant>[0] = {}) => {
		const it = await tenant(options);
		const { url, got } = await receiver();
		const { secret } = it.sandbox.hooks.addTarget({ url });
		/** What was sent, by event. */
		const events = async () => {
			await it.sandbox.settled();
			return it.sandbox.deliveries.map(({ event }) => event);
		};
		return { ...it, got, secret, events };
	};

	it('[voyadoHookSigned] are signed', async () => {
		const { api, got, secret, events } = await hooked();
		await api('PATCH', `/contacts/${ANNA}`, { city: 'Łódź' });
		await events();
		const [{ headers, text, type }] = got;
		expect([type, headers['svix-timestamp']]).toEqual(['application/json', String(START / 1000)]);
		expect(headers['svix-id']).toMatch(/^msg_/);
		const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
		const signed = `${headers['svix-id']}.${headers['svix-timestamp']}.${text}`;
		expect(headers['svix-signature']).toBe(
			`v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
		);
	});

	it('[voyadoHookPayload] name the event and the contact', async () => {
		const { api, got, events } = await hooked();
		await api('PATCH', `/contacts/${ANNA}`, { city: 'Lund' });
		await events();
		expect(got.map(({ text }) => JSON.parse(text) as unknown)).toEqual([
			{
				type: 'contact.updated',
				timestamp: '2024-05-24T12:00:00.000Z',
				data: { contactId: ANNA },
			},
		]);
	});

	it('[voyadoHookDeletedName] tell of contacts that are created, upgraded and deleted', async () => {
		const { api, events } = await hooked();
		await api('POST', '/contacts', { firstName: 'C', email: 'c@example.com' });
		await api('POST', `/contacts/${ANNA}/updateContactType?contactTypeId=Contact`);
		await api('DELETE', `/contacts/${BO}`);
		expect(await events()).toEqual(['contact.created', 'contact.updated', 'contact.deleted']);
	});

	it('[voyadoHookPreferences] tell of each preference that changes', async () => {
		const { api, sandbox, got, events } = await hooked();
		const preferences = { acceptsEmail: false, acceptsSms: true, acceptsPostal: false };
		await api('PATCH', `/contacts/${ANNA}`, { preferences });
		sandbox.people.setConsent(ANNA, 'profiling', true);
		await api('POST', '/promotion-assignments', { contactId: ANNA, promotionId: WELCOME });
		expect(await events()).toEqual([
			'contact.updated',
			'contact.acceptsEmail.changed',
			'contact.acceptsSms.changed',
			'contact.consent.changed',
			'promotion.multichannel.assigned',
		]);
		const data = got.map(({ text }) => JSON.parse(text).data as unknown);
		expect(data).toContainEqual({ contactId: ANNA, acceptsEmail: false });
		expect(data).toContainEqual({ contactId: ANNA, consentId: 'profiling', value: true });
	});

	it('[voyadoHookNotAtCreation] do not tell of preferences of a new contact', async () => {
		const { api, sandbox, events } = await hooked();
		const preferences = { acceptsEmail: true };
		await api('POST', '/contacts', { firstName: 'C', email: 'c@example.com', preferences });
		await api('POST', '/contacts/bulk', [{ email: 'd@example.com', preferences }]);
		await sandbox.settled();
		expect(await events()).toEqual(['contact.created', 'contact.created']);
	});
});
