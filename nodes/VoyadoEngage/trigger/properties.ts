import type { INodeProperties } from 'n8n-workflow';

import { EVENTS } from './events';

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Voyado sends events to addresses that are entered in its webhook portal (Svix). 1. Copy the <b>Production URL</b> under Webhook URLs. 2. In the portal, add an endpoint with this URL and choose its events. 3. Copy the <b>Signing Secret</b> of the endpoint (whsec_…) into the credential; every endpoint has its own, so separate several by commas. 4. Publish this workflow, then send an example event from the portal.',
		name: 'setUp',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: EVENTS,
		default: [],
		description:
			'Which of the events that the endpoint is sent start the workflow; leave it empty for all. An event that does not name its type always does.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Accept Unsigned Calls',
				name: 'acceptUnsigned',
				type: 'boolean',
				default: false,
				description:
					'Whether to accept calls without a signature, and calls at all where the credential has no signing secret. Anybody who knows the address can then start the workflow.',
			},
			{
				displayName: 'Full Contact',
				name: 'fullContact',
				type: 'boolean',
				default: false,
				description:
					'Whether to fetch the contact of the event. It costs one request per event; if it fails or takes longer than 10 seconds, the event goes on with a note instead.',
			},
		],
	},
];
