import { commonFacts, lastRequests } from '../shared/parts';
import type { Core } from '../shared/platform';
import type { Cell, Piece, View } from '../shared/view';
import type { Context } from './context';
import type { ShopEvent } from './records';

/** The page is for looking, not for searching. */
const SHOWN = 50;

/** What the credential asks for. */
export const access = (core: Core, { store }: Context) => [
	{ label: 'Base URL', value: `${core.url}/store/` },
	{ label: 'API key', value: core.token },
	{ label: 'Customer symbol', value: store.customer },
];

/** What the status page shows of a shop's account. */
export function storeView(ctx: Context, core: Core): View {
	const { store } = ctx;
	return {
		facts: commonFacts(core, access(core, ctx), ctx.rules.off()),
		numbers: [
			{ label: 'products', value: String(store.products.size) },
			{ label: 'contacts', value: String(store.contacts.size) },
			{ label: 'profiles', value: String(store.profiles.size) },
			{ label: 'events', value: String(store.events.length) },
			{ label: 'requests', value: String(core.journal.total) },
		],
		tables: [products(ctx), events(ctx), contacts(ctx), profiles(ctx), lastRequests(core)],
	};
}

const latest = <T>(rows: Iterable<T>): T[] => [...rows].slice(-SHOWN).reverse();

function products({ store }: Context): View['tables'][number] {
	return {
		title: `Latest products (at most ${SHOWN})`,
		columns: ['ID', 'Title', 'Price', 'Before', 'Categories', 'Catalog', 'Shown'],
		rows: latest(store.products.values()).map(
			({ id, title, price, priceOld, categories = [], catalogSymbol, status }): Cell[] => [
				id,
				title ?? '',
				String(price ?? ''),
				String(priceOld ?? ''),
				categories.map(({ name }) => name).join(', '),
				catalogSymbol ?? '',
				status === false ? { text: 'hidden', tone: 'bad' } : { text: 'visible', tone: 'good' },
			],
		),
		empty: 'No products yet. Send one.',
	};
}

function whatOf({ productId, transactionId, basket = [] }: ShopEvent): string {
	if (transactionId === undefined) return String(productId ?? '');
	const lines = basket.map((line) => `${line.quantity} × ${line.productId} at ${line.price}`);
	return `${transactionId}: ${lines.join(', ')}`;
}

function events({ store }: Context): View['tables'][number] {
	return {
		title: `Latest events (at most ${SHOWN})`,
		columns: ['When (UTC)', 'Type', 'What', 'Who'],
		rows: latest(store.events).map((event): Cell[] => [
			{ text: new Date(event.timestamp * 1000).toISOString().slice(0, 19), tone: 'quiet' },
			event.eventType,
			whatOf(event),
			[event.userId, event.userEmail, event.deviceId, event.cookie].filter(Boolean).join(', '),
		]),
		empty: 'No events yet.',
	};
}

function contacts({ store }: Context): View['tables'][number] {
	return {
		title: `Latest contacts (at most ${SHOWN})`,
		columns: ['E-mail', 'Cookie', 'Agreements', 'Tags'],
		rows: latest(store.contacts.values()).map(({ email, cookie, agreements, tags }): Cell[] => [
			email,
			cookie ?? '',
			agreements.map(({ t, s }): Piece => ({
				text: `${t}: ${s ? 'given' : 'not given'}`,
				tone: s ? 'good' : 'bad',
			})),
			tags.map(({ n, v }) => `${n}: ${v}`).join(', '),
		]),
		empty: 'No contacts yet.',
	};
}

function profiles({ store }: Context): View['tables'][number] {
	return {
		title: `Latest profiles (at most ${SHOWN})`,
		columns: ['User ID', 'Cookie', 'E-mail', 'Agreement'],
		rows: latest(store.profiles.values()).map(({ userId, cookie, email, agreement }): Cell[] => [
			userId,
			cookie,
			email ?? '',
			agreement ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'quiet' },
		]),
		empty: 'No profiles yet.',
	};
}
