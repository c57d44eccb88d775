import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { connectionKind } from '../connection/connections';
import { customerKind, customersOf } from '../ecommerceCustomer/customers';
import { choice, date, email, flag, text, url } from '../../shared/entries';
import { amount, currency, reference } from '../record/entries';
import {
	asFilter,
	createOne,
	deleteOne,
	getMany,
	getOne,
	sameOne,
	updateOne,
} from '../record/operations';
import { getProducts } from './getProducts';
import { orderKind, stateChoices } from './orders';
import { newProducts, productEntries } from './products';

const connection = reference(connectionKind, {
	key: 'connectionid',
	required: true,
	description: 'The shop the order was placed in',
});
const customer = reference(customerKind, {
	key: 'customerid',
	required: true,
	of: { kind: connectionKind, within: customersOf },
	description: 'The customer of this shop who placed it; by name means by e-mail address',
});
const address = email({ description: 'The e-mail address of the customer', required: true });
const externalId = text('External ID', 'externalId', {
	key: 'externalid',
	description:
		'The number of the order in the shop. An abandoned cart has none; give it once the cart becomes an order.',
	placeholder: '2024/1001',
});
const externalCheckoutId = text('External Checkout ID', 'externalCheckoutId', {
	key: 'externalcheckoutid',
	description:
		'The number of the cart in the shop; needed, with Abandoned At, for an abandoned cart',
	placeholder: 'cart-77',
});
const total = amount('Total Price', 'totalPrice', {
	description: 'What the customer pays in all, in units of the currency',
	required: true,
});
const money = currency('upper', {
	description: 'The ISO 4217 code of the currency',
	required: true,
});
const orderedAt = date('Ordered At', 'orderedAt', {
	key: 'externalCreatedDate',
	description: 'When the order was placed, or the cart filled',
	required: true,
});
const more = [
	date('Abandoned At', 'abandonedAt', {
		key: 'abandonedDate',
		description: 'When the cart was left; makes this an abandoned cart',
	}),
	amount('Discount Amount', 'discountAmount', { description: 'What was taken off' }),
	externalCheckoutId,
	text('Order Number', 'orderNumber', {
		description: 'The number the customer sees',
		placeholder: '1001',
	}),
	url('Order URL', 'orderUrl', {
		description: 'The address of the order in the shop',
		placeholder: 'https://shop.example.com/orders/1001',
	}),
	amount('Shipping Amount', 'shippingAmount', { description: 'What shipping costs' }),
	text('Shipping Method', 'shippingMethod', {
		description: 'How it is shipped',
		placeholder: 'Courier',
	}),
	amount('Tax Amount', 'taxAmount', { description: 'The tax in the total price' }),
	date('Updated At', 'updatedAt', {
		key: 'externalUpdatedDate',
		description: 'When the order was last changed in the shop',
	}),
];
const historical = flag(
	'Historical',
	'historical',
	{
		key: 'source',
		description:
			'Whether the order is from the past: it then counts in the sums of the customer but starts no automation',
	},
	(on) => (on ? '0' : '1'),
);

function needsId({ externalId: id, externalCheckoutId: cart, abandonedAt }: IDataObject): void {
	if (!isEmpty(id) || (!isEmpty(cart) && !isEmpty(abandonedAt))) return;
	throw invalid(
		'External ID',
		'nothing is given',
		'Give the number of the order, or for an abandoned cart External Checkout ID and Abandoned At.',
	);
}

export const ecommerceOrder: Resource = {
	value: 'ecommerceOrder',
	name: 'E-Commerce Order',
	initial: 'create',
	operations: [
		createOne(orderKind, {
			description: 'Add an order of a shop, or a cart that was left behind',
			fields: [
				connection,
				customer,
				address,
				externalId,
				total,
				money,
				orderedAt,
				...productEntries,
			],
			more: [...more, historical],
			fixed: { source: '1' },
			check: needsId,
			findExisting: sameOne(orderKind, ['connectionid', 'externalid', 'externalcheckoutid']),
		}),
		deleteOne(orderKind),
		getOne(orderKind),
		getMany(orderKind, {
			description: 'List the orders and abandoned carts of shops',
			filters: [
				asFilter(connection),
				asFilter(customer),
				asFilter(address),
				asFilter(externalId),
				asFilter(externalCheckoutId),
				asFilter(
					choice('State', 'state', stateChoices, {
						initial: 1,
						description: 'How far the order is',
					}),
				),
			],
		}),
		getProducts,
		updateOne(orderKind, {
			description:
				'Change an order, or give an abandoned cart its order number; fields left out keep their value',
			fields: [address, externalId, total, money, orderedAt, newProducts],
			more,
		}),
	],
};
