import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IPinData,
	IRun,
	IVersionedNodeType,
	IWorkflowSettings,
	IConnections,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A node or credential type: its class, or an instance of it. */
export type ClassOrInstance<T> = T | (new () => T);
export type NodeTypeSource = ClassOrInstance<INodeType | IVersionedNodeType>;

export interface EngineOptions {
	/** By full type name, for example `n8n-nodes-cdxp.quarticonCdxp`. They win over the stand-ins. */
	nodes?: Record<string, NodeTypeSource>;
	/** By credential type name. */
	credentialTypes?: Record<string, ClassOrInstance<ICredentialType>>;
	/** Of every workflow that does not set its own. */
	timezone?: string;
}

/** A node as a workflow file has it; what is missing gets n8n's defaults. */
export type NodeJson = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** A workflow file. Keys the engine has no use for (`meta`, `tags`, …) are ignored. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: NodeJson[];
	connections?: IConnections;
	settings?: IWorkflowSettings;
	[key: string]: unknown;
}

/** Decrypted credential data, by credential id or by credential type name. */
export type CredentialStore = Record<string, ICredentialDataDecryptedObject>;

export interface RunOptions {
	credentials?: CredentialStore;
	/** `manual` (default) is the Execute button; `trigger` is a published workflow. */
	mode?: WorkflowExecuteMode;
	/** Name of the trigger to start with; the first in the file if left out. */
	startNode?: string;
	pinData?: IPinData;
	/** Stop the execution, as a user does, after this time or when the signal fires. */
	cancelAfterMs?: number;
	signal?: AbortSignal;
	/** Every run has its own unless one is given. */
	executionId?: string;
	staticData?: IDataObject;
}

export interface RunResult {
	/** n8n's execution status, or `crashed` when the engine refused to run the workflow at all. */
	status: string;
	/** What failed the execution. */
	failure: Error | undefined;
	/** The JSON of a node's items in its last run. Output 1 of a node with one output is its error output. */
	out(node: string, output?: number): IDataObject[];
	/** The items themselves, with `pairedItem` and `binary`. */
	items(node: string, output?: number): INodeExecutionData[];
	/** What a node failed with, also when the workflow went on. */
	error(node: string): Error | undefined;
	hints(node: string): NodeExecutionHint[];
	raw: IRun | undefined;
	ms: number;
	staticData: IDataObject;
}

export interface MethodOptions {
	credentials?: CredentialStore;
	/** Passed to the method: filter and pagination token of a list search. */
	args?: unknown[];
	/** The parameter the editor asks for, as a path like `parameters.list`. */
	path?: string;
}

export type MethodGroup = 'loadOptions' | 'listSearch' | 'resourceMapping';
export type HookName = 'checkExists' | 'create' | 'delete';

export interface HookOptions {
	credentials?: CredentialStore;
	staticData?: IDataObject;
	/** `manual` is the editor's test listening. */
	mode?: WorkflowExecuteMode;
	/** Where n8n says it listens. */
	webhookBaseUrl?: string;
}

export interface HookResult {
	result: boolean;
	staticData: IDataObject;
}

export interface WebhookOptions {
	credentials?: CredentialStore;
	staticData?: IDataObject;
	mode?: WorkflowExecuteMode;
	/** What n8n's parser leaves: flat keys like `contact[email]` for a form post. */
	body?: unknown;
	rawBody?: Buffer;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	method?: string;
}

/** What the caller of the webhook would get. */
export interface WebhookAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	ended: boolean;
}

export interface PollOptions {
	credentials?: CredentialStore;
	/** What earlier polls left behind. */
	staticData?: IDataObject;
	/** `manual` is the editor's test run. */
	mode?: WorkflowExecuteMode;
	/** How long n8n lets a poll take; 5 minutes unless given. */
	budgetMs?: number;
}

export interface PollResult {
	/** Null where the poll found nothing. */
	items: IDataObject[] | null;
	staticData: IDataObject;
}

export interface ListenOptions {
	credentials?: CredentialStore;
	/** How long n8n lets a poll take; 5 minutes unless given. */
	budgetMs?: number;
	/** 0 (default) takes a free port. */
	port?: number;
	/** What an earlier publication left behind. */
	staticData?: IDataObject;
}

/** A published workflow. */
export interface Listening {
	/** Where the webhook trigger listens; only the server's address if the workflow has none. */
	url: string;
	/** The executions that have ended, in the order of their ends. */
	executions: RunResult[];
	/** The workflow's static data as n8n would have saved it. */
	readonly staticData: IDataObject;
	/**
	 * Polls with every polling trigger, as at their times; its executions are then among the others. With `save: false`
	 * n8n dies after it has started them and before it has saved what the triggers remember.
	 */
	poll(options?: { save?: boolean }): Promise<void>;
	/** Waits until no call is being answered and no execution runs. */
	settled(): Promise<void>;
	/** Calls the trigger's `delete`; from then on calls are answered with 404. */
	unpublish(): Promise<void>;
	/** Stops listening. As when n8n shuts down, the trigger is told nothing. */
	close(): Promise<void>;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}
