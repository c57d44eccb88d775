/**
 * n8n's real engine (n8n-core) in this process: no database, no server but the small one that takes webhooks (`listen.ts`), and
 * no clock: published polls run when told (`polling.ts`).
 *
 * Limits: static data and deduplication live in memory; no task runner (Code node), no sub-workflows, no waiting executions.
 * n8n's standard nodes are not part of n8n-core; the few that the examples use have stand-ins (`standIns/`).
 */
import './environment';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import type { EngineContext } from './context';
import { testCredential } from './credentialTest';
import { installDeduplicator } from './deduplication';
import { listen } from './listen';
import { callMethod } from './methods';
import { instanceOf, NodeTypeRegistry } from './nodeTypes';
import { callPoll } from './polling';
import { runWorkflow } from './run';
import { standIns } from './standIns';
import { callHook, callWebhook } from './triggers';
import type {
	EngineOptions,
	HookName,
	HookOptions,
	ListenOptions,
	MethodGroup,
	MethodOptions,
	NodeJson,
	PollOptions,
	RunOptions,
	WebhookOptions,
	WorkflowJson,
} from './types';

export type * from './types';
export { standIns } from './standIns';

export type Engine = ReturnType<typeof createEngine>;

const SILENT = { error() {}, warn() {}, info() {}, debug() {}, scoped: () => SILENT };

export function createEngine({
	nodes = {},
	credentialTypes = {},
	timezone = 'Europe/Warsaw',
}: EngineOptions = {}) {
	LoggerProxy.init(SILENT);
	installDeduplicator();
	const context: EngineContext = {
		nodeTypes: new NodeTypeRegistry({ ...standIns, ...nodes }),
		credentialTypes: new Map(
			Object.entries(credentialTypes).map(([name, source]) => [name, instanceOf(source)]),
		),
		timezone,
	};
	return {
		/** Runs a workflow file. */
		run: async (workflow: WorkflowJson, options?: RunOptions) =>
			await runWorkflow(context, workflow, options),
		/** Calls an editor method of a node (`listSearch`, `loadOptions`, `resourceMapping`). */
		method: async <T = unknown>(
			node: NodeJson,
			group: MethodGroup,
			name: string,
			options?: MethodOptions,
		) => await callMethod<T>(context, node, group, name, options),
		/** Presses "Test" of a credential. */
		testCredential: async (type: string, data: ICredentialDataDecryptedObject) =>
			await testCredential(context, type, data),
		/** Calls a trigger's webhook registration. */
		hook: async (node: NodeJson, name: HookName, options?: HookOptions) =>
			await callHook(context, node, name, options),
		/** Delivers a request to a trigger. */
		webhook: async (node: NodeJson, options?: WebhookOptions) =>
			await callWebhook(context, node, options),
		/** Lets a polling trigger poll once. */
		poll: async (node: NodeJson, options?: PollOptions) => await callPoll(context, node, options),
		/** Publishes a workflow that webhooks or polls start, on a web server of its own. */
		listen: async (workflow: WorkflowJson, options?: ListenOptions) =>
			await listen(context, workflow, options),
	};
}
