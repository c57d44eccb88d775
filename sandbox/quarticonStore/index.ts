import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, type Core, type Platform, type PlatformModule } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import { eventRoute, productRoute } from './catalogue';
import type { Context } from './context';
import { DEMO_SHOP } from './demo';
import { invalidData, refusal } from './envelope';
import { peopleRoutes } from './people';
import { recommendationRoute } from './recommendations';
import type { ShopJson } from './records';
import { STORE_RULES, type StoreRuleId } from './rules';
import { ShopStore } from './store';
import { access, storeView } from './view';

/** The version of the reference, the only one it names. */
const VERSION = '1.0.6';

export interface StoreOptions {
	/** What the account holds at the start; empty unless given. */
	account?: ShopJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<StoreRuleId, boolean>>;
}

/** What tests reach into. */
interface StoreHandle {
	store: ShopStore;
	rules: RuleSet<StoreRuleId>;
}

/** The platform QuarticOn Store. */
export const quarticonStore = {
	rules: STORE_RULES,
	// The vendor documents none.
	limit: { perSecond: 0 },
	demo: () => DEMO_SHOP,
	build,
} satisfies PlatformModule;

function build(
	core: Core,
	{ account = {}, rules: overrides = {} }: StoreOptions,
): Platform & { handle: StoreHandle } {
	const rules = new RuleSet<StoreRuleId>(STORE_RULES, overrides);
	const store = new ShopStore();
	const ctx: Context = { rules, store, now: core.now };
	store.load(account);

	return {
		title: 'QuarticOn Store',
		contentType: 'application/json',
		secretHeaders: ['x-api-key', 'authorization', 'cookie'],
		readsGetBodies: true,
		access: () => access(core, ctx),
		handle: { store, rules },
		routes: (app) => {
			const all = [peopleRoutes, productRoute, eventRoute, recommendationRoute];
			void app.register(async (api: FastifyInstance) => all.forEach((routes) => routes(api, ctx)), {
				prefix: '/store',
			});
		},
		controlRoutes: () => undefined,
		parseQuery: (query) => ({ ...parse(query) }),
		serialize: (body) => JSON.stringify(body),
		gate: (request) => gate(ctx, request, core.token),
		tooMany: () => refusal(ctx, 429, 'Too many requests'),
		limitHeaders: () => ({}),
		unknownRoute: () =>
			rules.on('storeUnknownRoute404') ? refusal(ctx, 404, 'Not found') : new Refusal(200, {}),
		invalid: () => undefined,
		reset: () => {
			store.clear();
			store.load(account);
		},
		loadAccount: (json) => store.load(json as ShopJson),
		setRules: (changes) => rules.set(changes),
		view: () => storeView(ctx, core),
		state: () => ({
			platform: 'quarticonStore',
			rulesOff: rules.off(),
			products: [...store.products.values()].length,
			contacts: store.contacts.size,
			profiles: store.profiles.size,
			events: store.events.slice(-100),
		}),
		settled: async () => undefined,
	};
}

function gate(ctx: Context, request: FastifyRequest, key: string): Refusal | undefined {
	const { rules } = ctx;
	const keyless =
		request.url.startsWith('/store/recommendation') && rules.on('storeRecommendationsKeyless');
	if (rules.on('storeKeyRequired') && !keyless && request.headers['x-api-key'] !== key)
		return refusal(ctx, 401, 'Unauthorized');
	if (!rules.on('storeAnyVersion') && request.headers['accept-version'] !== VERSION)
		return invalidData(ctx);
	const broken = request.body instanceof UnreadableBody;
	return broken && rules.on('storeBrokenJsonRefused') ? invalidData(ctx) : undefined;
}
