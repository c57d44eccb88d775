import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { cancelled, Failure, invalid, toFailure } from './errors';
import type { RunStats } from './hint';
import type { ApiContext } from './http';
import { sendHttp } from './http';
import type { Lane } from './lane';
import { isAbsence, Outage } from './outage';
import type { Turn } from './pace';
import type { Answer, ApiRequest, Connection, Platform } from './platform';
import type { Trouble } from './retry';
import { MAX_ATTEMPTS, MAX_TOTAL_MS, mayHaveBeenApplied, retryDelay } from './retry';
import type { Trial } from './trial';
import { asUncertain, networkCode, noAnswer, withWait } from './trial';
import type { Reply } from './verdict';
import { Verdicts } from './verdict';
import { Waits } from './waits';

/** After such a wait for its turn, what was read before a request may be out of date. */
const LATE_MS = 5_000;

/**
 * Sends the requests of one run (one `execute`, one editor look-up) to one account: wait for a turn → send → judge the answer
 * → retry or fail.
 */
export class Client {
	/** What the run cost, for the closing hint. */
	readonly stats: RunStats = { requests: 0, retries: 0, waitedMs: 0 };
	/** The account asked, as no other credential of another account has it; holds no secret. */
	readonly account: string;
	/** The host asked, for messages. */
	readonly host: string;
	private readonly waits: Waits;
	private readonly verdicts: Verdicts;
	private readonly outage = new Outage();

