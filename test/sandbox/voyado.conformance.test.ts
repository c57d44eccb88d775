/** The sandbox of Voyado Engage keeps to the fact sheet: access, look-ups and single contacts, one test per rule. */
import type { Json } from './support';
import { ANNA, BO, closeTenants, NOBODY, tenant, told } from './voyadoSupport';

afterEach(closeTenants);

const CLARA = { firstName: 'Clara', email: 'clara@example.com' };
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('access', () => {
	it('[voyadoKeyRequired] refuses a missing or wrong key', async () => {
		const { api } = await tenant();
		for (const apikey of ['', 'wrong'])
			expect(told(await api('GET', '/contacts/count', undefined, { apikey }))).toEqual([
				401,
				'Unauthorized',
			]);
		expect((await api('GET', '/contacts/count')).status).toBe(200);
	});

	it('[voyadoKeyHeaderOnly] takes the key in the header apikey only', async () => {
		const { bare, sandbox } = await tenant();
		const needed = { 'user-agent': 'SandboxTests/1.0', 'content-type': 'application/json' };
		const statusWith = async (header: Record<string, string>) =>
			(await bare('/contacts/count', { ...needed, ...header }))[0];
		expect([
			await statusWith({ 'x-api-key': sandbox.token }),
			await statusWith({ authorization: `Bearer ${sandbox.token}` }),
			await statusWith({ APIKEY: sandbox.token }),
		]).toEqual([401, 401, 200]);
	});

	it('[voyadoUserAgentNeeded] refuses a request without a user agent', async () => {
		const { bare, sandbox } = await tenant();
		const headers = { apikey: sandbox.token, 'content-type': 'application/json' };
		expect((await bare('/contacts/count', headers))[0]).toBe(400);
	});

	it('[voyadoUserAgentForm] wants a product and its version as user agent', async () => {
		const { api } = await tenant();
		const statusWith = async (agent: string) =>
			(await api('GET', '/contacts/count', undefined, { 'user-agent': agent })).status;
		expect([
			await statusWith('node'),
			await statusWith('/1.5'),
			await statusWith('AcmePOS/1.5'),
			await statusWith('Acme/1.5 (Linux)'),
		]).toEqual([400, 400, 200, 200]);
	});

	it('[voyadoContentTypeNeeded] breaks on a GET without a content type', async () => {
		const { api, bare, sandbox } = await tenant();
		const headers = { apikey: sandbox.token, 'user-agent': 'SandboxTests/1.0' };
		expect(await bare('/contacts/count', headers)).toEqual([500, 'An error has occurred']);
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		expect((await api('POST', '/contacts', 'email=a', form)).status).toBe(500);
		const charset = { 'content-type': 'application/json; charset=utf-8' };
		expect((await api('GET', '/contacts/count', undefined, charset)).status).toBe(200);
	});

	it('[voyadoRateLimit] refuses the 201st request of a second', async () => {
		const { api, sandbox, pass } = await tenant({ limit: undefined });
		const answers = await Promise.all(
			Array.from({ length: 201 }, async () => await api('GET', '/contacts/count')),
		);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
		expect(sandbox.limitHits).toBe(1);
		pass(1000);
		expect((await api('GET', '/contacts/count')).status).toBe(200);
	});

	it('[voyadoLimitPerKey] gives each key the whole limit', async () => {
		const { api } = await tenant({ limit: { perSecond: 1 }, moreKeys: ['other'] });
		const statusOf = async (headers: Record<string, string>) =>
			(await api('GET', '/contacts/count', undefined, headers)).status;
		expect([await statusOf({}), await statusOf({ apikey: 'other' }), await statusOf({})]).toEqual([
			200, 200, 429,
		]);
	});

	it('[voyadoErrorCode] names the error', async () => {
		const { api } = await tenant();
		expect((await api('GET', `/contacts/${NOBODY}`)).json.errorCode).toBe('ContactNotFound');
	});

	it('[voyadoErrorDetail] says what is wrong', async () => {
		const { api } = await tenant();
		const { json } = await api('POST', '/contacts', { email: 'clara@example.com' });
		expect(json.detail).toBe('firstName: mandatory for Member.');
	});

	it('[voyadoUnknownRoute404] does not know other paths', async () => {
		const { api } = await tenant();
		for (const [method, path] of [
			['GET', '/contacts'],
			['PUT', `/contacts/${ANNA}`],
			['POST', '/contacts/id'],
		])
			expect(told(await api(method, path))).toEqual([404, 'NotFound']);
	});

	it('[voyadoBrokenJson400] refuses what is not JSON', async () => {
		const { api } = await tenant();
		expect(told(await api('POST', '/contacts', '{ "email": }'))).toEqual([400, 'InvalidRequest']);
	});

	it('[voyadoPlusIsSpace] reads a bare + in a query as a space', async () => {
		const { api } = await tenant();
		expect((await api('GET', '/contacts/id?mobilePhone=+46701234567')).status).toBe(400);
		expect((await api('GET', '/contacts/id?mobilePhone=%2B46701234567')).json).toBe(ANNA);
	});
});

