import type {
	IDataObject,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { CredentialRef, N8nClient } from './client';

interface Asking {
	type: string;
	/** Of the node type; 1 unless given. */
	version?: number;
	credential: CredentialRef;
	method: string;
	/** Which parameter the editor asks for, as a path like `parameters.list`. */
	path: string;
	parameters?: IDataObject;
}

/** What the editor asks for while a user fills in a node. */
export class Lookups {
	constructor(private readonly client: N8nClient) {}

	async options(asking: Asking): Promise<INodePropertyOptions[]> {
		return await this.ask('options', asking);
	}

	async search(
		asking: Asking,
		more: { filter?: string; paginationToken?: string } = {},
	): Promise<INodeListSearchResult> {
		return await this.ask('resource-locator-results', asking, more);
	}

	async mapper(asking: Asking): Promise<ResourceMapperFields> {
		return await this.ask('resource-mapper-fields', asking);
	}

	private async ask<T>(what: string, asking: Asking, more: IDataObject = {}): Promise<T> {
		const { type, version = 1, credential, method, path, parameters = {} } = asking;
		return await this.client.rest.call<T>('POST', `/dynamic-node-parameters/${what}`, {
			nodeTypeAndVersion: { name: type, version },
			methodName: method,
			path,
			currentNodeParameters: parameters,
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			...more,
		});
	}
}
