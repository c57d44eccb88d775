/**
 * The main job (`npm start`): n8n's engine runs the example workflows with the built nodes against the sandbox, over HTTP.
 * A shop's export is synced, an unsubscribe comes back to the shop, a customer is erased; each result is compared with what
 * it must be. Exit code 0 only if it is exactly that.
 */
import './main-job-folder';

import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

import { dataFile, readAccount } from './expected';
import { checksOf } from './main-job-checks';
import { printChecks, showAccount } from './main-job-end';
import { ERASE_WORKFLOW, proofTable, runErase } from './main-job-erase';
import { loadEngine, STORE_NODE } from './main-job-run';
import { syncAtVendorLimit, syncInFull } from './main-job-sync';
import { eventTable, runUnsubscribes, UNSUBSCRIBE_WORKFLOW } from './main-job-unsubscribe';

async function main(): Promise<number> {
	mkdirSync('out', { recursive: true });
	rmSync('out/rejected-customers.csv', { force: true });
	const engine = await loadEngine();
	const account = readAccount(dataFile('account.json'));

	const full = await syncInFull(engine, account);
	const small = await syncAtVendorLimit(engine, account);
	// Before the other workflows change the account.
	const synced = checksOf(full, small, account);

	console.log(
		`\nContacts unsubscribe in CDXP: ${UNSUBSCRIBE_WORKFLOW} is published and takes webhooks.\n`,
	);
	const unsubscribed = await runUnsubscribes(engine, full.sandbox);
	console.log(`${eventTable(unsubscribed.events)}\nThe shop's file: ${resolve(unsubscribed.file)}`);

	console.log(`\nA synced customer asks to be forgotten: ${ERASE_WORKFLOW}.\n`);
	const customer = String(full.run.out(STORE_NODE)[0].email);
	const erased = await runErase(engine, full.sandbox, customer);
	console.log(proofTable(erased.proof));

	const { failed, summary } = printChecks([...synced, ...unsubscribed.checks, erased.check]);
	await showAccount(full.sandbox, summary);
	await full.sandbox.close();
	return failed === 0 ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
