import type { IDataObject } from 'n8n-workflow';

/** What differs from run to run: the order in which requests arrive, and the clock. */
const VARYING = [
	'id',
	'deletedId',
	'createdAt',
	'updatedAt',
	'eventId',
	'occurredAt',
	'when',
	'line',
];

interface Outputs {
	out(node: string, output?: number): IDataObject[];
}

/** The items of these nodes, both outputs, without what differs from run to run. */
export function outputsOf(run: Outputs, nodes: string[]): IDataObject {
	return Object.fromEntries(
		nodes.map((node) => [node, [0, 1].map((output) => run.out(node, output).map(withoutVarying))]),
	) as IDataObject;
}

function withoutVarying(json: IDataObject): IDataObject {
	const kept = Object.entries(json).filter(([key]) => !VARYING.includes(key));
	return Object.fromEntries(
		kept.map(([key, value]) => [
			key,
			value !== null && typeof value === 'object' && !Array.isArray(value)
				? withoutVarying(value as IDataObject)
				: value,
		]),
	);
}
