import type { Operation } from '../../shared/operation';
import { send, versionHeader } from '../envelope';
import { readText } from '../../shared/values';
import { readId } from '../values';
import { catalogSymbolField, productIdField, recordByProduct } from './fields';

export const hide: Operation = {
	value: 'hide',
	name: 'Hide',
	action: 'Hide product',
	description: 'Keep a product from being recommended; the platform has no other way to remove one',
	fields: [
		productIdField,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [catalogSymbolField],
		},
	],
	repeatable: true,
	record: recordByProduct,
	async run(call) {
		const id = readId('Product ID', call.param('productId'));
		const { catalogSymbol } = call.given('additionalFields');
		const body = {
			id,
			...(catalogSymbol !== undefined && {
				catalogSymbol: readText('Catalog Symbol', catalogSymbol),
			}),
			status: false,
		};
		const headers = versionHeader(call.api);
		const sent = await send(call.api, ['data', 'product'], body, { repeatable: true, headers });
		return { id, visible: false, ...sent };
	},
	sample: { id: '101', visible: false, accepted: true, answeredAt: '2024-02-28T12:16:48.000Z' },
};
