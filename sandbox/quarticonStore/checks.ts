import type { FastifyRequest } from 'fastify';
import type { Context } from './context';
import { invalidData } from './envelope';
import type { StoreRuleId } from './rules';

export type Fields = Record<string, unknown>;

/** The body, which must be an object. @throws Refusal */
export function fieldsOf(ctx: Context, request: FastifyRequest): Fields {
	const { body } = request;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidData(ctx);
	return body as Fields;
}

/** Refuses the input unless it holds, or unless the rule is off. @throws Refusal */
export function need(ctx: Context, rule: StoreRuleId, holds: boolean): void {
	if (ctx.rules.on(rule) && !holds) throw invalidData(ctx);
}

export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Whether the vendor takes this for an id. */
export const isId = ({ rules }: Context, value: unknown): boolean =>
	isText(value) || (rules.on('storeIdsAsNumbers') && typeof value === 'number');

export const hasIdCharacters = (value: unknown): boolean => /^[a-z0-9A-Z_-]+$/.test(String(value));

/** No source says what is checked; this refuses what cannot be an address. */
export const isEmail = (value: unknown): value is string =>
	isText(value) && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value.trim());

export const isPrice = (value: unknown): boolean =>
	typeof value === 'number' || (isText(value) && Number.isFinite(Number(value)));

export const rowsOf = (value: unknown): Fields[] =>
	Array.isArray(value) ? value.map((row) => (row ?? {}) as Fields) : [];
