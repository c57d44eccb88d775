import { parse } from 'flatted';
import type { IDataObject, INodeExecutionData, IRunExecutionData, ITaskData } from 'n8n-workflow';

/** As GET /rest/executions/:id has it; the data is in the `flatted` format. */
export interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	startedAt?: string;
	stoppedAt?: string;
	data?: string;
}

/** A finished execution, to be asked as the embedded engine's results are. */
export class Execution {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	private readonly result: Partial<IRunExecutionData['resultData']>;

	constructor(private readonly stored: StoredExecution) {
		const data = stored.data === undefined ? undefined : (parse(stored.data) as IRunExecutionData);
		this.id = stored.id;
		this.status = stored.status;
		this.mode = stored.mode;
		this.result = data?.resultData ?? {};
	}

	/** From start to end, as n8n stored it. */
	get ms(): number {
		const { startedAt, stoppedAt } = this.stored;
		return Date.parse(stoppedAt ?? '') - Date.parse(startedAt ?? '');
	}

	get failure(): { message: string; description?: string } | undefined {
		return this.result.error as { message: string } | undefined;
	}

	/** The names of the nodes that ran. */
	get nodes(): string[] {
		return Object.keys(this.result.runData ?? {});
	}

	/** The last run of a node. */
	task(node: string): ITaskData | undefined {
		return this.result.runData?.[node]?.at(-1);
	}

	items(node: string, output = 0): INodeExecutionData[] {
		return this.task(node)?.data?.main?.[output] ?? [];
	}

	out(node: string, output = 0): IDataObject[] {
		return this.items(node, output).map(({ json }) => json);
	}

	hints(node: string): string[] {
		return (this.task(node)?.hints ?? []).map(({ message }) => message);
	}
}
