import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody, plainBody } from './checks';
import { text } from './contactSync';
import type { Context } from './context';
import { entries, notFound, unprocessable } from './errors';
import { pageInput, pageOf, pathId, total } from './paging';
import type { AccountRecord } from './records';
import { accountLong, accountShort } from './accountShapes';
import { queryText } from './wire';

interface ById {
	Params: { id: string };
}

/** /accounts: list, create, read, change, delete. */
export function accountRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get('/accounts', async (request) => {
		const query = request.query as Record<string, unknown>;
		const search = queryText(query, 'search').toLowerCase();
		const found = store.tables.accounts
			.all()
			.filter(({ name }) => name.toLowerCase().includes(search));
		const withCounts = queryText(query, 'count_deals') === 'true';
		const page = pageOf(found, pageInput(ctx, query));
		return {
			accounts: page.map((account) => accountLong(ctx, account, withCounts)),
			meta: { total: total(ctx, found.length) },
		};
	});

	const body = checkedBody('account', { name: { type: 'string', minLength: 1 } }, ['name'], {
		name: { rule: 'accountNameUnique', says: entries.accountNameMissing },
	});
	app.post('/accounts', body, async (request, reply) => {
		const sent = attributes(request);
		const name = text(sent.name) ?? '';
		refuseTakenName(ctx, name);
		const account = store.addAccount({ name, accountUrl: text(sent.accountUrl) });
		apply(account, sent);
		const owner = sent.owner === undefined ? {} : { owner: sent.owner };
		return await reply.code(201).send({ account: { ...accountShort(ctx, account), ...owner } });
	});

	app.get<ById>('/accounts/:id', async (request) => ({
		account: accountLong(ctx, accountAt(ctx, request.params.id), true),
	}));

	app.put<ById>('/accounts/:id', plainBody('account'), async (request) => {
		const account = accountAt(ctx, request.params.id);
		const sent = attributes(request);
		const name = text(sent.name);
		if (name === '') throw unprocessable(entries.accountNameMissing);
		if (name !== undefined && name !== account.name) refuseTakenName(ctx, name);
		Object.assign(account, {
			name: name ?? account.name,
			accountUrl: text(sent.accountUrl) ?? account.accountUrl,
			udate: ctx.now(),
		});
		apply(account, sent);
		return { account: accountShort(ctx, account) };
	});

	app.delete<ById>('/accounts/:id', async (request) => {
		const account = accountAt(ctx, request.params.id);
		store.tables.accounts.delete(account.id);
		if (!rules.on('accountDeleteCascades')) return {};
		for (const link of store.tables.accountContacts.all())
			if (link.account === account.id) store.tables.accountContacts.delete(link.id);
		return {};
	});
}

function apply(account: AccountRecord, sent: Record<string, unknown>): void {
	if (sent.owner !== undefined) account.owner = String(sent.owner);
	if (Array.isArray(sent.fields)) account.fields = sent.fields;
}

function refuseTakenName({ rules, store }: Context, name: string): void {
	const taken = store.tables.accounts.all().some((account) => account.name === name);
	if (taken && rules.on('accountNameUnique')) throw unprocessable(entries.accountNameTaken(name));
}

function accountAt(ctx: Context, id: string): AccountRecord {
	const account = ctx.store.tables.accounts.get(pathId(id));
	if (!account) throw notFound(ctx.rules, 'CustomerAccount', pathId(id));
	return account;
}
