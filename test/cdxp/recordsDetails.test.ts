import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { by, detailsOf } from './harness';
import { CASES, KEY, startRecords } from './recordCases';

let account: Account;
beforeEach(async () => {
	account = await startRecords();
});
afterEach(async () => await account.close());

const store = () => account.sandbox.store;
const journal = () => account.sandbox.journal;
const onError = 'continueErrorOutput' as const;
/** Runs an operation with the parameters of its case, changed. */
const run = async (name: string, items: IDataObject[], changes: IDataObject = {}, options = {}) =>
	await account.run({ ...CASES[name].parameters, ...changes }, items, { onError, ...options });
const bodies = (method: string, path: RegExp) =>
	journal()
		.find(method, path)
		.map(({ body }) => body);

describe('list: create', () => {
	it('shows the list to a group, which is what makes it visible', async () => {
		await run('list.create', [{ name: 'Sale', group: 'Admin' }]);
		expect(bodies('POST', /lists$/)).toEqual([
			{
				list: {
					name: 'Sale',
					stringid: 'sale',
					sender_url: 'https://shop.example.com',
					sender_reminder: 'You signed up',
				},
			},
		]);
		expect(bodies('POST', /listGroups$/)).toEqual([{ listGroup: { listid: 3, groupid: 3 } }]);
	});

	it('refuses a name that makes no short name, before anything is made', async () => {
		const { rejected } = await run('list.create', [{ name: '!!!', group: 'Admin' }]);
		expect(rejected[0].error).toBe('Short Name: "!!!" has neither letters nor digits');
		expect(journal().count('POST')).toBe(0);
	});
});

describe('field: create', () => {
	it.each([
		[{ title: 'A', type: 'dropdown' }, /Field Options: nothing is given/],
		[{ title: 'A', type: 'text', options: 'x' }, /a field of type text has none/],
		[{ title: 'A', type: 'radio', options: 'x, y, x' }, /"x" is given twice/],
		[{ title: 'A', type: 'nonsense' }, /Type: "nonsense" is not one of its values/],
	])('refuses %j before anything is asked', async (item, error) => {
		const { rejected } = await run('field.create', [item]);
		expect(rejected[0].error).toMatch(error);
		expect(journal().total).toBe(0);
	});

	it('refuses a list that does not exist before the field is made', async () => {
		const { rejected } = await run('field.create', [{ title: 'A', type: 'text', list: 'None' }]);
		expect(rejected[0].error).toMatch(/there is no list named "None"/);
		expect(journal().count('POST')).toBe(0);
	});

	it('sends options in their order and relates the field to all contacts', async () => {
		await run('field.create', [{ title: 'Size', type: 'radio', options: ['S', 'M'] }]);
		const option = (value: string, orderid: number) => ({
			field: '9',
			value,
			label: value,
			orderid,
			isdefault: false,
		});
		expect(bodies('POST', /fieldOption/)).toEqual([
			{ fieldOptions: [option('S', 1), option('M', 2)] },
		]);
		expect(bodies('POST', /fieldRels/)).toEqual([{ fieldRel: { field: 9, relid: 0 } }]);
	});

	it('makes a field whose new values can be written at once', async () => {
		await run('field.create', [{ title: 'Size', type: 'dropdown', options: 'S, M' }]);
		const { done } = await account.run(
			{
				resource: 'contact',
				operation: 'upsert',
				email: 'jan@example.com',
				customFields: { mappingMode: 'defineBelow', value: { 9: 'm' } },
			},
			[{}],
		);
		expect(done).toHaveLength(1);
		expect(store().fieldValuesOf(10)).toEqual({ 9: 'M' });
	});
});

