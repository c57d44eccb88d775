import type { Resource } from '../../shared/operation';
import { text, url } from '../../shared/entries';
import {
	asFilter,
	createOne,
	deleteOne,
	getMany,
	getOne,
	sameOne,
	updateOne,
} from '../record/operations';
import { connectionKind } from './connections';

const service = text('Service', 'service', {
	description: 'The kind of shop; several shops may share it',
	placeholder: 'woocommerce',
	required: true,
});
const externalId = text('External ID', 'externalId', {
	key: 'externalid',
	description: 'What the shop is called in your own system, unique per service',
	placeholder: 'shop.example.com',
	required: true,
});
const fields = [
	service,
	externalId,
	text('Name', 'name', {
		description: 'What the panel shows',
		placeholder: 'Example Shop',
		required: true,
	}),
	url('Logo URL', 'logoUrl', {
		description: 'The address of a picture that the panel shows',
		placeholder: 'https://shop.example.com/logo.png',
		required: true,
	}),
	url('Link URL', 'linkUrl', {
		description: 'The address at which the shop is managed',
		placeholder: 'https://shop.example.com',
		required: true,
	}),
];

export const connection: Resource = {
	value: 'connection',
	name: 'Connection',
	initial: 'create',
	operations: [
		createOne(connectionKind, {
			description: 'Make a shop known, so that customers and orders can belong to it',
			fields,
			findExisting: sameOne(connectionKind, ['service', 'externalid']),
		}),
		deleteOne(connectionKind),
		getOne(connectionKind),
		getMany(connectionKind, {
			description: 'List the shops that customers and orders can belong to',
			filters: [asFilter(service), asFilter(externalId)],
		}),
		updateOne(connectionKind, { fields }),
	],
};
