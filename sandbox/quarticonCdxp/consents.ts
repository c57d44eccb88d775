import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { consentShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { entries, unprocessable, type ErrorEntry } from './errors';
import { pageInput, pageOf, total } from './paging';

/** POST and GET /contactLists: who is on which list, and how. */
export function consentRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	const status = { enum: [0, 1, 2, 3, '0', '1', '2', '3'] };
	const body = checkedBody('contactList', { status }, ['list', 'contact', 'status'], {
		status: { rule: 'consentStatusChecked', says: entries.statusInvalid },
		list: { rule: 'relatedMissing', says: entries.listMissing },
		contact: { rule: 'relatedMissing', says: entries.contactMissing },
	});
	app.post('/contactLists', body, async (request) => {
		const sent = attributes(request);
		const list = store.tables.lists.get(String(sent.list));
		const contact = store.tables.contacts.get(String(sent.contact));
		const missing: ErrorEntry[] = [
			...(list ? [] : [entries.listMissing]),
			...(contact ? [] : [entries.contactMissing]),
		];
		if (missing.length > 0 && rules.on('relatedMissing')) throw unprocessable(...missing);
		if (!list || !contact) return { contacts: [], contactList: {} };

		const before = store.tables.consents.find(contact.id, list.id);
		const old = before?.status;
		const row = store.setConsent(
			contact.id,
			list.id,
			Number(sent.status),
			sent.sourceid === undefined ? undefined : String(sent.sourceid),
		);
		if (old !== row.status || !rules.on('repeatedConsentIsSilent'))
			ctx.events.consent(contact, list, row.status, 'api');
		// The types change between calls: a new row echoes what was sent, a known one only the status it was given.
		const echo = !rules.on('sentIdTypesEchoed')
			? {}
			: before
				? { status: sent.status }
				: { contact: sent.contact, list: sent.list, status: sent.status };
		return {
			contacts: [contactLong(ctx, contact)],
			contactList: { ...consentShape(ctx, row), ...echo },
		};
	});

	app.get('/contactLists', async (request) => {
		const rows = store.tables.consents.all();
		const page = pageOf(rows, pageInput(ctx, request.query as Record<string, unknown>));
		return {
			contactLists: page.map((row) => consentShape(ctx, row)),
			meta: { total: total(ctx, rows.length) },
		};
	});
}
