import type { FastifyInstance } from 'fastify';
import { contactOfQuery, parameter } from './checks';
import type { Context } from './context';
import { invalidType } from './errors';
import { lookUp, namesContact } from './lookup';
import { contactShape } from './shapes';

/** GET /contacts/count, /contacts/{contactType}/count, /consents and /contactoverview. */
export function countRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	const counted = (count: number) => (rules.on('voyadoCountIsBare') ? count : { count });

	app.get('/contacts/count', async (_request, reply) => {
		await reply.send(counted(store.contacts.size));
	});

	app.get<{ Params: { contactType: string } }>(
		'/contacts/:contactType/count',
		async ({ params: { contactType } }, reply) => {
			const byType = rules.on('voyadoCountByType');
			if (byType && !store.hasType(contactType)) throw invalidType(ctx, contactType);
			const all = [...store.contacts.values()];
			const ofType = all.filter((contact) => contact.contactType === contactType || !byType);
			await reply.send(counted(ofType.length));
		},
	);

	app.get('/consents', async () =>
		[...store.consents.values()].map(({ id, name, metaData = {} }) => ({ name, id, metaData })),
	);

	app.get('/contactoverview', async (request) => {
		const byId = parameter(request, 'contactId') !== undefined || !namesContact(request);
		if (byId) return contactShape(ctx, contactOfQuery(ctx, request));
		const type = parameter(request, 'contactType');
		if (type === undefined && rules.on('voyadoOverviewType')) throw invalidType(ctx, type);
		return contactShape(ctx, lookUp(ctx, request));
	});
}
