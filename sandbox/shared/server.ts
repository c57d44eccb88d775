import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import type { Fault } from './faults';
import type { JournalEntry } from './journal';
import { Refusal, type Core, type Platform } from './platform';
import { strikeAfter, strikeBefore, wait } from './strike';

/** Paths of the sandbox itself: never limited, never in the journal, never broken. */
export const CONTROL_PREFIX = '/_sandbox';

/** A body that was not JSON; kept apart so that token and limit are still judged first. */
export class UnreadableBody {
	constructor(readonly text: string) {}
}

interface Visit {
	entry: JournalEntry;
	fault?: Fault;
}

/** Builds the HTTP server of one platform: journal, limit, gates, faults, checks, vendor routes. */
export function buildServer(core: Core, platform: Platform): FastifyInstance {
	const app = fastify({
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		bodyLimit: 16 * 1024 * 1024,
		routerOptions: {
			querystringParser: (query: string) => platform.parseQuery(query) as Record<string, string>,
		},
		// The vendors neither coerce nor drop anything before they check it.
		ajv: {
			customOptions: {
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
				allErrors: true,
				allowUnionTypes: true,
			},
		},
	});
	if (platform.readsGetBodies === true)
		app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	const visits = new WeakMap<FastifyRequest, Visit>();
	const connectionOf = connectionNumbers();

	// Bodies are read as JSON whatever they are labelled: the vendor's own curl samples send no content type.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
		done(null, parseJson(String(body))),
	);
	app.setReplySerializer((body) => platform.serialize(body));

	app.addHook('onRequest', async (request) => {
		if (isOwn(request)) return;
		const [path = '', query = ''] = request.url.split(/\?(.*)/s);
		const entry: JournalEntry = {
			at: core.now(),
			method: request.method,
			path,
			url: request.url,
			query: platform.parseQuery(query),
			body: undefined,
			headers: without(request.headers, platform.secretHeaders),
			connection: connectionOf(request.raw.socket),
		};
		core.journal.add(entry);
		visits.set(request, { entry });
	});

	// Node would date answers by the machine's clock, not by the sandbox's.
	app.addHook('onSend', async (request, reply, payload) => {
		if (visits.has(request)) void reply.header('date', new Date(core.now()).toUTCString());
		return payload;
	});

	app.addHook('preValidation', async (request, reply) => {
		const visit = visits.get(request);
		if (!visit) return;
		visit.entry.body =
			request.body instanceof UnreadableBody ? request.body.text : structuredClone(request.body);
		const turn = core.limiter.take(platform.limitKey?.(request));
		void reply.headers(platform.limitHeaders(turn));
		if (core.latencyMs > 0) await wait(core.latencyMs);
		const refusal =
			(turn.allowed ? undefined : platform.tooMany(core.limiter.limit)) ?? platform.gate(request);
		if (refusal) return await refuse(reply, refusal);
		visit.fault = core.faults.next(request.method, visit.entry.path);
		if (visit.fault?.when !== 'before') return;
		if (visit.fault.kind === 'reset' || visit.fault.kind === 'timeout') visit.entry.status = 0;
		if (await strikeBefore(visit.fault, request, reply)) return reply;
	});

	app.addHook('preHandler', async (request, reply) => {
		const refusal =
			request.validationError && visits.has(request) ? platform.invalid(request) : undefined;
		if (refusal) return await refuse(reply, refusal);
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const visit = visits.get(request);
		if (!visit) return payload;
		const { entry, fault } = visit;
		// fastify adds a charset to JSON answers; the vendor's answers have none.
		if (String(reply.getHeader('content-type')).includes('json'))
			void reply.header('content-type', platform.contentType);
		const broken =
			fault?.when === 'after' && !(entry.status === 0)
				? await strikeAfter(fault, request, reply, String(payload ?? ''))
				: payload;
		entry.status = request.raw.socket.destroyed ? 0 : reply.statusCode;
		entry.ms = core.now() - entry.at;
		return broken;
	});

	app.setErrorHandler(async (error, _request, reply) => {
		if (error instanceof Refusal) return await refuse(reply, error);
		return await reply
			.code(500)
			.send({ message: error instanceof Error ? error.message : String(error) });
	});
	app.setNotFoundHandler(async (_request, reply) => await refuse(reply, platform.unknownRoute()));
	return app;
}

async function refuse(reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
	void reply.code(refusal.status).headers(refusal.headers);
	if (typeof refusal.body === 'string' && !refusal.headers['content-type'])
		void reply.type('application/json');
	return await reply.send(refusal.body);
}

function isOwn(request: FastifyRequest): boolean {
	return (
		request.url === '/' ||
		request.url.startsWith(`${CONTROL_PREFIX}/`) ||
		request.url === '/favicon.ico'
	);
}

function parseJson(body: string): unknown {
	if (body.trim() === '') return undefined;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return new UnreadableBody(body);
	}
}

function without(headers: Record<string, unknown>, secret: string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.includes(name)));
}

/** Numbers TCP connections so that a test can see whether a client keeps them alive. */
function connectionNumbers(): (socket: Socket) => number {
	const numbers = new WeakMap<Socket, number>();
	let last = 0;
	return (socket) => {
		const known = numbers.get(socket) ?? (last += 1);
		numbers.set(socket, known);
		return known;
	};
}
