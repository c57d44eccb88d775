import type { ItemOperation } from '../../shared/operation';
import type { Call } from '../../shared/call';
import type { Entry } from '../record/operations';
import { readRecord, recordId } from '../record/kind';
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

async function checkOwner(call: Call): Promise<void> {
	if (call.given('options').alsoOfTriggers === true) return;
	const row = await readRecord(call.api, webhookKind, await recordId(call, webhookKind));
	if (row !== undefined && isOfTrigger(row)) throw belongsToTrigger(row);
}

/** The operation, refused for webhooks that a trigger looks after unless the user says otherwise. */
export const guarded = (operation: ItemOperation): ItemOperation => ({
	...operation,
	async run(call) {
		await checkOwner(call);
		return await operation.run(call);
	},
});
