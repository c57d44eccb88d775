import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, notFound, refusal } from './errors';
import { decimal, int, readModel, shapeOf, text, type Field, type Model, type Sent } from './model';
import type { Point } from './records';

const FIELDS: Record<string, Field> = {
	ContactId: int,
	ContactCompanyId: int,
	Type: text(32),
	Amount: decimal,
	Description: text(),
	SourceId: text(255),
	SourceDescription: text(),
	StoreId: int,
	BookValue: decimal,
	SubType: text(32),
	PointCalculationBase: decimal,
};

const COLUMNS = [
	'Id',
	'ContactId',
	'ContactCompanyId',
	'Type',
	'Amount',
	'Sum',
	'DateTime',
	'Description',
	'SourceId',
	'SourceDescription',
	'StoreId',
	'AdministratorId',
	'BookValue',
	'SubType',
	'PointCalculationBase',
	'ConverterTransactionId',
	'IsCanceller',
	'CancellerPointId',
];

const PREFIX = 'Dynamic_';

/** A point as it is read. */
export function pointShape(ctx: Context, point: Point): Sent {
	const dynamic = Object.entries(point).filter(([name]) => name.startsWith(PREFIX));
	const sum = ctx.rules.on('loyaltiiPointRunningSum') ? point.Sum : point.Amount;
	return { ...shapeOf(ctx, point, COLUMNS), Sum: sum, ...Object.fromEntries(dynamic) };
}

/** One point: read, create, cancel. */
export function pointEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const pointAt = (id: number) => found(ctx, store.points.get(id), 'Point');

	const check = ({ ContactId, Type, Amount }: Sent): void => {
		if (!store.contacts.get(ContactId) && rules.on('loyaltiiPointContact'))
			throw notFound(ctx, 'Contact');
		if (!store.pointTypes.has(String(Type)) && rules.on('loyaltiiPointType'))
			throw refusal(ctx, 400, 'Invalid point type!');
		if (Number(Amount) < 0 && !rules.on('loyaltiiPointNegative'))
			throw refusal(ctx, 400, 'Invalid amount!');
	};

	const cancel = (point: Point): Point => {
		const done = point.IsCanceller || point.CancellerPointId !== null;
		if (done && rules.on('loyaltiiPointCancelOnce'))
			throw refusal(ctx, 400, 'The point is already cancelled.');
		if (!rules.on('loyaltiiPointCancel')) return point;
		const { Id, ...same } = point;
		void Id;
		const canceller = store.addPoint({
			...same,
			Amount: -point.Amount,
			DateTime: store.date(),
			IsCanceller: true,
			CancellerPointId: null,
		});
		return Object.assign(point, { CancellerPointId: canceller.Id }) && canceller;
	};

	return [
		{
			no: 83,
			method: 'GET',
			path: '/Points/:id',
			answer: ({ id }) => pointShape(ctx, pointAt(id)),
		},
		{ no: 84, method: 'GET', path: '/Points/Types', answer: () => [...store.pointTypes] },
		{
			no: 93,
			method: 'POST',
			path: '/Points',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, modelFor(ctx, body));
				check(sent);
				const ContactId = Number(sent.ContactId);
				const company = store.contacts.get(ContactId)?.ContactCompanyId ?? null;
				const point = store.addPoint({
					ContactCompanyId: company as number | null,
					...sent,
					ContactId,
					Type: String(sent.Type),
					Amount: Number(sent.Amount),
				});
				return pointShape(ctx, point);
			},
		},
		{
			no: 94,
			method: 'POST',
			path: '/Points/:id/Cancel',
			answer: ({ id }) => pointShape(ctx, cancel(pointAt(id))),
		},
	];
}

/** The fields of a point and the dynamic ones that were sent. */
function modelFor({ rules }: Context, body: unknown): Model {
	const dynamic = Object.keys(body ?? {}).filter((name) => name.startsWith(PREFIX));
	const taken = rules.on('loyaltiiPointDynamic') ? dynamic : [];
	const required = ['ContactId', 'Type', 'Amount'];
	return {
		fields: { ...FIELDS, ...Object.fromEntries(taken.map((name) => [name, { kind: 'any' }])) },
		required: rules.on('loyaltiiPointBare') ? required : [...required, 'Description'],
	};
}
