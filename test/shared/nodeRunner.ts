import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine, MethodGroup, NodeJson, RunOptions } from '../../engine';

/** A node of this package as the tests of its platform run it. */
export interface TestedNode {
	engine: Engine;
	/** Its name on the canvas. */
	name: string;
	type: string;
	credentialType: string;
}

export type Run = RunOptions & {
	/** Other values than those of the credential. */
	credential?: IDataObject;
	onError?: INode['onError'];
	/** Retry On Fail, so many tries. */
	retry?: number;
	/** A file for every item: the parameters of Convert to File. */
	file?: IDataObject;
};

const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

/** A node with a credential: in a workflow of its own, in the editor, and the Test of the credential. */
export function nodeRunner(
	{ engine, name, type, credentialType }: TestedNode,
	credential: IDataObject,
) {
	const valuesOf = (changes: IDataObject) => ({ ...credential, ...changes }) as never;
	const credentials = (changes: IDataObject = {}) => ({ [credentialType]: valuesOf(changes) });

	const node = (parameters: IDataObject, more: Partial<INode> = {}): NodeJson => ({
		name,
		type,
		parameters: parameters as INode['parameters'],
		credentials: { [credentialType]: { id: credentialType, name: 'Account' } },
		...more,
	});

	/** Runs the node once over these items, as a workflow. */
	const run = async (
		parameters: IDataObject,
		items: IDataObject[] = [{}],
		{ credential: changes, onError, retry, file, ...options }: Run = {},
	) => {
		const result = await engine.run(
			{
				name: 'Test',
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					...(file === undefined
						? []
						: [{ name: 'File', type: 'n8n-nodes-base.convertToFile', parameters: file as never }]),
					node(parameters, {
						...(onError !== undefined && { onError }),
						...(retry !== undefined && { retryOnFail: true, maxTries: retry, waitBetweenTries: 1 }),
					}),
					{ name: 'Done', type: 'n8n-nodes-base.noOp' },
					{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
				],
				connections: {
					Start: { main: [to('Items')] },
					Items: { main: [to(file === undefined ? name : 'File')] },
					...(file !== undefined && { File: { main: [to(name)] } }),
					[name]: { main: [to('Done'), to('Rejected')] },
				},
			},
			{ credentials: credentials(changes), ...options },
		);
		return {
			...result,
			done: result.out(name, 0),
			rejected: result.out(name, 1),
			/** The input item each output item comes from. */
			paired: (output = 0) =>
				result.items(name, output).map(({ pairedItem }) => (pairedItem as { item: number }).item),
			failure: result.error(name) ?? result.failure,
			hints: result.hints(name).map(({ message }) => message),
		};
	};

	/** The same with failed items on the error output. */
	const runOn = async (parameters: IDataObject, items?: IDataObject[], more: Run = {}) =>
		await run(parameters, items, { onError: 'continueErrorOutput', ...more });

	/** Calls an editor method. */
	const method = async <T>(
		group: MethodGroup,
		method: string,
		args: unknown[] = [],
		parameters: IDataObject = {},
	) =>
		await engine.method<T>(node(parameters), group, method, { credentials: credentials(), args });

	/** Presses Test of the credential. */
	const testCredential = async (changes: IDataObject = {}) =>
		await engine.testCredential(credentialType, valuesOf(changes));

	return { node, credentials, run, runOn, method, testCredential };
}

/** `details` of an error item. */
export const detailsOf = (item: IDataObject) =>
	item.details as {
		status: string;
		code: string;
		field: string | null;
		remedy: string;
		parts: Array<{ part: string; done: boolean }>;
	};

/** The JSON without what the error path added. */
export function inputOf({ error: _error, details: _details, ...input }: IDataObject): IDataObject {
	return input;
}

/** A resource locator. */
export const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });
