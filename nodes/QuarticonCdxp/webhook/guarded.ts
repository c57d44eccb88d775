import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { readRecord } from '../record/kind';
import { belongsToTrigger, isOfTrigger, webhookKind } from './webhooks';

/** The option that lets webhooks of triggers be touched. */
export const alsoOfTriggers: Entry = {
	field: {
		displayName: 'Also Webhooks of Triggers',
		name: 'alsoOfTriggers',
		type: 'boolean',
		default: false,
		description:
			'Whether to touch a webhook that a QuarticOn CDXP Trigger looks after; its workflow would no longer start',
	},
	write: () => ({}),
};

/** Refuses webhooks that a trigger looks after, unless the user says otherwise. @throws Failure */
export async function guard(id: string, call: Call): Promise<void> {
	if (isOn(call.given('options').alsoOfTriggers)) return;
	const row = await readRecord(call.api, webhookKind, id);
	if (row !== undefined && isOfTrigger(row)) throw belongsToTrigger(row);
}
