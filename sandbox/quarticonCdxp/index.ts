import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Deliveries, type Delivery, type Unruly } from '../shared/deliveries';
import { Refusal, type Core, type Platform, type PlatformModule } from '../shared/platform';
import { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import { openEnvelope, refuseInvalid } from './checks';
import type { Context } from './context';
import { demoAccount } from './demo';
import { badJson, forbidden, unknownRoute } from './errors';
import { ImportQueue } from './importQueue';
import { importRoutes, unreadableImport } from './imports';
import { limitHeaders, tooMany, VENDOR_LIMIT } from './limits';
import { loadAccount } from './load';
import { lacksPlan } from './plan';
import { RecordEvents } from './recordEvents';
import type { AccountJson } from './records';
import { ROUTES } from './routes';
import { CDXP_RULES, type RuleId } from './rules';
import { CdxpStore } from './store';
import { hasToken } from './token';
import { access, cdxpView, consentCounts } from './view';
import { parseQuery, phpJson } from './wire';

export interface CdxpOptions {
	/** What the account holds at the start; empty unless given. */
	account?: AccountJson;
	/** Rules to switch off (false) or on. */
	rules?: Partial<Record<RuleId, boolean>>;
	/** Deliver every webhook call twice. */
	duplicateWebhooks?: boolean;
	/** Milliseconds the bulk importer takes for a batch; 6,000 unless given. */
	importMs?: number;
}

/** What tests reach into. */
interface CdxpHandle {
	store: CdxpStore;
	rules: RuleSet<RuleId>;
	/** Webhook calls made so far. */
	readonly deliveries: Delivery[];
	setDuplicateWebhooks(on: boolean): void;
	/** Makes webhook calls come several times, not at all, all at once or in another order. */
	misbehave(changes: Partial<Unruly>): void;
	/** Sends the webhook calls that were held back; tells how many. */
	releaseWebhooks(): number;
	/** What the bulk importer has accepted. */
	imports: ImportQueue;
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
	{ account = {}, rules: overrides = {}, duplicateWebhooks = false, importMs }: CdxpOptions,
): Platform & { handle: CdxpHandle } {
	const rules = new RuleSet<RuleId>(CDXP_RULES, overrides);
	const store = new CdxpStore(rules, core.now);
	const deliveries = new Deliveries(core.now);
	const events = new RecordEvents(rules, store, deliveries, core.now);
	const ctx: Context = { rules, store, events, now: core.now, api: () => `${core.url}/api/3` };
	const imports = new ImportQueue(ctx, importMs);
	loadAccount(store, account);
	if (duplicateWebhooks) deliveries.misbehave({ copies: 2 });

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
			setDuplicateWebhooks: (on) => deliveries.misbehave({ copies: on ? 2 : 1 }),
			misbehave: (changes) => deliveries.misbehave(changes),
			releaseWebhooks: () => deliveries.release(),
			imports,
			unsubscribe,
		},
		routes: (app) => {
			app.addHook('preValidation', async (request) => openEnvelope(request));
			app.addHook('onRequest', async () => imports.advance());
			const register = async (api: FastifyInstance) => {
				ROUTES.forEach((routes) => routes(api, ctx));
				importRoutes(api, ctx, imports);
			};
			void app.register(register, { prefix: '/api/3' });
		},
		controlRoutes: (app) => {
			app.post<{ Body: { email: string; list: string } }>(
				'/_sandbox/unsubscribe',
				async ({ body }) => {
					unsubscribe(body.email, body.list);
					return { ok: true };
				},
			);
			app.post<{ Body: Partial<Unruly> }>('/_sandbox/webhooks', async ({ body }, reply) => {
				try {
					deliveries.misbehave(body);
					return { ok: true };
				} catch (error) {
					return await reply.code(422).send({ ok: false, message: (error as Error).message });
				}
			});
			app.post('/_sandbox/webhooks/release', async () => ({
				ok: true,
				released: deliveries.release(),
			}));
		},
		parseQuery: (query) => parseQuery(query, rules),
		serialize: (body) => phpJson(body, rules),
		gate: (request: FastifyRequest) => {
			if (rules.on('tokenRequired') && !hasToken(request, core.token, rules)) return forbidden();
			if (!(request.body instanceof UnreadableBody)) return lacksPlan(ctx, request);
			const ofImport = rules.on('importBrokenJson') ? unreadableImport(request) : undefined;
			return ofImport ?? (rules.on('brokenJsonRefused') ? badJson() : undefined);
		},
		tooMany: (limit) => (rules.on('rateLimitEnforced') ? tooMany(limit, rules) : undefined),
		limitHeaders: (turn) => (rules.on('rateLimitHeaders') ? limitHeaders(turn) : {}),
		unknownRoute: () => (rules.on('unknownRoute404') ? unknownRoute() : new Refusal(200, {})),
		invalid: (request) => refuseInvalid(request, rules),
		reset: () => {
			store.clear();
			imports.clear();
			loadAccount(store, account);
			deliveries.clear();
		},
		loadAccount: (json) => loadAccount(store, json as AccountJson),
		setRules: (changes) => rules.set(changes),
		view: () => cdxpView(ctx, core, { deliveries, imports }),
		state: () => {
			imports.advance();
			return {
				platform: 'quarticonCdxp',
				rulesOff: rules.off(),
				contacts: store.tables.contacts.size,
				rows: Object.fromEntries(
					Object.entries(store.tables).map(([name, table]) => [name, table.size]),
				),
				consents: consentCounts(ctx),
				imports: imports.all.map((batch) => ({ ...batch, contacts: batch.contacts.length })),
				webhooks: store.tables.webhooks.all(),
				deliveries: deliveries.log.slice(-100),
			};
		},
		settled: async () => {
			imports.finish();
			await deliveries.settled();
		},
	};
}
