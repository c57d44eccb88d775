import { text } from '../endpoint/entries';

/** Types of events are the account's own; the platform has no list of them. */
export const eventType = (key: string, description: string) =>
	text(key, 'Event Type', description, {
		name: 'eventType',
		required: true,
		placeholder: 'Newsletter',
	});