describe('a look-up', () => {
	it('[voyadoIdIsBareString] gives the ID as a JSON string', async () => {
		const { api } = await tenant();
		for (const query of [
			'email=ANNA%40example.com',
			'mobilePhone=%2B46701234567',
			'socialSecurityNumber=8112189876',
			'customKey=1001',
			'any=anna%40example.com',
		]) {
			const { status, text, headers } = await api('GET', `/contacts/id?${query}`);
			expect([query, status, text]).toEqual([query, 200, `"${ANNA}"`]);
			expect(headers.get('content-type')).toBe('application/json');
		}
	});

	it('[voyadoLookupChecked] names what cannot be', async () => {
		const { api } = await tenant();
		for (const [query, name] of [
			['email=anna', 'InvalidEmailAddress'],
			['mobilePhone=0701234567', 'InvalidPhoneNumber'],
			['socialSecurityNumber=811318-9876', 'InvalidSocialSecurityNumber'],
			['socialSecurityNumber=131052-308', 'InvalidSocialSecurityNumber'],
			['email=anna%40example.com&contactType=Vip', 'InvalidContactType'],
		])
			expect([query, ...told(await api('GET', `/contacts/id?${query}`))]).toEqual([
				query,
				400,
				name,
			]);
		// A coordination number, whose day is 60 higher, and a Finnish code.
		for (const number of ['811278-9873', '131052-308T'])
			expect(told(await api('GET', `/contacts/id?socialSecurityNumber=${number}`))).toEqual([
				404,
				'ContactNotFound',
			]);
	});

	it('[voyadoLookupNeedsOne] needs something to look for', async () => {
		const { api } = await tenant();
		for (const query of ['', '?contactType=Member'])
			expect(told(await api('GET', `/contacts/id${query}`))).toEqual([400, 'InvalidSearchQuery']);
	});

	it('[voyadoLookupAllFit] finds the contact that fits all', async () => {
		const { api } = await tenant();
		const both = (email: string) => `/contacts/id?email=${email}&mobilePhone=%2B46701234567`;
		expect((await api('GET', both('anna@example.com'))).json).toBe(ANNA);
		expect((await api('GET', both('bo@example.com'))).status).toBe(404);
	});

	it('[voyadoAnyOrder] tries a personal number before a phone number', async () => {
		const { api } = await tenant({
			account: {
				contacts: [
					{ id: ANNA, socialSecurityNumber: '8112189876' },
					{ id: BO, mobilePhone: '8112189876' },
				],
			},
		});
		expect((await api('GET', '/contacts/id?any=8112189876')).json).toBe(ANNA);
	});

	it('[voyadoAnyStops] does not go on to the custom key for what looks like a phone number', async () => {
		const { api, sandbox } = await tenant();
		sandbox.loadAccount({
			contacts: [
				{ email: 'c@example.com', memberNumber: '7777777' },
				{ email: 'd@example.com', memberNumber: 'M-7' },
			],
		});
		expect(told(await api('GET', '/contacts/id?any=7777777'))).toEqual([404, 'ContactNotFound']);
		expect((await api('GET', '/contacts/id?any=M-7')).json).toMatch(GUID);
	});

	it('[voyadoLookupByType] finds contacts of the type only', async () => {
		const { api } = await tenant();
		const path = '/contacts/id?email=bo%40example.com&contactType=';
		expect((await api('GET', `${path}Member`)).status).toBe(404);
		expect((await api('GET', `${path}Contact`)).json).toBe(BO);
	});

	it('[voyadoNotFound404] says that there is no such contact', async () => {
		const { api } = await tenant();
		for (const [method, path, body] of [
			['GET', '/contacts/id?email=nobody%40example.com'],
			['GET', `/contacts/${NOBODY}`],
			['PATCH', `/contacts/${NOBODY}`, { city: 'Lund' }],
			['DELETE', `/contacts/${NOBODY}`],
			['POST', `/contacts/${NOBODY}/updateContactType?contactTypeId=Member`],
			['GET', `/contacts/transactions?contactId=${NOBODY}`],
		] as const)
			expect(told(await api(method, path, body))).toEqual([404, 'ContactNotFound']);
	});

	const TWINS = {
		contacts: [
			{ id: ANNA, email: 'anna@example.com', mobilePhone: '+46701234567' },
			{ id: BO, email: 'bo@example.com', mobilePhone: '+46 70 123 45 67' },
		],
	};

	it('[voyadoMultiple409] does not choose among several', async () => {
		const { api } = await tenant({ account: TWINS });
		const found = await api('GET', '/contacts/id?mobilePhone=%2B46701234567');
		expect(told(found)).toEqual([409, 'MultipleMatches']);
	});

	it('[voyadoMatchesListed] lists the several', async () => {
		const { api } = await tenant({ account: TWINS });
		const { json } = await api('GET', '/contacts/id?any=%2B46701234567');
		expect(json.messageDetails).toEqual({ multipleMatchesFound: [ANNA, BO] });
	});

	it('[voyadoCustomKeySetUp] breaks where no custom key is set up', async () => {
		const { api, sandbox } = await tenant({ account: { customKey: null } });
		expect(told(await api('GET', '/contacts/id?customKey=1'))).toEqual([
			500,
			'InvalidSystemConfiguration',
		]);
		sandbox.loadAccount({ customKey: 'externalId', contacts: [{ id: ANNA, externalId: 'e1' }] });
		expect((await api('GET', '/contacts/id?customKey=e1')).json).toBe(ANNA);
	});
});

