import type { Context } from './context';
import { writeDate } from './dates';
import type { Row } from './rows';

type Settings = Record<string, unknown>;

/** The rows an export is made of, by its type. */
function rowsFor({ store }: Context, type: string, { SegmentId }: Settings): Row[] {
	const members = store.segments.get(SegmentId)?.contactIds;
	const table = store.tableNamed(type);
	if (table) return store.rowsOf(table);
	switch (type) {
		case 'Contacts':
			return store.contacts.all().filter(({ Id }) => members?.has(Id) ?? true);
		case 'Stores':
			return store.stores.all();
		case 'Points':
			return store.points.all();
		case 'Orders':
			return store.orders.all();
		case 'OrderLines':
			return store.orderLines.all();
		case 'Events':
			return store.events.all();
		case 'ContactCompanies':
			return store.companies.all();
		default:
			return [];
	}
}

/** The file of an export: a line of names, then the rows its settings ask for. */
export function csvOf(
	ctx: Context,
	type: string,
	settings: Settings,
): { csv: string; count: number } {
	const { ColumnDelimiter, RowDelimiter, ItemType, LastId, Fields } = settings;
	const created = ['RegistrationDateTime', 'Created', 'DateTime', 'LastModified'];
	const rows = rowsFor(ctx, type, settings).filter(
		(row) =>
			row.Id > Number(LastId ?? 0) &&
			(!ItemType || row.Type === ItemType) &&
			within(row[created.find((name) => name in row) ?? ''], settings, 'CreatedDateTime') &&
			within(row.LastModified, settings, 'LastModified'),
	);
	const names = Array.isArray(Fields) ? Fields.map(String) : plainNames(rows[0] ?? { Id: 0 });
	const column = String(ColumnDelimiter ?? ',');
	const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name], column)))];
	const end = String(RowDelimiter ?? '\r\n');
	return { csv: lines.map((cells) => cells.join(column) + end).join(''), count: rows.length };
}

function within(value: unknown, settings: Settings, name: string): boolean {
	const { [`${name}From`]: from, [`${name}To`]: to } = settings;
	if (!(value instanceof Date)) return true;
	return !(from instanceof Date && value < from) && !(to instanceof Date && value >= to);
}

/** The columns of a row that fit into a cell. */
const plainNames = (row: Row) =>
	Object.keys(row).filter(
		(name) => /^[A-Z]/.test(name) && !(row[name] instanceof Object && !(row[name] instanceof Date)),
	);

function cell(value: unknown, column: string): string {
	if (value instanceof Date) return writeDate(value);
	const text = String(value ?? '');
	return text.includes(column) || /["\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
