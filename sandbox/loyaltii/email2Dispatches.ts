import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { refusal } from './errors';
import { any, bool, date, readModel, text, type Model } from './model';

const CREATE: Model = {
	fields: { TriggerId: text(), Schedule: date, IsTest: bool, BatchDelaySec: any, Scope: any },
};

const SCOPES = ['Contacts', 'Emails', 'Segments'];

const WITHOUT_ID = 'A new dispatch is successfully queued, but an id cannot be returned.';

/** Dispatches of the newer editor. */
export function email2DispatchEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	return [
		{
			no: 50,
			method: 'POST',
			path: '/Email2Dispatches',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, CREATE);
				const scope = (sent.Scope ?? {}) as Record<string, unknown>;
				const named = SCOPES.filter((name) => (scope[name] ?? null) !== null);
				if (named.length !== 1 && rules.on('loyaltiiEmail2Scope'))
					throw refusal(
						ctx,
						400,
						'The scope must be exactly one of contacts, emails and segments.',
					);
				const { Id } = store.email2Dispatches.add({ ...sent, Created: store.date() });
				if (!rules.on('loyaltiiEmail2Answer')) return { Id };
				return named[0] === 'Segments' ? String(Id) : WITHOUT_ID;
			},
		},
	];
}
