import type { Deliveries } from '../shared/deliveries';
import { commonFacts, lastRequests, statusPiece, timePiece } from '../shared/parts';
import type { Core } from '../shared/platform';
import type { Cell, Piece, View } from '../shared/view';
import type { Context } from './context';
import { plainDate } from './dates';
import type { ImportQueue } from './importQueue';
import type { ConsentRecord, ContactRecord } from './records';
import { recordTables } from './viewTables';

/** The page must stay quick with 10,000 contacts; it is for looking, not for searching. */
const SHOWN = 50;

const STATUS: Record<number, { text: string; tone: Piece['tone'] }> = {
	0: { text: 'unconfirmed', tone: 'wait' },
	1: { text: 'subscribed', tone: 'good' },
	2: { text: 'unsubscribed', tone: 'bad' },
	3: { text: 'bounced', tone: 'quiet' },
};

/** The consent status in words. */
export function statusInWords(status: number): string {
	return STATUS[status]?.text ?? String(status);
}

/** How many consents each list has, by list id and status in words. */
export function consentCounts({ store }: Context): Record<string, Record<string, number>> {
	const counts: Record<string, Record<string, number>> = {};
	for (const { list, status } of store.tables.consents.all()) {
		const ofList = (counts[list] ??= {});
		ofList[statusInWords(status)] = (ofList[statusInWords(status)] ?? 0) + 1;
	}
	return counts;
}

/** What the credential asks for. */
export const access = (core: Core) => [
	{ label: 'Account URL', value: core.url },
	{ label: 'API token', value: core.token },
];

/** What the status page shows of a CDXP account. */
export function cdxpView(
	ctx: Context,
	core: Core,
	{ deliveries, imports }: { deliveries: Deliveries; imports: ImportQueue },
): View {
	imports.advance();
	return {
		facts: commonFacts(core, access(core), ctx.rules.off()),
		numbers: [
			{ label: 'contacts', value: String(ctx.store.tables.contacts.size) },
			{ label: 'requests', value: String(core.journal.total) },
			{ label: 'refused by the limit', value: String(core.limiter.hits) },
			{ label: 'webhook deliveries', value: String(deliveries.log.length) },
		],
		tables: [
			consents(ctx),
			contacts(ctx),
			lastRequests(core),
			batches(imports),
			hooks(ctx),
			sent(deliveries),
			...recordTables(ctx),
		],
	};
}

function consents(ctx: Context): View['tables'][number] {
	const counts = consentCounts(ctx);
	const columns = Object.values(STATUS);
	return {
		title: 'Consents',
		columns: ['List', ...columns.map(({ text }) => text)],
		rows: ctx.store.tables.lists
			.all()
			.map(({ id, name }) => [
				`${name} (ID ${id})`,
				...columns.map(({ text }) => String(counts[id]?.[text] ?? 0)),
			]),
		empty: 'No lists yet.',
	};
}

function contacts(ctx: Context): View['tables'][number] {
	const latest = ctx.store.contacts().slice(-SHOWN).reverse();
	return {
		title: `Latest contacts (at most ${SHOWN})`,
		columns: ['ID', 'E-mail', 'Name', 'Phone', 'Fields', 'Consents', 'Tags', 'Account', 'Updated'],
		rows: latest.map((contact) => [
			contact.id,
			contact.email,
			`${contact.firstName} ${contact.lastName}`.trim(),
			contact.phone,
			fieldsCell(ctx, contact),
			ctx.store.tables.consents
				.of(contact.id)
				.map((consent) => consentPiece(ctx, contact, consent)),
			ctx.store.tagsOf(contact.id).join(', '),
			ctx.store.accountOf(contact.id)?.name ?? '',
			// Month, day and minute: the whole date would not fit beside the fields.
			{ text: plainDate(contact.udate).slice(5, 16), tone: 'quiet' },
		]),
		empty: 'No contacts yet. Send one.',
	};
}

function fieldsCell({ store }: Context, { id }: ContactRecord): Cell {
	return store.tables.fieldValues
		.of(id)
		.filter(({ value }) => value !== '')
		.map(({ field, value }, index, all) => ({
			text: `${store.tables.fields.get(field)?.title ?? field}: ${value.length > 120 ? `${value.slice(0, 120)}…` : value}${index < all.length - 1 ? ',' : ''}`,
		}));
}

function consentPiece(
	{ store }: Context,
	{ email }: ContactRecord,
	{ list, status }: ConsentRecord,
): Piece {
	const { tone } = STATUS[status] ?? { tone: 'quiet' as const };
	const text = `${store.tables.lists.get(list)?.name ?? list}: ${statusInWords(status)}`;
	if (status === 2) return { text, tone };
	return {
		text,
		tone,
		action: { label: 'Unsubscribe', post: '/_sandbox/unsubscribe', body: { email, list } },
	};
}

function hooks(ctx: Context): View['tables'][number] {
	return {
		title: 'Webhooks',
		columns: ['ID', 'Name', 'URL', 'Events', 'Sources', 'List', 'State'],
		rows: ctx.store.tables.webhooks
			.all()
			.map(({ id, name, url, events, sources, listid, deactivated }) => [
				id,
				name,
				url,
				events.join(', '),
				sources.join(', '),
				listid === '0' ? 'all' : listid,
				deactivated === undefined
					? { text: 'on', tone: 'good' as const }
					: { text: `off since ${plainDate(deactivated)}`, tone: 'bad' as const },
			]),
		empty: 'No webhooks registered.',
	};
}

function batches(imports: ImportQueue): View['tables'][number] {
	return {
		title: 'Bulk imports',
		columns: ['Time (UTC)', 'Batch', 'Status', 'Contacts', 'Imported', 'Failed'],
		rows: imports.all
			.slice(-20)
			.reverse()
			.map((batch) => [
				timePiece(batch.queuedAt),
				batch.id,
				batch.isDone ? { text: 'done', tone: 'good' } : { text: 'queued', tone: 'wait' },
				String(batch.size),
				String(batch.success.length),
				String(batch.failure.length),
			]),
		empty: 'None yet.',
	};
}

function sent({ log }: Deliveries): View['tables'][number] {
	return {
		title: 'Last deliveries',
		columns: ['Time (UTC)', 'Event', 'To', 'Answer'],
		rows: log
			.slice(-20)
			.reverse()
			.map(({ at, event, url, status }) => [timePiece(at), event, url, statusPiece(status)]),
		empty: 'Nothing sent yet.',
	};
}
