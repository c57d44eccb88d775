import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { oneOf, TABLES } from '../endpoint/locators';

/** What starts the workflow; the values are those of the parameter, with the types of their items. */
export const EVENTS = {
	contactEvent: 'contact_event_created',
	contactRegistered: 'contact_registered',
	emailReceiver: 'email_receiver_added',
	point: 'point_created',
	tableRow: 'table_row_created',
} as const;

export type Event = keyof typeof EVENTS;

/** Events that come as rows after an ID. */
const BY_ID: Event[] = ['contactEvent', 'emailReceiver', 'point', 'tableRow'];

const only = (...event: Event[]) => ({ show: { event } });

const startFrom = (events: Event[], options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Start From',
	name: 'startFrom',
	type: 'options',
	displayOptions: only(...events),
	options,
	default: 'now',
	description:
		'Where the first poll begins. Later polls go on where the one before ended, also after the workflow was unpublished for a while; another choice here begins anew.',
});

const NOW: INodePropertyOptions = {
	name: 'Now',
	value: 'now',
	description: 'Only what is new after publishing',
};

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Contact Event Created',
				value: 'contactEvent',
				description: 'A contact has a new event of one of the chosen types',
			},
			{ name: 'Contact Registered', value: 'contactRegistered' },
			{
				name: 'Email Receiver Added',
				value: 'emailReceiver',
				description: 'A contact is among the receivers of an e-mail dispatch',
			},
			{
				name: 'Point Created',
				value: 'point',
				description: 'A contact is given points, or they are taken back',
			},
			{ name: 'Table Row Created', value: 'tableRow' },
		],
		default: 'contactEvent',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Event Types',
		name: 'eventTypes',
		type: 'string',
		required: true,
		displayOptions: only('contactEvent'),
		default: '',
		placeholder: 'e.g. web, store',
		description:
			'The types of events, separated by commas, in the spelling of the account. Each is asked for with a request of its own; the platform cannot list them.',
	},
	{
		...oneOf(TABLES, 'tableName', 'The table whose new rows start the workflow').field,
		displayOptions: only('tableRow'),
	},
	{
		displayName: 'Event Subtypes',
		name: 'eventSubtypes',
		type: 'string',
		displayOptions: only('contactEvent'),
		default: '',
		placeholder: 'e.g. visit, purchase',
		description:
			'Only events of these subtypes, separated by commas; all if empty. Events of others are read and left out.',
	},
	{
		displayName: 'Point Type Names or IDs',
		name: 'pointTypes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'loadPointTypes' },
		displayOptions: only('point'),
		default: [],
		description:
			'Only points of these types; all if none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Registration Source',
		name: 'registrationSource',
		type: 'string',
		displayOptions: only('contactRegistered'),
		default: '',
		placeholder: 'e.g. shop',
		description: 'Only contacts who registered by this source; all if empty',
	},
	{
		displayName: 'Registration IP',
		name: 'registrationIp',
		type: 'string',
		displayOptions: only('contactRegistered'),
		default: '',
		placeholder: 'e.g. 203.0.113.7',
		description: 'Only contacts who registered from this IP address; all if empty',
	},
	startFrom(BY_ID, [
		{
			name: 'Beginning',
			value: 'beginning',
			description: 'The first polls also bring everything that is there',
		},
		{
			name: 'Chosen ID',
			value: 'id',
			description: 'The first polls also bring what has a higher ID',
		},
		NOW,
	]),
	startFrom(
		['contactRegistered'],
		[
			{
				name: 'Chosen Date',
				value: 'date',
				description: 'The first poll also brings who registered since then, with one answer',
			},
			NOW,
		],
	),
	{
		displayName: 'Start After ID',
		name: 'startAfterId',
		type: 'string',
		required: true,
		displayOptions: { show: { event: BY_ID, startFrom: ['id'] } },
		default: '',
		placeholder: 'e.g. 1000',
		description: 'What has a higher ID comes',
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		required: true,
		displayOptions: { show: { event: ['contactRegistered'], startFrom: ['date'] } },
		default: '',
		description: 'The moment from which registrations count',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		displayOptions: only('contactEvent', 'contactRegistered', 'emailReceiver', 'point'),
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Full Contact',
				name: 'fullContact',
				type: 'boolean',
				default: false,
				description:
					'Whether to add the whole contact as it is now. This takes one more request per contact and poll.',
			},
		],
	},
];
