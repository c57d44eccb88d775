/** Values and names as expressions bring them: what cannot be meant is refused or left out, never made up. */
import type { IDataObject } from 'n8n-workflow';

import { ANNA, BERIT, by, custom, detailsOf, startTenant, TENANT, type Tenant } from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const update = { operation: 'update', contact: by('id', ANNA) };
const refused = async (parameters: IDataObject, items?: IDataObject[]) => {
	const { rejected } = await tenant.runOn(parameters, items);
	expect(tenant.sandbox.journal.total).toBe(0);
	expect(detailsOf(rejected[0]).code).toBe('invalid_value');
	return String(rejected[0].error);
};

describe('a value of a custom field', () => {
	it.each([
		['={{ NaN }}', /^Custom Fields: favouriteStore: NaN cannot be sent/],
		['={{ 1/0 }}', /^Custom Fields: favouriteStore: Infinity cannot be sent/],
		['={{ [1, NaN] }}', /^Custom Fields: favouriteStore\[1\]: NaN cannot be sent/],
		['={{ new Date(NaN) }}', /^Custom Fields: favouriteStore/],
	])('%s is refused, because JSON would make it empty', async (value, says) => {
		expect(
			await refused({ ...update, customFields: custom({ favouriteStore: value, shoeSize: 5 }) }),
		).toMatch(says);
	});

	it.each(['={{ [] }}', '={{ [null, ""] }}', '={{ [[], {}] }}', '={{ ({ a: [null] }) }}'])(
		'%s is left out',
		async (value) => {
			await tenant.run({ ...update, customFields: custom({ favouriteStore: value, shoeSize: 5 }) });
			expect(tenant.sent('PATCH', ANNA)).toEqual([{ shoeSize: 5 }]);
		},
	);

	it('loses its empty parts, lists as well', async () => {
		const value = '={{ [1, null, "", 0, false, [], { a: "", b: 2 }] }}';
		await tenant.run({ ...update, customFields: custom({ favouriteStore: value }) });
		expect(tenant.sent('PATCH', ANNA)).toEqual([{ favouriteStore: [1, 0, false, { b: 2 }] }]);
	});

	it('is sent in ISO 8601 where it is a moment', async () => {
		const since = '={{ new Date(0) }}';
		await tenant.run({
			...update,
			fields: { moreFields: '={{ ({ at: DateTime.fromISO("2024-02-28T12:16:48Z") }) }}' },
			customFields: custom({ since }),
		});
		const [body] = tenant.sent('PATCH', ANNA) as IDataObject[];
		expect([body.since, body.at].map((moment) => Date.parse(String(moment)))).toEqual([
			0,
			Date.parse('2024-02-28T12:16:48Z'),
		]);
	});

	it('may stand under any name while it is empty, as rows of a table have them', async () => {
		const moreFields = '={{ ({ id: "", contactType: null, meta: [], shoeSize: 5 }) }}';
		await tenant.run({ ...update, fields: { moreFields } });
		expect(tenant.sent('PATCH', ANNA)).toEqual([{ shoeSize: 5 }]);
	});

	it('is refused with its place in More Fields, which are no moment themselves', async () => {
		const more = (moreFields: string) => refused({ ...update, fields: { moreFields } });
		expect(await more('={{ ({ sizes: { shoe: Number("x") } }) }}')).toMatch(
			/^More Fields \(JSON\)\.sizes\.shoe: NaN cannot be sent/,
		);
		expect(await more('={{ new Date(0) }}')).toMatch(/^More Fields \(JSON\): .* is not an object/);
	});

	it('is refused in a bulk request, too, where it would empty the field of one of thousands', async () => {
		await tenant.runOn(
			{
				operation: 'updateMany',
				fields: { email: '={{ $json.email }}' },
				customFields: custom({ shoeSize: '={{ Number($json.size) }}' }),
			},
			[
				{ email: 'anna@example.com', size: 'x' },
				{ email: 'berit+shop@example.com', size: 40 },
			],
		);
		expect(tenant.sent('PATCH', 'bulk')).toEqual([
			[{ email: 'berit+shop@example.com', shoeSize: 40 }],
		]);
	});
});

describe('the name of a custom field', () => {
	it.each([
		['Id', 'Name the contact'],
		['CONTACTTYPE', 'Update Type'],
		['Preferences', 'under Preferences'],
		['acceptsEmail', 'under Preferences'],
		['AcceptsSMS', 'under Preferences'],
		['acceptsPostal', 'under Preferences'],
	])('is not %s', async (name, remedy) => {
		const { rejected } = await tenant.runOn({ ...update, customFields: custom({ [name]: 'x' }) });
		expect(rejected[0].error).toMatch(/is not a field of a contact/);
		expect(detailsOf(rejected[0]).remedy).toContain(remedy);
		expect(tenant.sandbox.journal.total).toBe(0);
	});

	it.each(['toString', 'valueOf'])('may be %s', async (name) => {
		const values = [{ name, value: 'x' }];
		const { done } = await tenant.runOn({ ...update, customFields: { values } });
		expect(done[0]).toMatchObject({ changedFields: [name] });
	});
});

