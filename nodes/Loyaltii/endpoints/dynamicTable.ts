import type { Resource } from '../../shared/operation';
import { many } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { GET_MANY, operation } from '../endpoint/operation';

export const dynamicTableResource: Resource = {
	value: 'dynamicTable',
	name: 'Dynamic Table',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many dynamic tables',
			description: "List the account's own tables",
			endpoint: at(49, 'GET DynamicTables'),
			answer: many({ Id: 12, Name: 'Products' }, 'Name'),
		}),
	],
};
