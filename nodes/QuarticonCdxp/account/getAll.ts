import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { toIso } from '../dates';
import { accountList } from './accounts';

function simplified({
	id,
	name,
	accountUrl,
	createdTimestamp,
	updatedTimestamp,
}: IDataObject): IDataObject {
	return {
		id: String(id),
		name,
		accountUrl: accountUrl ?? '',
		createdAt: toIso(createdTimestamp),
		updatedAt: toIso(updatedTimestamp),
	};
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many accounts',
	description: 'List the accounts that contacts can belong to',
	fields: [
		...returnAllOrLimit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. Shop',
					description: 'Return only accounts whose name contains this text',
				},
			],
		},
		simplify,
	],
	repeatable: true,
	async run(call) {
		const rows = await call.api.all({
			...accountList,
			query: call.given('filters'),
			limit: limitOf(call),
		});
		return call.param('simplify', true) ? rows.map(simplified) : rows;
	},
	sample: {
		id: '1',
		name: 'Example Shop',
		accountUrl: 'https://shop.example.com',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
