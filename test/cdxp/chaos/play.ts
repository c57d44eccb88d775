import type { IDataObject } from 'n8n-workflow';

import type { CdxpStore } from '../../../sandbox';
import type { Account } from '../harness';
import { by, NODE, startAccount } from '../harness';
import { judge } from './oracle';
import type { Scenario } from './scenario';

/** One item as the node gave it back. */
export interface Returned {
	output: number;
	json: IDataObject;
	/** Index of the input item. */
	item: number;
}

/** What a run left behind. */
export interface Evidence {
	status: string;
	failure?: string;
	returned: Returned[];
	hints: string[];
	store: CdxpStore;
	token: string;
}

export interface Verdict {
	scenario: Scenario;
	/** What is wrong; empty if nothing is. */
	flaws: string[];
	items: number;
	requests: number;
	/** Faults that struck and requests that the limit refused. */
	strikes: number;
	ms: number;
}

/** No run takes nearly as long; one that does hangs. */
const GIVE_UP_MS = 120_000;

function parametersOf({ operation, composed, keep }: Scenario): IDataObject {
	const value = { firstName: '={{ $json.value }}' };
	const contact = by('email', '={{ $json.email }}');
	switch (operation) {
		case 'update':
			return { resource: 'contact', operation, contact, updateFields: value };
		case 'delete':
			return { resource: 'contact', operation, contact };
		case 'setConsent':
			return {
				resource: 'list',
				operation,
				contact,
				list: by('name', 'Newsletter'),
				status: '={{ $json.first }}',
				options: { keepUnsubscribed: keep },
			};
		default:
			return {
				resource: 'contact',
				operation,
				email: '={{ $json.email }}',
				additionalFields: value,
				...(composed && {
					options: {
						account: by('id', '={{ $json.shop }}'),
						lists: {
							values: [
								{ list: by('id', '1'), status: '={{ $json.first }}' },
								{ list: by('name', 'Offers'), status: '={{ $json.second }}' },
							],
						},
						tags: '={{ $json.tags }}',
						keepUnsubscribed: keep,
					},
				}),
			};
	}
}

/** Another tool on the same account, as fast as it may. */
function startForeignClient({ sandbox }: Account): () => Promise<void> {
	let stopped = false;
	const working = (async () => {
		while (!stopped) {
			await fetch(`${sandbox.url}/api/3/lists`, { headers: { 'api-token': sandbox.token } })
				.then(async (response) => await response.text())
				.catch(() => {});
			await new Promise((resolve) => setTimeout(resolve, 15));
		}
	})();
	return async () => {
		stopped = true;
		await working;
	};
}

/** Runs a scenario over HTTP and holds what the outputs claim against what is stored. */
export async function play(scenario: Scenario): Promise<Verdict> {
	const started = Date.now();
	const account = await startAccount({
		account: scenario.account,
		limit: scenario.limit,
		latencyMs: scenario.latencyMs,
		rules: { duplicateRefused: scenario.refusesDuplicates },
	});
	const { sandbox } = account;
	const faults = scenario.faults.map((fault) => sandbox.faults.add(fault));
	const stopForeign = scenario.foreign ? startForeignClient(account) : async () => {};
	const giveUp = new AbortController();
	const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
	try {
		const { rows, onError, retry, requestsPerSecond } = scenario;
		const result = await account.run(parametersOf(scenario), structuredClone(rows) as never, {
			onError,
			retry,
			credential: { requestsPerSecond },
			signal: giveUp.signal,
		});
		const returned = [0, 1].flatMap((output) =>
			result.items(NODE, output).map(({ json, pairedItem }): Returned => ({
				output,
				json,
				item: (pairedItem as { item: number }).item,
			})),
		);
		const flaws = judge(scenario, {
			status: result.status,
			failure: result.failure?.message,
			returned,
			hints: result.hints,
			store: sandbox.store,
			token: sandbox.token,
		});
		if (giveUp.signal.aborted) flaws.unshift(`not done after ${GIVE_UP_MS / 1000} s`);
		return {
			scenario,
			flaws,
			items: rows.length,
			requests: sandbox.journal.total,
			strikes: sandbox.limitHits + faults.reduce((sum, { hits }) => sum + hits, 0),
			ms: Date.now() - started,
		};
	} finally {
		clearTimeout(timer);
		await stopForeign();
		await account.close();
	}
}
