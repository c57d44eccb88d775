import { call, closeAll, receiver, scene, type Scene } from './support';

afterEach(closeAll);

const ALL = [
	'subscribe',
	'unsubscribe',
	'update',
	'contact_tag_added',
	'contact_tag_removed',
	'account_contact_add',
];

/** A sandbox with one contact, one hook and its receiver. */
async function hooked(hook: Record<string, unknown> = {}, status = 200, options = {}) {
	const it = await scene(options);
	it.sandbox.store.addContact({
		email: 'jan@example.com',
		firstName: 'Jan',
		phone: '+48 5',
		fieldValues: { 1: 'Łódź' },
		tags: ['A', 'B'],
	});
	const { url, got } = await receiver(status);
	const created = await it.api('POST', '/webhooks', {
		webhook: { name: 'H', url, events: ALL, sources: ['api', 'public'], ...hook },
	});
	expect(created.status).toBe(201);
	return { ...it, got, url, created: created.json.webhook };
}

const consent = async ({ api }: Pick<Scene, 'api'>, status: number, list = 1) =>
	await api('POST', '/contactLists', { contactList: { list, contact: 1, status } });

describe('webhook calls', () => {
	it('[webhookFormBody] are forms with bracket keys', async () => {
		const { api, sandbox, got } = await hooked();
		await consent({ api }, 1);
		await sandbox.settled();
		expect(got[0]?.type).toBe('application/x-www-form-urlencoded; charset=utf-8');
		expect(got[0]?.text).toContain('contact%5Bfields%5D%5B1%5D=');
		expect(got[0]?.text).toContain('contact%5Bphone%5D=%2B48+5');
		expect(Object.fromEntries(got[0]?.form ?? [])).toMatchObject({
			type: 'subscribe',
			date_time: '2024-05-24T07:00:00-05:00',
			initiated_from: 'api',
			list: '1',
			'form[id]': '0',
			'contact[id]': '1',
			'contact[email]': 'jan@example.com',
			'contact[first_name]': 'Jan',
			'contact[last_name]': '',
			'contact[phone]': '+48 5',
			'contact[ip]': '0.0.0.0',
			'contact[tags]': 'A, B',
			'contact[customer_acct_name]': '',
			'contact[orgname]': '',
			customer_acct_name: '',
			customer_acct_id: '0',
			orgname: '',
		});
	});

	it('[webhookFieldIdsNumeric] name custom fields by id', async () => {
		const { api, sandbox, got } = await hooked();
		await consent({ api }, 1);
		await sandbox.settled();
		expect(got[0]?.form.get('contact[fields][1]')).toBe('Łódź');
	});

	it('[webhookEventFilter] come for the events of the hook only', async () => {
		const { api, sandbox, got } = await hooked({ events: ['unsubscribe'] });
		await consent({ api }, 1);
		await consent({ api }, 2);
		await sandbox.settled();
		expect(got.map(({ form }) => form.get('type'))).toEqual(['unsubscribe']);
	});

	it('[webhookSourceFilter] come for the sources of the hook only', async () => {
		const { api, sandbox, got } = await hooked({ sources: ['public'] });
		await consent({ api }, 1);
		sandbox.unsubscribe('jan@example.com', 1);
		await sandbox.settled();
		expect(
			got.map(({ form }) => [
				form.get('type'),
				form.get('initiated_from'),
				form.get('list[0][id]'),
				form.get('list[0][name]'),
			]),
		).toEqual([['unsubscribe', 'public', '1', 'Newsletter']]);
	});

	it('[webhookListFilter] come for the list of the hook only', async () => {
		const { api, sandbox, got } = await hooked({ listid: 2 });
		await consent({ api }, 1, 1);
		await consent({ api }, 1, 2);
		await sandbox.settled();
		expect(got.map(({ form }) => form.get('list'))).toEqual(['2']);
	});

	it('[webhookOneAttempt] are made once, whatever the receiver answers', async () => {
		const { api, sandbox, got } = await hooked({}, 500);
		await consent({ api }, 1);
		await sandbox.settled();
		expect(got).toHaveLength(1);
		expect(sandbox.deliveries).toMatchObject([{ event: 'subscribe', status: 500 }]);
	});

	it('[webhook410Deactivates] stop after a 410', async () => {
		const { api, sandbox, got } = await hooked({}, 410);
		await consent({ api }, 1);
		await sandbox.settled();
		await consent({ api }, 2);
		await sandbox.settled();
		expect(got).toHaveLength(1);
		expect((await api('GET', '/webhooks/1')).json.webhook).toMatchObject({
			state: '0',
			deactivated_date: '2024-05-24T07:00:00-05:00',
		});
	});

	it('[repeatedConsentIsSilent] do not come for a consent that changes nothing', async () => {
		const { api, sandbox, got } = await hooked();
		await consent({ api }, 1);
		await consent({ api }, 1);
		await api('POST', '/contact/sync', { contact: { email: 'new@example.com' } });
		await sandbox.settled();
		expect(got.map(({ form }) => form.get('type'))).toEqual(['subscribe']);
	});

	it('[initiatedByFollowsSource] say who caused them', async () => {
		const { api, sandbox, got } = await hooked();
		await consent({ api }, 1);
		await sandbox.settled();
		sandbox.unsubscribe('jan@example.com', 1);
		await sandbox.settled();
		expect(got.map(({ form }) => form.get('initiated_by'))).toEqual(['api', 'contact']);
	});

	it('come twice when told so', async () => {
		const { api, sandbox, got } = await hooked({}, 200, { duplicateWebhooks: true });
		await consent({ api }, 1);
		await sandbox.settled();
		expect(got).toHaveLength(2);
		expect(got[0]?.text).toBe(got[1]?.text);
	});

	describe('can be made to misbehave', () => {
		const lists = (got: Array<{ form: URLSearchParams }>) =>
			got.map(({ form }) => Number(form.get('contact[id]')));
		/** Unsubscribes six contacts, 1 to 6. */
		async function six(options = {}) {
			const it = await hooked({ events: ['unsubscribe'] }, 200, options);
			for (let id = 2; id <= 6; id += 1)
				it.sandbox.store.addContact({ email: `c${id}@example.com` });
			const unsubscribe = async () => {
				for (const { email } of it.sandbox.store.contacts()) it.sandbox.unsubscribe(email, 1);
				await it.sandbox.settled();
			};
			const control = async (path: string, body: object = {}) =>
				(await call(`${it.sandbox.url}/_sandbox/${path}`, 'POST', body)).json;
			return { ...it, unsubscribe, control };
		}

		it('to come several times', async () => {
			const { got, unsubscribe, control } = await six();
			await control('webhooks', { copies: 3 });
			await unsubscribe();
			expect(lists(got).sort()).toEqual([1, 2, 3, 4, 5, 6].flatMap((id) => [id, id, id]));
		});

		it('to be lost, each second one or all', async () => {
			const { got, unsubscribe, sandbox, control } = await six();
			await control('webhooks', { loseEvery: 2 });
			await unsubscribe();
			expect(lists(got).sort()).toEqual([1, 3, 5]);
			expect(sandbox.deliveries).toHaveLength(3);
			sandbox.misbehave({ loseEvery: 1 });
			await unsubscribe();
			expect(got).toHaveLength(3);
		});

		it('to come all at once, later', async () => {
			const { got, unsubscribe, control } = await six();
			await control('webhooks', { hold: true });
			await unsubscribe();
			expect(got).toEqual([]);
			expect(await control('webhooks/release')).toEqual({ ok: true, released: 6 });
			await control('settled');
			expect(lists(got).sort()).toEqual([1, 2, 3, 4, 5, 6]);
			expect(await control('webhooks/release')).toEqual({ ok: true, released: 0 });
		});

		it('to come in another order', async () => {
			const { got, unsubscribe, sandbox } = await six();
			sandbox.misbehave({ hold: true, order: 'reversed' });
			await unsubscribe();
			expect(sandbox.releaseWebhooks()).toBe(6);
			await sandbox.settled();
			expect(lists(got.splice(0))).toEqual([6, 5, 4, 3, 2, 1]);
			const orders = [];
			for (let time = 0; time < 2; time += 1) {
				sandbox.misbehave({ order: 'shuffled' });
				await unsubscribe();
				sandbox.releaseWebhooks();
				await sandbox.settled();
				orders.push(lists(got.splice(0)));
			}
			expect(orders[0]).not.toEqual([1, 2, 3, 4, 5, 6]);
			expect(orders[0]).toEqual(orders[1]);
		});

		it('and to behave again', async () => {
			const { got, unsubscribe, sandbox, control } = await six();
			await control('webhooks', { copies: 2, loseEvery: 3, hold: true, order: 'shuffled' });
			for (const wrong of [{ copies: 0 }, { loseEvery: -1 }, { order: 'sideways' }])
				expect(await control('webhooks', wrong)).toMatchObject({ ok: false });
			await unsubscribe();
			sandbox.misbehave({ copies: 1, loseEvery: 0, hold: false });
			await unsubscribe();
			expect(got).toHaveLength(6);
			sandbox.reset();
			expect(sandbox.releaseWebhooks()).toBe(0);
		});
	});

	it('come for updates, tags and accounts, and not for what changes nothing', async () => {
		const { api, sandbox, got } = await hooked();
		const seen = async () => {
			await sandbox.settled();
			return got.splice(0).map(({ form }) => form.get('type'));
		};
		await api('POST', '/contact/sync', { contact: { email: 'new@example.com' } });
		expect(await seen()).toEqual([]);
		await api('POST', '/contact/sync', { contact: { email: 'jan@example.com', lastName: 'T' } });
		expect(await seen()).toEqual(['update']);
		await api('POST', '/contactTags', { contactTag: { contact: 1, tag: 1 } });
		await api('POST', '/contactTags', { contactTag: { contact: 1, tag: 1 } });
		await sandbox.settled();
		expect(got[0]?.form.get('tag')).toBe('VIP');
		expect(await seen()).toEqual(['contact_tag_added']);
		await api('DELETE', '/contactTags/3');
		expect(await seen()).toEqual(['contact_tag_removed']);
		await api('POST', '/accountContacts', { accountContact: { contact: 1, account: 2 } });
		await sandbox.settled();
		expect(Object.fromEntries(got[0]?.form ?? [])).toMatchObject({
			'accountContact[account]': '2',
			'account[name]': 'Shop DE',
			customer_acct_id: '2',
			customer_acct_name: 'Shop DE',
		});
		expect(await seen()).toEqual(['account_contact_add']);
		await consent({ api }, 1);
		await consent({ api }, 1);
		expect(await seen()).toEqual(['subscribe']);
	});

	it('do not hold up the answer', async () => {
		const { api, sandbox } = await hooked({ url: 'http://127.0.0.1:9/nobody' });
		expect((await consent({ api }, 1)).status).toBe(200);
		await sandbox.settled();
		expect(sandbox.deliveries[0]).toMatchObject({ status: 0, error: expect.any(String) });
	});
});

