import type { Resource } from '../../shared/operation';
import { byName } from '../../shared/sorting';
import { done, many } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import {
	choice,
	flag,
	moment,
	onlyFor,
	required,
	selector,
	text,
	texts,
	whole,
} from '../endpoint/entries';
import { operation } from '../endpoint/operation';

/** What can be exported, by the vendor's numbers (its own client names them). */
const TYPES = [
	'Contacts',
	'Stores',
	'Points',
	'Point Sums',
	'Orders',
	'Order Lines',
	'Events',
	'Email Campaign Clicks',
	'Contact Companies',
	'Voucher Codes',
	'Permission Logs',
	'Email2 Dispatches',
	'Email2 Receivers',
	'Email2 Interactions',
	'Email2 Bounces',
	'SMS Dispatches',
	'SMS Receivers',
	'Push Dispatches',
	'Push Receivers',
	'Push Tokens',
	'Contact Permission Sources',
	'Voucher Assignments',
]
	.map((name, value) => ({ name, value }))
	.sort(byName);

const what = selector('Export', 'exportOf', 'What is exported', [
	{ name: 'Records of a Type', value: 'type' },
	{ name: 'Rows of a Dynamic Table', value: 'table' },
]);

const fields = texts(
	'Fields',
	'Fields',
	'Names of the fields to export, separated by commas; what is there unless given',
	{ placeholder: 'Email, FirstName', name: 'exportFields' },
);

export const bulkExportResource: Resource = {
	value: 'bulkExport',
	name: 'Bulk Export',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create bulk export',
			description: 'Start an export to a file; Get Many tells when it can be downloaded',
			endpoint: at(7, 'POST BulkExport'),
			fields: [
				what,
				onlyFor(
					what,
					['type'],
					required(
						choice('Type', 'Type', 'The kind of records', TYPES, {
							name: 'exportType',
							initial: 0,
						}),
					),
				),
				onlyFor(
					what,
					['table'],
					whole('DynamicTableId', 'Dynamic Table ID', 'The table whose rows are exported', {
						required: true,
						placeholder: '12',
					}),
				),
			],
			more: [
				text('ColumnDelimiter', 'Column Delimiter', 'What stands between columns', {
					placeholder: ';',
				}),
				moment('CreatedDateTimeFrom', 'Created After', 'Only what was created from then on'),
				moment('CreatedDateTimeTo', 'Created Before', 'Only what was created until then'),
				fields,
				choice('Format', 'Format', 'The kind of file; older hosts may not know it', [
					{ name: 'CSV', value: 0 },
					{ name: 'Parquet', value: 1 },
				]),
				text('ItemType', 'Item Type', 'The type of the records, such as the type of points'),
				moment('LastModifiedFrom', 'Modified After', 'Only what was changed from then on'),
				moment('LastModifiedTo', 'Modified Before', 'Only what was changed until then'),
				whole('LastId', 'After ID', 'Only records with a higher ID', {
					placeholder: '1000',
					name: 'afterId',
				}),
				text('RowDelimiter', 'Row Delimiter', 'What stands between rows'),
				whole('SegmentId', 'Segment ID', 'Only contacts of this segment', { placeholder: '12' }),
				text('SuffixFileName', 'File Name Suffix', 'What the name of the file ends with'),
				text('TimeZoneId', 'Time Zone ID', 'The time zone of moments in the file', {
					placeholder: 'Romance Standard Time',
				}),
				flag('UseCompression', 'Use Compression', 'Whether the file is compressed'),
			],
			answer: done('Created', { Id: 1 }),
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many bulk exports',
			description: 'List exports with the address of their file',
			endpoint: at(6, 'GET BulkExport?type={type}'),
			more: [
				choice('type', 'Type', 'Only exports of this kind of records', TYPES, {
					name: 'exportType',
					initial: 0,
				}),
			],
			answer: many({
				Id: 1,
				Type: 0,
				DownloadUrl: 'https://example.com/export.csv',
				SizeInBytes: 20480,
				RowCount: 1000,
			}),
		}),
	],
};
