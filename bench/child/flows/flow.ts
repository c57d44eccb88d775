import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import type { Access } from '../jobs';
import { describe } from '../nodes';

/** A node of ours, what it is given and what it gives. */
export interface Flow {
	type: string;
	/** The built files it needs: node and credential. */
	files: [string, string];
	/** @param most rows to read, where the node is not to read all */
	parameters(most?: number): INodeParameters;
	credentialType: string;
	credential(access: Access): ICredentialDataDecryptedObject;
	/** The rows it is given. */
	given(count: number): IDataObject[];
	/** The rows it makes of its input, of which there are `count`. */
	gives(items: INodeExecutionData[], count: number): IDataObject[];
	/** What tells its output rows apart. */
	key: string;
	/** Whether an output row says what it should; all do unless given. */
	isDone?(row: IDataObject): boolean;
	/** The same requests by n8n's helper alone, where that is of interest. */
	loop?: new () => INodeType;
}

/** A node that emits rows made of its input. */
export const emitter = (
	name: string,
	emit: (items: INodeExecutionData[]) => IDataObject[],
): INodeType => ({
	description: describe(name, []),
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const pairOf = (index: number) => ({ item: Math.min(index, items.length - 1) });
		return [emit(items).map((json, index) => ({ json, pairedItem: pairOf(index) }))];
	},
});

/**
 * `count` rows as if read from a file or an answer. Texts just put together are not yet one piece in memory, and would
 * become so only on a side that reads them.
 */
export const rowsOf = (count: number, make: (index: number) => IDataObject): IDataObject[] =>
	Array.from(
		{ length: count },
		(_, index) => JSON.parse(JSON.stringify(make(index))) as IDataObject,
	);
