import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../shared/platform';
import type { Context } from './context';
import { writeJson } from './dates';
import { refusal, unknownRoute } from './errors';
import { hasParameter, readInt, readQuery, type Parameter, type Query } from './query';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'SEARCH'] as const;

/** A request as an endpoint gets it: everything read and checked but the body. */
export interface Call {
	/** `{id}` and `{lid}` of the path. */
	id: number;
	lid: number;
	/** `{tableName}` of the path. */
	tableName: string;
	query: Query;
	body: unknown;
}

/** One endpoint of the vendor's API. */
export interface Endpoint {
	/** Its number in the project's fact sheet. */
	no: number;
	method: (typeof METHODS)[number];
	/** Below /api/v1. */
	path: string;
	/** Query parameters without which another endpoint of the path is meant. */
	needs?: readonly Parameter[];
	/** Query parameters that may be there. */
	takes?: readonly Parameter[];
	/** What is answered; undefined for an empty body. @throws Refusal */
	answer(call: Call): unknown;
}

/** Adds the endpoints, and a 405 for all other methods of their paths. */
export function addEndpoints(
	app: FastifyInstance,
	ctx: Context,
	endpoints: readonly Endpoint[],
): void {
	const paths = new Set(endpoints.map(({ path }) => path));
	for (const path of paths) {
		const here = endpoints.filter((endpoint) => endpoint.path === path);
		app.route({
			method: [...METHODS],
			url: path,
			handler: async (request, reply) => await answer(ctx, here, request, reply),
		});
	}
}

async function answer(
	ctx: Context,
	here: readonly Endpoint[],
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { rules, asked } = ctx;
	const raw = request.query as Record<string, unknown>;
	const params = request.params as Record<string, string>;
	const byMethod = here.filter((endpoint) => methodOf(ctx, endpoint) === request.method);
	if (byMethod.length === 0) throw wrongMethod(ctx, request);
	const endpoint = chosen(ctx, byMethod, request);
	const { no, needs = [], takes = [] } = endpoint;
	const numbers = ['id', 'lid'].map((name) =>
		params[name] === undefined ? 0 : readInt(ctx, name, params[name]),
	);
	const query = readQuery(ctx, raw, [...needs, ...takes]);
	asked.set(no, (asked.get(no) ?? 0) + 1);
	const result = endpoint.answer({
		id: numbers[0],
		lid: numbers[1],
		tableName: params.tableName ?? '',
		query,
		body: request.body,
	});
	if (result === undefined) return await reply.send();
	return await reply.type('application/json').send(writeJson(result, rules));
}

/** The method an endpoint answers to. */
function methodOf({ rules }: Context, { method }: Endpoint): string {
	return method === 'SEARCH' && !rules.on('loyaltiiSearchVerb') ? 'POST' : method;
}

/** The endpoint that the query parameters mean, as the framework selects actions. @throws Refusal */
function chosen(ctx: Context, here: readonly Endpoint[], request: FastifyRequest): Endpoint {
	const raw = request.query as Record<string, unknown>;
	const needsOf = ({ needs = [] }: Endpoint) =>
		ctx.rules.on('loyaltiiPeriodRequired')
			? needs
			: needs.filter((name) => name !== 'from' && name !== 'to');
	const fitting = here.filter((one) => needsOf(one).every((name) => hasParameter(ctx, raw, name)));
	const most = Math.max(...fitting.map((one) => needsOf(one).length));
	const best = fitting.filter((one) => needsOf(one).length === most);
	if (!ctx.rules.on('loyaltiiQueryDecides')) return best[0] ?? here[0];
	if (best.length === 0) throw unknownRoute(ctx, request.url);
	if (best.length > 1)
		throw refusal(ctx, 500, 'Multiple actions were found that match the request.');
	return best[0];
}

function wrongMethod(ctx: Context, { method, url }: FastifyRequest): Refusal {
	return ctx.rules.on('loyaltiiWrongVerb405')
		? refusal(ctx, 405, `The requested resource does not support http method '${method}'.`)
		: unknownRoute(ctx, url);
}