describe('tag', () => {
	it('create: brings the one that exists, for items side by side, too', async () => {
		const items = ['A', 'B', 'A', 'VIP', 'B'].map((name) => ({ name }));
		const { done } = await run('tag.create', items);
		expect(done.map(({ id }) => id)).toEqual(['18', '19', '18', '16', '19']);
		expect(store().tables.tags.size).toBe(4);
		expect(bodies('POST', /tags$/)[0]).toEqual({ tag: { tag: 'A', tagType: 'contact' } });
	});

	it('removeFromContact: finds the link behind the first twenty, and bears that it is gone', async () => {
		for (let n = 0; n < 30; n++) store().tagContact('10', store().addTag({ tag: `T${n}` }).id);
		const last = await run('tag.removeFromContact', [{ id: 10, tag: 'T29' }]);
		expect(last.done).toMatchObject([{ removed: true }]);
		account.sandbox.faults.add({
			kind: 'reset',
			when: 'after',
			times: 1,
			match: { method: 'DELETE' },
		});
		const lost = await run('tag.removeFromContact', [{ id: 10, tag: 'VIP' }]);
		expect(lost.done).toMatchObject([{ removed: true }]);
		const again = await run('tag.removeFromContact', [{ id: 10, tag: 'VIP' }]);
		expect(again.done).toMatchObject([{ removed: false }]);
	});

	it('removeFromContact: takes the contact by e-mail', async () => {
		const who = { contact: by('email', '={{ $json.who }}') };
		const items = [
			{ who: 'EWA@example.com', tag: 'Old' },
			{ who: 'nobody@example.com', tag: 'Old' },
		];
		const { done, rejected } = await run('tag.removeFromContact', items, who);
		expect(done).toMatchObject([{ contact: '11', removed: true }]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', field: 'Contact' });
		expect(store().tagsOf(11)).toEqual(['VIP']);
	});
});

describe('webhook', () => {
	const allowed = { options: { alsoOfTriggers: true } };

	it.each(['webhook.update', 'webhook.delete'])(
		'%s leaves hooks of triggers alone',
		async (name) => {
			const items = [
				{ id: 3, name: 'X', strict: true },
				{ id: 4, name: 'X', strict: true },
			];
			const { rejected } = await run(name, items);
			expect(rejected.map((row) => detailsOf(row).code)).toEqual([
				'owned_by_trigger',
				'owned_by_trigger',
			]);
			expect(
				store()
					.tables.webhooks.all()
					.map((row) => row.name),
			).toEqual(['To CRM', 'To ERP', 'n8n: Leavers', 'Leavers']);
			expect(JSON.stringify(rejected)).not.toContain(KEY);
		},
	);

	it.each(['webhook.update', 'webhook.delete'])('%s touches them where told to', async (name) => {
		const { done } = await run(name, [{ id: 4, name: 'Mine' }], allowed);
		expect(done).toMatchObject([{ id: '4' }]);
		expect(store().tables.webhooks.get('4')?.name).toBe(
			name === 'webhook.update' ? 'Mine' : undefined,
		);
		expect(journal().count('GET')).toBe(0);
	});

	it.each([true, false])('never puts out the key of a trigger (simplify %s)', async (simplify) => {
		const shown = [
			await run('webhook.get', [{ id: 3 }, { id: 4 }], { simplify }),
			await run('webhook.getAll', [{ limit: 9 }], { simplify }),
			await run('webhook.update', [{ id: 4, name: 'Mine' }], { simplify, ...allowed }),
		];
		for (const { done } of shown) {
			expect(JSON.stringify(done)).not.toContain(KEY);
			expect(JSON.stringify(done)).toContain('https://n8n.example.com/webhook/1?key=');
		}
		expect(store().tables.webhooks.get('4')?.url).toContain(KEY);
	});

	it('knows the hook of a trigger by its key, whatever its name', async () => {
		const { done } = await run('webhook.get', [{ id: 1 }, { id: 3 }, { id: 4 }]);
		expect(done.map(({ ofTrigger }) => ofTrigger)).toEqual([false, true, true]);
	});

	it('shows one that the platform has switched off', async () => {
		store().tables.webhooks.get('1')!.deactivated = Date.now();
		const { done } = await run('webhook.get', [{ id: 1 }]);
		expect(done).toMatchObject([{ active: false }]);
	});
});

describe('e-commerce order', () => {
	const order = CASES['ecommerceOrder.create'].items[0];

	it('sends cents, the source, and dates with their offset', async () => {
		await run('ecommerceOrder.create', [{ ...order, old: true }]);
		expect(bodies('POST', /ecomOrders$/)).toEqual([
			{
				ecomOrder: {
					connectionid: '1',
					customerid: '1',
					email: 'jan@example.com',
					externalid: '2001',
					totalPrice: 25998,
					shippingAmount: 1550,
					currency: 'PLN',
					source: '0',
					externalCreatedDate: '2024-03-01T10:00:00+01:00',
					orderProducts: [{ externalid: 'SKU-1', name: 'Teddy bear', price: 25998, quantity: 1 }],
				},
			},
		]);
	});

	it.each<[IDataObject, RegExp]>([
		[{ number: '' }, /External ID: nothing is given/],
		[{ number: '', cart: 'c' }, /External ID: nothing is given/],
		[{ number: '', left: '2024-03-01' }, /External ID: nothing is given/],
		[{ total: '1,299.90' }, /Total Price: "1,299.90" is not an amount/],
		[{ total: -1 }, /Total Price: "-1" is not an amount/],
		[{ currency: 'zł' }, /Currency: "zł" is not a currency code/],
		[{ at: 'yesterday' }, /Ordered At: "yesterday" is not a date/],
		[{ email: 'jan' }, /Email: "jan"/],
		[{ old: 'perhaps' }, /Historical: "perhaps" is neither yes nor no/],
	])('refuses %j before anything is asked', async (changes, error) => {
		const { rejected } = await run('ecommerceOrder.create', [{ ...order, ...changes }]);
		expect(rejected[0].error).toMatch(error);
		expect(journal().total).toBe(0);
	});

	it.each<[GenericValue | GenericValue[], RegExp]>([
		['[', /Products \(JSON\): it is not JSON/],
		['{}', /Products \(JSON\): it is not an array/],
		['[]', /Products \(JSON\): no product is given/],
		[[{ externalId: 'A', name: 'A', price: 1, quantity: 0 }], /product 1: "0" is not a quantity/],
		[[{ externalId: 'A', name: 'A', price: 'x', quantity: 1 }], /product 1, price: "x"/],
		[[{ externalId: 'A', price: 1, quantity: 1 }], /product 1: it has no name/],
		[[null], /product 1: it has no externalId/],
	])('refuses the products %j before anything is asked', async (products, error) => {
		const parameters = { productsInput: 'json', productsJson: '={{ $json.products }}' };
		const { rejected } = await run('ecommerceOrder.create', [{ ...order, products }], parameters);
		expect(rejected[0].error).toMatch(error);
		expect(journal().total).toBe(0);
	});

	it('refuses an order without products', async () => {
		const { rejected } = await run('ecommerceOrder.create', [order], { products: {} });
		expect(rejected[0].error).toBe('Products: no product is given');
	});

	it('takes products of any number by an expression', async () => {
		const products = Array.from({ length: 30 }, (_, n) => ({
			externalId: n + 1,
			name: `P${n}`,
			price: 0.1 + 0.2,
			quantity: '2',
			sku: `S${n}`,
			category: '',
		}));
		const parameters = { productsInput: 'json', productsJson: '={{ $json.products }}' };
		const { done } = await run('ecommerceOrder.create', [{ ...order, products }], parameters);
		const stored = store()
			.tables.products.all()
			.filter((row) => row.order === done[0].id);
		expect(stored).toHaveLength(30);
		expect(stored[0].texts).toEqual({
			externalid: '1',
			name: 'P0',
			price: '30',
			quantity: '2',
			sku: 'S0',
		});
	});

	it('takes the customer of the shop by address, and refuses one of another shop', async () => {
		const { done } = await run('ecommerceOrder.create', [{ ...order, connection: 2, number: '3' }]);
		expect(done).toMatchObject([{ customer: '3', connection: '2' }]);
		const items = [{ ...order, connection: 2, email: 'ewa@example.com' }];
		const { rejected } = await run('ecommerceOrder.create', items);
		expect(rejected[0].error).toMatch(/there is no customer named "ewa@example.com"/);
	});

	it('turns a cart into an order and keeps its products', async () => {
		const { done } = await run('ecommerceOrder.update', [{ id: 2, number: '1002' }]);
		expect(done).toMatchObject([{ state: 'recovered', externalId: '1002' }]);
		expect(bodies('PUT', /ecomOrders/)).toEqual([{ ecomOrder: { externalid: '1002' } }]);
		expect(
			store()
				.tables.products.all()
				.map((row) => row.order),
		).toEqual(['1', '2']);
	});
});

describe('e-commerce customer', () => {
	it('by name is one of a shop, never the row that sums them up', async () => {
		const get = { customer: by('name', '={{ $json.who }}') };
		const one = await run('ecommerceCustomer.get', [{ who: 'ewa@example.com' }], get);
		expect(one.done).toMatchObject([{ id: '4' }]);
		const several = await run('ecommerceCustomer.get', [{ who: 'jan@example.com' }], get);
		expect(several.rejected[0].error).toBe(
			'Customer: "jan@example.com" is the name of 2 customers',
		);
		expect(detailsOf(several.rejected[0]).remedy).toBe('Choose it by its ID: 1, 3.');
	});
});

describe('deal: create', () => {
	const deal = CASES['deal.create'].items[0];

	it('sends cents, and the currency in small letters', async () => {
		await run('deal.create', [deal]);
		expect(bodies('POST', /deals$/)).toEqual([
			{ deal: { title: 'First', value: 12990, currency: 'eur', contact: '10', group: '1' } },
		]);
	});

	it.each<[IDataObject, RegExp]>([
		[{ email: '' }, /Contact: neither a contact nor an account is given/],
		[{ pipeline: '' }, /Pipeline: neither a pipeline nor a stage is given/],
		[{ value: '1.999' }, /Value: "1.999" is not an amount/],
		[{ currency: 'euro' }, /Currency: "euro" is not a currency code/],
		[{ status: 3 }, /Status: "3" is not one of its values/],
	])('refuses %j before anything is asked', async (changes, error) => {
		const { rejected } = await run('deal.create', [{ ...deal, ...changes }]);
		expect(rejected[0].error).toMatch(error);
		expect(journal().total).toBe(0);
	});

	it('takes a stage of the chosen pipeline only', async () => {
		const items = [
			{ ...deal, pipeline: 'Sales', stage: 'to contact' },
			{ ...deal, pipeline: 'Support', stage: 'Offer Sent' },
			{ ...deal, pipeline: '', stage: 'Offer Sent' },
			{ ...deal, pipeline: '', stage: 'To Contact' },
		];
		const { done, rejected } = await run('deal.create', items);
		expect(done).toMatchObject([{ stage: '1' }, { stage: '2', pipeline: '1' }]);
		expect(rejected.map(({ error }) => error)).toEqual([
			'Stage: there is no stage named "Offer Sent"',
			'Stage: "To Contact" is the name of 2 stages',
		]);
		expect(detailsOf(rejected[0]).remedy).toContain('To Contact (ID 3)');
		expect(journal().count('GET', /dealGroups$/)).toBe(1);
		expect(journal().count('GET', /dealStages$/)).toBe(3);
	});

	it('says where the pipeline needs an owner', async () => {
		const { rejected } = await run('deal.create', [{ ...deal, pipeline: 'Support' }]);
		expect(rejected[0].error).toMatch(/The deal owner was not provided/);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'field_missing', field: 'owner' });
	});

	it('takes an account instead of a contact', async () => {
		const { done } = await run('deal.create', [{ ...deal, email: '', account: 'Outlet' }]);
		expect(done).toMatchObject([{ contact: null, account: '2' }]);
	});
});

