import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { N8N_MODULES, ROOT } from './places';

export interface N8nSettings {
	port: number;
	/** Of n8n's helper process for code; it must be free. */
	brokerPort: number;
	userFolder: string;
	/** Variables of n8n that shall differ. */
	variables?: Record<string, string>;
}

/** Nothing of this process' environment but what a program needs to run: n8n reads dozens of variables. */
const PASSED = ['PATH', 'Path', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** Parts of n8n that ask its makers' servers. */
const UNWANTED = ['mcp-registry'];

const hasModule = (name: string) => existsSync(join(N8N_MODULES, 'n8n', 'dist', 'modules', name));

/** n8n on loopback, quiet, asking no server of its makers, with the example data in reach of its file nodes. */
export function environmentOf({ port, brokerPort, userFolder, variables }: N8nSettings) {
	const passed = Object.fromEntries(PASSED.map((name) => [name, process.env[name]]));
	return {
		...passed,
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'n8n-nodes-cdxp-on-loopback',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		// A worker listens for nothing but questions after its health.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RESTRICT_FILE_ACCESS_TO: ['examples', 'out'].map((name) => join(ROOT, name)).join(';'),
		// As later versions have it by themselves: without it n8n 1 tells that an execution ended before it stored the result.
		DB_SQLITE_POOL_SIZE: '3',
		GENERIC_TIMEZONE: 'Europe/Warsaw',
		N8N_LOG_LEVEL: 'info',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// An n8n that has no such module does not start with its name.
		N8N_DISABLED_MODULES: UNWANTED.filter(hasModule).join(','),
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		...variables,
	};
}
