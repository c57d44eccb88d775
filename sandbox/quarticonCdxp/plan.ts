import type { FastifyRequest } from 'fastify';
import type { Refusal } from '../shared/platform';
import type { Context } from './context';
import { forbidden } from './errors';

/** Everything of deals and accounts, which a plan or a user's group may lack. */
const CRM = /^\/api\/3\/(account|deal|contactDeals)/;

/** Refuses what the account's plan or the user's group does not include: as a wrong token, with 403. */
export function lacksPlan(
	{ rules, store }: Pick<Context, 'rules' | 'store'>,
	request: FastifyRequest,
): Refusal | undefined {
	return !store.crm && CRM.test(request.url) && rules.on('planGate') ? forbidden() : undefined;
}
