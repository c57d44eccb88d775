import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FailureStatus } from './errors';
import type { Outcome } from './outcome';

interface Entry {
	outcome?: Outcome;
	parts: Map<string, unknown>;
}

/** By input item and by run; an item's entry lives as long as n8n keeps the item. */
const entries = new WeakMap<INodeExecutionData, Map<string, Entry>>();

function statusOf(outcome?: Outcome): FailureStatus | undefined {
	return outcome !== undefined && 'failure' in outcome
		? (outcome.failure.facts.status ?? 'failed')
		: undefined;
}

/** Remembers what a try of this node achieved, so that the next try of the same items skips it. */
export interface Memory {
	/** The item's outcome, if carrying it out again could do harm or nothing. */
	recall(item: INodeExecutionData): Outcome | undefined;
	/** What became of the item when it was last tried. */
	last(item: INodeExecutionData): Outcome | undefined;
	keep(item: INodeExecutionData, outcome: Outcome): void;
	/** Lets the item start anew. */
	forget(item: INodeExecutionData): void;
	/** What the parts of a composed operation brought, by name; the operation adds to it. */
	partsOf(item: INodeExecutionData): Map<string, unknown>;
}

/**
 * With Retry On Fail, n8n runs the whole node again with the very same item objects and tells it nothing. What is done,
 * and what may have been done, must not be sent a second time.
 *
 * @returns undefined where the node does not retry
 */
export function memoryOf(context: IExecuteFunctions): Memory | undefined {
	const node = context.getNode();
	if (node.retryOnFail !== true) return undefined;
	// A loop brings the same items back in a later run of the node, on purpose.
	const run = [
		context.getExecutionId(),
		node.id,
		String(context.evaluateExpression('{{ $runIndex }}', 0)),
	].join(' ');
	const entryOf = (item: INodeExecutionData): Entry => {
		const runs = entries.get(item) ?? new Map<string, Entry>();
		const entry = runs.get(run) ?? { parts: new Map() };
		entries.set(item, runs.set(run, entry));
		return entry;
	};
	return {
		recall: (item) => {
			const outcome = entries.get(item)?.get(run)?.outcome;
			return statusOf(outcome) === 'failed' ? undefined : outcome;
		},
		last: (item) => entries.get(item)?.get(run)?.outcome,
		keep: (item, outcome) => {
			if (statusOf(outcome) !== 'not-attempted') entryOf(item).outcome = outcome;
		},
		forget: (item) => {
			const entry = entryOf(item);
			entry.outcome = undefined;
			entry.parts.clear();
		},
		partsOf: (item) => entryOf(item).parts,
	};
}
