import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../shared/call';
import { isEmpty } from '../shared/call';
import { invalid } from '../shared/errors';
import { isObject, partOf } from '../shared/json';
import { readList, readText, shown } from '../shared/values';
import { filledIn, readNumber, readObject, readQuantity, readTexts } from './values';

type Read = (at: string, value: unknown, timezone: string) => unknown;

interface Key {
	displayName: string;
	read: Read;
	field?: Partial<INodeProperties>;
}

/** What an item may say of a product, in the API's words and in the order of the fields. */
const KEYS: Record<string, Key> = {
	attr: {
		displayName: 'Attributes (JSON)',
		read: readObject,
		field: {
			type: 'json',
			description: 'Attributes that cannot be searched, as an object; Properties can',
		},
	},
	category: { displayName: 'Category', read: readText, field: { placeholder: 'e.g. Games' } },
	description: { displayName: 'Description', read: readText },
	images: {
		displayName: 'Image URLs',
		read: (at, value) => readTexts(at, value, /,?\s+/),
		field: { description: 'One or several, separated by spaces' },
	},
	manufacturerName: { displayName: 'Manufacturer Name', read: readText },
	name: {
		displayName: 'Name',
		read: readText,
		field: { placeholder: 'e.g. Monopoly: 3rd Edition' },
	},
	itemPrice: {
		displayName: 'Price',
		read: readNumber,
		field: { placeholder: 'e.g. 18.99', description: 'The price of one' },
	},
	productID: { displayName: 'Product ID', read: readText },
	properties: {
		displayName: 'Properties (JSON)',
		read: readObject,
		field: { type: 'json', description: 'What else is known of the product, as an object' },
	},
	qty: { displayName: 'Quantity', read: readQuantity, field: { type: 'number', default: 1 } },
	sku: { displayName: 'SKU', read: readText, field: { placeholder: 'e.g. G-32' } },
	url: { displayName: 'URL', read: readText, field: { description: 'The page of the product' } },
};

/** The keys the article names for a call. */
export interface ProductKeys {
	required: string[];
	optional: string[];
}

const DETAILS = ['itemPrice', 'url', 'images', 'properties', 'attr'];

export const ORDERED: ProductKeys = {
	required: ['productID', 'sku', 'name'],
	optional: ['manufacturerName', 'category', 'qty', ...DETAILS],
};

export const ADDED: ProductKeys = {
	required: ['productID', 'qty', 'sku', 'name', 'category'],
	optional: ['description', ...DETAILS],
};

export const REMOVED: ProductKeys = {
	required: ['productID', 'qty'],
	optional: ['sku', 'category', 'name', 'description', ...DETAILS],
};

const inQuotes = (keys: string[]) => keys.map((key) => `"${key}"`).join(', ');

/** The products: as fields, or as a list of any length by an expression. */
export const productFields = ({ required, optional }: ProductKeys): INodeProperties[] => [
	{
		displayName: 'Specify Items',
		name: 'itemsInput',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'How the products are given; JSON takes as many as there are',
	},
	{
		displayName: 'Items',
		name: 'items',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		required: true,
		placeholder: 'Add Item',
		default: {},
		displayOptions: { show: { itemsInput: ['fields'] } },
		description: `The products. Each needs ${required.map((key) => KEYS[key].displayName).join(', ')}.`,
		options: [
			{
				displayName: 'Item',
				name: 'values',
				values: Object.entries(KEYS)
					.filter(([name]) => required.includes(name) || optional.includes(name))
					.map(([name, { displayName, field }]): INodeProperties => ({
						displayName,
						name,
						type: 'string',
						default: '',
						...field,
					})),
			},
		],
	},
	{
		displayName: 'Items (JSON)',
		name: 'itemsJson',
		type: 'json',
		required: true,
		default: '[]',
		displayOptions: { show: { itemsInput: ['json'] } },
		description: `The products as an array of objects with ${inQuotes(required)}, and where you like ${inQuotes(optional.filter((key) => key !== 'url'))} and the product's URL`,
	},
];

/** The products of an item, at least one, in the API's form. @throws Failure that names the place, as `items[3].sku` */
export function readProducts(call: Call, { required, optional }: ProductKeys): IDataObject[] {
	const isJson = call.text('itemsInput') === 'json';
	const { values = [] } = call.param<{ values?: unknown[] }>('items', {}) ?? {};
	const list = isJson ? readList('Items (JSON)', call.param('itemsJson', '[]')) : values;
	if (list.length === 0) throw invalid('Items', 'they hold no product', 'Give at least one.');
	const allowed = [...required, ...optional];
	return list.map((entry, index) => {
		const at = `items[${index}]`;
		if (!isObject(entry)) {
			throw invalid(at, `${shown(entry)} is not an object`, 'Give an object with a productID.');
		}
		const unknown = Object.keys(entry).find((key) => !allowed.includes(key));
		if (unknown !== undefined) {
			throw invalid(
				partOf(at, unknown),
				'Cordial knows no such key here, and would drop it without a word',
				`Use ${allowed.join(', ')}; what else there is belongs into properties.`,
			);
		}
		const missing = required.find((key) => isEmpty(entry[key]));
		if (missing !== undefined) {
			throw invalid(
				`${at}.${missing}`,
				'nothing is given',
				`Each product needs ${required.join(', ')}.`,
			);
		}
		return Object.fromEntries(
			Object.entries(filledIn(entry))
				// The samples of the article have an empty list where attributes would be.
				.filter(([, value]) => !Array.isArray(value) || value.length > 0)
				.map(([key, value]) => [key, KEYS[key].read(`${at}.${key}`, value, call.api.timezone)]),
		) as IDataObject;
	});
}
