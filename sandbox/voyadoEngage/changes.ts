import type { FastifyInstance } from 'fastify';
import { parameter } from './checks';
import type { Context } from './context';
import { refusal } from './errors';

const TYPES = ['Created', 'Updated', 'Deleted'];
/** The time zone of the vendor, in case dates are not UTC. */
const VENDOR_ZONE = 'Europe/Stockholm';

/** GET /contacts/changes. */
export function changeRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	app.get('/contacts/changes', async (request) => {
		const type = parameter(request, 'changeType') ?? '';
		const isTyped = rules.on('voyadoChangesTyped');
		if (isTyped && !TYPES.includes(type))
			throw refusal(ctx, 400, 'InvalidRequest', `changeType is one of ${TYPES.join(', ')}.`);
		const start = parameter(request, 'fromDate');
		if (start === undefined && rules.on('voyadoChangesFrom'))
			throw refusal(ctx, 400, 'InvalidRequest', 'fromDate is needed.');
		const end = rules.on('voyadoChangesTo') ? parameter(request, 'toDate') : undefined;
		const from = start === undefined ? 0 : moment(ctx, 'fromDate', start);
		const to = end === undefined ? ctx.now() : moment(ctx, 'toDate', end);
		const all = store.changes
			.filter(
				(change) => (change.type === type || !isTyped) && change.at >= from && change.at <= to,
			)
			.map(({ id }) => id);
		const ids = rules.on('voyadoChangesOnce') ? [...new Set(all)] : all;
		if (ids.length > ctx.mostChanges && rules.on('voyadoChangesMost'))
			throw refusal(ctx, 400, 'InvalidRequest', `More than ${ctx.mostChanges} contacts changed.`);
		return ids;
	});
}

/** Reads a date of the query as milliseconds since 1970. @throws NamedRefusal */
function moment(ctx: Context, name: string, text: string): number {
	const isForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/.test(text);
	const asUtc = Date.parse(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`);
	if ((!isForm && ctx.rules.on('voyadoChangesDates')) || Number.isNaN(asUtc))
		throw refusal(
			ctx,
			400,
			'InvalidRequest',
			`${name} is not a date like 2023-05-04 11:05:00.000.`,
		);
	return ctx.rules.on('voyadoChangesUtc') ? asUtc : asUtc - offsetAt(asUtc - offsetAt(asUtc));
}

/** How far the vendor's clock is ahead of UTC, in milliseconds. */
function offsetAt(at: number): number {
	// The Swedish way to write a date is the ISO one.
	const local = new Date(at).toLocaleString('sv-SE', { timeZone: VENDOR_ZONE });
	return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
