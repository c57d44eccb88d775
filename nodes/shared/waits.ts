import { Crowd } from './crowd';
import { cancelled } from './errors';
import { sleep } from './host';
import { Lane } from './lane';
import type { Pace, Turn } from './pace';
import { paceOf } from './pace';
import type { ApiRequest, Connection } from './platform';

/** What one run waits for: turns before the account's paces, repeats, other runs. Its execution's stop ends every wait. */
export class Waits {
	/** The run's place before the pace. */
	readonly lane: Lane;
	/** The same before the paces of budgets, by name. */
	private readonly budgetLanes = new Map<string, Lane>();
	private latest?: Pace;
	/** How many requests wait, and since when there is one. */
	private waiting = 0;
	private waitingSince = 0;

	/**
	 * @param account identifies the account whose limit is shared
	 * @param signal aborted when the execution is stopped
	 * @param stats where the time is added up during which at least one request waited
	 */
	constructor(
		private readonly account: string,
		private readonly connection: Connection,
		private readonly signal: AbortSignal | undefined,
		private readonly stats: { waitedMs: number },
	) {
		this.lane = new Lane(connection.perSecond > 0 ? undefined : new Crowd());
	}

	get isCancelled(): boolean {
		return this.signal?.aborted ?? false;
	}

	private get pace(): Pace {
		const { perSecond } = this.connection;
		// One that nobody asked for a while may have been forgotten; it would not be the one that others share.
		if (this.latest === undefined || this.latest.isIdle)
			this.latest = paceOf(this.account, perSecond);
		this.latest.perSecond = perSecond;
		return this.latest;
	}

	private paceOfBudget(budget: string): Pace {
		const perSecond = this.connection.budgets?.[budget] ?? 0;
		return paceOf(`${this.account} ${budget}`, perSecond);
	}

	/** Waits until a request may be sent. @throws Failure when the execution is stopped */
	async forTurn({ budget }: ApiRequest, perhapsApplied = false): Promise<Turn> {
		if (this.isCancelled) throw cancelled(perhapsApplied);
		const turn = budget === undefined ? this.pace.atOnce() : undefined;
		if (turn !== undefined) return turn;
		return await this.unlessStopped(perhapsApplied, async () => {
			if (budget !== undefined) {
				const lane = this.budgetLanes.get(budget) ?? new Lane();
				this.budgetLanes.set(budget, lane);
				await this.paceOfBudget(budget).turn(lane, this.signal);
			}
			return await this.pace.turn(this.lane, this.signal);
		});
	}

	/** Waits while others go on. @throws Failure when the execution is stopped */
	async forTime(ms: number, perhapsApplied = false): Promise<void> {
		await this.unlessStopped(
			perhapsApplied,
			async () => await this.lane.aside(sleep(ms, this.signal)),
		);
	}

	/** Everybody who shares the limit that refused a request keeps quiet for so long. */
	keepQuiet(budget: string | undefined, ms: number): void {
		(budget === undefined ? this.pace : this.paceOfBudget(budget)).quiet(ms);
	}

	/** Waits until something of others has ended. @throws Failure when the execution is stopped */
	async until(ended: Promise<void>): Promise<void> {
		if (this.isCancelled) throw cancelled();
		const heard = new AbortController();
		const stopped = new Promise<void>((resolve) =>
			this.signal?.addEventListener('abort', () => resolve(), { signal: heard.signal }),
		);
		await this.lane.aside(Promise.race([ended, stopped]));
		heard.abort();
		if (this.isCancelled) throw cancelled();
	}

	/** Waits, and counts the time during which at least one request does. */
	private async unlessStopped<T>(perhapsApplied: boolean, wait: () => Promise<T>): Promise<T> {
		if (this.isCancelled) throw cancelled(perhapsApplied);
		if (this.waiting++ === 0) this.waitingSince = Date.now();
		try {
			return await wait();
		} catch {
			// Only the signal ends a wait early.
			throw cancelled(perhapsApplied);
		} finally {
			if (--this.waiting === 0) this.stats.waitedMs += Date.now() - this.waitingSince;
		}
	}
}
