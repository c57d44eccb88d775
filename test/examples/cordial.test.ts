/** The example workflows of Cordial do what their README says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CordialApi } from '../../credentials/CordialApi.credentials';
import type { WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { Cordial } from '../../nodes/Cordial/Cordial.node.ts';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const engine = createEngine({
	nodes: { 'n8n-nodes-cdxp.cordial': Cordial },
	credentialTypes: { cordialApi: CordialApi },
});

let sandbox: Sandbox<'cordial'>;
beforeEach(async () => {
	const account = {
		attributes: [{ key: 'firstName' }],
		supplements: [{ key: 'recharge_subscriptions' }],
	};
	sandbox = await startSandbox({ platform: 'cordial', account });
});
afterEach(async () => await sandbox.close());

/** Runs an example file, and lets the platform process what it accepted. */
async function runExample(file: string) {
	const workflow = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowJson;
	const run = await engine.run(workflow, {
		credentials: {
			cordialApi: {
				region: 'custom',
				baseUrl: `${sandbox.url}/api`,
				apiKey: sandbox.token,
				requestsPerSecond: 0,
			},
		},
	});
	expect(run.status).toBe('success');
	await sandbox.settled();
	return run;
}

const know = (...names: string[]) =>
	sandbox.loadAccount({
		contacts: names.map((name) => ({ identifiers: { email: `${name}@example.com` } })),
	});

describe('orders-to-cordial.json', () => {
	it('stores contacts and orders, and keeps back the order with a product that has no SKU', async () => {
		const run = await runExample('orders-to-cordial.json');
		expect(run.out('Accepted').map(({ orderId, items }) => [orderId, items])).toEqual([
			['727', 3],
			['728', 1],
		]);
		expect(run.out('To Look At')).toEqual([
			expect.objectContaining({ details: expect.objectContaining({ field: 'items[0].sku' }) }),
		]);
		const { contacts, orders, dropped } = sandbox.store;
		expect([...contacts.values()].map(({ identifiers }) => identifiers.email).sort()).toEqual([
			'anna@example.com',
			'jan@example.com',
			'piotr@example.com',
		]);
		expect([...orders.keys()]).toEqual(['727', '728']);
		expect(orders.get('727')).toMatchObject({
			purchaseDate: '2024-02-28T11:16:40Z',
			status: 'processing',
			totalAmount: 547,
			tax: 102.28,
		});
		expect((orders.get('727')?.items as unknown[])[2]).toEqual({
			productID: '201',
			sku: 'PACK-20',
			name: 'Day Pack',
			category: 'Bags',
			qty: 1,
			itemPrice: 239,
		});
		expect(dropped).toEqual([]);
	});

	it('leaves the account as it is when it runs again', async () => {
		await runExample('orders-to-cordial.json');
		const before = JSON.stringify([...sandbox.store.orders.values()]);
		await runExample('orders-to-cordial.json');
		expect(JSON.stringify([...sandbox.store.orders.values()])).toBe(before);
	});
});

describe('product-views-to-cordial.json', () => {
	it('sends the views of a customer with one request, in their order', async () => {
		know('jan', 'anna');
		const run = await runExample('product-views-to-cordial.json');
		expect(run.out('Accepted')).toHaveLength(4);
		expect(run.out('To Look At')).toEqual([
			expect.objectContaining({ name: 'Day Pack', email: '', error: expect.any(String) }),
		]);
		expect(sandbox.journal.count('POST')).toBe(2);
		const views = sandbox.store.activities.map(({ time, properties }) => [time, properties.name]);
		expect(views.slice(0, 3)).toEqual([
			['2024-02-28T10:01:07+01:00', 'Trail Shoes'],
			['2024-02-28T10:02:11+01:00', 'Wool Socks'],
			['2024-02-28T10:04:55+01:00', 'Day Pack'],
		]);
		expect(views).toHaveLength(4);
	});

	it('keeps views apart whose answer was lost', async () => {
		know('jan', 'anna');
		sandbox.faults.add({ kind: 'truncate', when: 'after', times: 1 });
		const run = await runExample('product-views-to-cordial.json');
		const uncertain = run
			.out('To Look At')
			.filter(({ details }) => (details as { status: string }).status === 'uncertain');
		expect(uncertain.map(({ email }) => email)).toEqual(Array(3).fill('jan@example.com'));
		expect(sandbox.store.activities).toHaveLength(4);
	});
});

describe('subscriptions-to-cordial.json', () => {
	it('stores every subscription, and keeps back the customer with one that has no date', async () => {
		know('jan', 'anna', 'piotr');
		const run = await runExample('subscriptions-to-cordial.json');
		expect(run.out('Accepted').map(({ records }) => records)).toEqual([
			['266787835', '266787836'],
			['266787840'],
		]);
		expect(run.out('To Look At')).toEqual([
			expect.objectContaining({
				email: 'piotr@example.com',
				details: expect.objectContaining({ field: 'records[0].updated_at' }),
			}),
		]);
		const { records } = sandbox.store.supplements.get('recharge_subscriptions') ?? {};
		expect([...(records?.keys() ?? [])]).toEqual(['266787835', '266787836', '266787840']);
		expect(sandbox.store.dropped).toEqual([]);
	});

	it('changes nothing when it runs again', async () => {
		know('jan', 'anna');
		await runExample('subscriptions-to-cordial.json');
		await runExample('subscriptions-to-cordial.json');
		expect(sandbox.store.supplements.get('recharge_subscriptions')?.records.size).toBe(3);
	});
});
