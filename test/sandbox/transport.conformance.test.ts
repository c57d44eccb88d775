import { request } from 'node:http';
import { call, closeAll, scene } from './support';

afterEach(closeAll);

describe('token', () => {
	it('[tokenRequired] refuses a missing or wrong token with 403', async () => {
		const { api } = await scene();
		for (const headers of [{}, { 'Api-Token': 'wrong' }]) {
			const answer = await api('GET', '/users/me', undefined, headers as Record<string, string>);
			expect([answer.status, answer.json]).toEqual([403, { message: 'Forbidden' }]);
		}
	});

	it('[tokenHeaderAnyCase] takes the header in any case', async () => {
		const { sandbox } = await scene();
		// fetch writes names in its own way, so this goes through node:http.
		const status = async (name: string) =>
			await new Promise<number | undefined>((resolve, reject) => {
				request(
					`${sandbox.url}/api/3/users/me`,
					{ headers: { [name]: sandbox.token } },
					(response) => {
						response.resume();
						resolve(response.statusCode);
					},
				)
					.on('error', reject)
					.end();
			});
		expect([
			await status('api-token'),
			await status('API-TOKEN'),
			await status('Api-Token'),
		]).toEqual([200, 200, 200]);
	});

	it('[tokenOnlyInHeader] takes no token from the query and no bearer token', async () => {
		const { api, sandbox } = await scene();
		expect(
			(
				await api(
					'GET',
					`/users/me?api_token=${sandbox.token}&api_key=${sandbox.token}`,
					undefined,
					{},
				)
			).status,
		).toBe(403);
		expect(
			(await api('GET', '/users/me', undefined, { authorization: `Bearer ${sandbox.token}` }))
				.status,
		).toBe(403);
	});

	it('answers who the token belongs to', async () => {
		const { api } = await scene();
		const { status, json } = await api('GET', '/users/me');
		expect(status).toBe(200);
		expect(json.user).toMatchObject({ id: '1', username: 'admin', mfaEnabled: '0' });
	});
});

describe('requests the API does not understand', () => {
	it('[unknownRoute404] answers 404 to unknown paths and methods', async () => {
		const { api } = await scene();
		expect((await api('GET', '/nothing')).status).toBe(404);
		expect((await api('PATCH', '/contacts/1', {})).status).toBe(404);
		expect((await api('GET', '//users/me')).status).toBe(404);
	});

	it('[brokenJsonRefused] answers 400 to a body that is not JSON', async () => {
		const { api, sandbox } = await scene();
		const answer = await api('POST', '/contact/sync', '{"contact":{"email":');
		expect([answer.status, answer.json.errors[0].detail]).toEqual([
			400,
			'The request body is not valid JSON',
		]);
		expect(sandbox.journal.entries[0]?.body).toBe('{"contact":{"email":');
	});

	it('reads JSON whatever its content type, as the curl samples of the article need', async () => {
		const { api, sandbox } = await scene();
		const headers = {
			'Api-Token': sandbox.token,
			'content-type': 'application/x-www-form-urlencoded',
		};
		expect(
			(await api('POST', '/contact/sync', { contact: { email: 'a@example.com' } }, headers)).status,
		).toBe(201);
	});
});

