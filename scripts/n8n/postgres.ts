import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { freePort } from './ports';

/** The user of the database, and on Debian the account that runs it where we are root, which PostgreSQL refuses. */
const USER = 'postgres';
/** Where Debian keeps the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';

export interface Postgres {
	/** What n8n's credential holds. */
	access: ICredentialDataDecryptedObject;
	/** Drops all tables. */
	clear(): void;
	stop(): void;
}

function programs(): string | undefined {
	const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().reverse() : [];
	return versions
		.map((version) => join(VERSIONS, version, 'bin'))
		.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Whether this machine has PostgreSQL as Debian packs it. */
export const hasPostgres = programs() !== undefined;

/** Starts an empty database of its own on loopback. @throws Error if it does not start */
export async function startPostgres(): Promise<Postgres> {
	const bin = programs() ?? '';
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'n8n-postgres-'));
	chmodSync(folder, 0o777);
	const call = (program: string, ...args: string[]) => {
		const own = [join(bin, program), ...args];
		const [command, ...rest] =
			process.getuid?.() === 0 ? ['runuser', '-u', USER, '--', ...own] : own;
		const done = spawnSync(command, rest, { encoding: 'utf8', cwd: folder, stdio: 'pipe' });
		if (done.status !== 0) throw new Error(`${program}: ${done.stderr || done.error?.message}`);
	};
	const data = join(folder, 'data');
	const server = ['-D', data, '-l', join(folder, 'log'), '-w'];
	call('initdb', '-D', data, '-U', USER, '--auth=trust', '--no-sync');
	// In UTC, as n8n takes for granted where it looks for executions by their time.
	const settings = `-p ${port} -h 127.0.0.1 -k ${folder} -F -c timezone=UTC`;
	call('pg_ctl', ...server, '-o', settings, 'start');
	return {
		access: {
			host: '127.0.0.1',
			port,
			database: 'postgres',
			user: USER,
			password: '',
			ssl: 'disable',
		},
		clear: () => {
			const sql = 'DROP SCHEMA public CASCADE; CREATE SCHEMA public';
			call('psql', '-h', '127.0.0.1', '-p', String(port), '-U', USER, '-q', '-c', sql);
		},
		stop: () => {
			call('pg_ctl', ...server, '-m', 'immediate', 'stop');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
