import type { Operation } from '../../shared/operation';

export const getEvents: Operation = {
	value: 'getEvents',
	name: 'Get Events',
	action: 'Get webhook events',
	description: 'List the events that webhooks of this account can tell of',
	fields: [],
	repeatable: true,
	async run(call) {
		const { body } = await call.api.request({
			method: 'GET',
			path: ['webhook', 'events'],
			expects: 'webhookEvents',
		});
		return (body.webhookEvents as string[]).map((event) => ({ event }));
	},
	sample: { event: 'unsubscribe' },
};
