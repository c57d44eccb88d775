/** The sandbox of Cordial keeps to the fact sheet: one test per rule. Lists, orders, supplements and carts. */
import { closeCordials, cordial, who } from './cordialSupport';

afterEach(closeCordials);

const ANNA = 'anna@example.com';
const BEN = 'ben@example.com';
const item = (productID: string, qty = 1) => ({
	productID,
	sku: `sku-${productID}`,
	name: 'Shoe',
	category: 'Shoes',
	qty,
});
const contacts = (...emails: string[]) => ({ identifiers: emails.map((email) => ({ email })) });
const order = (more: object = {}) => ({
	contact: who(ANNA),
	orderID: 'o1',
	purchaseDate: '2024-05-01T10:00:00+00:00',
	status: 'paid',
	items: [item('p1')],
	...more,
});
const records = (rows: object[], more: object = {}) => ({
	contact: who(ANNA),
	supplement: 'cars',
	records: rows,
	...more,
});

/** A scene that can say who is on a list and what is in a cart. */
async function scene() {
	const made = await cordial();
	const { store } = made.sandbox;
	return {
		...made,
		on: (list: string) => store.members(list).map(({ identifiers }) => identifiers.email),
		cart: () =>
			made
				.byEmail(ANNA)
				.cart.map(({ productID, qty }: { productID: string; qty: number }) => [productID, qty]),
		cars: () =>
			[...(store.supplements.get('cars')?.records.values() ?? [])].map(({ fields }) => fields),
	};
}

it('[cordialContactMustExist] only upserts and activities make contacts', async () => {
	const { sandbox, send, reasons } = await scene();
	const contact = who('nobody@example.com');
	await send('addContactsToList', { contacts: contacts('nobody@example.com'), listName: 'News' });
	await send('upsertOrder', order({ contact }));
	await send('upsertSupplementRecords', records([{ id: 1 }], { contact }));
	await send('addProductsToCart', { contact, items: [item('p1')] });
	await send('removeProductsFromCart', { contact, items: [item('p1')] });
	expect(sandbox.store.contacts.size).toBe(2);
	expect(sandbox.store.orders.size).toBe(0);
	expect(reasons()).toEqual(Array(5).fill('no such contact'));
});

describe('adding to a list', () => {
	it('[cordialListsCreated] creates the list, unless forbidden', async () => {
		const { on, send, sandbox, reasons } = await scene();
		const body = (listName: string) => ({ contacts: contacts(ANNA, BEN), listName });
		await send('addContactsToList', body('New-1'));
		await send('addContactsToList', { ...body('New-2'), isAllowedToCreateLists: true });
		expect([on('New-1'), on('New-2')]).toEqual([
			[ANNA, BEN],
			[ANNA, BEN],
		]);
		await send('addContactsToList', { ...body('New-3'), isAllowedToCreateLists: false });
		await send('addContactsToList', { ...body('VIP'), isAllowedToCreateLists: false });
		expect([...sandbox.store.lists.keys()]).toEqual(['News', 'VIP', 'New-1', 'New-2']);
		expect(on('VIP')).toEqual([ANNA, BEN]);
		expect(reasons()).toEqual(['no such list, and it may not be created']);
	});

	it('[cordialListNames] does not create a list under any name', async () => {
		const { send, sandbox, reasons } = await scene();
		const bad = ['My List', 'list_1', 'cid', 'points', 'x'.repeat(129)];
		for (const listName of [...bad, 'x'.repeat(128)])
			await send('addContactsToList', { contacts: contacts(ANNA), listName });
		expect(sandbox.store.lists.size).toBe(3);
		expect(reasons()).toEqual(bad.map(() => 'not a name for a list'));
	});

	it('[cordialEachOnItsOwn] leaves out who is unknown', async () => {
		const { on, send, reasons } = await scene();
		const some = contacts(ANNA, 'nobody@example.com', BEN);
		await send('addContactsToList', { contacts: some, listName: 'VIP' });
		expect([on('VIP'), reasons()]).toEqual([[ANNA, BEN], ['no such contact']]);
	});

	it('looks for each contact in the order of the priority', async () => {
		const { on, send } = await scene();
		const identifiers = [{ email: BEN, customId: 'a' }];
		const identifiersPriority = ['customId', 'email'];
		await send('addContactsToList', {
			contacts: { identifiers, identifiersPriority },
			listName: 'VIP',
		});
		expect(on('VIP')).toEqual([ANNA]);
	});
});

