import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../shared/operation';
import { byDisplayName } from '../../shared/sorting';
import { send, versionHeader } from '../envelope';
import { readFlag, readText } from '../../shared/values';
import { readId, readPrice } from '../values';
import { categoryFields, readCategories } from './categories';
import { catalogSymbolField, productIdField, recordByProduct } from './fields';

const textField = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
});

const TEXTS: INodeProperties[] = [
	catalogSymbolField,
	textField('Custom 1', 'custom1', 'Additional description of the product'),
	textField('Custom 2', 'custom2', 'Additional description of the product'),
	textField('Custom 3', 'custom3', 'Additional description of the product'),
	textField('Description', 'description', 'What recommendations may show below the title'),
	textField('Image URL', 'image', 'The address of the thumbnail'),
	textField('Title', 'title', 'The name of the product'),
	textField('URL', 'url', "The address of the product's page in the shop"),
];

const PRICES: INodeProperties[] = [
	textField('Price', 'price', 'The price after discount, as a number or as text such as 99.00'),
	textField('Price Before Discount', 'priceOld', 'The price before discount, if there is one'),
];

/** What is given of the product, in the API's form. @throws Failure */
function readProduct(given: IDataObject): IDataObject {
	const read = (fields: INodeProperties[], as: (field: string, value: unknown) => unknown) =>
		Object.fromEntries(
			fields
				.filter(({ name }) => given[name] !== undefined)
				.map(({ displayName, name }) => [name, as(displayName, given[name])]),
		);
	const categories = readCategories(given);
	return {
		...read(TEXTS, readText),
		...read(PRICES, readPrice),
		...(categories !== undefined && { categories }),
	};
}

export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update product',
	description: 'Create a new product, or update the current one if it already exists (upsert)',
	fields: [
		productIdField,
		{
			displayName: 'Visible',
			name: 'status',
			type: 'boolean',
			default: true,
			description: 'Whether the product can be seen in the shop and may be recommended',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [...TEXTS, ...PRICES, ...categoryFields].sort(byDisplayName),
		},
	],
	repeatable: true,
	record: recordByProduct,
	async run(call) {
		const id = readId('Product ID', call.param('productId'));
		const status = readFlag('Visible', call.param('status', true));
		const body = { id, ...readProduct(call.given('additionalFields')), status };
		const headers = versionHeader(call.api);
		const sent = await send(call.api, ['data', 'product'], body, { repeatable: true, headers });
		return { id, visible: status, ...sent };
	},
	sample: { id: '101', visible: true, accepted: true, answeredAt: '2024-02-28T12:16:48.000Z' },
};
