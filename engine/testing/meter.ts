/** A polling trigger for the tests of polling: it emits what the meter shows, does what it is told, and counts its polls. */
import type { INodeExecutionData, INodeType, IPollFunctions } from 'n8n-workflow';

import type { WorkflowJson } from '../types';
import { mailboxWorkflow } from './mailbox';

/** What the next polls find: values to emit, nothing, or a fault. */
export const meter = {
	values: [] as number[],
	fault: undefined as string | undefined,
	budgets: [] as number[],
	/** Ends when a poll may go on. */
	gate: undefined as Promise<void> | undefined,
};

export class Meter implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Meter',
		name: 'meter',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		polling: true,
		inputs: [],
		outputs: ['main'],
		properties: [],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const state = this.getWorkflowStaticData('node');
		const polls = Number(state.polls ?? 0) + 1;
		await meter.gate;
		meter.budgets.push(this.getPollBudgetMs());
		if (meter.fault !== undefined) throw new Error(meter.fault);
		state.polls = polls;
		const values = meter.values.splice(0);
		const mode = this.getMode();
		return values.length > 0 ? [values.map((value) => ({ json: { value, polls, mode } }))] : null;
	}
}

/** A meter and a node behind it, beside a mailbox if wanted. */
export function meterWorkflow({ mailbox = false } = {}): WorkflowJson {
	const mail = mailboxWorkflow();
	return {
		name: 'Meter',
		nodes: [{ name: 'Meter', type: 'test.meter' }, ...mail.nodes.slice(mailbox ? 0 : 1)],
		connections: {
			...mail.connections,
			Meter: { main: [[{ node: 'Done', type: 'main', index: 0 }]] },
		},
	};
}
