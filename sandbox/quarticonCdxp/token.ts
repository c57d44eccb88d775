import type { FastifyRequest } from 'fastify';
import type { RuleSet } from '../shared/rules';
import type { RuleId } from './rules';
import { queryText } from './wire';

/** Whether the request carries the account's token where the vendor looks for it. */
export function hasToken(request: FastifyRequest, token: string, rules: RuleSet<RuleId>): boolean {
	const names = request.raw.rawHeaders.filter((_text, index) => index % 2 === 0);
	const spelt = rules.on('tokenHeaderAnyCase') || names.includes('Api-Token');
	if (spelt && request.headers['api-token'] === token) return true;
	if (rules.on('tokenOnlyInHeader')) return false;
	const query = request.query as Record<string, unknown>;
	return (
		queryText(query, 'api_token') === token ||
		queryText(query, 'api_key') === token ||
		request.headers.authorization === `Bearer ${token}`
	);
}
