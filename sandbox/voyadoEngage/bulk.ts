import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BulkBatch, BulkQueue } from './bulkQueue';
import { parameter } from './checks';
import type { Context } from './context';
import { invalidType, refusal } from './errors';
import type { Fields } from './records';

const MOST = 4_000;

/** POST and PATCH /contacts/bulk, and how far a batch is. */
export function bulkRoutes(app: FastifyInstance, ctx: Context, queue: BulkQueue): void {
	const { rules, store } = ctx;

	for (const method of ['POST', 'PATCH'] as const)
		app.route({
			method,
			url: '/contacts/bulk',
			handler: async (request, reply) => {
				const rows = rowsOf(ctx, request);
				const asked = parameter(request, 'contactType');
				if (asked !== undefined && !store.hasType(asked)) throw invalidType(ctx, asked);
				const fallback = rules.on('voyadoBulkDefaultType') ? store.defaultContactType : 'Member';
				const isSilent = parameter(request, 'avoidTriggeringExport')?.toLowerCase() === 'true';
				const counts = method === 'PATCH' || !rules.on('voyadoBulkExport');
				const batch = queue.add({
					kind: method === 'POST' ? 'create' : 'update',
					rows,
					contactType: asked ?? fallback,
					isExported: !(isSilent && counts),
				});
				void reply.code(rules.on('voyadoBulk202') ? 202 : 200);
				if (!rules.on('voyadoBulkBatchString')) return { batchId: batch.id };
				return await reply.type('application/json').send(JSON.stringify(batch.id));
			},
		});

	app.get('/contacts/bulk/status', async (request, reply) => {
		if (!rules.on('voyadoBulkStatus')) throw refusal(ctx, 404, 'NotFound', 'No such resource.');
		const batch = queue.find(parameter(request, 'batchId'));
		if (!batch) throw refusal(ctx, 404, 'BatchNotFound', 'The batch was not found.');
		if (rules.on('voyadoBulkStatusShape')) return statusShape(batch);
		return await reply.type('application/json').send(JSON.stringify(statusOf(batch)));
	});
}

/** The contacts of a bulk request. @throws NamedRefusal */
function rowsOf(ctx: Context, { body }: FastifyRequest): Fields[] {
	const { rules } = ctx;
	if (!Array.isArray(body) && rules.on('voyadoBulkIsArray'))
		throw refusal(ctx, 400, 'NoData', 'The body is not an array.');
	const rows = [body ?? []].flat() as Fields[];
	if (rows.length === 0 && rules.on('voyadoNoData'))
		throw refusal(ctx, 400, 'NoData', 'The body has no contacts.');
	if (rows.length > MOST && rules.on('voyadoBulkMost4000'))
		throw refusal(ctx, 400, 'InvalidRequest', `At most ${MOST} contacts at a time.`);
	return rows.map((row) => row ?? {});
}

/** The word for how far a batch is. */
export const statusOf = ({ isDone }: BulkBatch): string => (isDone ? 'Completed' : 'Pending');

function statusShape(batch: BulkBatch): object {
	const { id, rows, succeeded, errors } = batch;
	return {
		batchId: id,
		status: statusOf(batch),
		total: rows.length,
		succeeded,
		failed: errors.length,
		errors,
	};
}
