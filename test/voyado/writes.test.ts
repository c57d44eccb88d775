/** What is sent of a contact and what is not, and contacts that are there, are not there, or come to be meanwhile. */
import type { IDataObject } from 'n8n-workflow';

import { ANNA, BERIT, by, custom, detailsOf, startTenant, type Tenant, TWINS } from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const update = { operation: 'update', contact: by('id', ANNA) };

describe('every request', () => {
	it('says who asks and what it speaks, GET included', async () => {
		await tenant.run({ operation: 'get', contact: by('email', 'anna@example.com') });
		await tenant.run({ ...update, fields: { city: 'Lund' } });
		await tenant.run({ operation: 'updateType', contact: by('id', ANNA) });
		await tenant.run({ operation: 'createMany', fields: { email: 'a@example.com' } });
		await tenant.run({ operation: 'delete', contact: by('id', ANNA) });
		const { entries } = tenant.sandbox.journal;
		expect(entries.map(({ method }) => method)).toEqual([
			...['GET', 'GET', 'PATCH', 'POST', 'POST', 'DELETE'],
		]);
		for (const { headers } of entries) {
			expect(headers).toMatchObject({
				'user-agent': 'AcmeShop/1.5',
				'content-type': expect.stringMatching(/^application\/json/),
			});
		}
	});

	it('bears the name of this package where the credential gives none', async () => {
		await tenant.run({ operation: 'count' }, [{}], { credential: { userAgent: '' } });
		expect(tenant.sandbox.journal.entries[0].headers['user-agent']).toBe('n8n-nodes-cdxp/0.1.0');
	});
});

describe('contact.find', () => {
	const find = (searchBy: string, searchValue: unknown, more: IDataObject = {}) =>
		tenant.runOn({ operation: 'find', searchBy, searchValue: searchValue as string, ...more });

	it.each([
		['email', 'Anna@Example.com', { email: 'Anna@Example.com' }],
		['email', 'berit+shop@example.com', { email: 'berit+shop@example.com' }],
		['mobilePhone', '+46 73-565 43 21', { mobilePhone: '+46735654321' }],
		['mobilePhone', '0046735654321', { mobilePhone: '+46735654321' }],
		['socialSecurityNumber', '196903027573', { socialSecurityNumber: '196903027573' }],
		['customKey', 999888777, { customKey: '999888777' }],
		['any', 'anna@example.com', { any: 'anna@example.com' }],
	])('asks by %s for %s', async (searchBy, value, query) => {
		const { done } = await find(searchBy, value);
		expect(done).toEqual([
			{ contactId: String(value).startsWith('berit') ? BERIT : ANNA, found: true },
		]);
		expect(tenant.sandbox.journal.entries.map((entry) => entry.query)).toEqual([query]);
	});

	it('gives an empty result for nobody, if it may, and an error else', async () => {
		const empty = await find('email', 'nobody@example.com', { whenNotFound: 'empty' });
		expect(empty.done).toEqual([{ contactId: null, found: false }]);
		const failed = await find('email', 'nobody@example.com');
		expect(detailsOf(failed.rejected[0])).toMatchObject({
			code: 'ContactNotFound',
			remedy: expect.stringMatching(/Create the contact first/),
		});
		expect(failed.rejected[0].error).toContain('"nobody@example.com"');
		expect(tenant.sandbox.journal.total).toBe(2);
	});

	it.each([
		['with plain text', { status: 404, body: '404 contact not found' }],
		['without a word', { status: 404, body: '' }],
	])('knows nobody by a 404 %s as well', async (_, fault) => {
		tenant.sandbox.faults.add({ kind: 'status', ...fault });
		const { done } = await find('email', 'x@example.com', { whenNotFound: 'empty' });
		expect(done).toEqual([{ contactId: null, found: false }]);
	});

	it('takes no web page for nobody', async () => {
		tenant.sandbox.faults.add({ kind: 'html', status: 404 });
		const { rejected } = await find('email', 'x@example.com', { whenNotFound: 'empty' });
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'html_answer' });
	});

	it('lists several that match, or uses the first if told so', async () => {
		const several = await find('mobilePhone', '+46701112233');
		expect(detailsOf(several.rejected[0]).code).toBe('MultipleMatches');
		for (const id of TWINS) expect(several.rejected[0].error).toContain(id);
		const first = await find('mobilePhone', '+46701112233', {
			options: { multipleMatches: 'first' },
		});
		expect(first.done).toEqual([{ contactId: TWINS[0], found: true }]);
	});

	it('says so where several match and none is listed', async () => {
		tenant.sandbox.rules.set({ voyadoMatchesListed: false });
		const { rejected } = await find('mobilePhone', '+46701112233');
		expect(detailsOf(rejected[0]).code).toBe('MultipleMatches');
	});

	it('looks among contacts of one type if told so', async () => {
		const { done } = await find('email', 'anna@example.com', {
			whenNotFound: 'empty',
			options: { contactType: 'Contact' },
		});
		expect(done).toEqual([{ contactId: null, found: false }]);
	});

	it('reads an ID in an object as well', async () => {
		tenant.sandbox.rules.set({ voyadoIdIsBareString: false });
		const { done } = await find('email', 'anna@example.com');
		expect(done).toEqual([{ contactId: ANNA, found: true }]);
	});

	it('asks again where the answer was cut short', async () => {
		tenant.sandbox.faults.add({ kind: 'truncate', times: 1 });
		const { done } = await find('email', 'anna@example.com');
		expect(done).toEqual([{ contactId: ANNA, found: true }]);
		expect(tenant.sandbox.journal.total).toBe(2);
	});

	it('refuses what cannot be looked up before it asks', async () => {
		const bad: Array<[string, unknown, RegExp]> = [
			['email', 'anna', /has no @/],
			['mobilePhone', '073-565 43 21', /international form/],
			['customKey', '={{ "" }}', /nothing is given/],
			['={{ "shoeSize" }}', '40', /not one of its values/],
		];
		for (const [searchBy, value, says] of bad) {
			const { rejected } = await find(searchBy, value);
			expect(rejected[0].error).toMatch(says);
		}
		expect(tenant.sandbox.journal.total).toBe(0);
	});
});

