import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import type { NodeJson, PollOptions } from '../../engine';
import { createEngine } from '../../engine';
import { VoyadoEngageChangesTrigger } from '../../nodes/VoyadoEngage/VoyadoEngageChangesTrigger.node.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';

const TYPE = 'n8n-nodes-cdxp.voyadoEngageChangesTrigger';
export const CREATED = 'contact.created';
export const UPDATED = 'contact.updated';
export const DELETED = 'contact.deleted';
export const ALL = [CREATED, UPDATED, DELETED];

export const engine = createEngine({
	nodes: { [TYPE]: VoyadoEngageChangesTrigger },
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
	timezone: 'Europe/Stockholm',
});

export type Tenant = Sandbox<'voyadoEngage'>;

/** A tenant without contacts, whose clock is the test's. */
export const startTimed = async (
	options: Omit<SandboxOptions<'voyadoEngage'>, 'platform'> = {},
): Promise<Tenant> =>
	await startSandbox({
		platform: 'voyadoEngage',
		limit: { perSecond: 0 },
		// The pace is kept by key, and clocks jump from test to test.
		token: randomUUID(),
		now: () => Date.now(),
		...options,
	});

export const credentialsOf = ({ url, token }: Tenant, changes: IDataObject = {}) => ({
	voyadoEngageApi: {
		tenantUrl: url,
		apiKey: token,
		userAgent: 'AcmeShop/1.5',
		signingSecret: '',
		requestsPerSecond: 0,
		...changes,
	} as never,
});

/** One published trigger: what it remembers lives on from poll to poll. */
export class Poller {
	readonly node: NodeJson;
	staticData: IDataObject = {};

	constructor(
		private readonly tenant: Tenant,
		parameters: IDataObject = {},
		private readonly options: PollOptions = {},
	) {
		this.node = {
			id: randomUUID(),
			name: 'Engage Changes',
			type: TYPE,
			parameters: { events: ALL, ...parameters } as INode['parameters'],
			credentials: { voyadoEngageApi: { id: 'voyadoEngageApi', name: 'Engage' } },
		};
	}

	/** The items of one poll; none where it starts nothing. */
	async poll(changes: PollOptions & { credential?: IDataObject } = {}): Promise<IDataObject[]> {
		const { credential, ...options } = changes;
		const { items, staticData } = await engine.poll(this.node, {
			credentials: credentialsOf(this.tenant, credential),
			staticData: structuredClone(this.staticData),
			...this.options,
			...options,
		});
		this.staticData = staticData;
		expect(items).not.toEqual([]);
		return items ?? [];
	}

	/** Polls until a poll brings nothing. */
	async drain(): Promise<IDataObject[][]> {
		const polls: IDataObject[][] = [];
		for (;;) {
			const items = await this.poll();
			if (items.length === 0) return polls;
			polls.push(items);
		}
	}
}

/** What happened to whom: `contact.created <id>`. */
export const told = (items: IDataObject[]) =>
	items.map(({ type, contactId }) => `${String(type)} ${String(contactId)}`);

/** Waits for the answers to requests that nobody waits for any more. */
export async function quiet({ journal }: Tenant): Promise<void> {
	while (journal.entries.some(({ status }) => status === undefined))
		await new Promise((resolve) => setTimeout(resolve, 20));
	await new Promise((resolve) => setTimeout(resolve, 50));
}
