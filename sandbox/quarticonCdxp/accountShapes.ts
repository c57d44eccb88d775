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
		...(account.fields ? { fields: account.fields } : {}),
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
	const links = withCounts
		? ctx.store.tables.accountContacts.all().filter((link) => link.account === account.id).length
		: 0;
	const { fields: _fields, ...short } = accountShort(ctx, account);
	return { ...short, owner: account.owner, contactCount: String(links), dealCount: '0' };
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
