import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { toCents } from '../money';
import type { Entry } from '../../shared/entry';

/** What may stand beside what a product needs, in the platform's words. */
const MORE = ['category', 'sku', 'description', 'imageUrl', 'productUrl'];

const line = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
});

const isJson = (call: Call): boolean => call.text('productsInput') === 'json';

/** The ordered products: as fields, or as a list of any length by an expression. */
export const productEntries: Entry[] = [
	{
		field: {
			displayName: 'Specify Products',
			name: 'productsInput',
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How the products are given; JSON takes as many as an order has',
		},
		write: () => ({}),
	},
	{
		field: {
			displayName: 'Products',
			name: 'products',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			required: true,
			placeholder: 'Add Product',
			default: {},
			displayOptions: { show: { productsInput: ['fields'] } },
			description: 'The products of the order',
			options: [
				{
					displayName: 'Product',
					name: 'values',
					values: [
						line('Category', 'category', 'Toys'),
						line('Description', 'description', 'Brown, 30 cm'),
						line('Image URL', 'imageUrl', 'https://shop.example.com/bear.png'),
						line('Name', 'name', 'Teddy bear'),
						{
							...line('Price', 'price', '99.90'),
							description: 'The price of one, in units of the currency',
						},
						line('Product ID', 'externalId', 'SKU-1'),
						line('Product URL', 'productUrl', 'https://shop.example.com/bear'),
						{ displayName: 'Quantity', name: 'quantity', type: 'number', default: 1 },
						line('SKU', 'sku', 'BEAR-30'),
					],
				},
			],
		},
		when: (call) => !isJson(call),
		write: (value) => productsOf('Products', (value as { values?: unknown }).values ?? []),
	},
	{
		field: {
			displayName: 'Products (JSON)',
			name: 'productsJson',
			type: 'json',
			required: true,
			default: '[]',
			displayOptions: { show: { productsInput: ['json'] } },
			description:
				'The products as an array of objects with "externalId", "name", "price" and "quantity", and where you like "category", "sku", "description", "imageUrl" and "productUrl"',
		},
		when: isJson,
		write: (value) => productsOf('Products (JSON)', value),
	},
];

/** The products of an order that is changed: all of them, since the platform replaces what is there. */
export const newProducts: Entry = {
	field: {
		displayName: 'Products (JSON)',
		name: 'productsJson',
		type: 'json',
		default: '[]',
		description:
			'All products of the order as an array of objects with "externalId", "name", "price" and "quantity"; they replace those that are there',
	},
	write: (value) => productsOf('Products (JSON)', value),
};

function listOf(field: string, value: unknown): unknown[] {
	let list = value;
	if (typeof value === 'string') {
		try {
			list = JSON.parse(value);
		} catch {
			throw invalid(field, 'it is not JSON', 'Give an array such as [{ "externalId": "1", … }].');
		}
	}
	if (Array.isArray(list)) return list;
	throw invalid(field, 'it is not an array', 'Give an array such as [{ "externalId": "1", … }].');
}

/** The products as the platform wants them, prices in cents. @throws Failure that names the product */
function productsOf(field: string, value: unknown): IDataObject {
	const list = listOf(field, value);
	// An order has products, and where it is changed, an empty list would take them all away.
	if (list.length === 0) throw invalid(field, 'no product is given', 'Give at least one.');
	const orderProducts = list.map((entry, index) => {
		const product = (entry ?? {}) as IDataObject;
		const at = `${field}, product ${index + 1}`;
		for (const name of ['externalId', 'name', 'price', 'quantity']) {
			if (isEmpty(product[name])) {
				throw invalid(
					at,
					`it has no ${name}`,
					'Each product needs an ID, a name, a price and a quantity.',
				);
			}
		}
		const quantity = Number(product.quantity);
		if (!Number.isInteger(quantity) || quantity < 1) {
			throw invalid(
				at,
				`"${String(product.quantity)}" is not a quantity`,
				'Give a whole number from 1 up.',
			);
		}
		return {
			externalid: String(product.externalId).trim(),
			name: String(product.name).trim(),
			price: toCents(`${at}, price`, product.price),
			quantity,
			...Object.fromEntries(
				MORE.filter((name) => !isEmpty(product[name])).map((name) => [name, String(product[name])]),
			),
		};
	});
	return { orderProducts };
}
