import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { listLocator } from '../list/lists';

/** Who can cause an event. */
export const SOURCES: INodePropertyOptions[] = [
	{ name: 'API', value: 'api', description: 'An API call, such as one of your own workflows' },
	{ name: 'Contact', value: 'public', description: 'The contact did it, by a form or a link' },
	{ name: 'Panel User', value: 'admin', description: 'A user did it in the panel' },
	{
		name: 'System',
		value: 'system',
		description: 'An automation or another automatic process did it',
	},
];

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On Names or IDs',
		name: 'events',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'loadEvents' },
		required: true,
		default: ['unsubscribe'],
		description:
			'What starts the workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Sources',
		name: 'sources',
		type: 'multiOptions',
		options: SOURCES,
		required: true,
		default: ['public', 'admin', 'system'],
		description:
			'Who must have caused the event. API is left out because a workflow that writes to the platform would start itself again.',
	},
	listLocator(
		'The list the event must belong to; leave it empty for all lists. It only matters for events of contacts and campaigns: the platform ignores it for tags, notes, accounts and deals.',
		false,
	),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Accept Without Key',
				name: 'acceptWithoutKey',
				type: 'boolean',
				default: false,
				description:
					'Whether to accept calls without the key of this trigger, as from webhooks made by hand in the panel and from automation steps. Anybody who knows the address can then start the workflow.',
			},
			{
				displayName: 'Full Contact',
				name: 'fullContact',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch the contact of the event with its custom fields by title. It costs one request per event, and once a minute one per 100 custom fields of the account; if it takes longer than 30 seconds, the event goes on without.',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
			{
				displayName: 'Skip Repeated',
				name: 'skipRepeated',
				type: 'boolean',
				default: true,
				description:
					'Whether to drop an event that this n8n process has met within the last hour. The platform may deliver one more than once.',
			},
		],
	},
];
