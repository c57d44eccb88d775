import type { FastifyInstance } from 'fastify';
import type { FaultPlan } from './faults';
import type { Limit } from './limiter';
import { statusPage } from './page';
import type { Core, Platform } from './platform';
import { CONTROL_PREFIX } from './server';
import { drawView } from './view';

/** The status page and the control API, for people and for tests in another process. */
export function controlRoutes(
	app: FastifyInstance,
	core: Core,
	platform: Platform,
	reset: () => void,
): void {
	app.get(
		'/',
		async (_request, reply) =>
			await reply
				.type('text/html; charset=utf-8')
				.send(statusPage(platform.title, platform.view())),
	);

	app.get(`${CONTROL_PREFIX}/state`, async (request) => ({
		url: core.url,
		token: core.token,
		limit: core.limiter.limit,
		limitHits: core.limiter.hits,
		requests: core.journal.total,
		...platform.state(),
		// Only the page asks for this; others get data without markup.
		...((request.query as { html?: string }).html ? { html: drawView(platform.view()) } : {}),
	}));

	app.get(`${CONTROL_PREFIX}/journal`, async () => ({ entries: core.journal.entries }));
	app.delete(`${CONTROL_PREFIX}/journal`, async () => {
		core.journal.clear();
		return { ok: true };
	});

	app.post<{ Body: PlanOverHttp }>(`${CONTROL_PREFIX}/faults`, async (request) => {
		core.faults.add(fromHttp(request.body));
		return { ok: true };
	});
	app.delete(`${CONTROL_PREFIX}/faults`, async () => {
		core.faults.clear();
		return { ok: true };
	});

	app.post<{ Body: Limit }>(`${CONTROL_PREFIX}/limit`, async (request) => {
		core.limiter.setLimit({ ...core.limiter.limit, ...request.body });
		return { ok: true, limit: core.limiter.limit };
	});

	app.post<{ Body: Record<string, boolean> }>(`${CONTROL_PREFIX}/rules`, async (request, reply) => {
		try {
			platform.setRules(request.body);
			return { ok: true };
		} catch (error) {
			return await reply.code(422).send({ ok: false, message: (error as Error).message });
		}
	});

	app.post(`${CONTROL_PREFIX}/reset`, async () => {
		reset();
		return { ok: true };
	});
	app.post(`${CONTROL_PREFIX}/account`, async (request) => {
		platform.loadAccount(request.body);
		return { ok: true };
	});
	app.post(`${CONTROL_PREFIX}/settled`, async () => {
		await platform.settled();
		return { ok: true };
	});
	platform.controlRoutes(app);
}

/** A pattern travels as its source text. */
type PlanOverHttp = Omit<FaultPlan, 'match'> & { match?: { method?: string; path?: string } };

function fromHttp(plan: PlanOverHttp): FaultPlan {
	const { match, ...rest } = plan;
	return match
		? {
				...rest,
				match: { method: match.method, path: match.path ? new RegExp(match.path) : undefined },
			}
		: rest;
}
