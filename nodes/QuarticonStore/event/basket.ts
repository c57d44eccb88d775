import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readList, readText, readWhole } from '../../shared/values';
import { readId, readPrice } from '../values';

/** The products of an order: as fields, or as a list of any length by an expression. */
export const basketFields: INodeProperties[] = [
	{
		displayName: 'Specify Basket',
		name: 'basketInput',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'How the ordered products are given; JSON takes as many as an order has',
	},
	{
		displayName: 'Basket',
		name: 'basket',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		required: true,
		placeholder: 'Add Product',
		default: {},
		displayOptions: { show: { basketInput: ['fields'] } },
		description: 'The ordered products',
		options: [
			{
				displayName: 'Product',
				name: 'products',
				values: [
					{ displayName: 'Product ID', name: 'productId', type: 'string', default: '' },
					{
						displayName: 'Price',
						name: 'price',
						type: 'string',
						default: '',
						placeholder: 'e.g. 99.00',
						description: 'The price of one, as a number or as text',
					},
					{ displayName: 'Quantity', name: 'quantity', type: 'number', default: 1 },
				],
			},
		],
	},
	{
		displayName: 'Basket (JSON)',
		name: 'basketJson',
		type: 'json',
		required: true,
		default: '[]',
		displayOptions: { show: { basketInput: ['json'] } },
		description:
			'The ordered products as an array of objects with "productId", "price" and "quantity"',
	},
];

/** The basket of an item's order. @throws Failure when it is empty or an entry is incomplete */
export function readBasket(call: Call): IDataObject[] {
	const asJson = call.text('basketInput') === 'json';
	const entries = asJson
		? readList('Basket (JSON)', call.param('basketJson', '[]'))
		: (call.param<{ products?: unknown[] }>('basket', {})?.products ?? []);
	if (entries.length === 0) {
		throw invalid('Basket', 'it holds no product', 'Give at least one product.');
	}
	return entries.map((entry, index) => {
		const { productId, price, quantity } = (entry ?? {}) as IDataObject;
		const at = `Basket, product ${index + 1}`;
		return {
			productId: readId(`${at}: Product ID`, productId),
			price: readPrice(`${at}: Price`, readText(`${at}: Price`, price)),
			quantity: readWhole(`${at}: Quantity`, readText(`${at}: Quantity`, quantity), 1),
		};
	});
}
