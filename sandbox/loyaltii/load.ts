import { readDate } from './dates';
import type { Contact, DynamicField, LoyaltiiJson, Order, OrderLine, Point } from './records';
import type { ContactEvent } from './records';
import type { LoyaltiiStore } from './store';

type Loose = Record<string, unknown>;

/** Adds what an account description holds to the store. */
export function loadAccount(store: LoyaltiiStore, account: LoyaltiiJson): void {
	const { dynamicFields = {}, orderTypes = [], pointTypes = [], bounced = [] } = account;
	for (const [owner, fields] of Object.entries(dynamicFields))
		store.dynamicFields.set(owner, fields.map(field));
	for (const type of orderTypes) store.orderTypes.add(type);
	for (const type of pointTypes) store.pointTypes.add(type);
	for (const id of bounced) store.bounced.add(id);
	for (const row of account.stores ?? []) store.stores.add(read(store, row));
	for (const row of account.companies ?? []) store.companies.add(read(store, row));
	for (const row of account.contacts ?? []) store.addContact(dated(row));
	for (const { OrderLines = [], ...order } of account.orders ?? [])
		store.addOrder(dated<Order>(order), (OrderLines as Loose[]).map(total));
	for (const row of account.points ?? []) store.addPoint(dated<Point>(row) as Point);
	for (const row of account.events ?? []) store.addEvent(dated<ContactEvent>(row) as ContactEvent);
	loadRest(store, account);
}

function loadRest(store: LoyaltiiStore, account: LoyaltiiJson): void {
	for (const { contactIds = [], ...segment } of account.segments ?? []) {
		const basics = { Name: '', FolderId: 1, Type: 3, ...segment };
		store.segments.add({ ...basics, contactIds: new Set(contactIds) });
	}
	for (const action of account.actions ?? [])
		store.actions.add({ enabled: true, manual: true, Name: '', ...read(store, action) });
	for (const { fields = [], rows = [], ...json } of account.tables ?? []) {
		const table = store.tables.add({ locked: false, ...json });
		store.dynamicFields.set(`DynamicTable ${table.Id}`, fields.map(field));
		for (const row of rows) store.addTableRow(table, dated(row));
	}
	for (const { versions = [], ...banner } of account.banners ?? [])
		store.banners.add({ ...banner, versions, resets: 0 });
	for (const sync of account.feedSyncs ?? []) store.feedSyncs.add({ ...sync, syncs: 0 });
	for (const token of account.iframeTokens ?? []) store.iframeTokens.set(token.Id, token);
	for (const name of [
		'emailCampaigns',
		'mediaFolders',
		'permissionSourceCategories',
		'permissionSourceCategoryRelations',
	] as const)
		for (const row of account[name] ?? []) store[name].add(dated(row));
}

const field = (json: Partial<DynamicField> & { Name: string }): DynamicField => ({
	Type: 1,
	Label: json.Name,
	Values: null,
	...json,
});

const read = (store: LoyaltiiStore, row: Loose) => ({
	LastModified: store.date(),
	...dated(row),
});

function total(line: Loose): Partial<OrderLine> {
	return { ...dated(line), PriceTotal: Number(line.Quantity) * Number(line.Price) };
}

/** Texts that are moments become dates. */
function dated<One extends Loose = Contact>(row: Loose): Partial<One> & Loose {
	const entries = Object.entries(row).map(([name, value]) => [
		name,
		(typeof value === 'string' && value.includes('T') && readDate(value)) || value,
	]);
	return Object.fromEntries(entries) as Partial<One> & Loose;
}
