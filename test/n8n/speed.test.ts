/** The quality bars that only a real n8n can show. Each round measures both sides, one after the other. */
import type { IDataObject } from 'n8n-workflow';

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
	TRIGGER,
	until,
	upsertNode,
} from './support/bench';
import { median, processorMs, report, rounded } from './support/report';

const UPSERTS = 1000;
/** Few at a time and many rounds: what else the machine does then meets all sides alike. */
const EVENTS = 30;
const AT_ONCE = 10;
const ROUNDS = { upserts: 5, events: 7 };
const BARS = { upserts: 1.3, events: 0.9 };

let n8n: Awaited<ReturnType<typeof connect>>;
let sandbox: Sandbox;
let credential: CredentialRef;
beforeAll(async () => {
	n8n = await connect();
	({ sandbox, credential } = await openAccount(n8n.client, 'Speed'));
});
afterAll(async () => await sandbox.close());

test(`${UPSERTS} upserts without a limit: at least ${BARS.upserts} times as fast as the built-in node`, async () => {
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
	const measured = await inRounds(['ours', 'peer'], ROUNDS.upserts, perSecond);
	report('upserts', { count: UPSERTS, bar: BARS.upserts, ...measured });
	expect(measured.ratioTo.peer).toBeGreaterThanOrEqual(BARS.upserts);
}, 300_000);

/**
 * A node with a credential costs n8n a check of permissions on each execution, which halves the rate of n8n's own
 * Webhook node too. So ours is held against a Webhook node with a credential; the bare one is reported beside it.
 */
test(`events: at least ${BARS.events} times the rate of n8n's Webhook node`, async () => {
	const ours = nodeOf(TRIGGER, 'Trigger', credential, { events: ['unsubscribe'] });
	const oursId = await publish('Events: ours', {
		...ours,
		webhookId: '3b5ddf3c-3a7a-4c35-b6d0-0b4dbe9b8f10',
	});
	const ourUrl = sandbox.store.tables.webhooks.all()[0].url;
	const access = { apiUrl: sandbox.url, apiKey: sandbox.token };
	const peer = await n8n.client.saveCredential('Events of the peer', 'activeCampaignApi', access);
	const peerTrigger = nodeOf(
		'n8n-nodes-base.activeCampaignTrigger',
		'Trigger',
		peer,
		{ events: ['unsubscribe'], sources: ['public'] },
		{ webhookId: 'f3f7a8a4-3f5c-4a43-8a64-2f6c6c1f8f23' },
	);
	const peerId = await publish('Events: peer', peerTrigger);
	const peerUrl = sandbox.store.tables.webhooks.all()[1].url;
	const header = { name: 'x-key', value: 'secret' };
	const key = await n8n.client.saveCredential('Key of events', 'httpHeaderAuth', header);
	const plain = (path: string, webhookId: string, more: IDataObject = {}) =>
		nodeOf(
			'n8n-nodes-base.webhook',
			'Trigger',
			key,
			{ httpMethod: 'POST', path, options: {}, ...more },
			{ typeVersion: 2.1, webhookId },
		);
	const withKey = plain('with-key', 'c8a0e4b2-8c1b-4f51-9a3d-6b8d0f9a7e21', {
		authentication: 'headerAuth',
	});
	const { credentials: _none, ...alone } = plain('alone', 'c8a0e4b2-8c1b-4f51-9a3d-6b8d0f9a7e22');
	const targets: Record<string, { id: string; url: string }> = {
		ours: { id: oursId, url: ourUrl },
		peer: { id: peerId, url: peerUrl },
		webhook: { id: await publish('Events: key', withKey), url: `${n8n.url}/webhook/with-key` },
		webhookAlone: { id: await publish('Events: alone', alone), url: `${n8n.url}/webhook/alone` },
	};
	let sent = 0;
	const processorPerEvent: Record<string, number[]> = {};
	const perSecond = async (side: string): Promise<number> => {
		const { id, url } = targets[side];
		const since = performance.now();
		const used = processorMs() ?? NaN;
		await Promise.all(
			Array.from({ length: AT_ONCE }, async () => {
				for (let index = 0; index < EVENTS / AT_ONCE; index += 1) await send(url, (sent += 1));
			}),
		);
		const rate = EVENTS / ((performance.now() - since) / 1000);
		(processorPerEvent[side] ??= []).push(((processorMs() ?? NaN) - used) / EVENTS);
		// Executions that are still under way would slow the other side down.
		await until('the executions', async () =>
			(await n8n.client.executionsOf(id)).every(({ status }) => status === 'success'),
		);
		return rate;
	};
	const measured = await inRounds(
		['ours', 'webhook', 'peer', 'webhookAlone'],
		ROUNDS.events,
		perSecond,
	);
	const processor = Object.fromEntries(
		Object.entries(processorPerEvent).map(([side, ms]) => [side, rounded(median(ms), 1)]),
	);
	const ratio = rounded(processor.webhook / processor.ours);
	const settings = { count: EVENTS, atOnce: AT_ONCE, bar: BARS.events };
	report('events', { ...settings, ratio, processorMsPerEvent: processor, ...measured });
	for (const { id } of Object.values(targets)) await n8n.client.unpublish(id);
	// n8n takes events as fast as its one processor lets it; the clock also counts what other programs do.
	expect(Number.isNaN(ratio) ? measured.ratioTo.webhook : ratio).toBeGreaterThanOrEqual(
		BARS.events,
	);
}, 300_000);

async function publish(
	name: string,
	trigger: Parameters<typeof chain>[1][number],
): Promise<string> {
	const { id } = await n8n.client.importWorkflow(chain(name, [trigger, DONE]));
	await n8n.client.publish(id);
	return id;
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

/** Measures all sides in turn, after a round that warms up: medians, and the medians of the first's ratio to each. */
async function inRounds(
	sides: string[],
	rounds: number,
	measure: (side: string) => Promise<number>,
) {
	const rates: Record<string, number[]> = Object.fromEntries(sides.map((side) => [side, []]));
	for (let round = 0; round <= rounds; round += 1) {
		for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
			const rate = await measure(side);
			if (round > 0) rates[side].push(rounded(rate, 1));
		}
	}
	const [first, ...others] = sides;
	const ratioTo = (other: string) =>
		rounded(median(rates[first].map((rate, index) => rate / rates[other][index])));
	return {
		rounds: rates,
		perSecond: Object.fromEntries(sides.map((side) => [side, median(rates[side])])),
		ratioTo: Object.fromEntries(others.map((other) => [other, ratioTo(other)])),
	};
}
