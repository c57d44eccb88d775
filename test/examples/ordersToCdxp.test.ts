/** The example workflow that brings the orders of a shop to CDXP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { credentialsOf } from '../../scripts/main-job-run';
import { engine, startExample } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'orders-to-cdxp.json');
const workflow = () => JSON.parse(readFileSync(FILE, 'utf8')) as WorkflowJson;
const sample = JSON.parse(
	String(workflow().nodes.find(({ name }) => name === 'Order')?.parameters?.jsonOutput),
) as IDataObject & { billing: IDataObject; line_items: IDataObject[] };

let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startExample()));
afterEach(async () => await sandbox.close());

const run = async (json = workflow()) =>
	await engine.run(json, { credentials: credentialsOf(sandbox, 0) });

/** The workflow with these orders in the place of the sample. */
function withOrders(orders: IDataObject[]): WorkflowJson {
	const json = workflow();
	const node = json.nodes.find(({ name }) => name === 'Order');
	if (node === undefined) throw new Error('The node Order is missing');
	Object.assign(node, {
		type: 'test.items',
		typeVersion: 1,
		parameters: { items: JSON.stringify(orders) },
	});
	return json;
}

const orders = () => sandbox.store.tables.orders.all().map(({ texts }) => texts);
/** The customers of the shop, without the rows that sum an address up over all shops. */
const customers = () =>
	sandbox.store.tables.customers.all().filter(({ connectionid }) => connectionid !== '0');

test('the order is stored with its customer and every product, prices in cents', async () => {
	const { status, out } = await run();
	expect([status, out('Stored').length, out('To Look At')]).toEqual(['success', 1, []]);
	expect(customers()).toMatchObject([{ email: 'jan@example.com', externalid: '26' }]);
	expect(orders()).toMatchObject([{ externalid: '727', totalPrice: '56200', currency: 'PLN' }]);
	const [{ body }] = sandbox.journal.find('POST', /\/ecomOrders$/);
	expect((body as { ecomOrder: IDataObject }).ecomOrder).toMatchObject({
		source: '1',
		customerid: customers()[0].id,
		externalCreatedDate: expect.stringMatching(/^2024-02-28T12:16:40/),
		shippingAmount: 1500,
		orderProducts: [
			{ externalid: '101', name: 'Trail Shoes', price: 24900, quantity: 1, sku: 'SHOE-42' },
			{ externalid: '118', name: 'Wool Socks', price: 2950, quantity: 2 },
			{ externalid: '201', name: 'Day Pack', price: 23900, quantity: 1, sku: 'PACK-20' },
		],
	});
});

test('a stream: one customer for several orders, a repeated order and a broken one apart', async () => {
	const guest = { customer_id: 0, billing: { ...sample.billing, email: 'Guest@example.com' } };
	const { out } = await run(
		withOrders([
			sample,
			{ ...sample, id: 728, number: '728' },
			{ ...sample, id: 729, ...guest },
			sample,
			{ ...sample, id: 730, total: 'free' },
		]),
	);
	expect(out('Stored').map(({ externalId }) => externalId)).toEqual(['727', '728', '729']);
	expect(out('To Look At').map(({ details }) => (details as IDataObject).code)).toEqual([
		'duplicate',
		'invalid_value',
	]);
	const known = customers().map(({ externalid }) => externalid);
	expect(known).toEqual(['26', 'guest-guest@example.com']);
	expect(orders().map(({ externalid }) => externalid)).toEqual(['727', '728', '729']);
});

test('an answer that is lost makes no second order', async () => {
	const match = { method: 'POST', path: /\/ecomOrders$/ };
	sandbox.faults.add({ kind: 'reset', when: 'after', match, times: 1 });
	const { out } = await run();
	expect([out('Stored').length, orders().length]).toEqual([1, 1]);
});
