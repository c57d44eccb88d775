import { WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	IRun,
	Workflow,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildWorkflow } from './context';
import type { HookOptions, RunOptions, RunResult, WorkflowJson } from './types';

/** Runs a workflow file to its end in n8n's own engine. Never throws: what goes wrong is in the result. */
export async function runWorkflow(
	context: EngineContext,
	json: WorkflowJson,
	options: RunOptions = {},
): Promise<RunResult> {
	const { mode = 'manual', credentials, executionId, pinData } = options;
	return await toTheEnd(context, json, options, (workflow) => {
		const { startNode: name } = options;
		const startNode = name === undefined ? undefined : (workflow.getNode(name) ?? undefined);
		if (name !== undefined && !startNode) throw new Error(`The workflow has no node "${name}"`);
		return new WorkflowExecute(
			additionalDataOf(context, { credentials, mode, workflow: json, executionId }),
			mode,
			createRunExecutionData(),
		).run({ workflow, startNode, pinData });
	});
}

export interface DeliveredOptions extends HookOptions {
	/** Name of the trigger that was called. */
	trigger: string;
	/** What its `webhook()` returned as `workflowData`. */
	items: INodeExecutionData[][];
	/** What it threw instead; n8n then starts an execution that fails with it. */
	failure?: Error;
}

/** Runs a workflow from a trigger whose webhook was called. */
export async function runDelivered(
	context: EngineContext,
	json: WorkflowJson,
	{ trigger, items, failure, ...options }: DeliveredOptions,
): Promise<RunResult> {
	const { mode = 'webhook', credentials, webhookBaseUrl } = options;
	return await toTheEnd(context, json, options, (workflow) => {
		const node = workflow.getNode(trigger) as INode;
		const nodeExecutionStack = [{ node, data: { main: items }, source: null }];
		const runExecutionData = createRunExecutionData({ executionData: { nodeExecutionStack } });
		if (failure)
			runExecutionData.resultData = {
				runData: {},
				lastNodeExecuted: trigger,
				error: failure as ExecutionError,
			};
		return new WorkflowExecute(
			additionalDataOf(context, { credentials, mode, workflow: json, webhookBaseUrl }),
			mode,
			runExecutionData,
		).processRunExecutionData(workflow);
	});
}

async function toTheEnd(
	context: EngineContext,
	json: WorkflowJson,
	options: Pick<RunOptions, 'staticData' | 'cancelAfterMs' | 'signal'>,
	start: (workflow: Workflow) => Promise<IRun> & { cancel(): void },
): Promise<RunResult> {
	const started = performance.now();
	let staticData: IDataObject = options.staticData ?? {};
	let stopWatching = () => {};
	try {
		const workflow = buildWorkflow(context, json, staticData);
		staticData = workflow.staticData;
		const execution = start(workflow);
		let cancelled = false;
		stopWatching = cancelOn(options, () => {
			cancelled = true;
			execution.cancel();
		});
		const raw = await execution;
		// n8n stores "canceled" at the moment of the stop; with what the node then ends does not count any more.
		if (cancelled) raw.status = 'canceled';
		return resultOf(raw, performance.now() - started, staticData);
	} catch (error) {
		return {
			...resultOf(undefined, performance.now() - started, staticData),
			failure: error as Error,
		};
	} finally {
		stopWatching();
	}
}

function cancelOn(
	{ cancelAfterMs, signal }: Pick<RunOptions, 'cancelAfterMs' | 'signal'>,
	cancel: () => void,
): () => void {
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
