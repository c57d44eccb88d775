/** The example workflows of QuarticOn Store do what their README says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import { QuarticonStoreApi } from '../../credentials/QuarticonStoreApi.credentials';
import type { WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { QuarticonStore } from '../../nodes/QuarticonStore/QuarticonStore.node.ts';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { temporaryFolder } from './harness';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const engine = createEngine({
	nodes: { 'n8n-nodes-cdxp.quarticonStore': QuarticonStore },
	credentialTypes: { quarticonStoreApi: QuarticonStoreApi },
});
const folder = temporaryFolder();
afterAll(() => folder.remove());

let sandbox: Sandbox<'quarticonStore'>;
beforeEach(async () => {
	const account = { customer: 'shop', placements: { email: 2 } };
	sandbox = await startSandbox({ platform: 'quarticonStore', account });
});
afterEach(async () => await sandbox.close());

/** Runs an example file, with its paths moved to where the test may write. */
async function runExample(file: string, startNode?: string) {
	const text = readFileSync(join(EXAMPLES, file), 'utf8')
		.replaceAll('examples/data/', `${join(EXAMPLES, 'data')}/`)
		.replaceAll('out/rejected', folder.in('rejected'));
	return await engine.run(JSON.parse(text) as WorkflowJson, {
		startNode,
		credentials: {
			quarticonStoreApi: {
				baseUrl: `${sandbox.url}/store/`,
				apiKey: sandbox.token,
				customer: 'shop',
				requestsPerSecond: 0,
			},
		},
	});
}

const feed = parse(readFileSync(join(EXAMPLES, 'data', 'products.csv')), {
	columns: true,
}) as Array<Record<string, string>>;

describe('product-feed.json', () => {
	test.each(['Manual Trigger', 'Every Night'])('stores the feed, started by %s', async (start) => {
		const run = await runExample('product-feed.json', start);
		expect(run.status).toBe('success');
		expect(run.out('Stored')).toHaveLength(feed.length - 2);
		expect(sandbox.store.products.size).toBe(feed.length - 2);
		expect(sandbox.store.product('101')).toEqual({
			id: '101',
			title: 'Trail Shoes',
			description: 'Trail Shoes of Example Shop.',
			url: 'https://shop.example.com/trail-shoes',
			image: 'https://shop.example.com/images/101.jpg',
			price: 249,
			priceOld: 349,
			custom1: 'Example',
			categories: [{ id: 1, name: 'Shoes' }],
			status: true,
		});
		for (const row of feed.slice(0, -2)) {
			const stored = sandbox.store.product(row.id);
			expect(stored).toMatchObject({ title: row.title, status: row.availability === 'in_stock' });
			expect(stored?.price).toBe(parseFloat(row.sale_price || row.price));
			expect(stored?.priceOld).toBe(row.sale_price ? parseFloat(row.price) : undefined);
		}
		const report = folder.in('rejected-products.csv');
		expect(existsSync(report)).toBe(true);
		const rejected = parse(readFileSync(report), { columns: true, bom: true }) as Array<
			Record<string, string>
		>;
		expect(rejected.map(({ id, field }) => [id, field])).toEqual([
			['40 1', 'Product ID'],
			['402', 'Price'],
		]);
		for (const { error, remedy } of rejected) expect([error, remedy]).not.toContain('');
	});

	test('leaves the catalogue as it is when it runs again', async () => {
		await runExample('product-feed.json');
		const before = [...sandbox.store.products.values()];
		await runExample('product-feed.json');
		expect([...sandbox.store.products.values()]).toEqual(before);
	});
});

test('order-to-event.json tells of the order once, with every product', async () => {
	const run = await runExample('order-to-event.json');
	expect(run.status).toBe('success');
	expect(run.out('Tracked')).toEqual([
		expect.objectContaining({ transactionId: '727', occurredAt: '2024-02-28T11:16:40.000Z' }),
	]);
	expect(sandbox.store.events).toEqual([
		{
			eventType: 'eventTransaction',
			timestamp: 1709119000,
			userId: '26',
			userEmail: 'jan@example.com',
			transactionId: '727',
			basket: [
				{ productId: '101', price: 249, quantity: 1 },
				{ productId: '118', price: 29.5, quantity: 2 },
				{ productId: '201', price: 239, quantity: 1 },
			],
		},
	]);
});

test('order-to-event.json keeps an order apart whose answer was lost', async () => {
	sandbox.faults.add({ kind: 'truncate', when: 'after' });
	const run = await runExample('order-to-event.json');
	expect(run.out('To Look At')).toEqual([
		expect.objectContaining({
			number: '727',
			details: expect.objectContaining({ status: 'uncertain' }),
		}),
	]);
	expect(sandbox.store.events).toHaveLength(1);
});

describe('recommendations-to-email.json', () => {
	test('makes one mail of what is recommended, with everything escaped', async () => {
		const [shoes, evil] = ['Shoes', '<script>alert("x")</script>'];
		sandbox.loadAccount({
			products: [
				{
					id: '1',
					title: shoes,
					price: '10.00',
					priceOld: 12.5,
					url: 'https://shop.example.com/1',
				},
				{ id: '2', title: evil, price: 20, url: 'https://shop.example.com/?a=1&b="' },
				{ id: '3', title: 'Not among the first two', price: 30 },
			],
		});
		const run = await runExample('recommendations-to-email.json');
		expect(run.status).toBe('success');
		const [mail, ...more] = run.out('Render Email');
		expect(more).toEqual([]);
		expect(mail).toMatchObject({ to: 'jan@example.com', subject: 'For you: Shoes' });
		const html = String(mail.html);
		expect(html).toContain('<p>Hello Jan,</p>');
		expect(html).toContain(
			'<a href="https://shop.example.com/1">Shoes</a><br><b>10.00 zł</b> <s>12.50 zł</s>',
		);
		expect(html).toContain(
			'&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</a><br><b>20.00 zł</b></td>',
		);
		expect(html).toContain('href="https://shop.example.com/?a=1&amp;b=&quot;"');
		expect(html).not.toContain('<script');
		expect(html.match(/<tr>/g)).toHaveLength(2);
	});

	test('makes no mail where nothing is recommended', async () => {
		const run = await runExample('recommendations-to-email.json');
		expect([run.status, run.out('Render Email')]).toEqual(['success', []]);
	});
});