describe('creating', () => {
	it('[voyadoCreated201] is answered with 201', async () => {
		const { api } = await tenant();
		expect((await api('POST', '/contacts', CLARA)).status).toBe(201);
	});

	it('[voyadoCreatedInFull] gives the contact in full', async () => {
		const { api } = await tenant();
		const { json } = await api('POST', '/contacts', {
			...CLARA,
			shoeSize: 39,
			preferences: { acceptsSms: true },
		});
		expect(json).toEqual({
			id: expect.stringMatching(GUID),
			attributes: { contactType: 'Member', ...CLARA, shoeSize: 39 },
			meta: {
				approved: true,
				createdOn: '2024-05-24T12:00:00.000Z',
				updatedOn: '2024-05-24T12:00:00.000Z',
			},
			preferences: { acceptsEmail: false, acceptsSms: true, acceptsPostal: false },
			consents: [],
		});
		expect((await api('GET', `/contacts/${json.id}`)).json).toEqual(json);
	});

	it('[voyadoNoData] needs a body', async () => {
		const { api } = await tenant();
		for (const [method, path, body] of [
			['POST', '/contacts', undefined],
			['POST', '/contacts', {}],
			['PATCH', `/contacts/${ANNA}`, {}],
			['POST', '/contacts/bulk', []],
		] as const)
			expect(told(await api(method, path, body))).toEqual([400, 'NoData']);
	});

	it('[voyadoCreateAsMember] makes a Member unless told', async () => {
		const { api, contact } = await tenant();
		const { json } = await api('POST', '/contacts', CLARA);
		expect((await contact(json.id)).contactType).toBe('Member');
		const other = { contactType: 'Contact', email: 'd@example.com' };
		const { json: second } = await api('POST', '/contacts', other);
		expect((await contact(second.id)).contactType).toBe('Contact');
	});

	it('[voyadoTypeMustExist] refuses an unknown type', async () => {
		const { api } = await tenant();
		const answer = await api('POST', '/contacts', { ...CLARA, contactType: 'Vip' });
		expect(told(answer)).toEqual([422, 'ValidationError']);
	});

	it('[voyadoKeyFieldNeeded] needs the key field of the type', async () => {
		const { api } = await tenant();
		for (const body of [
			{ firstName: 'Clara' },
			{ ...CLARA, email: '' },
			{ ...CLARA, contactType: 'Phone' },
		])
			expect(told(await api('POST', '/contacts', body))).toEqual([422, 'ValidationError']);
		const byPhone = { contactType: 'Phone', mobilePhone: '+46700000000' };
		expect((await api('POST', '/contacts', byPhone)).status).toBe(201);
	});

	it('[voyadoMandatoryFields] needs the mandatory fields of the type', async () => {
		const { api } = await tenant();
		for (const firstName of [undefined, '', null])
			expect(told(await api('POST', '/contacts', { ...CLARA, firstName }))).toEqual([
				422,
				'ValidationError',
			]);
		const contact = { contactType: 'Contact', email: 'c@example.com' };
		expect((await api('POST', '/contacts', contact)).status).toBe(201);
	});

	it('[voyadoValuesChecked] refuses values that cannot be', async () => {
		const { api } = await tenant();
		for (const more of [
			{ email: 'clara' },
			{ mobilePhone: 'none' },
			{ preferences: { acceptsEmail: 'yes' } },
		])
			expect(told(await api('POST', '/contacts', { ...CLARA, ...more }))).toEqual([
				422,
				'ValidationError',
			]);
		expect((await api('PATCH', `/contacts/${ANNA}`, { email: 'x' })).status).toBe(422);
	});

	it('[voyadoKeyTaken409] refuses a key that is taken', async () => {
		const { api, sandbox } = await tenant();
		const answer = await api('POST', '/contacts', { ...CLARA, email: 'Bo@Example.com' });
		expect(told(answer)).toEqual([409, 'ApprovedContactWithKeyExists']);
		expect(sandbox.store.contacts.size).toBe(2);
	});

	it('[voyadoUnapprovedYields] takes a key again that is not approved', async () => {
		const { api } = await tenant();
		const path = '/contacts?createAsUnapproved=true';
		expect((await api('POST', path, CLARA)).status).toBe(201);
		expect((await api('POST', '/contacts', CLARA)).status).toBe(201);
		expect((await api('POST', path, CLARA)).status).toBe(409);
	});

	it('[voyadoKeyInCreation] refuses a key that is being created', async () => {
		const { api, sandbox } = await tenant();
		await api('POST', '/contacts/bulk?contactType=Member', [CLARA]);
		expect(told(await api('POST', '/contacts', CLARA))).toEqual([
			409,
			'ContactWithKeyIsBeingCreated',
		]);
		await sandbox.settled();
		expect(told(await api('POST', '/contacts', CLARA))).toEqual([
			409,
			'ApprovedContactWithKeyExists',
		]);
	});

	it('[voyadoCreateQuery] notes source, store and approval of the query', async () => {
		const { api } = await tenant();
		const path = '/contacts?source=POS&storeExternalId=s%201&createAsUnapproved=true';
		expect((await api('POST', path, CLARA)).json.meta).toMatchObject({
			source: 'POS',
			storeExternalId: 's 1',
			approved: false,
		});
	});

	it('[voyadoOldHeadersIgnored] takes no notice of the headers of v2', async () => {
		const { api } = await tenant();
		const headers = { source: 'POS', storeExternalId: 's1', createAsUnapproved: 'true' };
		const { json } = await api('POST', '/contacts', CLARA, headers);
		expect([json.meta.source, json.meta.storeExternalId, json.meta.approved]).toEqual([
			undefined,
			undefined,
			true,
		]);
	});
});

