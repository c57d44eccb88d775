/** Contacts: the keys that name one, what a change means, and what a lost answer leaves. */
import type { Club } from './harness';
import { by, continued, detailsOf, mapped, startClub } from './harness';

let club: Club;
beforeEach(async () => (club = await startClub()));
afterEach(async () => await club.close());

const emails = (...names: string[]) => names.map((name) => ({ email: `${name}@example.com` }));
const byEmail = by('email', '={{ $json.email }}');
const lost = { kind: 'reset', when: 'after', times: 1 } as const;

describe('get', () => {
	it.each([
		['email', 'ANNA@example.com'],
		['id', '1'],
		['phone', '12345678'],
	])('finds a contact by %s', async (mode, value) => {
		const { done } = await club.run('contact.get', { contact: by(mode, value) }, [{}]);
		expect(done).toEqual([
			expect.objectContaining({ Id: 1, Email: 'anna@example.com', Colour: 'red' }),
		]);
	});

	it('finds a contact by its secret', async () => {
		const [{ Secret }] = club.sandbox.store.contacts.all();
		const { done } = await club.run('contact.get', { contact: by('code', Secret) }, [{}]);
		expect(done).toEqual([expect.objectContaining({ Id: 1 })]);
	});

	it('sends an item to the error path where there is none', async () => {
		const { done, rejected } = await club.run(
			'contact.get',
			{ contact: byEmail },
			emails('nobody', 'bo'),
			continued,
		);
		expect(done).toEqual([expect.objectContaining({ Id: 2 })]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', status: 'failed' });
	});

	it('gives no item where there is none and nothing is wanted', async () => {
		const options = { whenNotFound: 'nothing' };
		const { done, rejected, paired } = await club.run(
			'contact.get',
			{ contact: byEmail, options },
			emails('nobody', 'bo'),
			continued,
		);
		expect(done).toEqual([expect.objectContaining({ Id: 2 })]);
		expect(paired()).toEqual([1]);
		expect(rejected).toEqual([]);
	});
});

describe('an operation on a contact named by its e-mail address', () => {
	it('looks the address up once per run, and writes by ID', async () => {
		const items = [...emails('anna', 'bo'), ...emails('ANNA')];
		const { done } = await club.run(
			'point.create',
			{ contact: byEmail, pointType: 'base', amount: 5 },
			items,
		);
		expect(done.map(({ ContactId }) => ContactId)).toEqual([1, 2, 1]);
		expect(club.sent('GET', '/Contacts')).toHaveLength(2);
	});

	it('sends nothing for an address that no contact has', async () => {
		const { rejected } = await club.run(
			'contact.delete',
			{ contact: byEmail },
			emails('nobody'),
			continued,
		);
		expect(rejected[0].error).toBe(
			'Contact: no contact has the e-mail address "nobody@example.com"',
		);
		expect(club.sent('DELETE', /./)).toHaveLength(0);
	});
});

describe('create', () => {
	const create = { email: '={{ $json.email }}', registrationSource: 'n8n' };

	it('says what is taken', async () => {
		const { done, rejected } = await club.run(
			'contact.create',
			create,
			emails('anna', 'new'),
			continued,
		);
		expect(done).toEqual([expect.objectContaining({ Id: 4, Email: 'new@example.com' })]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', status: 'failed' });
		expect(detailsOf(rejected[0]).remedy).toContain('Update the contact');
	});

	it('finds the contact after a lost answer, and makes no second one', async () => {
		club.sandbox.faults.add({ ...lost, match: { method: 'POST' } });
		const { done } = await club.run('contact.create', create, emails('new'));
		expect(done).toEqual([expect.objectContaining({ Id: 4, Email: 'new@example.com' })]);
		expect(club.sent('POST', '/Contacts')).toHaveLength(1);
		expect(club.sandbox.store.contacts.all()).toHaveLength(4);
	});

	it('sends it again where the first try was not carried out', async () => {
		club.sandbox.faults.add({ ...lost, when: 'before', match: { method: 'POST' } });
		const { done } = await club.run('contact.create', create, emails('new'));
		expect(done).toEqual([expect.objectContaining({ Id: 4 })]);
		expect(club.sent('POST', '/Contacts')).toHaveLength(2);
	});

	it('is a conflict where another contact had the address before', async () => {
		club.sandbox.faults.add({ ...lost, when: 'before', match: { method: 'POST' } });
		const { rejected } = await club.run('contact.create', create, emails('anna'), continued);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', status: 'failed' });
	});

	it('needs an e-mail address or a phone number', async () => {
		const additionalFields = { phone: '={{ $json.phone }}' };
		const { done, rejected } = await club.run(
			'contact.create',
			{ ...create, additionalFields },
			[{ email: '' }, { email: '', phone: '999' }],
			continued,
		);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field: 'Email' });
		expect(done).toEqual([expect.objectContaining({ Phone: '999' })]);
		expect(club.sent('POST', '/Contacts')).toHaveLength(1);
	});

	it('writes dynamic fields as their types want them', async () => {
		const dynamicFields = mapped({
			Colour: 'blue',
			Age: '={{ $json.age }}',
			Newsletter: 'yes',
			Birthday: '28.02.2024',
		});
		await club.run('contact.create', { ...create, dynamicFields }, [
			{ email: 'new@example.com', age: '42' },
		]);
		expect(club.sent('POST', '/Contacts')[0].body).toMatchObject({
			Colour: 'blue',
			Age: 42,
			Newsletter: true,
			Birthday: '2024-02-28T00:00:00+01:00',
		});
	});

	it('takes dynamic fields from the columns of the input', async () => {
		const dynamicFields = { mappingMode: 'autoMapInputData', value: null };
		await club.run('contact.create', { ...create, dynamicFields }, [
			{ email: 'new@example.com', colour: 'red', other: 'x' },
		]);
		const { body } = club.sent('POST', '/Contacts')[0];
		expect(body).toEqual({ Email: 'new@example.com', RegistrationSource: 'n8n', Colour: 'red' });
	});

	it.each([
		[{ Colour: 'green' }, 'Favourite colour'],
		[{ Age: 'old' }, 'Age'],
		[{ Newsletter: 'perhaps' }, 'Newsletter'],
		[{ Birthday: '31.02.2024' }, 'Birthday'],
		[{ Shoe: 1 }, 'Dynamic Fields'],
	])('refuses %j before anything is written', async (value, field) => {
		const { rejected } = await club.run(
			'contact.create',
			{ ...create, dynamicFields: mapped(value) },
			emails('new'),
			continued,
		);
		expect(detailsOf(rejected[0]).field).toBe(field);
		expect(club.sent('POST', /./)).toHaveLength(0);
	});
});

