import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { accountContactShape } from './contactPartShapes';
import type { Context } from './context';
import { entries, unprocessable } from './errors';
import type { AccountContactRecord } from './records';
import { exactly, resourceRoutes } from './resource';
import { text } from './text';

/** /accountContacts: which contact belongs to which account. */
export function accountContactRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	const fire = (
		type: 'account_contact_add' | 'account_contact_update',
		row: AccountContactRecord,
	) => {
		const account = store.tables.accounts.get(row.account);
		const contact = store.tables.contacts.get(row.contact);
		if (account && contact) ctx.events.accountContact(type, row, account, contact, 'api');
	};

	resourceRoutes<AccountContactRecord>(app, ctx, {
		many: 'accountContacts',
		one: 'accountContact',
		name: 'CustomerAccountSubscriber',
		table: () => store.tables.accountContacts,
		shape: (row) => accountContactShape(ctx, row),
		filters: {
			contact: exactly(({ contact }) => contact),
			account: exactly(({ account }) => account),
		},
		update: (row, sent) => {
			row.jobTitle = text(sent.jobTitle) ?? row.jobTitle;
			row.udate = ctx.now();
			fire('account_contact_update', row);
			return { accountContact: accountContactShape(ctx, row) };
		},
		remove: ({ id }) => void store.tables.accountContacts.delete(id),
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
		fire('account_contact_add', row);
		const echo = rules.on('sentIdTypesEchoed')
			? { contact: sent.contact, account: sent.account }
			: {};
		return await reply
			.code(201)
			.send({ accountContact: { ...accountContactShape(ctx, row), ...echo } });
	});
}
