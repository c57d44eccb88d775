import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { FailureFacts } from './errors';
import { cancelled, Failure, toFailure } from './errors';
import type { ApiContext } from './http';
import { sendHttp } from './http';
import { Lane } from './lane';
import type { Pace } from './pace';
import { paceOf } from './pace';
import type { Answer, ApiRequest, Connection, Explanation, Platform } from './platform';
import type { Trouble } from './retry';
import { mayHaveBeenApplied, readRetryAfter, retryDelay } from './retry';
import type { Trial } from './trial';
import { asUncertain, isPage, networkCode, noAnswer, notJson, redirected, withWait } from './trial';

/** How long everybody keeps quiet after a refusal that names no time. */
const DEFAULT_QUIET_MS = 1_000;

type Reply = Omit<Answer, 'perhapsApplied'>;

/**
 * Sends the requests of one run (one `execute`, one editor look-up) to one account:
 * authenticate → pace → send → classify → retry or fail.
 */
export class Client {
	/** What the run cost, for the closing hint. */
	readonly stats = { requests: 0, retries: 0, waitedMs: 0 };
	/** True once the platform gave any answer of its own: address and token are then right. */
	proven = false;

	private readonly accountKey: string;
	private readonly pace: Pace;
	/** The run's place before the pace. */
	readonly lane = new Lane();
	private readonly budgetLane = new Lane();
	private readonly signal?: AbortSignal;
	private verdict?: Promise<boolean>;

	private constructor(
		private readonly context: ApiContext,
		private readonly platform: Platform,
		private readonly connection: Connection,
	) {
		this.accountKey = `${platform.credentialType} ${connection.account}`;
		this.pace = paceOf(this.accountKey, connection.perSecond);
		if ('getExecutionCancelSignal' in context) this.signal = context.getExecutionCancelSignal();
	}

	/**
	 * Reads the credential of the node that runs.
	 * @throws Failure (set-up) when there is none or it cannot be used
	 */
	static async open(context: ApiContext, platform: Platform): Promise<Client> {
		let credential;
		try {
			credential = await context.getCredentials(platform.credentialType);
		} catch (error) {
			throw asSetup(toFailure(error, 'no_credential'));
		}
		return new Client(context, platform, platform.connect(credential));
	}

	/** The host asked, for messages. */
	get host(): string {
		return new URL(this.connection.baseUrl).host;
	}

	/** What the credential holds beside address and token; empty where it holds nothing. */
	setting(name: string): string {
		return this.connection.settings?.[name] ?? '';
	}

	get isCancelled(): boolean {
		return this.signal?.aborted ?? false;
	}

	/**
	 * Sends one request, again where that is safe and useful.
	 *
	 * @returns any 2xx answer, or one whose status the request accepts
	 * @throws Failure with the platform's explanation
	 */
	async send(request: ApiRequest): Promise<Answer> {
		const repeatable = request.repeatable ?? request.method !== 'POST';
		let perhapsApplied = false;
		let started: number | undefined;
		for (let attempt = 1; ; attempt++) {
			await this.takeTurn(request, perhapsApplied);
			started ??= Date.now();
			const result = await this.trySending(request);
			if ('status' in result) return { ...result, perhapsApplied };

			const { trouble, explain } = result;
			perhapsApplied ||= mayHaveBeenApplied(trouble);
			if (this.isCancelled) throw cancelled(perhapsApplied);
			let certain = repeatable;
			if (!repeatable && mayHaveBeenApplied(trouble) && request.findExisting !== undefined) {
				const found = await this.lookAfter(request.findExisting);
				if (found instanceof Failure) throw found;
				if (typeof found === 'object')
					return { status: 200, headers: {}, body: found, perhapsApplied };
				certain = found === 'absent';
			}
			const spentMs = Date.now() - started;
			const delay = this.worthRepeating(trouble, attempt)
				? retryDelay(trouble, { attempt, repeatable: certain, spentMs })
				: undefined;
			if (delay === undefined) {
				const facts = withWait(await explain(), trouble);
				const isLost = !certain && mayHaveBeenApplied(trouble);
				throw new Failure(isLost ? asUncertain(facts, trouble) : facts);
			}
			this.stats.retries++;
			if (trouble.status === 429) this.paceRefused(request, trouble).quiet(delay);
			else await this.wait(delay, perhapsApplied);
		}
	}

	/** After a lost answer: what the operation finds. A look-up that fails itself leaves the matter open. */
	private async lookAfter(
		findExisting: NonNullable<ApiRequest['findExisting']>,
	): Promise<IDataObject | Failure | 'absent' | 'unknown'> {
		try {
			return (await findExisting()) ?? 'absent';
		} catch (error) {
			const failure = toFailure(error);
			return failure.facts.cancelled === true ? failure : 'unknown';
		}
	}

