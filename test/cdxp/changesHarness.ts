import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { QuarticonCdxpApi } from '../../credentials/QuarticonCdxpApi.credentials';
import type { NodeJson, PollOptions } from '../../engine';
import { createEngine } from '../../engine';
import { QuarticonCdxpChangesTrigger } from '../../nodes/QuarticonCdxp/QuarticonCdxpChangesTrigger.node.ts';
import type { Account } from './harness';
import { startAccount } from './harness';

export const TYPE = 'n8n-nodes-cdxp.quarticonCdxpChangesTrigger';
export const CONTACTS = ['contactCreated', 'contactUpdated'];

export const engine = createEngine({
	nodes: { [TYPE]: QuarticonCdxpChangesTrigger },
	credentialTypes: { quarticonCdxpApi: QuarticonCdxpApi },
	timezone: 'Europe/Warsaw',
});

/** Everything but the clock stays as it is: requests must go on. */
const REAL = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;

/** Sets the clock of n8n and of the sandbox. */
export function setClock(at: string | number): void {
	jest.useFakeTimers({ doNotFake: [...REAL] });
	jest.setSystemTime(new Date(at));
}

export const pass = (ms: number): void => {
	jest.setSystemTime(Date.now() + ms);
};

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** An account whose clock is the test's. */
export const startTimed = async (options: Parameters<typeof startAccount>[0] = {}) =>
	await startAccount({ now: () => Date.now(), ...options });

/** One published trigger: what it remembers lives on from poll to poll. */
export class Poller {
	readonly node: NodeJson;
	staticData: IDataObject = {};

	constructor(
		private readonly account: Account,
		parameters: IDataObject = {},
		private readonly options: PollOptions = {},
	) {
		this.node = {
			id: randomUUID(),
			name: 'CDXP Changes',
			type: TYPE,
			parameters: parameters as INode['parameters'],
			credentials: { quarticonCdxpApi: { id: 'quarticonCdxpApi', name: 'CDXP' } },
		};
	}

	/** The items of one poll; none where it starts nothing. */
	async poll(changes: PollOptions & { credential?: IDataObject } = {}): Promise<IDataObject[]> {
		const { credential, ...options } = changes;
		const { items, staticData } = await engine.poll(this.node, {
			credentials: this.account.credentials(credential),
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

export const contactOf = (item: IDataObject) => item.contact as IDataObject;
export const emails = (items: IDataObject[]) => items.map((item) => String(contactOf(item).email));
export const types = (items: IDataObject[]) => items.map(({ type }) => type);

/** Waits for the answers to requests that nobody waits for any more. */
export async function quiet({ sandbox }: Account): Promise<void> {
	while (sandbox.journal.entries.some(({ status }) => status === undefined))
		await new Promise((resolve) => setTimeout(resolve, 20));
	await new Promise((resolve) => setTimeout(resolve, 50));
}
