import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { pointsOf, storeIds } from './pointLists';
import type { Point } from './records';
import { plus } from './store';

const sumOf = (points: Point[]) => points.reduce((sum, { Amount }) => plus(sum, Amount), 0);

/** Sums of points, one per value of the named columns; points without one of the values count nowhere. */
function sums(
	points: Point[],
	columns: string[],
): Array<Record<string, unknown> & { of: Point[] }> {
	const groups = new Map<string, Point[]>();
	for (const point of points) {
		const values = columns.map((column) => point[column] ?? null);
		if (values.includes(null)) continue;
		const key = JSON.stringify(values);
		groups.set(key, [...(groups.get(key) ?? []), point]);
	}
	return [...groups.values()].map((of) => ({
		...Object.fromEntries(columns.map((column) => [column, of[0][column]])),
		Sum: sumOf(of),
		of,
	}));
}

/** Sums without what they are made of. */
const plain = (points: Point[], columns: string[]) =>
	sums(points, columns).map(({ of, ...sum }) => {
		void of;
		return sum;
	});

/** The sums of contacts, with when they last changed. */
const ofContacts = (points: Point[]) =>
	sums(points, ['ContactId', 'Type']).map(({ of, ...sum }) => ({
		...sum,
		LastModified: of[of.length - 1].DateTime,
	}));

/** Totals and sums of points. */
export function pointSumEndpoints(ctx: Context): Endpoint[] {
	return [
		{
			no: 85,
			method: 'GET',
			path: '/Points/Totals',
			takes: ['type'],
			answer: ({ query }) => plain(pointsOf(ctx, query), ['Type']),
		},
		{
			no: 86,
			method: 'GET',
			path: '/Points/Sums',
			needs: ['contactId'],
			takes: ['type'],
			answer: ({ query: { contactId, type } }) =>
				ofContacts(pointsOf(ctx, { type }, (point) => point.ContactId === contactId)),
		},
		{
			no: 87,
			method: 'GET',
			path: '/Points/SumsByContact',
			needs: ['type'],
			takes: ['storeId'],
			answer: ({ query }) => ofContacts(pointsOf(ctx, query)),
		},
		{
			no: 88,
			method: 'GET',
			path: '/Points/SumsByStore',
			needs: ['type'],
			takes: ['from', 'to'],
			answer: ({ query }) => plain(pointsOf(ctx, query), ['StoreId', 'Type']),
		},
		{
			no: 89,
			method: 'GET',
			path: '/Points/TotalForContact',
			needs: ['contactId', 'type'],
			takes: ['subType'],
			answer: ({ query: { contactId, type, subType } }) =>
				sumOf(
					pointsOf(
						ctx,
						{ type },
						({ ContactId, SubType }) =>
							ContactId === contactId && (subType === undefined || SubType === subType),
					),
				),
		},
		{
			no: 90,
			method: 'GET',
			path: '/Points/SumsByContactCompanies',
			needs: ['type', 'from', 'to'],
			takes: ['storeId'],
			answer: ({ query }) => plain(pointsOf(ctx, query), ['ContactCompanyId', 'Type']),
		},
		{
			no: 91,
			method: 'GET',
			path: '/Points/TotalForContactCompany',
			needs: ['contactCompanyId', 'type', 'from', 'to'],
			answer: ({ query }) => {
				const points = pointsOf(
					ctx,
					query,
					({ ContactCompanyId }) => ContactCompanyId === query.contactCompanyId,
				);
				const isNull = points.length === 0 && ctx.rules.on('loyaltiiCompanyTotalNull');
				return isNull ? null : sumOf(points);
			},
		},
		{
			no: 96,
			method: 'SEARCH',
			path: '/Points/SumsForStoresByContactCompanies',
			needs: ['type', 'from', 'to'],
			answer: (call) => {
				const wanted = storeIds(ctx, call);
				const points = pointsOf(ctx, call.query, ({ StoreId }) => wanted.includes(StoreId ?? 0));
				return plain(points, ['ContactCompanyId', 'StoreId', 'Type']);
			},
		},
	];
}