	/** A wrong address does not get better: two tries tell it from a hiccup while nothing has answered yet. */
	private worthRepeating(trouble: Trouble, attempt: number): boolean {
		return this.proven || attempt < 2 || trouble.elsewhere !== true;
	}

	/** Whose limit it was: the budget's where only the body speaks of a limit, else the account's. */
	private paceRefused({ budget }: ApiRequest, { statusSent }: Trouble): Pace {
		return budget === undefined || statusSent === 429 ? this.pace : this.paceOfBudget(budget);
	}

	private async takeTurn({ budget }: ApiRequest, perhapsApplied: boolean): Promise<void> {
		if (this.isCancelled) throw cancelled(perhapsApplied);
		try {
			if (budget !== undefined) {
				this.stats.waitedMs += await this.paceOfBudget(budget).turn(this.budgetLane, this.signal);
			}
			this.stats.waitedMs += await this.pace.turn(this.lane, this.signal);
		} catch {
			// Only the signal ends a wait early.
			throw cancelled(perhapsApplied);
		}
	}

	private paceOfBudget(budget: string): Pace {
		const perSecond = this.connection.budgets?.[budget] ?? 0;
		return paceOf(`${this.accountKey} ${budget}`, perSecond);
	}

	/** Waits while others go on. @throws Failure when the execution is stopped */
	async pause(ms: number): Promise<void> {
		await this.wait(ms, false);
	}

	private async wait(ms: number, perhapsApplied: boolean): Promise<void> {
		this.stats.waitedMs += ms;
		try {
			await this.lane.aside(async () => await sleep(ms, this.signal));
		} catch {
			throw cancelled(perhapsApplied);
		}
	}

	private async trySending(request: ApiRequest): Promise<Reply | Trial> {
		this.stats.requests++;
		let response: IN8nHttpFullResponse;
		try {
			response = await this.lane.aside(
				async () => await sendHttp(this.context, this.platform, this.connection, request),
			);
		} catch (error) {
			return noAnswer(networkCode(error), this);
		}
		return this.classify(request, response);
	}

	/** Whether the platform's limit spaces the requests; without one, only their number at once is bounded. */
	get isPaced(): boolean {
		return this.connection.perSecond > 0;
	}

	private classify(request: ApiRequest, response: IN8nHttpFullResponse): Reply | Trial {
		const { headers, body } = response as IN8nHttpFullResponse & { body: unknown };
		const status = this.statusOf(response.statusCode, body);
		const allowance = this.platform.allowance?.(headers);
		if (allowance !== undefined) this.pace.observe(allowance);
		if (status >= 300 && status < 400) return redirected(status, headers.location, this);
		if (status < 300 || request.accept?.includes(status)) {
			const empty =
				body === undefined || body === null || (typeof body === 'string' && body.trim() === '');
			const answer = empty ? {} : body;
			if (typeof answer === 'object' && (status >= 300 || holds(answer, request.expects))) {
				this.proven = true;
				return { status, headers, body: answer as IDataObject };
			}
			return notJson(status, typeof body === 'string' ? body : '', this);
		}
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		return {
			trouble: {
				kind: 'status',
				status,
				statusSent: response.statusCode,
				retryAfterMs: retryAfterMs ?? (status === 429 ? DEFAULT_QUIET_MS : undefined),
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
		if (request === proof) return { ...facts(explanation, status), setup: true };
		if (!this.proven && proof !== undefined) {
			this.verdict ??= this.send(proof).then(
				() => true,
				() => false,
			);
		}
		const tokenIsValid = this.proven || (await this.verdict);
		return tokenIsValid
			? {
					...facts(explanation, status),
					message: `${displayName} accepts the credential but does not allow this request${explanation.said === undefined ? '' : ` (${explanation.said})`}`,
					code: 'forbidden',
					remedy:
						"Its user lacks the permission, or the account's plan lacks the feature. Ask the administrator.",
					setup: true,
				}
			: { ...facts(explanation, status), setup: true };
	}
}

const holds = (answer: object, keys: string | string[] | undefined): boolean =>
	keys === undefined || [keys].flat().some((key) => (answer as IDataObject)[key] !== undefined);

function facts(
	{ message, code, field, remedy, scope }: Explanation,
	httpStatus: number,
): FailureFacts {
	return { message, code, field, remedy, httpStatus, setup: scope === 'setup' };
}

function asSetup(failure: Failure): Failure {
	return new Failure({ ...failure.facts, setup: true });
}
