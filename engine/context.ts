import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INode,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { EmbeddedCredentials } from './credentials';
import type { NodeTypeRegistry } from './nodeTypes';
import type { CredentialStore, NodeJson, WorkflowJson } from './types';

/** What every part of one engine shares. */
export interface EngineContext {
	nodeTypes: NodeTypeRegistry;
	credentialTypes: Map<string, ICredentialType>;
	timezone: string;
}

const BASE_URL = 'http://127.0.0.1';

let executions = 0;

/** Nodes may keep memory per execution id, so no two runs share one. */
export function nextExecutionId(): string {
	return String(++executions);
}

export function buildWorkflow(
	context: EngineContext,
	json: WorkflowJson,
	staticData: IDataObject = {},
): Workflow {
	return new Workflow({
		id: json.id ?? 'embedded',
		name: json.name ?? 'Embedded',
		nodes: json.nodes.map(completeNode),
		connections: json.connections ?? {},
		active: false,
		nodeTypes: context.nodeTypes,
		staticData,
		settings: { timezone: context.timezone, ...json.settings },
	});
}

function completeNode(node: NodeJson, index: number): INode {
	// A copy: n8n fills defaults into the parameters it is given.
	return structuredClone({
		id: `node-${index}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...node,
	}) as INode;
}

/** The one node of a call that belongs to no run (editor method, trigger hook, webhook). */
export function buildSingleNode(context: EngineContext, json: NodeJson, staticData?: IDataObject) {
	const workflow = buildWorkflow(context, { nodes: [json] }, staticData);
	const node = workflow.getNode(json.name) as INode;
	return {
		workflow,
		node,
		type: context.nodeTypes.getByNameAndVersion(node.type, node.typeVersion),
	};
}

export function credentialsOf(
	context: EngineContext,
	store: CredentialStore = {},
): EmbeddedCredentials {
	return new EmbeddedCredentials(context.credentialTypes, store, context.nodeTypes);
}

export interface AdditionalDataOptions {
	credentials?: CredentialStore;
	mode: WorkflowExecuteMode;
	workflow: WorkflowJson;
	executionId?: string;
	webhookBaseUrl?: string;
}

/** n8n's "everything else an execution needs"; what only a server has (database, task runner, sub-workflows) says so. */
export function additionalDataOf(
	context: EngineContext,
	options: AdditionalDataOptions,
): IWorkflowExecuteAdditionalData {
	const {
		mode,
		workflow,
		executionId = nextExecutionId(),
		webhookBaseUrl = `${BASE_URL}/webhook`,
	} = options;
	const unavailable = (what: string) => async (): Promise<never> => {
		throw new Error(`${what} are not available in the embedded engine`);
	};
	const now = new Date();
	return {
		credentialsHelper: credentialsOf(context, options.credentials),
		hooks: new ExecutionLifecycleHooks(mode, executionId, {
			id: workflow.id ?? 'embedded',
			name: workflow.name ?? 'Embedded',
			nodes: workflow.nodes as INode[],
			connections: workflow.connections ?? {},
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: now,
			updatedAt: now,
		}),
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${BASE_URL}/rest`,
		instanceBaseUrl: `${BASE_URL}/`,
		formBaseUrl: `${BASE_URL}/form`,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		formTestBaseUrl: `${BASE_URL}/form-test`,
		webhookBaseUrl,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: webhookBaseUrl.replace(/webhook$/, 'webhook-test'),
		mcpBaseUrl: `${BASE_URL}/mcp`,
		mcpTestBaseUrl: `${BASE_URL}/mcp-test`,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		setExecutionStatus() {},
		sendDataToUI() {},
		logAiEvent() {},
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		executeWorkflow: unavailable('Sub-workflows'),
		startRunnerTask: unavailable('Task runners'),
	};
}
