import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { byAnyName, customFieldsField, twice } from '../contact/customFields';
import type { FieldDefinition } from '../field/definitions';
import { labelOf } from '../field/definitions';
import { fromApiValue, isMultiChoice, toApiValue } from '../field/values';
import { toCents } from '../money';
import { byOffset } from '../platform';

/** What has custom fields of this sort; those of contacts are another, see `contact/customFields.ts`. */
export type Owner = 'account' | 'deal';

/** The custom fields of a kind of record: the parameter, and what it adds to a request. */
export interface CustomFields {
	field: INodeProperties;
	/** @throws Failure when a field does not exist, or a value does not fit it */
	read(call: Call): Promise<IDataObject>;
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

async function read(call: Call, owner: Owner): Promise<IDataObject> {
	const mapper = call.param<{ mappingMode?: string; value?: IDataObject | null }>(
		'customFields',
		{},
	);
	const isAuto = mapper?.mappingMode === 'autoMapInputData';
	const given = Object.entries((isAuto ? call.input : mapper?.value) ?? {}).filter(
		([, value]) => !isEmpty(value),
	);
	if (given.length === 0) return {};
	const definitions = await definitionsOf(call.api, owner);
	const byName = isAuto ? byAnyName(definitions.values()) : undefined;
	const fields = new Map<string, { column: string; written: IDataObject }>();
	for (const [column, value] of given) {
		const field =
			byName === undefined ? definitions.get(column) : byName.get(column.trim().toLowerCase());
		if (field === undefined) {
			// Columns of the input that name no field are none of ours.
			if (isAuto) continue;
			throw invalid(
				'Custom Fields',
				`there is no custom field of ${owner}s with the ID "${column}"`,
				'Reload the field list in the node; the field was deleted, or belongs to another account.',
			);
		}
		const written = valueOf(field, value, call.api.timezone);
		if (written === undefined) continue;
		const other = fields.get(field.id);
		if (other !== undefined && JSON.stringify(other.written) !== JSON.stringify(written)) {
			throw twice(field, [other.column, column]);
		}
		fields.set(field.id, { column, written });
	}
	if (fields.size === 0) return {};
	return {
		fields: [...fields].map(([id, { written }]) => ({ customFieldId: Number(id), ...written })),
	};
}

/** The name of the node's method that lists the fields for the mapper. */
const METHODS: Record<Owner, string> = { account: 'mapAccountFields', deal: 'mapDealFields' };

/** The custom fields of accounts or deals, to be mapped. What is left out or empty keeps its value. */
export const customFields = (owner: Owner): CustomFields => ({
	field: {
		...customFieldsField,
		typeOptions: {
			resourceMapper: {
				...customFieldsField.typeOptions?.resourceMapper,
				resourceMapperMethod: METHODS[owner],
			} as NonNullable<NonNullable<INodeProperties['typeOptions']>['resourceMapper']>,
		},
		description:
			'Values of custom fields; a field that is left out or empty keeps its value. Amounts are in units, with the currency where it is not that of the field, such as 129.90 EUR.',
	},
	read: async (call) => await read(call, owner),
});
