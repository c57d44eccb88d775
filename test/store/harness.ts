import type { IDataObject, INode } from 'n8n-workflow';

import { QuarticonStoreApi } from '../../credentials/QuarticonStoreApi.credentials';
import type { RunOptions } from '../../engine';
import { createEngine } from '../../engine';
import { QuarticonStore } from '../../nodes/QuarticonStore/QuarticonStore.node.ts';
import type { SandboxOptions, ShopJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';

export const NODE_TYPE = 'n8n-nodes-cdxp.quarticonStore';
export const NODE = 'QuarticOn Store';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: QuarticonStore },
	credentialTypes: { quarticonStoreApi: QuarticonStoreApi },
	timezone: 'Europe/Warsaw',
});

/** The shop the tests start from. */
export const SHOP: ShopJson = {
	customer: 'shop',
	tags: ['firstname', 'city'],
	placements: { home: 3, one: 1 },
	products: [
		{ id: '1', title: 'Shoe', price: '10.00', priceOld: 12.5, url: 'https://shop.example.com/1' },
		{ id: '2', title: 'Boot', price: 20, categories: [{ id: 1, name: 'Shoes' }] },
		{ id: '3', title: 'Bag', price: 30 },
	],
};

export type Run = RunOptions & {
	credential?: IDataObject;
	onError?: INode['onError'];
	retry?: number;
};

/** A sandbox shop, and the node against it. */
export async function startShop(options: Omit<SandboxOptions<'quarticonStore'>, 'platform'> = {}) {
	const sandbox = await startSandbox({ platform: 'quarticonStore', account: SHOP, ...options });
	const credential = {
		baseUrl: `${sandbox.url}/store/`,
		apiKey: sandbox.token,
		customer: 'shop',
		acceptVersion: '',
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
						credentials: { quarticonStoreApi: { id: 'quarticonStoreApi', name: 'Store' } },
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
			{ credentials: { quarticonStoreApi: { ...credential, ...changes } as never }, ...more },
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
		await engine.testCredential('quarticonStoreApi', { ...credential, ...changes } as never);

	/** The bodies sent to a path, in order. */
	const sent = (path: string) => sandbox.journal.find('POST', path).map(({ body }) => body);

	return { sandbox, run, sent, testCredential, close: async () => await sandbox.close() };
}

export type Shop = Awaited<ReturnType<typeof startShop>>;

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
