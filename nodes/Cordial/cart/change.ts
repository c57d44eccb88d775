import type { BatchOperation } from '../../shared/operation';
import { identifiersField, recordsByContact } from '../contact/identifiers';
import { batchSizeOption, optionsField } from '../options';
import type { ProductKeys } from '../products';
import { productFields, readProducts } from '../products';
import { ofOneContact } from '../together';

/** An operation that changes what is in a cart. */
export const changeCart = (
	texts: Pick<BatchOperation, 'value' | 'name' | 'action' | 'description'>,
	path: string,
	keys: ProductKeys,
): BatchOperation => ({
	...texts,
	fields: [identifiersField, ...productFields(keys), optionsField([batchSizeOption])],
	// No source says whether the same again would change the quantity again.
	repeatable: false,
	sideBySide: true,
	record: recordsByContact,
	batch: ofOneContact({ name: path, repeatable: false }, 'items', (call) => {
		const entries = readProducts(call, keys);
		const products = entries.map(({ productID }) => String(productID));
		return { entries, apart: [...new Set(products)], told: { products } };
	}),
	sample: {
		identifiers: { email: 'jan@example.com' },
		products: ['507f1f77bcf86cd799439011'],
		accepted: true,
		processing: 'later',
		answer: null,
		warning: null,
	},
});
