import type { FastifyInstance } from 'fastify';
import { connectionShape } from './connections';
import { checkEmail } from './contactSync';
import type { Context } from './context';
import { inAccountZone } from './dates';
import { checkMoney, refuseTakenOrder } from './ecomChecks';
import { partsOf, pick, replaceParts } from './ecomParts';
import { AMOUNTS, DATES, discountShape, orderShape, productShape } from './ecomShapes';
import {
	echo,
	exactly,
	isNothing,
	objects,
	related,
	requireKeys,
	resourceRoutes,
	rowAt,
	type Resource,
	type Sent,
	type Shape,
} from './resource';
import type { OrderRecord, ProductRecord } from './shopRecords';
import { text } from './text';

const TEXTS = [
	'externalid',
	'externalcheckoutid',
	'source',
	'email',
	'currency',
	'connectionid',
	'customerid',
	'orderUrl',
	'shippingMethod',
	'orderNumber',
	...AMOUNTS,
];
const REQUIRED = [
	'source',
	'email',
	'totalPrice',
	'currency',
	'connectionid',
	'customerid',
	'externalCreatedDate',
];
/** /ecomOrders, which are orders and carts, and their products. */
export function ecomOrderRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	const by = (key: string) => exactly(({ texts }: OrderRecord) => texts[key] ?? '');
	const sortBy =
		(key: string) =>
		({ texts }: OrderRecord) =>
			texts[key] ?? '';
	const keys = ['connectionid', 'externalid', 'externalcheckoutid', 'email', 'customerid'];
	const orders: Resource<OrderRecord> = {
		many: 'ecomOrders',
		one: 'ecomOrder',
		name: 'EcomOrder',
		table: () => store.tables.orders,
		shape: (order) => orderShape(ctx, order),
		filters: {
			...Object.fromEntries(keys.map((key) => [key, by(key)])),
			state: exactly(({ state }) => state),
			external_created_date: by('externalCreatedDate'),
		},
		orders: {
			...Object.fromEntries(keys.map((key) => [key, sortBy(key)])),
			state: ({ state }) => state,
			external_created_date: sortBy('externalCreatedDate'),
		},
		create: { required: REQUIRED, status: 201, answer: (sent) => create(ctx, sent) },
		update: (order, sent) => update(ctx, order, sent),
		remove: ({ id }) => {
			store.tables.orders.delete(id);
			replaceParts(ctx, id, { orderProducts: [], orderDiscounts: [] });
		},
	};
	resourceRoutes(app, ctx, orders);

	resourceRoutes<ProductRecord>(app, ctx, {
		many: 'ecomOrderProducts',
		one: 'ecomOrderProduct',
		name: 'EcomOrderProduct',
		table: () => store.tables.products,
		shape: (row) => productShape(ctx, row),
		meta: () => undefined,
	});

	app.get<{ Params: { id: string } }>('/ecomOrders/:id/orderProducts', async ({ params }) => ({
		ecomOrderProducts: partsOf(ctx, rowAt(ctx, orders, params.id).id).products.map((row) =>
			productShape(ctx, row),
		),
	}));
}

function create(ctx: Context, sent: Sent): Shape {
	const { store } = ctx;
	if (isNothing(sent.externalid)) {
		requireKeys(ctx, 'ecomOrder', sent, ['externalcheckoutid']);
		if (ctx.rules.on('cartNeedsDate')) requireKeys(ctx, 'ecomOrder', sent, ['abandonedDate']);
	}
	check(ctx, sent);
	refuseTakenOrder(ctx, sent);
	const connection = related(
		ctx,
		store.tables.connections,
		'connection',
		sent.connectionid,
		'connectionid',
	);
	related(ctx, store.tables.customers, 'customer', sent.customerid, 'customerid');
	const now = ctx.now();
	// What has only a cart's id is an abandoned cart.
	const state = isNothing(sent.externalid) ? '2' : '1';
	const order = store.tables.orders.add({ texts: read(ctx, sent), state, cdate: now, udate: now });
	replaceParts(ctx, order.id, { orderProducts: [], orderDiscounts: [], ...sent });
	return {
		connections: connection ? [connectionShape(ctx, connection)] : [],
		ecomOrderProducts: objects(sent.orderProducts),
		...discountsBeside(ctx, order.id),
		ecomOrder: {
			...writtenShape(ctx, order),
			...echo(ctx, sent, TEXTS),
			...stateAs(ctx, Number(state)),
		},
	};
}

function update(ctx: Context, order: OrderRecord, sent: Sent): Shape {
	check(ctx, sent);
	refuseTakenOrder(ctx, { ...order.texts, ...sent }, order);
	const becomesOrder = order.state === '2' && !isNothing(sent.externalid);
	order.texts = { ...order.texts, ...read(ctx, sent) };
	if (becomesOrder && ctx.rules.on('cartBecomesOrder')) order.state = '3';
	order.udate = ctx.now();
	replaceParts(ctx, order.id, sent);
	return {
		ecomOrderProducts: partsOf(ctx, order.id).products.map((row) => productShape(ctx, row)),
		...discountsBeside(ctx, order.id),
		ecomOrder: writtenShape(ctx, order),
	};
}

/** An order as a write answers it: numbers are numbers, and the parts stand as ids. */
function writtenShape(ctx: Context, order: OrderRecord): Shape {
	const shape = orderShape(ctx, order);
	const { products, discounts } = partsOf(ctx, order.id);
	const numbers = [...AMOUNTS, 'totalProducts'].map((key) => [key, Number(shape[key])]);
	return {
		...Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== null)),
		...(ctx.rules.on('orderNumbersDiffer') ? Object.fromEntries(numbers) : {}),
		orderProducts: products.map(({ id }) => id),
		orderDiscounts: discounts.map(({ id }) => id),
	};
}

function stateAs({ rules }: Context, state: number): Shape {
	return rules.on('orderNumbersDiffer') ? { state } : {};
}

function check(ctx: Context, sent: Sent): void {
	const email = text(sent.email);
	if (email !== undefined) checkEmail(ctx, email.trim());
	for (const product of objects(sent.orderProducts))
		requireKeys(ctx, 'ecomOrderProduct', product, ['externalid', 'name', 'price', 'quantity']);
	checkMoney(ctx, sent);
}

function read({ rules }: Context, sent: Sent): Record<string, string> {
	const found = pick(sent, [...TEXTS, ...DATES]);
	if (!rules.on('orderDatesInAccountZone')) return found;
	for (const key of DATES) if (found[key] !== undefined) found[key] = inAccountZone(found[key]);
	return found;
}

function discountsBeside(ctx: Context, id: string): Shape {
	return { ecomOrderDiscounts: partsOf(ctx, id).discounts.map(discountShape) };
}
