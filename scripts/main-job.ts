/**
 * The main job (`npm start`): n8n's engine runs `examples/sync-customers.json` with the built node against the sandbox,
 * over HTTP; then the account is compared with what the export says. Exit code 0 only if it is exactly that.
 */
import './main-job-folder';

import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

import { dataFile, readAccount } from './expected';
import { checksOf } from './main-job-checks';
import { showProgress } from './main-job-progress';
import { rejectedTable, summaryTable } from './main-job-report';
import { loadEngine, runPart, STORE_NODE, WORKFLOW } from './main-job-run';

const REPORT = 'out/rejected-customers.csv';
const SHOWN = 20;

async function main(): Promise<number> {
	mkdirSync('out', { recursive: true });
	rmSync(REPORT, { force: true });
	const engine = await loadEngine();
	const account = readAccount(dataFile('account.json'));

	console.log(
		`\nSyncing a shop's customer export into QuarticOn CDXP: ${WORKFLOW} in n8n's engine, at most 100 requests/s.\n`,
	);
	const full = await runPart({
		engine,
		account,
		perSecond: 100,
		atMostSeconds: 110,
		watch: showProgress,
	});
	console.log(`\n${summaryTable(full)}\n\n${rejectedTable(full)}\n`);
	for (const { message } of full.run.hints(STORE_NODE)) console.log(`n8n shows: ${message}`);
	console.log(`Report of the rejected rows: ${resolve(full.reportPath)}`);

	console.log(`\nThe same workflow with 60 rows at the vendor's limit of 5 requests/s.\n`);
	const smallExport = {
		path: 'examples/data/customers-60.csv',
		report: 'out/rejected-customers-60.csv',
	};
	const small = await runPart({
		engine,
		account,
		export: smallExport,
		perSecond: 5,
		atMostSeconds: 55,
		watch: showProgress,
	});
	const stored = small.run.out(STORE_NODE).length;
	const speed = (small.requests / small.seconds).toFixed(1);
	console.log(
		`\nStored ${stored}/${small.rows.length} in ${small.seconds.toFixed(1)} s: ${small.requests} requests, ${speed}/s, ${small.limitHits} refused.\n`,
	);
	await small.sandbox.close();

	const checks = checksOf(full, small, account);
	for (const { title, differences } of checks) {
		console.log(`${differences.length === 0 ? 'passed' : 'FAILED'}  ${title}`);
		for (const difference of differences.slice(0, SHOWN)) console.log(`        ${difference}`);
		if (differences.length > SHOWN) console.log(`        … and ${differences.length - SHOWN} more`);
	}
	const failed = checks.filter(({ differences }) => differences.length > 0).length;
	const summary = `\n${checks.length - failed} passed, ${failed} failed`;

	const { pageUrl } = full.sandbox;
	if (process.stdin.isTTY && process.stdout.isTTY && !process.env.CI) {
		console.log(`\nThe account to look at: ${pageUrl} (until Enter or Ctrl-C)`);
		console.log(summary);
		await enterOrInterrupt();
	} else {
		console.log(`\nThe account was at ${pageUrl}; on a terminal the page stays up.`);
		console.log(summary);
	}
	await full.sandbox.close();
	return failed === 0 ? 0 : 1;
}

async function enterOrInterrupt(): Promise<void> {
	await new Promise<void>((done) => {
		process.once('SIGINT', done);
		process.once('SIGTERM', done);
		process.stdin.once('data', () => done());
	});
	process.stdin.pause();
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
