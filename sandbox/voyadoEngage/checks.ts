import type { FastifyRequest } from 'fastify';
import type { Context } from './context';
import { contactNotFound, refusal } from './errors';
import type { Fields, VoyadoContact } from './records';

export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

export const isGuid = (value: unknown): value is string =>
	/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(value));

/** No source says what is checked; this refuses what cannot be an address. */
export const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);

export const isE164 = (value: string): boolean => /^\+[1-9]\d{6,14}$/.test(value);

/** Whether digits, spaces and dashes could be somebody's number, in whatever form. */
export const isLikePhone = (value: string): boolean => /^\+?\d[\d -]{5,17}$/.test(value);

/** A Swedish personal or coordination number, whose day is 60 higher, or a Finnish code. */
export function isPersonalNumber(value: string): boolean {
	const swedish = /^(?:\d{2})?\d{2}(\d{2})(\d{2})[-+]?\d{4}$/.exec(value);
	const finnish = /^(\d{2})(\d{2})\d{2}[-+A-FU-Y]\d{3}[\dA-Z]$/i.exec(value);
	const [month, day] = swedish
		? [Number(swedish[1]), Number(swedish[2]) % 60]
		: [Number(finnish?.[2]), Number(finnish?.[1])];
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** A parameter of the query; where it is given twice, the last. */
export function parameter({ query }: FastifyRequest, name: string): string | undefined {
	const value = (query as Record<string, unknown>)[name];
	return (Array.isArray(value) ? value.at(-1) : value) as string | undefined;
}

/** The body, an object with something in it. @throws NamedRefusal */
export function fieldsOf(ctx: Context, { body }: FastifyRequest): Fields {
	const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
	const fields = isObject ? (body as Fields) : {};
	if (Object.keys(fields).length === 0 && ctx.rules.on('voyadoNoData'))
		throw refusal(ctx, 400, 'NoData', 'The body has no data.');
	return fields;
}

/** The contact of a path. @throws NamedRefusal */
export function contactOfPath(ctx: Context, request: FastifyRequest): VoyadoContact {
	const contact = ctx.store.contact((request.params as { contactId: string }).contactId);
	if (!contact) throw contactNotFound(ctx);
	return contact;
}

/** The contact that contactId of the query names. @throws NamedRefusal */
export function contactOfQuery(ctx: Context, request: FastifyRequest): VoyadoContact {
	const id = parameter(request, 'contactId');
	if (!isGuid(id) && ctx.rules.on('voyadoContactIdChecked'))
		throw refusal(ctx, 400, 'InvalidContactId', 'contactId is needed, and is a GUID.');
	const contact = ctx.store.contact(id ?? '');
	if (!contact) throw contactNotFound(ctx);
	return contact;
}
