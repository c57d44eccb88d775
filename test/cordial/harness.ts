import type { IDataObject } from 'n8n-workflow';

import { CordialApi } from '../../credentials/CordialApi.credentials';
import { createEngine } from '../../engine';
import { Cordial } from '../../nodes/Cordial/Cordial.node.ts';
import type { SandboxOptions, CordialJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { nodeRunner } from '../shared/nodeRunner';

export { detailsOf, inputOf, type Run } from '../shared/nodeRunner';

export const NODE_TYPE = 'n8n-nodes-cdxp.cordial';
export const NODE = 'Cordial';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: Cordial },
	credentialTypes: { cordialApi: CordialApi },
	timezone: 'Europe/Warsaw',
});

const TESTED = { engine, name: NODE, type: NODE_TYPE, credentialType: 'cordialApi' };

/** What the tests start from. */
export const ACCOUNT: CordialJson = {
	attributes: ['firstName', 'number', 'array', 'location', 'birthday', 'vip'].map((key) => ({
		key,
	})),
	lists: ['MyList', 'LISTNAME', 'VIP', { name: 'test-list', keys: { segment_group_id: '777' } }],
	supplements: [{ key: 'recharge_subscriptions' }],
	contacts: ['jan', 'anna', 'piotr'].map((name) => ({
		identifiers: { email: `${name}@example.com` },
	})),
};

/** A sandbox account, and the node against it. */
export async function startAccount(options: Omit<SandboxOptions<'cordial'>, 'platform'> = {}) {
	const sandbox = await startSandbox({ platform: 'cordial', account: ACCOUNT, ...options });
	const credential = {
		region: 'custom',
		baseUrl: `${sandbox.url}/api`,
		apiKey: sandbox.token,
		requestsPerSecond: 0,
	};

	/** The bodies sent to a call, in order. */
	const sent = (call: string) =>
		sandbox.journal.find('POST', `/api/${call}`).map(({ body }) => body as IDataObject);

	/** The account once all that was accepted is processed. */
	const processed = async () => {
		await sandbox.settled();
		return sandbox.store;
	};

	return {
		sandbox,
		...nodeRunner(TESTED, credential),
		sent,
		processed,
		close: async () => await sandbox.close(),
	};
}

export type Account = Awaited<ReturnType<typeof startAccount>>;

/** Identifiers as the node holds them. */
export const by = (identifiers: Record<string, unknown>) => ({
	values: Object.entries(identifiers).map(([key, value]) => ({ key, value })) as IDataObject[],
});
