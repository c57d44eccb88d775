import type { IDataObject, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { ClassOrInstance, NodeTypeSource } from './types';

export function instanceOf<T>(source: ClassOrInstance<T>): T {
	return typeof source === 'function' ? new (source as new () => T)() : source;
}

/** The node types one engine knows, by full type name. */
export class NodeTypeRegistry implements INodeTypes {
	private readonly types: Map<string, INodeType | IVersionedNodeType>;

	constructor(sources: Record<string, NodeTypeSource>) {
		this.types = new Map(
			Object.entries(sources).map(([name, source]) => [name, instanceOf(source)]),
		);
	}

	getByName(name: string): INodeType | IVersionedNodeType {
		const type = this.types.get(name);
		if (!type)
			throw new Error(
				`The engine has no node type "${name}". It has: ${[...this.types.keys()].join(', ')}`,
			);
		return type;
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries(
			[...this.types.keys()].map((name) => [name, { className: name, sourcePath: '' }]),
		);
	}
}
