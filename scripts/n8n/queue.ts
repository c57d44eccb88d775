/** n8n in queue mode: main, workers and a webhook processor, which meet in Redis and PostgreSQL. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type N8nInstance, startN8n } from './instance';
import { freePort } from './ports';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

export interface Queue {
	/** Serves the editor and its API, and polls. */
	main: N8nInstance;
	/** Takes the calls of webhooks. */
	webhooks: N8nInstance;
	workers: N8nInstance[];
	/** What a credential for the database of the queue holds. */
	database: Awaited<ReturnType<typeof startPostgres>>['access'];
	addWorker(): Promise<N8nInstance>;
	stop(): Promise<void>;
}

/** Starts all of it on loopback, each process with a folder and a copy of the package of its own. */
export async function startQueue({ workers: count }: { workers: number }): Promise<Queue> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
	const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
	const { host, port, database, user } = postgres.access;
	const webhookPort = await freePort();
	const address = `http://127.0.0.1:${webhookPort}/`;
	const variables = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: String(host),
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: String(database),
		DB_POSTGRESDB_USER: String(user),
		DB_POSTGRESDB_PASSWORD: '',
		DB_POSTGRESDB_SCHEMA: 'public',
		// A worker that died is missed sooner than by default (some two minutes).
		QUEUE_WORKER_LOCK_DURATION: '20000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		WEBHOOK_URL: address,
		N8N_WEBHOOK_URL: address,
	};
	const start = async (
		name: string,
		options: Omit<Parameters<typeof startN8n>[0], 'userFolder'>,
	) => {
		const userFolder = join(folder, name);
		mkdirSync(userFolder);
		return await startN8n({ userFolder, variables, ...options });
	};
	// The main process makes the tables; the others wait for them in vain.
	const main = await start('main', {});
	const workers: N8nInstance[] = [];
	let started = 0;
	const addWorker = async () => {
		const worker = await start(`worker-${(started += 1)}`, { role: 'worker' });
		workers.push(worker);
		return worker;
	};
	const [webhooks] = await Promise.all([
		start('webhooks', { role: 'webhook', port: webhookPort }),
		...Array.from({ length: count }, addWorker),
	]);
	return {
		main,
		webhooks,
		workers,
		database: postgres.access,
		addWorker,
		stop: async () => {
			await Promise.all([main, webhooks, ...workers].map(async (one) => await one.stop()));
			await redis.stop();
			postgres.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