describe('a contact that is named', () => {
	it.each([
		['email', 'anna@example.com'],
		['mobilePhone', '+46735654321'],
		['socialSecurityNumber', '196903027573'],
		['customKey', '999888777'],
		['any', 'anna@example.com'],
	])('by %s is looked up once in a run', async (mode, value) => {
		const run = await tenant.run({ operation: 'get', contact: by(mode, '={{ $json.value }}') }, [
			{ value },
			{ value },
			{ value },
		]);
		expect(run.done.map(({ contactId }) => contactId)).toEqual([ANNA, ANNA, ANNA]);
		expect(tenant.sandbox.journal.count('GET', 'contacts/id')).toBe(1);
	});

	it('by ID may have it in quotation marks, but not be anything else', async () => {
		const run = await tenant.runOn({ operation: 'get', contact: by('id', '={{ $json.id }}') }, [
			{ id: `"${ANNA}"` },
			{ id: 'anna@example.com' },
			{ id: '../count' },
			{},
		]);
		expect(run.done).toHaveLength(1);
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual(
			Array.from({ length: 3 }, () => 'invalid_value'),
		);
		expect(tenant.sandbox.journal.total).toBe(1);
	});

	it('by what nobody or several have fails, unless the first is wanted', async () => {
		const items = [{ value: '+46701112233' }, { value: '+46700000000' }];
		const parameters = { operation: 'get', contact: by('mobilePhone', '={{ $json.value }}') };
		const run = await tenant.runOn(parameters, items);
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual([
			'MultipleMatches',
			'ContactNotFound',
		]);
		const first = await tenant.runOn(
			{ ...parameters, options: { multipleMatches: 'first' } },
			items,
		);
		expect(first.done.map(({ contactId }) => contactId)).toEqual([TWINS[0]]);
	});
});

