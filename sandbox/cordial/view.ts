import { commonFacts, lastRequests, timePiece } from '../shared/parts';
import type { Core } from '../shared/platform';
import type { Cell, View } from '../shared/view';
import type { Context } from './context';
import type { IngestQueue } from './queue';
import type { Fields } from './records';
import { rowsIn } from './values';

/** The page is for looking, not for searching. */
const SHOWN = 50;

type Table = View['tables'][number];

/** What the credential asks for; look-ups have an address of their own. */
export const access = (core: Core) => [
	{ label: 'Base URL', value: `${core.url}/api` },
	{ label: 'REST v2 URL', value: `${core.url}/v2` },
	{ label: 'API key', value: core.token },
];

/** What the status page shows of an account. */
export function cordialView(ctx: Context, core: Core, queue: IngestQueue): View {
	queue.advance();
	const { store } = ctx;
	return {
		facts: commonFacts(core, access(core), ctx.rules.off()),
		numbers: [
			{ label: 'contacts', value: String(store.contacts.size) },
			{ label: 'waiting', value: String(queue.pending.length) },
			{ label: 'dropped', value: String(store.dropped.length) },
			{ label: 'requests', value: String(core.journal.total) },
			{ label: 'refused by the limit', value: String(core.limiter.hits) },
		],
		tables: [
			waiting(queue),
			contacts(ctx),
			lists(ctx),
			activities(ctx),
			orders(ctx),
			records(ctx),
			dropped(ctx),
			removals(ctx),
			lastRequests(core),
		],
	};
}

/** The same as data. */
export function state({ rules, store }: Context, queue: IngestQueue): Record<string, unknown> {
	queue.advance();
	return {
		platform: 'cordial',
		rulesOff: rules.off(),
		waiting: queue.pending.length,
		lagMs: queue.lagMs,
		contacts: store.contacts.size,
		lists: Object.fromEntries(
			[...store.lists.values()].map(({ name, members }) => [name, members.size]),
		),
		activities: store.activities.slice(-100),
		orders: [...store.orders.values()].slice(-100),
		records: Object.fromEntries(
			[...store.supplements.values()].map((one) => [one.key, one.records.size]),
		),
		removals: store.removals.slice(-100),
		dropped: store.dropped.slice(-100),
	};
}

const latest = <T>(rows: Iterable<T>): T[] => [...rows].slice(-SHOWN).reverse();

/** Data in one short line. */
function line(data: unknown): string {
	const text = typeof data === 'string' ? data : JSON.stringify(data);
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const pairs = (data: Record<string, unknown>): string =>
	Object.entries(data)
		.map(([key, value]) => `${key}: ${line(value)}`)
		.join(', ');

const goods = (items: Fields[]): string =>
	items.map(({ qty, productID }) => `${Number(qty ?? 1)} × ${String(productID)}`).join(', ');

function waiting(queue: IngestQueue): Table {
	return {
		title: 'Waiting to be processed',
		columns: ['Accepted (UTC)', 'Request', ''],
		rows: queue.pending.slice(0, SHOWN).map(({ at, endpoint }, index): Cell[] => [
			timePiece(at),
			{ text: endpoint, tone: 'code' },
			index > 0
				? ''
				: {
						text: '',
						action: { label: 'Process all', post: '/_sandbox/settled', body: {} },
					},
		]),
		empty: 'Nothing waits.',
	};
}

function contacts({ store }: Context): Table {
	return {
		title: `Latest contacts (at most ${SHOWN})`,
		columns: ['cID', 'Identifiers', 'Attributes', 'Lists', 'Cart'],
		rows: latest(store.contacts.values()).map((contact): Cell[] => [
			{ text: contact.cID, tone: 'code' },
			pairs(contact.identifiers),
			pairs(contact.attributes),
			store.listsOf(contact).join(', '),
			goods(contact.cart),
		]),
		empty: 'No contacts yet. Send one.',
	};
}

function lists({ store }: Context): Table {
	return {
		title: `Latest lists (at most ${SHOWN})`,
		columns: ['ID', 'Name', 'Contacts'],
		rows: latest(store.lists.values()).map(({ id, name, members }) => [
			String(id),
			name,
			String(members.size),
		]),
		empty: 'No lists yet.',
	};
}

function activities({ store }: Context): Table {
	return {
		title: `Latest activities (at most ${SHOWN})`,
		columns: ['When', 'Name', 'Contact', 'Properties'],
		rows: latest(store.activities).map(({ time, name, cID, properties }): Cell[] => [
			{ text: time, tone: 'quiet' },
			name,
			{ text: cID, tone: 'code' },
			pairs(properties),
		]),
		empty: 'No activities yet.',
	};
}

function orders({ store }: Context): Table {
	return {
		title: `Latest orders (at most ${SHOWN})`,
		columns: ['Order', 'When', 'Status', 'Contact', 'Products'],
		rows: latest(store.orders.values()).map(
			({ orderID, purchaseDate, status, cID, items }): Cell[] => [
				orderID,
				{ text: String(purchaseDate ?? ''), tone: 'quiet' },
				String(status ?? ''),
				{ text: cID, tone: 'code' },
				goods(rowsIn(items)),
			],
		),
		empty: 'No orders yet.',
	};
}

function records({ store }: Context): Table {
	const all = [...store.supplements.values()].flatMap(({ key, records: held }) =>
		[...held.values()].map((one) => ({ ...one, key })),
	);
	return {
		title: `Latest supplement records (at most ${SHOWN})`,
		columns: ['Supplement', 'ID', 'Contact', 'Record'],
		rows: latest(all).map(({ key, id, cID, fields }): Cell[] => [
			key,
			id,
			{ text: cID, tone: 'code' },
			pairs(fields),
		]),
		empty: 'No records yet.',
	};
}

function dropped({ store }: Context): Table {
	return {
		title: `Latest drops, of which the API never tells (at most ${SHOWN})`,
		columns: ['Time (UTC)', 'Request', 'Reason', 'What'],
		rows: latest(store.dropped).map(({ at, endpoint, reason, what }): Cell[] => [
			timePiece(at),
			{ text: endpoint, tone: 'code' },
			{ text: reason, tone: 'bad' },
			line(what),
		]),
		empty: 'Nothing was dropped.',
	};
}

function removals({ store }: Context): Table {
	return {
		title: `How lists to remove from were named (at most ${SHOWN})`,
		columns: ['Form', 'By', 'List', 'Removed'],
		rows: latest(store.removals).map(({ form, by, list, removed }) => [
			form,
			pairs(by),
			list ?? 'none',
			String(removed),
		]),
		empty: 'No list was named yet.',
	};
}
