import type { FastifyInstance } from 'fastify';
import {
	fieldsOf,
	hasIdCharacters,
	isId,
	isPrice,
	isText,
	need,
	rowsOf,
	type Fields,
} from './checks';
import type { Context } from './context';
import { invalidData, ok } from './envelope';
import type { ShopEvent, ShopProduct } from './records';

const TEXTS = [
	'title',
	'image',
	'description',
	'url',
	'custom1',
	'custom2',
	'custom3',
	'catalogSymbol',
];

/** POST /data/product. */
export function productRoute(app: FastifyInstance, ctx: Context): void {
	const { store, rules } = ctx;
	app.post('/data/product', async (request) => {
		const sent = fieldsOf(ctx, request);
		if (!isId(ctx, sent.id)) throw invalidData(ctx);
		need(ctx, 'storeProductId', hasIdCharacters(sent.id));
		for (const name of ['price', 'priceOld'])
			need(ctx, 'storePriceForms', (sent[name] ?? undefined) === undefined || isPrice(sent[name]));
		const wrong =
			TEXTS.some((name) => sent[name] !== undefined && typeof sent[name] !== 'string') ||
			(sent.status !== undefined && typeof sent.status !== 'boolean') ||
			(sent.categories !== undefined && !Array.isArray(sent.categories)) ||
			rowsOf(sent.categories).some(({ id, name }) => !Number.isInteger(id) || !isText(name));
		if (wrong) throw invalidData(ctx);
		const product = { ...sent, id: String(sent.id) } as ShopProduct;
		const known = rules.on('storeProductUpsert')
			? store.product(product.id, product.catalogSymbol)
			: undefined;
		store.setProduct({ ...known, ...product });
		return ok(ctx, 'unix');
	});
}

const isLine = (ctx: Context, { productId, price, quantity }: Fields) =>
	isId(ctx, productId) && isPrice(price) && Number.isInteger(quantity);

/** What each type of event must say beside what all say. */
const SPECIFIC: Record<string, (ctx: Context, sent: Fields) => boolean> = {
	eventClick: (ctx, { productId, trackingString }) =>
		isId(ctx, productId) && isText(trackingString),
	eventProductView: (ctx, { productId }) => isId(ctx, productId),
	eventTransaction: (ctx, { transactionId, basket }) =>
		isId(ctx, transactionId) &&
		rowsOf(basket).length > 0 &&
		rowsOf(basket).every((line) => isLine(ctx, line)),
};

/** POST /track/event. */
export function eventRoute(app: FastifyInstance, ctx: Context): void {
	const { store, rules } = ctx;
	app.post('/track/event', async (request) => {
		const sent = fieldsOf(ctx, request);
		const { eventType, timestamp } = sent;
		const specific = SPECIFIC[String(eventType)];
		need(
			ctx,
			'storeEventCommon',
			isText(sent.customer) && specific !== undefined && Number.isInteger(timestamp),
		);
		need(ctx, 'storeCustomerKnown', sent.customer === store.customer);
		need(ctx, 'storeEventSpecific', specific?.(ctx, sent) ?? true);
		const { customer, ...event } = sent;
		void customer;
		const text = JSON.stringify(event);
		const isRepeated = store.events.some((known) => JSON.stringify(known) === text);
		if (!isRepeated || rules.on('storeEventEveryOneCounts'))
			store.events.push(event as unknown as ShopEvent);
		return ok(ctx, 'unix');
	});
}
