import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Deliveries, type Delivery } from '../shared/deliveries';
import { Refusal, type Core, type Platform, type PlatformModule } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import { accountContactRoutes } from './accountContacts';
import { accountRoutes } from './accounts';
import { openEnvelope, refuseInvalid } from './checks';
import { contactRoutes } from './contacts';
import { contactSearchRoute } from './contactSearch';
import { contactWriteRoutes } from './contactSync';
import type { Context } from './context';
import { demoAccount } from './demo';
import { badJson, forbidden, unknownRoute } from './errors';
import { Events } from './events';
import { fieldRoutes } from './fields';
import { limitHeaders, tooMany, VENDOR_LIMIT } from './limits';
import { listRoutes } from './lists';
import { loadAccount } from './load';
import type { AccountJson } from './records';
import { CDXP_RULES, type RuleId } from './rules';
import { CdxpStore } from './store';
import { tagRoutes } from './tags';
import { hasToken } from './token';
import { userRoutes } from './users';
import { access, cdxpView, consentCounts } from './view';
import { webhookRoutes } from './webhooks';
import { parseQuery, phpJson } from './wire';

export interface CdxpOptions {
	/** What the account holds at the start; empty unless given. */
	account?: AccountJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<RuleId, boolean>>;
	/** Deliver every webhook call twice. */
	duplicateWebhooks?: boolean;
}

/** What tests reach into. */
interface CdxpHandle {
	store: CdxpStore;
	rules: RuleSet<RuleId>;
	/** Webhook calls made so far. */
	readonly deliveries: Delivery[];
	setDuplicateWebhooks(on: boolean): void;
	/** Acts as the contact: unsubscribes from a list, source `public`. */
	unsubscribe(email: string, listId: string | number): void;
}

/** The platform QuarticOn CDXP. */
export const quarticonCdxp = {
	rules: CDXP_RULES,
	limit: VENDOR_LIMIT,
	demo: demoAccount,
	build,
} satisfies PlatformModule;

function build(
	core: Core,
	{ account = {}, rules: overrides = {}, duplicateWebhooks = false }: CdxpOptions,
): Platform & { handle: CdxpHandle } {
	const rules = new RuleSet<RuleId>(CDXP_RULES, overrides);
	const store = new CdxpStore(rules, core.now);
	const deliveries = new Deliveries(core.now);
	const events = new Events(rules, store, deliveries, core.now);
	const ctx: Context = { rules, store, events, now: core.now, api: () => `${core.url}/api/3` };
	loadAccount(store, account);
	events.duplicates = duplicateWebhooks;

	const unsubscribe = (email: string, listId: string | number): void => {
		const contact = store.contactByEmail(email);
		const list = store.tables.lists.get(listId);
		if (!contact || !list)
			throw new Refusal(404, { ok: false, message: 'No such contact or list' });
		store.setConsent(contact.id, list.id, 2);
		events.consent(contact, list, 2, 'public');
	};

	return {
		title: 'QuarticOn CDXP',
		contentType: 'application/json',
		secretHeaders: ['api-token', 'authorization', 'cookie'],
		access: () => access(core),
		handle: {
			store,
			rules,
			deliveries: deliveries.log,
			setDuplicateWebhooks: (on) => {
				events.duplicates = on;
			},
			unsubscribe,
		},
		routes: (app) => {
			app.addHook('preValidation', async (request) => openEnvelope(request));
			const all = [
				userRoutes,
				contactWriteRoutes,
				contactSearchRoute,
				contactRoutes,
				fieldRoutes,
				listRoutes,
				tagRoutes,
				accountRoutes,
				accountContactRoutes,
				webhookRoutes,
			];
			void app.register(async (api: FastifyInstance) => all.forEach((routes) => routes(api, ctx)), {
				prefix: '/api/3',
			});
		},
		controlRoutes: (app) => {
			app.post<{ Body: { email: string; list: string } }>(
				'/_sandbox/unsubscribe',
				async ({ body }) => {
					unsubscribe(body.email, body.list);
					return { ok: true };
				},
			);
			app.post<{ Body: { duplicates: boolean } }>('/_sandbox/webhooks', async ({ body }) => {
				events.duplicates = body.duplicates;
				return { ok: true };
			});
		},
		parseQuery: (query) => parseQuery(query, rules),
		serialize: (body) => phpJson(body, rules),
		gate: (request: FastifyRequest) => {
			if (rules.on('tokenRequired') && !hasToken(request, core.token, rules)) return forbidden();
			return request.body instanceof UnreadableBody && rules.on('brokenJsonRefused')
				? badJson()
				: undefined;
		},
		tooMany: (limit) => (rules.on('rateLimitEnforced') ? tooMany(limit, rules) : undefined),
		limitHeaders: (turn) => (rules.on('rateLimitHeaders') ? limitHeaders(turn) : {}),
		unknownRoute: () => (rules.on('unknownRoute404') ? unknownRoute() : new Refusal(200, {})),
		invalid: (request) => refuseInvalid(request, rules),
		reset: () => {
			store.clear();
			loadAccount(store, account);
			deliveries.clear();
			events.duplicates = false;
		},
		loadAccount: (json) => loadAccount(store, json as AccountJson),
		setRules: (changes) => rules.set(changes),
		view: () => cdxpView(ctx, core, deliveries),
		state: () => ({
			platform: 'quarticonCdxp',
			rulesOff: rules.off(),
			contacts: store.tables.contacts.size,
			consents: consentCounts(ctx),
			webhooks: store.tables.webhooks.all(),
			deliveries: deliveries.log.slice(-100),
		}),
		settled: async () => await deliveries.settled(),
	};
}