describe('what is sent of a contact', () => {
	it('is what has a value, under the names of Engage', async () => {
		await tenant.run(
			{
				...update,
				fields: {
					birthDay: '2.3.1969',
					careOf: ' c/o Berit ',
					city: '={{ $json.city }}',
					countryCode: '',
					email: 'anna@example.com',
					firstName: '={{ null }}',
					gender: '={{ $json.nothing }}',
					moreFields: '={{ { loyal: true, points: 0, empty: "", none: null, nested: { a: "" } } }}',
				},
				preferences: {
					acceptsEmail: '',
					acceptsPostal: '={{ false }}',
					acceptsSms: 'yes',
				},
				customFields: custom({ shoeSize: '={{ 40 }}', favouriteStore: '', empty: '={{ null }}' }),
			},
			[{ city: 'Lund' }],
		);
		expect(tenant.sent('PATCH', ANNA)).toEqual([
			{
				birthDay: '1969-03-02',
				careOf: 'c/o Berit',
				city: 'Lund',
				email: 'anna@example.com',
				loyal: true,
				points: 0,
				shoeSize: 40,
				preferences: { acceptsPostal: false, acceptsSms: true },
			},
		]);
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ firstName: 'Anna', lastName: 'Andersson' });
	});

	it('never holds what would empty a field, unless that field is named', async () => {
		const empty = { firstName: '', lastName: '={{ null }}', city: '   ' };
		const nothing = await tenant.runOn({
			...update,
			fields: empty,
			customFields: custom({ favouriteStore: '' }),
			preferences: { acceptsSms: '' },
		});
		expect(nothing.rejected[0].error).toMatch(/nothing is given to change/);
		expect(tenant.sandbox.journal.total).toBe(0);

		await tenant.run({
			...update,
			fields: empty,
			options: {
				clearFields: ['city', 'memberNumber'],
				clearCustomFields: 'favouriteStore, shoeSize',
			},
		});
		expect(tenant.sent('PATCH', ANNA)).toEqual([
			{ city: null, memberNumber: null, favouriteStore: null, shoeSize: null },
		]);
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ city: null, firstName: 'Anna' });
	});

	it('is the value where a field is both given and to be emptied', async () => {
		await tenant.run({ ...update, fields: { city: 'Lund' }, options: { clearFields: ['city'] } });
		expect(tenant.sent('PATCH', ANNA)).toEqual([{ city: 'Lund' }]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a word that is neither yes nor no', { preferences: { acceptsSms: 'maybe' } }, /Accepts SMS/],
		['an impossible address', { fields: { email: 'anna@' } }, /^Email: "anna@"/],
		['an impossible day', { fields: { birthDay: '31.2.1990' } }, /^Birthday/],
		[
			'a field given twice',
			{ fields: { city: 'A' }, customFields: custom({ city: 'B' }) },
			/twice/,
		],
		['a value without a name', { customFields: custom({ '': 'B' }) }, /Name of entry 1/],
		['a type', { customFields: custom({ contactType: 'Member' }) }, /not a field of a contact/],
		['an ID', { fields: { moreFields: '{"id":"1"}' } }, /not a field of a contact/],
		['what is no object', { fields: { moreFields: '[1]' } }, /More Fields/],
		['an unknown field to empty', { options: { clearFields: ['shoe'] } }, /^Clear Fields: "shoe"/],
	])('is not %s', async (_, parameters, says) => {
		const { rejected } = await tenant.runOn({ ...update, ...parameters });
		expect(rejected[0].error).toMatch(says);
		expect(tenant.sandbox.journal.total).toBe(0);
	});
});

describe('fields that Engage ignores', () => {
	const parameters = {
		...update,
		fields: { city: 'Lund', moreFields: { favouriteColour: 'red' } as never },
	};

	it('are named in the output and in the hint', async () => {
		const run = await tenant.run(parameters);
		expect(run.done).toEqual([
			{
				contactId: ANNA,
				updated: true,
				changedFields: ['city', 'favouriteColour'],
				ignoredFields: ['favouriteColour'],
			},
		]);
		expect(run.hints).toEqual([expect.stringMatching(/did not keep "favouriteColour"/)]);
	});

	it('are counted in one hint for many items', async () => {
		const run = await tenant.run(parameters, [{}, {}, {}]);
		expect(run.hints).toEqual([
			expect.stringMatching(/3 of 3 items done.*"favouriteColour".*\(3 times\)/),
		]);
	});

	it('are not known where the answer is empty, unless the contact is read back', async () => {
		tenant.sandbox.faults.add({ kind: 'empty', when: 'after', match: { method: 'PATCH' } });
		const blind = await tenant.run(parameters);
		expect(blind.done[0]).toMatchObject({ updated: true, ignoredFields: null });
		expect(blind.hints).toEqual([]);
		const seeing = await tenant.run({ ...parameters, options: { readBack: true } });
		expect(seeing.done[0].ignoredFields).toEqual(['favouriteColour']);
	});

	it.each([true, false])('are told of a new contact, fields in attributes: %s', async (wrapped) => {
		tenant.sandbox.rules.set({ voyadoAttributesWrapped: wrapped });
		const fields = { email: 'new@example.com', firstName: 'Nils' };
		const { done } = await tenant.run({
			operation: 'create',
			fields,
			preferences: { acceptsSms: 'yes' },
			customFields: custom({ favouriteColour: 'red', shoeSize: 40 }),
		});
		expect(done[0]).toMatchObject({
			created: true,
			ignoredFields: ['favouriteColour'],
			contact: { ...fields, shoeSize: 40, preferences: { acceptsSms: true } },
		});
	});

	it('are none where a phone number comes back in another form, or an address in small letters', async () => {
		const { done } = await tenant.run({
			keyValue: 'New@Example.com',
			fields: { firstName: 'Nils', mobilePhone: '+46 70 999 88 77', birthDay: '1990-05-01' },
		});
		expect(done[0]).toMatchObject({ created: true, ignoredFields: [] });
	});
});

