import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { notFound } from './errors';

/** Where files are given out, outside the API and without a key. */
export const FILES = '/files/';

export const fileUrl = ({ url }: Context, name: string) =>
	`${url()}${FILES}${encodeURIComponent(name)}`;

/** Gives out exports, media and person data. */
export function fileRoute(app: FastifyInstance, ctx: Context): void {
	app.get<{ Params: { name: string } }>(`${FILES}:name`, async ({ params }, reply) => {
		const file = ctx.store.files.get(params.name);
		if (!file) throw notFound(ctx, 'File');
		return await reply.type(file.type).send(file.bytes);
	});
}
