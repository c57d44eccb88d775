import type { NodeJson, WorkflowJson } from '../types';

/** A workflow that runs nodes one after another; a note lies beside them, as in many files. */
export function chained(list: NodeJson[]): WorkflowJson {
	const connections: NonNullable<WorkflowJson['connections']> = {};
	list.slice(1).forEach((node, index) => {
		connections[list[index].name] = { main: [[{ node: node.name, type: 'main', index: 0 }]] };
	});
	return { nodes: [...list, { name: 'Note', type: 'n8n-nodes-base.stickyNote' }], connections };
}
