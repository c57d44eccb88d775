import type { Context } from './context';
import type { Call, Endpoint } from './endpoint';
import { found, invalid } from './errors';
import { after } from './lists';
import { pointShape } from './points';
import type { Query } from './query';
import type { Point } from './records';

/** What points are narrowed by; what is left out does not narrow. */
export type PointFilter = Pick<Query, 'type' | 'from' | 'to' | 'storeId'>;

/** The points that pass, in order. */
export function pointsOf(
	{ store, rules }: Context,
	{ type, from, to, storeId }: PointFilter,
	fits: (point: Point) => boolean = () => true,
): Point[] {
	const beyond = (at: Date, limit: Date) =>
		rules.on('loyaltiiPointsToExcluded') ? at >= limit : at > limit;
	return store.points
		.all()
		.filter(
			(point) =>
				(type === undefined || point.Type === type) &&
				(from === undefined || point.DateTime >= from) &&
				(to === undefined || !beyond(point.DateTime, to)) &&
				(storeId === undefined || point.StoreId === storeId) &&
				fits(point),
		);
}

/** The stores named in the body of a search. @throws Refusal */
export function storeIds(ctx: Context, { body }: Call): number[] {
	const isList = Array.isArray(body) && body.every((id) => Number.isInteger(id));
	if (!isList && ctx.rules.on('loyaltiiSearchBody'))
		throw invalid(ctx, 'storeIds', 'A list of ids is expected.');
	return isList ? (body as number[]) : [];
}

/** Lists of points: after an id, by source, period, contact, company and stores. */
export function pointListEndpoints(ctx: Context): Endpoint[] {
	const { store } = ctx;
	const shapes = (points: Point[]) => points.map((point) => pointShape(ctx, point));

	return [
		{
			no: 79,
			method: 'GET',
			path: '/Points',
			needs: ['lastId'],
			takes: ['type'],
			answer: ({ query: { lastId, type } }) => shapes(after(ctx, pointsOf(ctx, { type }), lastId)),
		},
		{
			no: 80,
			method: 'GET',
			path: '/Points',
			needs: ['sourceId'],
			takes: ['type'],
			answer: ({ query: { sourceId, type } }) =>
				shapes(pointsOf(ctx, { type }, (point) => point.SourceId === sourceId)),
		},
		{
			no: 81,
			method: 'GET',
			path: '/Points',
			needs: ['type', 'from', 'to'],
			takes: ['storeId'],
			answer: ({ query }) => shapes(pointsOf(ctx, query)),
		},
		{
			no: 82,
			method: 'GET',
			path: '/Points',
			needs: ['contactId'],
			takes: ['type', 'datetimeFrom', 'datetimeTo'],
			answer: ({ query: { contactId, type, datetimeFrom: from, datetimeTo: to } }) =>
				shapes(pointsOf(ctx, { type, from, to }, (point) => point.ContactId === contactId)),
		},
		{
			no: 92,
			method: 'GET',
			path: '/Points/ByContactCompany',
			needs: ['contactCompanyId'],
			takes: ['type', 'from', 'to', 'storeId'],
			answer: ({ query }) => {
				const { Id } = found(ctx, store.companies.get(query.contactCompanyId), 'ContactCompany');
				return shapes(pointsOf(ctx, query, ({ ContactCompanyId }) => ContactCompanyId === Id));
			},
		},
		{
			no: 95,
			method: 'SEARCH',
			path: '/Points/ForStores',
			needs: ['type', 'from', 'to'],
			answer: (call) => {
				const wanted = storeIds(ctx, call);
				const ofStores = ({ StoreId }: Point) => StoreId !== null && wanted.includes(StoreId);
				return shapes(pointsOf(ctx, call.query, ofStores));
			},
		},
	];
}
