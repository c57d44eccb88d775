import type { Explanation } from './platform';

/** A platform's words for what every platform answers. */
export interface Words {
	/** The platform's name. */
	name: string;
	/** What its credential holds, such as `API key`. */
	secret: string;
	/** The same as the field of the credential is called. */
	secretField?: string;
	/** Where the user gets it and what to check beside it; whole sentences. */
	checkSecret: string;
}

/** What the platform says, or the fallback where it says nothing. */
export const quote = (name: string, said: string, fallback: string): string =>
	said === '' ? fallback : `${name} says: ${said}`;

/**
 * The statuses that mean the same everywhere: refused for lack of rights, for the limit, or by a fault of the platform.
 * @returns undefined for all others, which the platform explains
 */
export function explainUsual(
	{ status, said, code }: { status: number; said: string; code?: string },
	{ name, secret, secretField, checkSecret }: Words,
): Explanation | undefined {
	if (status === 401 || status === 403) {
		return {
			scope: 'denied',
			code: 'wrong_token',
			...(secretField !== undefined && { field: secretField }),
			...(said !== '' && { said }),
			message: `${name} refuses the ${secret} (${status}${said === '' ? '' : `: ${said}`})`,
			remedy: checkSecret,
		};
	}
	if (status === 429) {
		return {
			scope: 'item',
			code: 'rate_limited',
			message: `${name} kept refusing because of its limit of requests`,
			remedy:
				'Other tools use the same account at the same time. Lower Requests per Second in the credential, and run these items again.',
		};
	}
	if (status >= 500 || status === 408) {
		return {
			scope: 'item',
			code: code ?? `http_${status}`,
			message: quote(name, said, `${name} could not process the request (${status})`),
			remedy: 'The platform had a fault. Run these items again later.',
		};
	}
	return undefined;
}
