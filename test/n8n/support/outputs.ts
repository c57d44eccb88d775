import type { IDataObject } from 'n8n-workflow';

/** Given in the order in which requests arrive, which differs from run to run. */
const VARYING = [
	...['id', 'deletedId', 'qrId', 'trackingString'],
	...['Id', 'ContactId', 'OrderId', 'Secret', 'Version'],
];
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g;
/** The fingerprint of an event holds its time. */
const FINGERPRINT = /\b[0-9a-f]{64}\b/g;
const GUID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const HOUR_MS = 3_600_000;

interface Outputs {
	out(node: string, output?: number): IDataObject[];
}

/** The items of these nodes, both outputs, without what differs from run to run. */
export function outputsOf(run: Outputs, nodes: string[]): IDataObject {
	return Object.fromEntries(
		nodes.map((node) => [node, [0, 1].map((output) => comparable(run.out(node, output)))]),
	) as IDataObject;
}

/** A value without what differs from run to run: numbers given on arrival, and the time of the run. */
export function comparable(value: unknown): unknown {
	if (typeof value === 'string') {
		const isNow = (text: string) => Math.abs(Date.now() - Date.parse(text)) < HOUR_MS;
		return value
			.replace(TIME, (text) => (isNow(text) ? 'now' : text))
			.replace(FINGERPRINT, 'fingerprint')
			.replace(GUID, 'guid');
	}
	if (Array.isArray(value)) return value.map(comparable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !VARYING.includes(key))
			.map(([key, entry]) => [key, comparable(entry)]),
	);
}
