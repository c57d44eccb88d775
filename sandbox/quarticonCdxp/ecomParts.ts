import type { Context } from './context';
import { objects, type Sent } from './resource';
import { text } from './text';

const PRODUCT_TEXTS = [
	'externalid',
	'sku',
	'name',
	'description',
	'price',
	'quantity',
	'category',
	'imageUrl',
	'productUrl',
];

/** The products and discounts of an order. */
export function partsOf({ store }: Context, id: string) {
	const own = (row: { order: string }) => row.order === id;
	return {
		products: store.tables.products.all().filter(own),
		discounts: store.tables.discounts.all().filter(own),
	};
}

/** Replaces the products and discounts that were sent; the new rows have new ids. */
export function replaceParts(ctx: Context, order: string, sent: Sent): void {
	const { products, discounts } = ctx.store.tables;
	const before = partsOf(ctx, order);
	const cdate = ctx.now();
	const keepIds = !ctx.rules.on('orderPutRenewsProducts');
	if (Array.isArray(sent.orderProducts)) {
		before.products.forEach(({ id }) => products.delete(id));
		for (const [index, product] of objects(sent.orderProducts).entries())
			products.add(
				{ order, texts: pick(product, PRODUCT_TEXTS), cdate },
				keepIds ? before.products[index]?.id : undefined,
			);
	}
	if (Array.isArray(sent.orderDiscounts)) {
		before.discounts.forEach(({ id }) => discounts.delete(id));
		for (const { name, type, discountAmount } of objects(sent.orderDiscounts)) {
			const amount = text(discountAmount) ?? '0';
			discounts.add({
				order,
				name: text(name) ?? '',
				type: text(type) ?? 'order',
				discountAmount: amount,
				cdate,
			});
		}
	}
}

/** The attributes among `keys` that were sent, as texts. */
export function pick(sent: Sent, keys: string[]): Record<string, string> {
	return Object.fromEntries(
		keys.flatMap((key) => {
			const value = text(sent[key]);
			return value === undefined ? [] : [[key, value]];
		}),
	);
}
