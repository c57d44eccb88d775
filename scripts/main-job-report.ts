import Table from 'cli-table3';
import type { IDataObject } from 'n8n-workflow';

import { type Part, STORE_NODE } from './main-job-run';

const EXAMPLES = 3;
const WIDTH = 76;

interface StoredRow extends IDataObject {
	created: boolean;
	lists: Array<{ list: string; status: string }>;
}

/** What a run did, by its own account: the items that left the node. */
export function summaryTable(part: Part): string {
	const stored = part.run.out(STORE_NODE) as StoredRow[];
	const consents = stored.flatMap((row) => row.lists ?? []);
	const kept = consents.filter(({ status }) => status === 'kept-unsubscribed').length;
	const created = stored.filter((row) => row.created).length;
	const table = plainTable();
	table.push(
		['Rows', part.rows.length],
		['Created', created],
		['Updated', stored.length - created],
		['Consents set', consents.length - kept],
		['Kept unsubscribed', kept],
		['Rejected', part.run.out(STORE_NODE, 1).length],
		['Requests', part.requests],
		['Refused by the limit', part.limitHits],
		['Seconds', part.seconds.toFixed(1)],
		['Requests per second', `${(part.requests / part.seconds).toFixed(1)} of ${part.perSecond}`],
	);
	return table.toString();
}

/** Why rows were rejected: by field, with the first of them. */
export function rejectedTable(part: Part): string {
	const rowOf = new Map(part.rows.map((row, index) => [row.customer_id, index + 2]));
	const byField = new Map<string, IDataObject[]>();
	for (const item of part.run.out(STORE_NODE, 1)) {
		const field = String((item.details as IDataObject | undefined)?.field ?? 'other');
		byField.set(field, [...(byField.get(field) ?? []), item]);
	}
	const table = plainTable(
		['Rejected for', 'Rows', 'First of them'],
		[undefined, undefined, WIDTH],
	);
	for (const [field, items] of byField) {
		const examples = items
			.slice(0, EXAMPLES)
			.map((item) => `row ${rowOf.get(String(item.customer_id))}: ${String(item.error)}`);
		table.push([field, items.length, examples.join('\n')]);
	}
	return table.toString();
}

/** A table for the terminal and for files. */
export function plainTable(
	head: string[] = [],
	colWidths: Array<number | undefined> = [],
): Table.Table {
	// No colours: the output also goes to files and CI logs.
	return new Table({
		head,
		colWidths: colWidths as number[],
		wordWrap: true,
		style: { head: [], border: [] },
	});
}
