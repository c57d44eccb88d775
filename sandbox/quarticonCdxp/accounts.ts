import type { FastifyInstance } from 'fastify';
import { accountLong, accountShort } from './accountShapes';
import type { Context } from './context';
import { accountFields, saveCustomValues } from './customValues';
import { entries, unprocessable } from './errors';
import type { AccountRecord } from './records';
import { echo, resourceRoutes, type Sent, type Shape } from './resource';
import { text } from './text';
import { queryList, queryText } from './wire';

/** /accounts: list, create, read, change, delete, also many at once. */
export function accountRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	resourceRoutes<AccountRecord>(app, ctx, {
		many: 'accounts',
		one: 'account',
		name: 'CustomerAccount',
		table: () => store.tables.accounts,
		shape: (account) => accountLong(ctx, account, true),
		inList: (account, query) =>
			accountLong(ctx, account, queryText(query, 'count_deals') === 'true'),
		search: ({ name }, part) => name.toLowerCase().includes(part),
		create: {
			required: ['name'],
			status: 201,
			answer: (sent) => {
				const name = text(sent.name) ?? '';
				refuseTakenName(ctx, name);
				const account = store.addAccount({ name, accountUrl: text(sent.accountUrl) });
				const answer = apply(ctx, account, sent);
				ctx.events.account('account_add', account, 'api');
				return { account: answer };
			},
		},
		update: (account, sent) => {
			const name = text(sent.name);
			if (name === '') throw unprocessable(entries.notProvided('account', 'name'));
			if (name !== undefined && name !== account.name) refuseTakenName(ctx, name);
			account.name = name ?? account.name;
			account.accountUrl = text(sent.accountUrl) ?? account.accountUrl;
			account.udate = ctx.now();
			const answer = apply(ctx, account, sent);
			ctx.events.account('account_update', account, 'api', Object.keys(sent));
			return { account: answer };
		},
		remove: (account) => remove(ctx, account),
	});

	app.delete('/accounts/bulk_delete', async (request) => {
		for (const id of queryList(request.query as Record<string, unknown>, 'ids')) {
			const account = store.tables.accounts.get(id);
			if (account) remove(ctx, account);
		}
		return { meta: { success: true } };
	});
}

/** Stores owner and custom fields, and answers: both are repeated only if they were sent. */
function apply(ctx: Context, account: AccountRecord, sent: Sent): Shape {
	account.owner = text(sent.owner) ?? account.owner;
	const fields = saveCustomValues(ctx, accountFields(ctx), account.id, sent.fields);
	return { ...accountShort(ctx, account), ...echo(ctx, sent, ['owner']), ...fields };
}

function remove({ rules, store }: Context, account: AccountRecord): void {
	store.tables.accounts.delete(account.id);
	if (!rules.on('accountDeleteCascades')) return;
	for (const link of store.tables.accountContacts.all())
		if (link.account === account.id) store.tables.accountContacts.delete(link.id);
	store.tables.accountValues.deleteOf(account.id);
	store.deleteNotesOf('CustomerAccount', account.id);
}

function refuseTakenName({ rules, store }: Context, name: string): void {
	const taken = store.tables.accounts.all().some((account) => account.name === name);
	if (taken && rules.on('accountNameUnique')) throw unprocessable(entries.accountNameTaken(name));
}
