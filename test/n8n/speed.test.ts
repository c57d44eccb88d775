/** 1,000 upserts in a real n8n, beside its built-in node for the same API. */
import type { Sandbox } from '../../sandbox';
import type { CredentialRef } from '../../scripts/n8n/client';
import {
	chain,
	connect,
	customers,
	DONE,
	MANUAL,
	nodeOf,
	openAccount,
	upsertNode,
} from './support/bench';
import { report } from './support/report';
import { inRounds } from './support/rounds';

const UPSERTS = 1000;
const ROUNDS = 5;
const BAR = 1.3;

let n8n: Awaited<ReturnType<typeof connect>>;
let sandbox: Sandbox;
let credential: CredentialRef;
beforeAll(async () => {
	n8n = await connect();
	({ sandbox, credential } = await openAccount(n8n.client, 'Speed'));
});
afterAll(async () => await sandbox.close());

test(`${UPSERTS} upserts without a limit: at least ${BAR} times as fast as the built-in node`, async () => {
	const access = { apiUrl: sandbox.url, apiKey: sandbox.token };
	const peer = await n8n.client.saveCredential('Speed of the peer', 'activeCampaignApi', access);
	const nodes = {
		ours: upsertNode(credential),
		peer: nodeOf('n8n-nodes-base.activeCampaign', 'Store Contact', peer, {
			resource: 'contact',
			operation: 'create',
			updateIfExists: true,
			email: '={{ $json.email }}',
			additionalFields: { firstName: '={{ $json.name }}' },
		}),
	};
	const ids: Record<string, string> = {};
	for (const [side, node] of Object.entries(nodes)) {
		const json = chain(`Upserts: ${side}`, [MANUAL, node, DONE], customers(UPSERTS));
		ids[side] = (await n8n.client.importWorkflow(json)).id;
	}
	const perSecond = async (side: string): Promise<number> => {
		sandbox.reset();
		const run = await n8n.client.run(ids[side]);
		expect([run.status, run.out('Store Contact').length]).toEqual(['success', UPSERTS]);
		expect(sandbox.store.contacts()).toHaveLength(UPSERTS);
		return UPSERTS / ((run.task('Store Contact')?.executionTime ?? NaN) / 1000);
	};
	const measured = await inRounds(['ours', 'peer'], ROUNDS, perSecond);
	report('upserts', { count: UPSERTS, bar: BAR, ...measured });
	expect(measured.ratioTo.peer).toBeGreaterThanOrEqual(BAR);
}, 300_000);
