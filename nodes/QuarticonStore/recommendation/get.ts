import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { customerOf, versionHeader } from '../envelope';
import { readFlag, readText } from '../../shared/values';
import { readId } from '../values';

const visitorField = (displayName: string, name: string, other: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description: `Who the recommendations are for. Needed unless ${other} is given.`,
});

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Deduplicate',
			name: 'deduplicate',
			type: 'boolean',
			default: false,
			description:
				'Whether to leave out products that were recommended under the same Request ID before',
		},
		{
			displayName: 'Filter by Category',
			name: 'filterCategory',
			type: 'string',
			default: '',
			description: 'Only products of this category',
		},
		{
			displayName: 'Related to Product ID',
			name: 'filterProduct',
			type: 'string',
			default: '',
			description: 'Products related to this one, such as what others also viewed',
		},
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			default: '',
			description:
				'The same ID for all placements of one page or e-mail. It works together with Deduplicate only.',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			description: 'The ID the user has in the shop',
		},
	],
};

/** An ID that may be left out. @throws Failure */
const optionalId = (name: string, field: string, value: unknown): IDataObject =>
	value === undefined || value === '' ? {} : { [name]: readId(field, value) };

/** The query of an item. @throws Failure */
function readQuery(call: Call): IDataObject {
	const { deduplicate, filterCategory, filterProduct, requestId, userId } =
		call.given('additionalFields');
	const query = {
		placementId: readId('Placement ID', call.param('placementId')),
		...optionalId('cookie', 'Cookie', call.text('cookie')),
		...optionalId('deviceId', 'Device ID', call.text('deviceId')),
		...optionalId('userId', 'User ID', userId),
		...optionalId('requestId', 'Request ID', requestId),
		...(deduplicate !== undefined && { deduplicate: readFlag('Deduplicate', deduplicate) }),
		...optionalId('filterProduct', 'Related to Product ID', filterProduct),
		...(filterCategory !== undefined && {
			filterCategory: readText('Filter by Category', filterCategory),
		}),
	} as IDataObject;
	if (query.cookie === undefined && query.deviceId === undefined) {
		throw invalid(
			'Cookie',
			'neither a cookie nor a device ID is given',
			'Give one of the two; the platform recommends nothing to nobody.',
		);
	}
	if (query.requestId !== undefined && query.deduplicate !== true) {
		throw invalid(
			'Request ID',
			'it is given without Deduplicate, and has no effect alone',
			'Switch Deduplicate on, or leave Request ID out.',
		);
	}
	return query;
}

/** Prices come as text or as numbers, in one and the same product. */
function priceOf(value: unknown): unknown {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isNaN(number) ? value : (number ?? null);
}

function simplified({
	id,
	title,
	description,
	url,
	image,
	price,
	priceOld,
	trackingString,
}: IDataObject): IDataObject {
	return {
		id: String(id),
		title,
		description,
		url,
		image,
		price: priceOf(price),
		priceOld: priceOf(priceOld),
		trackingString,
	} as IDataObject;
}

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get recommendations',
	description: 'Read the products QuarticOn recommends to a visitor, one item per product',
	fields: [
		{
			displayName: 'Placement ID',
			name: 'placementId',
			type: 'string',
			required: true,
			default: '',
			description: 'The recommendation frame to fill; QuarticOn also calls it QDPI',
		},
		visitorField('Cookie', 'cookie', 'Device ID'),
		visitorField('Device ID', 'deviceId', 'Cookie'),
		simplify,
		additionalFields,
	],
	repeatable: true,
	// What a placement leaves out depends on the placements read before under the same request ID.
	record(call) {
		const { requestId } = call.given('additionalFields');
		return requestId === undefined ? undefined : String(requestId).trim();
	},
	async run(call) {
		const query = { ...readQuery(call), customer: customerOf(call.api) };
		const { body } = await call.api.request({
			method: 'GET',
			path: ['recommendation'],
			query,
			headers: versionHeader(call.api),
			expects: 'status',
		});
		const products = Array.isArray(body.data) ? (body.data as IDataObject[]) : [];
		const simple = call.flag('simplify', true);
		const qrId = body.qrId ?? null;
		return products.map((product) => ({ ...(simple ? simplified(product) : product), qrId }));
	},
	sample: {
		id: '10',
		title: 'Example Shoes',
		description: 'Light shoes for long ways',
		url: 'https://shop.example.com/shoes',
		image: 'https://shop.example.com/shoes.jpg',
		price: 19.99,
		priceOld: 24.5,
		trackingString: 'IjoiNGI2ZDEwNzZjNzFkMGM4ZCIsInAiOiIyMDIifQ',
		qrId: 'ad_58a19f08ce6b6',
	},
};
