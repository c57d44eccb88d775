import type { Resource } from '../../shared/operation';
import { connectionKind } from '../connection/connections';
import { email, flag, text } from '../../shared/entries';
import { reference } from '../record/entries';
import {
	asFilter,
	createOne,
	deleteOne,
	getMany,
	getOne,
	sameOne,
	updateOne,
} from '../record/operations';
import { customerKind } from './customers';

const connection = reference(connectionKind, {
	key: 'connectionid',
	required: true,
	description: 'The shop the customer belongs to',
});
const externalId = text('External ID', 'externalId', {
	key: 'externalid',
	description: 'The number of the customer in the shop, unique per connection',
	placeholder: '56789',
	required: true,
});
const address = email({ description: 'The e-mail address of the customer', required: true });
const acceptsMarketing = flag(
	'Accepts Marketing',
	'acceptsMarketing',
	{ description: 'Whether the customer agreed in the shop to hear from it' },
	(on) => (on ? '1' : '0'),
);

export const ecommerceCustomer: Resource = {
	value: 'ecommerceCustomer',
	name: 'E-Commerce Customer',
	initial: 'create',
	operations: [
		createOne(customerKind, {
			description: 'Add a customer of a shop; orders belong to customers',
			fields: [connection, externalId, address],
			more: [acceptsMarketing],
			findExisting: sameOne(customerKind, ['connectionid', 'externalid']),
		}),
		deleteOne(customerKind),
		getOne(customerKind),
		getMany(customerKind, {
			description:
				'List the customers of shops; a row of its own per e-mail address sums the shops up',
			filters: [asFilter(connection), asFilter(externalId), asFilter(address)],
		}),
		updateOne(customerKind, {
			fields: [connection, externalId, address],
			more: [acceptsMarketing],
		}),
	],
};
