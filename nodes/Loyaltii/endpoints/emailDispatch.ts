import type { IDataObject } from 'n8n-workflow';

import { listed } from '../../shared/numberEntries';
import type { Entry } from '../../shared/entry';
import type { Resource } from '../../shared/operation';
import { many, one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import {
	choice,
	flag,
	jsonObject,
	limiting,
	moment,
	onlyFor,
	required,
	selector,
	whole,
	wholes,
} from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import { operation } from '../endpoint/operation';

const DISPATCH: IDataObject = {
	Id: 4711,
	Planned: '2025-08-27T10:00:00+02:00',
	PlannedUtc: '2025-08-27T08:00:00Z',
	EmailCampaignId: 12,
	EmailCampaignName: 'Birthdays in May',
	Subject: 'Happy birthday!',
	Preheader: '',
	Status: 120,
	Type: 2,
	Sent: 1,
	Delivered: 1,
	Opens: 1,
	Clicks: 0,
	DeliveryRatio: 1,
	OpenedRatio: 1,
	ClickRatio: 0,
};

/** The vendor's numbers for how far a dispatch is, as far as it names them. */
const STATUSES = [
	{ name: 'Cancelled', value: 125 },
	{ name: 'Finished', value: 120 },
	{ name: 'Preparing', value: 105 },
	{ name: 'Ready for Starting', value: 110 },
	{ name: 'Sending', value: 115 },
	{ name: 'SMTP Starting', value: 112 },
	{ name: 'Waiting', value: 100 },
];

const statuses: Entry = {
	field: {
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only dispatches that are so far; an expression may give further numbers',
	},
	write: (value) => ({ status: listed(value).map(Number) }),
};

const target = selector('Send To', 'sendTo', 'Who gets the e-mail', [
	{ name: 'Contact', value: 'contact' },
	{ name: 'Segments', value: 'segments' },
]);

export const emailDispatchResource: Resource = {
	value: 'emailDispatch',
	name: 'Email Dispatch',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create email dispatch',
			description: 'Send an e-mail campaign to a contact or to segments',
			endpoint: at(56, 'POST EmailDispatches'),
			fields: [
				whole('EmailCampaignId', 'Campaign ID', 'The campaign to send', {
					name: 'campaignId',
					required: true,
					placeholder: '12',
				}),
				target,
				onlyFor(target, ['contact'], contact('ContactId', 'Who gets the e-mail')),
				onlyFor(
					target,
					['segments'],
					required(
						wholes('SegmentIds', 'Segment IDs', 'IDs of the segments, separated by commas', {
							name: 'segmentIds',
						}),
					),
				),
			],
			more: [
				jsonObject('Dynamic', 'Dynamic (JSON)', 'Values for the e-mail, by name', {
					name: 'dynamic',
				}),
				limiting(flag('IsTest', 'Is Test', 'Whether this is a test')),
				choice('LogLevel', 'Log Level', 'How much the platform notes', [
					{ name: '0', value: 0 },
					{ name: '1', value: 1 },
					{ name: '2', value: 2 },
				]),
				whole('Order2Id', 'Order2 ID', 'A second order the e-mail is about', {
					placeholder: '1002',
				}),
				whole('OrderId', 'Order ID', 'The order the e-mail is about', { placeholder: '1001' }),
				whole('PointId', 'Point ID', 'The point the e-mail is about', { placeholder: '9001' }),
				limiting(
					moment('DateTime', 'Send At', 'When to send; at once unless given', { name: 'sendAt' }),
				),
				limiting(wholes('StoreIds', 'Store IDs', 'IDs of stores, separated by commas')),
				limiting(
					whole('TakeRandom', 'Take Random', 'Only so many, chosen at random', {
						placeholder: '100',
					}),
				),
			],
			answer: one(DISPATCH),
			meanings: {
				404: {
					message: 'There is no such campaign, contact or segment',
					remedy: 'Correct the IDs of this item.',
				},
			},
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many email dispatches',
			description:
				'List e-mails that were or will be sent, with their figures; the newest 1,000 at most',
			endpoint: at(
				55,
				'GET EmailDispatches?type={type}&status[0]={status[0]}&status[1]={status[1]}&from={from}&to={to}&take={take}',
				{ takes: true },
			),
			more: [
				moment('from', 'From', 'Only those from then on'),
				statuses,
				moment('to', 'To', 'Only those until then'),
				choice(
					'type',
					'Type',
					'Only those of this type',
					[
						{ name: 'Newsletter', value: 3 },
						{ name: 'Test', value: 1 },
						{ name: 'Transactional', value: 2 },
					],
					{ name: 'dispatchType' },
				),
			],
			answer: many(DISPATCH),
		}),
	],
};
