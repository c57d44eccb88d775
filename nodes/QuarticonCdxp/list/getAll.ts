import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { toIso } from '../dates';
import { listList } from './lists';

function simplified({
	id,
	name,
	stringid,
	sender_url: senderUrl,
	cdate,
	udate,
}: IDataObject): IDataObject {
	return {
		id: String(id),
		name,
		stringId: stringid,
		senderUrl,
		createdAt: toIso(cdate),
		updatedAt: toIso(udate),
	};
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many lists',
	description: 'Show the lists that contacts can give their consent to',
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
					displayName: 'Name Contains',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. News',
					description: 'Return only lists whose name contains this text',
				},
			],
		},
		simplify,
	],
	repeatable: true,
	async run(call) {
		const { name } = call.given('filters');
		const query = name === undefined ? {} : { 'filters[name][contains]': name };
		const rows = await call.api.all({ ...listList, query, limit: limitOf(call) });
		return call.param('simplify', true) ? rows.map(simplified) : rows;
	},
	sample: {
		id: '1',
		name: 'Newsletter',
		stringId: 'newsletter',
		senderUrl: 'https://shop.example.com',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
