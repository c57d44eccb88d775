import { commonFacts, lastRequests } from '../shared/parts';
import type { Core } from '../shared/platform';
import type { Cell, View } from '../shared/view';
import type { Context } from './context';
import { writeDate } from './dates';
import type { Endpoint } from './endpoint';

/** The page is for looking, not for searching. */
const SHOWN = 50;

type Table = View['tables'][number];

/** What the credential asks for. */
export const access = (core: Core) => [
	{ label: 'Host', value: core.url },
	{ label: 'API key', value: core.token },
];

/** How much the account holds. */
export const sizes = ({ store }: Context) => ({
	contacts: store.contacts.size,
	companies: store.companies.size,
	stores: store.stores.size,
	orders: store.orders.size,
	points: store.points.size,
	events: store.events.size,
	segments: store.segments.size,
	tableRows: store.tableRows.size,
	dispatches: store.dispatches.size + store.email2Dispatches.size,
	media: store.media.size,
	exports: store.exports.size,
});

/** What the status page shows of an account. */
export function loyaltiiView(ctx: Context, core: Core, endpoints: readonly Endpoint[]): View {
	const numbers = { ...sizes(ctx), requests: core.journal.total };
	return {
		facts: commonFacts(core, access(core), ctx.rules.off()),
		numbers: Object.entries(numbers).map(([label, value]) => ({
			label: label === 'tableRows' ? 'table rows' : label,
			value: String(value),
		})),
		tables: [
			contacts(ctx),
			orders(ctx),
			points(ctx),
			events(ctx),
			asked(ctx, endpoints),
			lastRequests(core),
		],
	};
}

const latest = <T>(rows: T[]): T[] => rows.slice(-SHOWN).reverse();

const text = (value: unknown): string =>
	value instanceof Date ? writeDate(value) : String(value ?? '');

function contacts({ store }: Context): Table {
	return {
		title: `Latest contacts (at most ${SHOWN})`,
		columns: ['Id', 'Email', 'Phone', 'Name', 'Company', 'Mails', 'Changed'],
		rows: latest(store.contacts.all()).map((contact): Cell[] => [
			text(contact.Id),
			text(contact.Email),
			[contact.PhoneCountryCode, contact.Phone].map(text).join(' '),
			[contact.FirstName, contact.LastName].map(text).join(' '),
			text(store.companies.get(contact.ContactCompanyId)?.Name),
			store.takesMail(contact)
				? { text: 'reach', tone: 'good' }
				: { text: 'do not reach', tone: 'bad' },
			{ text: text(contact.LastModified), tone: 'quiet' },
		]),
		empty: 'No contacts yet. Create one.',
	};
}

function orders({ store }: Context): Table {
	return {
		title: `Latest orders (at most ${SHOWN})`,
		columns: ['Id', 'Type', 'External ID', 'Contact', 'Lines'],
		rows: latest(store.orders.all()).map((order): Cell[] => [
			text(order.Id),
			order.Type,
			text(order.ExtOrderId),
			text(order.ContactId),
			order.OrderLines.map(
				(line) => `${line.Quantity} × ${text(line.ExtProductId ?? line.Name)} at ${line.Price}`,
			).join(', '),
		]),
		empty: 'No orders yet.',
	};
}

function points({ store }: Context): Table {
	return {
		title: `Latest points (at most ${SHOWN})`,
		columns: ['Id', 'Contact', 'Type', 'Amount', 'Sum', 'Source', 'State'],
		rows: latest(store.points.all()).map((point): Cell[] => [
			text(point.Id),
			text(point.ContactId),
			point.Type,
			text(point.Amount),
			text(point.Sum),
			text(point.SourceId),
			point.IsCanceller
				? { text: 'canceller', tone: 'quiet' }
				: point.CancellerPointId === null
					? { text: 'valid', tone: 'good' }
					: { text: `cancelled by ${point.CancellerPointId}`, tone: 'bad' },
		]),
		empty: 'No points yet.',
	};
}

function events({ store }: Context): Table {
	return {
		title: `Latest events (at most ${SHOWN})`,
		columns: ['Id', 'Created', 'Contact', 'Type', 'Subtype', 'Unique external ID'],
		rows: latest(store.events.all()).map((event): Cell[] => [
			text(event.Id),
			{ text: text(event.Created), tone: 'quiet' },
			text(event.ContactId),
			event.Type,
			event.SubType,
			text(event.UniqueExtId),
		]),
		empty: 'No events yet.',
	};
}

/** Which endpoints a client has used so far. */
function asked({ asked: counts }: Context, endpoints: readonly Endpoint[]): Table {
	const seen = endpoints.filter(({ no }) => counts.has(no));
	const numbers = (of: readonly Endpoint[]) => new Set(of.map(({ no }) => no)).size;
	return {
		title: `Endpoints asked so far (${numbers(seen)} of ${numbers(endpoints)})`,
		columns: ['No.', 'Endpoint', 'Needs', 'Asked'],
		rows: seen.map(({ no, method, path, needs = [] }): Cell[] => [
			String(no),
			{ text: `${method} ${path}`, tone: 'code' },
			needs.join(', '),
			String(counts.get(no)),
		]),
		empty: 'None yet.',
	};
}
