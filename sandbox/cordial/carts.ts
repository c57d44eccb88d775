import type { RuleSet } from '../shared/rules';
import type { Context } from './context';
import { contactOf, type Drop } from './identity';
import type { Job } from './queue';
import type { CartItem, CordialContact } from './records';
import type { CordialRuleId } from './rules';
import { rowsIn } from './values';

/** POST /addProductsToCart. */
export function addProducts(ctx: Context, { body }: Job, drop: Drop): void {
	const contact = contactOf(ctx, body.contact, drop);
	if (!contact) return;
	for (const item of itemsIn(body.items)) addToCart(ctx.rules, contact, item);
}

/** POST /removeProductsFromCart. */
export function removeProducts(ctx: Context, { body }: Job, drop: Drop): void {
	const contact = contactOf(ctx, body.contact, drop);
	if (!contact) return;
	for (const item of itemsIn(body.items)) {
		const known = contact.cart.find(({ productID }) => productID === item.productID);
		if (!known) drop('not in the cart', item);
		else if (ctx.rules.on('cordialCartRemoves') && known.qty > item.qty) known.qty -= item.qty;
		else contact.cart = contact.cart.filter((one) => one !== known);
	}
}

/** Puts a product into the cart. */
export function addToCart(
	rules: RuleSet<CordialRuleId>,
	contact: CordialContact,
	item: CartItem,
): void {
	const known = contact.cart.find(({ productID }) => productID === item.productID);
	const before = known && rules.on('cordialCartAdds') ? known.qty : 0;
	const added = { ...known, ...item, qty: before + item.qty };
	contact.cart = known
		? contact.cart.map((one) => (one === known ? added : one))
		: [...contact.cart, added];
}

const itemsIn = (items: unknown): CartItem[] =>
	rowsIn(items).map((item) => ({
		...item,
		productID: String(item.productID),
		qty: Number(item.qty ?? 1),
	}));
