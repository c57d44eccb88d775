/**
 * Build step: writes the output schema of every operation, which the n8n editor shows before a node has run:
 * `dist/nodes/<Folder>/__schema__/v1.0.0/<resource>/<operation>.json`, made of the sample each operation holds.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The part of JSON Schema that n8n's own `__schema__` files use. */
export interface Schema {
	type: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
	properties?: Record<string, Schema>;
	items?: Schema;
	version?: number;
}

interface Sampled {
	value: string;
	operations: Array<{ value: string; sample: object }>;
}

/** n8n looks schemas up by the node's version; every node is at version 1. */
const NODE_VERSION = 'v1.0.0';
/** Version of the schema itself, as in n8n's files. */
const SCHEMA_VERSION = 1;

/** The schema of a whole output row. */
export function outputSchema(sample: object): Schema {
	return { ...schemaOf(sample), version: SCHEMA_VERSION };
}

/** Describes a value by its type; the elements of an array are described together. */
export function schemaOf(value: unknown): Schema {
	if (value === null) return { type: 'null' };
	if (Array.isArray(value)) {
		return value.length === 0
			? { type: 'array' }
			: { type: 'array', items: value.map(schemaOf).reduce(both) };
	}
	switch (typeof value) {
		case 'object': {
			const entries = Object.entries(value as object).filter(([, part]) => part !== undefined);
			const described = entries.map(([key, part]) => [key, schemaOf(part)] as const);
			return { type: 'object', properties: Object.fromEntries(described) };
		}
		case 'number':
			return { type: Number.isInteger(value) ? 'integer' : 'number' };
		case 'string':
		case 'boolean':
			return { type: typeof value as 'string' | 'boolean' };
		default:
			throw new Error(`A sample holds a ${typeof value}, which JSON has no word for`);
	}
}

/** One schema for two elements of an array. The editor knows no alternatives, so of two types the first is named. */
function both(one: Schema, other: Schema): Schema {
	if (one.type === 'null') return other;
	if (one.type !== 'object' || other.type !== 'object') return one;
	const properties = { ...one.properties };
	for (const [key, part] of Object.entries(other.properties ?? {})) {
		properties[key] = key in properties ? both(properties[key], part) : part;
	}
	return { type: 'object', properties };
}

/**
 * Writes the schemas of every built node folder that has a `resources.js`.
 *
 * @returns how many files were written
 */
export function writeSchemas(dist: string): number {
	const nodes = path.join(dist, 'nodes');
	let written = 0;
	for (const folder of readdirSync(nodes)) {
		const file = path.join(nodes, folder, 'resources.js');
		if (!existsSync(file)) continue;
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- the built file, known only at run time
		const { resources } = require(file) as { resources: Sampled[] };
		for (const { value: resource, operations } of resources) {
			const target = path.join(nodes, folder, '__schema__', NODE_VERSION, resource);
			mkdirSync(target, { recursive: true });
			for (const { value: operation, sample } of operations) {
				const text = JSON.stringify(outputSchema(sample), null, '\t');
				writeFileSync(path.join(target, `${operation}.json`), `${text}\n`);
				written += 1;
			}
		}
	}
	return written;
}

if (require.main === module) {
	const written = writeSchemas(path.join(__dirname, '..', 'dist'));
	console.log(`${written} output schema${written === 1 ? '' : 's'} written`);
}
