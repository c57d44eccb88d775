import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { Deliveries, type Delivery, type Unruly } from '../shared/deliveries';
import type { Core, Platform, PlatformModule } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { bulkRoutes, statusOf } from './bulk';
import { BulkQueue } from './bulkQueue';
import { changeRoutes } from './changes';
import { contactRoutes } from './contacts';
import type { Context } from './context';
import { countRoutes } from './counts';
import { DEMO_TENANT } from './demo';
import { refusal } from './errors';
import { gate, keyOf } from './gate';
import { hookControl, misbehave } from './hookControl';
import { Hooks, type Signing } from './hooks';
import { lookupRoute } from './lookup';
import { People } from './people';
import { promotionRoutes } from './promotions';
import type { TenantJson } from './records';
import { VOYADO_RULES, type VoyadoRuleId } from './rules';
import { VoyadoStore } from './store';
import { transactionRoutes } from './transactions';
import { access, voyadoView } from './view';

/** How many changes one answer of the vendor can have. */
const MOST_CHANGES = 250_000;

export interface VoyadoOptions {
	/** What the tenant holds at the start; nothing but its set-up unless given. */
	account?: TenantJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<VoyadoRuleId, boolean>>;
	/** Further API keys of the tenant. */
	moreKeys?: string[];
	/** Milliseconds until a bulk request is applied; 2,000 unless given. */
	bulkMs?: number;
	/** How many changes one answer can have; 250,000 unless given. */
	mostChanges?: number;
}

/** What tests reach into. */
interface VoyadoHandle {
	store: VoyadoStore;
	rules: RuleSet<VoyadoRuleId>;
	/** Changes contacts without the API. */
	people: People;
	/** Receivers of events, and events of one's own. */
	hooks: Hooks;
	/** What bulk requests were accepted. */
	bulk: BulkQueue;
	/** Webhook calls made so far. */
	readonly deliveries: Delivery[];
	/** Makes webhook calls come several times, not at all, in another order, or signed in another way. */
	misbehave(changes: Partial<Unruly & Signing>): void;
	/** Sends the webhook calls that were held back; tells how many. */
	releaseWebhooks(): number;
}

/** The platform Voyado Engage. */
export const voyadoEngage = {
	rules: VOYADO_RULES,
	limit: { perSecond: 200 },
	demo: () => DEMO_TENANT,
	build,
} satisfies PlatformModule;

function build(
	core: Core,
	{
		account = {},
		rules: overrides = {},
		moreKeys = [],
		bulkMs,
		mostChanges = MOST_CHANGES,
	}: VoyadoOptions,
): Platform & { handle: VoyadoHandle } {
	const { now } = core;
	const rules = new RuleSet<VoyadoRuleId>(VOYADO_RULES, overrides);
	const store = new VoyadoStore(now);
	const deliveries = new Deliveries(now);
	const hooks = new Hooks(rules, deliveries, now);
	const ctx: Context = { rules, store, hooks, now, mostChanges };
	const bulk = new BulkQueue(ctx, bulkMs);
	const keys = [core.token, ...moreKeys];
	store.load(account);

	return {
		title: 'Voyado Engage',
		contentType: 'application/json',
		secretHeaders: ['apikey', 'x-api-key', 'authorization', 'cookie'],
		access: () => access(core),
		handle: {
			store,
			rules,
			people: new People(ctx),
			hooks,
			bulk,
			deliveries: deliveries.log,
			misbehave: (changes) => misbehave(deliveries, hooks, changes),
			releaseWebhooks: () => deliveries.release(),
		},
		routes: (app) => {
			app.addHook('onRequest', async () => bulk.advance());
			const all = [
				lookupRoute,
				contactRoutes,
				countRoutes,
				changeRoutes,
				transactionRoutes,
				promotionRoutes,
			];
			const register = async (api: FastifyInstance) => {
				all.forEach((routes) => routes(api, ctx));
				bulkRoutes(api, ctx, bulk);
			};
			void app.register(register, { prefix: '/api/v3' });
		},
		controlRoutes: (app) => hookControl(app, deliveries, hooks),
		parseQuery: (query) => ({
			...parse(rules.on('voyadoPlusIsSpace') ? query : query.replaceAll('+', '%2B')),
		}),
		serialize: (body) => JSON.stringify(body),
		gate: (request) => gate(ctx, request, keys),
		limitKey: (request) => {
			const key = keyOf(rules, request);
			return rules.on('voyadoLimitPerKey') && keys.includes(key) ? key : '';
		},
		tooMany: () =>
			rules.on('voyadoRateLimit')
				? refusal(ctx, 429, 'TooManyRequests', 'Too many requests.')
				: undefined,
		limitHeaders: () => ({}),
		unknownRoute: () =>
			refusal(ctx, rules.on('voyadoUnknownRoute404') ? 404 : 400, 'NotFound', 'No such resource.'),
		invalid: () => undefined,
		reset: () => {
			store.clear();
			bulk.clear();
			deliveries.clear();
			hooks.clear();
			store.load(account);
		},
		loadAccount: (json) => store.load(json as TenantJson),
		setRules: (changes) => rules.set(changes),
		view: () => voyadoView(ctx, core, { bulk, deliveries }),
		state: () => {
			bulk.advance();
			return {
				platform: 'voyadoEngage',
				rulesOff: rules.off(),
				contacts: store.contacts.size,
				changes: store.changes.length,
				batches: bulk.all.map((batch) => ({
					id: batch.id,
					kind: batch.kind,
					status: statusOf(batch),
					contacts: batch.rows.length,
					succeeded: batch.succeeded,
					errors: batch.errors.slice(0, 100),
				})),
				webhooks: hooks.targets,
				deliveries: deliveries.log.slice(-100),
			};
		},
		settled: async () => {
			bulk.finish();
			await deliveries.settled();
		},
	};
}