describe('a contact', () => {
	it('[voyadoAttributesWrapped] has its fields in attributes', async () => {
		const { api } = await tenant();
		const { json } = await api('GET', `/contacts/${ANNA.toUpperCase()}`);
		expect([json.id, json.firstName, json.attributes.firstName, json.attributes.shoeSize]).toEqual([
			ANNA,
			undefined,
			'Anna',
			38,
		]);
		expect(json.attributes.contactType).toBe('Member');
	});

	it('[voyadoEmptyOverwrites] loses what an update sends empty', async () => {
		const { api, contact } = await tenant();
		await api('PATCH', `/contacts/${ANNA}`, { firstName: '', shoeSize: null, city: 'Lund' });
		expect(await contact(ANNA)).toMatchObject({
			firstName: '',
			shoeSize: null,
			city: 'Lund',
			email: 'anna@example.com',
		});
	});

	it('[voyadoUnknownIgnored] takes no notice of fields the tenant does not have', async () => {
		const { api, contact } = await tenant();
		const { status } = await api('PATCH', `/contacts/${ANNA}`, { hatSize: 58, FirstName: 'A' });
		expect(status).toBe(200);
		expect(await contact(ANNA)).not.toHaveProperty('hatSize');
		expect(await contact(ANNA)).toMatchObject({ firstName: 'Anna' });
	});

	it('[voyadoTypeStays] keeps its type in an update', async () => {
		const { api, contact } = await tenant();
		await api('PATCH', `/contacts/${BO}`, { contactType: 'Member', city: 'Malmö' });
		expect(await contact(BO)).toMatchObject({ contactType: 'Contact', city: 'Malmö' });
	});

	it('[voyadoPreferencesMerged] keeps preferences that an update leaves out', async () => {
		const { api, contact } = await tenant();
		await api('PATCH', `/contacts/${ANNA}`, { preferences: { acceptsSms: true } });
		expect((await contact(ANNA)).preferences).toEqual({
			acceptsEmail: true,
			acceptsSms: true,
			acceptsPostal: false,
		});
	});

	it('[voyadoUpdate200] comes back from an update', async () => {
		const { api } = await tenant();
		const { status, json } = await api('PATCH', `/contacts/${ANNA}`, { city: 'Lund' });
		expect([status, json?.id, json?.attributes.city]).toEqual([200, ANNA, 'Lund']);
	});

	it('[voyadoUpdateKeyTaken] cannot take the key of another', async () => {
		const { api } = await tenant();
		expect(told(await api('PATCH', `/contacts/${ANNA}`, { email: 'bo@example.com' }))).toEqual([
			409,
			'ApprovedContactWithKeyExists',
		]);
		const own = { email: 'anna@example.com', city: 'Lund' };
		expect((await api('PATCH', `/contacts/${ANNA}`, own)).status).toBe(200);
		await api('PATCH', `/contacts/${ANNA}`, { email: 'new@example.com' });
		expect((await api('GET', '/contacts/id?email=anna%40example.com')).status).toBe(404);
		expect((await api('GET', '/contacts/id?email=new%40example.com')).json).toBe(ANNA);
	});

	it('[voyadoUnchangedSilent] is not changed by what it is already', async () => {
		const { api, sandbox } = await tenant();
		const same = { firstName: 'Anna', preferences: { acceptsEmail: true } };
		expect((await api('PATCH', `/contacts/${ANNA}`, same)).status).toBe(200);
		expect(sandbox.store.changes).toEqual([]);
	});

	it('[voyadoDelete200] is deleted', async () => {
		const { api } = await tenant();
		const { status, text } = await api('DELETE', `/contacts/${ANNA}`);
		expect([status, text]).toEqual([200, '']);
		expect((await api('GET', `/contacts/${ANNA}`)).status).toBe(404);
		expect((await api('GET', '/contacts/id?email=anna%40example.com')).status).toBe(404);
	});
});

