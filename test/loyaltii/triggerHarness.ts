import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { LoyaltiiApi } from '../../credentials/LoyaltiiApi.credentials';
import type { NodeJson, PollOptions } from '../../engine';
import { createEngine } from '../../engine';
import { LoyaltiiTrigger } from '../../nodes/Loyaltii/LoyaltiiTrigger.node.ts';

export const TYPE = 'n8n-nodes-cdxp.loyaltiiTrigger';

export const engine = createEngine({
	nodes: { [TYPE]: LoyaltiiTrigger },
	credentialTypes: { loyaltiiApi: LoyaltiiApi },
	timezone: 'Europe/Copenhagen',
});

/** One published trigger: what it remembers lives on from poll to poll. */
export class Poller {
	readonly node: NodeJson;
	staticData: IDataObject = {};

	constructor(
		private readonly server: { url: string; token?: string },
		parameters: IDataObject = {},
		private readonly options: PollOptions = {},
	) {
		this.node = {
			id: randomUUID(),
			name: 'Loyaltii Trigger',
			type: TYPE,
			parameters: parameters as INode['parameters'],
			credentials: { loyaltiiApi: { id: 'loyaltiiApi', name: 'Loyaltii' } },
		};
	}

	credentials(changes: IDataObject = {}) {
		const { url, token = 'key' } = this.server;
		const credential = { baseUrl: url, apiKey: token, requestsPerSecond: 0, ...changes };
		return { loyaltiiApi: credential as never };
	}

	/** The items of one poll; none where it starts nothing. With `save: false` n8n dies before it saves. */
	async poll({
		credential,
		save = true,
		...options
	}: PollOptions & { credential?: IDataObject; save?: boolean } = {}): Promise<IDataObject[]> {
		const { items, staticData } = await engine.poll(this.node, {
			credentials: this.credentials(credential),
			staticData: structuredClone(this.staticData),
			...this.options,
			...options,
		});
		if (save) this.staticData = staticData;
		expect(items).not.toEqual([]);
		return items ?? [];
	}

	/** Polls until a poll brings nothing. */
	async drain(): Promise<IDataObject[][]> {
		const polls: IDataObject[][] = [];
		while (polls.length < 20) {
			const items = await this.poll();
			if (items.length === 0) return polls;
			polls.push(items);
		}
		throw new Error('The trigger comes to no end');
	}
}

export const dataOf = (item: IDataObject) => item.data as IDataObject;
export const idsOf = (items: IDataObject[]) => items.map((item) => Number(dataOf(item).Id));
/** Whole numbers from one to another, both included. */
export const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);
