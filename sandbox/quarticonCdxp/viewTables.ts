import type { Cell, Piece, View } from '../shared/view';
import type { Context } from './context';
import { optionsOf } from './fieldStore';

/** Rows per table; the page is for looking, not for searching. */
const SHOWN = 30;

const ORDER_STATES = ['pending', 'completed', 'abandoned', 'recovered', 'waiting'];
const DEAL_STATES = ['open', 'won', 'lost'];

/** Whether people see it in the panel: what the API makes often lacks something for that. */
const inPanel = (isSeen: boolean): Piece =>
	isSeen ? { text: 'shown', tone: 'good' } : { text: 'hidden', tone: 'bad' };

const money = (cents: number | string | undefined, currency: string | undefined): string =>
	`${(Number(cents ?? 0) / 100).toFixed(2)} ${(currency ?? '').toUpperCase()}`;

/** What an account holds beside contacts, one table per kind; kinds it has none of are left out. */
export function recordTables({ rules, store }: Context): View['tables'] {
	const t = store.tables;
	const kinds: Array<[string, string[], Cell[][]]> = [
		[
			'Lists',
			['ID', 'Name', 'In the panel'],
			t.lists
				.all()
				.map(({ id, name }) => [
					id,
					name,
					inPanel(t.listGroups.of(id).length > 0 || !rules.on('listNeedsGroup')),
				]),
		],
		[
			'Custom fields',
			['ID', 'Title', 'Type', 'Tag', 'Options', 'On contacts'],
			t.fields
				.all()
				.map(({ id, title, type, perstag }) => [
					id,
					title,
					type,
					perstag,
					joined(optionsOf(store, id).map(({ value }) => value)),
					inPanel(t.fieldRels.of(id).length > 0 || !rules.on('fieldNeedsRelation')),
				]),
		],
		[
			'Tags',
			['ID', 'Tag', 'Description', 'In the panel'],
			t.tags
				.all()
				.map(({ id, tag, description, tagType }) => [
					id,
					tag,
					description,
					inPanel(tagType !== ''),
				]),
		],
		[
			'Accounts',
			['ID', 'Name', 'URL', 'Contacts', 'Fields'],
			t.accounts
				.all()
				.map(({ id, name, accountUrl }) => [
					id,
					name,
					accountUrl,
					String(t.accountContacts.all().filter(({ account }) => account === id).length),
					joined(t.accountValues.of(id).map(({ value }) => String(value))),
				]),
		],
		[
			'Deals',
			['ID', 'Title', 'Value', 'Pipeline', 'Stage', 'Owner', 'Status'],
			t.deals
				.all()
				.map((deal) => [
					deal.id,
					deal.title,
					money(deal.value, deal.currency),
					t.pipelines.get(deal.group)?.title ?? '',
					t.stages.get(deal.stage)?.texts.title ?? '',
					t.users.get(deal.owner)?.username ?? '',
					DEAL_STATES[Number(deal.status)] ?? deal.status,
				]),
		],
		[
			'Notes',
			['ID', 'On', 'Note'],
			t.notes.all().map(({ id, reltype, relid, note }) => [id, `${reltype} ${relid}`, note]),
		],
		[
			'E-commerce orders and carts',
			['ID', 'Order', 'Shop', 'E-mail', 'Products', 'Total', 'State'],
			t.orders.all().map(({ id, texts, state }) => [
				id,
				texts.externalid || `cart ${texts.externalcheckoutid ?? ''}`,
				t.connections.get(texts.connectionid)?.name ?? '',
				texts.email ?? '',
				joined(
					t.products
						.all()
						.filter(({ order }) => order === id)
						.map((product) => `${product.texts.quantity} × ${product.texts.name}`),
				),
				money(texts.totalPrice, texts.currency),
				ORDER_STATES[Number(state)] ?? state,
			]),
		],
	];
	return kinds
		.filter(([, , rows]) => rows.length > 0)
		.map(([title, columns, rows]) => ({
			title: rows.length > SHOWN ? `${title} (latest ${SHOWN} of ${rows.length})` : title,
			columns,
			rows: rows.slice(-SHOWN).reverse(),
			empty: '',
		}));
}

const joined = (texts: string[]): string => texts.join(', ');
