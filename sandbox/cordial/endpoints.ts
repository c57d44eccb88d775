import type { FastifyInstance, FastifyReply } from 'fastify';
import { createActivities } from './activities';
import { addProducts, removeProducts } from './carts';
import { check, type Shape } from './checks';
import { upsertContact } from './contacts';
import type { Context } from './context';
import { invalid, unknownRoute } from './errors';
import type { Drop } from './identity';
import { addToList, listForms, removeFromList } from './lists';
import { upsertOrder } from './orders';
import type { IngestQueue, Job } from './queue';
import type { EndpointName, Fields } from './records';
import * as shapes from './shapes';
import { upsertRecords } from './supplements';
import { isObject } from './values';

interface Endpoint {
	shape: Shape;
	/** What the shape cannot say. @throws Refusal */
	check?(ctx: Context, sent: Fields): void;
	process(ctx: Context, job: Job, drop: Drop): void;
}

const ENDPOINTS: Record<EndpointName, Endpoint> = {
	upsertContact: {
		shape: shapes.CONTACT,
		process: (ctx, { body }, drop) => {
			upsertContact(ctx, body, drop, { create: true, update: true });
		},
	},
	createContactactivities: { shape: shapes.ACTIVITIES, process: createActivities },
	addContactsToList: { shape: shapes.ADD_TO_LIST, process: addToList },
	removeContactsFromList: {
		shape: shapes.REMOVE_FROM_LIST,
		check: namesOneList,
		process: removeFromList,
	},
	upsertOrder: { shape: shapes.ORDER, process: upsertOrder },
	upsertSupplementRecords: { shape: shapes.RECORDS, process: upsertRecords },
	addProductsToCart: { shape: shapes.ADD_TO_CART, process: addProducts },
	removeProductsFromCart: { shape: shapes.REMOVE_FROM_CART, process: removeProducts },
};

/** Processes what was accepted, and notes what came to nothing. */
export function processJob(ctx: Context, job: Job): void {
	const drop: Drop = (reason, what) => {
		ctx.store.dropped.push({ at: ctx.now(), endpoint: job.endpoint, reason, what });
	};
	ENDPOINTS[job.endpoint].process(ctx, job, drop);
}

/** GET /checkAuth and the eight POSTs. */
export function ingestRoutes(app: FastifyInstance, ctx: Context, queue: IngestQueue): void {
	const { rules } = ctx;
	app.get('/checkAuth', async (_request, reply) =>
		rules.on('cordialCheckAuth')
			? await reply.type('text/plain; charset=utf-8').send('Good')
			: await reply.code(204).send(),
	);
	const accept = async (name: EndpointName, body: unknown, reply: FastifyReply) => {
		const sent = isObject(body) ? body : {};
		if (sent !== body && rules.on('cordialStrictJson'))
			throw invalid(ctx, 'The body is not a JSON object');
		const endpoint = ENDPOINTS[name];
		check(ctx, sent, endpoint.shape);
		endpoint.check?.(ctx, sent);
		queue.add(name, sent);
		return rules.on('cordialEmptyAnswer') ? {} : await reply.code(202).send();
	};
	for (const name of Object.keys(ENDPOINTS) as EndpointName[])
		app.post(`/${name}`, async ({ body }, reply) => await accept(name, body, reply));
	// The spelling one would expect.
	app.post('/createContactActivities', async ({ body }, reply) => {
		if (rules.on('cordialActivitiesPath')) throw unknownRoute(ctx);
		return await accept('createContactactivities', body, reply);
	});
}

/** The list to remove from is named once. @throws Refusal */
function namesOneList(ctx: Context, sent: Fields): void {
	const forms = listForms(ctx, sent);
	if (forms.length !== 1 && ctx.rules.on('cordialOneListIdentifier'))
		throw invalid(ctx, 'Name the list by either identifyListBy or listIdentifier');
}
