import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FailureFacts } from './errors';
import { cancelled, Failure, toErrorJson, toNodeError } from './errors';
import type { Row } from './files';
import { RowWithFiles } from './files';
import { onErrorOutput } from './host';

/** How one item ended; `of` are the places of the items the rows were made of, where they are several. */
export type Outcome = { rows: Row[]; of?: number[] } | { failure: Failure };

/** The outcome of an item that never started, because of what stopped the run. */
export function notAttempted(reason?: Failure): Failure {
	const facts: FailureFacts =
		reason === undefined || reason.facts.cancelled === true ? cancelled().facts : reason.facts;
	return new Failure({ ...facts, status: 'not-attempted', parts: [] });
}

/** On Error = Stop: the first item's failure, and how far the run came, because n8n drops the finished output. */
export function throwFirst(context: IExecuteFunctions, outcomes: Outcome[]): void {
	const failures = outcomes.map((outcome) => ('failure' in outcome ? outcome.failure : undefined));
	const index = failures.findIndex(
		(failure) => failure !== undefined && failure.facts.status !== 'not-attempted',
	);
	const itemIndex = index === -1 ? failures.findIndex((failure) => failure !== undefined) : index;
	const failure = failures[itemIndex];
	if (failure === undefined) return;
	const done = outcomes.filter((outcome) => 'rows' in outcome).length;
	const note =
		outcomes.length > 1 && failure.facts.setup !== true
			? `${done} of ${outcomes.length} items were done when the node stopped; set On Error to Continue (using error output) to keep them apart.`
			: undefined;
	throw toNodeError(context.getNode(), failure, {
		itemIndex: failure.facts.setup === true ? undefined : itemIndex,
		note,
	});
}

/** An outcome as output items; `keepInput` where n8n does not bring the input back by itself. */
export function toItems(
	outcome: Outcome,
	item: INodeExecutionData,
	index: number,
	keepInput: boolean,
): INodeExecutionData[] {
	if ('rows' in outcome) {
		const pairedItem = outcome.of?.map((place) => ({ item: place })) ?? { item: index };
		return outcome.rows.map((row) =>
			row instanceof RowWithFiles
				? { json: row.json, binary: row.binary, pairedItem }
				: { json: row, pairedItem },
		);
	}
	const error = toErrorJson(outcome.failure);
	const json = keepInput ? { ...item.json, ...error } : onErrorOutput(error);
	return [{ json, pairedItem: { item: index } }];
}
