import type {
	AssignmentCollectionValue,
	FieldType,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { deepCopy, jsonParse, NodeOperationError, validateFieldType } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';

interface SetOptions {
	dotNotation?: boolean;
	ignoreConversionErrors?: boolean;
	stripBinary?: boolean;
}

/** Edit Fields (Set) 3.3 and 3.4: mode Manual Mapping with assignments and mode JSON, with n8n's own type conversion. */
export class SetNode implements INodeType {
	description = describe(
		'set',
		[3.3, 3.4],
		[
			property('mode', 'options', 'manual', {
				options: ['manual', 'raw'].map((value) => ({ name: value, value })),
			}),
			property('jsonOutput', 'json', '{}', shownFor('mode', 'raw')),
			property('assignments', 'assignmentCollection', {}, shownFor('mode', 'manual')),
			property('includeOtherFields', 'boolean', false),
			property('include', 'options', 'all', {
				options: ['all', 'selected', 'except'].map((value) => ({ name: value, value })),
			}),
			property('includeFields', 'string', ''),
			property('excludeFields', 'string', ''),
			property(
				'options',
				'collection',
				{},
				{
					options: ['dotNotation', 'ignoreConversionErrors', 'stripBinary'].map((name) =>
						property(name, 'boolean', name !== 'ignoreConversionErrors'),
					),
				},
			),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [
			this.getInputData().map((item, itemIndex) => {
				const options = this.getNodeParameter('options', itemIndex, {}) as SetOptions;
				const others = this.getNodeParameter('includeOtherFields', itemIndex, false) as boolean;
				const json = others ? kept.call(this, item.json, itemIndex) : {};
				const fields =
					this.getNodeParameter('mode', itemIndex) === 'raw'
						? rawFields.call(this, itemIndex)
						: assigned.call(this, itemIndex, options);
				for (const [name, value] of fields)
					setAt(json, options.dotNotation === false ? [name] : pathOf(name), value);
				const binary =
					others && !options.stripBinary && item.binary ? { binary: { ...item.binary } } : {};
				return { json, ...binary, pairedItem: { item: itemIndex } };
			}),
		];
	}
}

/** The input's fields that stay. */
function kept(this: IExecuteFunctions, json: IDataObject, itemIndex: number): IDataObject {
	const include = this.getNodeParameter('include', itemIndex, 'all') as string;
	if (include === 'all') return deepCopy(json);
	const parameter = include === 'selected' ? 'includeFields' : 'excludeFields';
	const names = (this.getNodeParameter(parameter, itemIndex, '') as string)
		.split(',')
		.map((name) => name.trim());
	return deepCopy(
		Object.fromEntries(
			Object.entries(json).filter(([name]) => names.includes(name) === (include === 'selected')),
		),
	);
}

function rawFields(this: IExecuteFunctions, itemIndex: number): Array<[string, unknown]> {
	const value = this.getNodeParameter('jsonOutput', itemIndex) as string | IDataObject;
	const object =
		typeof value === 'string'
			? jsonParse<IDataObject>(value, {
					errorMessage: `The 'JSON Output' in item ${itemIndex} contains invalid JSON`,
				})
			: value;
	return Object.entries(object);
}

function assigned(
	this: IExecuteFunctions,
	itemIndex: number,
	options: SetOptions,
): Array<[string, unknown]> {
	const { assignments = [] } = this.getNodeParameter(
		'assignments',
		itemIndex,
	) as AssignmentCollectionValue;
	return assignments.map(({ name, type, value }) => [
		name,
		converted.call(this, itemIndex, name, (type ?? 'string') as FieldType, value, options),
	]);
}

function converted(
	this: IExecuteFunctions,
	itemIndex: number,
	name: string,
	type: FieldType,
	value: unknown,
	options: SetOptions,
): unknown {
	if (value === undefined || value === null) return null;
	if (type === 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
	const result = validateFieldType(name, value, type);
	if (result.valid) return result.newValue ?? null;
	if (options.ignoreConversionErrors) return value;
	throw new NodeOperationError(this.getNode(), `${result.errorMessage} [item ${itemIndex}]`, {
		itemIndex,
	});
}

/** `a.b[0]` → `a`, `b`, `0`. */
function pathOf(name: string): string[] {
	return name.replace(/\[(\d+)\]/g, '.$1').split('.');
}

function setAt(target: IDataObject, [key, ...rest]: string[], value: unknown): void {
	if (['__proto__', 'constructor', 'prototype'].includes(key)) return;
	if (rest.length === 0) {
		target[key] = value as IDataObject;
		return;
	}
	if (typeof target[key] !== 'object' || target[key] === null)
		target[key] = /^\d+$/.test(rest[0]) ? ([] as IDataObject[]) : {};
	setAt(target[key] as IDataObject, rest, value);
}
