/** The two places where an example runs: the embedded engine, and a real n8n. */
import type { IDataObject } from 'n8n-workflow';

import type { Engine, RunResult, WorkflowJson } from '../../../engine';
import type { Access } from '../../../scripts/n8n/accounts';
import type { N8nClient } from '../../../scripts/n8n/client';
import type { ExampleFile } from '../../../scripts/n8n/examples';
import { until } from './bench';

/** One execution that has ended. */
export interface Ran {
	status: string;
	failure?: { message: string };
	/** The names of the nodes that ran. */
	nodes: string[];
	out(node: string, output?: number): IDataObject[];
}

/** What a workflow did while it was published. */
export interface Published {
	runs: Ran[];
	/** How many of the runs came of the publishing itself, such as a first poll. */
	atOnce: number;
}

export interface Runner {
	/** Starts it by hand with this trigger. */
	run(start: string): Promise<Ran>;
	/**
	 * Publishes it, lets something happen and unpublishes it.
	 * @param like waits for as many runs as there were elsewhere
	 */
	published(happen: () => Promise<void>, like?: Published): Promise<Published>;
}

export function embedded(engine: Engine, json: ExampleFile['json'], credentials: Access): Runner {
	const workflow = json as unknown as WorkflowJson;
	const ran = (result: RunResult): Ran => ({
		status: result.status,
		failure: result.failure,
		nodes: Object.keys(result.raw?.data.resultData.runData ?? {}),
		out: result.out,
	});
	return {
		run: async (start) => ran(await engine.run(workflow, { credentials, startNode: start })),
		published: async (happen) => {
			const listening = await engine.listen(workflow, { credentials });
			await listening.settled();
			const atOnce = listening.executions.length;
			await happen();
			await listening.settled();
			await listening.unpublish();
			await listening.close();
			return { runs: listening.executions.map(ran), atOnce };
		},
	};
}

export async function inN8n(client: N8nClient, json: ExampleFile['json']): Promise<Runner> {
	const { id } = await client.importWorkflow(json);
	return {
		run: async (start) => await client.run(id, start),
		published: async (happen, { runs: wanted, atOnce } = { runs: [], atOnce: 0 }) => {
			const started = async () =>
				(await client.executionsOf(id)).filter(({ mode }) => mode !== 'manual').reverse();
			const ended = async (count: number) => {
				await until(`${count} executions`, async () => (await started()).length >= count);
				const all = (await started()).map(async (one) => await client.finished(one.id));
				return await Promise.all(all);
			};
			await client.publish(id);
			await ended(atOnce);
			await happen();
			const runs = await ended(wanted.length);
			await client.unpublish(id);
			return { runs, atOnce };
		},
	};
}
