import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody, plainBody } from './checks';
import { accountContactShape } from './contactPartShapes';
import { text } from './contactSync';
import type { Context } from './context';
import { entries, notFound, unprocessable } from './errors';
import { pageInput, pageOf, pathId, total } from './paging';
import type { AccountContactRecord } from './records';
import { queryMap } from './wire';

interface ById {
	Params: { id: string };
}

/** /accountContacts: which contact belongs to which account. */
export function accountContactRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.get('/accountContacts', async (request) => {
		const query = request.query as Record<string, unknown>;
		const filters = new Map(queryMap(query, 'filters'));
		const wanted = (key: 'contact' | 'account', row: AccountContactRecord) =>
			(filters.get(key) ?? row[key]) === row[key];
		const found = store.tables.accountContacts
			.all()
			.filter((row) => wanted('contact', row) && wanted('account', row));
		const page = pageOf(found, pageInput(ctx, query));
		return {
			accountContacts: page.map((row) => accountContactShape(ctx, row)),
			meta: { total: total(ctx, found.length) },
		};
	});

	const body = checkedBody('accountContact', {}, ['contact', 'account'], {
		contact: { says: entries.attributeMissing('contact') },
		account: { says: entries.attributeMissing('account') },
	});
	app.post('/accountContacts', body, async (request, reply) => {
		const sent = attributes(request);
		const contact = store.tables.contacts.get(String(sent.contact));
		const account = store.tables.accounts.get(String(sent.account));
		if (!contact || !account) {
			if (!rules.on('linkEndsMustExist')) return { accountContact: {} };
			throw unprocessable(
				...(account ? [] : [entries.accountMissing]),
				...(contact ? [] : [entries.contactMissing]),
			);
		}
		if (rules.on('oneAccountPerContact') && store.tables.accountContacts.of(contact.id).length > 0)
			throw unprocessable(entries.otherAccount);
		const now = ctx.now();
		const link = {
			contact: contact.id,
			account: account.id,
			jobTitle: text(sent.jobTitle) ?? '',
			cdate: now,
			udate: now,
		};
		const row = store.tables.accountContacts.add(link);
		ctx.events.accountContact(row, account, contact, 'api');
		const echo = rules.on('sentIdTypesEchoed')
			? { contact: sent.contact, account: sent.account }
			: {};
		return await reply
			.code(201)
			.send({ accountContact: { ...accountContactShape(ctx, row), ...echo } });
	});

	app.get<ById>('/accountContacts/:id', async (request) => ({
		accountContact: accountContactShape(ctx, linkAt(ctx, request.params.id)),
	}));

	app.put<ById>('/accountContacts/:id', plainBody('accountContact'), async (request) => {
		const row = linkAt(ctx, request.params.id);
		Object.assign(row, {
			jobTitle: text(attributes(request).jobTitle) ?? row.jobTitle,
			udate: ctx.now(),
		});
		return { accountContact: accountContactShape(ctx, row) };
	});

	app.delete<ById>('/accountContacts/:id', async (request) => {
		store.tables.accountContacts.delete(linkAt(ctx, request.params.id).id);
		return {};
	});
}

function linkAt(ctx: Context, id: string): AccountContactRecord {
	const row = ctx.store.tables.accountContacts.get(pathId(id));
	if (!row) throw notFound(ctx.rules, 'CustomerAccountSubscriber', pathId(id));
	return row;
}
