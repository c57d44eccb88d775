import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/errors';
import { toIso } from '../dates';
import { byOffset } from '../platform';
import type { Kind } from '../record/kind';

/** What a trigger's key looks like; see `newKey` in `shared/secret.ts`. */
const KEY = /^[\w-]{48}$/;

/** The key that a trigger of this package puts into its hook's address. */
function keyIn(row: IDataObject): string | undefined {
	const url = String(row.url ?? '');
	const key = URL.canParse(url) ? new URL(url).searchParams.get('key') : null;
	return key !== null && KEY.test(key) ? key : undefined;
}

/** Whether a QuarticOn CDXP Trigger made this hook and looks after it. */
export const isOfTrigger = (row: IDataObject): boolean =>
	keyIn(row) !== undefined || String(row.name ?? '').startsWith('n8n: ');

/** A trigger would no longer hear, or hear twice. */
export const belongsToTrigger = (row: IDataObject): Failure =>
	new Failure({
		message: `Webhook: "${String(row.name)}" (ID ${String(row.id)}) belongs to a QuarticOn CDXP Trigger`,
		code: 'owned_by_trigger',
		field: 'Webhook',
		remedy:
			'Unpublish the workflow with the trigger, which removes the webhook. If that workflow is gone, switch on Also Webhooks of Triggers.',
	});

export const webhookKind: Kind = {
	noun: 'webhook',
	plural: 'webhooks',
	field: 'webhook',
	list: { path: ['webhooks'], rows: 'webhooks', style: byOffset },
	key: 'webhook',
	nameOf: ({ name }) => String(name ?? ''),
	example: { id: '1', name: 'Unsubscribes to CRM' },
	// Who knows the key can start the trigger's workflow.
	clean: (row) => {
		const key = keyIn(row);
		return key === undefined ? row : { ...row, url: String(row.url).replace(key, '…') };
	},
	simplify: (row) => ({
		id: String(row.id),
		name: row.name,
		url: row.url,
		events: row.events ?? [],
		sources: row.sources ?? [],
		list: String(row.listid ?? '0') === '0' ? null : String(row.listid),
		active: String(row.state ?? '1') === '1' && toIso(row.deactivated_date) === null,
		ofTrigger: isOfTrigger(row),
		createdAt: toIso(row.cdate),
	}),
	sample: {
		id: '1',
		name: 'Unsubscribes to CRM',
		url: 'https://crm.example.com/hooks/unsubscribe',
		events: ['unsubscribe'],
		sources: ['public', 'admin', 'system'],
		list: null,
		active: true,
		ofTrigger: false,
		createdAt: '2024-02-28T12:16:48.000Z',
	},
};
