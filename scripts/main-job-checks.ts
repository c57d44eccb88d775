import { existsSync, readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

import { type Account, compare, expectedAfter, type Row } from './expected';
import { contactsOf, type Part, STORE_NODE } from './main-job-run';

export interface Check {
	title: string;
	/** What is wrong; nothing if the check passed. */
	differences: string[];
}

const REFUSALS_ALLOWED = 0.01;

/** Everything the main job promises, each judged from outside the node: data files, sandbox, report file. */
export function checksOf(full: Part, small: Part, account: Account): Check[] {
	return [
		{
			title: 'The account holds exactly what the export says',
			differences: compare(expectedAfter(full.rows, account), contactsOf(full.sandbox)),
		},
		{
			title: 'The report names exactly the rows that cannot be stored',
			differences: rejectedDifferences(full, account),
		},
		{
			title: `Each of the ${full.rows.length} rows is stored or rejected, none is lost`,
			differences: [full, small].flatMap(unaccounted),
		},
		{
			title: `At the vendor's limit ${small.rows.length} of ${small.rows.length} rows are stored`,
			differences: compare(expectedAfter(small.rows, account), contactsOf(small.sandbox)),
		},
		{
			title: 'The limit refused no more than 1 % of the requests',
			differences: [full, small].flatMap(refusals),
		},
	];
}

function rejectedDifferences(part: Part, account: Account): string[] {
	if (!existsSync(part.reportPath)) return [`${part.reportPath} was not written`];
	const report = parse(readFileSync(part.reportPath), { columns: true, bom: true }) as Row[];
	const reported = new Map(report.map((row) => [row.customer_id, row]));
	const rejected = expectedAfter(part.rows, account).rejected;
	const wanted = new Set(rejected.map(({ customerId }) => customerId));
	return [
		...rejected
			.filter(({ customerId }) => !reported.has(customerId))
			.map(({ row, column, value }) => `row ${row} (${column} "${value}") is not in the report`),
		...report
			.filter((row) => !wanted.has(row.customer_id))
			.map((row) => `customer ${row.customer_id} was rejected: ${row.error}`),
		...report
			.filter((row) => row.error === '' || row.field === '' || row.remedy === '')
			.map((row) => `customer ${row.customer_id}: the report lacks error, field or remedy`),
	];
}

function unaccounted({ rows, run }: Part): string[] {
	const left = run.out(STORE_NODE).length + run.out(STORE_NODE, 1).length;
	const differences =
		left === rows.length ? [] : [`${rows.length} rows went in, ${left} items came out`];
	if (run.status !== 'success')
		differences.push(
			`the execution ended as "${run.status}": ${run.failure?.message ?? 'no error given'}`,
		);
	return differences;
}

function refusals({ requests, limitHits, perSecond }: Part): string[] {
	if (limitHits <= requests * REFUSALS_ALLOWED) return [];
	return [`${limitHits} of ${requests} requests were refused at ${perSecond} requests per second`];
}