describe('removing from a list', () => {
	it('[cordialIdentifyListBy] finds it by identifyListBy', async () => {
		const { on, send, sandbox } = await scene();
		await send('addContactsToList', { contacts: contacts(ANNA, BEN), listName: 'VIP' });
		const by = { name: 'VIP' };
		await send('removeContactsFromList', { contacts: contacts(ANNA), identifyListBy: by });
		expect(on('VIP')).toEqual([BEN]);
		const key = { segment_group_id: '777' };
		await send('removeContactsFromList', { contacts: contacts(BEN), identifyListBy: key });
		expect(on('VIP')).toEqual([]);
		expect(sandbox.store.removals).toEqual([
			{ form: 'identifyListBy', by, list: 'VIP', removed: 1 },
			{ form: 'identifyListBy', by: key, list: 'VIP', removed: 1 },
		]);
	});

	it('[cordialListIdentifier] finds it by listIdentifier and listIdentifierKey', async () => {
		const { on, send, sandbox } = await scene();
		await send('addContactsToList', { contacts: contacts(ANNA, BEN), listName: 'VIP' });
		await send('removeContactsFromList', { contacts: contacts(ANNA), listIdentifier: 'VIP' });
		const more = { listIdentifier: '777', listIdentifierKey: 'segment_group_id' };
		await send('removeContactsFromList', { contacts: contacts(BEN), ...more });
		expect(on('VIP')).toEqual([]);
		expect(sandbox.store.removals).toEqual([
			{ form: 'listIdentifier', by: { name: 'VIP' }, list: 'VIP', removed: 1 },
			{ form: 'listIdentifier', by: { segment_group_id: '777' }, list: 'VIP', removed: 1 },
		]);
	});

	it('[cordialOneListIdentifier] wants exactly one of the two', async () => {
		const { api } = await scene();
		const identifyListBy = { name: 'News' };
		for (const names of [{}, { listName: 'News' }, { identifyListBy, listIdentifier: 'News' }]) {
			const body = { contacts: contacts(ANNA), ...names };
			expect((await api('POST', '/removeContactsFromList', body)).status).toBe(422);
		}
	});

	it('does nothing where there is no such list or member', async () => {
		const { on, send, sandbox, reasons } = await scene();
		await send('removeContactsFromList', { contacts: contacts(ANNA), listIdentifier: 'Nobody' });
		await send('removeContactsFromList', { contacts: contacts(BEN), listIdentifier: 'News' });
		expect([on('News'), reasons()]).toEqual([[ANNA], ['no such list']]);
		expect(sandbox.store.removals.map(({ list, removed }) => [list, removed])).toEqual([
			[undefined, 0],
			['News', 0],
		]);
	});
});

describe('orders', () => {
	it('[cordialOrderUpsert] replace the order with the same orderID', async () => {
		const { byEmail, sandbox, send } = await scene();
		await send('upsertOrder', order({ totalAmount: 10, source: 'n8n' }));
		await send('upsertOrder', order({ status: 'sent' }));
		const { contact: _contact, ...stored } = order({ status: 'sent' });
		expect([...sandbox.store.orders.values()]).toEqual([{ ...stored, cID: byEmail(ANNA).cID }]);
	});

	const inCart = async () => {
		const made = await scene();
		const items = [item('p1', 3), item('p2')];
		await made.send('addProductsToCart', { contact: who(ANNA), items });
		return made;
	};

	it('[cordialOrderEmptiesCart] take their products out of the cart', async () => {
		const { cart, send } = await inCart();
		await send('upsertOrder', order());
		expect(cart()).toEqual([['p2', 1]]);
	});

	it('[cordialShouldRemoveItems] keep the cart with shouldRemoveItemsFromCart false', async () => {
		const { cart, send } = await inCart();
		await send('upsertOrder', order({ shouldRemoveItemsFromCart: false }));
		expect(cart()).toHaveLength(2);
		await send('upsertOrder', order({ shouldRemoveItemsFromCart: true }));
		expect(cart()).toEqual([['p2', 1]]);
	});

	it('[cordialRemoveItems] keep the cart with removeItemsFromCart false', async () => {
		const { cart, send } = await inCart();
		await send('upsertOrder', order({ removeItemsFromCart: false }));
		expect(cart()).toHaveLength(2);
		await send('upsertOrder', order({ removeItemsFromCart: true }));
		expect(cart()).toEqual([['p2', 1]]);
	});
});

