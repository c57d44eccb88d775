import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { Api } from './api';
import type { Prepared } from './batch';
import { Gatherer } from './batch';
import { Call } from './call';
import { MOST_AT_ONCE } from './crowd';
import { cancelled, Failure, toFailure } from './errors';
import { JointRow } from './files';
import { closingHint } from './hint';
import { memoryOf } from './memory';
import type { BatchOperation, ItemOperation, Operation, Resource } from './operation';
import { findOperation } from './operation';
import { RecordOrder } from './order';
import type { Outcome } from './outcome';
import { notAttempted, throwFirst, toItems } from './outcome';
import { Parameters } from './parameters';
import type { Platform } from './platform';

/**
 * Items (or batches of items) under way at once, where the operation allows it. Where the platform has a limit, the pace
 * lets an item start only when a turn is near, and the bound is what even a slow platform needs to be kept busy.
 */
const WIDTH = { unpaced: MOST_AT_ONCE, paced: 256, batches: 32 };

/** So many items are taken up in one go: some 0.2 s of work. */
const IN_ONE_GO = 500;

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
	let advice: string | undefined;
	try {
		const operation = chosenOperation(context, resources);
		const { from, hint } = operation.manyItems ?? { from: Infinity };
		if (items.length >= from) advice = hint;
		await run.open(platform);
		await run.all(operation);
	} catch (error) {
		run.stopWith(toFailure(error));
	}
	const outcomes = run.outcomes();
	const hint = closingHint(outcomes, { stats: run.stats, advice });
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
async function outcomeOf(operation: ItemOperation, call: Call): Promise<Outcome> {
	try {
		const rows = await operation.run(call);
		return { rows: Array.isArray(rows) ? rows : [rows] };
	} catch (error) {
		return { failure: call.explain(error) };
	}
}

/** Carries one request out for many items. Never throws. */
async function outcomesOf({ batch }: BatchOperation, rows: Prepared[]): Promise<Outcome[]> {
	try {
		const results = await batch.send(
			rows.map(({ row }) => row),
			rows[0].call,
		);
		if (results instanceof JointRow) {
			const of = rows.map(({ index }) => index);
			return rows.map((_, place) => ({ rows: place === 0 ? [results.row] : [], of }));
		}
		return rows.map(({ call }, place) => {
			const result = results[place] ?? unsaid();
			return result instanceof Failure ? { failure: call.explain(result) } : { rows: [result] };
		});
	} catch (error) {
		return rows.map(({ call }) => ({ failure: call.explain(error) }));
	}
}

/** A request for many items left one of them out of its results. */
const unsaid = (): Failure =>
	new Failure({
		message: 'Nothing is known of what became of this item',
		code: 'no_result',
		remedy: 'Look in the platform before you run this item again.',
		status: 'uncertain',
	});

/** An item that is about to be carried out. */
type Begun = Omit<Prepared, 'row'>;

