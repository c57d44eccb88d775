import type { Resource } from '../../shared/operation';
import { one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { hidden } from '../endpoint/entries';
import { operation } from '../endpoint/operation';

export const iframeTokenResource: Resource = {
	value: 'iframeToken',
	name: 'Iframe Token',
	initial: 'get',
	operations: [
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get iframe token',
			description: 'Show a token for a page of the platform that is embedded elsewhere',
			endpoint: at(60, 'GET IframeToken?tokenId={tokenId}'),
			fields: [
				hidden('tokenId', 'Token ID', 'The ID of the token', {
					required: true,
					placeholder: 'abc',
				}),
			],
			answer: one({
				Id: 'abc',
				AccountId: 1,
				AdministratorId: 2,
				AdministratorEmail: 'name@example.com',
				StoreIds: [42],
				Rights: [],
				GroupId: 3,
				TimeZoneId: 'Romance Standard Time',
			}),
			seeks: 'token with this ID',
		}),
	],
};
