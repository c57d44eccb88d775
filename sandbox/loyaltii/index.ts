import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Core, Platform, PlatformModule, Refusal } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import type { Context } from './context';
import { writeJson } from './dates';
import { DEMO_ACCOUNT } from './demo';
import { addEndpoints, type Endpoint } from './endpoint';
import { allEndpoints } from './endpoints';
import { invalid, refusal, unknownRoute } from './errors';
import { fileRoute, FILES } from './files';
import type { LoyaltiiJson } from './records';
import { LOYALTII_RULES, type LoyaltiiRuleId } from './rules';
import { LoyaltiiStore } from './store';
import { access, loyaltiiView, sizes } from './view';

export interface LoyaltiiOptions {
	/** What the account holds at the start; empty unless given. */
	account?: LoyaltiiJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<LoyaltiiRuleId, boolean>>;
	/** Milliseconds a bulk export takes; 3,000 unless given. */
	exportMs?: number;
}

/** What tests reach into. */
interface LoyaltiiHandle {
	store: LoyaltiiStore;
	rules: RuleSet<LoyaltiiRuleId>;
	/** Every endpoint, with its number in the fact sheet. */
	endpoints: ReadonlyArray<Pick<Endpoint, 'no' | 'method' | 'path' | 'needs' | 'takes'>>;
	/** How often each endpoint was asked, by number; requests that were refused before it was found count nowhere. */
	asked: ReadonlyMap<number, number>;
}

/** The platform Loyaltii. */
export const loyaltii = {
	rules: LOYALTII_RULES,
	// The vendor documents none.
	limit: { perSecond: 0 },
	demo: () => DEMO_ACCOUNT,
	build,
} satisfies PlatformModule;

function build(
	core: Core,
	{ account = {}, rules: overrides = {}, exportMs = 3000 }: LoyaltiiOptions,
): Platform & { handle: LoyaltiiHandle } {
	const rules = new RuleSet<LoyaltiiRuleId>(LOYALTII_RULES, overrides);
	const store = new LoyaltiiStore(core.now);
	const asked = new Map<number, number>();
	const ctx: Context = { rules, store, now: core.now, url: () => core.url, asked, exportMs };
	const endpoints = allEndpoints(ctx);
	store.load(account);

	return {
		title: 'Loyaltii',
		contentType: 'application/json; charset=utf-8',
		secretHeaders: ['x-apikey', 'authorization', 'cookie'],
		access: () => access(core),
		handle: { store, rules, endpoints, asked },
		routes: (app) => {
			app.addHttpMethod('SEARCH', { hasBody: true });
			fileRoute(app, ctx);
			const register = async (api: FastifyInstance) => {
				api.setNotFoundHandler(async (request) => {
					throw unknownRoute(ctx, request.url);
				});
				addEndpoints(api, ctx, endpoints);
			};
			void app.register(register, { prefix: '/api/v1' });
		},
		controlRoutes: () => undefined,
		parseQuery: (query) => ({
			...parse(rules.on('loyaltiiPlusIsSpace') ? query : query.replace(/\+/g, '%2B')),
		}),
		serialize: (body) => writeJson(body, rules),
		gate: (request) => gate(ctx, request, core.token),
		tooMany: () => refusal(ctx, 429, 'Too many requests.'),
		limitHeaders: () => ({}),
		unknownRoute: () => unknownRoute(ctx),
		invalid: () => undefined,
		reset: () => {
			store.clear();
			asked.clear();
			store.load(account);
		},
		loadAccount: (json) => store.load(json as LoyaltiiJson),
		setRules: (changes) => rules.set(changes),
		view: () => loyaltiiView(ctx, core, endpoints),
		state: () => ({
			platform: 'loyaltii',
			rulesOff: rules.off(),
			...sizes(ctx),
			triggered: store.triggered.slice(-100),
			asked: Object.fromEntries(asked),
		}),
		settled: async () => {
			for (const one of store.exports.all()) one.doneAt = Math.min(one.doneAt, core.now());
		},
	};
}

function gate(ctx: Context, request: FastifyRequest, key: string): Refusal | undefined {
	const { rules } = ctx;
	if (request.url.startsWith(FILES)) return undefined;
	if (rules.on('loyaltiiKeyRequired') && request.headers['x-apikey'] !== key)
		return refusal(ctx, 401, 'Authorization has been denied for this request.');
	return request.body instanceof UnreadableBody && rules.on('loyaltiiBrokenJson')
		? invalid(ctx, 'dto', 'The body is not JSON.')
		: undefined;
}
