import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { toUnixSeconds } from '../../shared/dates';
import { checkEmail } from '../../shared/email';
import { invalid } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { customerOf, send, versionHeader } from '../envelope';
import { productIdField } from '../product/fields';
import { readText } from '../../shared/values';
import { readId } from '../values';
import { basketFields, readBasket } from './basket';

/** What each type of event says beside what all say. */
const TYPES: Record<string, (call: Call) => IDataObject> = {
	eventClick: (call) => ({
		productId: readId('Product ID', call.param('productId')),
		trackingString: readText('Tracking String', call.param('trackingString')),
	}),
	eventProductView: (call) => ({ productId: readId('Product ID', call.param('productId')) }),
	eventTransaction: (call) => ({
		transactionId: readText('Transaction ID', call.param('transactionId')),
		basket: readBasket(call),
	}),
};

const onlyFor = (types: string[], fields: INodeProperties[]): INodeProperties[] =>
	fields.map((field) => ({
		...field,
		displayOptions: { show: { eventType: types, ...field.displayOptions?.show } },
	}));

/** When it happened, in seconds since 1970; now, unless given. @throws Failure */
function readTime(given: unknown, timezone: string): number {
	if (isEmpty(given)) return Math.floor(Date.now() / 1000);
	const seconds = toUnixSeconds(given, timezone);
	if (seconds !== undefined) return seconds;
	throw invalid(
		'Time',
		`${JSON.stringify(given)} is not a date and time`,
		'Give a date such as 2024-02-28T12:16:48+01:00, or seconds since 1970.',
	);
}

/** Who did it, and where from. @throws Failure */
function readVisitor(given: IDataObject): IDataObject {
	const { cookie, deviceId, referrer, userEmail, userId } = given;
	const texts = { Cookie: { cookie }, 'Device ID': { deviceId }, 'User ID': { userId } };
	return {
		...Object.fromEntries(
			Object.entries({ ...texts, Referrer: { referrer } }).flatMap(([field, entry]) =>
				Object.entries(entry)
					.filter(([, value]) => value !== undefined)
					.map(([name, value]) => [name, readText(field, value)]),
			),
		),
		...(userEmail !== undefined && { userEmail: checkEmail(userEmail, 'User Email') }),
	};
}

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Cookie',
			name: 'cookie',
			type: 'string',
			default: '',
			description: 'The cookie QuarticOn gave the visitor of the web shop',
		},
		{
			displayName: 'Device ID',
			name: 'deviceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. android-12',
			description: 'The device, for an app',
		},
		{
			displayName: 'Referrer',
			name: 'referrer',
			type: 'string',
			default: '',
			description: 'The page that brought the visitor to the shop',
		},
		{
			displayName: 'Time',
			name: 'timestamp',
			type: 'dateTime',
			default: '',
			description: 'When it happened; now, unless given',
		},
		{
			displayName: 'User Email',
			name: 'userEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. name@email.com',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			description: 'The ID the user has in the shop, for users who are logged in',
		},
	],
};

export const track: Operation = {
	value: 'track',
	name: 'Track',
	action: 'Track event',
	description: 'Report a click on a recommendation, a view of a product, or an order',
	fields: [
		{
			displayName: 'Event Type',
			name: 'eventType',
			type: 'options',
			options: [
				{
					name: 'Click',
					value: 'eventClick',
					description: 'Somebody clicked a recommended product',
				},
				{
					name: 'Product View',
					value: 'eventProductView',
					description: 'A product was shown to somebody',
				},
				{ name: 'Transaction', value: 'eventTransaction', description: 'Somebody ordered' },
			],
			required: true,
			default: 'eventTransaction',
		},
		...onlyFor(['eventClick', 'eventProductView'], [productIdField]),
		...onlyFor(
			['eventClick'],
			[
				{
					displayName: 'Tracking String',
					name: 'trackingString',
					type: 'string',
					required: true,
					default: '',
					description: 'As it came with the recommended product',
				},
			],
		),
		...onlyFor(
			['eventTransaction'],
			[
				{
					displayName: 'Transaction ID',
					name: 'transactionId',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. 2024-1001',
					description: 'The number of the order',
				},
				...basketFields,
			],
		),
		additionalFields,
	],
	// The reference names nothing by which a second event would be known for the same.
	repeatable: false,
	async run(call) {
		const eventType = call.text('eventType');
		const read = TYPES[eventType];
		if (read === undefined) {
			throw invalid(
				'Event Type',
				`"${eventType}" is none of the platform's`,
				`Use one of: ${Object.keys(TYPES).join(', ')}.`,
			);
		}
		const given = call.given('additionalFields');
		const timestamp = readTime(given.timestamp, call.api.timezone);
		const specific = read(call);
		const body = {
			customer: customerOf(call.api),
			eventType,
			timestamp,
			...readVisitor(given),
			...specific,
		};
		const headers = versionHeader(call.api);
		const sent = await send(call.api, ['track', 'event'], body, { repeatable: false, headers });
		const { productId = null, transactionId = null } = specific;
		const occurredAt = new Date(timestamp * 1000).toISOString();
		return { eventType, productId, transactionId, occurredAt, ...sent };
	},
	sample: {
		eventType: 'eventTransaction',
		productId: null,
		transactionId: '2024-1001',
		occurredAt: '2024-02-28T12:16:40.000Z',
		accepted: true,
		answeredAt: '2024-02-28T12:16:48.000Z',
	},
};
