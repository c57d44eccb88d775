import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { FailureFacts } from './errors';
import { cancelled, Failure, invalid, toFailure } from './errors';
import type { RunStats } from './hint';
import { sleep } from './host';
import type { ApiContext } from './http';
import { sendHttp } from './http';
import { Lane } from './lane';
import type { Pace, Turn } from './pace';
import { paceOf } from './pace';
import type { Answer, ApiRequest, Connection, Explanation, Platform } from './platform';
import type { Trouble } from './retry';
import { mayHaveBeenApplied, readRetryAfter, retryDelay } from './retry';
import type { Trial } from './trial';
import { asUncertain, isPage, networkCode, noAnswer, notJson, redirected, withWait } from './trial';

/** How long everybody keeps quiet after a refusal that names no time. */
const DEFAULT_QUIET_MS = 1_000;
/** The same for a budget: those count by minutes. */
const BUDGET_QUIET_MS = 10_000;

/** After such a wait for its turn, what was read before a request may be out of date. */
const LATE_MS = 5_000;

type Reply = Omit<Answer<unknown>, 'perhapsApplied'>;

/**
 * Sends the requests of one run (one `execute`, one editor look-up) to one account:
 * authenticate → pace → send → classify → retry or fail.
 */
export class Client {
	/** What the run cost, for the closing hint. */
	readonly stats: RunStats = { requests: 0, retries: 0, waitedMs: 0 };
	/** True once the platform gave any answer of its own: address and token are then right. */
	proven = false;

	private readonly accountKey: string;
	/** The run's place before the pace. */
	readonly lane = new Lane();
	/** The same before the paces of budgets, by name. */
	private readonly budgetLanes = new Map<string, Lane>();
	private readonly signal?: AbortSignal;
	private verdict?: Promise<'valid' | 'refused' | 'unknown'>;
	/** How many requests wait, and since when there is one. */
	private waiting = 0;
	private waitingSince = 0;

