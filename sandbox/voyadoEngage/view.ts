import type { Deliveries } from '../shared/deliveries';
import { commonFacts, lastRequests, statusPiece, timePiece } from '../shared/parts';
import type { Core } from '../shared/platform';
import type { Cell, Piece, View } from '../shared/view';
import { statusOf } from './bulk';
import type { BulkQueue } from './bulkQueue';
import type { Context } from './context';
import type { VoyadoContact } from './records';

/** The page is for looking, not for searching, and must stay quick with 100,000 contacts. */
const SHOWN = 50;

/** What the credential asks for. */
export const access = (core: Core) => [
	{ label: 'Base URL', value: core.url },
	{ label: 'API key', value: core.token },
	{ label: 'User agent', value: 'any Product/Version' },
];

/** What the status page shows of a tenant. */
export function voyadoView(
	ctx: Context,
	core: Core,
	{ bulk, deliveries }: { bulk: BulkQueue; deliveries: Deliveries },
): View {
	bulk.advance();
	const { store } = ctx;
	return {
		facts: commonFacts(core, access(core), ctx.rules.off()),
		numbers: [
			{ label: 'contacts', value: String(store.contacts.size) },
			{ label: 'changes', value: String(store.changes.length) },
			{ label: 'promotions assigned', value: String(store.assignments.size) },
			{ label: 'requests', value: String(core.journal.total) },
			{ label: 'refused by the limit', value: String(core.limiter.hits) },
			{ label: 'webhook deliveries', value: String(deliveries.log.length) },
		],
		tables: [
			contacts(ctx),
			batches(bulk),
			promotions(ctx),
			lastRequests(core),
			targets(ctx),
			sent(deliveries),
		],
	};
}

/** The last of many, without a copy of all. */
function latest<T>(rows: ReadonlyMap<string, T>): T[] {
	const first = rows.size - SHOWN;
	const last: T[] = [];
	let place = 0;
	for (const row of rows.values()) {
		if (place >= first) last.push(row);
		place += 1;
	}
	return last.reverse();
}

function contacts({ store }: Context): View['tables'][number] {
	return {
		title: `Latest contacts (at most ${SHOWN})`,
		columns: ['ID', 'Type', 'Fields', 'Preferences', 'Source', 'Updated (UTC)'],
		rows: latest(store.contacts).map((contact): Cell[] => [
			{ text: contact.id, tone: 'code' },
			typePieces(contact),
			fieldsText(contact),
			preferencePieces(contact),
			[contact.source, contact.storeExternalId].filter(Boolean).join(', '),
			timePiece(contact.updatedAt),
		]),
		empty: 'No contacts yet. Create one.',
	};
}

function typePieces({ contactType, isApproved }: VoyadoContact): Piece[] {
	return [
		{ text: contactType },
		...(isApproved ? [] : [{ text: 'not approved', tone: 'wait' as const }]),
	];
}

function fieldsText({ fields }: VoyadoContact): string {
	const text = Object.entries(fields)
		.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(', ');
	return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

const preferencePieces = ({ preferences }: VoyadoContact): Piece[] =>
	Object.entries(preferences).map(([name, value]) => ({
		text: name.replace('accepts', ''),
		tone: value ? 'good' : 'quiet',
	}));

function batches(bulk: BulkQueue): View['tables'][number] {
	return {
		title: 'Bulk requests',
		columns: ['Time (UTC)', 'Batch', 'Kind', 'Status', 'Contacts', 'Applied', 'Failed'],
		rows: bulk.all
			.slice(-20)
			.reverse()
			.map((batch): Cell[] => [
				timePiece(batch.queuedAt),
				{ text: batch.id, tone: 'code' },
				batch.kind,
				{ text: statusOf(batch), tone: batch.isDone ? 'good' : 'wait' },
				String(batch.rows.length),
				String(batch.succeeded),
				String(batch.errors.length),
			]),
		empty: 'None yet.',
	};
}

function promotions({ store }: Context): View['tables'][number] {
	return {
		title: `Latest promotions of contacts (at most ${SHOWN})`,
		columns: ['ID', 'Promotion', 'Contact', 'State'],
		rows: latest(store.assignments).map(({ id, promotionId, contactId, redeemedOn }): Cell[] => [
			{ text: id, tone: 'code' },
			store.promotions.get(promotionId)?.name ?? promotionId,
			String(store.contacts.get(contactId)?.fields.email ?? contactId),
			redeemedOn === null ? { text: 'open', tone: 'wait' } : { text: 'redeemed', tone: 'good' },
		]),
		empty: 'None yet.',
	};
}

function targets({ hooks }: Context): View['tables'][number] {
	return {
		title: 'Webhooks',
		columns: ['URL', 'Secret', 'Events'],
		rows: hooks.targets.map(({ url, secret, events }): Cell[] => [
			url,
			{ text: secret, tone: 'code' },
			events?.join(', ') ?? 'all',
		]),
		empty: 'No receiver. POST one to /_sandbox/webhooks/target.',
	};
}

function sent({ log }: Deliveries): View['tables'][number] {
	return {
		title: 'Last deliveries',
		columns: ['Time (UTC)', 'Event', 'To', 'Answer'],
		rows: log
			.slice(-20)
			.reverse()
			.map(({ at, event, url, status }): Cell[] => [
				timePiece(at),
				event,
				url,
				statusPiece(status),
			]),
		empty: 'Nothing sent yet.',
	};
}
