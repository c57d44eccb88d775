import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { invalid } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { done, few, many, one } from '../endpoint/answers';
import { dynamicFields } from '../endpoint/dynamicFields';
import { at } from '../endpoint/endpoint';
import { email, flag, moment, onlyFor, required, selector, text, whole } from '../endpoint/entries';
import { contact, oneOf, STORES } from '../endpoint/locators';
import { changes, operation } from '../endpoint/operation';
import { orderType } from '../endpoint/shared';
import { LINE, orderLines } from '../order/lines';

const ORDER: IDataObject = {
	Id: 1001,
	Type: 'web',
	ExtOrderId: '2024/1001',
	ContactId: 353034,
	FirstName: 'A',
	LastName: 'B',
	Address: 'Main Street 1',
	PostCode: '8000',
	City: 'Aarhus',
	Country: 'Denmark',
	Company: null,
	StoreId: 42,
	OriginDate: '2025-08-27T10:00:00+02:00',
	StartDate: null,
	EndDate: null,
	Email: 'a@example.com',
	PriceTotal: 199.8,
	LastModified: '2025-08-27T10:00:00+02:00',
	OrderLines: [LINE],
};

const order = whole('id', 'Order ID', "The order, by the platform's own ID", {
	name: 'orderId',
	required: true,
	placeholder: '1001',
});
const type = orderType('The type of the order');
const externalId = text('ExtOrderId', 'External Order ID', 'The number of the order in the shop', {
	placeholder: '2024/1001',
});
const buyer = contact('ContactId', 'Who placed the order', false);

const more = [
	text('Address', 'Address', 'Street and house number', { placeholder: 'Main Street 1' }),
	text('City', 'City', 'The city of the address', { placeholder: 'Aarhus' }),
	text('Company', 'Company', 'The name of a company', { placeholder: 'Example A/S' }),
	text('Country', 'Country', 'The country of the address', { placeholder: 'Denmark' }),
	email('Email', 'Email', 'The e-mail address of the order'),
	moment('EndDate', 'End Date', 'When what was ordered ends'),
	text('FirstName', 'First Name', 'The first name of the buyer', { placeholder: 'Anna' }),
	text('LastName', 'Last Name', 'The last name of the buyer', { placeholder: 'Berg' }),
	moment('OriginDate', 'Origin Date', 'When the order was placed'),
	text('PostCode', 'Post Code', 'The postal code', { placeholder: '8000' }),
	moment('StartDate', 'Start Date', 'When what was ordered begins'),
	oneOf(STORES, 'StoreId', 'The store the order belongs to', false),
];

const skip: Entry = {
	field: {
		displayName: 'Skip if External ID Exists',
		name: 'skipIfExternalIdExists',
		type: 'boolean',
		default: false,
		description:
			'Whether to look first for an order with the same external ID, and return that one instead; the platform itself takes several. It costs one request per item; a request whose answer is lost can then be looked after.',
	},
};

const isSkipping = (call: Call) => isOn(call.given('options').skipIfExternalIdExists);

async function ordersBy(
	externalOrderId: IDataObject[string],
	{ api }: Call,
): Promise<IDataObject[]> {
	const { body } = await api.request<IDataObject[]>({
		method: 'GET',
		path: ['Orders'],
		query: { extOrderId: externalOrderId },
		expects: Array.isArray,
	});
	return body.filter((row) => String(row.ExtOrderId) === String(externalOrderId));
}

const getBy = selector('Get By', 'by', 'Which orders to return', [
	{ name: 'Contact', value: 'contact' },
	{ name: 'External Order ID', value: 'externalId' },
]);

export const orderResource: Resource = {
	value: 'order',
	name: 'Order',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create order',
			description: 'Record an order with its lines',
			endpoint: at(71, 'POST Orders'),
			fields: [required(type), buyer, externalId, ...orderLines, dynamicFields('Orders')],
			more,
			options: [skip],
			answer: one(ORDER),
			prepare: async (content, call) => {
				if (!isSkipping(call)) return undefined;
				if (content.ExtOrderId === undefined) {
					throw invalid(
						'External Order ID',
						'nothing is given',
						'Give the ID to look for, or switch Skip if External ID Exists off.',
					);
				}
				const [there] = await ordersBy(content.ExtOrderId, call);
				return there === undefined ? undefined : [{ ...there, skipped: true }];
			},
			// None was there before, so one that is there now is this one.
			findExisting: (content, call) =>
				isSkipping(call) ? async () => (await ordersBy(content.ExtOrderId, call))[0] : undefined,
			record: 'extOrderId',
			meanings: {
				400: {
					message: 'The lines or the type of the order are invalid',
					remedy: 'Use one of the types of the account, and give each line a quantity and a price.',
				},
				404: {
					message: 'There is no such contact or store',
					remedy: 'Correct the IDs of the item.',
				},
			},
		}),
		operation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete order',
			description: 'Remove an order with its lines for good',
			endpoint: at(75, 'DELETE Orders/{id}'),
			fields: [order],
			answer: done('Deleted', ORDER),
			record: 'orderId',
			seeks: 'order with this ID',
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get order',
			description: 'Show one order with its lines',
			endpoint: at(69, 'GET Orders/{id}'),
			fields: [order],
			answer: one(ORDER),
			seeks: 'order with this ID',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many orders',
			description: 'List the orders of a contact, or those with an external ID',
			endpoint: {
				contact: at(
					67,
					'GET Orders?contactId={contactId}&orderType={orderType}&withOrderLines={withOrderLines}',
				),
				externalId: at(68, 'GET Orders?extOrderId={extOrderId}'),
			},
			fields: [
				getBy,
				onlyFor(getBy, ['contact'], contact('contactId', 'Whose orders to list')),
				onlyFor(getBy, ['contact'], orderType('Only orders of this type', 'orderType')),
				onlyFor(
					getBy,
					['contact'],
					flag('withOrderLines', 'With Order Lines', 'Whether the lines come with the orders'),
				),
				onlyFor(
					getBy,
					['externalId'],
					required(
						text('extOrderId', 'External Order ID', 'The number of the order in the shop', {
							placeholder: '2024/1001',
						}),
					),
				),
			],
			answer: many(ORDER),
		}),
		operation({
			value: 'getTypes',
			name: 'Get Types',
			action: 'Get order types',
			description: 'List the types of orders the account has',
			endpoint: at(70, 'GET Orders/Types'),
			answer: few({ Type: 'web' }, 'Type'),
		}),
		operation({
			value: 'update',
			name: 'Update',
			action: 'Update order',
			description: 'Change an order; fields left out keep their value, and so do its lines',
			endpoint: at(73, 'PATCH Orders/{id}'),
			fields: [order, dynamicFields('Orders')],
			more: [buyer, externalId, type, ...more],
			answer: done('Updated', ORDER),
			record: 'orderId',
			check: changes('Update Fields', 'id'),
			meanings: {
				400: { message: 'A value of the order is invalid', remedy: 'Check type and values.' },
				404: { message: 'There is no such order', remedy: 'Correct the ID of the order.' },
			},
		}),
	],
};
