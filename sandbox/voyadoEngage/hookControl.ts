import type { FastifyInstance } from 'fastify';
import type { Deliveries, Unruly } from '../shared/deliveries';
import type { Hooks, HookTarget, Signing } from './hooks';

/** Makes webhook calls misbehave on their way or in how they are signed; what is left out stays. */
export function misbehave(
	deliveries: Deliveries,
	hooks: Hooks,
	{ copies, loseEvery, hold, order, ...signing }: Partial<Unruly & Signing>,
): void {
	const unruly = { copies, loseEvery, hold, order };
	deliveries.misbehave(
		Object.fromEntries(Object.entries(unruly).filter(([, value]) => value !== undefined)),
	);
	hooks.sign(signing);
}

/** What the vendor's Svix portal does, and what makes its calls misbehave, below /_sandbox/webhooks. */
export function hookControl(app: FastifyInstance, deliveries: Deliveries, hooks: Hooks): void {
	app.post<{ Body: Partial<HookTarget> & { url: string } }>(
		'/_sandbox/webhooks/target',
		async ({ body }) => ({ ok: true, ...hooks.addTarget(body) }),
	);
	app.delete('/_sandbox/webhooks/target', async () => {
		hooks.targets.length = 0;
		return { ok: true };
	});
	app.post<{ Body: { event: string; payload?: unknown } }>(
		'/_sandbox/webhooks/event',
		async ({ body: { event, payload = { type: event } } }) => ({
			ok: true,
			id: hooks.send(event, payload),
		}),
	);
	app.post<{ Body: Partial<Unruly & Signing> }>('/_sandbox/webhooks', async ({ body }, reply) => {
		try {
			misbehave(deliveries, hooks, body);
			return { ok: true };
		} catch (error) {
			return await reply.code(422).send({ ok: false, message: (error as Error).message });
		}
	});
	app.post('/_sandbox/webhooks/release', async () => ({
		ok: true,
		released: deliveries.release(),
	}));
	app.post<{ Body: { count?: number } | undefined }>(
		'/_sandbox/webhooks/replay',
		async ({ body }) => ({ ok: true, replayed: hooks.replay(body?.count) }),
	);
}
