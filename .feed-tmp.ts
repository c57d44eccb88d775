import { createEngine } from '/work/main/engine';
import { QuarticonStoreApi } from '/work/main/credentials/QuarticonStoreApi.credentials';
import { QuarticonStore } from '/work/main/nodes/QuarticonStore/QuarticonStore.node.ts';
const N = Number(process.argv[3] ?? 50000);
const engine = createEngine({ nodes: { 'n8n-nodes-cdxp.quarticonStore': QuarticonStore }, credentialTypes: { quarticonStoreApi: QuarticonStoreApi } });
async function main() {
const items = Array.from({ length: N }, (_, i) => ({ id: `p${i}`, title: `Product ${i}`, description: 'x'.repeat(200), price: '19.99', cat: '5' }));
const text = JSON.stringify(items);
let peak = 0; let live = 0; const g = setInterval(() => { (globalThis as any).gc(); live = Math.max(live, process.memoryUsage().heapUsed); }, 2000);
const t = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 50);
const before = process.memoryUsage().rss;
const started = Date.now();
const parameters = process.argv[4] === 'noop' ? {} : { resource: 'product', operation: 'upsert', productId: '={{ $json.id }}', status: true, additionalFields: { title: '={{ $json.title }}', description: '={{ $json.description }}', price: '={{ $json.price }}', categories: { values: [{ id: '={{ $json.cat }}', name: 'C' }] } } };
const r = await engine.run({ nodes: [ { name: 'S', type: 'n8n-nodes-base.manualTrigger' }, { name: 'I', type: 'test.items', parameters: { items: text } }, { name: 'Q', type: process.argv[4] === 'noop' ? 'n8n-nodes-base.noOp' : 'n8n-nodes-cdxp.quarticonStore', parameters, credentials: { quarticonStoreApi: { id: 'quarticonStoreApi', name: 'x' } } } ], connections: { S: { main: [[{ node: 'I', type: 'main', index: 0 }]] }, I: { main: [[{ node: 'Q', type: 'main', index: 0 }]] } } } as never, { credentials: { quarticonStoreApi: { baseUrl: process.argv[2], apiKey: 'sandbox-token', customer: 'c', requestsPerSecond: 0 } as never } });
clearInterval(t);
const mb = (n: number) => Math.round(n / 1048576);
console.log(process.argv[4] ?? 'store', r.status, r.out('Q').length, 'items;', ((Date.now() - started) / 1000).toFixed(1), 's; rss before', mb(before), 'live heap peak', mb(live), 'peak', mb(peak), 'end', mb(process.memoryUsage().rss), r.hints('Q').map((h) => h.message));
process.exit(0);
}
void main();
