import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';

import type { EngineOptions } from '../../engine';
import type { Access, Side } from './jobs';
import { shareLibraries } from './libraries';
import { ParallelLoop } from './nodes';

/** The parent starts every measured process in the repository's root. */
export const ROOT = process.cwd();
/** The built package, put aside by the parent. */
export const DIST = join(ROOT, 'out', 'bench', 'package');
const PEER = join(ROOT, 'bench', 'peer', 'node_modules', 'n8n-nodes-base', 'dist');

/** A node that stores contacts: what it is made of and how it is set. */
interface SideDescription {
	type: string;
	/** The built files it needs: node and credential. */
	files: [string, string];
	/** What its package loads beside them for the same platform. */
	further: string[];
	parameters: IDataObject;
	credentialType: string;
	credential: (access: Access, perSecond: number) => IDataObject;
}

const OURS: SideDescription = {
	type: 'n8n-nodes-cdxp.quarticonCdxp',
	files: [
		join(DIST, 'nodes', 'QuarticonCdxp', 'QuarticonCdxp.node.js'),
		join(DIST, 'credentials', 'QuarticonCdxpApi.credentials.js'),
	],
	further: [join(DIST, 'nodes', 'QuarticonCdxp', 'QuarticonCdxpTrigger.node.js')],
	parameters: {
		resource: 'contact',
		operation: 'upsert',
		email: '={{ $json.email }}',
		additionalFields: { firstName: '={{ $json.name }}' },
	},
	credentialType: 'quarticonCdxpApi',
	credential: ({ url, token }, perSecond) => ({
		accountUrl: url,
		apiToken: token,
		requestsPerSecond: perSecond,
	}),
};

export const SIDES: Record<Side, SideDescription> = {
	ours: OURS,
	peer: {
		type: 'n8n-nodes-base.activeCampaign',
		files: [
			join(PEER, 'nodes', 'ActiveCampaign', 'ActiveCampaign.node.js'),
			join(PEER, 'credentials', 'ActiveCampaignApi.credentials.js'),
		],
		further: [join(PEER, 'nodes', 'ActiveCampaign', 'ActiveCampaignTrigger.node.js')],
		parameters: {
			resource: 'contact',
			operation: 'create',
			updateIfExists: true,
			email: '={{ $json.email }}',
			additionalFields: { firstName: '={{ $json.name }}' },
		},
		credentialType: 'activeCampaignApi',
		credential: ({ url, token }) => ({ apiUrl: url, apiKey: token }),
	},
	loop: {
		...OURS,
		type: 'bench.parallelLoop',
		parameters: { email: '={{ $json.email }}', name: '={{ $json.name }}' },
	},
	bare: { ...OURS, type: 'bench.parallelLoop', parameters: {} },
};

/** Loads built files of a side. */
export function loadFiles(side: Side, files: string[]): object[] {
	if (side === 'peer') shareLibraries();
	const load = createRequire(join(ROOT, 'package.json'));
	// A built file exports one class.
	return files.map((file) => Object.values(load(file) as Record<string, object>)[0]);
}

const isLoop = (side: Side): boolean => side === 'loop' || side === 'bare';

/** Node and credential of a side as the engine takes them. */
export function engineParts(side: Side): Pick<EngineOptions, 'nodes' | 'credentialTypes'> {
	const { type, files, credentialType } = SIDES[side];
	const [node, credential] = loadFiles(side, files);
	return {
		nodes: { [type]: isLoop(side) ? ParallelLoop : (node as new () => INodeType) },
		credentialTypes: { [credentialType]: credential as new () => ICredentialType },
	};
}
