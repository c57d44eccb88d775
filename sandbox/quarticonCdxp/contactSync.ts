import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attributes, isPossibleEmail, plainBody } from './checks';
import { fieldValueShape } from './contactPartShapes';
import { contactLong, contactShort } from './contactShapes';
import type { Context } from './context';
import { entries, syncWithoutEmail, unknownRoute, unprocessable } from './errors';
import type { ContactRecord, FieldValueRecord } from './records';
import { text } from './text';
import { saveValues } from './values';

/** POST (and PUT) /contact/sync, POST /contacts and its twin /contacts/sync. */
export function contactWriteRoutes(app: FastifyInstance, ctx: Context): void {
	const sync = async (request: FastifyRequest, reply: FastifyReply) => {
		const sent = attributes(request);
		const email = text(sent.email)?.trim() ?? '';
		if (email === '' && ctx.rules.on('syncNeedsEmail')) throw syncWithoutEmail();
		checkEmail(ctx, email);
		const known = ctx.store.contactByEmail(email);
		const contact = known ?? ctx.store.addContact({ email });
		if (known) touchContact(ctx, contact, sent, ctx.rules.on('omittedKeysPreserved'));
		else copyNames(ctx, contact, sent, true);
		const saved = saveValues(ctx, contact, sent.fieldValues);
		if (known && !ctx.rules.on('omittedKeysPreserved')) clearOmitted(ctx, contact, saved);
		if (known) ctx.events.contact('update', contact, 'api');
		const isNew = !known;
		return await reply
			.code(isNew || !ctx.rules.on('syncStatus201Then200') ? 201 : 200)
			.send(written(ctx, contact, sent, saved, isNew));
	};
	const create = async (request: FastifyRequest, reply: FastifyReply) => {
		const sent = attributes(request);
		const email = text(sent.email)?.trim() ?? '';
		checkEmail(ctx, email);
		if (ctx.rules.on('duplicateRefused') && ctx.store.contactByEmail(email))
			throw unprocessable(entries.emailDuplicate);
		const contact = ctx.store.addContact({ email });
		copyNames(ctx, contact, sent, true);
		const saved = saveValues(ctx, contact, sent.fieldValues);
		return await reply.code(201).send(written(ctx, contact, sent, saved, true));
	};
	const body = plainBody('contact');
	app.post('/contact/sync', body, sync);
	app.put('/contact/sync', body, async (request, reply) => {
		if (!ctx.rules.on('syncPutAlias')) throw unknownRoute();
		return await sync(request, reply);
	});
	app.post('/contacts', body, create);
	app.post(
		'/contacts/sync',
		body,
		async (request, reply) =>
			await (ctx.rules.on('pluralSyncIsCreate') ? create : sync)(request, reply),
	);
}

/** Refuses an e-mail the vendor would not take. */
export function checkEmail(ctx: Context, email: string): void {
	if (ctx.rules.on('emailChecked') && !isPossibleEmail(email))
		throw unprocessable(entries.emailInvalid);
}

/** Writes the sent names and phone into the contact and bumps its udate. */
export function touchContact(
	ctx: Context,
	contact: ContactRecord,
	sent: Record<string, unknown>,
	keepOmitted: boolean,
): void {
	copyNames(ctx, contact, sent, keepOmitted);
	contact.udate = ctx.now();
}

/** The answer to a write: `fieldValues` appears, twice, only when field values were sent. */
export function written(
	ctx: Context,
	contact: ContactRecord,
	sent: Record<string, unknown>,
	saved: FieldValueRecord[],
	isNew: boolean,
): Record<string, unknown> {
	const short = isNew || !ctx.rules.on('syncShortThenLong');
	if (sent.fieldValues === undefined)
		return { contact: short ? contactShort(ctx, contact) : contactLong(ctx, contact) };
	const rows = ctx.rules.on('syncReturnsSentValues')
		? saved
		: ctx.store.tables.fieldValues.of(contact.id);
	const objects = rows.map((row) => fieldValueShape(ctx, row));
	const inner = ctx.rules.on('syncFieldValueIds') ? rows.map(({ id }) => id) : objects;
	return {
		fieldValues: objects,
		contact: short
			? contactShort(ctx, contact, inner)
			: contactLong(ctx, contact, { fieldValues: inner }),
	};
}

function copyNames(
	{ rules }: Context,
	contact: ContactRecord,
	sent: Record<string, unknown>,
	keepOmitted: boolean,
): void {
	for (const key of ['firstName', 'lastName', 'phone'] as const) {
		const value = sent[key] === null && rules.on('nullClearsNames') ? '' : text(sent[key]);
		if (value !== undefined) contact[key] = value;
		else if (!keepOmitted) contact[key] = '';
	}
}

function clearOmitted(ctx: Context, contact: ContactRecord, saved: FieldValueRecord[]): void {
	for (const row of ctx.store.tables.fieldValues.of(contact.id))
		if (!saved.includes(row)) row.value = '';
}
