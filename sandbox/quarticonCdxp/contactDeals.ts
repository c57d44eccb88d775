import type { FastifyInstance } from 'fastify';
import { contactLong } from './contactShapes';
import { contactAt } from './contacts';
import type { Context } from './context';
import type { DealContactRecord } from './crmRecords';
import { dealContactShape, dealLong, dealsOf } from './dealShapes';
import { entries, unprocessable } from './errors';
import { echo, exactly, related, resourceRoutes, type Sent, type Shape } from './resource';
import { text } from './text';

interface ById {
	Params: { id: string };
}

/** /contactDeals, the second contacts of deals, and both kinds of deals below a contact. */
export function contactDealRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	const table = () => store.tables.dealContacts;
	resourceRoutes<DealContactRecord>(app, ctx, {
		many: 'contactDeals',
		one: 'contactDeal',
		name: 'SubscriberDeal',
		table,
		shape: (row) => dealContactShape(ctx, row),
		filters: { deal: exactly(({ deal }) => deal), contact: exactly(({ contact }) => contact) },
		create: {
			required: ['deal', 'contact'],
			status: 200,
			answer: (sent) => {
				const ends = endsOf(ctx, sent);
				refuseKnown(ctx, ends);
				const row = table().add({ ...ends, role: text(sent.role) ?? null, cdate: ctx.now() });
				return answer(ctx, row, sent);
			},
		},
		update: (row, sent) => {
			const ends = endsOf(ctx, { deal: row.deal, contact: row.contact, ...sent });
			if (ends.deal !== row.deal || ends.contact !== row.contact) refuseKnown(ctx, ends);
			// Taken out and put back, so that the table finds it by its new ends.
			table().delete(row.id);
			const changed = { ...row, ...ends, role: text(sent.role) ?? row.role };
			return answer(ctx, table().add(changed, row.id), sent);
		},
		remove: ({ id }) => void table().delete(id),
	});

	app.get<ById>('/contacts/:id/deals', async ({ params }) => ({
		deals: dealsOf(ctx, contactAt(ctx, params.id).id),
	}));

	app.get<ById>('/contacts/:id/contactDeals', async ({ params }) => {
		const contact = contactAt(ctx, params.id);
		const rows = table()
			.all()
			.filter((row) => row.contact === contact.id);
		return {
			contacts: [contactLong(ctx, contact)],
			deals: rows.flatMap((row) => dealsBeside(ctx, row)),
			contactDeals: rows.map((row) => dealContactShape(ctx, row)),
		};
	});
}

function endsOf(ctx: Context, sent: Sent): { deal: string; contact: string } {
	const deal = related(ctx, ctx.store.tables.deals, 'deal', sent.deal);
	const contact = related(ctx, ctx.store.tables.contacts, 'contact', sent.contact);
	return { deal: deal?.id ?? '', contact: contact?.id ?? '' };
}

function refuseKnown({ rules, store }: Context, { deal, contact }: Sent): void {
	const isFirst = store.tables.deals.get(String(deal))?.contact === contact;
	const isSecond = store.tables.dealContacts.find(String(deal), String(contact)) !== undefined;
	if ((isFirst || isSecond) && rules.on('secondContactOnce'))
		throw unprocessable(entries.secondContactTaken);
}

function answer(ctx: Context, row: DealContactRecord, sent: Sent): Shape {
	const { contact, deal, cdate, links, id, role } = dealContactShape(ctx, row);
	const withRole = role === null ? {} : { role };
	const echoed = echo(ctx, sent, ['contact', 'deal', 'role']);
	return {
		deals: dealsBeside(ctx, row),
		contactDeal: { contact, deal, ...withRole, ...echoed, cdate, links, id },
	};
}

function dealsBeside(ctx: Context, { deal: id }: DealContactRecord): Shape[] {
	const deal = ctx.store.tables.deals.get(id);
	return deal ? [dealLong(ctx, deal)] : [];
}
