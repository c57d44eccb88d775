/** Workflows for queue mode, and what became of their executions. */
import { readFileSync } from 'node:fs';

import type { IDataObject, INode } from 'n8n-workflow';

import type { CredentialRef, N8nClient } from '../../scripts/n8n/client';
import type { Execution, StoredExecution } from '../../scripts/n8n/execution';
import type { N8nInstance } from '../../scripts/n8n/instance';
import type { Queue } from '../../scripts/n8n/queue';
import { chain, DONE, REJECTED, until, upsertNode } from '../n8n/support/bench';

/** Contacts that differ in their address; `of` names the execution. */
export const contactsOf = (of: number, count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `customer-${of}-${index}@example.com`,
		name: `Customer ${index}`,
	}));

const called = (path: string): Partial<INode> & Pick<INode, 'name' | 'type'> => ({
	name: 'Called',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	webhookId: path,
	parameters: { httpMethod: 'POST', path, options: {} },
});

const SPLIT = {
	name: 'Each Contact',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'body.contacts', options: {} },
};

/** A published workflow that stores the contacts it is called with; the answer comes at once. */
export class ContactStore {
	private constructor(
		private readonly queue: Queue,
		private readonly client: N8nClient,
		private readonly path: string,
		readonly id: string,
	) {}

	/** @param node stores one contact; ours unless given */
	static async publish(
		{ queue, client }: { queue: Queue; client: N8nClient },
		name: string,
		credential: CredentialRef,
		node: Partial<INode> & Pick<INode, 'name' | 'type'> = upsertNode(credential, {
			onError: 'continueErrorOutput',
		}),
	): Promise<ContactStore> {
		const path = name.toLowerCase().replace(/\W+/g, '-');
		const json = chain(name, [called(path), SPLIT, node, DONE]);
		const { id } = await client.importWorkflow(json);
		await client.publish(id);
		return new ContactStore(queue, client, path, id);
	}

	/** Starts an execution. */
	async call(contacts: IDataObject[]): Promise<void> {
		const answer = await fetch(`${this.queue.webhooks.url}/webhook/${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ contacts }),
		});
		if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status}`);
	}

	/** All executions, once there are so many and all have ended. */
	async ended(count: number, withinMs = 240_000): Promise<Execution[]> {
		return await executionsEnded(this.client, this.id, count, withinMs);
	}
}

const OVER = ['success', 'error', 'crashed', 'canceled'];

/**
 * Every execution of a workflow, newest first. n8n gives them by when they began, and so its pages are cut here: its own
 * cursor cuts them by their IDs, which workers begin in another order, so that some would be in no page.
 */
export async function allExecutions({ rest }: N8nClient, workflowId: string) {
	const all = new Map<number, StoredExecution>();
	for (let startedBefore: string | undefined; ;) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, startedBefore }));
		const { results } = await rest.call<{ results: StoredExecution[] }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		const known = all.size;
		for (const execution of results) all.set(Number(execution.id), execution);
		if (all.size === known) break;
		startedBefore = results.flatMap(({ startedAt }) => startedAt ?? []).sort()[0];
	}
	return [...all].sort(([a], [b]) => b - a).map(([, execution]) => execution);
}

export async function executionsEnded(
	client: N8nClient,
	workflowId: string,
	count: number,
	withinMs = 240_000,
): Promise<Execution[]> {
	let all: StoredExecution[] = [];
	await until(
		`${count} executions`,
		async () => {
			all = await allExecutions(client, workflowId);
			return all.length >= count && all.every(({ status }) => OVER.includes(status));
		},
		withinMs,
	);
	return await Promise.all(all.map(async ({ id }) => await client.execution(id)));
}

/** What became of the items of some executions. */
export const tally = (runs: Execution[]) => ({
	succeeded: runs.filter(({ status }) => status === 'success').length,
	stored: runs.flatMap((run) => run.items(DONE.name)).length,
	rejected: runs.flatMap((run) => run.items(REJECTED.name)).length,
});

/** The worker that has taken an execution up, by its log. */
export async function workerOf({ workers }: Queue, executionId: string): Promise<N8nInstance> {
	let found: N8nInstance | undefined;
	const said = new RegExp(`started execution ${executionId}\\b`);
	await until(`a worker takes execution ${executionId} up`, () => {
		found = workers.find(({ logFile }) => said.test(readFileSync(logFile, 'utf8')));
		return found !== undefined;
	});
	return found as N8nInstance;
}

/** The workers that took these executions up, by their ports. */
export const workersOf = async (queue: Queue, runs: Execution[]): Promise<number[]> =>
	await Promise.all(runs.map(async ({ id }) => (await workerOf(queue, id)).port));
