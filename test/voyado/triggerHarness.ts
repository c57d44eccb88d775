import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import type { Listening, NodeJson } from '../../engine';
import { createEngine } from '../../engine';
import { VoyadoEngageTrigger } from '../../nodes/VoyadoEngage/VoyadoEngageTrigger.node.ts';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';

export const TRIGGER = 'Engage Trigger';
const TYPE = 'n8n-nodes-cdxp.voyadoEngageTrigger';
/** Secrets as the vendor's portal makes them. */
export const [SECRET, OTHER_SECRET] = ['one', 'another'].map(
	(name) =>
		`whsec_${Buffer.from(`${name} secret of an endpoint`.padEnd(32, '.')).toString('base64')}`,
);

export const engine = createEngine({
	nodes: { [TYPE]: VoyadoEngageTrigger },
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
	timezone: 'Europe/Stockholm',
});

export const newTrigger = (parameters: IDataObject = {}): NodeJson => ({
	id: randomUUID(),
	webhookId: randomUUID(),
	name: TRIGGER,
	type: TYPE,
	typeVersion: 1.1,
	parameters: parameters as INode['parameters'],
	credentials: { voyadoEngageApi: { id: 'voyadoEngageApi', name: 'Engage' } },
});

/** A tenant, and a published workflow that its portal sends events to. */
export class Scene {
	private constructor(
		readonly sandbox: Sandbox<'voyadoEngage'>,
		private readonly published: Listening[] = [],
	) {}

	static async start(): Promise<Scene> {
		const account = { consents: [{ id: 'profiling', name: 'Profiling' }] };
		return new Scene(
			await startSandbox({
				platform: 'voyadoEngage',
				account,
				token: randomUUID(),
				limit: { perSecond: 0 },
			}),
		);
	}

	credentials(changes: IDataObject = {}) {
		const { url, token } = this.sandbox;
		return {
			voyadoEngageApi: {
				tenantUrl: url,
				apiKey: token,
				userAgent: 'AcmeShop/1.5',
				signingSecret: SECRET,
				requestsPerSecond: 0,
				...changes,
			} as never,
		};
	}

	/** Publishes a workflow with the trigger. */
	async publish(parameters: IDataObject = {}, credential: IDataObject = {}): Promise<Listening> {
		const listening = await engine.listen(
			{ id: randomUUID(), name: 'Test', nodes: [newTrigger(parameters)] },
			{ credentials: this.credentials(credential) },
		);
		this.published.push(listening);
		return listening;
	}

	/** The same, entered in the portal with this secret. */
	async connect(
		parameters: IDataObject = {},
		{ secret = SECRET, ...credential }: IDataObject & { secret?: string } = {},
	): Promise<Listening> {
		const listening = await this.publish(parameters, credential);
		this.sandbox.hooks.addTarget({ url: listening.url, secret });
		return listening;
	}

	/** Waits until all events have arrived and their executions have ended. */
	async settle(): Promise<void> {
		await this.sandbox.settled();
		for (const listening of this.published) await listening.settled();
	}

	/** What the sender heard, delivery by delivery. */
	async heard(): Promise<Array<number | undefined>> {
		await this.settle();
		return this.sandbox.deliveries.map(({ status }) => status);
	}

	/** The items that a workflow was started with. */
	async items(listening: Listening): Promise<IDataObject[]> {
		await this.settle();
		return listening.executions.flatMap((run) => {
			expect([run.status, run.failure]).toEqual(['success', undefined]);
			return run.out(TRIGGER);
		});
	}

	async close(): Promise<void> {
		for (const listening of this.published) await listening.close();
		await this.sandbox.close();
	}
}
