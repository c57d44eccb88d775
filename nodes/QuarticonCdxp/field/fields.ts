import type { IDataObject } from 'n8n-workflow';

import type { Kind } from '../record/kind';
import { fieldList, oneField, toDefinition } from './definitions';

function simplified(row: IDataObject): IDataObject {
	const { id, title, type, perstag, options } = toDefinition(row);
	// The answer to a change says nothing of options.
	const known = Array.isArray(row.options) && { options: options.map(({ value }) => value) };
	return { id, title, type, perstag, ...known };
}

/** Custom fields of contacts. */
export const fieldKind: Kind = {
	noun: 'field',
	plural: 'fields',
	field: 'field',
	list: fieldList,
	key: 'field',
	one: oneField,
	nameOf: ({ title }) => String(title ?? ''),
	example: { id: '7', name: 'Customer Tier' },
	simplify: simplified,
	sample: {
		id: '7',
		title: 'Customer Tier',
		type: 'dropdown',
		perstag: 'CUSTOMER_TIER',
		options: ['Gold', 'Silver'],
	},
};