describe('a change of type', () => {
	const upgrade = (id: string, type = 'Member') =>
		`/contacts/${id}/updateContactType?contactTypeId=${type}`;

	it('[voyadoUpgradeChecksFields] needs the mandatory fields of the new type', async () => {
		const { api, contact } = await tenant();
		expect(told(await api('POST', upgrade(BO)))).toEqual([422, 'ValidationError']);
		expect(told(await api('POST', upgrade(BO, 'Phone')))).toEqual([422, 'ValidationError']);
		await api('PATCH', `/contacts/${BO}`, { firstName: 'Bo' });
		expect((await api('POST', upgrade(BO))).status).toBe(200);
		expect(await contact(BO)).toMatchObject({ contactType: 'Member', firstName: 'Bo' });
	});

	it('[voyadoUpgradeTypeKnown] needs a type that exists', async () => {
		const { api } = await tenant();
		for (const path of [upgrade(ANNA, 'Vip'), `/contacts/${ANNA}/updateContactType`])
			expect(told(await api('POST', path, {}))).toEqual([400, 'InvalidContactType']);
	});

	it('[voyadoUpgradeToMember] makes Members too', async () => {
		const { api } = await tenant();
		expect((await api('POST', upgrade(ANNA))).status).toBe(200);
	});

	it('[voyadoUpgradeNoBody] has no body in its answer', async () => {
		const { api } = await tenant();
		const { status, text }: Json = await api('POST', upgrade(ANNA, 'Contact'));
		expect([status, text]).toEqual([200, '']);
	});
});