	private constructor(
		private readonly context: ApiContext,
		private readonly platform: Platform,
		private readonly connection: Connection,
	) {
		this.accountKey = `${platform.credentialType} ${connection.account}`;
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

	/** The account asked, as no other credential of another account has it; holds no secret. */
	get account(): string {
		return this.accountKey;
	}

	/** Asked for anew each time: after a long pause it would no longer be the one that others share. */
	private get pace(): Pace {
		return paceOf(this.accountKey, this.connection.perSecond);
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
	async send<Body = IDataObject>(request: ApiRequest): Promise<Answer<Body>> {
		checkPath(request);
		return (await this.sendUntilSettled(request)) as Answer<Body>;
	}

	private async sendUntilSettled(request: ApiRequest): Promise<Answer<unknown>> {
		const repeatable = request.repeatable ?? request.method !== 'POST';
		let perhapsApplied = false;
		let started: number | undefined;
		for (let attempt = 1; ; attempt++) {
			const turn = await this.ready(request, attempt, perhapsApplied);
			if ('instead' in turn) return this.standsFor(turn.instead, perhapsApplied);
			started ??= Date.now();
			const result = await this.trySending(request, turn);
			if ('status' in result) return { ...result, perhapsApplied };

			const { trouble, explain } = result;
			perhapsApplied ||= mayHaveBeenApplied(trouble);
			if (this.isCancelled) throw cancelled(perhapsApplied);
			// What may have been done is looked for before it is done again, once the platform has had time to finish it.
			const looks = !repeatable && perhapsApplied && request.findExisting !== undefined;
			const spentMs = Date.now() - started;
			const delay = this.worthRepeating(trouble, attempt)
				? retryDelay(trouble, { attempt, repeatable: repeatable || looks, spentMs })
				: undefined;
			if (delay !== undefined) await this.holdBack(request, trouble, delay, perhapsApplied);
			const found = looks ? await this.lookAfter(request.findExisting) : 'unknown';
			if (found instanceof Failure) throw found;
			if (typeof found === 'object') return this.standsFor(found, perhapsApplied);
			const certain = repeatable || found === 'absent' || !perhapsApplied;
			if (delay === undefined || !certain) {
				const facts = withWait(await explain(), trouble);
				throw new Failure(certain ? facts : asUncertain(facts, trouble));
			}
			this.stats.retries++;
		}
	}

	/** What a look-up found, as the answer of the request that made it. */
	private standsFor(body: IDataObject, perhapsApplied: boolean): Answer<unknown> {
		return { status: 200, headers: {}, body, perhapsApplied };
	}

	/**
	 * Waits for a request's turn. What was read before it may be out of date by then, so the request is reconsidered before
	 * it is repeated, and after a long wait.
	 */
	private async ready(
		request: ApiRequest,
		attempt: number,
		perhapsApplied: boolean,
	): Promise<Turn | { instead: IDataObject }> {
		let turn = attempt === 1 ? await this.takeTurn(request, perhapsApplied) : undefined;
		if (request.reconsider !== undefined && (turn === undefined || turn.waitedMs > LATE_MS)) {
			const instead = await this.reconsidered(request.reconsider, perhapsApplied);
			if (instead !== undefined) return { instead };
			turn = undefined;
		}
		return turn ?? (await this.takeTurn(request, perhapsApplied));
	}

	/** What stands for the answer of a request that is not wanted any more. @throws Failure */
	private async reconsidered(
		reconsider: NonNullable<ApiRequest['reconsider']>,
		perhapsApplied: boolean,
	): Promise<IDataObject | undefined> {
		try {
			return await reconsider();
		} catch (error) {
			throw this.isCancelled ? cancelled(perhapsApplied) : toFailure(error);
		}
	}

	/** A refusal for the limit holds for everybody; any other wait for this request alone. */
	private async holdBack(
		request: ApiRequest,
		trouble: Trouble,
		delay: number,
		perhapsApplied: boolean,
	): Promise<void> {
		if (trouble.status === 429) this.paceRefused(request, trouble).quiet(delay);
		else await this.wait(delay, perhapsApplied);
	}

	/** After a lost answer: what the operation finds. A look-up that fails itself leaves the matter open. */
	private async lookAfter(
		findExisting: ApiRequest['findExisting'],
	): Promise<IDataObject | Failure | 'absent' | 'unknown'> {
		try {
			return (await findExisting?.()) ?? 'absent';
		} catch (error) {
			const failure = toFailure(error);
			return failure.facts.cancelled === true ? failure : 'unknown';
		}
	}

	/** A wrong address does not get better: two tries tell it from a hiccup while nothing has answered yet. */
	private worthRepeating(trouble: Trouble, attempt: number): boolean {
		return this.proven || attempt < 2 || trouble.elsewhere !== true;
	}

	/** Whether a refusal for a limit is for that of the request's budget. */
	private isOfBudget({ budget }: ApiRequest, statusSent = 0): boolean {
		return budget !== undefined && this.platform.limitOf?.(statusSent) === 'budget';
	}

	private paceRefused(request: ApiRequest, { statusSent }: Trouble): Pace {
		const { budget = '' } = request;
		return this.isOfBudget(request, statusSent) ? this.paceOfBudget(budget) : this.pace;
	}

	private async takeTurn({ budget }: ApiRequest, perhapsApplied: boolean): Promise<Turn> {
		if (this.isCancelled) throw cancelled(perhapsApplied);
		try {
			return await this.timed(async () => {
				if (budget !== undefined) {
					const lane = this.budgetLanes.get(budget) ?? new Lane();
					this.budgetLanes.set(budget, lane);
					await this.paceOfBudget(budget).turn(lane, this.signal);
				}
				return await this.pace.turn(this.lane, this.signal);
			});
		} catch {
			// Only the signal ends a wait early.
			throw cancelled(perhapsApplied);
		}
	}

	/** Counts the time during which at least one request waited. */
	private async timed<T>(wait: () => Promise<T>): Promise<T> {
		if (this.waiting++ === 0) this.waitingSince = Date.now();
		try {
			return await wait();
		} finally {
			if (--this.waiting === 0) this.stats.waitedMs += Date.now() - this.waitingSince;
		}
	}

	private paceOfBudget(budget: string): Pace {
		const perSecond = this.connection.budgets?.[budget] ?? 0;
		return paceOf(`${this.accountKey} ${budget}`, perSecond);
	}

	/** Waits until something of others has ended. @throws Failure when the execution is stopped */
	async until(ended: Promise<void>): Promise<void> {
		if (this.isCancelled) throw cancelled();
		const heard = new AbortController();
		const stopped = new Promise<void>((resolve) =>
			this.signal?.addEventListener('abort', () => resolve(), { signal: heard.signal }),
		);
		await this.lane.aside(async () => await Promise.race([ended, stopped]));
		heard.abort();
		if (this.isCancelled) throw cancelled();
	}

	/** Waits while others go on. @throws Failure when the execution is stopped */
	async pause(ms: number): Promise<void> {
		await this.wait(ms, false);
	}

	private async wait(ms: number, perhapsApplied: boolean): Promise<void> {
		try {
			await this.timed(async () => await this.lane.aside(async () => await sleep(ms, this.signal)));
		} catch {
			throw cancelled(perhapsApplied);
		}
	}

	private async trySending(request: ApiRequest, turn: Turn): Promise<Reply | Trial> {
		this.stats.requests++;
		let response: IN8nHttpFullResponse;
		try {
			response = await this.lane.aside(
				async () => await sendHttp(this.context, this.platform, this.connection, request),
			);
		} catch (error) {
			return noAnswer(networkCode(error), this);
		}
		turn.answered(this.platform.allowance?.(response.headers));
		return this.classify(request, response);
	}

	/** Whether the platform's limit spaces the requests; without one, only their number at once is bounded. */
	get isPaced(): boolean {
		return this.connection.perSecond > 0;
	}

	private classify(request: ApiRequest, response: IN8nHttpFullResponse): Reply | Trial {
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
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		const ofBudget = this.isOfBudget(request, response.statusCode);
		const quietMs = ofBudget ? BUDGET_QUIET_MS : DEFAULT_QUIET_MS;
		return {
			trouble: {
				kind: 'status',
				status,
				statusSent: response.statusCode,
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
		if (proof !== undefined) this.verdict ??= this.prove(proof);
		const verdict = await (this.verdict ?? (this.proven ? 'valid' : 'refused'));
		if (verdict === 'refused') return wrong;
		const said = explanation.said === undefined ? '' : ` (${explanation.said})`;
		if (verdict === 'unknown') {
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
	const keys = [expects ?? []].flat();
	return keys.length === 0 || keys.some((key) => (answer as IDataObject)[key] !== undefined);
}

/** An empty segment, or one of dots, would lead to another address. @throws Failure */
function checkPath({ path }: ApiRequest): void {
	const wrong = path.find((segment) => /^\.{0,2}$/.test(String(segment)));
	if (wrong === undefined) return;
	throw invalid(
		'Address of the request',
		`"${String(wrong)}" cannot stand for a name or an ID in it`,
		'Give the name or ID of a record in the node.',
	);
}

function facts(
	{ message, code, field, remedy, scope }: Explanation,
	httpStatus: number,
): FailureFacts {
	return { message, code, field, remedy, httpStatus, setup: scope === 'setup' };
}

function asSetup(failure: Failure): Failure {
	return new Failure({ ...failure.facts, setup: true });
}
