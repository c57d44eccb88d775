import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { byAnyName, clearFieldsOption, customFieldsField, twice } from '../contact/customFields';
import type { FieldDefinition } from '../field/definitions';
import { labelOf } from '../field/definitions';
import { fromApiValue, isMultiChoice, toApiValue } from '../field/values';
import { toCents } from '../money';
import { byOffset } from '../platform';

/** What has custom fields of this sort; those of contacts are another, see `contact/customFields.ts`. */
export type Owner = 'account' | 'deal';

/** The custom fields of a kind of record: the parameters, and what they add to a request. */
export interface CustomFields {
	field: INodeProperties;
	/** The option that names the fields to empty. */
	clearing: INodeProperties;
	/**
	 * @param cleared IDs of the fields to empty; a value given for the same field wins
	 * @throws Failure when a field does not exist, or a value does not fit it
	 */
	read(call: Call, cleared?: string[]): Promise<IDataObject>;
}

interface Definition extends FieldDefinition {
	/** What an amount without a currency of its own is in. */
	currency: string;
}

/** The currency of amounts where neither user nor field names one (so says the QuarticOn article). */
const DEFAULT_CURRENCY = 'USD';

const textOf = (value: unknown) => (isEmpty(value) ? '' : String(value).trim());

function toDefinition(row: IDataObject): Definition {
	const options = Array.isArray(row.fieldOptions) ? row.fieldOptions.map(String) : [];
	return {
		id: String(row.id),
		title: textOf(row.fieldLabel),
		type: textOf(row.fieldType).toLowerCase(),
		perstag: textOf(row.personalization).toUpperCase(),
		options: options.map((value) => ({ value, label: value })),
		optionCount: options.length,
		currency: textOf(row.fieldDefaultCurrency).toUpperCase() || DEFAULT_CURRENCY,
	};
}

/** Every custom field of accounts or deals, by ID; read once per run, 100 per request. */
export async function definitionsOf(api: Api, owner: Owner): Promise<Map<string, Definition>> {
	return await api.once(`custom fields of ${owner}s`, async () => {
		const name = `${owner}CustomFieldMeta`;
		const rows = await api.all({ path: [name], rows: name, style: byOffset });
		return new Map(rows.map(toDefinition).map((definition) => [definition.id, definition]));
	});
}

/** An amount in units, `129.90` or `129.90 EUR`, as cents and their currency. @throws Failure */
function moneyOf(field: Definition, value: unknown): IDataObject {
	const [, amount, currency] = /^(.*?)\s*([a-z]{3})?$/is.exec(String(value).trim()) ?? [];
	return {
		fieldValue: toCents(labelOf(field), amount),
		fieldCurrency: currency?.toUpperCase() ?? field.currency,
	};
}

/**
 * A value as the API wants it here: several choices as an array, money in cents beside its currency, all else as for
 * contacts (fact sheet, sections 3 and 11).
 *
 * @returns undefined where several choices are asked for and none is given
 */
function valueOf(field: Definition, value: unknown, timezone: string): IDataObject | undefined {
	if (field.type === 'currency') return moneyOf(field, value);
	const text = toApiValue(field, value, timezone);
	if (text === undefined) return undefined;
	return { fieldValue: isMultiChoice(field) ? fromApiValue(field, text) : text };
}

/**
 * What empties a field: nothing, in the shape of its values. That the platform takes this as for contacts is an
 * assumption (rule `customValuesEmptied` of the sandbox).
 */
const nothingIn = (field: Definition): IDataObject => ({
	fieldValue: isMultiChoice(field) ? [] : '',
});

async function read(call: Call, owner: Owner, cleared: string[]): Promise<IDataObject> {
	const mapper = call.param<{ mappingMode?: string; value?: IDataObject | null }>(
		'customFields',
		{},
	);
	const isAuto = mapper?.mappingMode === 'autoMapInputData';
	const given = Object.entries((isAuto ? call.input : mapper?.value) ?? {}).filter(
		([, value]) => !isEmpty(value),
	);
	if (given.length === 0 && cleared.length === 0) return {};
	const definitions = await definitionsOf(call.api, owner);
	const known = (parameter: string, id: string): Definition => {
		const definition = definitions.get(id);
		if (definition !== undefined) return definition;
		throw invalid(
			parameter,
			`there is no custom field of ${owner}s with the ID "${id}"`,
			'Reload the field list in the node; the field was deleted, or belongs to another account.',
		);
	};
	const empty = cleared.map((id) => known('Clear Fields', id));
	const byName = isAuto ? byAnyName(definitions.values()) : undefined;
	const fields = new Map<string, { column: string; written: IDataObject }>();
	for (const [column, value] of given) {
		const field =
			byName === undefined
				? known('Custom Fields', column)
				: byName.get(column.trim().toLowerCase());
		// Columns of the input that name no field are none of ours.
		if (field === undefined) continue;
		const written = valueOf(field, value, call.api.timezone);
		if (written === undefined) continue;
		const other = fields.get(field.id);
		if (other !== undefined && JSON.stringify(other.written) !== JSON.stringify(written)) {
			throw twice(field, [other.column, column]);
		}
		fields.set(field.id, { column, written });
	}
	const values = new Map(empty.map((field) => [field.id, nothingIn(field)]));
	for (const [id, { written }] of fields) values.set(id, written);
	if (values.size === 0) return {};
	return {
		fields: [...values].map(([id, written]) => ({ customFieldId: Number(id), ...written })),
	};
}

/** The names of the node's methods that list the fields: for the mapper, and those that can be emptied. */
const METHODS: Record<Owner, { map: string; clear: string }> = {
	account: { map: 'mapAccountFields', clear: 'loadAccountFields' },
	deal: { map: 'mapDealFields', clear: 'loadDealFields' },
};

/** The custom fields of accounts or deals, to be mapped. What is left out or empty keeps its value. */
export const customFields = (owner: Owner): CustomFields => ({
	field: {
		...customFieldsField,
		typeOptions: {
			resourceMapper: {
				...customFieldsField.typeOptions?.resourceMapper,
				resourceMapperMethod: METHODS[owner].map,
			} as NonNullable<NonNullable<INodeProperties['typeOptions']>['resourceMapper']>,
		},
		description:
			'Values of custom fields; a field that is left out or empty keeps its value. Amounts are in units, with the currency where it is not that of the field, such as 129.90 EUR.',
	},
	clearing: {
		...clearFieldsOption,
		typeOptions: { loadOptionsMethod: METHODS[owner].clear },
	},
	read: async (call, cleared = []) => await read(call, owner, cleared),
});
