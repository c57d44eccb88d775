import type { INodeProperties } from 'n8n-workflow';

import { startFromFields } from '../../shared/startFrom';

/** What the trigger looks for; the values are those of the parameter, with the types of their items. */
export const EVENTS = {
	consentChanged: 'consent_changed',
	contactCreated: 'contact_created',
	contactUpdated: 'contact_updated',
} as const;

export const changesProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{
				name: 'Consent Changed',
				value: 'consentChanged',
				description: "A contact's status on one of the chosen lists is another one",
			},
			{ name: 'Contact Created', value: 'contactCreated' },
			{
				name: 'Contact Updated',
				value: 'contactUpdated',
				description: "A contact's data changed, or the platform says that it was updated",
			},
		],
		required: true,
		default: ['contactCreated', 'contactUpdated'],
		description: 'What starts the workflow',
	},
	{
		displayName: 'List Names or IDs',
		name: 'lists',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'loadLists' },
		displayOptions: { show: { events: ['consentChanged'] } },
		required: true,
		default: [],
		description:
			'The lists whose consents are watched. Each poll reads every contact of them, 100 per request. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	...startFromFields,
];
