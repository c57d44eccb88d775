import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import { describe, property, sideBySide } from '../nodes';
import { DIST, ROOT } from '../sides';
import type { Flow } from './flow';
import { rowsOf } from './flow';

const TYPE = 'n8n-nodes-cdxp.quarticonStore';
const CREDENTIAL = 'quarticonStoreApi';

const DESCRIPTION =
	'A light shoe for long days outside, with a sole that holds on wet stone and a tongue that keeps small stones out. Tested on 900 km of mountain paths; the lining dries overnight. Upper: recycled polyester. Weight: 290 g in size 42.';

/** A row of a shop's product feed, with the columns of `examples/data/products.csv`. */
const productOf = (index: number): IDataObject => ({
	id: String(100_000 + index),
	title: `Trail Shoes ${index}`,
	description: `Trail Shoes ${index}. ${DESCRIPTION}`,
	link: `https://shop.example.com/products/trail-shoes-${index}`,
	image_link: `https://shop.example.com/images/trail-shoes-${index}.jpg`,
	availability: index % 7 === 0 ? 'out_of_stock' : 'in_stock',
	price: `${200 + (index % 300)}.00 PLN`,
	sale_price: index % 3 === 0 ? `${150 + (index % 50)}.00 PLN` : '',
	category_id: String(index % 40),
	product_type: `Shoes > Outdoor > Group ${index % 40}`,
	brand: 'Example',
});

/** The parameters of the node that stores products in the example workflow. */
function exampleParameters(): INodeParameters {
	const file = readFileSync(join(ROOT, 'examples', 'product-feed.json'), 'utf8');
	const { nodes } = JSON.parse(file) as {
		nodes: Array<{ type: string; parameters: INodeParameters }>;
	};
	const node = nodes.find(({ type }) => type === TYPE);
	if (node === undefined) throw new Error(`examples/product-feed.json has no node ${TYPE}`);
	return node.parameters;
}

/** Reads the same parameters and sends the same requests with n8n's helper, side by side, and does nothing else. */
class ProductLoop implements INodeType {
	description = {
		...describe(
			'productLoop',
			['productId', 'status', 'additionalFields'].map((name) => property(name, 'json', '')),
		),
		credentials: [{ name: CREDENTIAL, required: true }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { baseUrl } = await this.getCredentials<{ baseUrl: string }>(CREDENTIAL);
		const url = `${baseUrl}/store/data/product`;
		const rows = await sideBySide(this.getInputData().length, async (item) => {
			const body = readProduct.call(this, item);
			const { timestamp } = (await this.helpers.httpRequestWithAuthentication.call(
				this,
				CREDENTIAL,
				{ method: 'POST', url, body, json: true },
			)) as { timestamp: number };
			return outputOf(body.id, body.status, new Date(timestamp * 1000));
		});
		return [rows];
	}
}

function readProduct(this: IExecuteFunctions, item: number) {
	const { categories, ...fields } = this.getNodeParameter('additionalFields', item) as IDataObject;
	return {
		id: this.getNodeParameter('productId', item) as string,
		...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
		categories: (categories as { values: IDataObject[] }).values.map(({ id, name }) => ({
			id: Number(id),
			name,
		})),
		status: this.getNodeParameter('status', item) as boolean,
	};
}

const outputOf = (id: unknown, visible: boolean, answeredAt: Date): IDataObject => ({
	id: id as string,
	visible,
	accepted: true,
	answeredAt: answeredAt.toISOString(),
});

/** A shop's product feed, row by row into the catalogue. */
export const products: Flow = {
	type: TYPE,
	files: [
		join(DIST, 'nodes', 'QuarticonStore', 'QuarticonStore.node.js'),
		join(DIST, 'credentials', 'QuarticonStoreApi.credentials.js'),
	],
	parameters: exampleParameters,
	credentialType: CREDENTIAL,
	credential: ({ url, token }) => ({ baseUrl: url, apiKey: token, requestsPerSecond: 0 }),
	given: (count) => rowsOf(count, productOf),
	gives: (items) =>
		items.map(({ json: { id, availability } }) =>
			outputOf(id, availability === 'in_stock', new Date()),
		),
	key: 'id',
	loop: ProductLoop,
};
