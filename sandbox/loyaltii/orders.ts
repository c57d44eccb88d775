import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, refusal } from './errors';
import { readModel, readModels, type Sent } from './model';
import { isWhole, LINE, ORDER, orderShape } from './orderShapes';

/** Orders: by contact, by the shop's id, types, and writing them. */
export function orderEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const orderAt = (id: number) => found(ctx, store.orders.get(id), 'Order');

	const checkType = ({ Type }: Sent): void => {
		if (!store.orderTypes.has(String(Type ?? '')) && rules.on('loyaltiiOrderType'))
			throw refusal(ctx, 400, 'Invalid order type!');
	};

	const linesOf = (body: unknown): Sent[] => {
		const sent = (body as Sent).OrderLines;
		const lines = Array.isArray(sent) ? readModels(ctx, sent, LINE) : [];
		if ((lines.length === 0 || !lines.every(isWhole)) && rules.on('loyaltiiOrderLines'))
			throw refusal(ctx, 400, 'Invalid orderlines!');
		return lines;
	};

	return [
		{
			no: 67,
			method: 'GET',
			path: '/Orders',
			needs: ['contactId'],
			takes: ['orderType', 'withOrderLines'],
			answer: ({ query: { contactId, orderType, withOrderLines } }) => {
				const narrowed = rules.on('loyaltiiOrdersWithoutLines');
				return store.orders
					.all()
					.filter(
						({ ContactId, Type }) =>
							ContactId === contactId &&
							(orderType === undefined || Type === orderType || !narrowed),
					)
					.map((order) => orderShape(ctx, order, withOrderLines !== false || !narrowed));
			},
		},
		{
			no: 68,
			method: 'GET',
			path: '/Orders',
			needs: ['extOrderId'],
			answer: ({ query }) =>
				store.orders
					.all()
					.filter(({ ExtOrderId }) => ExtOrderId === query.extOrderId)
					.map((order) => orderShape(ctx, order)),
		},
		{
			no: 69,
			method: 'GET',
			path: '/Orders/:id',
			answer: ({ id }) => orderShape(ctx, orderAt(id)),
		},
		{ no: 70, method: 'GET', path: '/Orders/Types', answer: () => [...store.orderTypes] },
		{
			no: 71,
			method: 'POST',
			path: '/Orders',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, withLines);
				checkType(sent);
				const lines = linesOf(body);
				const { OrderLines, ...order } = sent;
				void OrderLines;
				const known = store.orders.find(
					({ ExtOrderId }) => ExtOrderId !== null && ExtOrderId === order.ExtOrderId,
				);
				if (known && !rules.on('loyaltiiOrderTwice'))
					throw refusal(ctx, 409, 'An order with this ExtOrderId already exists.');
				return orderShape(ctx, store.addOrder(order, lines));
			},
		},
		{
			no: 73,
			method: 'PATCH',
			path: '/Orders/:id',
			answer: ({ id, body }) => {
				const order = orderAt(id);
				const { OrderLines, ...sent } = readModel(ctx, body, withLines);
				void OrderLines;
				if ('Type' in sent || !rules.on('loyaltiiOrderPatchNoType')) checkType(sent);
				return orderShape(ctx, Object.assign(order, sent, { LastModified: store.date() }));
			},
		},
		{
			no: 75,
			method: 'DELETE',
			path: '/Orders/:id',
			answer: ({ id }) => {
				const order = orderAt(id);
				store.orders.delete(order.Id);
				for (const line of order.OrderLines) store.orderLines.delete(line.Id);
				return rules.on('loyaltiiDeleteAnswers') ? orderShape(ctx, order) : undefined;
			},
		},
	];
}

const withLines = { ...ORDER, fields: { ...ORDER.fields, OrderLines: { kind: 'any' as const } } };
