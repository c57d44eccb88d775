/** A test's bench: the running n8n, logged in, and sandbox accounts with their credentials. */
import type { IDataObject, INode } from 'n8n-workflow';

import { type CredentialRef, N8nClient } from '../../../scripts/n8n/client';
import { exampleWorkflows } from '../../../scripts/n8n/examples';
import { Lookups } from '../../../scripts/n8n/lookups';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox';
import { ADDRESS } from './shared';

export const ACTION = 'n8n-nodes-cdxp.quarticonCdxp';
export const TRIGGER = 'n8n-nodes-cdxp.quarticonCdxpTrigger';
export const CREDENTIAL = 'quarticonCdxpApi';

export async function connect(url = process.env[ADDRESS] ?? '') {
	const client = new N8nClient(url);
	await client.logIn();
	return { url, client, lookups: new Lookups(client) };
}

export interface Account {
	sandbox: Sandbox;
	data: IDataObject;
	credential: CredentialRef;
}

/** A sandbox account without a limit, and a credential for it under this name. */
export async function openAccount(
	client: N8nClient,
	name: string,
	options: SandboxOptions = {},
	changes: IDataObject = {},
): Promise<Account> {
	const sandbox = await startSandbox({ limit: { perSecond: 0 }, ...options });
	const data = {
		accountUrl: sandbox.url,
		apiToken: sandbox.token,
		requestsPerSecond: 0,
		...changes,
	};
	return { sandbox, data, credential: await client.saveCredential(name, CREDENTIAL, data) };
}

/** Poll times that never come during a test: half a day from now. What polls does so once at its publishing. */
export const SELDOM = {
	item: [{ mode: 'everyDay', hour: (new Date().getHours() + 12) % 24, minute: 30 }],
};

/** Every example workflow, imported as it is: n8n's IDs by file. */
export async function importExamples(client: N8nClient): Promise<Record<string, string>> {
	const ids: Record<string, string> = {};
	for (const { file, json } of exampleWorkflows())
		ids[file] = (await client.importWorkflow({ ...json })).id;
	return ids;
}

/** Where it is not 1. */
const VERSIONS: Record<string, number> = { [TRIGGER]: 1.1 };

type Node = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** A node with a credential. */
export function nodeOf(
	type: string,
	name: string,
	{ id, name: credentialName, type: credentialType }: CredentialRef,
	parameters: IDataObject,
	more: Partial<INode> = {},
): Node {
	return {
		name,
		type,
		typeVersion: VERSIONS[type] ?? 1,
		parameters: parameters as INode['parameters'],
		credentials: { [credentialType]: { id, name: credentialName } },
		...more,
	};
}

export const DONE: Node = { name: 'Done', type: 'n8n-nodes-base.noOp' };
export const REJECTED: Node = { name: 'Rejected', type: 'n8n-nodes-base.noOp' };
export const MANUAL: Node = { name: 'Manual Trigger', type: 'n8n-nodes-base.manualTrigger' };

/** A workflow of nodes one after another; the error output of the last but one leads to *Rejected* if it has one. */
export function chain(name: string, nodes: Node[], items?: IDataObject[]): IDataObject {
	const connections: IDataObject = {};
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	nodes.slice(1).forEach((node, index) => {
		connections[nodes[index].name] = { main: [to(node.name)] };
	});
	const split = nodes.find(({ onError }) => onError === 'continueErrorOutput');
	const next = split && nodes[nodes.indexOf(split) + 1];
	if (split) connections[split.name] = { main: [next ? to(next.name) : [], to(REJECTED.name)] };
	return {
		name,
		nodes: [...nodes, ...(split ? [REJECTED] : [])].map((node, index) => ({
			id: `node-${index}`,
			typeVersion: 1,
			position: node === REJECTED ? [220 * nodes.length, 200] : [220 * index, 0],
			parameters: {},
			...node,
		})),
		connections,
		settings: { executionOrder: 'v1', timezone: 'Europe/Warsaw' },
		...(items && { pinData: { [nodes[0].name]: items.map((json) => ({ json })) } }),
	} as IDataObject;
}

/** `count` customers who differ in everything. */
export const customers = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `customer-${index}@example.com`,
		name: `Customer ${index}`,
	}));

/** Customers to look at. */
export const PEOPLE = [
	{ email: 'anna@example.com', name: 'Anna', city: 'Łódź' },
	{ email: 'jan@example.com', name: 'Jan', city: 'Kraków' },
	{ email: 'ola@example.com', name: 'Ola', city: 'Gdynia' },
];

/** The node *QuarticOn CDXP* that stores customers. */
export const upsertNode = (credential: CredentialRef, more: Partial<INode> = {}): Node =>
	nodeOf(
		ACTION,
		'Store Contact',
		credential,
		{
			resource: 'contact',
			operation: 'upsert',
			email: '={{ $json.email }}',
			additionalFields: { firstName: '={{ $json.name }}' },
		},
		more,
	);

/** Waits until something is so. @throws Error after this time */
export async function until(
	what: string,
	isSo: () => Promise<boolean> | boolean,
	withinMs = 20_000,
): Promise<void> {
	const since = Date.now();
	while (!(await isSo())) {
		if (Date.now() - since > withinMs) throw new Error(`Not within ${withinMs / 1000} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
