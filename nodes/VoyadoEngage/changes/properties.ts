import type { INodeProperties } from 'n8n-workflow';

import { startFromFields } from '../../shared/startFrom';

/** What the trigger looks for: types of items, named as the webhook trigger's, and what the vendor calls them. */
export const CHANGES = {
	'contact.created': 'Created',
	'contact.updated': 'Updated',
	'contact.deleted': 'Deleted',
} as const;

export type ChangeName = keyof typeof CHANGES;

export const changesProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'Contact Created', value: 'contact.created' },
			{ name: 'Contact Deleted', value: 'contact.deleted' },
			{ name: 'Contact Updated', value: 'contact.updated' },
		],
		required: true,
		default: ['contact.created', 'contact.updated', 'contact.deleted'],
		description: 'What starts the workflow',
	},
	...startFromFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Full Contact',
				name: 'fullContact',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch each contact that was created or updated, as it is at the time of the poll. It costs one request per contact; one that cannot be had goes out with a note instead.',
			},
			{
				displayName: 'Time Zone of Engage',
				name: 'timezone',
				type: 'string',
				default: 'UTC',
				placeholder: 'e.g. Europe/Stockholm',
				description:
					'The time zone Engage reads dates in. Voyado does not say which it is. If changes come one or two hours late, choose Europe/Stockholm; if none come at all, choose UTC.',
			},
		],
	},
];
