import { LoadOptionsContext } from 'n8n-core';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildSingleNode } from './context';
import type { MethodGroup, MethodOptions, NodeJson } from './types';

type Method = (this: ILoadOptionsFunctions, ...args: unknown[]) => Promise<unknown>;

/** Calls what the editor calls to fill a list, a search or a resource mapper. Errors are thrown, as the editor gets them. */
export async function callMethod<T>(
	context: EngineContext,
	json: NodeJson,
	group: MethodGroup,
	name: string,
	options: MethodOptions = {},
): Promise<T> {
	const { workflow, node, type } = buildSingleNode(context, json);
	const method = (type.methods?.[group] as Record<string, Method> | undefined)?.[name];
	if (!method) throw new Error(`Node type "${node.type}" has no ${group} method "${name}"`);
	const additionalData = additionalDataOf(context, {
		credentials: options.credentials,
		mode: 'internal',
		workflow: { nodes: [json] },
	});
	additionalData.currentNodeParameters = node.parameters;
	const self = new LoadOptionsContext(workflow, node, additionalData, options.path ?? 'parameters');
	return (await method.call(self, ...(options.args ?? []))) as T;
}
