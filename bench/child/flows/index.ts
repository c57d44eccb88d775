import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { NodeJson, RunResult, WorkflowJson } from '../../../engine';
import { createEngine } from '../../../engine';
import type { FlowJob, FlowName, FlowResult, FlowSide } from '../jobs';
import { collect, collectRegularly, peakRssMb } from '../memory';
import { loadFiles } from '../sides';
import { contacts, contactsWithFields } from './contacts';
import type { Flow } from './flow';
import { emitter } from './flow';
import { importing } from './import';
import { listAdditions } from './listAdditions';
import { products } from './products';

const FLOWS: Record<FlowName, Flow> = {
	products,
	contacts,
	contactsWithFields,
	import: importing,
	listAdditions,
};

const NODE = 'Node';
const SECRET = 'credential';

/** Runs a flow in one execution. */
export async function flow({
	flow: name,
	side,
	access,
	count,
	warmUp,
	collected,
}: FlowJob): Promise<FlowResult> {
	const flow = FLOWS[name];
	const run = async (who: FlowSide, rows: number, most?: number) =>
		await engineFor(flow, rows).run(workflowOf(nodeOf(flow, who, most)), {
			credentials: { [SECRET]: flow.credential(access) },
		});
	if (warmUp > 0) await run('ours', warmUp, warmUp);
	collect();
	const end = collected ? collectRegularly() : () => {};
	const cpu = process.cpuUsage();
	const result = await run(side, count);
	const { user, system } = process.cpuUsage(cpu);
	end();
	// Before the output is looked through, which takes memory as well.
	const peak = peakRssMb();
	return { ...told(flow, result), cpuMs: (user + system) / 1000, peakRssMb: peak };
}

/** Every side's node, and the one that hands it `count` rows. */
function engineFor(flow: Flow, count: number) {
	const [node, credential] = loadFiles('ours', flow.files);
	return createEngine({
		nodes: {
			'bench.given': emitter('given', () => flow.given(count)),
			'bench.output': emitter('output', (items) => flow.gives(items, count)),
			...(flow.loop && { 'bench.loop': flow.loop }),
			[flow.type]: node as new () => INodeType,
		},
		credentialTypes: { [flow.credentialType]: credential as new () => ICredentialType },
	});
}

function nodeOf(flow: Flow, side: FlowSide, most?: number): NodeJson {
	if (side === 'output') return { name: NODE, type: 'bench.output' };
	return {
		name: NODE,
		type: side === 'ours' ? flow.type : 'bench.loop',
		parameters: flow.parameters(most),
		credentials: { [flow.credentialType]: { id: SECRET, name: 'Sandbox' } },
	};
}

function workflowOf(node: NodeJson): WorkflowJson {
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return {
		name: 'Bench',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Given', type: 'bench.given' },
			{ ...node, onError: 'continueErrorOutput' },
			{ name: 'Done', type: 'n8n-nodes-base.noOp' },
			{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
		],
		connections: {
			Start: { main: [to('Given')] },
			Given: { main: [to(NODE)] },
			[NODE]: { main: [to('Done'), to('Rejected')] },
		},
	};
}

function told({ key, isDone = () => true }: Flow, result: RunResult) {
	const done = result.out(NODE, 0).filter(isDone);
	const failure = result.error(NODE) ?? result.failure;
	return {
		status: result.status,
		ms: result.ms,
		done: done.length,
		distinct: new Set(done.map((json) => json[key])).size,
		rejected: result.out(NODE, 1).length,
		outputMb: Buffer.byteLength(JSON.stringify(done)) / 2 ** 20,
		...(failure !== undefined && { failure: failure.message }),
	};
}