	private constructor(
		private readonly context: ApiContext,
		private readonly platform: Platform,
		private readonly connection: Connection,
	) {
		this.account = `${platform.credentialType} ${connection.account}`;
		this.host = new URL(connection.baseUrl).host;
		const signal =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		this.waits = new Waits(this.account, connection, signal, this.stats);
		this.verdicts = new Verdicts(platform, this.host, async (request) => await this.send(request));
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

	/** What the credential holds beside address and token; empty where it holds nothing. */
	setting(name: string): string {
		return this.connection.settings?.[name] ?? '';
	}

	get isCancelled(): boolean {
		return this.waits.isCancelled;
	}

	/** Whether the platform has given an answer of its own: address and token are then right. */
	get proven(): boolean {
		return this.verdicts.proven;
	}

	/** Whether the platform's limit spaces the requests; without one, only their number at once is bounded. */
	get isPaced(): boolean {
		return this.connection.perSecond > 0;
	}

	/** The run's place before the pace. */
	get lane(): Lane {
		return this.waits.lane;
	}

	/** Waits until something of others has ended. @throws Failure when the execution is stopped */
	async until(ended: Promise<void>): Promise<void> {
		await this.waits.until(ended);
	}

	/** Waits while others go on. @throws Failure when the execution is stopped */
	async pause(ms: number): Promise<void> {
		await this.waits.forTime(ms);
	}

	/**
	 * Sends one request, again where that is safe and useful.
	 *
	 * @returns any 2xx answer, or one whose status the request accepts
	 * @throws Failure with the platform's explanation
	 */
	async send<Body = IDataObject>(request: ApiRequest): Promise<Answer<Body>> {
		checkPath(request);
		const repeatable = request.repeatable ?? request.method !== 'POST';
		let perhapsApplied = false;
		let started: number | undefined;
		/** Whether it was tried once more although the platform was there. */
		let triedOnceMore = false;
		for (let attempt = 1, isNew = true; ; attempt++, isNew = false) {
			// It would be uncertain what became of a request that must not be sent twice.
			const mustArrive = !repeatable && !perhapsApplied;
			if (mustArrive && this.outage.isLikely && (await this.untilThere(request)) === 'back')
				isNew = false;
			const turn = await this.ready(request, isNew, perhapsApplied);
			if ('instead' in turn) return standsFor<Body>(turn.instead, perhapsApplied);
			started ??= Date.now();
			const result = await this.sendOnce(request, turn);
			if ('status' in result) {
				const { status, headers, body } = result;
				return { status, headers, body: body as Body, perhapsApplied };
			}

			const { trouble, explain } = result;
			perhapsApplied ||= mayHaveBeenApplied(trouble);
			if (this.isCancelled) throw cancelled(perhapsApplied);
			// What may have been done is looked for before it is done again, once the platform has had time to finish it.
			const looks = !repeatable && perhapsApplied && request.findExisting !== undefined;
			const spentMs = Date.now() - started;
			let delay = this.worthRepeating(trouble, attempt)
				? retryDelay(trouble, { attempt, repeatable: repeatable || looks, spentMs })
				: undefined;
			if (delay === undefined && repeatable && this.outage.isLikely && spentMs < MAX_TOTAL_MS) {
				const was = await this.untilThere(request, perhapsApplied);
				// Its tries say nothing if nobody was there.
				if (was === 'back') attempt = 0;
				if (was === 'back' || !triedOnceMore) delay = 0;
				triedOnceMore = was === 'there';
			}
			if (delay !== undefined) await this.holdBack(request, trouble, delay, perhapsApplied);
			const found = looks ? await this.lookAfter(request.findExisting) : 'unknown';
			if (found instanceof Failure) throw found;
			if (typeof found === 'object') return standsFor<Body>(found, perhapsApplied);
			const certain = repeatable || found === 'absent' || !perhapsApplied;
			if (delay === undefined || !certain) {
				const facts = withWait(await explain(), trouble);
				throw new Failure(certain ? facts : asUncertain(facts, trouble));
			}
			this.stats.retries++;
		}
	}

	/**
	 * Waits for a request's turn. What was read before it may be out of date by then, so the request is reconsidered before
	 * it is repeated, and after a long wait.
	 */
	private async ready(
		request: ApiRequest,
		isNew: boolean,
		perhapsApplied: boolean,
	): Promise<Turn | { instead: IDataObject }> {
		let turn = isNew ? await this.waits.forTurn(request, perhapsApplied) : undefined;
		if (request.reconsider !== undefined && (turn === undefined || turn.waitedMs > LATE_MS)) {
			const instead = await this.reconsidered(request.reconsider, perhapsApplied);
			if (instead !== undefined) return { instead };
			turn = undefined;
		}
		return turn ?? (await this.waits.forTurn(request, perhapsApplied));
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

	private async sendOnce(request: ApiRequest, turn: Turn): Promise<Reply | Trial> {
		this.stats.requests++;
		let response: IN8nHttpFullResponse;
		try {
			response = await this.lane.answer(
				sendHttp(this.context, this.platform, this.connection, request),
			);
		} catch (error) {
			return this.heard(noAnswer(networkCode(error), this));
		}
		turn.answered(this.platform.allowance?.(response.headers));
		return this.heard(this.verdicts.of(request, response));
	}

	/** Every trial tells something of whether the platform is there. */
	private heard(result: Reply | Trial): Reply | Trial {
		this.outage.isLikely = this.proven && 'trouble' in result && isAbsence(result.trouble);
		return result;
	}

	/** A wrong address does not get better: two tries tell it from a hiccup while nothing has answered yet. */
	private worthRepeating(trouble: Trouble, attempt: number): boolean {
		return this.proven || attempt < 2 || trouble.elsewhere !== true;
	}

	/** A refusal for the limit holds for everybody; any other wait for this request alone. */
	private async holdBack(
		{ budget }: ApiRequest,
		{ status, ofBudget = false }: Trouble,
		delay: number,
		perhapsApplied: boolean,
	): Promise<void> {
		if (status === 429) this.waits.keepQuiet(ofBudget ? budget : undefined, delay);
		else await this.waits.forTime(delay, perhapsApplied);
	}

	/**
	 * Waits until the platform answers a request that any good credential may send.
	 *
	 * @returns 'there' if it answered at once, 'back' if it had been away; 'there' where that cannot be found out
	 * @throws Failure (set-up) if it stays away: every other item would find nobody as well
	 */
	private async untilThere(request: ApiRequest, perhapsApplied = false): Promise<'there' | 'back'> {
		const { proof } = this.platform;
		if (proof === undefined || request === proof) return 'there';
		const since = Date.now();
		try {
			return await this.outage.over(async (attempt) => {
				const result = await this.sendOnce(proof, await this.waits.forTurn(proof));
				if ('status' in result || !isAbsence(result.trouble)) return true;
				const delay = retryDelay(result.trouble, {
					attempt: Math.min(attempt, MAX_ATTEMPTS - 1),
					repeatable: true,
					spentMs: Date.now() - since,
				});
				if (delay === undefined) throw asSetup(new Failure(await result.explain()));
				await this.waits.forTime(delay);
				return false;
			});
		} catch (error) {
			throw this.isCancelled ? cancelled(perhapsApplied) : error;
		}
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
}

/** What a look-up found, as the answer of the request that made it. */
const standsFor = <Body>(body: IDataObject, perhapsApplied: boolean): Answer<Body> => ({
	status: 200,
	headers: {},
	body: body as Body,
	perhapsApplied,
});

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

function asSetup(failure: Failure): Failure {
	return new Failure({ ...failure.facts, setup: true });
}
