import type { FastifyInstance } from 'fastify';
import { attributes, plainBody } from './checks';
import {
	accountContactShape,
	consentShape,
	contactTagShape,
	fieldValueShape,
} from './contactPartShapes';
import { contactLong } from './contactShapes';
import { checkEmail, touchContact, written } from './contactSync';
import type { Context } from './context';
import { dealsOf } from './dealShapes';
import { entries, notFound, unprocessable } from './errors';
import { pageInput, pageOf, pathId } from './paging';
import type { ContactRecord } from './records';
import { text } from './text';
import { saveValues } from './values';

interface ById {
	Params: { id: string };
}

/** GET, PUT, DELETE /contacts/{id} and the collections below it. */
export function contactRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules } = ctx;

	app.get<ById>('/contacts/:id', async (request) => {
		const contact = contactAt(ctx, request.params.id);
		const lists = rowsOf(ctx, contact, 'contactLists');
		const values = rowsOf(ctx, contact, 'fieldValues');
		const accounts = rowsOf(ctx, contact, 'accountContacts');
		const deals = dealsOf(ctx, contact.id);
		return {
			contactAutomations: [],
			contactLists: lists,
			deals,
			fieldValues: values,
			geoIps: [],
			accountContacts: accounts,
			contact: contactLong(ctx, contact, {
				contactAutomations: [],
				contactLists: ids(lists),
				fieldValues: ids(values),
				geoIps: [],
				deals: ids(deals),
				accountContacts: ids(accounts),
			}),
		};
	});

	app.put<ById>('/contacts/:id', plainBody('contact'), async (request) => {
		const contact = contactAt(ctx, request.params.id);
		const sent = attributes(request);
		const email = text(sent.email)?.trim();
		if (email !== undefined && email !== contact.email) {
			checkEmail(ctx, email);
			const owner = ctx.store.contactByEmail(email);
			if (owner && owner.id !== contact.id && rules.on('duplicateRefused'))
				throw unprocessable(entries.emailDuplicate);
			ctx.store.changeEmail(contact, email);
		}
		touchContact(ctx, contact, sent, true);
		const saved = saveValues(ctx, contact, sent.fieldValues);
		ctx.events.contact('update', contact, 'api');
		return written(ctx, contact, sent, saved, false);
	});

	app.delete<ById>('/contacts/:id', async (request) => {
		ctx.store.deleteContact(contactAt(ctx, request.params.id));
		return {};
	});

	for (const part of PARTS) {
		app.get<ById>(`/contacts/:id/${part}`, async ({ params, query }) => {
			const rows = rowsOf(ctx, contactAt(ctx, params.id), part);
			const page = pageInput(ctx, query as Record<string, unknown>);
			return { [part]: rules.on('partsComeWhole') ? rows : pageOf(rows, page) };
		});
	}
}

const PARTS = ['fieldValues', 'contactLists', 'contactTags', 'accountContacts'] as const;

/** A collection that hangs on a contact. */
export type Part = (typeof PARTS)[number];

/** The rows of a collection of one contact, in the vendor's shape. */
export function rowsOf(
	ctx: Context,
	{ id }: ContactRecord,
	part: Part,
): Array<Record<string, unknown>> {
	const { fieldValues, consents, contactTags, accountContacts } = ctx.store.tables;
	switch (part) {
		case 'fieldValues':
			return fieldValues.of(id).map((row) => fieldValueShape(ctx, row));
		case 'contactLists':
			return consents.of(id).map((row) => consentShape(ctx, row));
		case 'contactTags':
			return contactTags.of(id).map((row) => contactTagShape(ctx, row));
		case 'accountContacts':
			return accountContacts.of(id).map((row) => accountContactShape(ctx, row));
	}
}

/** The ids the vendor puts beside side-loaded rows. */
export function ids(rows: Array<Record<string, unknown>>): unknown[] {
	return rows.map(({ id }) => id);
}

/** The contact a path names, or the vendor's 404. */
export function contactAt(ctx: Context, id: string): ContactRecord {
	const contact = ctx.store.tables.contacts.get(pathId(id));
	if (!contact) throw notFound(ctx.rules, 'Subscriber', pathId(id));
	return contact;
}
