import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import { describe, property } from './describe';

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** How much faster than a clock the stand-in waits: ten minutes take 0.6 s. */
export const TIMES_AS_FAST = 1_000;

/** Wait, after a time interval. The real node stores the execution meanwhile; this one only hurries. */
export class Wait implements INodeType {
	description = describe(
		'wait',
		[1, 1.1],
		[
			property('resume', 'options', 'timeInterval', {
				options: [{ name: 'timeInterval', value: 'timeInterval' }],
			}),
			property('amount', 'number', 1),
			property('unit', 'options', 'hours', {
				options: Object.keys(SECONDS).map((value) => ({ name: value, value })),
			}),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getNodeParameter('resume', 0) !== 'timeInterval')
			throw new NodeOperationError(this.getNode(), 'The stand-in waits for a time only');
		const amount = this.getNodeParameter('amount', 0) as number;
		const unit = this.getNodeParameter('unit', 0) as string;
		const ms = amount * SECONDS[unit] * 1_000;
		await sleep(ms / TIMES_AS_FAST, this.getExecutionCancelSignal());
		return [this.getInputData()];
	}
}
