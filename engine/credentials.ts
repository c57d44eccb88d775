import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	INodeTypes,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ICredentialsHelper, Workflow } from 'n8n-workflow';

import type { CredentialStore } from './types';

const NO_NODE: INode = {
	id: '',
	name: 'Credential',
	type: '',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Credentials held in memory and applied to requests by the rules of n8n's own CredentialsHelper. */
export class EmbeddedCredentials extends ICredentialsHelper {
	constructor(
		private readonly types: Map<string, ICredentialType>,
		private readonly store: CredentialStore,
		private readonly nodeTypes: INodeTypes,
	) {
		super();
	}

	/** The data as n8n hands it to nodes: the type's defaults below what the user saved. */
	withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const defaults = this.getCredentialsProperties(type).map((property) => [
			property.name,
			property.default,
		]);
		return { ...(Object.fromEntries(defaults) as ICredentialDataDecryptedObject), ...data };
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails | undefined,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.store[details?.id ?? ''] ?? this.store[type];
		if (!data)
			throw new Error(`Credential with ID "${details?.id}" does not exist for type "${type}".`);
		return this.withDefaults(type, data);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node: INode = NO_NODE,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const authenticate = this.types.get(typeName)?.authenticate;
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);

		const context =
			workflow ??
			new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: this.nodeTypes });
		const resolve = (text: string) =>
			text.startsWith('=')
				? String(
						context.expression.getSimpleParameterValue(
							node,
							text,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						),
					)
				: text;
		const result = { ...request } as IHttpRequestOptions & Record<string, IDataObject>;
		for (const [part, entries] of Object.entries(
			(authenticate as IAuthenticateGeneric).properties,
		)) {
			const resolved = Object.entries(entries as Record<string, string>).map(([key, value]) => [
				resolve(key),
				resolve(value),
			]);
			Object.assign(result, { [part]: { ...result[part], ...Object.fromEntries(resolved) } });
		}
		return result;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.get(type)?.properties ?? [];
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The embedded engine keeps no encrypted credentials');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}
