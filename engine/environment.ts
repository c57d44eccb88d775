/**
 * Settings n8n-core reads once, while it is loaded. Import this file before anything that imports n8n-core.
 * A value that is already in the environment wins.
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'n8n-engine-';

function set(name: string, value: () => string): void {
	process.env[name] ??= value();
}

// n8n-core writes its instance settings somewhere: a folder of this process, gone when the process ends.
if (process.env.N8N_USER_FOLDER === undefined) {
	removeLeftFolders();
	const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
	process.env.N8N_USER_FOLDER = folder;
	process.on('exit', () => remove(folder));
}
set('N8N_ENCRYPTION_KEY', () => 'embedded-engine');
set('N8N_LOG_LEVEL', () => 'silent');
// n8n 2 lets its file nodes into one folder of the user only. Here they may use the folder the process runs in and the temporary one.
set('N8N_RESTRICT_FILE_ACCESS_TO', () =>
	[process.cwd(), tmpdir()].map((path) => realpathSync(path)).join(';'),
);

/** A killed process and jest's workers leave their folder behind; the next process that uses the engine clears it away. */
function removeLeftFolders(): void {
	for (const name of readdirSync(tmpdir())) {
		const [, pid] = /^n8n-engine-(\d+)-/.exec(name) ?? [];
		if (pid !== undefined && !isRunning(Number(pid))) remove(join(tmpdir(), name));
	}
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}

function remove(folder: string): void {
	try {
		rmSync(folder, { recursive: true, force: true });
	} catch {
		// Another user's, or another process was faster: none of it matters to this run.
	}
}
