import { Refusal } from '../shared/platform';
import type { Context } from './context';

type Rules = Pick<Context, 'rules'>;

/** An error as ASP.NET Web API writes it. */
export function refusal(
	{ rules }: Rules,
	status: number,
	message: string,
	more: object = {},
): Refusal {
	const reason = rules.on('loyaltiiErrorMessage')
		? { Message: message, ...more }
		: { title: message, status };
	return new Refusal(status, reason);
}

/** 404 for one thing that is not there. */
export function notFound(ctx: Rules, what: string): Refusal {
	if (!ctx.rules.on('loyaltiiUnknown404')) return new Refusal(200, null);
	return ctx.rules.on('loyaltii404Message')
		? refusal(ctx, 404, `${what} not found.`)
		: new Refusal(404, undefined);
}

/** The thing, or 404. @throws Refusal */
export function found<Thing>(ctx: Rules, thing: Thing | undefined, what: string): Thing {
	if (thing === undefined) throw notFound(ctx, what);
	return thing;
}

/** 400 with what is wrong with which field, as the framework's model state. */
export function invalid(ctx: Rules, field: string, problem: string): Refusal {
	return refusal(ctx, 400, 'The request is invalid.', { ModelState: { [field]: [problem] } });
}

export function unknownRoute(ctx: Rules, url = ''): Refusal {
	if (!ctx.rules.on('loyaltiiUnknownRoute404')) return new Refusal(200, null);
	const uri = url === '' ? 'the request URI' : `the request URI '${url}'`;
	return refusal(ctx, 404, `No HTTP resource was found that matches ${uri}.`);
}
