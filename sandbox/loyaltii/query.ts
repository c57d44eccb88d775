import type { Context } from './context';
import { readDate } from './dates';
import { invalid } from './errors';

/** Every query parameter of the API and what it holds; a name means the same wherever it occurs. */
export const PARAMETERS = {
	contactCompanyId: 'int',
	contactCompanyNumber: 'text',
	contactId: 'int',
	datetimeFrom: 'date',
	datetimeTo: 'date',
	email: 'text',
	emailDispatchId: 'int',
	extOrderId: 'text',
	externalId: 'text',
	field: 'text',
	folderId: 'int',
	from: 'date',
	ignoreUnknownContacts: 'bool',
	ip: 'text',
	lastId: 'int',
	newName: 'text',
	number: 'text',
	orderType: 'text',
	owner: 'text',
	phone: 'text',
	primaryContactEmail: 'text',
	s: 'ints',
	secret: 'text',
	segmentId: 'int',
	source: 'text',
	sourceId: 'text',
	status: 'texts',
	storeId: 'int',
	subType: 'text',
	subtype: 'text',
	take: 'int',
	timespan: 'int',
	to: 'date',
	tokenId: 'text',
	type: 'text',
	value: 'text',
	withOrderLines: 'bool',
	withoutJsonString: 'bool',
} as const;

export type Parameter = keyof typeof PARAMETERS;

interface Values {
	int: number;
	text: string;
	bool: boolean;
	date: Date;
	ints: number[];
	texts: string[];
}

/** What a request asked for, read. */
export type Query = { [Name in Parameter]?: Values[(typeof PARAMETERS)[Name]] };

type Raw = Record<string, unknown>;

/** Reads the parameters of these names; absent and empty ones are left out. @throws Refusal */
export function readQuery(ctx: Context, raw: Raw, names: readonly Parameter[]): Query {
	return Object.fromEntries(
		names
			.map((name) => [name, readParameter(ctx, raw, name)] as const)
			.filter(([, value]) => value !== undefined),
	) as Query;
}

/** Whether the query has the parameter at all. */
export function hasParameter(ctx: Context, raw: Raw, name: Parameter): boolean {
	return PARAMETERS[name].endsWith('s')
		? listOf(ctx, raw, name).length > 0
		: textOf(ctx, raw, name) !== undefined;
}

function readParameter(ctx: Context, raw: Raw, name: Parameter): unknown {
	const kind = PARAMETERS[name];
	if (kind === 'ints') return listOf(ctx, raw, name).map((text) => readInt(ctx, name, text));
	if (kind === 'texts') return listOf(ctx, raw, name);
	const text = textOf(ctx, raw, name);
	if (text === undefined || text === '') return undefined;
	if (kind === 'int') return readInt(ctx, name, text);
	if (kind === 'bool') return checked(ctx, name, text, BOOLEANS[text.toLowerCase()]);
	return kind === 'date' ? checked(ctx, name, text, readDate(text)) : text;
}

const BOOLEANS: Record<string, boolean | undefined> = { true: true, false: false };

/** A whole number of 32 bits, in path or query. @throws Refusal */
export function readInt(ctx: Context, name: string, text: string): number {
	const fits = /^-?\d+$/.test(text) && Math.abs(Number(text)) < 2 ** 31;
	return checked(ctx, name, text, fits ? Number(text) : undefined) ?? 0;
}

function checked<Value>(
	ctx: Context,
	name: string,
	text: string,
	value: Value | undefined,
): Value | undefined {
	if (value === undefined && ctx.rules.on('loyaltiiWrongType400'))
		throw invalid(ctx, name, `The value '${text}' is not valid for ${name}.`);
	return value;
}

function textOf(ctx: Context, raw: Raw, name: string): string | undefined {
	const same = (key: string) =>
		ctx.rules.on('loyaltiiQueryAnyCase') ? key.toLowerCase() === name.toLowerCase() : key === name;
	const key = Object.keys(raw).find(same);
	const value = key === undefined ? undefined : raw[key];
	return (Array.isArray(value) ? (value as unknown[])[0] : value) as string | undefined;
}

/** `s[0]=1&s[1]=2`: the framework stops at the first gap. */
function listOf(ctx: Context, raw: Raw, name: string): string[] {
	if (!ctx.rules.on('loyaltiiIndexedArrays')) {
		const value = raw[name] ?? [];
		return (Array.isArray(value) ? value : [value]).map(String);
	}
	const values: string[] = [];
	for (let text = textOf(ctx, raw, `${name}[0]`); text !== undefined;) {
		values.push(text);
		text = textOf(ctx, raw, `${name}[${values.length}]`);
	}
	return values;
}
