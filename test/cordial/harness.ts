import type { IDataObject, INode } from 'n8n-workflow';

import { CordialApi } from '../../credentials/CordialApi.credentials';
import type { RunOptions } from '../../engine';
import { createEngine } from '../../engine';
import { Cordial } from '../../nodes/Cordial/Cordial.node.ts';
import type { SandboxOptions, CordialJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';

export const NODE_TYPE = 'n8n-nodes-cdxp.cordial';
export const NODE = 'Cordial';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: Cordial },
	credentialTypes: { cordialApi: CordialApi },
	timezone: 'Europe/Warsaw',
});

/** What the tests start from. */
export const ACCOUNT: CordialJson = {
	attributes: ['firstName', 'number', 'array', 'location', 'birthday', 'vip'].map((key) => ({
		key,
	})),
	lists: ['MyList', 'LISTNAME', 'VIP', { name: 'test-list', keys: { segment_group_id: '777' } }],
	supplements: [{ key: 'recharge_subscriptions' }],
	contacts: ['jan', 'anna', 'piotr'].map((name) => ({
		identifiers: { email: `${name}@example.com` },
	})),
};

export type Run = RunOptions & {
	credential?: IDataObject;
	onError?: INode['onError'];
	retry?: number;
};

/** A sandbox account, and the node against it. */
export async function startAccount(options: Omit<SandboxOptions<'cordial'>, 'platform'> = {}) {
	const sandbox = await startSandbox({ platform: 'cordial', account: ACCOUNT, ...options });
	const credential = {
		region: 'custom',
		baseUrl: `${sandbox.url}/api`,
		apiKey: sandbox.token,
		requestsPerSecond: 0,
	};

	/** Runs the node once over these items, as a workflow. */
	const run = async (
		parameters: IDataObject,
		items: IDataObject[],
		{ credential: changes, onError, retry, ...more }: Run = {},
	) => {
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const result = await engine.run(
			{
				name: 'Test',
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					{
						name: NODE,
						type: NODE_TYPE,
						parameters: parameters as INode['parameters'],
						credentials: { cordialApi: { id: 'cordialApi', name: 'Cordial' } },
						...(onError !== undefined && { onError }),
						...(retry !== undefined && { retryOnFail: true, maxTries: retry, waitBetweenTries: 1 }),
					},
					{ name: 'Done', type: 'n8n-nodes-base.noOp' },
					{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
				],
				connections: {
					Start: { main: [to('Items')] },
					Items: { main: [to(NODE)] },
					[NODE]: { main: [to('Done'), to('Rejected')] },
				},
			},
			{ credentials: { cordialApi: { ...credential, ...changes } as never }, ...more },
		);
		return {
			...result,
			done: result.out(NODE, 0),
			rejected: result.out(NODE, 1),
			paired: (output = 0) =>
				result.items(NODE, output).map(({ pairedItem }) => (pairedItem as { item: number }).item),
			failure: result.error(NODE) ?? result.failure,
			hints: result.hints(NODE).map(({ message }) => message),
		};
	};

	/** Presses Test of the credential. */
	const testCredential = async (changes: IDataObject = {}) =>
		await engine.testCredential('cordialApi', { ...credential, ...changes } as never);

	/** The bodies sent to a call, in order. */
	const sent = (call: string) =>
		sandbox.journal.find('POST', `/api/${call}`).map(({ body }) => body as IDataObject);

	/** The account once all that was accepted is processed. */
	const processed = async () => {
		await sandbox.settled();
		return sandbox.store;
	};

	return {
		sandbox,
		run,
		sent,
		processed,
		testCredential,
		close: async () => await sandbox.close(),
	};
}

export type Account = Awaited<ReturnType<typeof startAccount>>;

/** `details` of an error item. */
export const detailsOf = (item: IDataObject) =>
	item.details as { status: string; code: string; field: string | null; remedy: string };

/** The JSON without what the error path added. */
export function inputOf(item: IDataObject): IDataObject {
	const { error, details, ...input } = item;
	void error;
	void details;
	return input;
}

/** Identifiers as the node holds them. */
export const by = (identifiers: Record<string, unknown>) => ({
	values: Object.entries(identifiers).map(([key, value]) => ({ key, value })) as IDataObject[],
});
