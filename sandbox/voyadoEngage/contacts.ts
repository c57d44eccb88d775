import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contactOfPath, fieldsOf, isText, parameter } from './checks';
import type { Context } from './context';
import { invalidType } from './errors';
import { readSent } from './sent';
import { contactShape } from './shapes';
import {
	changeType,
	createContact,
	deleteContact,
	updateContact,
	type Recruitment,
} from './writes';

/** Single contacts: POST, GET, PATCH, DELETE and the change of their type. */
export function contactRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;

	app.post('/contacts', async (request, reply) => {
		const sent = readSent(ctx, fieldsOf(ctx, request));
		const { contact, isNew } = createContact(ctx, sent, recruitment(ctx, request));
		void reply.code(isNew && rules.on('voyadoCreated201') ? 201 : 200);
		if (rules.on('voyadoCreatedInFull')) return contactShape(ctx, contact);
		return await reply.type('application/json').send(JSON.stringify(contact.id));
	});

	app.get('/contacts/:contactId', async (request) =>
		contactShape(ctx, contactOfPath(ctx, request)),
	);

	app.patch('/contacts/:contactId', async (request, reply) => {
		const contact = contactOfPath(ctx, request);
		updateContact(ctx, contact, readSent(ctx, fieldsOf(ctx, request)));
		if (rules.on('voyadoUpdate200')) return contactShape(ctx, contact);
		return await reply.code(202).send();
	});

	app.delete('/contacts/:contactId', async (request, reply) => {
		deleteContact(ctx, contactOfPath(ctx, request));
		return await reply.code(rules.on('voyadoDelete200') ? 200 : 204).send();
	});

	app.post('/contacts/:contactId/updateContactType', async (request, reply) => {
		const contact = contactOfPath(ctx, request);
		const type = parameter(request, 'contactTypeId') ?? '';
		const isRefused = type === 'Member' && !rules.on('voyadoUpgradeToMember');
		const isUnknown = !store.hasType(type) && rules.on('voyadoUpgradeTypeKnown');
		if (isRefused || isUnknown) throw invalidType(ctx, type);
		changeType(ctx, contact, type);
		return rules.on('voyadoUpgradeNoBody') ? await reply.send() : contactShape(ctx, contact);
	});
}

/** What a request says of how a contact comes to be: in its query, and long ago in its headers. */
function recruitment(ctx: Context, request: FastifyRequest): Recruitment {
	const { rules, store } = ctx;
	const said = (name: string): string | undefined => {
		const asked = rules.on('voyadoCreateQuery') ? parameter(request, name) : undefined;
		const header = request.headers[name.toLowerCase()];
		return asked ?? (isText(header) && !rules.on('voyadoOldHeadersIgnored') ? header : undefined);
	};
	return {
		contactType: rules.on('voyadoCreateAsMember') ? 'Member' : store.defaultContactType,
		source: said('source'),
		storeExternalId: said('storeExternalId'),
		isApproved: said('createAsUnapproved')?.toLowerCase() !== 'true',
	};
}