describe('Compare First', () => {
	const options = { onlyChanges: true };

	it.each([true, false])('sends what differs alone, fields in attributes: %s', async (wrapped) => {
		tenant.sandbox.rules.set({ voyadoAttributesWrapped: wrapped });
		const { done } = await tenant.run({
			...update,
			fields: { firstName: 'Anna', city: 'Lund' },
			preferences: { acceptsEmail: 'yes', acceptsSms: 'yes' },
			options,
		});
		expect(tenant.sent('PATCH', ANNA)).toEqual([
			{ city: 'Lund', preferences: { acceptsSms: true } },
		]);
		expect(done[0].changedFields).toEqual(['city', 'preferences.acceptsSms']);
	});

	it('sends nothing where nothing differs', async () => {
		const { done } = await tenant.run({
			keyValue: 'anna@example.com',
			fields: { firstName: 'Anna', city: 'Stockholm' },
			options: { ...options, clearFields: ['street'] },
		});
		expect(done).toEqual([
			{ contactId: ANNA, created: false, updated: false, changedFields: [], ignoredFields: [] },
		]);
		expect(tenant.asked()).toEqual(['GET /contacts/id', 'GET /contacts/{id}']);
	});
});

describe('contact.create', () => {
	const create = (fields: IDataObject, options: IDataObject = {}, more = {}) =>
		tenant.runOn({ operation: 'create', fields, options }, [{}], more);
	const nils = { email: 'new@example.com', firstName: 'Nils' };

	it('registers in the query what v3 ignores in headers', async () => {
		await create(nils, {
			contactType: 'Contact',
			source: 'POS',
			storeExternalId: '600',
			createAsUnapproved: true,
		});
		const [{ query, body }] = tenant.sandbox.journal.entries;
		expect(query).toEqual({ source: 'POS', storeExternalId: '600', createAsUnapproved: 'true' });
		expect(body).toEqual({ contactType: 'Contact', ...nils });
		expect(tenant.byEmail(nils.email)).toMatchObject([
			{ contactType: 'Contact', source: 'POS', storeExternalId: '600', isApproved: false },
		]);
	});

	it('needs a key', async () => {
		const { rejected } = await create({ firstName: 'Nils' });
		expect(rejected[0].error).toMatch(/no key is given/);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it.each(['reset', 'truncate', 'empty'] as const)(
		'after a lost answer (%s) looks whether it was created',
		async (kind) => {
			tenant.sandbox.faults.add({ kind, when: 'after', times: 1, match: { method: 'POST' } });
			const { done } = await create(nils, {}, {});
			expect(done[0]).toMatchObject({ created: true, contact: { firstName: 'Nils' } });
			expect(tenant.asked()).toEqual(['POST /contacts', 'GET /contacts/id', 'GET /contacts/{id}']);
			expect(tenant.byEmail(nils.email)).toHaveLength(1);
		},
	);

	it('sends it again where it was not', async () => {
		tenant.sandbox.faults.add({ kind: 'status', status: 503, times: 1, match: { method: 'POST' } });
		const { done } = await create(nils);
		expect(done[0]).toMatchObject({ created: true });
		expect(tenant.asked()).toEqual(['POST /contacts', 'GET /contacts/id', 'POST /contacts']);
		expect(tenant.byEmail(nils.email)).toHaveLength(1);
	});

	it('takes nobody else for the contact it meant', async () => {
		tenant.sandbox.faults.add({ kind: 'reset', times: 1, match: { method: 'POST' } });
		const { rejected } = await create({ email: 'anna@example.com', firstName: 'Another' });
		expect(detailsOf(rejected[0]).code).toBe('ApprovedContactWithKeyExists');
		expect(tenant.fieldsOf(ANNA)).toMatchObject({ firstName: 'Anna' });
	});

	it('leaves as uncertain where nothing answers any more', async () => {
		tenant.sandbox.faults.add({ kind: 'reset' });
		const { rejected } = await tenant.runOn({ operation: 'create', fields: nils }, [{ n: 1 }], {
			credential: {},
		});
		expect(detailsOf(rejected[0]).status).toBe('uncertain');
	}, 60_000);

	it('says that nothing was created where Engage answers with the contact that is there', async () => {
		tenant.sandbox.rules.set({ voyadoKeyTaken409: false });
		const { done } = await create({ email: 'anna@example.com', firstName: 'Another' });
		expect(done[0]).toMatchObject({ contactId: ANNA, created: false });
	});

	it('gives the ID where Engage answers with nothing else', async () => {
		tenant.sandbox.rules.set({ voyadoCreatedInFull: false });
		const { done } = await create(nils);
		expect(done[0]).toMatchObject({
			contactId: tenant.byEmail(nils.email)[0].id,
			created: true,
			ignoredFields: null,
			contact: null,
		});
	});
});

describe('contact.upsert', () => {
	const upsert = (keyValue: string, fields: IDataObject = {}, more: IDataObject = {}) =>
		tenant.runOn({ keyValue, fields, ...more });

	it('creates who is not there, with key, type and registration', async () => {
		const { done } = await upsert(
			'new@example.com',
			{ firstName: 'Nils' },
			{ options: { contactType: 'Member', source: 'e-com', clearFields: ['city'] } },
		);
		expect(done[0]).toMatchObject({ created: true, updated: false });
		expect(tenant.asked()).toEqual(['GET /contacts/id', 'POST /contacts']);
		expect(tenant.sent('POST', 'contacts')).toEqual([
			{ contactType: 'Member', firstName: 'Nils', email: 'new@example.com' },
		]);
	});

	it('changes who is there, without key and type', async () => {
		const { done } = await upsert(
			'anna@example.com',
			{ city: 'Lund' },
			{ options: { contactType: 'Contact', clearFields: ['memberNumber'] } },
		);
		expect(done).toEqual([
			{
				contactId: ANNA,
				created: false,
				updated: true,
				changedFields: ['memberNumber', 'city'],
				ignoredFields: [],
			},
		]);
		expect(tenant.sent('PATCH', ANNA)).toEqual([{ memberNumber: null, city: 'Lund' }]);
	});

	it.each([
		['mobilePhone', '+46735654321', 'mobilePhone'],
		['socialSecurityNumber', '196903027573', 'socialSecurityNumber'],
		['memberNumber', '999888777', 'customKey'],
	])('matches by %s', async (matchBy, keyValue, asked) => {
		const { done } = await upsert(keyValue, { city: 'Lund' }, { matchBy });
		expect(done[0]).toMatchObject({ contactId: ANNA, created: false });
		expect(tenant.sandbox.journal.entries[0].query).toEqual({ [asked]: keyValue });
	});

	it('sends nothing where the key is all that is given and the contact is there', async () => {
		const { done } = await upsert('anna@example.com');
		expect(done[0]).toMatchObject({ contactId: ANNA, created: false, updated: false });
		expect(tenant.asked()).toEqual(['GET /contacts/id']);
	});

	it('refuses the key given as a field as well', async () => {
		const { rejected } = await upsert('new@example.com', { email: 'other@example.com' });
		expect(rejected[0].error).toMatch(/is given under Fields as well/);
	});

	it('fails and lists them, or uses the first, where several match', async () => {
		const parameters = { matchBy: 'mobilePhone' };
		const failed = await upsert('+46701112233', { city: 'Lund' }, parameters);
		expect(failed.rejected[0].error).toContain(TWINS[1]);
		const first = await upsert(
			'+46701112233',
			{ city: 'Lund' },
			{ ...parameters, options: { multipleMatches: 'first' } },
		);
		expect(first.done[0]).toMatchObject({ contactId: TWINS[0], updated: true });
	});

	it('makes one contact where two runs race, with the changes of both', async () => {
		tenant.sandbox.setLatency(60);
		const runs = await Promise.all([
			upsert('new@example.com', { firstName: 'Nils', city: 'Lund' }),
			upsert('new@example.com', { firstName: 'Nils', street: 'Storgatan 1' }),
		]);
		expect(runs.flatMap(({ rejected }) => rejected)).toEqual([]);
		const contacts = tenant.byEmail('new@example.com');
		expect(contacts).toMatchObject([{ fields: { city: 'Lund', street: 'Storgatan 1' } }]);
		expect(runs.map(({ done }) => done[0].contactId)).toEqual([contacts[0].id, contacts[0].id]);
		expect(runs.map(({ done }) => done[0].created).sort()).toEqual([false, true]);
		expect(tenant.sandbox.journal.entries.map(({ status }) => status)).toContain(409);
	});

	it('waits for a contact that a bulk request is about to create', async () => {
		tenant.sandbox.bulk.ms = 1_000;
		await tenant.run({
			operation: 'createMany',
			fields: { email: 'new@example.com', firstName: 'Nils' },
			options: { contactType: 'Member' },
		});
		const { done } = await upsert('new@example.com', { firstName: 'Nils', city: 'Lund' });
		expect(done[0]).toMatchObject({ created: false, updated: true });
		expect(tenant.byEmail('new@example.com')).toMatchObject([{ fields: { city: 'Lund' } }]);
	});

	it('says so where the key that is taken belongs to a contact it cannot find', async () => {
		const { rejected } = await upsert(
			'M-1',
			{ email: 'anna@example.com', firstName: 'Anna' },
			{ matchBy: 'memberNumber' },
		);
		expect(detailsOf(rejected[0])).toMatchObject({
			code: 'ApprovedContactWithKeyExists',
			remedy: expect.stringMatching(/Match by the key field of the tenant/),
		});
	});

	it.each(['before', 'after'] as const)(
		'makes one contact where the answer was lost %s it was created',
		async (when) => {
			tenant.sandbox.faults.add({ kind: 'reset', when, times: 1, match: { method: 'POST' } });
			const { done } = await upsert('new@example.com', { firstName: 'Nils' });
			expect(done[0]).toMatchObject({ created: true });
			expect(tenant.byEmail('new@example.com')).toMatchObject([{ fields: { firstName: 'Nils' } }]);
		},
	);

	it('changes the contact where Engage answers a creation with one that is there', async () => {
		tenant.sandbox.rules.set({ voyadoKeyTaken409: false, voyadoLookupByType: true });
		// Between look-up and creation, somebody else creates the contact.
		tenant.sandbox.setLatency(60);
		const [one, other] = await Promise.all([
			upsert('new@example.com', { firstName: 'Nils', city: 'Lund' }),
			upsert('new@example.com', { firstName: 'Nils', street: 'Storgatan 1' }),
		]);
		expect([...one.rejected, ...other.rejected]).toEqual([]);
		expect(tenant.byEmail('new@example.com')).toMatchObject([
			{ fields: { city: 'Lund', street: 'Storgatan 1' } },
		]);
	});

	it('keeps items of one contact in order', async () => {
		tenant.sandbox.faults.add({ kind: 'delay', delayMs: 100, every: 2 });
		const items = Array.from({ length: 12 }, (_, index) => ({ city: `City ${index}` }));
		const run = await tenant.run(
			{ keyValue: 'new@example.com', fields: { firstName: 'N', city: '={{ $json.city }}' } },
			items,
		);
		expect(run.done.map(({ created }) => created)).toEqual(items.map((_, index) => index === 0));
		expect(tenant.byEmail('new@example.com')).toMatchObject([{ fields: { city: 'City 11' } }]);
	});
});

describe('contact.delete', () => {
	it('counts as done where the lost answer was a yes', async () => {
		tenant.sandbox.faults.add({ kind: 'reset', when: 'after', times: 1 });
		const { done } = await tenant.run({ operation: 'delete', contact: by('id', ANNA) });
		expect(done).toEqual([{ contactId: ANNA, deleted: true }]);
		expect(tenant.fieldsOf(ANNA)).toBeUndefined();
	});
});