describe('create or update', () => {
	const upsert = {
		email: '={{ $json.email }}',
		registrationSource: 'n8n',
		dynamicFields: mapped({ Age: '={{ $json.age }}' }),
		additionalFields: { phone: '={{ $json.phone }}' },
	};
	const items = [
		{ email: 'ANNA@example.com', age: 42 },
		{ email: 'new@example.com', age: 7 },
		{ email: 'new@example.com', age: 8 },
	];

	it('creates who is new and updates who is there, in the order of the items', async () => {
		const { done } = await club.run('contact.upsert', upsert, items);
		expect(done.map(({ Id, Age, created }) => [Id, Age, created])).toEqual([
			[1, 42, false],
			[4, 7, true],
			[4, 8, false],
		]);
		const [anna] = club.sandbox.store.contacts.all();
		expect(anna).toMatchObject({ RegistrationSource: 'shop', Age: 42, FirstName: 'Anna' });
		expect(club.sent('PATCH', '/Contacts/1')[0].body).toEqual({ Age: 42 });
	});

	it('makes no second contact after lost answers', async () => {
		for (const method of ['POST', 'PATCH']) {
			club.sandbox.faults.add({ ...lost, match: { method } });
		}
		const { done } = await club.run('contact.upsert', upsert, items);
		expect(done.map(({ created }) => created)).toEqual([false, true, false]);
		expect(club.sandbox.store.contacts.all()).toHaveLength(4);
	});

	it('updates who came in between', async () => {
		club.sandbox.faults.add({
			kind: 'status',
			status: 404,
			body: {},
			times: 1,
			match: { method: 'GET', path: /Contacts$/ },
		});
		const { done } = await club.run('contact.upsert', upsert, [items[0]]);
		expect(done).toEqual([expect.objectContaining({ Id: 1, Age: 42, created: false })]);
	});

	it('says that the phone number of a new contact is taken', async () => {
		const taken = [{ email: 'new@example.com', phone: '12345678' }];
		const { rejected } = await club.run('contact.upsert', upsert, taken, continued);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', status: 'failed' });
		expect(club.sandbox.store.contacts.all()).toHaveLength(3);
	});
});

