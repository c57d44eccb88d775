import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found } from './errors';
import { PAGE } from './lists';
import { shapeOf } from './model';
import type { Receiver } from './records';

const COLUMNS = ['Id', 'EmailDispatchId', 'ContactId', 'Created'];

/** Who received which dispatch. */
export function emailReceiverEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const shape = (receiver: Receiver) => shapeOf(ctx, receiver, COLUMNS);
	return [
		{
			no: 57,
			method: 'GET',
			path: '/EmailDispatchReceiver',
			needs: ['lastId'],
			answer: ({ query: { lastId = 0 } }) => {
				const rows = store.receivers.all().filter(({ Id }) => Id > lastId);
				const last = rows[PAGE - 1];
				const more = rows
					.slice(PAGE)
					.findIndex(({ EmailDispatchId }) => EmailDispatchId !== last?.EmailDispatchId);
				const beyond = more < 0 ? rows.length : PAGE + more;
				return rows.slice(0, rules.on('loyaltiiReceiversAround') ? beyond : PAGE).map(shape);
			},
		},
		{
			no: 58,
			method: 'GET',
			path: '/EmailDispatchReceiver',
			needs: ['emailDispatchId', 'contactId'],
			answer: ({ query: { emailDispatchId, contactId } }) =>
				shape(
					found(
						ctx,
						store.receivers.find(
							(one) => one.EmailDispatchId === emailDispatchId && one.ContactId === contactId,
						),
						'Receiver',
					),
				),
		},
	];
}
