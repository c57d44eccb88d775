/**
 * How many events a published trigger takes, beside n8n's own Webhook node: each round measures all, one after the
 * other. For the call to a trigger n8n makes a sandbox for expressions, which takes it most of its time, and for a
 * workflow with a credential it asks its database whether it may be used. It spares only its Webhook node the first,
 * and only without a credential; so ours is held against a Webhook node with one, and the bare one is reported too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import type { N8nClient } from '../../scripts/n8n/client';
import { type N8nInstance, startN8n } from '../../scripts/n8n/instance';
import { chain, connect, DONE, nodeOf, openAccount, TRIGGER, until } from './support/bench';
import { median, processorMs, report, rounded } from './support/report';
import { inRounds } from './support/rounds';

const AT_ONCE = 10;
/** Few at a time and many rounds: what else the machine does then meets all sides alike. */
const ROUNDS = 7;
const BAR = 0.9;

interface Mode {
	/** Of the entry in the report. */
	name: string;
	title: string;
	variables: Record<string, string>;
	/** Events in a round. */
	count: number;
}

const MODES: Mode[] = [
	{ name: 'events', title: 'n8n as it comes', variables: {}, count: 30 },
	{
		name: 'eventsLazy',
		title: 'sandboxes only where an expression needs one',
		variables: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
		count: 100,
	},
];

let userFolder: string;
let instance: N8nInstance | undefined;
beforeEach(() => {
	userFolder = mkdtempSync(join(tmpdir(), 'n8n-events-'));
});
afterEach(async () => {
	await instance?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

test.each(MODES)(
	`events, $title: at least ${BAR} times the rate of n8n's Webhook node`,
	async ({ name, variables, count }) => {
		instance = await startN8n({ userFolder, variables });
		const { pid } = instance;
		const { client } = await connect(instance.url);
		const { sandbox, targets } = await publishAll(client);
		const processorPerEvent: Record<string, number[]> = {};
		let sent = 0;
		const perSecond = async (side: string): Promise<number> => {
			const { id, url } = targets[side];
			const since = performance.now();
			const used = processorMs(pid) ?? NaN;
			await Promise.all(
				Array.from({ length: AT_ONCE }, async () => {
					for (let index = 0; index < count / AT_ONCE; index += 1) await send(url, (sent += 1));
				}),
			);
			const rate = count / ((performance.now() - since) / 1000);
			(processorPerEvent[side] ??= []).push(((processorMs(pid) ?? NaN) - used) / count);
			// Executions that are still under way would slow the other side down.
			await until('the executions', async () =>
				(await client.executionsOf(id)).every(({ status }) => status === 'success'),
			);
			return rate;
		};
		const measured = await inRounds(Object.keys(targets), ROUNDS, perSecond);
		const processor = Object.fromEntries(
			Object.entries(processorPerEvent).map(([side, ms]) => [side, rounded(median(ms), 1)]),
		);
		const { ours, webhook } = processorPerEvent;
		const ratio = rounded(median(ours.map((ms, round) => webhook[round] / ms)));
		const settings = { count, atOnce: AT_ONCE, bar: BAR };
		report(name, { ...settings, ratio, processorMsPerEvent: processor, ...measured });
		await sandbox.close();
		// n8n takes events as fast as its one processor lets it; the clock also counts what other programs do.
		expect(Number.isNaN(ratio) ? measured.ratioTo.webhook : ratio).toBeGreaterThanOrEqual(BAR);
	},
	300_000,
);

/** Our trigger, n8n's built-in one for the same API, and n8n's Webhook node with and without a credential. */
async function publishAll(client: N8nClient) {
	const { sandbox, credential } = await openAccount(client, 'Speed');
	const publish = async (name: string, trigger: Parameters<typeof chain>[1][number]) => {
		const { id } = await client.importWorkflow(chain(`Events: ${name}`, [trigger, DONE]));
		await client.publish(id);
		return id;
	};
	const address = () => sandbox.store.tables.webhooks.all().at(-1)?.url ?? '';
	const ours = nodeOf(TRIGGER, 'Trigger', credential, { events: ['unsubscribe'] });
	const oursId = await publish('ours', {
		...ours,
		webhookId: '3b5ddf3c-3a7a-4c35-b6d0-0b4dbe9b8f10',
	});
	const targets = { ours: { id: oursId, url: address() } } as Record<
		string,
		{ id: string; url: string }
	>;

	const header = { name: 'x-key', value: 'secret' };
	const key = await client.saveCredential('Key of events', 'httpHeaderAuth', header);
	const webhook = (path: string, webhookId: string, more: IDataObject = {}) =>
		nodeOf(
			'n8n-nodes-base.webhook',
			'Trigger',
			key,
			{ httpMethod: 'POST', path, options: {}, ...more },
			{ typeVersion: 2.1, webhookId },
		);
	const withKey = webhook('with-key', 'c8a0e4b2-8c1b-4f51-9a3d-6b8d0f9a7e21', {
		authentication: 'headerAuth',
	});
	const base = `${client.rest.url}/webhook`;
	targets.webhook = { id: await publish('key', withKey), url: `${base}/with-key` };

	const access = { apiUrl: sandbox.url, apiKey: sandbox.token };
	const peer = await client.saveCredential('Events of the peer', 'activeCampaignApi', access);
	const peerTrigger = nodeOf(
		'n8n-nodes-base.activeCampaignTrigger',
		'Trigger',
		peer,
		{ events: ['unsubscribe'], sources: ['public'] },
		{ webhookId: 'f3f7a8a4-3f5c-4a43-8a64-2f6c6c1f8f23' },
	);
	targets.peer = { id: await publish('peer', peerTrigger), url: address() };

	const { credentials: _none, ...alone } = webhook('alone', 'c8a0e4b2-8c1b-4f51-9a3d-6b8d0f9a7e22');
	targets.webhookAlone = { id: await publish('alone', alone), url: `${base}/alone` };
	return { sandbox, targets };
}

/** An event as the platform sends it, different from every other. */
async function send(url: string, index: number): Promise<void> {
	const body = new URLSearchParams({
		type: 'unsubscribe',
		date_time: '2026-01-01T10:00:00-05:00',
		initiated_from: 'public',
		initiated_by: 'contact',
		'list[0][id]': '1',
		'list[0][name]': 'Newsletter',
		'contact[id]': String(index),
		'contact[email]': `customer-${index}@example.com`,
		'contact[fields][39]': 'a value',
	});
	const answer = await fetch(url, { method: 'POST', body, headers: { 'x-key': 'secret' } });
	if (answer.status !== 200) throw new Error(`Event ${index}: ${answer.status}`);
	await answer.arrayBuffer();
}