describe('update', () => {
	const contact = by('id', '={{ $json.id }}');

	it('empties the three fields that can be emptied; a value wins', async () => {
		const updateFields = {
			phone: '={{ $json.phone }}',
			clearFields: ['phone', 'phoneCountryCode', 'email'],
		};
		await club.run('contact.update', { contact, updateFields }, [
			{ id: 1, phone: '' },
			{ id: 2, phone: '999' },
		]);
		const [anna, bo] = club.sandbox.store.contacts.all();
		expect(anna).toMatchObject({
			Email: null,
			Phone: null,
			PhoneCountryCode: null,
			FirstName: 'Anna',
		});
		expect(bo).toMatchObject({ Email: null, Phone: '999' });
	});

	it('refuses to change nothing, and to empty another field', async () => {
		const { rejected } = await club.run(
			'contact.update',
			{ contact, updateFields: { clearFields: '={{ $json.clear }}' } },
			[
				{ id: 1, clear: [] },
				{ id: 1, clear: 'firstName' },
			],
			continued,
		);
		expect(rejected.map((item) => detailsOf(item).field)).toEqual([
			'Update Fields',
			'Clear Fields',
		]);
		expect(club.sent('PATCH', /./)).toHaveLength(0);
	});

	it('is sent again after a lost answer', async () => {
		club.sandbox.faults.add({ ...lost, match: { method: 'PATCH' } });
		const { done } = await club.run(
			'contact.update',
			{ contact, updateFields: { firstName: 'Ann' } },
			[{ id: 1 }],
		);
		expect(done[0]).toMatchObject({ Updated: true });
		expect(club.sent('PATCH', /./)).toHaveLength(2);
	});
});

describe('replace', () => {
	const parameters = {
		contact: by('id', 1),
		version: '={{ $json.version }}',
		updateFields: { email: 'anna@example.com', firstName: 'Ann', registrationSource: 'shop' },
	};
	const versionNow = () => String(club.sandbox.store.contacts.all()[0].Version);

	it('empties what is left out and keeps dynamic fields', async () => {
		await club.run('contact.replace', parameters, [{ version: versionNow() }]);
		const [anna] = club.sandbox.store.contacts.all();
		expect(anna).toMatchObject({ FirstName: 'Ann', Phone: null, Colour: 'red' });
	});

	it('says the newest version where the contact was changed meanwhile', async () => {
		const version = versionNow();
		await club.run('contact.update', { contact: by('id', 1), updateFields: { lastName: 'B' } }, [
			{},
		]);
		const { rejected } = await club.run('contact.replace', parameters, [{ version }], continued);
		expect(rejected[0].error).toBe(
			`Version: the contact was changed since "${version}"; its newest version is "${versionNow()}"`,
		);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', field: 'Version' });
	});

	it('knows its own change again after a lost answer', async () => {
		club.sandbox.faults.add({ ...lost, match: { method: 'PUT' } });
		const { done } = await club.run('contact.replace', parameters, [{ version: versionNow() }]);
		expect(done).toEqual([expect.objectContaining({ FirstName: 'Ann', Updated: true })]);
		expect(club.sent('PUT', /./)).toHaveLength(2);
	});

	it('tells a value that is taken from a change meanwhile', async () => {
		const updateFields = { ...parameters.updateFields, email: 'bo@example.com' };
		const { rejected } = await club.run(
			'contact.replace',
			{ ...parameters, updateFields },
			[{ version: versionNow() }],
			continued,
		);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict' });
		expect(detailsOf(rejected[0]).remedy).toContain('preferred store');
	});
});

