import { QuarticonStoreApi } from '../../credentials/QuarticonStoreApi.credentials';
import { createEngine } from '../../engine';
import { QuarticonStore } from '../../nodes/QuarticonStore/QuarticonStore.node.ts';
import type { SandboxOptions, ShopJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { nodeRunner } from '../shared/nodeRunner';

export { detailsOf, inputOf, type Run } from '../shared/nodeRunner';

export const NODE_TYPE = 'n8n-nodes-cdxp.quarticonStore';
export const NODE = 'QuarticOn Store';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: QuarticonStore },
	credentialTypes: { quarticonStoreApi: QuarticonStoreApi },
	timezone: 'Europe/Warsaw',
});

const TESTED = { engine, name: NODE, type: NODE_TYPE, credentialType: 'quarticonStoreApi' };

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

	/** The bodies sent to a path, in order. */
	const sent = (path: string) => sandbox.journal.find('POST', path).map(({ body }) => body);

	return {
		sandbox,
		...nodeRunner(TESTED, credential),
		sent,
		close: async () => await sandbox.close(),
	};
}

export type Shop = Awaited<ReturnType<typeof startShop>>;
