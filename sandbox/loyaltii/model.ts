import type { Context } from './context';
import { readDate } from './dates';
import { invalid } from './errors';
import type { DynamicField } from './records';
import type { Row } from './rows';

/** What one field of a body holds. */
export interface Field {
	kind: 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'ints' | 'any';
	/** Longest text. */
	max?: number;
}

/** What a body may hold. */
export interface Model {
	fields: Readonly<Record<string, Field>>;
	required?: readonly string[];
	/** Whose dynamic fields it takes. */
	owner?: string;
}

/** What was sent, read. */
export type Sent = Record<string, unknown>;

export const text = (max?: number): Field => ({ kind: 'text', max });
export const int: Field = { kind: 'int' };
export const ints: Field = { kind: 'ints' };
export const decimal: Field = { kind: 'decimal' };
export const bool: Field = { kind: 'bool' };
export const date: Field = { kind: 'date' };
export const any: Field = { kind: 'any' };

/** The fields of a body that the model knows, read; what was not sent is left out. @throws Refusal */
export function readModel(ctx: Context, body: unknown, model: Model): Sent {
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		throw invalid(ctx, 'dto', 'An object is expected.');
	const { rules } = ctx;
	const sent = body as Sent;
	if (rules.on('loyaltiiRequiredFields'))
		for (const name of model.required ?? [])
			if ((sent[name] ?? '') === '') throw invalid(ctx, name, `The ${name} field is required.`);
	const read: Sent = {};
	for (const [name, value] of Object.entries(sent)) {
		const field = model.fields[name];
		const dynamic = field === undefined ? dynamicField(ctx, model.owner, name) : undefined;
		if (field) read[name] = readField(ctx, name, field, value);
		else if (dynamic) read[name] = readDynamic(ctx, dynamic, value);
		else if (!rules.on('loyaltiiUnknownFieldsIgnored'))
			throw invalid(ctx, name, `There is no field ${name}.`);
	}
	return read;
}

/** A list of models. @throws Refusal */
export function readModels(ctx: Context, body: unknown, model: Model): Sent[] {
	if (!Array.isArray(body)) throw invalid(ctx, 'dtos', 'A list is expected.');
	return body.map((one) => readModel(ctx, one, model));
}

/** A list of ids. @throws Refusal */
export function readIds(ctx: Context, name: string, value: unknown): number[] {
	if (!Array.isArray(value) || !value.every((id) => Number.isInteger(id)))
		throw invalid(ctx, name, 'A list of ids is expected.');
	return value as number[];
}

/** The dynamic fields of an owner. */
export function dynamicFields(
	{ store, rules }: Context,
	owner: string | undefined,
): DynamicField[] {
	if (owner === undefined || !rules.on('loyaltiiDynamicAtTop')) return [];
	return store.dynamicFields.get(owner) ?? [];
}

const dynamicField = (ctx: Context, owner: string | undefined, name: string) =>
	dynamicFields(ctx, owner).find((field) => field.Name === name);

/** A row as it is read: its columns, then its dynamic fields, empty ones as null. */
export function shapeOf(ctx: Context, row: Row, columns: readonly string[], owner?: string): Sent {
	const dynamic = dynamicFields(ctx, owner)
		.map(({ Name }) => Name)
		.filter((name) => ctx.rules.on('loyaltiiDynamicPresent') || (row[name] ?? null) !== null);
	return Object.fromEntries([...columns, ...dynamic].map((name) => [name, row[name] ?? null]));
}

function readDynamic(ctx: Context, { Name, Type, Values }: DynamicField, value: unknown): unknown {
	if (!ctx.rules.on('loyaltiiDynamicValues') || value === null) return value;
	const kind = DYNAMIC_KINDS[Type];
	const read = readField(ctx, Name, { kind }, value);
	if (Values && !Values.includes(value))
		throw invalid(ctx, Name, `The value '${String(value)}' is not allowed for ${Name}.`);
	return read;
}

const DYNAMIC_KINDS: Record<number, Field['kind']> = {
	1: 'text',
	2: 'bool',
	3: 'int',
	4: 'date',
	5: 'decimal',
};

function readField(ctx: Context, name: string, { kind, max }: Field, value: unknown): unknown {
	if (value === null || kind === 'any') return value;
	const read = READERS[kind](value);
	if (read === undefined) {
		if (!ctx.rules.on('loyaltiiWrongType400')) return null;
		throw invalid(ctx, name, `The value is not valid for ${name}.`);
	}
	if (max !== undefined && String(read).length > max && ctx.rules.on('loyaltiiFieldLengths'))
		throw invalid(ctx, name, `The field ${name} must be a string with a maximum length of ${max}.`);
	return read;
}

const isPlain = (value: unknown): value is string | number | boolean => typeof value !== 'object';

const readNumber = (value: unknown): number | undefined =>
	(typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
	Number.isFinite(Number(value))
		? Number(value)
		: undefined;

/** Reads a value as the framework does; undefined when it is none of the kind. */
const READERS: Record<Exclude<Field['kind'], 'any'>, (value: unknown) => unknown> = {
	text: (value) => (isPlain(value) ? String(value) : undefined),
	int: (value) => (Number.isInteger(readNumber(value)) ? readNumber(value) : undefined),
	ints: (value) =>
		Array.isArray(value) && value.every((one) => Number.isInteger(one)) ? value : undefined,
	decimal: readNumber,
	bool: (value) => ({ true: true, false: false })[String(value).toLowerCase()],
	date: (value) => (typeof value === 'string' ? readDate(value) : undefined),
};
