import type { Context } from './context';
import type { Call, Endpoint } from './endpoint';
import { found, refusal } from './errors';
import { shapeOf } from './model';
import type { Action } from './records';

const COLUMNS = ['Id', 'Name', 'Description', 'LastModified'];

/** Actions: list, and trigger for a contact or a segment. */
export function actionEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;

	const usable = ({ id }: Call): Action => {
		const action = found(ctx, store.actions.get(id), 'Action');
		if (!(action.enabled && action.manual) && rules.on('loyaltiiActionUsable'))
			throw refusal(ctx, 400, 'The action is not enabled or cannot be triggered manually.');
		return action;
	};

	return [
		{
			no: 1,
			method: 'GET',
			path: '/Actions',
			answer: () => store.actions.all().map((action) => shapeOf(ctx, action, COLUMNS)),
		},
		{
			no: 2,
			method: 'POST',
			path: '/Actions/:id',
			needs: ['contactId'],
			answer: (call) => {
				const action = usable(call);
				const contact = found(ctx, store.contacts.get(call.query.contactId), 'Contact');
				store.triggered.push({ action: action.Id, contactId: contact.Id });
			},
		},
		{
			no: 3,
			method: 'POST',
			path: '/Actions/:id',
			needs: ['segmentId'],
			answer: (call) => {
				const action = usable(call);
				const segment = found(ctx, store.segments.get(call.query.segmentId), 'Segment');
				store.triggered.push({ action: action.Id, segmentId: segment.Id });
			},
		},
	];
}
