import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Api } from './api';
import { Call } from './call';
import { cancelled, Failure, toFailure } from './errors';
import { closingHint } from './hint';
import { memoryOf } from './memory';
import type { Operation, Resource } from './operation';
import { findOperation } from './operation';
import type { Outcome } from './outcome';
import { notAttempted, throwFirst, toItems } from './outcome';
import type { Platform } from './platform';

/**
 * Items under way at once, where the operation allows it. Without a limit of the platform this bounds the load; with one,
 * the pace lets an item start only when a turn is near, and the bound is what even a slow platform needs to be kept busy.
 */
const WIDTH = { unpaced: 32, paced: 256 };

/**
 * Runs a node's chosen operation over its input items. Every item ends as exactly one outcome; output order and
 * `pairedItem` are the input's.
 *
 * @returns one output; n8n moves error items to the error output itself
 * @throws NodeApiError | NodeOperationError unless `continueOnFail`
 */
export async function runItems(
	context: IExecuteFunctions,
	platform: Platform,
	resources: Resource[],
	{ continueOnFail }: { continueOnFail: boolean },
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = new Run(context, items, !continueOnFail);
	try {
		const operation = chosenOperation(context, resources);
		await run.open(platform);
		await run.all(operation);
	} catch (error) {
		run.stopWith(toFailure(error));
	}
	const outcomes = run.outcomes();
	const hint = closingHint(outcomes, run.stats);
	// Tool executions and old hosts have no hints.
	if (hint !== undefined && typeof context.addExecutionHints === 'function')
		context.addExecutionHints(hint);
	if (!continueOnFail) throwFirst(context, outcomes);
	// The error output brings the input back by itself; the regular output does not.
	const keepInput = context.getNode().onError !== 'continueErrorOutput';
	return [outcomes.flatMap((outcome, index) => toItems(outcome, items[index], index, keepInput))];
}

function chosenOperation(context: IExecuteFunctions, resources: Resource[]): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = findOperation(resources, resource, name);
	if (operation === undefined) {
		throw new Failure({
			message: `There is no operation "${name}" on "${resource}"`,
			code: 'unknown_operation',
			remedy: 'Choose a resource and an operation in the node.',
			setup: true,
		});
	}
	return operation;
}

/** Carries an operation out for one item. Never throws. */
async function outcomeOf(operation: Operation, call: Call): Promise<Outcome> {
	try {
		const rows = await operation.run(call);
		return { rows: Array.isArray(rows) ? rows : [rows] };
	} catch (error) {
		return { failure: call.explain(error) };
	}
}

/** The items of one execution and what became of them. */
class Run {
	private readonly ended: Array<Outcome | undefined>;
	private readonly memory;
	private readonly busy = new Map<string, Promise<void>>();
	/** Under Retry On Fail: the records that this try writes to. */
	private readonly written = new Set<string>();
	private api?: Api;
	private next = 0;
	/** Once set, no further item starts. */
	private stop?: Failure;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly items: INodeExecutionData[],
		private readonly stopAtFirstFailure: boolean,
	) {
		this.ended = new Array<Outcome | undefined>(items.length);
		this.memory = memoryOf(context);
	}

	get stats() {
		return this.api?.client.stats;
	}

	async open(platform: Platform): Promise<void> {
		this.api = await Api.open(this.context, platform);
	}

	/** Starts every item: alone until the platform has answered once, so that a set-up fault costs one request. */
	async all(operation: Operation): Promise<void> {
		const { api } = this;
		if (api === undefined) return;
		const { client } = api;
		const worker = async (until: () => boolean) => {
			while (this.next < this.items.length && this.stop === undefined && !until()) {
				if (client.isPaced) await client.lane.enter();
				// While it waited, another worker may have taken the last item.
				if (this.next < this.items.length && this.stop === undefined) {
					await this.one(api, operation, this.next++);
				}
				if (client.isPaced) client.lane.leave();
			}
		};
		await worker(() => client.proven);
		const bound = client.isPaced ? WIDTH.paced : WIDTH.unpaced;
		const width = operation.repeatable ? Math.min(bound, this.items.length - this.next) : 1;
		await Promise.all(Array.from({ length: width }, async () => await worker(() => false)));
		// After a stop nothing further is sent, but what an earlier try of the node did still counts.
		while (this.memory !== undefined && this.next < this.items.length) {
			await this.one(api, operation, this.next++);
		}
	}

	private async one(api: Api, operation: Operation, index: number): Promise<void> {
		const item = this.items[index];
		const call = new Call(api, this.context, item, index, this.memory?.partsOf(item));
		let record: string | undefined;
		try {
			record = operation.record?.(call);
		} catch (error) {
			return this.end(index, { failure: call.explain(error) });
		}
		const earlier = this.remembered(item, record, operation.repeatable);
		if (earlier !== undefined) return this.end(index, earlier);
		// The outcome counts before the next item of the record looks whether the run goes on.
		await this.afterSameRecord(api, record, async () => {
			if (api.client.isCancelled) return this.end(index, { failure: cancelled() });
			if (this.stop === undefined) this.end(index, await outcomeOf(operation, call));
		});
	}

	/** Notes an item's outcome, and whether it ends the run. */
	private end(index: number, outcome: Outcome): void {
		if ('failure' in outcome) {
			const { failure } = outcome;
			if (failure.facts.setup === true || failure.facts.cancelled === true) this.stopWith(failure);
			else if (this.stopAtFirstFailure) this.stop ??= failure;
		}
		this.ended[index] = outcome;
		this.memory?.keep(this.items[index], outcome);
	}

	/**
	 * What an earlier try of the node made of the item. Where this try writes to the same record for an item further up,
	 * that counts no more: the last item in the input has the last word, so the item is carried out again.
	 */
	private remembered(
		item: INodeExecutionData,
		record: string | undefined,
		repeatable: boolean,
	): Outcome | undefined {
		if (this.memory === undefined) return undefined;
		if (repeatable && record !== undefined && this.written.has(record)) this.memory.forget(item);
		const outcome = this.memory.recall(item);
		if (outcome === undefined && record !== undefined && this.stop === undefined)
			this.written.add(record);
		return outcome;
	}

	/** Items that name the same record follow each other in input order; an item started later always waits. */
	private async afterSameRecord<T>(
		{ client }: Api,
		record: string | undefined,
		work: () => Promise<T>,
	): Promise<T> {
		if (record === undefined) return await work();
		const before = this.busy.get(record);
		let leave = () => {};
		const mine = new Promise<void>((resolve) => (leave = resolve));
		this.busy.set(record, mine);
		if (before !== undefined) await client.lane.aside(async () => await before);
		try {
			return await work();
		} finally {
			leave();
			if (this.busy.get(record) === mine) this.busy.delete(record);
		}
	}

	/** Nothing further is started; items without an outcome are left as not attempted. */
	stopWith(failure: Failure): void {
		if (this.stop === undefined || this.stop.facts.setup !== true) this.stop = failure;
	}

	/** Every item's outcome; those that no try of the node has started are `not-attempted`. */
	outcomes(): Outcome[] {
		return this.items.map(
			(item, index) =>
				this.ended[index] ?? this.memory?.last(item) ?? { failure: notAttempted(this.stop) },
		);
	}
}
