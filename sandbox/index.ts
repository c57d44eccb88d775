import { Journal } from './shared/journal';
import { FaultPlans } from './shared/faults';
import { RateLimiter, type Limit } from './shared/limiter';
import { controlRoutes } from './shared/control';
import type { Delivery } from './shared/deliveries';
import type { Core } from './shared/platform';
import type { RuleSet } from './shared/rules';
import { buildServer } from './shared/server';
import { quarticonCdxp } from './quarticonCdxp';
import { DEMO_ACCOUNT } from './quarticonCdxp/demo';
import { VENDOR_LIMIT } from './quarticonCdxp/limits';
import type { AccountJson } from './quarticonCdxp/records';
import type { RuleId } from './quarticonCdxp/rules';
import type { CdxpStore } from './quarticonCdxp/store';

export type { AccountJson, RuleId, CdxpStore };
export type { Limit } from './shared/limiter';
export type { Fault, FaultPlan } from './shared/faults';
export type { JournalEntry } from './shared/journal';
export type { Delivery } from './shared/deliveries';
export { CDXP_RULES } from './quarticonCdxp/rules';
export { DEMO_ACCOUNT };

export const DEFAULT_TOKEN = 'sandbox-token';

export interface SandboxOptions {
	platform?: 'quarticonCdxp';
	/** 0 (default) takes a free port. */
	port?: number;
	/** Address to listen on; this machine only unless told otherwise. */
	host?: string;
	token?: string;
	/** What the account holds at the start; empty unless given. */
	account?: AccountJson;
	/** The vendor's 5 requests per second unless given; what is left out keeps the vendor's value. */
	limit?: Limit;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<RuleId, boolean>>;
	latencyMs?: number;
	/** Deliver every webhook call twice. */
	duplicateWebhooks?: boolean;
	/** A clock for tests; milliseconds since 1970. */
	now?: () => number;
}

export interface Sandbox {
	/** Base address, e.g. http://127.0.0.1:41234; the API is below /api/3. */
	url: string;
	token: string;
	pageUrl: string;
	store: CdxpStore;
	rules: RuleSet<RuleId>;
	journal: Journal;
	faults: FaultPlans;
	/** Requests the limit refused so far. */
	readonly limitHits: number;
	/** Webhook calls made so far. */
	readonly deliveries: Delivery[];
	/** Replaces the limit; what is left out keeps its value. */
	setLimit(limit: Partial<Limit>): void;
	setLatency(ms: number): void;
	setDuplicateWebhooks(on: boolean): void;
	/** Adds to what the account holds. */
	loadAccount(account: AccountJson): void;
	/** Acts as the contact: unsubscribes from a list, source `public`. */
	unsubscribe(email: string, listId: string | number): void;
	/** Waits until all webhook calls have been made. */
	settled(): Promise<void>;
	/** Back to the start: data, journal, faults, limit hits. Limit, latency and rules stay. */
	reset(): void;
	close(): Promise<void>;
}

/** Starts a server that behaves as the platform does. Several may run side by side. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const {
		port = 0,
		host = '127.0.0.1',
		token = DEFAULT_TOKEN,
		account = {},
		rules = {},
		latencyMs = 0,
		now = Date.now,
	} = options;
	const limiter = new RateLimiter({ ...VENDOR_LIMIT, ...options.limit }, now);
	const core: Core = {
		journal: new Journal(),
		faults: new FaultPlans(),
		limiter,
		now,
		latencyMs,
		token,
		url: '',
	};
	const platform = quarticonCdxp(core, account, rules);
	platform.events.duplicates = options.duplicateWebhooks ?? false;

	const reset = (): void => {
		core.journal.clear();
		core.faults.clear();
		limiter.clear();
		platform.reset();
	};
	const app = buildServer(core, platform);
	controlRoutes(app, core, platform, reset);
	platform.routes(app);
	const address = await app.listen({ port, host });
	core.url = address;

	return {
		url: address,
		token,
		pageUrl: `${address}/`,
		store: platform.store,
		rules: platform.rules,
		journal: core.journal,
		faults: core.faults,
		get limitHits() {
			return limiter.hits;
		},
		get deliveries() {
			return platform.deliveries.log;
		},
		setLimit: (limit) => limiter.setLimit({ ...limiter.limit, ...limit }),
		setLatency: (ms) => {
			core.latencyMs = ms;
		},
		setDuplicateWebhooks: (on) => {
			platform.events.duplicates = on;
		},
		loadAccount: (json) => platform.loadAccount(json),
		unsubscribe: (email, listId) => platform.unsubscribe(email, listId),
		settled: async () => await platform.settled(),
		reset,
		close: async () => await app.close(),
	};
}
