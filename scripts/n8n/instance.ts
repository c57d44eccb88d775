import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { environmentOf } from './environment';
import { installPackage } from './package';
import { N8N_MODULES, nodeForN8n, ROOT } from './places';
import { freePort } from './ports';

export interface StartOptions {
	/** What n8n is started as; alone, or as one of the processes of queue mode. */
	role?: 'start' | 'worker' | 'webhook';
	/** A free one unless given. */
	port?: number;
	/** Holds n8n's database, settings and community packages; kept by whoever made it. */
	userFolder: string;
	/** Variables of n8n that shall differ from ours. */
	variables?: Record<string, string>;
	/** Called every second until n8n is ready. */
	onWait?: (seconds: number) => void;
}

export interface N8nInstance {
	/** Such as http://127.0.0.1:5678 */
	url: string;
	port: number;
	pid: number;
	logFile: string;
	/** Fulfilled when the process has ended, by whatever cause. */
	ended: Promise<number | null>;
	stop(): Promise<void>;
	/** Ends it at once, as a crash does. */
	kill(): Promise<void>;
}

/** What answers once n8n can work. The main process calls itself ready before its API is there. */
const READY = {
	start: '/rest/settings',
	worker: '/healthz/readiness',
	webhook: '/healthz/readiness',
};
const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 20_000;
const LOG_SHOWN = 3000;

/** Starts a real n8n with our package, as `npm pack` makes it, and waits until it answers. */
export async function startN8n(options: StartOptions): Promise<N8nInstance> {
	const { role = 'start', port, userFolder, variables, onWait } = options;
	const settings = {
		port: port ?? (await freePort()),
		brokerPort: await freePort(),
		userFolder,
		variables,
	};
	mkdirSync(join(ROOT, 'out'), { recursive: true });
	installPackage(userFolder);
	const logFile = join(userFolder, 'n8n.log');
	const log = createWriteStream(logFile);
	// In our process group, so that who ends the group ends n8n too.
	const child = spawn(nodeForN8n(), [join(N8N_MODULES, 'n8n', 'bin', 'n8n'), role], {
		cwd: ROOT,
		env: environmentOf(settings),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	child.stdout?.pipe(log, { end: false });
	child.stderr?.pipe(log, { end: false });
	const ended = new Promise<number | null>((resolve) => {
		child.once('error', () => resolve(null));
		child.once('exit', resolve);
	});
	const killNow = () => void child.kill('SIGKILL');
	process.once('exit', killNow);
	const stop = async () => {
		child.kill('SIGTERM');
		const timer = setTimeout(killNow, STOP_WITHIN_MS);
		await ended;
		clearTimeout(timer);
		process.off('exit', killNow);
		log.end();
	};
	const kill = async () => {
		killNow();
		await ended;
		process.off('exit', killNow);
		log.end();
	};
	const url = `http://127.0.0.1:${settings.port}`;
	try {
		await waitUntilReady(`${url}${READY[role]}`, ended, onWait);
	} catch (error) {
		await stop();
		const tail = readFileSync(logFile, 'utf8').slice(-LOG_SHOWN);
		throw new Error(`${(error as Error).message}\n${tail}`);
	}
	return { url, port: settings.port, pid: child.pid ?? 0, logFile, ended, stop, kill };
}

async function waitUntilReady(
	address: string,
	ended: Promise<unknown>,
	onWait?: (seconds: number) => void,
): Promise<void> {
	const since = Date.now();
	let isOver = false;
	void ended.then(() => (isOver = true));
	while (Date.now() - since < READY_WITHIN_MS) {
		if (isOver) throw new Error('n8n ended while it was starting');
		if (await answers(address)) return;
		onWait?.(Math.round((Date.now() - since) / 1000));
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
	throw new Error(`n8n was not ready within ${READY_WITHIN_MS / 1000} s`);
}

async function answers(address: string): Promise<boolean> {
	try {
		const { ok, headers } = await fetch(address, { signal: AbortSignal.timeout(2000) });
		// While it starts, n8n may answer everything with a page that says so.
		return ok && (headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}