describe('update many', () => {
	const parameters = {
		keyType: 'Email',
		keys: '={{ $json.email }}',
		patchFields: mapped({ FirstName: '={{ $json.name }}' }),
	};

	it('changes with one request what changes to the same value', async () => {
		const items = emails('anna', 'bo', 'carl').map((item, index) => ({
			...item,
			name: index === 1 ? 'Other' : 'Same',
		}));
		const { done, paired } = await club.run('contact.updateMany', parameters, items);
		expect(done.map(({ Updated }) => Updated)).toEqual(items.map(({ email }) => [email]));
		expect(paired()).toEqual([0, 1, 2]);
		expect(club.sent('PATCH', '/Contacts').map(({ body }) => body)).toEqual(
			expect.arrayContaining([
				{
					KeyType: 'Email',
					Keys: ['anna@example.com', 'carl@example.com'],
					Fields: { FirstName: 'Same' },
				},
			]),
		);
		expect(club.sent('PATCH', '/Contacts')).toHaveLength(2);
	});

	it('sends the contacts that are not there to the error path, alone', async () => {
		const items = emails('anna', 'nobody', 'bo').map((item) => ({ ...item, name: 'Same' }));
		const { done, rejected } = await club.run('contact.updateMany', parameters, items, continued);
		expect(done).toHaveLength(2);
		expect(rejected[0]).toMatchObject({ email: 'nobody@example.com' });
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', field: 'Keys' });
	});

	it('cuts large runs into requests of the batch size', async () => {
		const items = emails('anna', 'bo', 'carl').map((item) => ({ ...item, name: 'Same' }));
		await club.run('contact.updateMany', { ...parameters, options: { batchSize: 2 } }, items);
		expect(club.sent('PATCH', '/Contacts')).toHaveLength(2);
	});

	it('refuses a batch size that is none, and to change nothing', async () => {
		const size = await club.run(
			'contact.updateMany',
			{ ...parameters, options: { batchSize: '={{ 0.5 }}' } },
			[{ email: 'a@example.com', name: 'A' }],
			continued,
		);
		expect(detailsOf(size.rejected[0]).field).toBe('Batch Size');
		const nothing = await club.run(
			'contact.updateMany',
			parameters,
			[{ email: 'a@example.com', name: '' }],
			continued,
		);
		expect(detailsOf(nothing.rejected[0]).field).toBe('Fields');
		expect(club.sandbox.journal.count()).toBe(0);
	});
});

it('a wrong password is told from an unknown contact', async () => {
	club.sandbox.store.passwords.set(1, 'right');
	const { done, rejected } = await club.run(
		'contact.validatePassword',
		{ contact: by('id', '={{ $json.id }}'), password: '={{ $json.password }}' },
		[
			{ id: 1, password: 'right' },
			{ id: 1, password: 'wrong' },
			{ id: 99, password: 'right' },
		],
		continued,
	);
	expect(done).toEqual([expect.objectContaining({ Id: 1 })]);
	expect(rejected.map((item) => detailsOf(item).code)).toEqual(['http_422', 'not_found']);
	expect(detailsOf(rejected[0])).toMatchObject({ field: 'Password' });
});

it('a delete whose answer is lost counts as done, and one of a contact that is not there does not', async () => {
	club.sandbox.faults.add({ ...lost, match: { method: 'DELETE' } });
	const { done, rejected } = await club.run(
		'contact.delete',
		{ contact: by('id', '={{ $json.id }}') },
		[{ id: 1 }, { id: 99 }],
		continued,
	);
	expect(done).toEqual([{ Deleted: true }]);
	expect(detailsOf(rejected[0]).code).toBe('not_found');
});
