import type { Context } from './context';
import { isoDate } from './dates';
import type { AccountRecord, WebhookRecord } from './records';

const ACCOUNT_LINKS = [
	'notes',
	'accountCustomFieldData',
	'accountContacts',
	'emailActivities',
	'contactEmails',
];

/** The form in which a just created account is answered. */
export function accountShort(ctx: Context, account: AccountRecord): Record<string, unknown> {
	return {
		name: account.name,
		accountUrl: account.accountUrl,
		createdTimestamp: isoDate(account.cdate),
		updatedTimestamp: isoDate(account.udate),
		links: Object.fromEntries(
			ACCOUNT_LINKS.map((key) => [key, `${ctx.api()}/accounts/${account.id}/${key}`]),
		),
		id: account.id,
	};
}

/** The form in which accounts are read; the counts are true only when they were asked for. */
export function accountLong(
	ctx: Context,
	account: AccountRecord,
	withCounts: boolean,
): Record<string, unknown> {
	const of = (rows: Array<{ account: string }>) =>
		String(withCounts ? rows.filter((row) => row.account === account.id).length : 0);
	return {
		...accountShort(ctx, account),
		owner: account.owner,
		contactCount: of(ctx.store.tables.accountContacts.all()),
		dealCount: of(ctx.store.tables.deals.all()),
	};
}

export function webhookShape(hook: WebhookRecord): Record<string, unknown> {
	return {
		cdate: isoDate(hook.cdate),
		listid: hook.listid,
		name: hook.name,
		url: hook.url,
		events: hook.events,
		sources: hook.sources,
		state: hook.deactivated === undefined ? '1' : '0',
		deactivated_date: hook.deactivated === undefined ? null : isoDate(hook.deactivated),
		links: [],
		id: hook.id,
	};
}