describe('deal: contact and percentage', () => {
	const parameters = {
		updateFields: { contact: by('email', '={{ $json.email }}'), percent: '={{ $json.percent }}' },
	};
	const update = async (items: IDataObject[]) => await run('deal.update', items, parameters);

	it('are changed, the contact looked up by its address', async () => {
		store().addContact({ email: 'ola@example.com' });
		const { id } = store().contactByEmail('ola@example.com') ?? {};
		const items = [
			{ id: 1, email: 'OLA@example.com', percent: 75 },
			{ id: 2, email: '', percent: 0 },
		];
		const { done } = await update(items);
		expect(done).toMatchObject([{ id: '1', contact: id }, { id: '2' }]);
		expect(bodies('PUT', /deals/)).toEqual([
			{ deal: { contact: id, percent: 75 } },
			{ deal: { percent: 0 } },
		]);
		expect(store().tables.deals.get('1')).toMatchObject({ contact: id, percent: '75' });
	});

	it.each([
		[{ percent: '101' }, /Percent: "101" is not a percentage/],
		[{ percent: '50 %' }, /Percent: "50 %" is not a percentage/],
		[{ email: 'nobody@example.com' }, /no contact has the e-mail address "nobody@example.com"/],
	])('refuses %j before the deal is touched', async (changes, error) => {
		const { rejected } = await update([{ id: 1, email: '', ...changes }]);
		expect(rejected[0].error).toMatch(error);
		expect(journal().count('PUT')).toBe(0);
	});
});

describe('note', () => {
	it('hangs on a deal', async () => {
		const items = [{ on: 'deal', who: '20 licences', text: 'Won' }];
		const { done } = await run('note.create', items);
		expect(done).toMatchObject([{ on: 'deal', onId: '1' }]);
		expect(bodies('POST', /notes$/)).toEqual([
			{ note: { note: 'Won', reltype: 'Deal', relid: '1' } },
		]);
	});

	it('update: reads first, and sends the whole note', async () => {
		await run('note.update', [{ id: 2, text: 'Paid' }]);
		expect(journal().entries.map(({ method }) => method)).toEqual(['GET', 'PUT']);
		expect(bodies('PUT', /notes/)).toEqual([
			{ note: { note: 'Paid', reltype: 'CustomerAccount', relid: '1' } },
		]);
	});
});

describe('field: update', () => {
	it('says nothing of options, as the platform does not', async () => {
		const { done } = await run('field.update', [{ id: 7, title: 'Level' }]);
		expect(done).toEqual([{ id: '7', title: 'Level', type: 'dropdown', perstag: 'TIER' }]);
	});
});
