import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Limit } from '../shared/limiter';
import { Refusal, type Core, type Platform, type PlatformModule } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import type { Context } from './context';
import { DEMO_CORDIAL } from './demo';
import { ingestRoutes, processJob } from './endpoints';
import { denied, invalid, refusal, unknownRoute } from './errors';
import { lookupRoutes } from './lookups';
import { IngestQueue } from './queue';
import type { CordialJson } from './records';
import { CORDIAL_RULES, type CordialRuleId } from './rules';
import { CordialStore } from './store';
import { access, cordialView, state } from './view';

const INGEST = '/api';
const LOOKUPS = '/v2';

export interface CordialOptions {
	/** What the account holds at the start; empty unless given. */
	account?: CordialJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<CordialRuleId, boolean>>;
	/** Milliseconds between answer and processing; 1,000 unless given. */
	lagMs?: number;
}

/** What tests reach into. */
interface CordialHandle {
	/** What has been processed; `settled()` brings it up to date. */
	store: CordialStore;
	rules: RuleSet<CordialRuleId>;
	/** What was accepted and waits; its `lagMs` may be changed. */
	queue: IngestQueue;
}

/** The asynchronous API of the platform Cordial, and the look-ups of its REST API v2. */
export const cordial = {
	rules: CORDIAL_RULES,
	// The vendor publishes none.
	limit: { perSecond: 0 },
	demo: () => DEMO_CORDIAL,
	build,
} satisfies PlatformModule;

function build(
	core: Core,
	{ account = {}, rules: overrides = {}, lagMs }: CordialOptions,
): Platform & { handle: CordialHandle } {
	const rules = new RuleSet<CordialRuleId>(CORDIAL_RULES, overrides);
	const store = new CordialStore(rules);
	const ctx: Context = { rules, store, now: core.now };
	const queue = new IngestQueue(rules, core.now, (job) => processJob(ctx, job), lagMs);
	store.load(account);

	return {
		title: 'Cordial',
		contentType: 'application/json',
		secretHeaders: ['x-api-key', 'authorization', 'cookie'],
		access: () => access(core),
		handle: { store, rules, queue },
		routes: (app) => {
			app.addHook('onRequest', async () => queue.advance());
			void app.register(async (api: FastifyInstance) => ingestRoutes(api, ctx, queue), {
				prefix: INGEST,
			});
			void app.register(async (api: FastifyInstance) => lookupRoutes(api, ctx), {
				prefix: LOOKUPS,
			});
		},
		controlRoutes: (app) => {
			app.post<{ Body: { ms: number } }>('/_sandbox/lag', async ({ body }) => {
				queue.lagMs = Number(body.ms);
				return { ok: true };
			});
		},
		parseQuery: (query) => ({ ...parse(query) }),
		serialize: (body) => JSON.stringify(body),
		gate: (request) => gate(ctx, request, core.token),
		limitKey: ({ method, routeOptions }) =>
			rules.on('cordialLimitPerEndpoint') ? `${method} ${routeOptions.url}` : '',
		tooMany: (limit) => tooMany(ctx, limit),
		limitHeaders: () => ({}),
		unknownRoute: () => unknownRoute(ctx),
		invalid: () => undefined,
		reset: () => {
			queue.clear();
			store.clear();
			store.load(account);
		},
		loadAccount: (json) => store.load(json as CordialJson),
		setRules: (changes) => rules.set(changes),
		view: () => cordialView(ctx, core, queue),
		state: () => state(ctx, queue),
		settled: async () => queue.finish(),
	};
}

function gate(ctx: Context, request: FastifyRequest, key: string): Refusal | undefined {
	const { rules } = ctx;
	const { 'x-api-key': sent, authorization } = request.headers;
	const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
	if (request.url.startsWith(`${LOOKUPS}/`))
		return rules.on('cordialBasicForLookups') && authorization !== basic ? denied() : undefined;
	if (rules.on('cordialKeyRequired') && sent !== key) return denied();
	const isBroken = request.body instanceof UnreadableBody;
	return isBroken && rules.on('cordialStrictJson')
		? invalid(ctx, 'The body is not JSON')
		: undefined;
}

/** The refusal beyond the limit: four headers, as the vendor names them. */
function tooMany({ rules }: Context, { perSecond, retryAfterSeconds = 1 }: Limit): Refusal {
	const { status, body } = refusal(429, 'GENERIC_ERROR_KEY', 'Too many requests');
	const headers = {
		'x-rate-limit-limit': String(perSecond),
		'x-rate-limit-remaining': '0',
		'x-rate-limit-reset': String(retryAfterSeconds),
		'retry-after': String(retryAfterSeconds),
	};
	return new Refusal(status, body, rules.on('cordialLimitHeaders') ? headers : {});
}
