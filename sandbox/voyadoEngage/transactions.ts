import type { FastifyInstance } from 'fastify';
import { contactOfQuery, parameter } from './checks';
import type { Context } from './context';

/** GET /contacts/transactions. */
export function transactionRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	app.get('/contacts/transactions', async (request) => {
		const { id } = contactOfQuery(ctx, request);
		const isPaged = rules.on('voyadoTransactionsPage');
		const number = (name: string, fallback: number) => {
			const asked = isPaged ? Number(parameter(request, name)) : fallback;
			return Number.isInteger(asked) && asked >= 0 ? asked : fallback;
		};
		const all = (store.transactions.get(id) ?? [])
			.filter(({ numberOfItems }) => numberOfItems >= 0 || rules.on('voyadoReturnsToo'))
			.sort((a, b) => Date.parse(b.createdDate) - Date.parse(a.createdDate));
		const offset = number('offset', 0);
		const count = number('count', 100);
		const items = all.slice(offset, offset + count);
		return { items, totalCount: all.length, offset, count };
	});
}
