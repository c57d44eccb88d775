import type { FastifyRequest } from 'fastify';
import { Refusal } from '../shared/platform';
import type { RuleSet } from '../shared/rules';
import { UnreadableBody } from '../shared/server';
import { refusal } from './errors';
import type { VoyadoRuleId } from './rules';

/** Refuses a request that does not say what every request must say. */
export function gate(
	ctx: { rules: RuleSet<VoyadoRuleId> },
	request: FastifyRequest,
	keys: string[],
): Refusal | undefined {
	const { rules } = ctx;
	const { 'content-type': type = '', 'user-agent': agent = '' } = request.headers;
	if (!/^application\/json\b/i.test(type) && rules.on('voyadoContentTypeNeeded'))
		return new Refusal(500, 'An error has occurred', { 'content-type': 'text/plain' });
	if (agent.trim() === '' && rules.on('voyadoUserAgentNeeded'))
		return refusal(ctx, 400, 'InvalidRequest', 'User-Agent is missing.');
	if (agent.trim() !== '' && !/^[^\s/]+\/\S+/.test(agent) && rules.on('voyadoUserAgentForm'))
		return refusal(ctx, 400, 'InvalidRequest', 'User-Agent is not like Product/Version.');
	if (!keys.includes(keyOf(rules, request)) && rules.on('voyadoKeyRequired'))
		return refusal(ctx, 401, 'Unauthorized', 'The API key is missing or wrong.');
	return request.body instanceof UnreadableBody && rules.on('voyadoBrokenJson400')
		? refusal(ctx, 400, 'InvalidRequest', 'The body is not JSON.')
		: undefined;
}

/** The API key of a request. */
export function keyOf(rules: RuleSet<VoyadoRuleId>, { headers }: FastifyRequest): string {
	const elsewhere = rules.on('voyadoKeyHeaderOnly')
		? undefined
		: (headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, ''));
	return String(headers.apikey ?? elsewhere ?? '');
}
