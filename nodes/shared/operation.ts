import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Batch } from './batch';
import type { Call } from './call';
import type { Row } from './files';
import { byName } from './sorting';

/** One thing a user can do: stateless, one object per file. It acts on one item at a time, or on many with one request. */
export type Operation = ItemOperation | BatchOperation;

interface OperationBase {
	/** The value saved in workflows. */
	value: string;
	/** Title Case, without the resource. */
	name: string;
	/** Sentence case, with the resource, without articles. */
	action: string;
	/** Says in other words what it does; one sentence, no full stop. */
	description: string;
	/** The fields it shows, required ones first. */
	fields: INodeProperties[];
	/** Whether carrying it out twice leaves the platform as once. Only then do single items run side by side. */
	repeatable: boolean;
	/** Names the record an item writes, or several. Items that name the same one keep their order and never run side by side. */
	record?(call: Call): string | string[] | undefined;
	/** What a user should know who runs it over many items at once: from how many on, and a sentence. */
	manyItems?: { from: number; hint: string };
	/** A typical output row; the build makes the output schema of it. */
	sample: IDataObject;
}

/** The usual kind: each item has requests of its own. */
export interface ItemOperation extends OperationBase {
	/**
	 * Carries it out for one item and returns the output row or rows.
	 * @throws Failure
	 */
	run(call: Call): Promise<Row | Row[]>;
}

/** The kind whose items share requests. */
export interface BatchOperation extends OperationBase {
	batch: Batch;
	/** Whether batches may go side by side; those with a record in common never do. */
	sideBySide: boolean;
}

/** A kind of thing operations act on. */
export interface Resource {
	value: string;
	/** Singular, Title Case. */
	name: string;
	/**
	 * The operation a new node starts with. n8n does not save a value that is the default: once released, it stays, or
	 * saved workflows would do something else.
	 */
	initial: string;
	operations: Operation[];
}

/**
 * The node's parameters: resource, operation, then each operation's fields, shown where they belong.
 * @param initial the resource a new node starts with; once released, it stays
 */
export function nodeProperties(resources: Resource[], initial: string): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ value, name }) => ({ value, name })).sort(byName),
		default: initial,
	};
	return [resource, ...resources.map(operationProperty), ...resources.flatMap(fieldProperties)];
}

function operationProperty({ value: resource, initial, operations }: Resource): INodeProperties {
	const options: INodePropertyOptions[] = operations
		.map(({ value, name, action, description }) => ({ value, name, action, description }))
		.sort(byName);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: initial,
	};
}

function fieldProperties({ value: resource, operations }: Resource): INodeProperties[] {
	return operations.flatMap(({ value: operation, fields }) =>
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				// These two stand first: n8n shows (and requires) a field once it meets an expression among the conditions.
				show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
			},
		})),
	);
}

/** The operation a node is set to. */
export function findOperation(
	resources: Resource[],
	resource: string,
	operation: string,
): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
