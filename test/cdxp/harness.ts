import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import { createEngine } from '../../engine';
import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node.ts';
import { startSandbox } from '../../sandbox';
import { nodeRunner } from '../shared/nodeRunner';

export { by, detailsOf, inputOf } from '../shared/nodeRunner';

export const NODE_TYPE = 'n8n-nodes-cdxp.quarticonCdxp';
export const NODE = 'QuarticOn CDXP';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: QuarticonCdxp },
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
	timezone: 'Europe/Warsaw',
});

const TESTED = { engine, name: NODE, type: NODE_TYPE, credentialType: 'quarticonCdxpApi' };

/** A sandbox account without a limit, and the node against it. */
export async function startAccount(options: Parameters<typeof startSandbox>[0] = {}) {
	const sandbox = await startSandbox({ limit: { perSecond: 0 }, ...options });
	const credential = { accountUrl: sandbox.url, apiToken: sandbox.token, requestsPerSecond: 0 };
	return { sandbox, ...nodeRunner(TESTED, credential), close: async () => await sandbox.close() };
}

export type Account = Awaited<ReturnType<typeof startAccount>>;
