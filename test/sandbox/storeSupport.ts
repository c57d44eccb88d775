import { request } from 'node:http';

import { startSandbox, type Sandbox, type SandboxOptions, type ShopJson } from '../../sandbox';
import type { Answer } from './support';
import { call, START } from './support';

/** The shop most tests start from. */
export const SHOP: ShopJson = {
	customer: 'shop',
	tags: ['firstname', 'city'],
	placements: { home: 3, one: 1 },
	products: [
		{
			id: '1',
			title: 'Shoe',
			price: '10.00',
			priceOld: '12.50',
			categories: [{ id: 1, name: 'Shoes' }],
		},
		{ id: '2', title: 'Boot', price: 20, categories: [{ id: 1, name: 'Shoes' }] },
		{ id: '3', title: 'Bag', price: 30, categories: [{ id: 2, name: 'Bags' }] },
		{ id: '4', title: 'Old', price: 40, status: false, categories: [{ id: 2, name: 'Bags' }] },
	],
};

export interface ShopScene {
	sandbox: Sandbox<'quarticonStore'>;
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
	/** GET with a body, which fetch refuses to send; a text is sent as it is. */
	getWithBody(path: string, body: unknown): Promise<Answer>;
	/** The ids of what is recommended. */
	recommended(query: string): Promise<string[]>;
}

const open: Array<() => Promise<void>> = [];

/** Starts a shop's sandbox that is closed by closeShops(). */
export async function shop(
	options: Omit<SandboxOptions<'quarticonStore'>, 'platform'> = {},
): Promise<ShopScene> {
	const sandbox = await startSandbox({
		platform: 'quarticonStore',
		account: SHOP,
		now: () => START,
		...options,
	});
	open.push(async () => await sandbox.close());
	const key = { 'x-api-key': sandbox.token };
	const api: ShopScene['api'] = async (method, path, body, headers = key) =>
		await call(`${sandbox.url}/store${path}`, method, body, headers);
	return {
		sandbox,
		api,
		getWithBody: async (path, body) => await getWithBody(`${sandbox.url}/store${path}`, body, key),
		recommended: async (query) => {
			const { json } = await api('GET', `/recommendation?customer=shop&${query}`, undefined, {});
			return (json.data as Array<{ id: string }>).map(({ id }) => id);
		},
	};
}

async function getWithBody(
	url: string,
	body: unknown,
	headers: Record<string, string>,
): Promise<Answer> {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		request(url, {
			method: 'GET',
			headers: {
				...headers,
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(text)),
			},
		})
			.on('error', reject)
			.on('response', (response) => {
				let answer = '';
				response.on('data', (chunk: Buffer) => (answer += chunk.toString()));
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						headers: new Headers(),
						text: answer,
						json: JSON.parse(answer) as unknown,
					}),
				);
			})
			.end(text);
	});
}

/** Closes what the test opened; for afterEach. */
export async function closeShops(): Promise<void> {
	await Promise.all(open.splice(0).map(async (close) => await close()));
}
