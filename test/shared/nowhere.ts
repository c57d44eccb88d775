/** A node of one operation, without a platform: what the runner makes of its items, in n8n's engine. */
import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { createEngine } from '../../engine';
import type { Client } from '../../nodes/shared/client';
import type { Operation } from '../../nodes/shared/operation';
import type { Platform } from '../../nodes/shared/platform';
import { runItems } from '../../nodes/shared/runner';

const platform: Platform = {
	displayName: 'Nowhere',
	credentialType: 'nowhereApi',
	connect: ({ perSecond }) => ({
		baseUrl: 'http://127.0.0.1:1',
		account: 'nowhere',
		perSecond: Number(perSecond),
	}),
	explain: () => ({ message: '', code: '', remedy: '', scope: 'item' }),
	proof: { method: 'GET', path: [] },
};

class NowhereApi implements ICredentialType {
	name = 'nowhereApi';
	displayName = 'Nowhere API';
	properties = [];
}

/** As after a first answer: from then on items run side by side. */
export function asAnswered(client: Client): void {
	client['verdicts'].proven = true;
}

/** The node's run over tasks, each an item of its own: the run's status, and the items of both outputs. */
export function runnerOf(operation: Operation) {
	class Nowhere implements INodeType {
		description = {
			displayName: 'Nowhere',
			name: 'nowhere',
			group: ['transform'],
			version: 1,
			description: 'Writes records',
			defaults: { name: 'Nowhere' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'nowhereApi', required: true }],
			properties: ['resource', 'operation'].map((name) => ({
				displayName: name,
				name,
				type: 'string',
				default: '',
			})),
		} as unknown as INodeTypeDescription;

		async execute(this: IExecuteFunctions) {
			const resources = [
				{ value: 'record', name: 'Record', initial: 'write', operations: [operation] },
			];
			return await runItems(this, platform, resources, { continueOnFail: this.continueOnFail() });
		}
	}

	const engine = createEngine({
		nodes: { nowhere: Nowhere },
		credentialTypes: { nowhereApi: NowhereApi },
	});

	return async (tasks: object[], perSecond: number, more: Partial<INode>) => {
		const result = await engine.run(
			{
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(tasks) } },
					{
						name: 'Nowhere',
						type: 'nowhere',
						parameters: { resource: 'record', operation: operation.value },
						credentials: { nowhereApi: { id: 'nowhereApi', name: 'Nowhere' } },
						...more,
					},
				],
				connections: {
					Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
					Items: { main: [[{ node: 'Nowhere', type: 'main', index: 0 }]] },
				},
			},
			{ credentials: { nowhereApi: { perSecond } as never } },
		);
		const [done, rejected] = [0, 1].map((output) =>
			result.items('Nowhere', output).map(({ json, binary, pairedItem }) => ({
				json: json as IDataObject & { row: number },
				binary,
				item: (pairedItem as { item: number }).item,
				items: [pairedItem].flat().map((paired) => (paired as { item: number }).item),
			})),
		);
		return { status: result.status, done, rejected };
	};
}
