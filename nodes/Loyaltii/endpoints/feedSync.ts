import type { Resource } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { whole } from '../endpoint/entries';
import { operation } from '../endpoint/operation';

export const feedSyncResource: Resource = {
	value: 'feedSync',
	name: 'Feed Sync',
	initial: 'syncNow',
	operations: [
		operation({
			value: 'syncNow',
			name: 'Sync Now',
			action: 'Start feed sync',
			description: 'Let a feed be read at once',
			endpoint: at(59, 'POST FeedSyncs/{id}/SyncNow'),
			fields: [
				whole('id', 'Feed Sync ID', 'The feed; its ID stands in the panel', {
					name: 'feedSyncId',
					required: true,
					placeholder: '3',
				}),
			],
			answer: done('Started'),
			meanings: {
				404: { message: 'There is no such feed', remedy: 'Correct the ID of the feed.' },
			},
		}),
	],
};
