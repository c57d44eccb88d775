import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { describe, property } from './describe';

/** As many inputs as the user set, in n8n's form of a computed description. */
const INPUTS =
	'={{ Array.from({ length: $parameter.numberInputs || 2 }, () => ({ type: "main" })) }}' as const;

/** Merge, mode Append: waits for its inputs, and hands on the items of the first, then those of the next. */
export class Merge implements INodeType {
	description = describe(
		'merge',
		[3, 3.1, 3.2],
		[
			property('mode', 'options', 'append', { options: [{ name: 'append', value: 'append' }] }),
			property('numberInputs', 'number', 2),
		],
		{ inputs: INPUTS, requiredInputs: 1 },
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const mode = this.getNodeParameter('mode', 0) as string;
		if (mode !== 'append')
			throw new NodeOperationError(this.getNode(), `The stand-in appends only, not "${mode}"`);
		return [this.getNodeInputs().flatMap((_, input) => this.getInputData(input) ?? [])];
	}
}