describe('a phone number', () => {
	it.each(['+46 (0)73-565 43 21', '0046(0)735654321', '+46 73.565-43 21'])(
		'%s is looked up without what people put into it',
		async (value) => {
			const { done } = await tenant.runOn({
				operation: 'find',
				searchBy: 'mobilePhone',
				searchValue: value,
			});
			expect(done).toEqual([{ contactId: ANNA, found: true }]);
		},
	);

	it('is sent as it is looked up, wherever it is given', async () => {
		const phone = '+46 (0)70-999 88 77';
		const fields = { email: 'new@example.com', firstName: 'N' };
		await tenant.run({ operation: 'create', fields: { ...fields, mobilePhone: phone } });
		await tenant.run({
			operation: 'createMany',
			fields: { email: 'other@example.com' },
			customFields: custom({ mobilePhone: phone }),
		});
		expect(tenant.sent('POST', 'contacts')).toEqual([{ ...fields, mobilePhone: '+46709998877' }]);
		expect(tenant.sent('POST', 'contacts/bulk')).toEqual([
			[{ email: 'other@example.com', mobilePhone: '+46709998877' }],
		]);
	});

	it('is refused in a form in which nobody would find the contact again', async () => {
		const fields = { email: 'new@example.com', mobilePhone: '073-565 43 21' };
		expect(await refused({ operation: 'create', fields })).toMatch(/^Mobile Phone: "073/);
		expect(await refused({ operation: 'createMany', fields })).toMatch(/^Mobile Phone: "073/);
	});
});

describe('the field Contact', () => {
	it.each([
		['={{ null }}', /^Contact: no contact is given/],
		['={{ "x" }}', /^Contact: no contact is given/],
		[by('list', 'x'), /^Contact: "list" is no way to name a contact/],
		[by('constructor', 'x'), /^Contact: "constructor" is no way/],
	])('is refused before a request as %j', async (contact, says) => {
		const parameters = { operation: 'update', contact, fields: { city: 'Lund' } };
		expect(await refused(parameters as IDataObject)).toMatch(says);
	});

	it('keeps apart what differs by case, which may be another key', async () => {
		await tenant.close();
		tenant = await startTenant({
			account: {
				...TENANT,
				contacts: [
					{ id: ANNA, firstName: 'A', email: 'a@example.com', memberNumber: 'Ab1' },
					{ id: BERIT, firstName: 'B', email: 'b@example.com', memberNumber: 'aB1' },
				],
			},
		});
		const run = await tenant.run(
			{ operation: 'get', contact: by('customKey', '={{ $json.key }}') },
			[{ key: 'Ab1' }, { key: 'aB1' }, { key: 'Ab1' }],
		);
		const { entries } = tenant.sandbox.journal;
		expect(entries.filter(({ path }) => path.endsWith('/id')).map(({ query }) => query)).toEqual([
			{ customKey: 'Ab1' },
			{ customKey: 'aB1' },
		]);
		expect(run.done.map(({ firstName }) => firstName)).toEqual(['A', 'B', 'A']);
	});
});

describe('items of one contact', () => {
	const cities = ['A', 'B', 'C', 'D'].map((city) => ({ city }));

	it.each<[string, IDataObject]>([
		[
			'Custom Fields',
			{ customFields: custom({ email: 'anna@example.com', city: '={{ $json.city }}' }) },
		],
		[
			'More Fields',
			{ fields: { moreFields: '={{ ({ email: "Anna@example.com", city: $json.city }) }}' } },
		],
	])('never share a batch, also where the key stands in %s', async (_, parameters) => {
		await tenant.run({ operation: 'updateMany', ...parameters }, cities);
		expect(tenant.sent('PATCH', 'bulk').map((body) => (body as unknown[]).length)).toEqual([
			...[1, 1, 1, 1],
		]);
	});

	it('keep their order where the number is written in several ways', async () => {
		tenant.sandbox.faults.add({ kind: 'delay', delayMs: 100, every: 2 });
		const items = ['+46709998877', '+46 70 999 88 77', '0046709998877', '+46 (0)70 9998877'];
		const run = await tenant.runOn(
			{
				matchBy: 'mobilePhone',
				keyValue: '={{ $json.phone }}',
				fields: { email: 'new@example.com', firstName: '={{ $json.n }}' },
			},
			items.map((phone, n) => ({ phone, n: `N${n}` })),
		);
		expect(run.done.map(({ created }) => created)).toEqual([true, false, false, false]);
		expect(tenant.byEmail('new@example.com')).toMatchObject([{ fields: { firstName: 'N3' } }]);
	});

	it('keep their order where they match by one key and have another in common', async () => {
		tenant.sandbox.setLatency(100);
		const run = await tenant.runOn(
			{
				matchBy: 'memberNumber',
				keyValue: '={{ $json.key }}',
				fields: { email: 'new@example.com', firstName: 'N' },
			},
			[{ key: 'warm-up' }, { key: 'M-1' }, { key: 'M-2' }, { key: 'M-3' }],
		);
		const conflict = 'ApprovedContactWithKeyExists';
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual([
			conflict,
			conflict,
			conflict,
		]);
		const writes = tenant.sandbox.journal.find('POST', 'contacts');
		const overlap = writes.filter(({ at, ms = 0 }, n) => at + ms > (writes[n + 1]?.at ?? Infinity));
		expect([writes.length, overlap.length]).toEqual([4, 0]);
	});
});
