import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit, simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { limitOf } from '../../shared/limit';
import { fieldList, toDefinition } from './definitions';

function simplified(row: IDataObject): IDataObject {
	const { options, ...rest } = toDefinition(row);
	return { ...rest, options: options.map(({ value }) => value) };
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many fields',
	description: 'List the custom fields of contacts with their types and options',
	fields: [...returnAllOrLimit, simplify],
	repeatable: true,
	async run(call) {
		const rows = await call.api.all({ ...fieldList, limit: limitOf(call) });
		return call.param('simplify', true) ? rows.map(simplified) : rows;
	},
	sample: {
		id: '7',
		title: 'Customer Tier',
		type: 'dropdown',
		perstag: 'CUSTOMER_TIER',
		options: ['Gold', 'Silver'],
	},
};
