import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { byName } from '../../shared/sorting';
import { cdxp } from '../platform';

/** The events the vendor documents (fact sheet, section 10). An account may know others. */
const LABELS: Record<string, string> = {
	account_add: 'Account Added',
	account_contact_add: 'Account Contact Added',
	account_contact_update: 'Account Contact Updated',
	account_update: 'Account Updated',
	bounce: 'Email Bounced',
	click: 'Link Clicked',
	contact_tag_added: 'Contact Tag Added',
	contact_tag_removed: 'Contact Tag Removed',
	contact_task_add: 'Contact Task Added',
	deal_add: 'Deal Added',
	deal_note_add: 'Deal Note Added',
	deal_pipeline_add: 'Deal Pipeline Added',
	deal_stage_add: 'Deal Stage Added',
	deal_task_add: 'Deal Task Added',
	deal_task_complete: 'Deal Task Completed',
	deal_tasktype_add: 'Deal Task Type Added',
	deal_update: 'Deal Updated',
	forward: 'Email Forwarded',
	list_add: 'List Added',
	open: 'Email Opened',
	reply: 'Email Replied To',
	sent: 'Campaign Sent',
	share: 'Campaign Shared',
	sms_reply: 'SMS Replied To',
	sms_sent: 'SMS Sent',
	sms_unsub: 'SMS Unsubscribed',
	subscribe: 'Contact Subscribed',
	subscriber_note: 'Contact Note Added',
	unsubscribe: 'Contact Unsubscribed',
	update: 'Contact Updated',
};

const DOCUMENTED_EVENTS = Object.keys(LABELS);

/** Events as choices, by name; an event without a name of ours shows its own. */
function toOptions(events: Iterable<string>): INodePropertyOptions[] {
	return [...new Set(events)]
		.map((value) => ({ name: LABELS[value] ?? value, value }))
		.sort(byName);
}

/** The events this account knows, or the documented ones where they cannot be read. */
export async function loadEvents(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const api = await Api.open(context, cdxp);
		const { body } = await api.request({ method: 'GET', path: ['webhook', 'events'] });
		const events = Array.isArray(body.webhookEvents) ? body.webhookEvents.map(String) : [];
		return toOptions([...events, ...DOCUMENTED_EVENTS]);
	} catch (error) {
		context.logger.debug(`The documented events are offered: ${(error as Error).message}`);
		return toOptions(DOCUMENTED_EVENTS);
	}
}
