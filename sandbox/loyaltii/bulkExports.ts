import { gzipSync } from 'node:zlib';
import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { EXPORT_TYPES, readEnum } from './enums';
import { found, refusal } from './errors';
import { csvOf } from './exportFile';
import { fileUrl } from './files';
import { any, bool, date, int, readModel, shapeOf, text, type Model } from './model';
import type { BulkExport } from './records';

const SETTINGS: Model = {
	fields: {
		Type: any,
		DynamicTableId: int,
		ColumnDelimiter: text(),
		RowDelimiter: text(),
		CreatedDateTimeFrom: date,
		CreatedDateTimeTo: date,
		LastModifiedFrom: date,
		LastModifiedTo: date,
		LastId: int,
		ItemType: text(),
		SegmentId: int,
		Fields: any,
		SuffixFileName: text(),
		TimeZoneId: text(),
		UseCompression: bool,
		Format: any,
	},
};

const COLUMNS = [
	'Name',
	'DownloadUrl',
	'SizeInBytes',
	'Type',
	'CreatedDateTimeFrom',
	'CreatedDateTimeTo',
	'ItemType',
	'RowCount',
	'SegmentId',
	'Right',
	'TimeZoneId',
];

/** Bulk exports: order one, and list those that are done. */
export function bulkExportEndpoints(ctx: Context): Endpoint[] {
	const { store, rules, now } = ctx;
	return [
		{
			no: 6,
			method: 'GET',
			path: '/BulkExport',
			takes: ['type'],
			answer: ({ query }) => {
				const type = query.type && EXPORT_TYPES[readEnum(ctx, EXPORT_TYPES, 'type', query.type)];
				return store.exports
					.all()
					.filter(({ doneAt }) => doneAt <= now())
					.filter(({ Type }) => !type || Type === type || !rules.on('loyaltiiExportType'))
					.map((done) => shapeOf(ctx, finished(ctx, done), COLUMNS));
			},
		},
		{
			no: 7,
			method: 'POST',
			path: '/BulkExport',
			answer: ({ body }) => {
				const settings = readModel(ctx, body, SETTINGS);
				if (!['0', 'Csv'].includes(String(settings.Format ?? 'Csv')))
					throw refusal(ctx, 400, 'Only CSV is exported here.');
				const wait = rules.on('loyaltiiExportLater') ? ctx.exportMs : 0;
				store.exports.add({
					...settings,
					Type: typeOf(ctx, settings),
					Name: '',
					doneAt: now() + wait,
					settings,
				});
			},
		},
	];
}

/** The name of what is exported: an enumeration's, or that of a dynamic table. */
function typeOf(ctx: Context, { Type, DynamicTableId }: Record<string, unknown>): string {
	if ((DynamicTableId ?? null) === null)
		return EXPORT_TYPES[readEnum(ctx, EXPORT_TYPES, 'Type', Type)];
	return found(ctx, ctx.store.tables.get(DynamicTableId), 'Dynamic table').Name;
}

/** Writes the file when it is asked for first. */
function finished(ctx: Context, done: BulkExport): BulkExport {
	if (done.Name !== '') return done;
	const { settings } = done;
	const { csv, count } = csvOf(ctx, done.Type, settings);
	const zipped = settings.UseCompression === true;
	const suffix = String(settings.SuffixFileName ?? '').replace(/[^\w-]+/g, '-');
	const Name = `${done.Type}-${done.Id}${suffix && `-${suffix}`}.csv${zipped ? '.gz' : ''}`;
	const bytes = zipped ? gzipSync(csv) : Buffer.from(csv);
	ctx.store.files.set(Name, { type: zipped ? 'application/gzip' : 'text/csv', bytes });
	return Object.assign(done, {
		Name,
		DownloadUrl: fileUrl(ctx, Name),
		SizeInBytes: bytes.length,
		RowCount: count,
	});
}
