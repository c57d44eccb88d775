import { Journal } from './shared/journal';
import { FaultPlans } from './shared/faults';
import { RateLimiter, type Limit } from './shared/limiter';
import { controlRoutes } from './shared/control';
import type { Core, PlatformModule } from './shared/platform';
import type { Rule } from './shared/rules';
import { buildServer } from './shared/server';
import { cordial } from './cordial';
import { loyaltii } from './loyaltii';
import { quarticonCdxp } from './quarticonCdxp';
import { quarticonStore } from './quarticonStore';
import { voyadoEngage } from './voyadoEngage';

export type { CordialJson } from './cordial/records';
export type { LoyaltiiJson } from './loyaltii/records';
export type { AccountJson } from './quarticonCdxp/records';
export type { RuleId } from './quarticonCdxp/rules';
export type { CdxpStore } from './quarticonCdxp/store';
export type { ShopJson } from './quarticonStore/records';
export type { TenantJson } from './voyadoEngage/records';
export type { Limit } from './shared/limiter';
export type { Fault, FaultPlan } from './shared/faults';
export type { JournalEntry } from './shared/journal';
export type { Delivery } from './shared/deliveries';
export { DEMO_ACCOUNT } from './quarticonCdxp/demo';

/** Every platform the sandbox can play. */
export const PLATFORMS = {
	quarticonCdxp,
	quarticonStore,
	cordial,
	loyaltii,
	voyadoEngage,
} satisfies Record<string, PlatformModule>;
export type PlatformName = keyof typeof PLATFORMS;

/** The rules of all platforms; each has a name of its own among all. */
export const RULES: Rule[] = Object.values(PLATFORMS).flatMap(({ rules }): Rule[] => rules);

export const DEFAULT_TOKEN = 'sandbox-token';

type Build<Name extends PlatformName> = (typeof PLATFORMS)[Name]['build'];
/** What one platform can be told at the start: its account, its rules and what else it has. */
export type PlatformOptions<Name extends PlatformName> = Parameters<Build<Name>>[1];

interface CommonOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	/** Address to listen on; this machine only unless told otherwise. */
	host?: string;
	token?: string;
	/** The vendor's limit unless given; what is left out keeps the vendor's value. */
	limit?: Limit;
	latencyMs?: number;
	/** A clock for tests; milliseconds since 1970. */
	now?: () => number;
}

export type SandboxOptions<Name extends PlatformName = 'quarticonCdxp'> = CommonOptions &
	PlatformOptions<Name> & { platform?: Name };

interface CommonSandbox<Name extends PlatformName> {
	/** The platform's name. */
	title: string;
	/** Base address, e.g. http://127.0.0.1:41234. */
	url: string;
	token: string;
	pageUrl: string;
	/** What the credential asks for, in the platform's words. */
	access: Array<{ label: string; value: string }>;
	journal: Journal;
	faults: FaultPlans;
	/** Requests the limit refused so far. */
	readonly limitHits: number;
	/** Replaces the limit; what is left out keeps its value. */
	setLimit(limit: Partial<Limit>): void;
	setLatency(ms: number): void;
	/** Adds to what the account holds. */
	loadAccount(account: NonNullable<PlatformOptions<Name>['account']>): void;
	/** Waits until all that goes on in the background is done. */
	settled(): Promise<void>;
	/** Back to the start: data, journal, faults, limit hits. Limit, latency and rules stay. */
	reset(): void;
	close(): Promise<void>;
}

/** A running sandbox, with what tests of this platform reach into. */
export type Sandbox<Name extends PlatformName = 'quarticonCdxp'> = CommonSandbox<Name> &
	ReturnType<Build<Name>>['handle'];

/** Starts a server that behaves as the platform does. Several may run side by side. */
export async function startSandbox<Name extends PlatformName>(
	options: SandboxOptions<Name> & { platform: Name },
): Promise<Sandbox<Name>>;
export async function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
export async function startSandbox({
	platform: name = 'quarticonCdxp',
	port = 0,
	host = '127.0.0.1',
	token = DEFAULT_TOKEN,
	limit,
	latencyMs = 0,
	now = Date.now,
	...own
}: CommonOptions & { platform?: PlatformName } = {}): Promise<CommonSandbox<PlatformName>> {
	const module: PlatformModule = PLATFORMS[name];
	const limiter = new RateLimiter({ ...module.limit, ...limit }, now);
	const core: Core = {
		journal: new Journal(),
		faults: new FaultPlans(),
		limiter,
		now,
		latencyMs,
		token,
		url: '',
	};
	const platform = module.build(core, own);

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
		...platform.handle,
		title: platform.title,
		url: address,
		token,
		pageUrl: `${address}/`,
		access: platform.access(),
		journal: core.journal,
		faults: core.faults,
		get limitHits() {
			return limiter.hits;
		},
		setLimit: (changes) => limiter.setLimit({ ...limiter.limit, ...changes }),
		setLatency: (ms) => {
			core.latencyMs = ms;
		},
		loadAccount: (account) => platform.loadAccount(account),
		settled: async () => await platform.settled(),
		reset,
		close: async () => await app.close(),
	};
}
