import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildWorkflow } from './context';
import type { RunOptions, RunResult, WorkflowJson } from './types';

/** Runs a workflow file to its end in n8n's own engine. Never throws: what goes wrong is in the result. */
export async function runWorkflow(
	context: EngineContext,
	json: WorkflowJson,
	options: RunOptions = {},
): Promise<RunResult> {
	const { mode = 'manual', credentials, executionId, pinData, staticData = {} } = options;
	const started = performance.now();
	let workflowStaticData: IDataObject = staticData;
	let stopWatching = () => {};
	try {
		const workflow = buildWorkflow(context, json, staticData);
		workflowStaticData = workflow.staticData;
		const startNode =
			options.startNode === undefined
				? undefined
				: (workflow.getNode(options.startNode) ?? undefined);
		if (options.startNode !== undefined && !startNode)
			throw new Error(`The workflow has no node "${options.startNode}"`);

		const execution = new WorkflowExecute(
			additionalDataOf(context, { credentials, mode, workflow: json, executionId }),
			mode,
			createRunExecutionData(),
		).run({ workflow, startNode, pinData });
		let cancelled = false;
		stopWatching = cancelOn(options, () => {
			cancelled = true;
			execution.cancel();
		});
		const raw = await execution;
		// n8n stores "canceled" at the moment of the stop; with what the node then ends does not count any more.
		if (cancelled) raw.status = 'canceled';
		return resultOf(raw, performance.now() - started, workflowStaticData);
	} catch (error) {
		return {
			...resultOf(undefined, performance.now() - started, workflowStaticData),
			failure: error as Error,
		};
	} finally {
		stopWatching();
	}
}

function cancelOn({ cancelAfterMs, signal }: RunOptions, cancel: () => void): () => void {
	const timer = cancelAfterMs === undefined ? undefined : setTimeout(cancel, cancelAfterMs);
	if (signal?.aborted) cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	return () => {
		clearTimeout(timer);
		signal?.removeEventListener('abort', cancel);
	};
}

function resultOf(raw: IRun | undefined, ms: number, staticData: IDataObject): RunResult {
	const runData = raw?.data.resultData.runData ?? {};
	const lastRun = (node: string) => runData[node]?.at(-1);
	const items = (node: string, output = 0): INodeExecutionData[] =>
		lastRun(node)?.data?.main?.[output] ?? [];
	return {
		status: raw?.status ?? 'crashed',
		failure: raw?.data.resultData.error,
		out: (node, output) => items(node, output).map((item) => item.json),
		items,
		error: (node) => lastRun(node)?.error,
		hints: (node) => lastRun(node)?.hints ?? [],
		raw,
		ms,
		staticData,
	};
}
