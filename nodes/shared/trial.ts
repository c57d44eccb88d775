import type { FailureFacts } from './errors';
import type { Trouble } from './retry';
import { MAX_TOTAL_MS, neverReached } from './retry';

/** A try that brought no usable answer: why, and how to say it if it was the last. */
export interface Trial {
	trouble: Trouble;
	explain: () => Promise<FailureFacts> | FailureFacts;
}

/** Where the request went. */
export interface Place {
	readonly host: string;
	/** Whether the platform has answered from there in this run. */
	readonly proven: boolean;
}

const NETWORK_WORDS: Record<string, string> = {
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNREFUSED: 'it refused the connection',
	ECONNRESET: 'the connection was closed before the answer came',
	ECONNABORTED: 'it took too long or the connection was closed',
	ETIMEDOUT: 'it took too long',
	EPROTO: 'it does not speak https',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate belongs to another host',
};

/** The code of a network fault; the error itself is dropped, because its inside holds the token. */
export function networkCode(error: unknown): string {
	const { httpCode, code, cause } = error as {
		httpCode?: unknown;
		code?: unknown;
		cause?: { code?: unknown };
	};
	const words = [cause?.code, httpCode, code];
	return words.find((word): word is string => typeof word === 'string') ?? 'unknown';
}

/** Whether a body is a web page. */
export const isPage = (body: unknown): boolean =>
	typeof body === 'string' && body.trimStart().startsWith('<');

/** No answer came. */
export function noAnswer(code: string, place: Place): Trial {
	const why = NETWORK_WORDS[code] ?? `the connection failed (${code})`;
	return {
		trouble: { kind: 'network', code, elsewhere: neverReached(code) },
		explain: () => ({
			message: `No answer from ${place.host}: ${why}`,
			code: 'no_answer',
			remedy: place.proven
				? 'The platform or the network had a fault. Run these items again later.'
				: 'Check the address in the credential, and that this n8n can reach it.',
			setup: !place.proven,
		}),
	};
}

/** An answer came that is a web page, was cut short, or is otherwise no JSON. */
export function notJson(status: number, body: string, place: Place): Trial {
	const page = isPage(body);
	return {
		trouble: { kind: 'body', status, elsewhere: page },
		explain: () => ({
			message: page
				? `${place.host} answered with a web page instead of JSON`
				: `The answer of ${place.host} was cut short or is not JSON`,
			code: page ? 'html_answer' : 'broken_answer',
			remedy: place.proven
				? 'The platform had a fault. Run these items again later.'
				: "The address in the credential is probably not the address of the API. Copy it from the platform's settings.",
			httpStatus: status,
			setup: !place.proven,
		}),
	};
}

/** A redirect, which is never followed. */
export function redirected(status: number, location: unknown, { host }: Place): Trial {
	const base = `https://${host}`;
	const target =
		typeof location === 'string' && URL.canParse(location, base)
			? new URL(location, base).origin
			: 'an unknown address';
	return {
		trouble: { kind: 'status', status },
		explain: () => ({
			message: `${host} redirects to ${target}, and the credential goes to its own host only`,
			code: 'redirected',
			remedy: 'Enter the address of the API itself in the credential.',
			httpStatus: status,
			setup: true,
		}),
	};
}

/** Says so where the platform asks to wait longer than there is time. */
export function withWait(
	failure: FailureFacts,
	{ status, retryAfterMs = 0 }: Trouble,
): FailureFacts {
	if (status !== 429 || retryAfterMs <= MAX_TOTAL_MS) return failure;
	const seconds = Math.ceil(retryAfterMs / 1000);
	return {
		...failure,
		message: `${failure.message}; it asks to wait ${seconds} s, which is too long for one run`,
		// Every other item would be refused as well.
		setup: true,
	};
}

/** The failure of a request that must not be repeated and may have been carried out. */
export function asUncertain(failure: FailureFacts, { elsewhere = false }: Trouble): FailureFacts {
	return {
		...failure,
		status: 'uncertain',
		// One lost answer says nothing about the items after it, unless it looks like the wrong address.
		setup: failure.setup === true && elsewhere,
		remedy: `The request may have been carried out all the same: look in the platform before you repeat it. ${failure.remedy}`,
	};
}
