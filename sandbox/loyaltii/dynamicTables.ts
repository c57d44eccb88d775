import type { Context } from './context';
import type { Call, Endpoint } from './endpoint';
import { found, notFound, refusal } from './errors';
import { PAGE } from './lists';
import { readModel, readModels, shapeOf, text, type Model, type Sent } from './model';
import type { DynamicTable, TableRow } from './records';

const COLUMNS = ['Id', 'Secret', 'ExternalId', 'Name', 'Created', 'LastModified'];

const ownerOf = ({ Id }: DynamicTable) => `DynamicTable ${Id}`;

const modelOf = (table: DynamicTable): Model => ({
	fields: { ExternalId: text(), Name: text(), Secret: text() },
	owner: ownerOf(table),
});

/** The account's own tables and their rows. */
export function dynamicTableEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const tableOf = ({ tableName }: Call) =>
		found(ctx, store.tableNamed(tableName), `Table ${tableName}`);
	const shape = (table: DynamicTable, row: TableRow) => shapeOf(ctx, row, COLUMNS, ownerOf(table));
	const one = (call: Call, fits: (row: TableRow) => boolean) => {
		const table = tableOf(call);
		return shape(table, found(ctx, store.rowsOf(table).find(fits), 'Entity'));
	};
	const rowAt = (table: DynamicTable, id: number) => {
		const row = store.tableRows.get(id);
		return found(ctx, row?.table === table.Id ? row : undefined, 'Entity');
	};

	const writable = (call: Call): DynamicTable => {
		const table = tableOf(call);
		if (table.locked && rules.on('loyaltiiTableLocked'))
			throw refusal(ctx, 423, 'The request must be made through a converter.');
		return table;
	};

	/** Refuses what another row, or one before it in the same request, has as ExternalId. */
	const checkUnique = (table: DynamicTable, rows: Sent[], own?: number): void => {
		if (!rules.on('loyaltiiTableDuplicate')) return;
		const others = store.rowsOf(table).filter(({ Id }) => Id !== own);
		const taken = new Set(others.map(({ ExternalId }) => ExternalId));
		for (const { ExternalId } of rows) {
			const id = (ExternalId ?? null) as string | null;
			if (id !== null && taken.has(id))
				throw refusal(ctx, 409, `Cannot save duplicate value '${id}'!`);
			taken.add(id);
		}
	};

	const create = (table: DynamicTable, sent: Sent[]): TableRow[] => {
		checkUnique(table, sent);
		return sent.map(({ Secret, ...row }) =>
			store.addTableRow(table, { ...row, ...(Secret ? { Secret: String(Secret) } : {}) }),
		);
	};

	return [
		{
			no: 40,
			method: 'GET',
			path: '/table/:tableName',
			answer: (call) => store.rowsOf(tableOf(call)).map(({ Id }) => Id),
		},
		{
			no: 41,
			method: 'GET',
			path: '/table/:tableName',
			needs: ['secret'],
			answer: (call) => one(call, ({ Secret }) => Secret === call.query.secret),
		},
		{
			no: 42,
			method: 'GET',
			path: '/table/:tableName',
			needs: ['externalId'],
			answer: (call) => one(call, ({ ExternalId }) => ExternalId === call.query.externalId),
		},
		{
			no: 43,
			method: 'GET',
			path: '/table/:tableName',
			needs: ['lastId'],
			takes: ['take'],
			answer: (call) => {
				const { lastId = 0, take = PAGE } = call.query;
				const table = tableOf(call);
				const rows = store.rowsOf(table).filter(({ Id }) => Id > lastId);
				const page = rules.on('loyaltiiTableTake')
					? rows.slice(0, Math.min(Math.max(take, 0), PAGE))
					: rows;
				return page.map((row) => shape(table, row));
			},
		},
		{
			no: 44,
			method: 'GET',
			path: '/table/:tableName/:id',
			answer: (call) => {
				const table = tableOf(call);
				return shape(table, rowAt(table, call.id));
			},
		},
		{
			no: 45,
			method: 'POST',
			path: '/table/:tableName',
			answer: (call) => {
				const table = writable(call);
				const [row] = create(table, [readModel(ctx, call.body, modelOf(table))]);
				return shape(table, row);
			},
		},
		{
			no: 46,
			method: 'POST',
			path: '/table/:tableName/Bulk',
			answer: (call) => {
				const table = writable(call);
				const rows = create(table, readModels(ctx, call.body, modelOf(table)));
				return rules.on('loyaltiiBulkSilent') ? undefined : rows.map((row) => shape(table, row));
			},
		},
		{
			no: 47,
			method: 'PATCH',
			path: '/table/:tableName/:id',
			answer: (call) => {
				const table = writable(call);
				const row = rowAt(table, call.id);
				const isEmpty = Object.keys(call.body ?? {}).length === 0;
				if (isEmpty && rules.on('loyaltiiTableEmptyPatch')) throw notFound(ctx, 'Entity');
				const sent = readModel(ctx, call.body ?? {}, modelOf(table));
				if (Object.keys(sent).length === 0 && rules.on('loyaltiiTableNoField'))
					throw refusal(ctx, 400, 'There were no valid fields specified for patching!');
				checkUnique(table, [sent], row.Id);
				return shape(table, Object.assign(row, sent, { LastModified: store.date() }));
			},
		},
		{
			no: 48,
			method: 'DELETE',
			path: '/table/:tableName/:id',
			answer: (call) => {
				const table = writable(call);
				const row = rowAt(table, call.id);
				store.tableRows.delete(row.Id);
				return rules.on('loyaltiiDeleteAnswers') ? shape(table, row) : undefined;
			},
		},
		{
			no: 49,
			method: 'GET',
			path: '/DynamicTables',
			answer: () => store.tables.all().map(({ Id, Name }) => ({ Id, Name })),
		},
	];
}