describe('limit', () => {
	it('[rateLimitEnforced] refuses the sixth request of a second with 429', async () => {
		const { api, pass, sandbox } = await scene({ limit: { perSecond: 5 } });
		const statuses = await Promise.all(
			Array.from({ length: 7 }, async () => (await api('GET', '/users/me')).status),
		);
		expect(statuses.sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
		expect(sandbox.limitHits).toBe(2);
		pass(1000);
		expect((await api('GET', '/users/me')).status).toBe(200);
	});

	it('[rateLimitHeaders] tells the limit and what is left on every answer', async () => {
		const { api } = await scene({ limit: { perSecond: 5 } });
		const told = ({ headers }: { headers: Headers }) => [
			headers.get('ratelimit-limit'),
			headers.get('ratelimit-remaining'),
		];
		expect(told(await api('GET', '/users/me'))).toEqual(['5', '4']);
		expect(told(await api('GET', '/contacts/99'))).toEqual(['5', '3']);
		expect(told(await api('GET', '/users/me', undefined, {}))).toEqual(['5', '2']);
	});

	it('[retryAfterHeader] says how long to wait', async () => {
		const { api } = await scene({ limit: { perSecond: 1 } });
		await api('GET', '/users/me');
		const answer = await api('GET', '/users/me');
		expect([answer.status, answer.headers.get('retry-after'), answer.json]).toEqual([
			429,
			'30',
			{ message: 'Too Many Requests' },
		]);
	});
});

describe('how answers are written', () => {
	it('[idsAreStrings] writes ids as strings', async () => {
		const { api } = await scene();
		const { json } = await api('POST', '/contact/sync', { contact: { email: 'a@example.com' } });
		expect(json.contact.id).toBe('1');
		expect((await api('GET', '/lists')).json.lists[0].id).toBe('1');
	});

	it('[totalIsString] writes meta.total as a string', async () => {
		const { api } = await scene();
		for (const path of [
			'/contacts',
			'/fields',
			'/lists',
			'/tags',
			'/accounts',
			'/accountContacts',
			'/webhooks',
		]) {
			expect([path, typeof (await api('GET', path)).json.meta.total]).toEqual([path, 'string']);
		}
		expect((await api('GET', '/contacts?email=nobody@example.com')).json.meta.total).toBe('0');
	});

	it('[eventsTotalIsInt] writes the total of the webhook events as an int', async () => {
		const { api } = await scene();
		const { json } = await api('GET', '/webhook/events');
		expect(json.meta.total).toBe(25);
		expect(json.webhookEvents).toHaveLength(25);
	});

	it('[sentIdTypesEchoed] echoes ids in the type they were sent in', async () => {
		const { api, sandbox } = await scene();
		sandbox.store.addContact({ email: 'a@example.com' });
		const ints = (
			await api('POST', '/fieldValues', { fieldValue: { contact: 1, field: 1, value: 'x' } })
		).json.fieldValue;
		expect(ints).toMatchObject({ contact: 1, field: 1, owner: 1, id: '1' });
		const link = (
			await api('POST', '/accountContacts', { accountContact: { contact: 1, account: '2' } })
		).json.accountContact;
		expect(link).toMatchObject({ contact: 1, account: '2' });
		const consent = { list: 1, contact: 1, status: 1 };
		expect(
			(await api('POST', '/contactLists', { contactList: consent })).json.contactList,
		).toMatchObject(consent);
		expect(
			(await api('POST', '/contactLists', { contactList: consent })).json.contactList,
		).toMatchObject({ list: '1', contact: '1', status: 1 });
	});

	it('[phpEscaping] writes slashes and non-ASCII the PHP way', async () => {
		const { api } = await scene();
		const answer = await api('POST', '/contact/sync', {
			contact: { email: 'a@example.com', firstName: 'Łucja/ż' },
		});
		expect(answer.text).toContain('"firstName":"\\u0141ucja\\/\\u017c"');
		expect(answer.json.contact.firstName).toBe('Łucja/ż');
		expect(answer.headers.get('content-type')).toBe('application/json');
	});
});

it('serves a hundred requests at once', async () => {
	const { sandbox } = await scene();
	const answers = await Promise.all(
		Array.from(
			{ length: 100 },
			async (_, index) =>
				await call(
					`${sandbox.url}/api/3/contact/sync`,
					'POST',
					{ contact: { email: `u${index}@example.com` } },
					{ 'api-token': sandbox.token },
				),
		),
	);
	expect(answers.every(({ status }) => status === 201)).toBe(true);
	expect(new Set(answers.map(({ json }) => json.contact.id)).size).toBe(100);
});