describe('webhook management', () => {
	it('creates, finds, changes and deletes hooks', async () => {
		const { api, created, url } = await hooked({ listid: 2 });
		expect(created).toEqual({
			cdate: '2024-05-24T07:00:00-05:00',
			listid: '2',
			name: 'H',
			url,
			events: ALL,
			sources: ['api', 'public'],
			links: [],
			id: '1',
		});
		expect(
			(await api('GET', `/webhooks?filters[url]=${encodeURIComponent(url)}`)).json,
		).toMatchObject({
			webhooks: [{ id: '1', state: '1', deactivated_date: null }],
			meta: { total: '1' },
		});
		expect((await api('GET', '/webhooks?filters[name]=other')).json.webhooks).toEqual([]);
		expect((await api('GET', '/webhooks?filters[listid]=2')).json.webhooks).toHaveLength(1);
		expect(
			(await api('PUT', '/webhooks/1', { webhook: { name: 'New' } })).json.webhook,
		).toMatchObject({ name: 'New', url });
		expect((await api('DELETE', '/webhooks/1')).json).toEqual({});
		expect((await api('GET', '/webhooks/1')).status).toBe(404);
	});

	it('[webhookChecked] refuses incomplete or impossible hooks', async () => {
		const { api } = await scene();
		const good = {
			name: 'H',
			url: 'https://example.com/hook',
			events: ['subscribe'],
			sources: ['api'],
		};
		const status = async (change: object) =>
			(await api('POST', '/webhooks', { webhook: { ...good, ...change } })).status;
		expect(await status({})).toBe(201);
		for (const change of [
			{ name: undefined },
			{ url: 'nowhere' },
			{ url: 'https://example.com:8443/' },
			{ events: [] },
			{ events: ['nothing'] },
			{ sources: ['me'] },
		]) {
			expect([change, await status(change)]).toEqual([change, 422]);
		}
		expect((await api('POST', '/webhooks', {})).json.errors).toHaveLength(4);
	});
});
