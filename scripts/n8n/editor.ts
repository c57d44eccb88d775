/**
 * `npm run editor`: a real n8n on this machine with the package as it is published, a sandbox account of each platform,
 * the credentials and the example workflows. Ends with Ctrl-C. What is done in the editor is kept in `out/editor`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from './accounts';
import { N8nClient, OWNER } from './client';
import { exampleWorkflows } from './examples';
import { installN8n } from './install';
import { type N8nInstance, startN8n } from './instance';
import { n8nVersion, ROOT } from './places';
import { isFree } from './ports';

const USER_FOLDER = join(ROOT, 'out', 'editor');
const PORT = 5678;
const SANDBOX_PORTS = { cdxp: 8100, store: 8101 };
/** Of sandbox and credentials, so that 1,000 rows do not take minutes. CDXP itself allows 5. */
const PER_SECOND = 100;

let accounts: ExampleAccounts | undefined;
let n8n: N8nInstance | undefined;
let ending = false;

async function main(): Promise<void> {
	if (process.argv.includes('--fresh')) rmSync(USER_FOLDER, { recursive: true, force: true });
	await installN8n();
	accounts = await startAccounts({
		perSecond: PER_SECOND,
		ports: {
			cdxp: (await isFree(SANDBOX_PORTS.cdxp)) ? SANDBOX_PORTS.cdxp : 0,
			store: (await isFree(SANDBOX_PORTS.store)) ? SANDBOX_PORTS.store : 0,
		},
	});
	console.log(`Starting n8n ${n8nVersion()} ...`);
	n8n = await startN8n({
		port: (await isFree(PORT)) ? PORT : undefined,
		userFolder: USER_FOLDER,
		onWait: (seconds) => seconds > 0 && seconds % 5 === 0 && console.log(`  ... ${seconds} s`),
	});
	if (ending) return await n8n.stop();
	void n8n.ended.then(() => end(1, 'n8n has ended by itself; its log is out/editor/n8n.log.'));
	await furnish(new N8nClient(n8n.url), accounts);
	console.log(
		[
			'',
			`n8n        ${n8n.url}`,
			`Login      ${OWNER.email}, password ${OWNER.password}`,
			`CDXP       ${accounts.cdxp.pageUrl} (what the sandbox holds, and buttons that act as a contact)`,
			`Store      ${accounts.store.pageUrl} (what the sandbox holds)`,
			`Workflows  ${exampleWorkflows()
				.map(({ json }) => json.name)
				.join('\n           ')}`,
			'',
			'Ctrl-C ends all. Your workflows stay in out/editor; `npm run editor -- --fresh` starts anew.',
		].join('\n'),
	);
}

/** Puts the credentials and the examples in place; what the user has changed in an example stays. */
async function furnish(client: N8nClient, sandboxes: ExampleAccounts): Promise<void> {
	await client.logIn();
	await saveAccess(client, accessTo(sandboxes, PER_SECOND));
	const present = await client.workflows();
	for (const { json } of exampleWorkflows()) {
		if (!present.some((workflow) => workflow.name === json.name)) await client.importWorkflow(json);
	}
	// The sandboxes begin without hooks, and n8n registers a published trigger only once.
	for (const { id, name, active } of present) {
		if (active !== true) continue;
		console.log(`Publishing "${name}" again ...`);
		await client.unpublish(id);
		await client.publish(id);
	}
}

function end(code: number, message?: string): void {
	if (ending) return;
	ending = true;
	if (message) console.error(message);
	void Promise.allSettled([n8n?.stop(), closeAccounts(accounts)]).then(() => process.exit(code));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

main().catch((error: unknown) => end(1, error instanceof Error ? error.message : String(error)));
