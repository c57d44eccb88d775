/**
 * Polling triggers, run by n8n-core's own executor: what a node returns is emitted, what it throws is reported, and an
 * empty poll saves nothing.
 */
import { PollContext, PollTriggerExecutor, Tracing, TriggersAndPollers } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildSingleNode } from './context';
import type { Placed } from './triggers';
import type { HookOptions, NodeJson, PollOptions, PollResult } from './types';

/** What n8n does with the outcome of a poll. */
export interface PollHandlers {
	emit(items: INodeExecutionData[][]): void;
	fail(error: Error): void;
}

type ExecutorParts = ConstructorParameters<typeof PollTriggerExecutor>;

const silent = { error() {}, warn() {}, info() {}, debug() {}, scoped: () => silent };
const executor = new PollTriggerExecutor(
	silent as unknown as ExecutorParts[0],
	new TriggersAndPollers(),
	new Tracing(),
	silent as unknown as ExecutorParts[3],
);

/** The budget n8n gives a poll unless its scheduler for polls is on. */
const BUDGET_MS = 300_000;

/** @throws Error unless the node polls */
function contextOf(
	context: EngineContext,
	{ json, workflow, node, type }: Placed,
	{ mode = 'trigger', credentials, budgetMs = BUDGET_MS }: HookOptions & { budgetMs?: number },
	handlers?: PollHandlers,
): PollContext {
	if (!type.poll) throw new Error(`Node type "${node.type}" has no poll()`);
	return new PollContext(
		workflow,
		node,
		additionalDataOf(context, { credentials, mode, workflow: json }),
		mode,
		mode === 'manual' ? 'manual' : 'activate',
		handlers?.emit,
		handlers?.fail,
		undefined,
		undefined,
		undefined,
		() => budgetMs,
	);
}

/** A published polling trigger. It keeps its workflow, and with it the static data, for as long as it lives. */
export function pollerOf(
	context: EngineContext,
	placed: Placed,
	options: HookOptions & { budgetMs?: number },
	handlers: PollHandlers,
): {
	/** The poll that publishing begins with. @throws what the node throws */
	first(): Promise<void>;
	/** One of the polls at the node's times. */
	next(): Promise<void>;
} {
	const self = contextOf(context, placed, options, handlers);
	const run = executor.create(placed.workflow, placed.node, self, () => true);
	return { first: async () => await run(true), next: async () => await run() };
}

/** Polls once, outside any publication. @throws what the node throws */
export async function callPoll(
	context: EngineContext,
	json: NodeJson,
	{ staticData, ...options }: PollOptions = {},
): Promise<PollResult> {
	const single = buildSingleNode(context, json, staticData);
	const self = contextOf(context, { json: { nodes: [json] }, ...single }, options);
	const polled = (await single.type.poll?.call(self)) ?? null;
	return {
		items: polled?.[0]?.map((item) => item.json) ?? null,
		// As n8n stores it.
		staticData: JSON.parse(JSON.stringify(single.workflow.staticData)) as IDataObject,
	};
}
