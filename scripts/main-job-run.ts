/** One run of the example workflow: a sandbox of its own, the built node, n8n's engine. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import {
	createEngine,
	type CredentialStore,
	type Engine,
	type RunResult,
	type WorkflowJson,
} from '../engine';
import { type Sandbox, startSandbox } from '../sandbox';
import { type Account, type Contact, readCustomers, type Row } from './expected';

export const WORKFLOW = 'examples/sync-customers.json';
export const STORE_NODE = 'Store Contact';
const REPORT_NODE = 'Write Report';
const READ_NODE = 'Read Export';

const BUILT = {
	node: 'dist/nodes/QuarticonCdxp/QuarticonCdxp.node.js',
	trigger: 'dist/nodes/QuarticonCdxp/QuarticonCdxpTrigger.node.js',
	credential: 'dist/credentials/QuarticonCdxpApi.credentials.js',
};

export interface PartOptions {
	engine: Engine;
	account: Account;
	/** The export to read instead of the one the workflow names. */
	export?: { path: string; report: string };
	/** The platform's limit and the pace of the credential. */
	perSecond: number;
	/** The run is stopped after this time. */
	atMostSeconds: number;
	/** Told while the run goes on. */
	watch: (sandbox: Sandbox, rows: number) => () => void;
}

/** What came of one run. */
export interface Part {
	rows: Row[];
	reportPath: string;
	sandbox: Sandbox;
	run: RunResult;
	perSecond: number;
	seconds: number;
	requests: number;
	limitHits: number;
}

/** The engine with the nodes and the credential as they are published. */
export async function loadEngine(): Promise<Engine> {
	for (const path of Object.values(BUILT)) {
		if (!existsSync(path)) throw new Error(`${path} is missing. Build first: npm run build`);
	}
	const { QuarticonCdxp } = (await import(resolve(BUILT.node))) as {
		QuarticonCdxp: new () => INodeType;
	};
	const { QuarticonCdxpTrigger } = (await import(resolve(BUILT.trigger))) as {
		QuarticonCdxpTrigger: new () => INodeType;
	};
	const { QuarticonCdxpApi } = (await import(resolve(BUILT.credential))) as {
		QuarticonCdxpApi: new () => ICredentialType;
	};
	return createEngine({
		nodes: {
			'n8n-nodes-cdxp.quarticonCdxp': QuarticonCdxp,
			'n8n-nodes-cdxp.quarticonCdxpTrigger': QuarticonCdxpTrigger,
		},
		credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
	});
}

/** Runs the workflow file against a fresh sandbox account. The sandbox stays up. */
export async function runPart(options: PartOptions): Promise<Part> {
	const { engine, account, perSecond, atMostSeconds, watch } = options;
	const workflow = readWorkflow(WORKFLOW);
	const read = parametersOf(workflow, READ_NODE);
	const write = parametersOf(workflow, REPORT_NODE);
	if (options.export) {
		read.fileSelector = options.export.path;
		write.fileName = options.export.report;
	}
	const rows = readCustomers(String(read.fileSelector));
	const sandbox = await startSandbox({ account, limit: { perSecond } });
	const stopWatching = watch(sandbox, rows.length);
	const run = await engine.run(workflow, {
		credentials: credentialsOf(sandbox, perSecond),
		signal: AbortSignal.timeout(atMostSeconds * 1000),
	});
	stopWatching();
	return {
		rows,
		reportPath: String(write.fileName),
		sandbox,
		run,
		perSecond,
		seconds: run.ms / 1000,
		requests: sandbox.journal.total,
		limitHits: sandbox.limitHits,
	};
}

/** The credential for a sandbox account. */
export function credentialsOf(
	{ url: accountUrl, token: apiToken }: Sandbox,
	requestsPerSecond: number,
): CredentialStore {
	return { quarticonCdxpApi: { accountUrl, apiToken, requestsPerSecond } };
}

export function readWorkflow(path: string): WorkflowJson {
	return JSON.parse(readFileSync(path, 'utf8')) as WorkflowJson;
}

/** A node's parameters, to be changed before the run. */
export function parametersOf(workflow: WorkflowJson, name: string): Record<string, unknown> {
	const parameters = workflow.nodes.find((node) => node.name === name)?.parameters;
	if (!parameters) throw new Error(`The workflow "${workflow.name}" has no node "${name}"`);
	return parameters;
}

/** The contacts a sandbox holds, in the form of `account.json`. */
export function contactsOf({ store }: Sandbox): Contact[] {
	return store.contacts().map(({ id, email, firstName, lastName, phone }) => ({
		email,
		firstName,
		lastName,
		phone,
		fieldValues: store.fieldValuesOf(id),
		lists: store.listStatusOf(id),
	}));
}
