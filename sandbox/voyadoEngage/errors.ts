import { Refusal } from '../shared/platform';
import type { Context } from './context';

/** A refusal that knows its documented name, for those who tell of it in another way. */
export class NamedRefusal extends Refusal {
	constructor(
		status: number,
		body: object,
		readonly errorCode: string,
		readonly detail: string,
	) {
		super(status, body);
	}
}

/** An error as the vendor is assumed to write it. */
export function refusal(
	{ rules }: Pick<Context, 'rules'>,
	status: number,
	errorCode: string,
	detail: string,
	more: object = {},
): NamedRefusal {
	const body = {
		...(rules.on('voyadoErrorCode') ? { errorCode } : { message: errorCode }),
		...(rules.on('voyadoErrorDetail') && { detail }),
		...more,
	};
	return new NamedRefusal(status, body, errorCode, detail);
}

/** A value of a contact that the tenant does not take. */
export const invalidField = (ctx: Context, field: string, says: string): NamedRefusal =>
	refusal(ctx, 422, 'ValidationError', `${field}: ${says}`);

export const invalidType = (ctx: Context, type: unknown): NamedRefusal =>
	refusal(ctx, 400, 'InvalidContactType', `There is no contact type "${String(type ?? '')}".`);

export const contactNotFound = (ctx: Context): NamedRefusal =>
	refusal(
		ctx,
		ctx.rules.on('voyadoNotFound404') ? 404 : 400,
		'ContactNotFound',
		'The contact was not found.',
	);
