import { spawn, spawnSync } from 'node:child_process';
import { createConnection } from 'node:net';

import { freePort } from './ports';

export interface Redis {
	port: number;
	stop(): Promise<void>;
}

const READY_WITHIN_MS = 10_000;

/** Whether this machine has Redis; Debian's package redis-server brings it. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Starts an empty Redis of its own on loopback, which writes no file. @throws Error if it does not start */
export async function startRedis(): Promise<Redis> {
	const port = await freePort();
	const settings = [
		'--port',
		String(port),
		'--bind',
		'127.0.0.1',
		'--save',
		'',
		'--appendonly',
		'no',
	];
	const child = spawn('redis-server', settings, { stdio: 'ignore' });
	const killNow = () => void child.kill('SIGKILL');
	process.once('exit', killNow);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const since = Date.now();
	while (!(await listens(port))) {
		if (child.exitCode !== null || Date.now() - since > READY_WITHIN_MS)
			throw new Error('redis-server did not start');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return {
		port,
		stop: async () => {
			killNow();
			await ended;
			process.off('exit', killNow);
		},
	};
}

async function listens(port: number): Promise<boolean> {
	const socket = createConnection({ port, host: '127.0.0.1' });
	try {
		return await new Promise((resolve) =>
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
		);
	} finally {
		socket.destroy();
	}
}
