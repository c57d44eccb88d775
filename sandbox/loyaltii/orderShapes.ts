import type { Context } from './context';
import { date, decimal, int, shapeOf, text, type Model, type Sent } from './model';
import { plus } from './store';
import type { Order, OrderLine } from './records';

export const ORDER: Model = {
	fields: {
		Type: text(32),
		ExtOrderId: text(100),
		ContactId: int,
		FirstName: text(50),
		LastName: text(50),
		Address: text(250),
		PostCode: text(32),
		City: text(100),
		Country: text(100),
		Company: text(250),
		StoreId: int,
		Email: text(250),
		OriginDate: date,
		StartDate: date,
		EndDate: date,
	},
	owner: 'Orders',
};

export const LINE: Model = {
	fields: {
		ExtProductId: text(),
		ImgUrl: text(),
		Name: text(),
		Description: text(),
		Quantity: decimal,
		Price: decimal,
		ContactId: int,
	},
	owner: 'OrderLines',
};

const ORDER_COLUMNS = ['Id', ...Object.keys(ORDER.fields), 'LastModified'];
const LINE_COLUMNS = ['Id', 'OrderId', ...Object.keys(LINE.fields), 'LastModified'];

const totalOf = ({ rules }: Context, { Quantity, Price, PriceTotal }: OrderLine) =>
	rules.on('loyaltiiLineTotal') ? plus(Quantity * Price, 0) : PriceTotal;

/** A line as it is read. */
export function lineShape(ctx: Context, line: OrderLine): Sent {
	return { ...shapeOf(ctx, line, LINE_COLUMNS, LINE.owner), PriceTotal: totalOf(ctx, line) };
}

/** An order as it is read; with null for its lines when they are not asked for. */
export function orderShape(ctx: Context, order: Order, withLines = true): Sent {
	const contact = ctx.store.contacts.get(order.ContactId);
	const total = order.OrderLines.reduce((sum, line) => plus(sum, totalOf(ctx, line)), 0);
	return {
		...shapeOf(ctx, order, ORDER_COLUMNS, ORDER.owner),
		PriceTotal: ctx.rules.on('loyaltiiOrderTotal') ? total : 0,
		ContactRegistrationSource: contact?.RegistrationSource ?? null,
		ContactRegistrationDateTime: contact?.RegistrationDateTime ?? null,
		OrderLines: withLines ? order.OrderLines.map((line) => lineShape(ctx, line)) : null,
	};
}

/** Whether a line says how many and for how much. */
export const isWhole = ({ Quantity, Price }: Sent): boolean =>
	typeof Quantity === 'number' && typeof Price === 'number';