describe('supplement records', () => {
	it('[cordialSupplementExists] need a supplement that is there', async () => {
		const { send, sandbox, reasons } = await scene();
		await send('upsertSupplementRecords', records([{ id: 1 }], { supplement: 'boats' }));
		expect([...sandbox.store.supplements.keys()]).toEqual(['cars', 'bikes']);
		expect(reasons()).toEqual(['no such supplement']);
	});

	it('[cordialRecordId] need an id', async () => {
		const { cars, send, reasons } = await scene();
		await send('upsertSupplementRecords', records([{ make: 'A' }, { id: '' }, { id: 3 }]));
		expect([cars(), reasons()]).toEqual([[{ id: 3 }], ['no id', 'no id']]);
	});

	it('[cordialRecordIdHex] do not have an id of 24 hexadecimal digits', async () => {
		const { api, cars, send, reasons } = await scene();
		const hex = records([{ id: '507f1f77bcf86cd799439011' }]);
		expect((await api('POST', '/upsertSupplementRecords', hex)).status).toBe(200);
		await send('upsertSupplementRecords', records([{ id: '507f1f77bcf86cd79943901' }]));
		expect(cars()).toEqual([{ id: '507f1f77bcf86cd79943901' }]);
		expect(reasons()).toEqual(['id of 24 hexadecimal digits']);
	});

	it('[cordialRecordUpsert] change what they name and keep the rest', async () => {
		const { byEmail, cars, sandbox, send } = await scene();
		await send('upsertSupplementRecords', records([{ id: 1, make: 'A', year: 2020 }]));
		await send('upsertSupplementRecords', records([{ id: '1', year: 2021 }]));
		expect(cars()).toEqual([{ id: '1', make: 'A', year: 2021 }]);
		expect(sandbox.store.supplements.get('cars')?.records.get('1')?.cID).toBe(byEmail(ANNA).cID);
	});

	it('[cordialUpdatedDateField] are skipped when older than what is known', async () => {
		const { cars, send, reasons } = await scene();
		const make = async (name: string, updated: string, updatedDateField?: string) =>
			await send(
				'upsertSupplementRecords',
				records([{ id: 1, make: name, updated }], { updatedDateField }),
			);
		await make('first', '2024-05-02T10:00:00+00:00', 'updated');
		// Later as a text, earlier as a moment.
		await make('older', '2024-05-02T11:00:00+02:00', 'updated');
		expect(cars()[0]).toMatchObject({ make: 'first' });
		expect(reasons()).toEqual(['older than the known record']);
		await make('same', '2024-05-02T12:00:00+02:00', 'updated');
		expect(cars()[0]).toMatchObject({ make: 'same' });
		await make('unasked', '2024-05-01T10:00:00+00:00');
		expect(cars()[0]).toMatchObject({ make: 'unasked' });
	});
});

describe('carts', () => {
	it('[cordialCartAdds] add up what is added twice', async () => {
		const { byEmail, cart, send } = await scene();
		const add = async (added: object) =>
			await send('addProductsToCart', { contact: who(ANNA), items: [added] });
		await add({ ...item('p1', 2), itemPrice: 9.5 });
		await add(item('p2'));
		await add({ ...item('p1', 1), name: 'Boot' });
		expect(cart()).toEqual([
			['p1', 3],
			['p2', 1],
		]);
		expect(byEmail(ANNA).cart[0]).toEqual({ ...item('p1', 3), name: 'Boot', itemPrice: 9.5 });
	});

	it('[cordialCartRemoves] lower the quantity, and lose what has none left', async () => {
		const { cart, send, reasons } = await scene();
		const items = [item('p1', 3), item('p2'), item('p3')];
		await send('addProductsToCart', { contact: who(ANNA), items });
		const removed = [
			{ productID: 'p1', qty: 2 },
			{ productID: 'p2', qty: 5 },
			{ productID: 'p4', qty: 1 },
		];
		await send('removeProductsFromCart', { contact: who(ANNA), items: removed });
		expect(cart()).toEqual([
			['p1', 1],
			['p3', 1],
		]);
		expect(reasons()).toEqual(['not in the cart']);
	});
});
