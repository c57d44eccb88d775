import type { Context } from './context';
import type { Call, Endpoint } from './endpoint';
import { found, refusal } from './errors';
import { readModel } from './model';
import { isWhole, LINE, lineShape } from './orderShapes';

/** The lines of an order: add, change, delete. */
export function orderLineEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const orderAt = (id: number) => found(ctx, store.orders.get(id), 'Order');

	const lineAt = ({ id, lid }: Call) => {
		const order = orderAt(id);
		const line = order.OrderLines.find(({ Id }) => Id === lid);
		return { order, line: found(ctx, line, 'Order line') };
	};

	const check = (line: Record<string, unknown>): void => {
		if (!isWhole(line) && rules.on('loyaltiiOrderLine'))
			throw refusal(ctx, 400, 'Invalid order line!');
	};

	return [
		{
			no: 72,
			method: 'POST',
			path: '/Orders/:id/Lines',
			answer: ({ id, body }) => {
				const order = orderAt(id);
				const sent = readModel(ctx, body, LINE);
				check(sent);
				order.LastModified = store.date();
				return lineShape(ctx, store.addLine(order, sent));
			},
		},
		{
			no: 74,
			method: 'PATCH',
			path: '/Orders/:id/Lines/:lid',
			answer: (call) => {
				const { line } = lineAt(call);
				const sent = readModel(ctx, call.body, LINE);
				check({ ...line, ...sent });
				return lineShape(ctx, Object.assign(line, sent, { LastModified: store.date() }));
			},
		},
		{
			no: 76,
			method: 'DELETE',
			path: '/Orders/:id/Lines/:lid',
			answer: (call) => {
				const { order, line } = lineAt(call);
				if (order.OrderLines.length === 1 && rules.on('loyaltiiLastLine'))
					throw refusal(ctx, 400, 'Invalid operation on order!');
				order.OrderLines = order.OrderLines.filter((other) => other !== line);
				store.orderLines.delete(line.Id);
				return rules.on('loyaltiiDeleteAnswers') ? lineShape(ctx, line) : undefined;
			},
		},
	];
}