/** The items of one execution and what became of them. */
class Run {
	private readonly ended: Array<Outcome | undefined>;
	private readonly memory;
	private readonly parameters: Parameters;
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
		this.parameters = new Parameters(context);
	}

	get stats() {
		return this.api?.client.stats;
	}

	async open(platform: Platform): Promise<void> {
		this.api = await Api.open(this.context, platform);
	}

	/** Whether items are left that may start. */
	private get goesOn(): boolean {
		return this.next < this.items.length && this.stop === undefined;
	}

	/** Carries every item out, alone until the platform has answered once, so that a set-up fault costs one request. */
	async all(operation: Operation): Promise<void> {
		const { api } = this;
		if (api === undefined) return;
		if ('batch' in operation) await this.inBatches(api, operation);
		else await this.oneByOne(api, operation);
		// After a stop nothing further is sent, but what an earlier try of the node did still counts.
		while (this.memory !== undefined && this.next < this.items.length) {
			this.begin(api, operation, this.next++);
		}
	}

	private async oneByOne(api: Api, operation: ItemOperation): Promise<void> {
		const { client } = api;
		const order = new RecordOrder(client.lane);
		const worker = async (until: () => boolean) => {
			while (this.goesOn && !until()) {
				await client.lane.enter();
				if (this.needsBreath) await this.breathe(api);
				// While it waited, another worker may have taken the last item.
				const begun = this.goesOn ? this.begin(api, operation, this.next++) : undefined;
				if (begun !== undefined) {
					await order.after(begun.records, async () => {
						if (!this.mayGoOn(api, [begun])) return;
						this.end(begun.index, await outcomeOf(operation, begun.call));
					});
				}
				client.lane.leave();
			}
		};
		await worker(() => client.proven);
		const left = this.items.length - this.next;
		const width = operation.repeatable ? Math.min(widthOf(api), left) : 1;
		await Promise.all(Array.from({ length: width }, async () => await worker(() => false)));
	}

	private async inBatches(api: Api, operation: BatchOperation): Promise<void> {
		const gatherer = new Gatherer(operation.batch);
		const order = new RecordOrder(api.client.lane);
		const underWay = new Set<Promise<void>>();
		const send = async (rows: Prepared[]) => {
			const width = operation.sideBySide && api.client.proven ? WIDTH.batches : 1;
			while (underWay.size >= width) await Promise.race(underWay);
			const sending: Promise<void> = order
				.after(recordsOf(rows), async () => {
					if (!this.mayGoOn(api, rows)) return;
					const outcomes = await outcomesOf(operation, rows);
					outcomes.forEach((outcome, place) => this.end(rows[place].index, outcome));
				})
				.finally(() => underWay.delete(sending));
			underWay.add(sending);
		};
		while (this.goesOn) {
			if (this.needsBreath) await this.breathe(api);
			// Meanwhile the run may have been stopped.
			const begun = this.goesOn ? this.begin(api, operation, this.next++) : undefined;
			if (begun === undefined) continue;
			let complete: Prepared[][] = [];
			try {
				const row = await operation.batch.prepare(begun.call);
				complete = gatherer.add({ ...begun, row });
			} catch (error) {
				this.end(begun.index, { failure: begun.call.explain(error) });
			}
			for (const rows of complete) await send(rows);
		}
		for (const rows of gatherer.rest()) await send(rows);
		await Promise.all(underWay);
	}

	private get needsBreath(): boolean {
		return this.next > 0 && this.next % IN_ONE_GO === 0;
	}

	/**
	 * Lets the process do something else now and then. Tens of thousands of items that ask the platform nothing take long
	 * enough for answers to time out unheard and for Stop to go unnoticed.
	 */
	private async breathe({ client }: Api): Promise<void> {
		await sleep(0);
		if (client.isCancelled) this.stopWith(cancelled());
	}

	/** Takes an item up; undefined where it has ended at once: its record cannot be read, or an earlier try did it. */
	private begin(api: Api, operation: Operation, index: number): Begun | undefined {
		const item = this.items[index];
		const { context, parameters } = this;
		const done = this.memory?.partsOf(item);
		const call = new Call(api, context, parameters, item, index, done);
		let records: string[];
		try {
			const given = operation.record?.(call) ?? [];
			records = typeof given === 'string' ? [given] : given;
		} catch (error) {
			this.end(index, { failure: call.explain(error) });
			return undefined;
		}
		const earlier = this.remembered(item, records, operation.repeatable);
		if (earlier !== undefined) this.end(index, earlier);
		return earlier === undefined ? { index, call, records } : undefined;
	}

	/** Whether items that have waited for others may still be carried out. Where not, they count as not attempted. */
	private mayGoOn(api: Api, items: Begun[]): boolean {
		if (api.client.isCancelled) {
			for (const { index } of items) this.end(index, { failure: cancelled() });
		}
		return this.stop === undefined;
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
		records: string[],
		repeatable: boolean,
	): Outcome | undefined {
		if (this.memory === undefined) return undefined;
		if (repeatable && records.some((record) => this.written.has(record))) this.memory.forget(item);
		const outcome = this.memory.recall(item);
		if (outcome === undefined && this.stop === undefined) {
			for (const record of records) this.written.add(record);
		}
		return outcome;
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

const recordsOf = (items: Begun[]): string[] => items.flatMap(({ records }) => records);

const widthOf = ({ client }: Api): number => (client.isPaced ? WIDTH.paced : WIDTH.unpaced);
