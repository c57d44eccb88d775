import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { ItemOperation } from '../../shared/operation';
import { readFlag, readText, shown } from '../../shared/values';
import type { Endpoint } from '../accept';
import { accept } from '../accept';
import {
	contactOf,
	identifiersField,
	readIdentity,
	recordsByContact,
} from '../contact/identifiers';
import { optionsField, sourceOf } from '../options';
import { ORDERED, productFields, readProducts } from '../products';
import { propertyFields, readProperties } from '../properties';
import { readMoment, readNumber } from '../values';

const endpoint: Endpoint = { name: 'upsertOrder', repeatable: true };

/** The two names of the article for one flag; no source says which one counts (fact sheet, section 3.5). */
const FLAGS = ['shouldRemoveItemsFromCart', 'removeItemsFromCart'];

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		...propertyFields('order'),
		{
			displayName: 'Tax',
			name: 'tax',
			type: 'string',
			default: '',
			placeholder: 'e.g. 42.76',
			description: 'The tax in the total amount',
		},
		{
			displayName: 'Total Amount',
			name: 'totalAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 623.32',
			description: 'What the contact pays in all',
		},
	],
};

const cartOptions: INodeProperties[] = [
	{
		displayName: 'Cart Flag Name',
		name: 'cartFlagName',
		type: 'options',
		options: [
			{
				name: 'Remove Items From Cart',
				value: 'removeItemsFromCart',
				description: "As in the sample of the vendor's article",
			},
			{
				name: 'Should Remove Items From Cart',
				value: 'shouldRemoveItemsFromCart',
				description: "As in the table of the vendor's article",
			},
		],
		default: 'shouldRemoveItemsFromCart',
		description:
			"What Remove Items From Cart is called in the request. The vendor's article contradicts itself; the table is the default, because it defines the parameters. Try the other if the flag has no effect.",
	},
	{
		displayName: 'Remove Items From Cart',
		name: 'removeItemsFromCart',
		type: 'boolean',
		default: true,
		description:
			'Whether the ordered products leave the cart of the contact. Left out, nothing is sent and Cordial removes them.',
	},
];

/** What becomes of the cart, under the name the user chose. @throws Failure */
function readCart(call: Call): IDataObject {
	const { cartFlagName, removeItemsFromCart } = call.given('options');
	const name = String(cartFlagName ?? FLAGS[0]);
	if (!FLAGS.includes(name)) {
		throw invalid(
			'Cart Flag Name',
			`${shown(name)} is not one of its values`,
			`Use one of: ${FLAGS.join(', ')}.`,
		);
	}
	if (removeItemsFromCart === undefined) return {};
	return { [name]: readFlag('Remove Items From Cart', removeItemsFromCart) };
}

function readAmounts({ totalAmount, tax }: IDataObject): IDataObject {
	return {
		...(totalAmount !== undefined && { totalAmount: readNumber('Total Amount', totalAmount) }),
		...(tax !== undefined && { tax: readNumber('Tax', tax) }),
	};
}

/** The order of an item, in the API's form. @throws Failure */
function readOrder(call: Call): IDataObject {
	const { timezone } = call.api;
	const given = call.given('additionalFields');
	const properties = readProperties(given, timezone);
	return {
		orderID: readText('Order ID', call.param('orderId', '')),
		purchaseDate: readMoment('Purchase Date', call.param('purchaseDate', ''), timezone),
		status: readText('Status', call.param('status', '')),
		...readAmounts(given),
		...(properties !== undefined && { properties }),
		...readCart(call),
		items: readProducts(call, ORDERED),
	};
}

export const upsert: ItemOperation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update order',
	description: 'Create a new order, or update the current one if it already exists (upsert)',
	fields: [
		identifiersField,
		{
			displayName: 'Order ID',
			name: 'orderId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 2024-1001',
			description: 'The number of the order in the shop, by which it is known again',
		},
		{
			displayName: 'Purchase Date',
			name: 'purchaseDate',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'When it was ordered',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Order Completed',
			description: 'How far the order is, in words of your own',
		},
		...productFields(ORDERED),
		additionalFields,
		optionsField(cartOptions),
	],
	repeatable: true,
	record: (call) => [`order ${call.text('orderId')}`, ...recordsByContact(call)],
	async run(call) {
		const identity = readIdentity(call);
		const order = readOrder(call);
		const { identifiers, warning } = identity;
		const body = { ...sourceOf(call), contact: contactOf(identity), ...order };
		const accepted = await accept(call.api, endpoint, body);
		const items = (order.items as IDataObject[]).length;
		return { identifiers, orderId: order.orderID, items, ...accepted, warning };
	},
	sample: {
		identifiers: { email: 'jan@example.com' },
		orderId: '2024-1001',
		items: 2,
		accepted: true,
		processing: 'later',
		answer: null,
		warning: null,
	},
};
