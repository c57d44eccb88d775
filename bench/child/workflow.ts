import type { IDataObject, INode } from 'n8n-workflow';

import type { createEngine, RunOptions, WorkflowJson } from '../../engine';
import type { Access, ExecutionResult, OnError, Side } from './jobs';
import { SIDES } from './sides';

export const STORE = 'Store Contact';

interface Settings {
	side: Side;
	access: Access;
	count: number;
	prefix: string;
	perSecond?: number;
	onError?: OnError;
}

/** The side's node with a credential. */
export function nodeOf(side: Side, onError?: OnError) {
	const { type, parameters, credentialType } = SIDES[side];
	return {
		name: STORE,
		type,
		parameters: parameters as INode['parameters'],
		credentials: { [credentialType]: { id: credentialType, name: 'Sandbox' } },
		...(onError !== undefined && { onError }),
	};
}

export function credentialsOf(side: Side, access: Access, perSecond = 0) {
	const { credentialType, credential } = SIDES[side];
	return { [credentialType]: credential(access, perSecond) as never };
}

/** Trigger → customers → store, with both outputs connected. */
function workflowOf({ side, count, prefix, onError }: Settings): WorkflowJson {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		name: 'Bench',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Customers', type: 'bench.customers', parameters: { count, prefix } },
			nodeOf(side, onError),
			{ name: 'Done', type: 'n8n-nodes-base.noOp' },
			{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
		],
		connections: {
			Start: { main: [to('Customers')] },
			Customers: { main: [to(STORE)] },
			[STORE]: { main: [to('Done'), to('Rejected')] },
		},
	};
}

const emailOf = ({ email, contact }: IDataObject) =>
	email ?? (contact as IDataObject | undefined)?.email;

/** Stores `count` contacts in one execution. */
export async function execute(
	engine: ReturnType<typeof createEngine>,
	settings: Settings,
	options: RunOptions = {},
): Promise<ExecutionResult> {
	const { side, access, perSecond } = settings;
	const result = await engine.run(workflowOf(settings), {
		credentials: credentialsOf(side, access, perSecond),
		...options,
	});
	const regular = result.out(STORE, 0);
	const done = regular.filter((json) => json.error === undefined);
	const rejected = [...regular.filter((json) => json.error !== undefined), ...result.out(STORE, 1)];
	const failure = result.error(STORE) ?? result.failure;
	return {
		status: result.status,
		ms: result.ms,
		done: done.length,
		distinct: new Set(done.map(emailOf)).size,
		rejected: rejected.length,
		rejectedWithInput: rejected.filter((json) => json.email !== undefined).length,
		...(failure !== undefined && { failure: failure.message }),
	};
}
