import type { Limit, Turn } from '../shared/limiter';
import { Refusal } from '../shared/platform';
import type { RuleSet } from '../shared/rules';
import type { RuleId } from './rules';

/** The one value the vendor's documentation shows. */
export const VENDOR_RETRY_AFTER_SECONDS = 30;
export const VENDOR_LIMIT: Limit = {
	perSecond: 5,
	window: 'fixed',
	retryAfterSeconds: VENDOR_RETRY_AFTER_SECONDS,
};

/** The refusal of a request beyond the limit. Its body has no source, so its shape can be chosen. */
export function tooMany(
	{ answer = 'json', retryAfterSeconds = VENDOR_RETRY_AFTER_SECONDS }: Limit,
	rules: RuleSet<RuleId>,
): Refusal {
	const retryAfter: Record<string, string> = rules.on('retryAfterHeader')
		? { 'retry-after': String(retryAfterSeconds) }
		: {};
	switch (answer) {
		case 'empty':
			return new Refusal(429, '', retryAfter);
		case 'html':
			return new Refusal(429, '<html><body><h1>429 Too Many Requests</h1></body></html>', {
				...retryAfter,
				'content-type': 'text/html',
			});
		case '503':
			return new Refusal(503, '', {});
		default:
			return new Refusal(429, { message: 'Too Many Requests' }, retryAfter);
	}
}

/** Without a limit there is nothing to tell. */
export function limitHeaders({ limit, remaining }: Turn): Record<string, string> {
	return limit > 0
		? { 'RateLimit-Limit': String(limit), 'RateLimit-Remaining': String(remaining) }
		: {};
}
