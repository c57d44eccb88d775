import type { Context } from './context';
import { isoDate } from './dates';
import type { Shape } from './resource';
import type { CustomerRecord, DiscountRecord, OrderRecord, ProductRecord } from './shopRecords';

/** Amounts of an order, in cents. */
export const AMOUNTS = ['totalPrice', 'shippingAmount', 'taxAmount', 'discountAmount'];
/** Dates of an order; the vendor returns them in the zone of the account. */
export const DATES = ['externalCreatedDate', 'externalUpdatedDate', 'abandonedDate'];
const ORDER_LINKS = [
	'connection',
	'customer',
	'orderProducts',
	'orderDiscounts',
	'orderActivities',
	'subscriberConversions',
];

/** A customer as it is read: sums of the completed orders, in cents, as texts. */
export function customerShape(ctx: Context, row: CustomerRecord): Shape {
	const { orders, products, customers } = ctx.store.tables;
	const isSum = row.connectionid === '0';
	const own = customers
		.all()
		.filter(({ id, email }) => (isSum ? email === row.email : id === row.id));
	const done = orders
		.all()
		.filter(({ state }) => state === '1' || state === '3')
		.filter(({ texts }) => own.some(({ id }) => id === texts.customerid));
	const bought = done.flatMap(({ id }) => products.all().filter(({ order }) => order === id));
	const revenue = done.reduce((sum, { texts }) => sum + Number(texts.totalPrice ?? 0), 0);
	const self = `${ctx.api()}/ecomCustomers/${row.id}`;
	return {
		connectionid: row.connectionid,
		externalid: row.externalid,
		email: row.email,
		totalRevenue: String(revenue),
		totalOrders: String(done.length),
		totalProducts: String(countOf(bought)),
		avgRevenuePerOrder: String(done.length > 0 ? Math.round(revenue / done.length) : 0),
		avgProductCategory: mostFrequent(bought.map(({ texts }) => texts.category ?? '')),
		tstamp: isoDate(row.udate),
		acceptsMarketing: row.acceptsMarketing,
		links: {
			connection: `${self}/connection`,
			subscriber: `${self}/subscriber`,
			orders: `${self}/orders`,
		},
		id: row.id,
		connection: isSum ? null : row.connectionid,
		subscriber: row.contact || null,
	};
}

/** An order as it is read: numbers as texts, null for what there is not. */
export function orderShape(ctx: Context, { id, texts, state, cdate, udate }: OrderRecord): Shape {
	const self = `${ctx.api()}/ecomOrders/${id}`;
	const products = ctx.store.tables.products.all().filter(({ order }) => order === id);
	return {
		customerid: texts.customerid ?? null,
		connectionid: texts.connectionid ?? null,
		state,
		source: texts.source ?? '0',
		externalid: texts.externalid ?? '',
		externalcheckoutid: texts.externalcheckoutid ?? null,
		orderNumber: texts.orderNumber ?? '',
		email: texts.email ?? '',
		...Object.fromEntries(AMOUNTS.map((key) => [key, texts[key] ?? '0'])),
		totalProducts: String(countOf(products)),
		currency: texts.currency ?? '',
		shippingMethod: texts.shippingMethod ?? '',
		orderUrl: texts.orderUrl ?? '',
		...Object.fromEntries(DATES.map((key) => [key, texts[key] ?? null])),
		createdDate: isoDate(cdate),
		updatedDate: isoDate(udate),
		orderDate: texts.externalCreatedDate ?? isoDate(cdate),
		tstamp: isoDate(udate),
		links: Object.fromEntries(ORDER_LINKS.map((key) => [key, `${self}/${key}`])),
		id,
		connection: texts.connectionid ?? null,
		customer: texts.customerid ?? null,
	};
}

export function productShape(ctx: Context, { id, order, texts, cdate }: ProductRecord): Shape {
	const at = isoDate(cdate);
	return {
		orderid: order,
		connectionid: ctx.store.tables.orders.get(order)?.texts.connectionid ?? null,
		externalid: '',
		sku: '',
		name: '',
		description: '',
		price: '0',
		quantity: '0',
		category: '',
		imageUrl: '',
		productUrl: '',
		...texts,
		createdDate: at,
		updatedDate: at,
		tstamp: at,
		links: { ecomOrder: `${ctx.api()}/ecomOrderProducts/${id}/ecomOrder` },
		id,
		ecomOrder: order,
	};
}

export function discountShape({
	id,
	order,
	name,
	type,
	discountAmount,
	cdate,
}: DiscountRecord): Shape {
	const at = isoDate(cdate);
	return { name, type, orderid: order, discountAmount, id, createdDate: at, updatedDate: at };
}

/** How many pieces these rows are. */
function countOf(products: ProductRecord[]): number {
	return products.reduce((sum, { texts }) => sum + Number(texts.quantity ?? 0), 0);
}

function mostFrequent(names: string[]): string {
	const count = (wanted: string) => names.filter((name) => name === wanted).length;
	return [...new Set(names)].sort((a, b) => count(b) - count(a))[0] ?? '';
}
