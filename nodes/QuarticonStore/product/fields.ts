import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';

export const productIdField: INodeProperties = {
	displayName: 'Product ID',
	name: 'productId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 101',
	description: 'The ID the product has in the shop: letters, digits, hyphens and underscores',
};

export const catalogSymbolField: INodeProperties = {
	displayName: 'Catalog Symbol',
	name: 'catalogSymbol',
	type: 'string',
	default: '',
	description:
		'The catalog the product is in, if the account has several, such as one per language',
};

/** The record an item with a product ID writes: each catalog has products of its own. */
export function recordByProduct(call: Call): string {
	const { catalogSymbol } = call.given('additionalFields');
	return `${isEmpty(catalogSymbol) ? '' : String(catalogSymbol).trim()} ${call.text('productId')}`;
}
