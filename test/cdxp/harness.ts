import type { IDataObject, INode } from 'n8n-workflow';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import type { RunOptions } from '../../engine';
import { createEngine } from '../../engine';
import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node.ts';
import { startSandbox } from '../../sandbox';

export const NODE_TYPE = 'n8n-nodes-cdxp.quarticonCdxp';
export const NODE = 'QuarticOn CDXP';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: QuarticonCdxp },
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
	timezone: 'Europe/Warsaw',
});

/** A sandbox account without a limit, and the node against it. */
export async function startAccount(options: Parameters<typeof startSandbox>[0] = {}) {
	const sandbox = await startSandbox({ limit: { perSecond: 0 }, ...options });
	const credential = { accountUrl: sandbox.url, apiToken: sandbox.token, requestsPerSecond: 0 };
	const credentials = (changes: IDataObject = {}) => ({
		quarticonCdxpApi: { ...credential, ...changes } as never,
	});
	const node = (parameters: IDataObject, more: Partial<INode> = {}) => ({
		name: NODE,
		type: NODE_TYPE,
		parameters: parameters as INode['parameters'],
		credentials: { quarticonCdxpApi: { id: 'quarticonCdxpApi', name: 'CDXP' } },
		...more,
	});

	/** Runs the node once over these items, as a workflow. */
	const run = async (
		parameters: IDataObject,
		items: IDataObject[],
		{
			credential: changes,
			onError,
			retry,
			...options
		}: RunOptions & {
			credential?: IDataObject;
			onError?: INode['onError'];
			retry?: number;
		} = {},
	) => {
		const result = await engine.run(
			{
				name: 'Test',
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					node(parameters, {
						...(onError !== undefined && { onError }),
						...(retry !== undefined && { retryOnFail: true, maxTries: retry, waitBetweenTries: 1 }),
					}),
					{ name: 'Done', type: 'n8n-nodes-base.noOp' },
					{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
				],
				connections: {
					Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
					Items: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
					[NODE]: {
						main: [
							[{ node: 'Done', type: 'main', index: 0 }],
							[{ node: 'Rejected', type: 'main', index: 0 }],
						],
					},
				},
			},
			{ credentials: credentials(changes), ...options },
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

	/** Calls an editor method. */
	const method = async <T>(
		group: 'listSearch' | 'loadOptions' | 'resourceMapping',
		name: string,
		args: unknown[] = [],
	) => await engine.method<T>(node({}), group, name, { credentials: credentials(), args });

	return { sandbox, run, method, node, credentials, close: async () => await sandbox.close() };
}

export type Account = Awaited<ReturnType<typeof startAccount>>;

/** `details` of an error item. */
export const detailsOf = (item: IDataObject) =>
	item.details as {
		status: string;
		code: string;
		field: string | null;
		remedy: string;
		parts: Array<{ part: string; done: boolean }>;
	};

/** The JSON without what the error path added. */
export function inputOf(item: IDataObject): IDataObject {
	const { error, details, ...input } = item;
	void error;
	void details;
	return input;
}

/** A resource locator. */
export const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });
