import type { Resource } from '../../shared/operation';
import { ADDED, REMOVED } from '../products';
import { changeCart } from './change';

const addProducts = changeCart(
	{
		value: 'addProducts',
		name: 'Add Products',
		action: 'Add products to cart',
		description: 'Put products into the cart of a contact; items of one contact share requests',
	},
	'addProductsToCart',
	ADDED,
);

const removeProducts = changeCart(
	{
		value: 'removeProducts',
		name: 'Remove Products',
		action: 'Remove products from cart',
		description: 'Take products out of the cart of a contact; items of one contact share requests',
	},
	'removeProductsFromCart',
	REMOVED,
);

export const cart: Resource = {
	value: 'cart',
	name: 'Cart',
	initial: 'addProducts',
	operations: [addProducts, removeProducts],
};
