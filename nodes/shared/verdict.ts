import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { FailureFacts } from './errors';
import { toFailure } from './errors';
import type { Answer, ApiRequest, Explanation, Platform } from './platform';
import { readRetryAfter } from './retry';
import type { Place, Trial } from './trial';
import { isPage, notJson, redirected } from './trial';

/** How long everybody keeps quiet after a refusal that names no time. */
const DEFAULT_QUIET_MS = 1_000;
/** The same for a budget: those count by minutes. */
const BUDGET_QUIET_MS = 10_000;

/** A usable answer. */
export type Reply = Omit<Answer<unknown>, 'perhapsApplied'>;

/** What the answers of one run mean, and what they tell of address and credential. */
export class Verdicts implements Place {
	/** True once the platform gave any answer of its own: address and token are then right. */
	proven = false;
	private credential?: Promise<'valid' | 'refused' | 'unknown'>;

	constructor(
		private readonly platform: Platform,
		readonly host: string,
		/** Sends a request of the same run. @throws Failure */
		private readonly send: (request: ApiRequest) => Promise<unknown>,
	) {}

	/** The answer, or why there is none to use. */
	of(request: ApiRequest, response: IN8nHttpFullResponse): Reply | Trial {
		const { headers, body } = response as IN8nHttpFullResponse & { body: unknown };
		const status = this.statusOf(response.statusCode, body);
		if (status >= 300 && status < 400) return redirected(status, headers.location, this);
		if (status < 300 || request.accept?.includes(status)) {
			const answer = isBlank(body) ? {} : body;
			if (status >= 300 ? isWhole(answer) : holds(answer, request.expects)) {
				this.proven = true;
				return { status, headers, body: answer };
			}
			return notJson(status, typeof body === 'string' ? body : '', this);
		}
		const ofBudget =
			request.budget !== undefined && this.platform.limitOf?.(response.statusCode) === 'budget';
		const quietMs = ofBudget ? BUDGET_QUIET_MS : DEFAULT_QUIET_MS;
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		return {
			trouble: {
				kind: 'status',
				status,
				ofBudget,
				retryAfterMs: retryAfterMs ?? (status === 429 ? quietMs : undefined),
			},
			explain: async () => await this.refused(status, body, request),
		};
	}

	/** The status an answer has by the platform's own word, which may stand in the body. */
	private statusOf(status: number, body: unknown): number {
		if (typeof body !== 'object' || body === null) return status;
		return this.platform.statusOf?.(body as IDataObject, status) ?? status;
	}

	private async refused(status: number, body: unknown, request: ApiRequest): Promise<FailureFacts> {
		if (isPage(body) && status < 500 && status !== 429 && !this.proven) {
			return await notJson(status, String(body), this).explain();
		}
		const explanation = this.platform.explain({ status, body }, request);
		if (explanation.scope !== 'denied') {
			// A refusal in the platform's own words shows that address and token are right.
			if (status < 500 && explanation.scope === 'item') this.proven = true;
			return facts(explanation, status);
		}
		return await this.denied(explanation, status, request);
	}

	/** Refused for lack of rights: one request that any valid token may send tells a wrong token from a missing right. */
	private async denied(
		explanation: Explanation,
		status: number,
		request: ApiRequest,
	): Promise<FailureFacts> {
		const { proof, displayName } = this.platform;
		const wrong = { ...facts(explanation, status), setup: true };
		if (request === proof) return wrong;
		if (proof !== undefined) this.credential ??= this.prove(proof);
		const credential = await (this.credential ?? (this.proven ? 'valid' : 'refused'));
		if (credential === 'refused') return wrong;
		const said = explanation.said === undefined ? '' : ` (${explanation.said})`;
		if (credential === 'unknown') {
			return {
				...wrong,
				message: `${displayName} does not allow this request${said}; whether it accepts the credential at all could not be told`,
				code: 'denied',
				remedy: `Run the workflow again later. If this stays: ${explanation.remedy}`,
			};
		}
		return {
			...wrong,
			message: `${displayName} accepts the credential but does not allow this request${said}`,
			code: 'forbidden',
			remedy:
				"Its user lacks the permission, or the account's plan lacks the feature. Ask the administrator.",
		};
	}

	/** Whether the credential is good, by a request that any good one may send. */
	private async prove(proof: ApiRequest): Promise<'valid' | 'refused' | 'unknown'> {
		try {
			await this.send(proof);
			return 'valid';
		} catch (error) {
			const { httpStatus = 0 } = toFailure(error).facts;
			return [401, 403].includes(httpStatus) ? 'refused' : 'unknown';
		}
	}
}

/** An answer without a word. */
const isBlank = (body: unknown): boolean =>
	body === undefined || body === null || (typeof body === 'string' && body.trim() === '');

/** Whether an answer is neither a web page nor JSON that was cut short; some platforms refuse in plain text. */
const isWhole = (answer: unknown): boolean =>
	typeof answer === 'object' || !/^\s*[<{[]/.test(String(answer));

/** Whether this is the answer a request expects; without a word on that, any JSON object or array is. */
function holds(answer: unknown, expects: ApiRequest['expects']): boolean {
	if (typeof expects === 'function') return expects(answer);
	if (typeof answer !== 'object') return false;
	if (expects === undefined) return true;
	const has = (key: string) => (answer as IDataObject)[key] !== undefined;
	return typeof expects === 'string' ? has(expects) : expects.length === 0 || expects.some(has);
}

function facts(
	{ message, code, field, remedy, scope }: Explanation,
	httpStatus: number,
): FailureFacts {
	return { message, code, field, remedy, httpStatus, setup: scope === 'setup' };
}
