import type {
	FieldType,
	IDataObject,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { toApiDateTime, whyNoDate } from '../../shared/dates';
import type { Entry } from '../../shared/entry';
import { invalid } from '../../shared/errors';
import { readDecimal } from '../../shared/numberEntries';
import { readFlag } from '../../shared/values';
import { tableId } from './locators';

/** What dynamic fields belong to, in the vendor's words. */
export const OWNERS = [
	'ContactCompanies',
	'Contacts',
	'DynamicTable',
	'OrderLines',
	'Orders',
	'Stores',
] as const;
export type Owner = (typeof OWNERS)[number];

/** A dynamic field: `Type` is 1 text, 2 yes or no, 3 number, 4 moment, 5 decimal. */
export interface Definition {
	name: string;
	label: string;
	type: number;
	values: string[];
}

const WORDS: Record<string, number> = {
	string: 1,
	boolean: 2,
	number: 3,
	datetimeoffset: 4,
	decimal: 5,
};

/** A definition as it comes; of a list of plain names, the name alone. */
function toDefinition(row: unknown): Definition {
	if (typeof row !== 'object' || row === null) {
		return { name: String(row), label: String(row), type: 1, values: [] };
	}
	const { Name, Label, Type, Values } = row as IDataObject;
	const type = Number(Type);
	return {
		name: String(Name),
		label: isEmpty(Label) ? String(Name) : String(Label),
		type: Number.isInteger(type) ? type : (WORDS[String(Type).toLowerCase()] ?? 1),
		values: Array.isArray(Values) ? Values.map(String) : [],
	};
}

/** The dynamic fields of an owner, by lower-case name; read once per run. @throws Failure */
export async function definitionsOf(
	api: Api,
	owner: Owner,
	table = '',
): Promise<Map<string, Definition>> {
	return await api.once(`dynamic fields ${owner} ${table}`, async () => {
		const id = owner === 'DynamicTable' ? [await tableId(api, table)] : [];
		const { body } = await api.request<unknown[]>({
			method: 'GET',
			...(owner === 'Contacts'
				? { path: ['Contacts', 'DynamicFields'] }
				: { path: ['DynamicFields', ...id], query: { owner } }),
			expects: Array.isArray,
		});
		return new Map(body.map(toDefinition).map((field) => [field.name.toLowerCase(), field]));
	});
}

/** A value as its field wants it. @throws Failure */
export function valueOf(
	{ label, type, values }: Definition,
	value: unknown,
	timezone: string,
): unknown {
	if (values.length > 0 && !values.includes(String(value))) {
		throw invalid(
			label,
			`"${String(value)}" is not one of its values`,
			`Use one of: ${values.join(', ')}.`,
		);
	}
	if (type === 2) return readFlag(label, value);
	if (type === 3 || type === 5) return readDecimal(label, value);
	if (type === 4) {
		const moment = toApiDateTime(value, timezone);
		if (moment !== undefined) return moment;
		throw invalid(
			label,
			`"${String(value)}" ${whyNoDate(value)}`,
			'Give it as 2024-02-28T12:16:48+01:00.',
		);
	}
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What the mapper shows for a field. */
function widgetOf({ type, values }: Definition): FieldType {
	if (values.length > 0) return 'options';
	const widgets: Record<number, FieldType> = {
		2: 'boolean',
		3: 'number',
		4: 'dateTime',
		5: 'number',
	};
	return widgets[type] ?? 'string';
}

export const toMapperField = (field: Definition): ResourceMapperField => ({
	id: field.name,
	displayName: field.label === field.name ? field.name : `${field.label} (${field.name})`,
	defaultMatch: false,
	canBeUsedToMatch: false,
	// n8n would make a required field irremovable.
	required: false,
	display: true,
	type: widgetOf(field),
	...(field.values.length > 0 && {
		options: field.values.map((value) => ({ name: value, value })),
	}),
});

/** The mapper's fields. @throws Failure */
export async function mapperFields(
	api: Api,
	owner: Owner,
	table?: string,
): Promise<ResourceMapperFields> {
	const definitions = await definitionsOf(api, owner, table);
	return { fields: [...definitions.values()].map(toMapperField) };
}

/** Owners whose fields can be mapped, and the methods that list them. */
const METHODS: Record<Exclude<Owner, 'OrderLines'>, string> = {
	ContactCompanies: 'mapCompanyFields',
	Contacts: 'mapContactFields',
	DynamicTable: 'mapTableColumns',
	Orders: 'mapOrderFields',
	Stores: 'mapStoreFields',
};

interface Mapper {
	mappingMode?: string;
	value?: IDataObject | null;
}

const fieldOf = (owner: keyof typeof METHODS): INodeProperties => {
	const isTable = owner === 'DynamicTable';
	const title = isTable ? 'Columns' : 'Dynamic Fields';
	const word = isTable ? 'column' : 'dynamic field';
	return {
		displayName: title,
		name: isTable ? 'columns' : 'dynamicFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: `Values of the account's own ${word}s; one that is left out or empty is not sent`,
		typeOptions: {
			...(isTable && { loadOptionsDependsOn: ['table.value'] }),
			resourceMapper: {
				resourceMapperMethod: METHODS[owner],
				mode: 'add',
				fieldWords: { singular: word, plural: `${word}s` },
				addAllFields: false,
				supportAutoMap: true,
				valuesLabel: title,
				// n8n shows this text also when the fields cannot be loaded.
				noFieldsError: `No ${word}s found: there are none, or the credential does not work`,
			},
		},
	};
};

async function read(given: unknown, call: Call, owner: Owner): Promise<IDataObject> {
	const { mappingMode, value } = given as Mapper;
	const isAuto = mappingMode === 'autoMapInputData';
	const values = Object.entries((isAuto ? call.input : value) ?? {}).filter(
		([, one]) => !isEmpty(one),
	);
	if (values.length === 0) return {};
	const table = owner === 'DynamicTable' ? call.locatorText('table') : '';
	const definitions = await definitionsOf(call.api, owner, table);
	const content: IDataObject = {};
	for (const [name, one] of values) {
		const field = definitions.get(name.trim().toLowerCase());
		if (field !== undefined) {
			content[field.name] = valueOf(field, one, call.api.timezone) as never;
		} else if (!isAuto) {
			throw invalid(
				fieldOf(owner as keyof typeof METHODS).displayName,
				`there is no field named "${name}"`,
				'Reload the fields in the node; a field made just now may appear late.',
			);
		}
	}
	return content;
}

/** The account's own fields of an owner, to be mapped; at the top level of the body, as the vendor has them. */
export const dynamicFields = (owner: keyof typeof METHODS): Entry => ({
	field: fieldOf(owner),
	asks: true,
	write: async (given, call) => await read(given, call, owner),
});
