import type { Context } from './context';
import { contactOf, type Drop } from './identity';
import type { Job } from './queue';
import type { Fields } from './records';
import { rowsIn } from './values';

/** POST /upsertOrder. */
export function upsertOrder(ctx: Context, { body }: Job, drop: Drop): void {
	const { rules, store } = ctx;
	const { contact: sent, source: _source, ...order } = body;
	const contact = contactOf(ctx, sent, drop);
	if (!contact) return;
	const orderID = String(order.orderID);
	const key = rules.on('cordialOrderUpsert') ? orderID : `${orderID} ${store.orders.size}`;
	store.orders.set(key, { ...order, orderID, cID: contact.cID });
	if (!emptiesCart(ctx, body)) return;
	const bought = new Set(rowsIn(order.items).map(({ productID }) => productID));
	contact.cart = contact.cart.filter(({ productID }) => !bought.has(productID));
}

function emptiesCart({ rules }: Context, sent: Fields): boolean {
	const flags = [
		...(rules.on('cordialShouldRemoveItems') ? [sent.shouldRemoveItemsFromCart] : []),
		...(rules.on('cordialRemoveItems') ? [sent.removeItemsFromCart] : []),
	];
	return !flags.includes(false) && (rules.on('cordialOrderEmptiesCart') || flags.includes(true));
}
