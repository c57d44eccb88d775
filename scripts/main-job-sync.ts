/** The first workflow: a shop's customer export is synced, in full and at the vendor's limit. */
import { resolve } from 'node:path';

import type { Engine } from '../engine';
import type { Account } from './expected';
import { showProgress } from './main-job-progress';
import { rejectedTable, summaryTable } from './main-job-report';
import { type Part, runPart, STORE_NODE, WORKFLOW } from './main-job-run';

export async function syncInFull(engine: Engine, account: Account): Promise<Part> {
	console.log(
		`\nSyncing a shop's customer export into QuarticOn CDXP: ${WORKFLOW} in n8n's engine, at most 100 requests/s.\n`,
	);
	const part = await runPart({
		engine,
		account,
		perSecond: 100,
		atMostSeconds: 110,
		watch: showProgress,
	});
	console.log(`\n${summaryTable(part)}\n\n${rejectedTable(part)}\n`);
	for (const { message } of part.run.hints(STORE_NODE)) console.log(`n8n shows: ${message}`);
	console.log(`Report of the rejected rows: ${resolve(part.reportPath)}`);
	return part;
}

export async function syncAtVendorLimit(engine: Engine, account: Account): Promise<Part> {
	console.log(`\nThe same workflow with 60 rows at the vendor's limit of 5 requests/s.\n`);
	const part = await runPart({
		engine,
		account,
		export: { path: 'examples/data/customers-60.csv', report: 'out/rejected-customers-60.csv' },
		perSecond: 5,
		atMostSeconds: 55,
		watch: showProgress,
	});
	const stored = part.run.out(STORE_NODE).length;
	const speed = (part.requests / part.seconds).toFixed(1);
	console.log(
		`\nStored ${stored}/${part.rows.length} in ${part.seconds.toFixed(1)} s: ${part.requests} requests, ${speed}/s, ${part.limitHits} refused.`,
	);
	await part.sandbox.close();
	return part;
}
