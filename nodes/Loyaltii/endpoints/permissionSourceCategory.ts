import type { Resource } from '../../shared/operation';
import { many } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { GET_MANY, operation } from '../endpoint/operation';

export const permissionSourceCategoryResource: Resource = {
	value: 'permissionSourceCategory',
	name: 'Permission Source Category',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many permission source categories',
			description: 'List where consents can come from',
			endpoint: at(77, 'GET PermissionSourceCategories'),
			answer: many({ Id: 1, Name: 'Newsletter' }),
		}),
		operation({
			value: 'getRelations',
			name: 'Get Relations',
			action: 'Get relations of permission source categories',
			description: 'List how the sources of consents are related',
			endpoint: at(78, 'GET PermissionSourceCategoryRelations'),
			answer: many({ Id: 1 }),
		}),
	],
};
